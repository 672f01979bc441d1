import type { IDisposable } from '@lumino/disposable';

/**
 * Calls back once in the next animation frame; of what nobody sees, after a second; of what
 * is heard all the same, at once.
 *
 * #### Notes
 * A hidden page has no frames. What streams to nobody costs little in this way, and its end
 * is heard of all the same. A sound would run dry meanwhile, and the timers of a hidden page
 * sleep: nothing is waited for there.
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
  ask(sense: Painting.Sense): void {
    if (this._isDisposed || this._frame !== 0 || this._isQueued) {
      return;
    }
    if (sense === 'heard') {
      this.cancel();
      this._isQueued = true;
      queueMicrotask(() => {
        if (this._isQueued) {
          this._call();
        }
      });
    } else if (this._timer !== 0) {
      return;
    } else if (sense === 'seen') {
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
    this._isQueued = false;
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
  private _isQueued = false;
  private readonly _painted: () => void;
  private _timer = 0;
}

export namespace Painting {
  /** What a person has of what comes. */
  export type Sense = 'seen' | 'heard' | 'none';

  /** Milliseconds between two callbacks for what nobody sees. */
  export const UNSEEN = 1000;
}
