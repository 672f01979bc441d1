import { FileBytes } from './transfers';

/**
 * Pictures that the kernel has sent along with the values that name them.
 *
 * #### Notes
 * Only the newest are kept: who shows one asks for it when the value comes.
 */
export class Pictures {
  /**
   * Keep a picture.
   */
  add(handle: string, data: unknown): void {
    this._bytes.set(handle, data);
    for (const old of this._bytes.keys()) {
      if (this._bytes.size <= Private.KEPT) {
        break;
      }
      this._bytes.delete(old);
    }
  }

  /**
   * A picture's bytes with a type that holds no script; `null` when they have to be asked for.
   */
  get({ handle, mime }: { handle: string; mime: string }): Blob | null {
    const data = this._bytes.get(handle);
    return data ? new Blob([FileBytes.of(data)], { type: FileBytes.safeType(mime) }) : null;
  }

  private _bytes = new Map<string, unknown>();
}

namespace Private {
  export const KEPT = 16;
}
