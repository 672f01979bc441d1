import { Evaluator, type Scope } from './expression';
import { wordOf } from './expressionmethods';
import { parseExpression, type Expression } from './expressionparser';

/**
 * Fill a template in: `${expression}`, and the blocks and names of Handlebars.
 *
 * #### Notes
 * What comes of it is no safer than its parts: it goes through the sanitizer.
 *
 * @throws SyntaxError or TypeError in words for the author.
 */
export function fillTemplate(template: string, scope: Scope): string {
  const reader = new Private.Reader(template);
  const parts = reader.parts(null);
  const filler = new Private.Filler(scope);
  return parts
    .map(part => filler.fill(part, { context: scope, data: new Map(), above: null }))
    .join('');
}

namespace Private {
  type Part =
    | string
    | { readonly type: 'expression'; readonly expression: Expression }
    | { readonly type: 'name'; readonly path: string; readonly raw: boolean }
    | IBlock;

  interface IBlock {
    readonly type: 'block';
    readonly helper: string;
    readonly path: string;
    /** Names for an item and its place. */
    readonly names: ReadonlyArray<string>;
    readonly then: ReadonlyArray<Part>;
    readonly otherwise: ReadonlyArray<Part>;
  }

  /** What names are looked up in. */
  interface IFrame {
    readonly context: unknown;
    readonly data: ReadonlyMap<string, unknown>;
    readonly above: IFrame | null;
  }

  const TAG = /\{\{(\{?)~?\s*([\s\S]*?)\s*~?\}?\}\}/y;
  const HELPERS: ReadonlySet<string> = new Set(['each', 'if', 'unless', 'with']);

  /**
   * Reads a template from left to right.
   */
  export class Reader {
    constructor(private readonly _text: string) {}

    /**
     * The parts up to the end of a block, or of the text.
     */
    parts(within: string | null): Part[] {
      const parts: Part[] = [];
      let text = '';
      const flush = (): void => {
        if (text !== '') {
          parts.push(text);
          text = '';
        }
      };
      while (this._at < this._text.length) {
        if (this._text.startsWith('\\${', this._at) || this._text.startsWith('\\`', this._at)) {
          text += this._text.slice(this._at + 1, this._at + 2);
          this._at += 2;
        } else if (this._text.startsWith('${', this._at)) {
          flush();
          parts.push(this._expression());
        } else if (this._text.startsWith('{{', this._at)) {
          flush();
          const tag = this._tag();
          if (/^(else\b|\^|\/)/.test(tag.words)) {
            this._end = tag.words;
            if (within === null) {
              throw new SyntaxError(`{{${tag.words}}} ends nothing.`);
            }
            return parts;
          }
          const part = this._part(tag);
          if (part !== null) {
            parts.push(part);
          }
        } else {
          text += this._text[this._at++];
        }
      }
      flush();
      if (within !== null) {
        throw new SyntaxError(`{{#${within} …}} has no end.`);
      }
      return parts;
    }

    private _expression(): Part {
      const { expression, end } = parseExpression(this._text, this._at + 2);
      if (this._text[end] !== '}') {
        throw new SyntaxError(`"${this._text[end] ?? 'The end'}" cannot stand there.`);
      }
      this._at = end + 1;
      return { type: 'expression', expression };
    }

    private _tag(): { readonly words: string; readonly raw: boolean } {
      TAG.lastIndex = this._at;
      const found = TAG.exec(this._text);
      if (!found) {
        throw new SyntaxError('{{ has no end.');
      }
      this._at = TAG.lastIndex;
      return { words: found[2], raw: found[1] !== '' };
    }

    private _part({ words, raw }: { words: string; raw: boolean }): Part | null {
      if (words.startsWith('!')) {
        return null;
      }
      if (words.startsWith('#')) {
        return this._block(words.slice(1).trim());
      }
      const isRaw = raw || words.startsWith('&');
      return { type: 'name', path: words.replace(/^&\s*/, ''), raw: isRaw };
    }

