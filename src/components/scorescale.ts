import type { Explanation, InputScores } from '../protocol/types';

/**
 * How the scores of an explanation are written and drawn: all on one scale; of several, to
 * compare them, on the same.
 */
export class ScoreScale {
  constructor(...explanations: ReadonlyArray<Explanation>) {
    const inputs = explanations.flatMap(each => each.inputs);
    const largest = (scores: ReadonlyArray<number | null>): number =>
      scores.reduce<number>((most, score) => Math.max(most, Math.abs(score ?? 0)), 0);
    // Parts are tinted, and a whole may have much more of a score than each of them.
    this.largest = largest(inputs.flatMap(scoresOf)) || largest(inputs.map(({ score }) => score));
    const numbers = explanations
      .flatMap(({ prediction, base_value: base }) => [prediction, base])
      .filter(n => n !== null);
    this._digits = Private.digits(Math.max(this.largest, ...numbers.map(Math.abs)), this.largest);
  }

  /**
   * The largest distance from zero that a score has.
   */
  readonly largest: number;

  /**
   * How strong a score is beside the others, from -1 to 1.
   */
  strength(score: number | null): number {
    return score === null || this.largest === 0 ? 0 : score / this.largest;
  }

  /**
   * A score, with its sign and a real minus.
   */
  signed(score: number | null): string {
    if (score === null) {
      return '–';
    }
    const text = this.plain(Math.abs(score));
    const isZero = !/[1-9]/.test(text);
    return isZero ? text : `${score > 0 ? '+' : '\u2212'}${text}`;
  }

  /**
   * A number on the scale of the prediction.
   */
  plain(value: number | null): string {
    if (value === null) {
      return '–';
    }
    const size = Math.abs(value);
    if (size !== 0 && (size >= 1e9 || size < 1e-6)) {
      return value.toExponential(2).replace(/-/g, '\u2212');
    }
    const text = new Intl.NumberFormat(undefined, {
      minimumFractionDigits: this._digits,
      maximumFractionDigits: this._digits
    }).format(value + 0);
    return text.replace('-', '\u2212');
  }

  private readonly _digits: number;
}

/**
 * The scores of the parts of an input.
 */
export function scoresOf({ detail }: InputScores): (number | null)[] {
  if (detail === null || detail.kind === 'curve' || detail.kind === 'heatmap') {
    return [];
  }
  const units = detail.kind === 'table' ? [...detail.columns, ...detail.cells] : detail.units;
  return units.map(unit => unit.score);
}

namespace Private {
  /**
   * Digits behind the point: three that count of the largest number, two of the largest score.
   */
  export function digits(largest: number, score: number): number {
    if (largest === 0) {
      return 0;
    }
    const place = (size: number, count: number): number =>
      size === 0 ? 0 : count - 1 - Math.floor(Math.log10(size) + 1e-9);
    const wanted = Math.max(place(largest, 3), place(score, 2));
    return Math.max(0, Math.min(6, wanted));
  }
}
