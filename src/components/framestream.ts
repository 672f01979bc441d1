import type { IDisposable } from '@lumino/disposable';

/**
 * Pictures of a camera, one after the other at a pace.
 *
 * #### Notes
 * One picture is made at a time: where that takes longer than the pace, the next begins at
 * once. While nobody sees the page nothing is taken.
 */
export class FrameStream implements IDisposable {
  /**
   * Begin.
   */
  constructor(options: FrameStream.IOptions) {
    this._options = options;
    document.addEventListener('visibilitychange', this._evtVisibility);
    this._next();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    window.clearTimeout(this._timer);
    document.removeEventListener('visibilitychange', this._evtVisibility);
  }

  private _next(): void {
    window.clearTimeout(this._timer);
    if (this._isDisposed || this._isTaking || document.hidden) {
      return;
    }
    const due = this._last + this._options.pace() * 1000 - performance.now();
    if (due > 0) {
      this._timer = window.setTimeout(() => void this._send(), due);
    } else {
      void this._send();
    }
  }

  private async _send(): Promise<void> {
    this._isTaking = true;
    this._last = performance.now();
    try {
      const data = await this._take();
      if (!this._isDisposed) {
        this._options.send(data);
      }
    } catch {
      // The camera is between two pictures, another one was chosen: the next will do.
    } finally {
      this._isTaking = false;
      this._next();
    }
  }

  /**
   * A picture of which nothing is too much: a large one is made again with less detail, and
   * those after it are made so as well.
   */
  private async _take(): Promise<ArrayBuffer> {
    let blob = await this._options.take(this._quality);
    while (blob.size > FrameStream.MOST && this._quality > FrameStream.LEAST) {
      this._quality = Math.max(FrameStream.LEAST, this._quality - 0.15);
      blob = await this._options.take(this._quality);
    }
    if (blob.size > FrameStream.MOST) {
      throw new Error('A picture too large to be sent.');
    }
    return blob.arrayBuffer();
  }

  private _evtVisibility = (): void => this._next();

  private _isDisposed = false;
  private _isTaking = false;
  private _last = -Infinity;
  private readonly _options: FrameStream.IOptions;
  private _quality = FrameStream.QUALITY;
  private _timer = 0;
}

export namespace FrameStream {
  /** Bytes that one picture may have: a message of the protocol holds no more. */
  export const MOST = 1024 * 1024;

  /** Of the first picture. */
  export const QUALITY = 0.8;

  /** Below this nothing is to be seen. */
  export const LEAST = 0.2;

  /**
   * The options of the constructor.
   */
  export interface IOptions {
    /** Seconds between two pictures. */
    pace(): number;
    /** Take the picture of this moment as JPEG. */
    take(quality: number): Promise<Blob>;
    send(data: ArrayBuffer): void;
  }
}
