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
    const words = element(
      'span',
      'intarsia-Notice-words',
      options.newer
        ? trans.__(
            'This app was saved by a newer intarsia. Install the newer version where the server runs, or run the cell again.'
          )
        : trans.__(
            'What this notebook holds of the app is broken. Run the cell again to make a new one.'
          )
    );
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
  export interface IOptions {
    readonly trans: TranslationBundle;
    /** What exactly could not be read, for a person who wants to know. */
    readonly detail: string;
    /** Whether it speaks a newer protocol, rather than being broken. */
    readonly newer?: boolean;
    /** Whether it stands in a card that is there already. */
    readonly within?: boolean;
    /** Absent where there is no cell to run, or none that may be. */
    readonly runCell?: () => void;
  }
}
