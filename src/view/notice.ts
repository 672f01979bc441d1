import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { Connection, IAppState } from '../session/state';
import { button, element, setText } from './element';

/**
 * A line above the body: why the app is not live, and what to do about it.
 */
export class Notice extends Widget {
  constructor(options: Notice.IOptions) {
    super();
    this.addClass('intarsia-Notice');
    this.node.setAttribute('role', 'status');
    this._options = options;
    this._words = element('span', 'intarsia-Notice-words');
    this._button = button('intarsia-Button', '', () => this._execute());
    this.node.append(this._words, this._button);
    this.hide();
  }

  /**
   * Show what there is to say about a connection; nothing when all is well.
   */
  setState(state: IAppState): void {
    const { trans, runCell } = this._options;
    const { words, action } = Notice.words(trans, state.connection, state.detail);
    setText(this._words, words);
    this._action = action === 'run' && !runCell ? null : action;
    setText(
      this._button,
      this._action === 'run' ? trans.__('Run this cell') : trans.__('Try again')
    );
    this._button.hidden = this._action === null;
    this.setHidden(words === '');
  }

  private _execute(): void {
    if (this._action === 'run') {
      this._options.runCell?.();
    } else if (this._action === 'retry') {
      this._options.reconnect();
    }
  }

  private _action: Notice.Action = null;
  private readonly _button: HTMLButtonElement;
  private readonly _options: Notice.IOptions;
  private readonly _words: HTMLElement;
}

export namespace Notice {
  /** What a person can do about it with one press. */
  export type Action = 'run' | 'retry' | null;

  export interface IOptions {
    readonly trans: TranslationBundle;
    reconnect(): void;
    /** Absent where there is no cell to run. */
    readonly runCell?: () => void;
  }

  /**
   * What to say about a connection; nothing for those that the foot says enough about.
   */
  export function words(
    trans: TranslationBundle,
    connection: Connection,
    detail: string
  ): { words: string; action: Action } {
    switch (connection) {
      case 'live':
      case 'connecting':
        return { words: '', action: null };
      case 'untrusted':
        return {
          words: trans.__(
            'This output is not trusted, so this is a picture of the app and nothing runs. Read the cell; if you trust it, run it.'
          ),
          action: null
        };
      case 'static':
        return {
          words: trans.__(
            'There is no kernel here, so this is the app as it was saved. Start a kernel and run this cell to make it live.'
          ),
          action: 'run'
        };
      case 'busy':
        return {
          words:
            detail ||
            trans.__(
              'The kernel is busy, perhaps with another cell. The app goes on when it is free.'
            ),
          action: null
        };
      case 'reconnecting':
        return {
          words: trans.__(
            'The connection to the kernel is lost and is being looked for. What you enter is kept.'
          ),
          action: null
        };
      case 'disconnected':
        return {
          words: trans.__(
            'The connection to the kernel is lost. Check that the server is up, then try again.'
          ),
          action: 'retry'
        };
      case 'unknown':
        return {
          words: trans.__('This kernel does not know the app. Run this cell to make it live.'),
          action: 'run'
        };
      case 'restarted':
        return {
          words: trans.__('The kernel restarted. Run this cell to make the app live again.'),
          action: 'run'
        };
      case 'died':
        return {
          words: trans.__(
            'The kernel has stopped. Start one and run this cell to make the app live again.'
          ),
          action: 'run'
        };
      case 'missing':
        return {
          words:
            detail === ''
              ? trans.__(
                  'The kernel has no intarsia: it is installed where JupyterLab runs, but not where this kernel runs. Install it there too (pip install intarsia), restart the kernel, and run this cell.'
                )
              : trans.__(
                  'This kernel speaks %1. Apps need a Python kernel, and intarsia where it runs (pip install intarsia).',
                  detail
                ),
          action: 'run'
        };
      case 'incompatible':
        return {
          words: [
            detail || trans.__('The two halves of intarsia do not fit.'),
            trans.__(
              'Install the same version where the kernel runs and where the server runs, then restart both.'
            )
          ]
            .filter(Boolean)
            .join(' '),
          action: null
        };
      case 'replaced':
        return {
          words: trans.__(
            'The cell ran again: a newer app has taken over. This is the last picture of the older one.'
          ),
          action: null
        };
    }
  }
}
