import type { TranslationBundle } from '@jupyterlab/translation';
import type { Explanation, InputScores } from '../protocol/types';
import { shortValue } from './explanationnames';
import type { ScoreScale } from './scorescale';

/**
 * One thing that two explanations tell differently.
 */
export interface IDifference {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Whether it is of a value in words, not of a number. */
  readonly isValue?: boolean;
  /** By how much; empty where there is no number for it. */
  readonly change: string;
  readonly tone: 'raises' | 'lowers' | 'quiet';
}

/**
 * What two explanations tell differently: the inputs, what is said, then the scores with the
 * greatest changes.
 *
 * @returns the differences, and how many lesser ones are left out
 */
export function differencesOf(
  before: Explanation,
  after: Explanation,
  scale: ScoreScale,
  trans: TranslationBundle
): { readonly shown: ReadonlyArray<IDifference>; readonly more: number } {
  const isSame = areComparable(before, after);
  const pairs: IDifference[] = [];
  const tell = (name: string, a: number | null, b: number | null): void => {
    const [from, to] = [scale.plain(a), scale.plain(b)];
    if (from !== to) {
      pairs.push(Private.row(name, from, to, isSame ? Private.change(a, b) : null, scale));
    }
  };
  tell(trans.__('Prediction'), before.prediction, after.prediction);
  tell(trans.__('Everything absent'), before.base_value, after.base_value);
  const scores = Private.scores(before, after, trans)
    .map(({ name, a, b, weight }) => ({
      weight,
      row: Private.row(
        name,
        Private.text(a, scale),
        Private.text(b, scale),
        Private.gap(a, b),
        scale
      )
    }))
    .filter(
      ({ row }) => row.before !== row.after && (row.change === '' || /[1-9]/.test(row.change))
    )
    .sort((one, other) => other.weight - one.weight);
  const kept = scores
    .slice(0, Private.MOST)
    .map(({ row }) => (isSame ? row : { ...row, change: '' }));
  return {
    shown: [...Private.values(before, after, trans), ...pairs, ...kept],
    more: scores.length - kept.length
  };
}

/**
 * Whether the numbers of two explanations are of the same thing, on the same scale.
 */
export function areComparable(
  { explained: a }: Explanation,
  { explained: b }: Explanation
): boolean {
  return a.output === b.output && a.label === b.label && a.kind === b.kind && a.scale === b.scale;
}

namespace Private {
  /** Scores that are told. */
  export const MOST = 6;

  /** A score; null where it is not known, undefined where there is no such part. */
  type Score = number | null | undefined;

  export interface IScores {
    readonly name: string;
    readonly a: Score;
    readonly b: Score;
    readonly weight: number;
  }

  export function row(
    name: string,
    before: string,
    after: string,
    change: number | null,
    scale: ScoreScale
  ): IDifference {
    const tone = !change ? 'quiet' : change > 0 ? 'raises' : 'lowers';
    return { name, before, after, change: change === null ? '' : scale.signed(change), tone };
  }

  export function change(a: number | null, b: number | null): number | null {
    return a === null || b === null ? null : b - a;
  }

  /** What is not there adds nothing. */
  export function gap(a: Score, b: Score): number | null {
    return change(a === undefined ? 0 : a, b === undefined ? 0 : b);
  }

  export function text(score: Score, scale: ScoreScale): string {
    return score === undefined ? '' : scale.signed(score);
  }

  export function values(
    before: Explanation,
    after: Explanation,
    trans: TranslationBundle
  ): IDifference[] {
    return after.inputs.flatMap(input => {
      const other = before.inputs.find(each => each.name === input.name);
      return other === undefined || other.shown === input.shown
        ? []
        : [
            {
              name: input.label || input.name,
              before: shortValue(other, trans),
              after: shortValue(input, trans),
              change: '',
              tone: 'quiet' as const,
              isValue: true
            }
          ];
    });
  }

  /**
   * The scores of both, by what they are of.
   */
  export function scores(
    before: Explanation,
    after: Explanation,
    trans: TranslationBundle
  ): IScores[] {
    const [a, b] = [parts(before, trans), parts(after, trans)];
    return [...new Set([...a.keys(), ...b.keys()])].map(key => {
      const [one, other] = [a.get(key), b.get(key)];
      const weight = Math.abs((other?.score ?? 0) - (one?.score ?? 0));
      return { name: (other ?? one)!.name, a: one?.score, b: other?.score, weight };
    });
  }

  interface IPart {
    readonly name: string;
    readonly score: number | null;
  }

  /**
   * The inputs, where there are several, and their named parts.
   */
  function parts({ inputs }: Explanation, trans: TranslationBundle): Map<string, IPart> {
    const found = new Map<string, IPart>();
    const add = (key: string, name: string, score: number | null): void => {
      const known = found.get(key)?.score;
      // The same word twice counts as one.
      const sum =
        known === undefined ? score : known === null || score === null ? null : known + score;
      found.set(key, { name, score: sum });
    };
    for (const input of inputs) {
      if (inputs.length > 1) {
        add(`input ${input.name}`, input.label || input.name, input.score);
      }
      for (const [name, score] of named(input, trans)) {
        add(`part ${input.name} ${name}`, name, score);
      }
    }
    return found;
  }

  function named({ detail }: InputScores, trans: TranslationBundle): [string, number | null][] {
    switch (detail?.kind) {
      case 'tokens':
      case 'attention':
        return detail.units.map(({ text, score }) => [trans.__('“%1”', text), score]);
      case 'features':
        return detail.units.map(({ name, score }) => [name, score]);
      case 'table':
        return detail.columns.map(({ name, score }) => [name, score]);
      default:
        return []; // whose parts have no names, or which are told as a whole
    }
  }
}
