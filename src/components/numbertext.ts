import type { TranslationBundle } from '@jupyterlab/translation';

/**
 * A number as it travels: beyond 2**53 - 1 integers are bigints.
 */
export type Numeric = number | bigint;

/**
 * Which numbers a control takes.
 */
export interface IRange {
  readonly minimum?: number | null;
  readonly maximum?: number | null;
  readonly exclusive_minimum?: boolean;
  readonly exclusive_maximum?: boolean;
  /** Whether others than whole numbers are wrong. */
  readonly whole?: boolean;
}

/**
 * What a text says: a number, nothing (`null`), or why it says neither.
 */
export type Reading =
  { readonly value: Numeric | null } | { readonly problem: 'ambiguous' | 'not-a-number' };

/**
 * Whether a value is a number of either type.
 */
export function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint';
}

/**
 * Read a number as people write it: `1200`, `1 200`, `1,200.5`, `1.200,5`, `1e-3`, `∞`.
 *
 * #### Notes
 * A lone comma before three digits means a thousand to some and a point to others: it is
 * asked about, not guessed, unless only whole numbers count (`isWhole`).
 */
export function readNumber(text: string, isWhole = false): Reading {
  if (text.length > Private.LONGEST) {
    return { problem: 'not-a-number' };
  }
  const plain = text
    .replace(/\p{Nd}/gu, Private.digit)
    .trim()
    .replace(/[\u2212\u2012\u2013]/g, '-')
    .replace(/\u066b/g, '.')
    .replace(/\u066c/g, '')
    .replace(/(\d)[\s_'\u2019](?=\d)/g, '$1');
  if (plain === '') {
    return { value: null };
  }
  const named = Private.named(plain);
  if (named !== undefined) {
    return { value: named };
  }
  const pointed = Private.pointed(plain, isWhole);
  if (pointed === null) {
    return { problem: 'ambiguous' };
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(pointed)) {
    return { problem: 'not-a-number' };
  }
  const value = Number(pointed);
  if (/^[+-]?\d+$/.test(pointed) && !Number.isSafeInteger(value)) {
    return { value: BigInt(pointed.replace(/^\+/, '')) };
  }
  return { value };
}

/**
 * Write a number for editing: exact, with a point, and at least so many digits behind it.
 */
export function writeNumber(value: Numeric, digits = 0): string {
  if (typeof value === 'bigint' || !Number.isFinite(value)) {
    return String(value);
  }
  const sign = Object.is(value, -0) ? '-' : '';
  if (digits > 0 && digits <= 20 && Math.abs(value) < 1e15) {
    const fixed = value.toFixed(digits);
    if (Number(fixed) === value) {
      return sign && !fixed.startsWith('-') ? sign + fixed : fixed;
    }
  }
  return sign + String(value);
}

/**
 * Write a number for reading: digits grouped as the page's language does it.
 */
export function displayNumber(value: Numeric, digits = 0): string {
  const plain = writeNumber(value, digits);
  const whole = /^-?\d{5,}(\.\d+)?$/.exec(plain);
  if (!whole) {
    return plain.replace(/^-/, '\u2212');
  }
  const format = new Intl.NumberFormat(Private.language(), {
    minimumFractionDigits: Private.behindPoint(plain),
    maximumFractionDigits: Private.behindPoint(plain)
  });
  return format.format(value).replace(/^-/, '\u2212');
}

/**
 * How many digits behind the point a control shows.
 */
export function shownDigits(spec: { precision?: number | null; step?: number | null }): number {
  return spec.precision ?? (spec.step == null ? 0 : Private.behindPoint(String(spec.step)));
}

/**
 * The number some steps further, kept in the range, without the noise of binary fractions.
 */
export function stepNumber(from: Numeric, step: number, count: number, range: IRange): Numeric {
  if (typeof from === 'bigint' && Number.isInteger(step)) {
    const next = from + BigInt(step) * BigInt(count);
    return Number.isSafeInteger(Number(next)) ? Number(next) : next;
  }
  const start = Number(from);
  if (!Number.isFinite(start)) {
    return from;
  }
  const digits = Math.min(
    Math.max(Private.behindPoint(String(start)), Private.behindPoint(String(step))),
    20
  );
  const moved = start + step * count;
  const next = Math.abs(moved) < 1e15 ? Number(moved.toFixed(digits)) : moved;
  const { minimum, maximum } = range;
  if (maximum != null && next > maximum) {
    return count > 0 && start <= maximum && !range.exclusive_maximum ? maximum : from;
  }
  if (minimum != null && next < minimum) {
    return count < 0 && start >= minimum && !range.exclusive_minimum ? minimum : from;
  }
  return next;
}

/**
 * What is wrong with a draft of a number, in the words of the kernel; `null` when nothing.
 */
export function checkNumber(
  draft: unknown,
  range: IRange,
  trans: TranslationBundle
): string | null {
  const isWhole = range.whole === true;
  if (draft === null) {
    return null;
  }
  if (!isNumeric(draft)) {
    const reading = readNumber(String(draft), isWhole);
    if ('problem' in reading && reading.problem === 'ambiguous') {
      const [plain, pointed] = [',', '.'].map(sign =>
        String(draft)
          .trim()
          .replace(',', sign === ',' ? '' : '.')
      );
      return trans.__('Enter %1 or %2: a comma can mean both.', plain, pointed);
    }
    return isWhole ? trans.__('Enter a whole number.') : trans.__('Enter a number.');
  }
  if (isWhole && typeof draft === 'number' && !Number.isInteger(draft)) {
    return trans.__('Enter a whole number.');
  }
  const { minimum, maximum } = range;
  if (minimum != null) {
    if (range.exclusive_minimum && !(draft > minimum)) {
      return trans.__('Must be more than %1.', writeNumber(minimum));
    }
    if (!range.exclusive_minimum && !(draft >= minimum)) {
      return trans.__('Must be %1 or more.', writeNumber(minimum));
    }
  }
  if (maximum != null) {
    if (range.exclusive_maximum && !(draft < maximum)) {
      return trans.__('Must be less than %1.', writeNumber(maximum));
    }
    if (!range.exclusive_maximum && !(draft <= maximum)) {
      return trans.__('Must be %1 or less.', writeNumber(maximum));
    }
  }
  return null;
}

namespace Private {
  /** Characters; as many digits as Python reads. */
  export const LONGEST = 4300;

  /**
   * The page's language, if it names one that the browser knows.
   */
  export function language(): string | undefined {
    const lang = document.documentElement.lang.replace('_', '-');
    try {
      return Intl.NumberFormat.supportedLocalesOf(lang)[0];
    } catch (error) {
      // Not the name of a language: the browser's own.
      return undefined;
    }
  }

  export function named(text: string): number | undefined {
    const [, sign, word] = /^([+-]?)(\D+)$/.exec(text.toLowerCase()) ?? [];
    if (word === 'nan' && sign === '') {
      return NaN;
    }
    if (word === 'inf' || word === 'infinity' || word === '\u221e') {
      return sign === '-' ? -Infinity : Infinity;
    }
    return undefined;
  }

  /**
   * The text with nothing but a point between digits; `null` where a comma can mean both.
   */
  export function pointed(text: string, isWhole: boolean): string | null {
    const comma = text.lastIndexOf(',');
    const point = text.lastIndexOf('.');
    if (comma >= 0 && point >= 0) {
      const groups =
        comma < point ? /^[+-]?\d{1,3}(,\d{3})+\.\d*$/ : /^[+-]?\d{1,3}(\.\d{3})+,\d*$/;
      if (!groups.test(text)) {
        return text;
      }
      return comma < point ? text.replace(/,/g, '') : text.replace(/\./g, '').replace(',', '.');
    }
    if (point >= 0) {
      return /^[+-]?\d{1,3}(\.\d{3}){2,}$/.test(text) ? text.replace(/\./g, '') : text;
    }
    if (comma >= 0) {
      if (/^[+-]?\d{1,3}(,\d{3}){2,}$/.test(text)) {
        return text.replace(/,/g, '');
      }
      if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) {
        return isWhole ? text.replace(',', '') : null;
      }
      return text.replace(',', '.');
    }
    return text;
  }

  /**
   * How many digits a number's text has behind its point: `1e-7` has seven.
   */
  export function behindPoint(text: string): number {
    const [, fraction = '', exponent = '0'] =
      /^-?\d+(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
    return Math.max(0, fraction.length - Number(exponent));
  }

  /**
   * The ASCII digit of a digit of another script: on the first plane they come in runs
   * of ten with gaps between.
   */
  export function digit(sign: string): string {
    const code = sign.charCodeAt(0);
    if (sign.length > 1) {
      return sign;
    }
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCharCode(zero - 1))) {
      zero--;
    }
    return String(code - zero);
  }
}
