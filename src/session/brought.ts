import type { FilePiece, FileValue } from '../protocol/types';
import { FileBytes } from './transfers';

/**
 * Bytes of files that the kernel has sent along with the values that name them.
 *
 * #### Notes
 * Only the newest are kept: who shows a picture asks for it when the value comes. What a file
 * has grown by is kept until it is taken, or until there is too much that nobody takes: then it
 * is asked for again.
 */
export class Brought {
  /**
   * Keep what came.
   */
  add({ handle, data, offset }: FilePiece): void {
    const bytes = FileBytes.of(data);
    const before = this._kept.get(handle);
    // Set anew, so that the one that grows is not the oldest.
    this._kept.delete(handle);
    const follows = before !== undefined && before.offset + before.size === offset;
    const kept = follows ? before : { offset, size: 0, pieces: [] };
    kept.pieces.push(bytes);
    kept.size += bytes.byteLength;
    if (kept.size <= Private.MOST) {
      this._kept.set(handle, kept);
    }
    for (const old of this._kept.keys()) {
      if (this._kept.size <= Private.KEPT) {
        break;
      }
      this._kept.delete(old);
    }
  }

  /**
   * A picture, with a type that holds no script; `null` when it has to be asked for.
   */
  get({ handle, mime, size }: FileValue): Blob | null {
    const kept = this._kept.get(handle);
    const isWhole = kept && kept.offset === 0 && kept.size === size;
    // The beginning of a file that has grown is written once more when it is whole.
    return isWhole && FileBytes.isPicture(mime)
      ? new Blob(kept.pieces, { type: FileBytes.safeType(mime) })
      : null;
  }

  /**
   * All that a file has from an offset on, which is then kept no longer; `null` when it has to
   * be asked for.
   */
  take({ handle, size }: FileValue, from: number): ArrayBuffer | null {
    const kept = this._kept.get(handle);
    if (!kept || from < kept.offset || kept.offset + kept.size < size) {
      return null;
    }
    this._kept.delete(handle);
    return FileBytes.join(kept.pieces).slice(from - kept.offset).buffer;
  }

  private _kept = new Map<string, Private.IKept>();
}

namespace Private {
  /** Files of which something is kept. */
  export const KEPT = 16;

  /** Bytes of one file that are kept: a view that takes nothing must not fill the memory. */
  export const MOST = 8 * 1024 * 1024;

  export interface IKept {
    readonly offset: number;
    size: number;
    readonly pieces: FileBytes.Piece[];
  }
}
