import type { IDisposable } from '@lumino/disposable';

/**
 * Whether a person can see an element: its page is in front, and it is scrolled to.
 *
 * #### Notes
 * What has the focus counts as seen, wherever it is scrolled to. Before the browser has told
 * anything, it is seen.
 */
export class Sight implements IDisposable {
  /**
   * Watch an element; `changed` is called when it may have come, or gone.
   */
  constructor(node: HTMLElement, changed: () => void) {
    this._node = node;
    this._changed = changed;
    this._observer.observe(node);
    document.addEventListener('visibilitychange', changed);
    node.addEventListener('focusin', changed);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  get isSeen(): boolean {
    return (
      document.visibilityState !== 'hidden' &&
      (this._isWithin || this._node.contains(document.activeElement))
    );
  }

  dispose(): void {
    this._isDisposed = true;
    this._observer.disconnect();
    document.removeEventListener('visibilitychange', this._changed);
    this._node.removeEventListener('focusin', this._changed);
  }

  private readonly _changed: () => void;
  private _isDisposed = false;
  private _isWithin = true;
  private readonly _node: HTMLElement;
  private readonly _observer = new IntersectionObserver(entries => {
    this._isWithin = entries[entries.length - 1].isIntersecting;
    this._changed();
  });
}
