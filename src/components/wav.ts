/**
 * WAV files of 16-bit samples: their header taken apart, and whole ones made.
 */
export namespace Wav {
  /** Bytes of a header as they are written here. */
  export const HEADER = 44;

  /**
   * What a header says.
   */
  export interface IFormat {
    readonly channels: number;
    /** Frames in a second. */
    readonly rate: number;
    /** Where the samples begin, in bytes. */
    readonly start: number;
  }

  /**
   * Read a header; `null` when it has not come as a whole yet.
   *
   * #### Notes
   * What it says of sizes does not count: of a file that grows they are not known.
   */
  export function readHeader(bytes: Uint8Array): IFormat | null {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.byteLength < 12) {
      return null;
    }
    if (Private.word(view, 0) !== 'RIFF' || Private.word(view, 8) !== 'WAVE') {
      throw new Error('This is no WAV file.');
    }
    let format: Omit<IFormat, 'start'> | null = null;
    for (let at = 12; at + 8 <= view.byteLength;) {
      const name = Private.word(view, at);
      const size = view.getUint32(at + 4, true);
      if (name === 'data') {
        if (format === null) {
          break;
        }
        return { ...format, start: at + 8 };
      }
      if (name === 'fmt ') {
        if (at + 24 > view.byteLength) {
          return null;
        }
        const [kind, bits] = [view.getUint16(at + 8, true), view.getUint16(at + 22, true)];
        format = { channels: view.getUint16(at + 10, true), rate: view.getUint32(at + 12, true) };
        if (kind !== 1 || bits !== 16 || format.channels < 1 || format.rate < 1) {
          throw new Error('This kind of WAV file cannot be played while it grows.');
        }
      }
      at += 8 + size + (size % 2);
    }
    if (bytes.byteLength > Private.MOST) {
      throw new Error('This is no WAV file.');
    }
    return null;
  }

  /**
   * A whole file of one channel.
   */
  export function write(pieces: ReadonlyArray<Int16Array>, rate: number): ArrayBuffer {
    const count = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const view = new DataView(new ArrayBuffer(HEADER + 2 * count));
    Private.setWord(view, 0, 'RIFF');
    view.setUint32(4, HEADER - 8 + 2 * count, true);
    Private.setWord(view, 8, 'WAVE');
    Private.setWord(view, 12, 'fmt ');
    view.setUint32(16, 16, true);
    view.setUint16(20, 1, true);
    view.setUint16(22, 1, true);
    view.setUint32(24, rate, true);
    view.setUint32(28, 2 * rate, true);
    view.setUint16(32, 2, true);
    view.setUint16(34, 16, true);
    Private.setWord(view, 36, 'data');
    view.setUint32(40, 2 * count, true);
    let at = HEADER;
    for (const piece of pieces) {
      for (const sample of piece) {
        view.setInt16(at, sample, true);
        at += 2;
      }
    }
    return view.buffer;
  }

  /**
   * Samples between -1 and 1 as whole numbers; what is louder is cut off.
   */
  export function quantize(samples: Float32Array): Int16Array<ArrayBuffer> {
    const made = new Int16Array(samples.length);
    for (let i = 0; i < samples.length; i++) {
      made[i] = Math.max(-32768, Math.min(Math.round(samples[i] * 32768), 32767));
    }
    return made;
  }
}

namespace Private {
  /** Bytes in which a header has to begin with its samples. */
  export const MOST = 64 * 1024;

  export function word(view: DataView, at: number): string {
    return String.fromCharCode(...[0, 1, 2, 3].map(i => view.getUint8(at + i)));
  }

  export function setWord(view: DataView, at: number, word: string): void {
    [...word].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  }
}
