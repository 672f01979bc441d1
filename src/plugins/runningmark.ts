import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { Title, Widget } from '@lumino/widgets';
import type { SessionManager } from '../session/manager';
import type { PageMark } from './pagemark';
import type { IAppSettings } from './settings';

/**
 * Marks the tab of a document, and the page, while an app in it runs.
 *
 * #### Notes
 * What is over in a moment is not shown: an app that follows a slider would flicker. The
 * end is shown at once.
 */
export class RunningMark implements IDisposable {
  constructor(options: RunningMark.IOptions) {
    this._options = options;
    const { sessions, settings, title } = options;
    sessions.runningChanged.connect(this._update, this);
    settings.changed.connect(this._update, this);
    title.changed.connect(this._keep, this);
    this._update();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._end();
    Signal.clearData(this);
  }

  private _update(): void {
    const { sessions, settings } = this._options;
    if (!sessions.isRunning || !settings.showRunning) {
      this._end();
    } else if (this._mark === null && this._timer === 0) {
      this._timer = window.setTimeout(() => {
        this._timer = 0;
        this._mark = this._options.page.mark();
        this._keep();
      }, RunningMark.DELAY);
    }
  }

  private _end(): void {
    window.clearTimeout(this._timer);
    this._timer = 0;
    this._mark?.dispose();
    this._mark = null;
    const { title } = this._options;
    if (title.className.includes(RunningMark.CLASS)) {
      title.className = title.className.replace(RunningMark.CLASS, '').trim();
    }
  }

  /**
   * Keep the mark when others write the tab's classes.
   */
  private _keep(): void {
    const { title } = this._options;
    if (this._mark !== null && !title.className.includes(RunningMark.CLASS)) {
      title.className = `${title.className} ${RunningMark.CLASS}`.trim();
    }
  }

  private _isDisposed = false;
  private _mark: IDisposable | null = null;
  private readonly _options: RunningMark.IOptions;
  private _timer = 0;
}

export namespace RunningMark {
  /** The class of a tab whose document has an app that runs. */
  export const CLASS = 'intarsia-mod-running';

  /** Milliseconds for which an app runs before that is shown. */
  export const DELAY = 500;

  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly sessions: Pick<SessionManager, 'isRunning' | 'runningChanged'>;
    readonly settings: Pick<IAppSettings, 'changed' | 'showRunning'>;
    /** Of the document. */
    readonly title: Title<Widget>;
    readonly page: PageMark;
  }
}
