/**
 * A piece of an expression. What can be said is a part of JavaScript: data, operators,
 * conditions, calls and arrow functions, without statements and without assignment.
 */
export type Expression =
  | { readonly type: 'literal'; readonly value: string | number | boolean | null | undefined }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'text'; readonly parts: ReadonlyArray<string | Expression> }
  | { readonly type: 'array'; readonly items: ReadonlyArray<IItem> }
  | { readonly type: 'object'; readonly items: ReadonlyArray<IEntry> }
  | {
      readonly type: 'member';
      readonly object: Expression;
      readonly key: Expression;
      /** Whether nothing is asked of what is not there. */
      readonly optional: boolean;
    }
  | {
      readonly type: 'call';
      readonly callee: Expression;
      readonly args: ReadonlyArray<IItem>;
      readonly optional: boolean;
    }
  | { readonly type: 'unary'; readonly operator: string; readonly operand: Expression }
  | {
      readonly type: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'condition';
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | {
      readonly type: 'arrow';
      readonly params: ReadonlyArray<Pattern>;
      readonly body: Expression;
    };

/** An item of a list; `...` spreads it. */
export interface IItem {
  readonly value: Expression;
  readonly spread: boolean;
}

/** An entry of an object; one without a key is spread. */
export interface IEntry {
  readonly key: Expression | null;
  readonly value: Expression;
}

/** A parameter: a name, or names of parts. */
export type Pattern =
  | { readonly name: string }
  | { readonly items: ReadonlyArray<string> }
  | { readonly keys: ReadonlyArray<string> };

/**
 * Read an expression that begins at a place; says where it ends.
 *
 * @throws SyntaxError in words for the author.
 */
export function parseExpression(
  text: string,
  start: number
): { readonly expression: Expression; readonly end: number } {
  const reader = new Reader(text, start);
  const expression = reader.expression();
  reader.space();
  return { expression, end: reader.at };
}

/**
 * Reads from left to right, one operator looking ahead.
 */
class Reader {
  constructor(
    private readonly _text: string,
    public at: number
  ) {}

  expression(): Expression {
    if (++this._depth > 100) {
      throw new SyntaxError('An expression is nested too deeply.');
    }
    const found = this._arrow() ?? this._condition();
    this._depth--;
    return found;
  }

  space(): void {
    Private.SPACE.lastIndex = this.at;
    Private.SPACE.exec(this._text);
    this.at = Private.SPACE.lastIndex;
  }

  private _arrow(): Expression | null {
    this.space();
    const start = this.at;
    Private.ARROW.lastIndex = start;
    if (!Private.ARROW.test(this._text)) {
      return null;
    }
    const params = this._params();
    this._expect('=>');
    this.space();
    if (this._text[this.at] === '{') {
      throw new SyntaxError('A function within a template is one expression, without { }.');
    }
    return { type: 'arrow', params, body: this.expression() };
  }

  private _params(): Pattern[] {
    if (!this._take('(')) {
      return [{ name: this._name() }];
    }
    const params: Pattern[] = [];
    while (!this._take(')')) {
      params.push(this._pattern());
      if (!this._take(',')) {
        this._expect(')');
        break;
      }
    }
    return params;
  }

  private _pattern(): Pattern {
    if (this._take('[')) {
      return { items: this._names(']') };
    }
    return this._take('{') ? { keys: this._names('}') } : { name: this._name() };
  }

  private _names(end: string): string[] {
    const names: string[] = [];
    while (!this._take(end)) {
      this.space();
      names.push(this._text[this.at] === ',' ? '' : this._name());
      if (!this._take(',')) {
        this._expect(end);
        break;
      }
    }
    return names;
  }

  private _condition(): Expression {
    const test = this._binary(0);
    this.space();
    if (this._text.startsWith('?.', this.at) || !this._take('?')) {
      return test;
    }
    const then = this.expression();
    this._expect(':');
    return { type: 'condition', test, then, otherwise: this.expression() };
  }

  private _binary(least: number): Expression {
    let left = this._unary();
    for (;;) {
      const operator = this._operator();
      const rank = operator === null ? -1 : (Private.RANKS.get(operator) ?? -1);
      if (operator === null || rank < least) {
        return left;
      }
      this.at += operator.length;
      // What is raised to a power is read from the right.
      const right = this._binary(operator === '**' ? rank : rank + 1);
      left = { type: 'binary', operator, left, right };
    }
  }

  private _operator(): string | null {
    this.space();
    return Private.OPERATORS.find(each => this._text.startsWith(each, this.at)) ?? null;
  }

  private _unary(): Expression {
    this.space();
    const found = /^(!|[+-](?![+-])|typeof(?![\w$]))/.exec(this._text.slice(this.at, this.at + 8));
    if (found) {
      this.at += found[0].length;
      return { type: 'unary', operator: found[0], operand: this._unary() };
    }
    return this._postfix(this._primary());
  }

  private _postfix(start: Expression): Expression {
    let found = start;
    for (;;) {
      this.space();
      const optional = this._text.startsWith('?.', this.at) && this._take('?.');
      if (this._take('(')) {
        found = { type: 'call', callee: found, args: this._items(')'), optional };
      } else if (this._take('[')) {
        const key = this.expression();
        this._expect(']');
        found = { type: 'member', object: found, key, optional };
      } else if (optional || this._take('.')) {
        const key: Expression = { type: 'literal', value: this._name() };
        found = { type: 'member', object: found, key, optional };
      } else {
        return found;
      }
    }
  }

  private _primary(): Expression {
    this.space();
    const sign = this._text[this.at];
    if (sign === '(') {
      this.at++;
      const inner = this.expression();
      this._expect(')');
      return inner;
    }
    if (sign === '[') {
      this.at++;
      return { type: 'array', items: this._items(']') };
    }
    if (sign === '{') {
      this.at++;
      return { type: 'object', items: this._entries() };
    }
    if (sign === '`') {
      this.at++;
      return this._template();
    }
    return this._quoted() ?? this._number() ?? this._word();
  }

  private _items(end: string): IItem[] {
    const items: IItem[] = [];
    while (!this._take(end)) {
      const spread = this._take('...');
      items.push({ value: this.expression(), spread });
      if (!this._take(',')) {
        this._expect(end);
        break;
      }
    }
    return items;
  }

  private _entries(): IEntry[] {
    const items: IEntry[] = [];
    while (!this._take('}')) {
      items.push(this._entry());
      if (!this._take(',')) {
        this._expect('}');
        break;
      }
    }
    return items;
  }

  private _entry(): IEntry {
    if (this._take('...')) {
      return { key: null, value: this.expression() };
    }
    if (this._take('[')) {
      const key = this.expression();
      this._expect(']');
      this._expect(':');
      return { key, value: this.expression() };
    }
    this.space();
    const quoted = this._quoted() ?? this._number();
    const key: Expression = quoted ?? { type: 'literal', value: this._name() };
    if (this._take(':')) {
      return { key, value: this.expression() };
    }
    const name = key.type === 'literal' ? String(key.value) : '';
    return { key, value: { type: 'name', name } };
  }

  private _template(): Expression {
    const parts: (string | Expression)[] = [];
    let text = '';
    for (;;) {
      const sign = this._text[this.at];
      if (sign === undefined) {
        throw new SyntaxError('A text within ` ` has no end.');
      }
      if (sign === '`') {
        this.at++;
        return { type: 'text', parts: [...parts, text] };
      }
      if (sign === '\\') {
        text += this._escape();
      } else if (this._text.startsWith('${', this.at)) {
        this.at += 2;
        parts.push(text, this.expression());
        text = '';
        this._expect('}');
      } else {
        text += sign;
        this.at++;
      }
    }
  }

  private _quoted(): Expression | null {
    const quote = this._text[this.at];
    if (quote !== '"' && quote !== "'") {
      return null;
    }
    this.at++;
    let value = '';
    while (this._text[this.at] !== quote) {
      const sign = this._text[this.at];
      if (sign === undefined || sign === '\n') {
        throw new SyntaxError(`A text within ${quote} ${quote} has no end.`);
      }
      if (sign === '\\') {
        value += this._escape();
      } else {
        value += sign;
        this.at++;
      }
    }
    this.at++;
    return { type: 'literal', value };
  }

  private _escape(): string {
    const rest = this._text.slice(this.at + 1, this.at + 10);
    const coded = /^(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2}))/i.exec(rest);
    if (coded) {
      this.at += 1 + coded[0].length;
      const code = parseInt(coded[1] ?? coded[2] ?? coded[3], 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    }
    this.at += 2;
    const sign = rest[0] ?? '';
    return Private.ESCAPES.get(sign) ?? sign;
  }

  private _number(): Expression | null {
    Private.NUMBER.lastIndex = this.at;
    const found = Private.NUMBER.exec(this._text);
    if (!found) {
      return null;
    }
    this.at = Private.NUMBER.lastIndex;
    return { type: 'literal', value: Number(found[0]) };
  }

  private _word(): Expression {
    const name = this._name();
    if (Private.WORDS.has(name)) {
      return { type: 'literal', value: Private.WORDS.get(name) };
    }
    if (Private.REFUSED.has(name)) {
      throw new SyntaxError(`"${name}" is no part of a template.`);
    }
    return { type: 'name', name };
  }

  private _name(): string {
    this.space();
    Private.NAME.lastIndex = this.at;
    const found = Private.NAME.exec(this._text);
    if (!found) {
      const sign = this._text[this.at];
      throw new SyntaxError(
        sign === undefined ? 'An expression has no end.' : `"${sign}" cannot stand there.`
      );
    }
    this.at = Private.NAME.lastIndex;
    return found[0];
  }

  private _take(sign: string): boolean {
    this.space();
    if (!this._text.startsWith(sign, this.at)) {
      return false;
    }
    this.at += sign.length;
    return true;
  }

  private _expect(sign: string): void {
    if (!this._take(sign)) {
      throw new SyntaxError(`"${sign}" is missing.`);
    }
  }

  private _depth = 0;
}

