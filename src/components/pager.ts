import type { TranslationBundle } from '@jupyterlab/translation';
import { Field } from './field';

/**
 * Two buttons that turn pages, and where one is.
 */
export class Pager {
  /**
   * Draw it.
   *
   * @param turn - called with the page that is wanted, from 0
   */
  constructor(trans: TranslationBundle, turn: (page: number) => void) {
    this._trans = trans;
    this.node.className = 'intarsia-Pager';
    this._status.className = 'intarsia-Pager-status';
    this._status.setAttribute('role', 'status');
    this._back = Private.button('‹', trans.__('Previous page'));
    this._next = Private.button('›', trans.__('Next page'));
    this._back.addEventListener('click', () => this._page > 0 && turn(this._page - 1));
    this._next.addEventListener('click', () => this._page < this._last && turn(this._page + 1));
    this.node.append(this._back, this._status, this._next);
  }

  readonly node = document.createElement('div');

  /**
   * Show which of so many items are on a page; nothing when there is only one page.
   */
  show(page: number, perPage: number, count: number): void {
    this._page = page;
    this._last = Math.max(Math.ceil(count / perPage) - 1, 0);
    this.node.hidden = this._last === 0;
    const from = page * perPage + 1;
    const to = Math.min(from + perPage - 1, count);
    const range = from === to ? String(from) : `${from}–${to}`;
    const text = this._trans.__('%1 of %2', range, count);
    if (this._status.textContent !== text) {
      this._status.textContent = text;
    }
    // Out of use, and yet they keep the focus: who has come to the last page is still there.
    this._back.setAttribute('aria-disabled', String(page === 0));
    this._next.setAttribute('aria-disabled', String(page === this._last));
  }

  private readonly _back: HTMLButtonElement;
  private _last = 0;
  private readonly _next: HTMLButtonElement;
  private _page = 0;
  private readonly _status = document.createElement('span');
  private readonly _trans: TranslationBundle;
}

namespace Private {
  export function button(sign: string, name: string): HTMLButtonElement {
    const node = document.createElement('button');
    node.type = 'button';
    node.className = 'intarsia-Button intarsia-mod-ghost intarsia-mod-small';
    node.textContent = sign;
    node.setAttribute('aria-label', name);
    node.title = name;
    Field.keepKeys(node);
    return node;
  }
}
