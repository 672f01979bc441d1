import type { ILabStatus } from '@jupyterlab/application';
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';

/**
 * Shows in the page's title, and in its icon where the host has one for it, that something
 * runs: also to a person who looks at another page.
 *
 * #### Notes
 * The host writes the title whenever other documents come to the front; what it writes is
 * marked again. At the end its own title is left as it then is.
 */
export class PageMark {
  constructor(status: Pick<ILabStatus, 'setBusy'> | null) {
    this._status = status;
  }

  /**
   * Mark the page, until everything that is returned by this has been disposed.
   */
  mark(): IDisposable {
    if (this._count++ === 0) {
      this._busy = this._status?.setBusy() ?? null;
      this._write();
      this._observer.observe(document.head, {
        subtree: true,
        childList: true,
        characterData: true
      });
    }
    return new DisposableDelegate(() => {
      if (--this._count === 0) {
        this._observer.disconnect();
        this._busy?.dispose();
        if (document.title.startsWith(PageMark.SIGN)) {
          document.title = document.title.slice(PageMark.SIGN.length);
        }
      }
    });
  }

  private readonly _write = (): void => {
    if (!document.title.startsWith(PageMark.SIGN)) {
      document.title = PageMark.SIGN + document.title;
    }
  };

  private _busy: IDisposable | null = null;
  private _count = 0;
  private readonly _observer = new MutationObserver(this._write);
  private readonly _status: Pick<ILabStatus, 'setBusy'> | null;
}

export namespace PageMark {
  /** What stands before the title. */
  export const SIGN = '\u2022 ';
}
