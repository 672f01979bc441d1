import type { IDisposable } from '@lumino/disposable';

/**
 * Calls back once in the next animation frame; of what nobody sees, after a second.
 *
 * #### Notes
 * A hidden page has no frames. What streams to nobody costs little in this way, and its end
 * is heard of all the same.
 */
export class Painting implements IDisposable {
  constructor(painted: () => void) {
    this._painted = painted;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Ask to be called back; asked several times, once.
   */
  ask(isSeen: boolean): void {
    if (this._isDisposed || this._frame !== 0 || this._timer !== 0) {
      return;
    }
    if (isSeen) {
      this._frame = requestAnimationFrame(this._call);
    } else {
      this._timer = window.setTimeout(this._call, Painting.UNSEEN);
    }
  }

  /**
   * Do not call back before it is asked for again.
   */
  cancel(): void {
    cancelAnimationFrame(this._frame);
    window.clearTimeout(this._timer);
    this._frame = 0;
    this._timer = 0;
  }

  dispose(): void {
    this._isDisposed = true;
    this.cancel();
  }

  private readonly _call = (): void => {
    this.cancel();
    this._painted();
  };

  private _frame = 0;
  private _isDisposed = false;
  private readonly _painted: () => void;
  private _timer = 0;
}

export namespace Painting {
  /** Milliseconds between two callbacks for what nobody sees. */
  export const UNSEEN = 1000;
}
