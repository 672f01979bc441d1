import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { element } from './element';

/**
 * The thin bar on the card's top edge: something runs, and how far it is.
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
   */
  setProgress(fraction: number | null | undefined): void {
    this.setHidden(fraction === undefined);
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

  private readonly _fill: HTMLElement;
}
