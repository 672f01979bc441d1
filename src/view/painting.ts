import type { IDisposable } from '@lumino/disposable';

/**
 * Calls back once in the next animation frame.
 *
 * #### Notes
 * A hidden page has no frames: there it calls back after a second, so that what streams to
 * nobody costs little, and its end is heard of all the same.
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
  ask(): void {
    if (this._isDisposed || this._frame !== 0 || this._timer !== 0) {
      return;
    }
    document.addEventListener('visibilitychange', this._onVisible);
    if (document.visibilityState === 'hidden') {
      this._timer = window.setTimeout(this._call, Painting.HIDDEN);
    } else {
      this._frame = requestAnimationFrame(this._call);
    }
  }

  /**
   * Do not call back before it is asked for again.
   */
  cancel(): void {
    document.removeEventListener('visibilitychange', this._onVisible);
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

  private readonly _onVisible = (): void => {
    this.cancel();
    this.ask();
  };

  private _frame = 0;
  private _isDisposed = false;
  private readonly _painted: () => void;
  private _timer = 0;
}

export namespace Painting {
  /** Milliseconds between two callbacks while the page is hidden. */
  export const HIDDEN = 1000;
}
