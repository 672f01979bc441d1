/**
 * What an expression may call: the method of a value, by its name; `undefined` for none.
 *
 * #### Notes
 * Methods are those of this list alone, whatever the language's own objects have.
 */
export function methodOf(value: unknown, name: string): unknown {
  if (typeof value === 'string') {
    return Private.pick(Private.TEXT, name, value);
  }
  if (Array.isArray(value)) {
    return Private.pick(Private.ARRAY, name, value as unknown[]);
  }
  return typeof value === 'number' ? Private.pick(Private.NUMBER, name, value) : undefined;
}

/**
 * A value in words, as JavaScript writes it into a text.
 */
export function wordOf(value: unknown): string {
  if (Array.isArray(value)) {
    const words = value.map(item => (item === null || item === undefined ? '' : wordOf(item)));
    return bounded(words.join(','));
  }
  if (typeof value === 'object' && value !== null) {
    return '[object Object]';
  }
  return typeof value === 'function' ? '' : String(value);
}

/**
 * A value as a number.
 */
export function numberOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? Number(wordOf(value)) : Number(value);
}

/**
 * The same text or list, unless it has become so long that a page would stand still.
 */
export function bounded<T>(value: T): T {
  const most = typeof value === 'string' ? Private.MOST : Private.MOST_ITEMS;
  if ((typeof value === 'string' || Array.isArray(value)) && value.length > most) {
    throw new TypeError('The template makes more than can be shown.');
  }
  return value;
}

/**
 * Names that every expression knows.
 */
export const namesOfAll: ReadonlyMap<string, unknown> = new Map<string, unknown>(
  Object.entries({
    Math: Object.assign(Object.create(null), {
      ...Object.fromEntries(
        ['abs', 'ceil', 'floor', 'max', 'min', 'pow', 'round', 'sign', 'sqrt', 'trunc'].map(
          name => [name, Reflect.get(Math, name) as unknown]
        )
      ),
      PI: Math.PI
    }),
    JSON: Object.assign(Object.create(null), {
      stringify: (value: unknown, _: unknown, space: unknown) =>
        JSON.stringify(value, null, typeof space === 'number' ? space : undefined)
    }),
    Object: Object.assign(Object.create(null), {
      keys: (value: unknown) => Object.keys(Private.record(value)),
      values: (value: unknown) => Object.values(Private.record(value)),
      entries: (value: unknown) => Object.entries(Private.record(value))
    }),
    Array: Object.assign(Object.create(null), {
      isArray: (value: unknown) => Array.isArray(value),
      from: (source: unknown, make?: Private.Made) => Private.arrayFrom(source, make)
    }),
    Number: Object.assign((value: unknown) => numberOf(value), {
      isInteger: (value: unknown) => Number.isInteger(value),
      isFinite: (value: unknown) => Number.isFinite(value)
    }),
    String: (value: unknown) => wordOf(value),
    Boolean: (value: unknown) => Boolean(value),
    parseInt: (value: unknown, base: unknown) => parseInt(wordOf(value), Number(base ?? 10)),
    parseFloat: (value: unknown) => parseFloat(wordOf(value)),
    isNaN: (value: unknown) => Number.isNaN(numberOf(value)),
    encodeURIComponent: (value: unknown) => encodeURIComponent(wordOf(value))
  })
);

namespace Private {
  export type Made = (item: unknown, index: number) => unknown;
  type Method<T> = (value: T, ...given: never[]) => unknown;

  /** Signs that one method may make of little, and items likewise. */
  export const MOST = 1_000_000;
  export const MOST_ITEMS = 100_000;

  export const TEXT: ReadonlyMap<string, Method<string>> = new Map<string, Method<string>>([
    ['at', (text, at: unknown) => text.at(Number(at))],
    ['charAt', (text, at: unknown) => text.charAt(Number(at))],
    ['concat', (text, ...more: unknown[]) => text.concat(...more.map(each => wordOf(each)))],
    ['endsWith', (text, part: unknown) => text.endsWith(String(part))],
    ['includes', (text, part: unknown) => text.includes(String(part))],
    ['indexOf', (text, part: unknown) => text.indexOf(String(part))],
    ['lastIndexOf', (text, part: unknown) => text.lastIndexOf(String(part))],
    ['localeCompare', (text, other: unknown) => text.localeCompare(String(other))],
    ['padEnd', (text, to: unknown, by?: unknown) => text.padEnd(size(to), word(by, ' '))],
    ['padStart', (text, to: unknown, by?: unknown) => text.padStart(size(to), word(by, ' '))],
    [
      'repeat',
      (text, times: unknown) =>
        text === '' ? '' : text.repeat(Math.min(size(times), Math.ceil(MOST / text.length) + 1))
    ],
    ['replace', (text, part: unknown, by: unknown) => replaced(text, part, by, false)],
    ['replaceAll', (text, part: unknown, by: unknown) => replaced(text, part, by, true)],
    ['slice', (text, from?: unknown, to?: unknown) => text.slice(place(from), place(to))],
    ['split', (text, by?: unknown) => (by === undefined ? [text] : text.split(String(by)))],
    ['startsWith', (text, part: unknown) => text.startsWith(String(part))],
    ['substring', (text, from: unknown, to?: unknown) => text.substring(Number(from), place(to))],
    ['toLowerCase', text => text.toLowerCase()],
    ['toString', text => text],
    ['toUpperCase', text => text.toUpperCase()],
    ['trim', text => text.trim()],
    ['trimEnd', text => text.trimEnd()],
    ['trimStart', text => text.trimStart()]
  ]);

