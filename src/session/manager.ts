import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { ILink } from './link';
import { Session } from './session';
import type { IAppState, ISession } from './state';
import { isRunning } from './store';

/**
 * The sessions of the views in one document, over the one link to its kernel.
 */
export class SessionManager implements IDisposable, EventListenerObject {
  constructor(options: SessionManager.IOptions) {
    this._options = options;
    window.addEventListener('pagehide', this);
    window.addEventListener('pageshow', this);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Make a session for one view; who asks for it disposes it.
   */
  create(options: Pick<Session.IOptions, 'bundle' | 'trusted' | 'document'>): Session {
    const { link, storage, warn } = this._options;
    const session = new Session({ ...options, link, storage, warn });
    this._sessions.add(session);
    session.stateChanged.connect(this._onStateChanged, this);
    session.disposed.connect(this._onDisposed, this);
    this._check();
    return session;
  }

  /**
   * Whether an app of the document has a run under way, or waiting.
   */
  get isRunning(): boolean {
    return this._isRunning;
  }

  /**
   * Emitted when `isRunning` has changed.
   */
  get runningChanged(): ISignal<this, void> {
    return this._runningChanged;
  }

  /**
   * The sessions that show an app, in the order they were made.
   */
  of(appId: string): Session[] {
    return [...this._sessions].filter(session => session.appId === appId);
  }

  /**
   * The page goes, or comes back from the browser's cache.
   *
   * #### Notes
   * A page that is reloaded disposes nothing; the kernel would keep its views until it
   * has too many.
   */
  handleEvent(event: Event): void {
    for (const session of this._sessions) {
      if (event.type === 'pagehide') {
        session.pause();
      } else if ((event as PageTransitionEvent).persisted) {
        session.reconnect();
      }
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    window.removeEventListener('pagehide', this);
    window.removeEventListener('pageshow', this);
    this._sessions.forEach(session => session.dispose());
    this._sessions.clear();
    this._options.link?.dispose();
    Signal.clearData(this);
  }

  private _onStateChanged(session: ISession, before: IAppState): void {
    const { runs, connection } = session.state;
    if (runs !== before.runs || connection !== before.connection) {
      this._check();
    }
  }

  private _onDisposed(session: Session): void {
    this._sessions.delete(session);
    this._check();
  }

  private _check(): void {
    const running = [...this._sessions].some(session => isRunning(session.state));
    if (running !== this._isRunning) {
      this._isRunning = running;
      this._runningChanged.emit();
    }
  }

  private _isDisposed = false;
  private _isRunning = false;
  private _options: SessionManager.IOptions;
  private readonly _runningChanged = new Signal<this, void>(this);
  private _sessions = new Set<Session>();
}

export namespace SessionManager {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    /** Disposed with the manager; `null` where there is no kernel. */
    readonly link: ILink | null;
    readonly storage?: Storage | null;
    readonly warn?: (text: string) => void;
  }
}
