import type { IDisposable } from '@lumino/disposable';

/**
 * Whether a person can see an element: its page is in front, and it is scrolled to.
 *
 * #### Notes
 * Before the browser has told anything, it is seen.
 */
export class Sight implements IDisposable {
  /**
   * Watch an element; `changed` is called when it may have come, or gone.
   */
  constructor(node: HTMLElement, changed: () => void) {
    this._changed = changed;
    this._observer.observe(node);
    document.addEventListener('visibilitychange', changed);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  get isSeen(): boolean {
    return this._isWithin && document.visibilityState !== 'hidden';
  }

  dispose(): void {
    this._isDisposed = true;
    this._observer.disconnect();
    document.removeEventListener('visibilitychange', this._changed);
  }

  private readonly _changed: () => void;
  private _isDisposed = false;
  private _isWithin = true;
  private readonly _observer = new IntersectionObserver(entries => {
    this._isWithin = entries[entries.length - 1].isIntersecting;
    this._changed();
  });
}
