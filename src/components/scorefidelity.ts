import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { Fidelity } from '../protocol/types';
import type { ScoreScale } from './scorescale';
import { svgElement } from './svgelement';

/**
 * How well the scores tell which parts matter: what is said while parts are taken away, and put
 * back, in the order of their scores and in random orders.
 */
export class ScoreFidelity extends Widget {
  constructor(trans: TranslationBundle) {
    super();
    this._trans = trans;
    this.addClass('intarsia-ScoreFidelity');
  }

  /**
   * Show both pairs of curves.
   */
  draw(found: Fidelity, scale: ScoreScale): void {
    const trans = this._trans;
    const all = [
      ...found.deletion,
      ...found.insertion,
      ...found.random_deletion,
      ...found.random_insertion
    ].filter(value => value !== null);
    const range: [number, number] = [Math.min(...all), Math.max(...all)];
    const title = document.createElement('p');
    title.className = 'intarsia-ScoreFidelity-title';
    title.textContent = Private.verdict(found, trans);
    const charts = document.createElement('div');
    charts.className = 'intarsia-ScoreFidelity-charts';
    charts.append(
      Private.chart({
        name: trans.__('Taken away, the greatest first'),
        fractions: found.fractions,
        own: found.deletion,
        random: found.random_deletion,
        words: trans.__(
          'mean %1, in random order %2: less is better',
          scale.plain(found.deletion_area),
          scale.plain(found.random_deletion_area)
        ),
        range
      }),
      Private.chart({
        name: trans.__('Put back, the greatest first'),
        fractions: found.fractions,
        own: found.insertion,
        random: found.random_insertion,
        words: trans.__(
          'mean %1, in random order %2: more is better',
          scale.plain(found.insertion_area),
          scale.plain(found.random_insertion_area)
        ),
        range
      })
    );
    this.node.replaceChildren(title, charts);
  }

  private readonly _trans: TranslationBundle;
}

namespace Private {
  const [WIDTH, HEIGHT] = [220, 84];

  /** Of random orders: fewer than this share do as well where the scores are faithful. */
  const SURE = 0.1;

  export interface IChart {
    readonly name: string;
    readonly fractions: ReadonlyArray<number>;
    readonly own: ReadonlyArray<number | null>;
    readonly random: ReadonlyArray<number | null>;
    readonly words: string;
    readonly range: readonly [number, number];
  }

  export function verdict(found: Fidelity, trans: TranslationBundle): string {
    const { p_value: share, orders } = found;
    if (share === null) {
      return trans.__('It could not be told how faithful the scores are.');
    }
    const percent = Math.round(share * 100);
    return share <= SURE
      ? trans.__(
          'The scores tell what matters: %1 % of %2 random orders do as well.',
          percent,
          orders
        )
      : trans.__(
          'The scores tell little of what matters: %1 % of %2 random orders do as well.',
          percent,
          orders
        );
  }

  export function chart({ name, fractions, own, random, words, range }: IChart): HTMLElement {
    const node = document.createElement('figure');
    node.className = 'intarsia-ScoreFidelity-chart';
    const caption = document.createElement('figcaption');
    const title = document.createElement('span');
    title.textContent = name;
    const told = document.createElement('span');
    told.className = 'intarsia-mod-quiet';
    told.textContent = words;
    caption.append(title, ' ', told);
    const picture = svgElement('svg', {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true'
    });
    picture.append(
      svgElement('path', { class: 'axis', d: `M0 ${HEIGHT - 1}H${WIDTH}` }),
      svgElement('path', { class: 'random', d: path(fractions, random, range) }),
      svgElement('path', { class: 'own', d: path(fractions, own, range) })
    );
    node.append(caption, picture);
    return node;
  }

  function path(
    fractions: ReadonlyArray<number>,
    values: ReadonlyArray<number | null>,
    [low, high]: readonly [number, number]
  ): string {
    const corners = fractions.flatMap((fraction, at) => {
      const value = values[at] ?? null;
      const share = high > low && value !== null ? (value - low) / (high - low) : 0.5;
      return value === null
        ? []
        : [`${(fraction * WIDTH).toFixed(1)} ${(HEIGHT - 4 - share * (HEIGHT - 8)).toFixed(1)}`];
    });
    return corners.length > 0 ? `M${corners.join('L')}` : '';
  }
}
