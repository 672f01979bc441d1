import type { TranslationBundle } from '@jupyterlab/translation';
import type { ScoreScale } from './scorescale';

/**
 * What all displays of the parts of an input have in common.
 */
export namespace ScoreView {
  export interface IOptions {
    readonly trans: TranslationBundle;
    /**
     * Ask what is said without a part of an input, or without all of it (null), where the method
     * does not know it. Absent where nobody can be asked.
     */
    askWithout?(input: string, part: number | null): void;
  }

  /**
   * What is around the parts of one input.
   */
  export interface IGiven {
    /** The name of the input. */
    readonly input: string;
    readonly scale: ScoreScale;
    /** What is explained, in words. */
    readonly target: string;
    readonly prediction: number | null;
    /** What the input is called. */
    readonly name: string;
    /** The picture that it is, as a `data:` address. */
    readonly picture?: string;
    /** Answers that a curve has to have room for, beside its own. */
    readonly range?: ReadonlyArray<number>;
    /** What is said without the whole input, where no row tells that. */
    readonly without?: number | null;
  }
}

/**
 * Whether what is said without a part is known of any of them, or can be asked.
 */
export function mayPress(
  { askWithout }: ScoreView.IOptions,
  units: ReadonlyArray<{ readonly without: number | null }>
): boolean {
  return askWithout !== undefined || units.some(({ without }) => without !== null);
}
