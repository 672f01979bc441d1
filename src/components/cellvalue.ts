import type { TranslationBundle } from '@jupyterlab/translation';
import type { DataframeSpec } from '../protocol/types';
import { isNumeric, readNumber, writeNumber } from './numbertext';

/**
 * What a column holds; `auto` where nobody said so and the values do not agree.
 */
export type ColumnType = NonNullable<DataframeSpec['datatype']>[number] | 'auto';

/**
 * The type of a column: as described, or else as its values show. Numbers alone do not
 * bind: text may come among them.
 */
export function columnType(
  described: ColumnType | undefined,
  values: ReadonlyArray<unknown>
): ColumnType {
  if (described !== undefined) {
    return described;
  }
  const known = values.filter(value => value !== null && value !== undefined);
  if (known.length === 0) {
    return 'auto';
  }
  if (known.every(value => typeof value === 'boolean')) {
    return 'bool';
  }
  return known.every(value => typeof value === 'string') ? 'str' : 'auto';
}

/**
 * The value of a cell that nobody has filled in.
 */
export function blankCell(type: ColumnType): unknown {
  return type === 'str' ? '' : type === 'bool' ? false : null;
}

/**
 * Whether a cell is drawn as a box to tick.
 */
export function isTicked(value: unknown, type: ColumnType): boolean {
  return type === 'bool'
    ? value === null || typeof value === 'boolean'
    : type === 'auto' && typeof value === 'boolean';
}

/**
 * Read what a person wrote into a cell. Text that does not fit its column stays text.
 */
export function readCell(text: string, type: ColumnType): unknown {
  const plain = text.trim();
  switch (type) {
    case 'str':
      return text;
    case 'number': {
      const reading = readNumber(plain);
      return 'value' in reading ? reading.value : text;
    }
    case 'bool':
      return plain === '' ? null : (Private.WORDS.get(plain.toLowerCase()) ?? text);
    case 'date':
      return plain === '' ? null : Private.isDate(plain) ? plain : text;
    default:
      return Private.guess(text, plain);
  }
}

/**
 * Write a value exactly, as a cell shows it for editing.
 */
export function writeCell(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (typeof value === 'object') {
    return JSON.stringify(value, (_key, item: unknown) =>
      typeof item === 'bigint' ? String(item) : item
    );
  }
  return isNumeric(value) ? writeNumber(value) : String(value);
}

/**
 * What is wrong with a cell, in words; null when nothing is.
 */
export function checkCell(
  value: unknown,
  type: ColumnType,
  trans: TranslationBundle
): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  if (type === 'number' && !isNumeric(value)) {
    return trans.__('Must be a number, like 1234.5.');
  }
  if (type === 'bool' && typeof value !== 'boolean') {
    return trans.__('Must be true or false.');
  }
  if (type === 'date' && !Private.isDate(String(value))) {
    return trans.__('Must be a date, like 2024-05-31.');
  }
  return null;
}

namespace Private {
  export const WORDS: ReadonlyMap<string, boolean> = new Map([
    ['true', true],
    ['yes', true],
    ['1', true],
    ['false', false],
    ['no', false],
    ['0', false]
  ]);

  const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?)?/;
  const ZONE = /^(?:Z|[+-]\d{2}:?\d{2})?$/;

  export function isDate(text: string): boolean {
    const found = DATE.exec(text);
    if (!found || !ZONE.test(text.slice(found[0].length))) {
      return false;
    }
    const [year, month, day, hour, minute, second] = found.slice(1).map(part => Number(part ?? 0));
    const last = new Date(Date.UTC(2000, month, 0)).getUTCDate();
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const days = month === 2 && !isLeap ? 28 : last;
    return (
      year > 0 &&
      month >= 1 &&
      month <= 12 &&
      day >= 1 &&
      day <= days &&
      hour < 24 &&
      minute < 60 &&
      second < 60
    );
  }

  /** As a spreadsheet takes it, but what begins with zeros is a code, not a number. */
  export function guess(text: string, plain: string): unknown {
    if (plain === '') {
      return null;
    }
    if (plain === 'true' || plain === 'false') {
      return plain === 'true';
    }
    if (/^[+-]?0\d/.test(plain)) {
      return text;
    }
    const reading = readNumber(plain);
    return 'value' in reading ? reading.value : text;
  }
}
