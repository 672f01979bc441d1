import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { ScoreScale } from './scorescale';
import { svgElement } from './svgelement';

/**
 * The scores of one feature over many rows of data: a point for each, by its value from blue to
 * orange; those that would stand on one another stand above one another.
 */
export class ScoreSwarm extends Widget {
  constructor(trans: TranslationBundle) {
    super();
    this._trans = trans;
    this.addClass('intarsia-ScoreSwarm');
  }

  /**
   * Show pairs of a value and its score.
   */
  draw(points: ReadonlyArray<readonly unknown[]>, scale: ScoreScale): void {
    const shown = points
      .slice(0, Private.MOST)
      .map(([value, score]) => [Number(value), Number(score)])
      .filter(pair => pair.every(Number.isFinite));
    const scores = shown.map(([, score]) => score);
    const [low, high] = [Math.min(0, ...scores), Math.max(0, ...scores)];
    const words = document.createElement('p');
    words.className = 'intarsia-ScoreSwarm-words';
    words.textContent = this._trans.__(
      '%1 rows, scores from %2 to %3; orange: large values, blue: small ones',
      points.length,
      scale.signed(Math.min(...scores)),
      scale.signed(Math.max(...scores))
    );
    this.node.replaceChildren(Private.picture(shown, low, high), words);
  }

  private readonly _trans: TranslationBundle;
}

namespace Private {
  /** Points beyond which the rest is left out. */
  export const MOST = 500;

  const [WIDTH, HEIGHT, SIZE] = [240, 48, 2.2];

  export function picture(
    points: ReadonlyArray<readonly number[]>,
    low: number,
    high: number
  ): SVGSVGElement {
    const svg = svgElement('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' });
    const place = (score: number): number =>
      SIZE + ((score - low) / (high - low || 1)) * (WIDTH - 2 * SIZE);
    svg.append(svgElement('path', { class: 'zero', d: `M${place(0).toFixed(1)} 0V${HEIGHT}` }));
    const values = points.map(([value]) => value).sort((a, b) => a - b);
    const heights = new Map<number, number>();
    for (const [value, score] of points) {
      const x = place(score);
      const bin = Math.round(x / (2 * SIZE));
      const count = heights.get(bin) ?? 0;
      heights.set(bin, count + 1);
      // In turn above and below the middle.
      const side = count % 2 === 0 ? 1 : -1;
      const y = HEIGHT / 2 + side * Math.ceil(count / 2) * SIZE * 1.6;
      const dot = svgElement('circle', {
        cx: x.toFixed(1),
        cy: Math.max(SIZE, Math.min(HEIGHT - SIZE, y)).toFixed(1),
        r: String(SIZE)
      });
      dot.style.setProperty('--intarsia-share', share(value, values).toFixed(2));
      svg.append(dot);
    }
    return svg;
  }

  /**
   * Where a value stands among all, from 0 to 1.
   */
  function share(value: number, sorted: ReadonlyArray<number>): number {
    const [low, high] = [sorted[0], sorted[sorted.length - 1]];
    return high > low ? (value - low) / (high - low) : 0.5;
  }
}
