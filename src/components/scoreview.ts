import type { TranslationBundle } from '@jupyterlab/translation';
import type { ScoreScale } from './scorescale';

/**
 * What all displays of the parts of an input have in common.
 */
export namespace ScoreView {
  export interface IOptions {
    readonly trans: TranslationBundle;
    /** Ask what is said without a part of an input, where the method does not know it. */
    askWithout(input: string, part: number): void;
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
  }
}