  export const ARRAY: ReadonlyMap<string, Method<unknown[]>> = new Map<string, Method<unknown[]>>([
    ['at', (items, at: unknown) => items.at(Number(at))],
    ['concat', (items, ...more: unknown[]) => items.concat(...more)],
    ['entries', items => [...items.entries()]],
    ['every', (items, test: Made) => items.every((item, at) => test(item, at))],
    ['filter', (items, test: Made) => items.filter((item, at) => test(item, at))],
    ['find', (items, test: Made) => items.find((item, at) => test(item, at))],
    ['findIndex', (items, test: Made) => items.findIndex((item, at) => test(item, at))],
    ['flat', (items, depth?: unknown) => items.flat(Math.min(Number(depth ?? 1), 10))],
    ['flatMap', (items, make: Made) => items.flatMap((item, at) => make(item, at))],
    ['includes', (items, item: unknown) => items.includes(item)],
    ['indexOf', (items, item: unknown) => items.indexOf(item)],
    [
      'join',
      (items, by?: unknown) =>
        items
          .map(item => (item === null || item === undefined ? '' : wordOf(item)))
          .join(word(by, ','))
    ],
    ['keys', items => [...items.keys()]],
    ['map', (items, make: Made) => items.map((item, at) => make(item, at))],
    [
      'reduce',
      (
        items,
        join: (before: unknown, item: unknown, at: number) => unknown,
        ...first: unknown[]
      ) =>
        first.length > 0
          ? items.reduce((before, item, at) => join(before, item, at), first[0])
          : items.reduce((before, item, at) => join(before, item, at))
    ],
    ['reverse', items => [...items].reverse()],
    ['slice', (items, from?: unknown, to?: unknown) => items.slice(place(from), place(to))],
    ['some', (items, test: Made) => items.some((item, at) => test(item, at))],
    [
      'sort',
      (items, order?: (a: unknown, b: unknown) => unknown) =>
        [...items].sort(order && ((a, b) => Number(order(a, b))))
    ],
    ['toString', items => wordOf(items)]
  ]);

  export const NUMBER: ReadonlyMap<string, Method<number>> = new Map<string, Method<number>>([
    ['toFixed', (value, digits?: unknown) => value.toFixed(limited(digits, 0))],
    ['toLocaleString', value => value.toLocaleString()],
    ['toPrecision', (value, digits: unknown) => value.toPrecision(limited(digits, 1))],
    [
      'toString',
      (value, base?: unknown) => value.toString(base === undefined ? 10 : limited(base, 2))
    ]
  ]);

  export function pick<T>(
    methods: ReadonlyMap<string, Method<T>>,
    name: string,
    value: T
  ): unknown {
    const method = methods.get(name) as ((value: T, ...given: unknown[]) => unknown) | undefined;
    return method && ((...given: unknown[]) => bounded(method(value, ...given)));
  }

  export function record(value: unknown): object {
    return typeof value === 'object' && value !== null ? value : {};
  }

  export function arrayFrom(source: unknown, make?: Made): unknown[] {
    const length = (source as { length?: unknown } | null)?.length;
    const items =
      typeof source === 'string' || Array.isArray(source)
        ? [...(source as Iterable<unknown>)]
        : new Array<unknown>(countOf(length)).fill(undefined);
    bounded(items);
    return make ? items.map((item, at) => make(item, at)) : items;
  }

  function countOf(length: unknown): number {
    const count = Math.trunc(Number(length ?? 0)) || 0;
    return Math.min(Math.max(0, count), MOST_ITEMS + 1);
  }

  function size(length: unknown): number {
    return Math.min(Math.max(0, Math.trunc(Number(length)) || 0), MOST + 1);
  }

  function word(value: unknown, usual: string): string {
    return value === undefined ? usual : wordOf(value);
  }

  function place(at: unknown): number | undefined {
    return at === undefined ? undefined : Number(at);
  }

  function limited(value: unknown, least: number): number {
    return Math.min(Math.max(Math.trunc(Number(value)) || least, least), 36);
  }

  function replaced(text: string, part: unknown, by: unknown, all: boolean): string {
    // As a function: a dollar sign in it is a dollar sign.
    const made = (): string =>
      typeof by === 'function' ? wordOf((by as Made)(part, 0)) : wordOf(by);
    return all ? text.replaceAll(String(part), made) : text.replace(String(part), made);
  }
}
