import type { TranslationBundle } from '@jupyterlab/translation';
import type { FileValue } from '../protocol/types';

/**
 * Whether a value is a file of the session.
 */
export function isFileValue(value: unknown): value is FileValue {
  const file = value as Partial<FileValue> | null;
  return (
    typeof file === 'object' &&
    file !== null &&
    typeof file.handle === 'string' &&
    typeof file.name === 'string' &&
    typeof file.size === 'number'
  );
}

/**
 * Whether more of a file is to come, under the same handle.
 */
export function isGrowing(file: FileValue): boolean {
  return (file as { readonly is_stream?: unknown }).is_stream === true;
}

/**
 * A size in words: `840 bytes`, `1.2 MB`; limits set in binary units stay round.
 */
export function sizeText(bytes: number, trans: TranslationBundle): string {
  if (bytes < 1000) {
    return trans._n('%1 byte', '%1 bytes', bytes);
  }
  const isBinary =
    bytes % 1024 === 0 && Number.isInteger(bytes / 1024 ** Private.power(bytes, 1024));
  const base = isBinary && bytes >= 1024 ? 1024 : 1000;
  const power = Private.power(bytes, base);
  const units = base === 1024 ? ['KiB', 'MiB', 'GiB', 'TiB'] : ['kB', 'MB', 'GB', 'TB'];
  const amount = bytes / base ** power;
  return `${Number(amount.toFixed(amount < 10 ? 1 : 0))} ${units[power - 1]}`;
}

/**
 * Why a file is not taken, in words; `null` when it is.
 */
export function checkFile(
  file: globalThis.File,
  limits: { readonly file_types: ReadonlyArray<string> | null; readonly max_size: number },
  trans: TranslationBundle
): string | null {
  if (limits.file_types !== null && !limits.file_types.some(type => Private.fits(file, type))) {
    return trans.__('%1: choose a file of the type %2.', file.name, limits.file_types.join(', '));
  }
  if (file.size > limits.max_size) {
    return trans.__(
      '%1 has %2; at most %3 can be sent.',
      file.name,
      sizeText(file.size, trans),
      sizeText(limits.max_size, trans)
    );
  }
  return null;
}

/**
 * The types as the browser's file dialog wants them.
 */
export function acceptText(types: ReadonlyArray<string> | null): string {
  return (types ?? [])
    .filter(type => type !== 'file')
    .map(type => (Private.FAMILIES.has(type) ? `${type}/*` : type))
    .join(',');
}

namespace Private {
  export const FAMILIES: ReadonlySet<string> = new Set(['image', 'audio', 'video', 'text']);

  export function power(bytes: number, base: number): number {
    return Math.min(4, Math.max(1, Math.floor(Math.log(bytes) / Math.log(base) + 1e-9)));
  }

  export function fits(file: globalThis.File, type: string): boolean {
    if (type.startsWith('.')) {
      return file.name.toLowerCase().endsWith(type.toLowerCase());
    }
    if (type.includes('/')) {
      return file.type === '' || file.type === type || type === `${file.type.split('/')[0]}/*`;
    }
    // Systems disagree on what is text, and do not know every ending: the kernel looks
    // at the bytes.
    return (
      type === 'file' || type === 'text' || file.type === '' || file.type.startsWith(`${type}/`)
    );
  }
}
