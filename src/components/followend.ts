import type { IDisposable } from '@lumino/disposable';

/**
 * Keeps the end of a scrolling element in sight while its content grows, until a person
 * scrolls up; back at the end it goes on.
 *
 * #### Notes
 * The browser tells of growth after it has laid the page out: asking how high something is,
 * with each word that comes, would cost a layout each.
 */
export class FollowEnd implements IDisposable {
  /**
   * Follow the end of `node`, which scrolls; what grows is `content`.
   */
  constructor(options: FollowEnd.IOptions) {
    this._options = options;
    const { node, content } = options;
    node.addEventListener('scroll', this._onScroll, { passive: true });
    this._observer = new ResizeObserver(() => this._follow());
    this._observer.observe(content);
    this._observer.observe(node);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Whether the end is followed at all.
   */
  isOn = true;

  /**
   * Go to the end, and follow it from now on.
   */
  jump(): void {
    this._isFollowing = true;
    this._toEnd();
    this._tell();
  }

  /**
   * Follow the end from the next change on, wherever one is: unless a person has gone down.
   */
  begin(): void {
    this._isFollowing ||= this._top <= 1;
  }

  /**
   * Content has grown that does not show it by its size, as that of a text area: look in the
   * next frame.
   */
  grown(): void {
    this._frame ||= requestAnimationFrame(() => {
      this._frame = 0;
      this._follow();
    });
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    cancelAnimationFrame(this._frame);
    this._observer.disconnect();
    this._options.node.removeEventListener('scroll', this._onScroll);
  }

  private _follow(): void {
    if (!this.isOn) {
      this._isFollowing = this._below() <= Private.NEAR;
    } else if (this._isFollowing) {
      this._toEnd();
    }
    this._tell();
  }

  private _below(): number {
    const { node } = this._options;
    return node.scrollHeight - node.clientHeight - node.scrollTop;
  }

  private _toEnd(): void {
    const { node } = this._options;
    const top = node.scrollHeight - node.clientHeight;
    if (top - node.scrollTop > 1) {
      node.scrollTop = top;
    }
    this._top = node.scrollTop;
  }

  private _tell(): void {
    const { node, onMoved } = this._options;
    onMoved?.({ above: node.scrollTop > 1, below: this._below() > Private.NEAR });
  }

  private readonly _onScroll = (): void => {
    const { node } = this._options;
    const below = this._below();
    // Content that shrinks moves it up as well: only who is away from the end has left it.
    if (below <= 1 || (below <= Private.NEAR && node.scrollTop > this._top)) {
      this._isFollowing = true;
    } else if (node.scrollTop < this._top - 1) {
      this._isFollowing = false; // at the first step: what grows must not fight a wheel
    }
    this._top = node.scrollTop;
    this._tell();
  };

  private _frame = 0;
  private _isDisposed = false;
  private _isFollowing = true;
  private _observer: ResizeObserver;
  private _options: FollowEnd.IOptions;
  private _top = 0;
}

export namespace FollowEnd {
  export interface IOptions {
    readonly node: HTMLElement;
    readonly content: HTMLElement;
    /** Told whether there is more above and below what is seen. */
    readonly onMoved?: (more: { readonly above: boolean; readonly below: boolean }) => void;
  }
}

namespace Private {
  /** Pixels from the end that count as the end. */
  export const NEAR = 24;
}
