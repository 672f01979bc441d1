import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { button, element } from './element';

/**
 * What stands where an app's saved description cannot be drawn: which, and what to do.
 */
export class BundleProblem extends Widget {
  constructor(options: BundleProblem.IOptions) {
    super();
    const { trans, detail, runCell } = options;
    this.toggleClass('intarsia-App', !options.within);
    this.addClass('intarsia-BundleProblem');
    const notice = element('div', 'intarsia-Notice');
    notice.setAttribute('role', 'status');
    const words = element('span', 'intarsia-Notice-words', BundleProblem.words(trans, options));
    notice.append(words);
    if (runCell) {
      notice.append(button('intarsia-Button', trans.__('Run this cell'), runCell));
    }
    this.node.append(notice);
    if (detail) {
      this.node.append(element('p', 'intarsia-BundleProblem-detail', detail));
    }
  }
}

export namespace BundleProblem {
  export function words(
    trans: TranslationBundle,
    { newer, older }: Pick<IOptions, 'newer' | 'older'>
  ): string {
    if (newer) {
      return trans.__(
        'This app was made by a newer intarsia. Install the same version where the server runs and where the kernel runs, then run the cell again.'
      );
    }
    if (older) {
      return trans.__(
        'This app was made by an older intarsia. Install the same version where the kernel runs and where the server runs, then run the cell again.'
      );
    }
    return trans.__(
      'What this notebook holds of the app is broken. Run the cell again to make a new one.'
    );
  }

  export interface IOptions {
    readonly trans: TranslationBundle;
    /** What exactly could not be read, for a person who wants to know. */
    readonly detail: string;
    /** Whether it speaks a newer protocol, rather than being broken. */
    readonly newer?: boolean;
    /** Whether it speaks an older one. */
    readonly older?: boolean;
    /** Whether it stands in a card that is there already. */
    readonly within?: boolean;
    /** Absent where there is no cell to run, or none that may be. */
    readonly runCell?: () => void;
  }
}
