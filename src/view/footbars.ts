import type { TranslationBundle } from '@jupyterlab/translation';
import type { ProgressState } from '../protocol/types';
import { element, setText } from './element';
import { ProgressWords } from './progresswords';

/**
 * The bars of loops within loops, one below the other: what each is about, how far it is.
 *
 * #### Notes
 * A row that was there stays for as long as the run lasts: an inner loop that begins again
 * and again would let the card jump.
 */
export class FootBars {
  constructor(options: { trans: TranslationBundle }) {
    this._trans = options.trans;
    this.node = element('div', 'intarsia-FootBars');
    this.node.hidden = true;
  }

  readonly node: HTMLElement;

  /**
   * Show bars as they were some seconds ago; null when nothing runs.
   */
  show(bars: ReadonlyArray<ProgressState> | null, since: number): void {
    if (bars === null) {
      this.node.hidden = true;
      this._rows.splice(0).forEach(row => row.node.remove());
      return;
    }
    while (this._rows.length < bars.length) {
      const row = new Private.Row(this._trans);
      this._rows.push(row);
      this.node.append(row.node);
    }
    this.node.hidden = this._rows.length === 0;
    this._rows.forEach((row, at) => row.show(bars[at] ?? null, since));
  }

  private readonly _rows: Private.Row[] = [];
  private readonly _trans: TranslationBundle;
}

namespace Private {
  export class Row {
    constructor(trans: TranslationBundle) {
      this._trans = trans;
      this.node = element('div', 'intarsia-FootBars-row');
      this.node.setAttribute('role', 'progressbar');
      this.node.setAttribute('aria-valuemin', '0');
      this.node.setAttribute('aria-valuemax', '100');
      this._name = element('span', 'intarsia-FootBars-name');
      this._words = element('span', 'intarsia-FootBars-words');
      this._fill = element('span', 'intarsia-FootBars-fill');
      const track = element('span', 'intarsia-FootBars-track');
      track.append(this._fill);
      this.node.append(this._name, this._words, track);
    }

    readonly node: HTMLElement;

    show(bar: ProgressState | null, since: number): void {
      const { node } = this;
      node.classList.toggle('intarsia-mod-over', bar === null);
      if (bar === null) {
        node.setAttribute('aria-hidden', 'true');
        return;
      }
      const trans = this._trans;
      node.removeAttribute('aria-hidden');
      node.setAttribute('aria-label', bar.description || trans.__('Step within'));
      node.setAttribute('aria-valuetext', ProgressWords.spoken(trans, bar, 0));
      setText(this._name, bar.description);
      const words = [
        ...ProgressWords.far(trans, bar),
        ProgressWords.fast(trans, bar),
        ProgressWords.left(trans, bar, since)
      ];
      setText(this._words, words.filter(part => part !== '').join(' · '));
      node.classList.toggle('intarsia-mod-indeterminate', bar.fraction === null);
      if (bar.fraction === null) {
        node.removeAttribute('aria-valuenow');
        this._fill.style.removeProperty('inline-size');
      } else {
        const percent = Math.round(bar.fraction * 100);
        node.setAttribute('aria-valuenow', String(percent));
        this._fill.style.inlineSize = `${percent}%`;
      }
    }

    private readonly _fill: HTMLElement;
    private readonly _name: HTMLElement;
    private readonly _trans: TranslationBundle;
    private readonly _words: HTMLElement;
  }
}
