import { sameValue } from '../protocol/equality';
import type { LogEntry } from '../protocol/types';

/**
 * A log as the kernel tells it once more, with the entries that are shown already as they are:
 * they are not drawn again, and what is new among them is told as that.
 *
 * #### Notes
 * What one run prints on one stream is one entry there, and comes here bit by bit. The kernel may
 * keep less of the beginning.
 */
export function continued(
  shown: ReadonlyArray<LogEntry>,
  told: ReadonlyArray<LogEntry>
): ReadonlyArray<LogEntry> {
  const pieces = Private.joined(shown);
  for (let from = 0; from < pieces.length && told.length > 0; from++) {
    const known = pieces.slice(from);
    const last = known.length - 1;
    if (known.every((piece, at) => Private.isSame(piece, told.at(at), at === last))) {
      const { text } = told[last];
      const tail = text.slice(known[last].text.length);
      const rest = [...(tail ? [{ ...told[last], text: tail }] : []), ...told.slice(last + 1)];
      return rest.length > 0 ? [...shown, ...rest] : shown;
    }
  }
  return told;
}

namespace Private {
  /**
   * A log with what belongs together in one entry.
   */
  export function joined(log: ReadonlyArray<LogEntry>): LogEntry[] {
    const pieces: LogEntry[] = [];
    for (const entry of log) {
      const last = pieces.at(-1);
      if (last && last.run === entry.run && last.stream === entry.stream && isText(last, entry)) {
        pieces[pieces.length - 1] = { ...last, text: last.text + entry.text };
      } else {
        pieces.push(entry);
      }
    }
    return pieces;
  }

  function isText(...entries: ReadonlyArray<LogEntry>): boolean {
    return entries.every(({ bundle }) => bundle === null);
  }

  /**
   * Whether an entry is the same, or, where it may, has grown.
   */
  export function isSame(piece: LogEntry, told: LogEntry | undefined, mayGrow: boolean): boolean {
    return (
      told !== undefined &&
      told.run === piece.run &&
      told.stream === piece.stream &&
      (told.text === piece.text || (mayGrow && told.text.startsWith(piece.text))) &&
      sameValue(told.bundle, piece.bundle)
    );
  }
}
