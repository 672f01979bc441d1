import type { IDisposable } from '@lumino/disposable';

/**
 * Asks for everything when it has been quiet for long while something should come.
 *
 * #### Notes
 * A lost message shows as a gap in the numbers, but only when another one follows it: of
 * a lost last one nothing tells. A function that just takes long is asked about more and
 * more rarely.
 */
export class Silence implements IDisposable {
  constructor(options: Silence.IOptions) {
    this._options = options;
    this._pause = options.timeout;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Something came.
   */
  broken(): void {
    if (!this._asked) {
      this._pause = this._options.timeout;
    }
    this._asked = false;
    clearTimeout(this._timer);
    this._timer = undefined;
  }

  /**
   * Begin to wait, where there is something to wait for.
   */
  check(): void {
    if (this._timer === undefined && !this._isDisposed && this._options.isSuspicious()) {
      this._timer = setTimeout(() => this._onQuiet(), this._pause);
    }
  }

  dispose(): void {
    this._isDisposed = true;
    clearTimeout(this._timer);
  }

  private _onQuiet(): void {
    this._timer = undefined;
    if (this._options.isSuspicious()) {
      this._pause = Math.min(this._pause * 2, this._options.timeout * 6);
      this._asked = true;
      this._options.ask();
    }
  }

  private _asked = false;
  private _isDisposed = false;
  private _options: Silence.IOptions;
  private _pause: number;
  private _timer: ReturnType<typeof setTimeout> | undefined = undefined;
}

export namespace Silence {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    /** Milliseconds of silence after which to ask for the first time. */
    readonly timeout: number;
    /** Whether something should come. */
    isSuspicious(): boolean;
    /** Ask for everything. */
    ask(): void;
  }
}
