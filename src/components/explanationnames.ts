import type { TranslationBundle } from '@jupyterlab/translation';
import type { Explanation, InputScores } from '../protocol/types';

/**
 * A name for each of several explanations, by what tells it from the others: its target, its
 * method, the pieces of its texts, the inputs that it is of.
 */
export function namesOf(all: ReadonlyArray<Explanation>, trans: TranslationBundle): string[] {
  const differing = Private.NAMES.filter(name => !all.every(each => name(each) === name(all[0])));
  return all.map(each => {
    const words = [...differing.map(name => name(each)), Private.valuesOf(each, all, trans)];
    return words.filter(word => word !== '').join(' · ') || Private.labelOf(each) || each.title;
  });
}

/**
 * A value of an input in a few words.
 */
export function shortValue({ kind, shown }: InputScores, trans: TranslationBundle): string {
  const signs = Array.from(shown);
  const cut =
    signs.length > Private.LONG ? `${signs.slice(0, Private.LONG).join('').trim()}…` : shown;
  return kind === 'text' ? trans.__('“%1”', cut) : cut;
}

namespace Private {
  /** Signs of a value beyond which the rest is left out. */
  export const LONG = 36;

  export function labelOf({ explained }: Explanation): string {
    return explained.label || explained.output_label;
  }

  export const NAMES: ReadonlyArray<(explanation: Explanation) => string> = [
    ({ explained }) => explained.label || explained.output_label,
    ({ title }) => title,
    ({ parameters }) => (typeof parameters.level === 'string' ? parameters.level : '')
  ];

  /**
   * The inputs that are not the same in all of them.
   */
  export function valuesOf(
    { inputs }: Explanation,
    all: ReadonlyArray<Explanation>,
    trans: TranslationBundle
  ): string {
    const differing = inputs.filter(({ name, shown }) =>
      all.some(other => other.inputs.some(each => each.name === name && each.shown !== shown))
    );
    return differing
      .map(input => {
        const value = shortValue(input, trans);
        return inputs.length === 1 ? value : `${input.label || input.name} ${value}`;
      })
      .join(', ');
  }
}
