import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { Explanation } from '../protocol/types';
import type { ScoreScale } from './scorescale';

/** Of the prediction's change: a gap above this share is worth a word. */
const LARGE = 0.01;

/**
 * What to think of an explanation: by which method and why, what it cost, what absent means, how
 * far the scores add up, and what went wrong.
 */
export class ScoreNotes extends Widget {
  constructor(trans: TranslationBundle) {
    super();
    this._trans = trans;
    this.addClass('intarsia-ScoreNotes');
  }

  /**
   * Show them.
   */
  draw(explanation: Explanation, scale: ScoreScale): void {
    const { method, warnings } = explanation;
    const list = document.createElement('dl');
    for (const [name, words] of this._rows(explanation, scale)) {
      const [term, text] = [document.createElement('dt'), document.createElement('dd')];
      term.textContent = name;
      text.textContent = words;
      list.append(term, text);
    }
    const said = warnings.map(words => {
      const warning = document.createElement('p');
      warning.className = 'intarsia-ScoreNotes-warning';
      warning.textContent = words;
      return warning;
    });
    const text = JSON.stringify([method, list.textContent, warnings]);
    if (text !== this._text) {
      this._text = text;
      this.node.replaceChildren(...said, list);
    }
  }

  private _rows(explanation: Explanation, scale: ScoreScale): [string, string][] {
    const trans = this._trans;
    const { title, because, cost, method, noise, repetitions } = explanation;
    const rows: [string, string][] = [[trans.__('Method'), `${title}, ${because}`]];
    if (method === 'own') {
      return rows;
    }
    rows.push([trans.__('Calls'), this._cost(cost)]);
    const absent = this._absent(explanation);
    if (absent) {
      rows.push([trans.__('Absent means'), absent]);
    }
    const sum = this._sum(explanation, scale);
    if (sum) {
      rows.push([trans.__('Sum'), sum]);
    }
    if (noise !== null || repetitions > 1) {
      rows.push([
        trans.__('Spread'),
        noise === null
          ? trans.__('%1 repetitions', repetitions)
          : trans.__('%1 over %2 repetitions', `± ${scale.plain(noise)}`, repetitions)
      ]);
    }
    return rows;
  }

  private _cost({ calls, cached, failed, seconds, budget }: Explanation['cost']): string {
    const trans = this._trans;
    const said = [
      trans._n('%1 call', '%1 calls', calls),
      cached > 0 ? trans.__('%1 known before', cached) : '',
      failed > 0 ? trans.__('%1 failed', failed) : '',
      budget === null ? '' : trans.__('budget %1', budget),
      trans.__('%1 s', seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(0))
    ];
    return said.filter(words => words !== '').join(' · ');
  }

  /**
   * What stands for what is not there, once for the inputs that have it in common.
   */
  private _absent({ inputs }: Explanation): string {
    const trans = this._trans;
    const groups = new Map<string, string[]>();
    for (const { label, name, baseline, baseline_given: isGiven } of inputs) {
      const words = isGiven ? baseline : trans.__('%1 (by default)', baseline);
      groups.set(words, [...(groups.get(words) ?? []), label || name]);
    }
    return [...groups]
      .map(([words, names]) =>
        inputs.length === 1 || groups.size === 1 ? words : `${names.join(', ')}: ${words}`
      )
      .join('; ');
  }

  private _sum(explanation: Explanation, scale: ScoreScale): string {
    const trans = this._trans;
    const { additivity_gap: gap, prediction, base_value: base, is_additive } = explanation;
    if (gap === null || prediction === null || base === null) {
      return '';
    }
    const isSlight = Math.abs(gap) <= LARGE * Math.max(scale.largest, Number.MIN_VALUE);
    if (isSlight) {
      return is_additive
        ? trans.__(
            'the scores add up to the change from base to prediction, as the method promises'
          )
        : trans.__('the scores add up to the change from base to prediction');
    }
    return is_additive
      ? trans.__('the scores miss the change from base to prediction by %1', scale.signed(gap))
      : trans.__(
          'the scores leave %1 of the change: what parts do together this method does not share out',
          scale.signed(gap)
        );
  }

  private _text = '';
  private readonly _trans: TranslationBundle;
}
