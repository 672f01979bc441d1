import type { TranslationBundle } from '@jupyterlab/translation';
import type { ScoreView } from './scoreview';

/**
 * What there is to tell of one part of an input.
 */
export interface IScoreOf {
  readonly score: number | null;
  readonly std?: number | null;
  readonly without?: number | null;
}

/**
 * A part in words: its score, and what is said without it where that is known.
 *
 * @param name - what the part is called
 */
export function scoreWords(
  trans: TranslationBundle,
  name: string,
  { score, std, without }: IScoreOf,
  { scale, target, prediction }: Pick<ScoreView.IGiven, 'scale' | 'target' | 'prediction'>
): string {
  if (score === null) {
    return trans.__('%1: not known', name);
  }
  const said = `${name} ${scale.signed(score)}${std ? ` ± ${scale.plain(std)}` : ''}`;
  if (without === null || without === undefined) {
    return said;
  }
  const words =
    prediction === null
      ? trans.__('without it %1 %2', target, scale.plain(without))
      : trans.__(
          'without it %1 %2 in place of %3',
          target,
          scale.plain(without),
          scale.plain(prediction)
        );
  return `${said} · ${words}`;
}