    private _block(words: string): IBlock {
      const [, helper, path, names] =
        /^(\w+)\s+([^\s|]+)(?:\s+as\s+\|([^|]*)\|)?$/.exec(words) ?? [];
      if (helper === undefined || !HELPERS.has(helper)) {
        throw new SyntaxError(`{{#${words}}} is no block of a template.`);
      }
      const then = this.parts(helper);
      let otherwise: Part[] = [];
      const chained = /^else\s+(\w+\s.*)$/.exec(this._end);
      if (chained) {
        otherwise = [this._block(chained[1])];
      } else if (!this._end.startsWith('/')) {
        otherwise = this.parts(helper);
      }
      return {
        type: 'block',
        helper,
        path,
        names: names?.trim().split(/\s+/) ?? [],
        then,
        otherwise
      };
    }

    private _at = 0;
    /** The words of the tag that ended the last block. */
    private _end = '';
  }

  /**
   * Fills parts in.
   */
  export class Filler {
    constructor(private readonly _scope: Scope) {}

    fill(part: Part, frame: IFrame): string {
      if (typeof part === 'string') {
        return part;
      }
      switch (part.type) {
        case 'expression':
          return wordOf(this._evaluator.evaluate(part.expression, this._scope));
        case 'name': {
          const found = lookUp(part.path, frame);
          const text = found === null || found === undefined ? '' : wordOf(found);
          return part.raw ? text : escapeText(text);
        }
        case 'block':
          return this._block(part, frame);
      }
    }

    private _block(block: IBlock, frame: IFrame): string {
      const value = lookUp(block.path, frame);
      const isEmpty = !value || (Array.isArray(value) && value.length === 0);
      switch (block.helper) {
        case 'each':
          return this._each(block, value, frame);
        case 'if':
          return this._all(isEmpty ? block.otherwise : block.then, frame);
        case 'unless':
          return this._all(isEmpty ? block.then : block.otherwise, frame);
        default:
          return isEmpty
            ? this._all(block.otherwise, frame)
            : this._all(block.then, inner(block, frame, value, []));
      }
    }

    private _each(block: IBlock, value: unknown, frame: IFrame): string {
      const entries: [unknown, unknown][] = Array.isArray(value)
        ? value.map((item: unknown, at) => [at, item])
        : Object.entries(typeof value === 'object' && value !== null ? value : {});
      if (entries.length === 0) {
        return this._all(block.otherwise, frame);
      }
      return entries
        .map(([key, item], at) =>
          this._all(
            block.then,
            inner(block, frame, item, [
              ['@index', at],
              ['@key', key],
              ['@first', at === 0],
              ['@last', at === entries.length - 1]
            ])
          )
        )
        .join('');
    }

    private _all(parts: ReadonlyArray<Part>, frame: IFrame): string {
      return parts.map(part => this.fill(part, frame)).join('');
    }

    private readonly _evaluator = new Evaluator();
  }

  function inner(
    block: IBlock,
    above: IFrame,
    context: unknown,
    data: ReadonlyArray<readonly [string, unknown]>
  ): IFrame {
    const named = [context, data.find(([name]) => name === '@key')?.[1]];
    return {
      context,
      above,
      data: new Map([
        ...above.data,
        ...data,
        ...block.names.map((name, at) => [name, named[at]] as const)
      ])
    };
  }

  /**
   * What a path names: `value.name`, `this`, `../name`, `@index`.
   */
  function lookUp(path: string, frame: IFrame): unknown {
    let at: IFrame = frame;
    let rest = path;
    while (rest.startsWith('../')) {
      at = at.above ?? at;
      rest = rest.slice(3);
    }
    rest = rest.replace(/^(this|\.)(\/|\.|$)/, '');
    if (/^(["']).*\1$/.test(rest)) {
      return rest.slice(1, -1);
    }
    const keys = rest === '' ? [] : rest.split(/[./]/).map(key => key.replace(/^\[(.*)\]$/, '$1'));
    const [first] = keys;
    const isNamed = first !== undefined && at.data.has(first);
    let found = isNamed ? at.data.get(first) : at.context;
    for (const key of isNamed ? keys.slice(1) : keys) {
      found = ownOf(found, key);
    }
    return found;
  }

  function ownOf(value: unknown, key: string): unknown {
    if (value instanceof Map) {
      return value.get(key);
    }
    if (Array.isArray(value)) {
      return key === 'length' ? value.length : (value[Number(key)] as unknown);
    }
    return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  }

  const ESCAPES: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;'
  };

  function escapeText(text: string): string {
    return text.replace(/[&<>"']/g, sign => ESCAPES[sign]);
  }
}