namespace Private {
  export const SPACE = /\s*/y;
  export const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
  export const NUMBER = /0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
  /** A name or names in brackets, and an arrow. */
  export const ARROW = /(?:[\p{ID_Start}$_][\p{ID_Continue}$]*|\([^()]*\))\s*=>/uy;
  export const RANKS: ReadonlyMap<string, number> = new Map(
    [
      ['??'],
      ['||'],
      ['&&'],
      ['===', '!==', '==', '!='],
      ['<=', '>=', '<', '>'],
      ['+', '-'],
      ['*', '/', '%'],
      ['**']
    ].flatMap((operators, rank) => operators.map(each => [each, rank] as const))
  );
  /** The longer first: `===` is not `==` and `=`. */
  export const OPERATORS = [...RANKS.keys()].sort((a, b) => b.length - a.length);
  export const WORDS: ReadonlyMap<string, boolean | null | number | undefined> = new Map<
    string,
    boolean | null | number | undefined
  >([
    ['true', true],
    ['false', false],
    ['null', null],
    ['undefined', undefined],
    ['NaN', NaN],
    ['Infinity', Infinity]
  ]);
  export const REFUSED: ReadonlySet<string> = new Set(
    'this new function class await async yield import delete void in instanceof let const var return throw'.split(
      ' '
    )
  );
  export const ESCAPES: ReadonlyMap<string, string> = new Map([
    ['n', '\n'],
    ['t', '\t'],
    ['r', '\r'],
    ['0', '\0'],
    ['\n', '']
  ]);
}
