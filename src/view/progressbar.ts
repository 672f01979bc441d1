import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { element } from './element';

/**
 * The thin bar on the card's top edge: something runs, and how far it is.
 *
 * #### Notes
 * It comes a moment after the run has begun: a quick run is over before, and has cost no
 * frame. An invisible animation would have cost each of them.
 */
export class ProgressBar extends Widget {
  constructor(options: { trans: TranslationBundle }) {
    super();
    this.addClass('intarsia-ProgressBar');
    this.node.setAttribute('role', 'progressbar');
    this.node.setAttribute('aria-label', options.trans.__('Running'));
    this.node.setAttribute('aria-valuemin', '0');
    this.node.setAttribute('aria-valuemax', '100');
    this._fill = element('div', 'intarsia-ProgressBar-fill');
    this.node.append(this._fill);
    this.hide();
  }

  /**
   * Show that nothing runs (`undefined`), or how far it is; `null` when nobody can tell.
   * `words` say the same.
   */
  setProgress(fraction: number | null | undefined, words: string = ''): void {
    if (fraction === undefined) {
      this._stop();
      this.hide();
      return;
    }
    if (this.isHidden && this._timer === 0) {
      this._timer = window.setTimeout(() => {
        this._timer = 0;
        this.show();
      }, Private.DELAY);
    }
    if (words !== '') {
      this.node.setAttribute('aria-valuetext', words);
    } else {
      this.node.removeAttribute('aria-valuetext');
    }
    const known = typeof fraction === 'number' && Number.isFinite(fraction);
    this.toggleClass('intarsia-mod-indeterminate', !known);
    if (known) {
      const percent = Math.round(Math.min(1, Math.max(0, fraction)) * 100);
      this.node.setAttribute('aria-valuenow', String(percent));
      this._fill.style.inlineSize = `${percent}%`;
    } else {
      this.node.removeAttribute('aria-valuenow');
      this._fill.style.removeProperty('inline-size');
    }
  }

  dispose(): void {
    this._stop();
    super.dispose();
  }

  private _stop(): void {
    window.clearTimeout(this._timer);
    this._timer = 0;
  }

  private readonly _fill: HTMLElement;
  private _timer = 0;
}

namespace Private {
  /** Milliseconds that a run takes before it is seen. */
  export const DELAY = 150;
}
