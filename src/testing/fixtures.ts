import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import type { ErrorResponse } from '../protocol/types';

const FOLDER = join(__dirname, '../../schema/fixtures');

/**
 * A golden message or value; Python's suite reads the same.
 */
export interface IFixture {
  readonly name: string;
  readonly direction: 'up' | 'down' | 'bundle' | 'value' | 'expression';
  readonly data: unknown;
  readonly buffers: ReadonlyArray<Uint8Array>;
  /** What decoding refuses, and where; absent when it is well. */
  readonly error?: { readonly code: ErrorResponse['error']['code']; readonly where?: string };
  /** What a value is in the end, in words of this suite's and Python's. */
  readonly means?: string;
  /** The one warning about what a newer release says. */
  readonly newer?: string;
}

/**
 * All fixtures of a direction.
 */
export function fixtures(direction: IFixture['direction']): IFixture[] {
  return readdirSync(FOLDER)
    .filter(file => file.startsWith(`${direction}-`))
    .sort()
    .map(file => {
      const item = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Omit<
        IFixture,
        'buffers'
      > & {
        buffers?: string[];
      };
      const buffers = (item.buffers ?? []).map(text => new Uint8Array(Buffer.from(text, 'base64')));
      return { ...item, buffers };
    });
}

/**
 * How many files there are, of whatever direction.
 */
export function countFixtures(): number {
  return readdirSync(FOLDER).length;
}
