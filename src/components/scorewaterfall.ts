import type { TranslationBundle } from '@jupyterlab/translation';
import type { Explanation, InputScores } from '../protocol/types';
import { ScoreBars } from './scorebars';
import type { ScoreRows } from './scorerows';
import type { ScoreScale } from './scorescale';

/** Of the largest score: a gap below this share is not drawn. */
const SLIGHT = 0.02;

/**
 * How the inputs lead from what the function says without them to what it says: a row for each.
 *
 * #### Notes
 * Where scores do not add up, a row says what the inputs do together. Without a base value bars
 * begin at zero. One input alone has no rows: its parts tell it all.
 *
 * @param order - explanations whose scores tell the order; by default its own
 */
export function waterfallOf(
  { inputs, base_value: base, prediction, scope, additivity_gap: gap }: Explanation,
  scale: ScoreScale,
  trans: TranslationBundle,
  order: ReadonlyArray<Explanation> = []
): ScoreRows.IRow[] {
  if (inputs.length < 2 || inputs.every(input => input.score === null)) {
    return [];
  }
  const isWaterfall = base !== null && prediction !== null && scope === 'local';
  const weights = Private.weights(order.length > 0 ? order.map(each => each.inputs) : [inputs]);
  const weight = ({ name }: InputScores): number => weights.get(name) ?? 0;
  const sorted = [...inputs].sort((a, b) => weight(b) - weight(a));
  let at = isWaterfall ? base : 0;
  const bars: ScoreRows.IRow[] = [];
  for (const input of sorted) {
    const { score, std, low, high } = input;
    const to = at + (score ?? 0);
    const from = isWaterfall ? at : 0;
    const spread = std ? ` ± ${scale.plain(std)}` : '';
    bars.push({
      name: input.label || input.name,
      value: scope === 'global' ? '' : input.shown,
      from: score === null ? null : from,
      to: score === null ? null : isWaterfall ? to : score,
      number: `${scale.signed(score)}${spread}`,
      tone: ScoreBars.toneOf(score),
      low: isWaterfall || low === null ? null : low,
      high: isWaterfall || high === null ? null : high,
      part:
        scope === 'global'
          ? undefined
          : { input: input.name, at: null, score, std, without: input.without },
      title:
        input.without === null
          ? trans.__('%1; absent: %2', input.shown, input.baseline)
          : trans.__(
              '%1; without it %2 (absent: %3)',
              input.shown,
              scale.plain(input.without),
              input.baseline
            )
    });
    at = isWaterfall ? to : 0;
  }
  if (!isWaterfall) {
    return bars;
  }
  const rest = prediction - at;
  if (gap !== null && Math.abs(rest) > SLIGHT * scale.largest) {
    bars.push({
      name: trans.__('Together'),
      value: trans.__('what they only do jointly'),
      from: at,
      to: prediction,
      number: scale.signed(rest),
      tone: ScoreBars.toneOf(rest)
    });
  }
  const total = (name: string, value: number): ScoreRows.IRow => ({
    name,
    value: '',
    from: value,
    to: value,
    number: scale.plain(value),
    tone: 'total'
  });
  return [
    total(trans.__('Everything absent'), base),
    ...bars,
    total(trans.__('Prediction'), prediction)
  ];
}

namespace Private {
  /**
   * The greatest distance from zero that the score of each input has.
   */
  export function weights(
    all: ReadonlyArray<ReadonlyArray<InputScores>>
  ): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    for (const { name, score } of all.flat()) {
      found.set(name, Math.max(found.get(name) ?? 0, Math.abs(score ?? 0)));
    }
    return found;
  }
}
