import type { TranslationBundle } from '@jupyterlab/translation';

/**
 * JSON that a person wrote, or what is wrong with it.
 */
export type JsonText =
  | { readonly value: unknown; readonly problem: null }
  | { readonly value: undefined; readonly problem: string };

/**
 * Read JSON as Python does: with NaN, Infinity, and integers of any length.
 *
 * #### Notes
 * The browser's own parser rounds long integers, and words its errors in its own way,
 * some without a place.
 */
export function parseJson(text: string, trans: TranslationBundle): JsonText {
  const reader = new Private.Reader(text, trans);
  try {
    return { value: reader.read(), problem: null };
  } catch (error) {
    if (error instanceof Private.Problem) {
      return { value: undefined, problem: error.message };
    }
    throw error;
  }
}

/**
 * Write a value as JSON, exactly: what `parseJson` reads back.
 */
export function formatJson(value: unknown, indent = ''): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map(formatScalar).join(', ')}]`;
    if (line.length <= Private.LINE && value.every(Private.isScalar)) {
      return line;
    }
    const items = value.map(item => inner + formatJson(item, inner));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    const items = Object.entries(value).map(
      ([key, item]) => `${inner}${JSON.stringify(key)}: ${formatJson(item, inner)}`
    );
    return items.length === 0 ? '{}' : `{\n${items.join(',\n')}\n${indent}}`;
  }
  return formatScalar(value);
}

/**
 * Write a value that has no parts.
 */
export function formatScalar(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value);
  }
  return Object.is(value, -0) ? '-0.0' : String(value);
}

namespace Private {
  /** How long a list of plain values may be in one line. */
  export const LINE = 60;

  export function isScalar(value: unknown): boolean {
    return typeof value !== 'object' || value === null;
  }

  /** What the kernel takes: see `wire.py`. */
  const MAX_DEPTH = 64;
  const NUMBER = /-?(?:Infinity|(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)/y;
  const STRING = /"(?:[^"\\\n]|\\.)*"/y;
  const WORDS: ReadonlyArray<readonly [string, unknown]> = [
    ['true', true],
    ['false', false],
    ['null', null],
    ['NaN', NaN]
  ];

  export class Problem extends Error {}

  export class Reader {
    constructor(text: string, trans: TranslationBundle) {
      this._text = text;
      this._trans = trans;
    }

    read(): unknown {
      const value = this._value(0);
      this._space();
      if (this._at < this._text.length) {
        throw this._problem(this._trans.__('nothing more is expected'));
      }
      return value;
    }

    private _value(depth: number): unknown {
      this._space();
      const next = this._text[this._at];
      if (depth > MAX_DEPTH) {
        throw this._problem(this._trans.__('nested more than %1 levels deep', MAX_DEPTH));
      }
      if (next === '{') {
        return this._object(depth);
      }
      if (next === '[') {
        return this._array(depth);
      }
      if (next === '"') {
        return this._string();
      }
      return this._scalar();
    }

    private _object(depth: number): unknown {
      const entries: [string, unknown][] = [];
      this._at++;
      if (this._takes('}')) {
        return {};
      }
      do {
        this._space();
        if (this._text[this._at] !== '"') {
          throw this._problem(this._trans.__('a key in double quotes is expected'));
        }
        const key = this._string();
        if (!this._takes(':')) {
          throw this._problem(this._trans.__('a colon is expected'));
        }
        entries.push([key, this._value(depth + 1)]);
      } while (this._takes(','));
      if (!this._takes('}')) {
        throw this._problem(this._trans.__('a comma or } is expected'));
      }
      // Unlike an assignment, this makes a key `__proto__` a key like any other.
      return Object.fromEntries(entries);
    }

    private _array(depth: number): unknown {
      const items: unknown[] = [];
      this._at++;
      if (this._takes(']')) {
        return items;
      }
      do {
        items.push(this._value(depth + 1));
      } while (this._takes(','));
      if (!this._takes(']')) {
        throw this._problem(this._trans.__('a comma or ] is expected'));
      }
      return items;
    }

    private _string(): string {
      STRING.lastIndex = this._at;
      const found = STRING.exec(this._text);
      if (!found) {
        throw this._problem(this._trans.__('the text that begins here does not end'));
      }
      try {
        const text = JSON.parse(found[0]) as string;
        this._at = STRING.lastIndex;
        return text;
      } catch {
        throw this._problem(this._trans.__('a text with a character that must be escaped'));
      }
    }

    private _scalar(): unknown {
      for (const [word, value] of WORDS) {
        if (this._text.startsWith(word, this._at)) {
          this._at += word.length;
          return value;
        }
      }
      NUMBER.lastIndex = this._at;
      const found = NUMBER.exec(this._text);
      if (!found) {
        throw this._problem(this._trans.__('a value is expected'));
      }
      this._at = NUMBER.lastIndex;
      const [text, fraction, exponent] = found;
      const number = Number(text);
      const isInteger = fraction === undefined && exponent === undefined;
      return isInteger && Number.isFinite(number) && !Number.isSafeInteger(number)
        ? BigInt(text)
        : number;
    }

    private _takes(mark: string): boolean {
      this._space();
      if (this._text[this._at] !== mark) {
        return false;
      }
      this._at++;
      return true;
    }

    private _space(): void {
      while (' \t\n\r\u00a0\ufeff'.includes(this._text[this._at] ?? '.')) {
        this._at++;
      }
    }

    private _problem(what: string): Problem {
      const before = this._text.slice(0, this._at).split('\n');
      const line = before.length;
      const column = before[line - 1].length + 1;
      return new Problem(
        this._trans.__('Not valid JSON at line %1, column %2: %3.', line, column, what)
      );
    }

    private _at = 0;
    private _text: string;
    private _trans: TranslationBundle;
  }
}
