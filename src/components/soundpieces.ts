import { Wav } from './wav';

/**
 * Samples as they are recorded, cut into little WAV files for a stream: each has all that came
 * since the one before.
 */
export class SoundPieces {
  constructor(options: SoundPieces.IOptions) {
    const { rate, seconds, send } = options;
    this._rate = rate;
    this._send = send;
    this._least = Math.max(1, Math.min(Math.round(seconds * rate), SoundPieces.MOST));
  }

  /**
   * Go on; what is enough for a piece is sent.
   */
  add(samples: Int16Array): void {
    let rest = samples;
    while (rest.length > 0) {
      const part = rest.subarray(0, SoundPieces.MOST - this._count);
      this._waiting.push(part);
      this._count += part.length;
      rest = rest.subarray(part.length);
      if (this._count >= this._least) {
        this.flush();
      }
    }
  }

  /**
   * Send what waits, however little it is.
   */
  flush(): void {
    if (this._count > 0) {
      const data = Wav.write(this._waiting, this._rate);
      this._waiting = [];
      this._count = 0;
      this._send(data);
    }
  }

  private _count = 0;
  private readonly _least: number;
  private readonly _rate: number;
  private readonly _send: (data: ArrayBuffer) => void;
  private _waiting: Int16Array[] = [];
}

export namespace SoundPieces {
  /** Samples of the largest piece: what one message carries. */
  export const MOST = (1024 * 1024 - Wav.HEADER) / 2;

  /**
   * The options of the constructor.
   */
  export interface IOptions {
    /** Samples in a second. */
    readonly rate: number;
    /** How long a piece is, in seconds. */
    readonly seconds: number;
    send(data: ArrayBuffer): void;
  }
}
