import type { TranslationBundle } from '@jupyterlab/translation';
import type { Explanation } from '../protocol/types';
import { ScoreBars } from './scorebars';
import type { ScoreScale } from './scorescale';

/** Of the largest score: a gap below this share is not drawn. */
const SLIGHT = 0.02;

/**
 * How the inputs lead from what the function says without them to what it says: a row for each.
 *
 * #### Notes
 * Where scores do not add up, a row says what the inputs do together. Without a base value bars
 * begin at zero. One input alone has no rows: its parts tell it all.
 */
export function waterfallOf(
  { inputs, base_value: base, prediction, scope, additivity_gap: gap }: Explanation,
  scale: ScoreScale,
  trans: TranslationBundle
): ScoreBars.IBar[] {
  if (inputs.length < 2 || inputs.every(input => input.score === null)) {
    return [];
  }
  const isWaterfall = base !== null && prediction !== null && scope === 'local';
  const sorted = [...inputs].sort((a, b) => Math.abs(b.score ?? 0) - Math.abs(a.score ?? 0));
  let at = isWaterfall ? base : 0;
  const bars: ScoreBars.IBar[] = [];
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
  const total = (name: string, value: number): ScoreBars.IBar => ({
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
