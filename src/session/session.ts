import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Decoder } from '../protocol/decode';
import type {
  Bundle,
  CalledEvent,
  FileValue,
  FunctionCode,
  HelloResponse,
  Reply,
  StepResponse
} from '../protocol/types';
import { PROTOCOL } from '../protocol/types';
import { Conversation } from './conversation';
import type { ILink, LinkError } from './link';
import { Outgoing } from './outgoing';
import type { Answer, Asked, Requests } from './requests';
import { LostError } from './requests';
import { Silence } from './silence';
import type { Connection, IAppState, IBrought, ISession } from './state';
import type { Action, IStoreState } from './store';
import { hasActiveRun, initialState, reduce } from './store';
import { Brought } from './brought';
import { download, read, upload } from './transfers';

/**
 * A view's end of the conversation with its kernel.
 *
 * #### Notes
 * Begins with what the bundle holds, joins by itself, and joins again after a lost
 * socket. After a restart it does not: the new kernel knows nothing of the app.
 */
export class Session implements ISession {
  /**
   * Paint the bundle, and join where that may be.
   */
  constructor(options: Session.IOptions) {
    this._options = options;
    this._decoder = new Decoder(options.warn);
    this._link = options.trusted ? options.link : null;
    this._state = initialState(options.bundle, options.trusted ? 'static' : 'untrusted');
    this._outgoing = new Outgoing(this);
    this._silence = new Silence({
      timeout: options.timeout ?? Private.TIMEOUT,
      isSuspicious: () => this.isOpen && hasActiveRun(this._state),
      ask: () => this._resync()
    });
    if (this._link) {
      this._link.changed.connect(this._onLinkChanged, this);
      this._join();
    }
  }

  /**
   * The app it shows.
   */
  get appId(): string {
    return this._options.bundle.app_id;
  }

  /**
   * The how-manieth conversation with the kernel this is.
   */
  get attempt(): number {
    return this._attempt;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Emitted once, when it is left.
   */
  get disposed(): ISignal<this, void> {
    return this._disposed;
  }

  /**
   * Whether all views of the app share one session, or each browser has its own.
   */
  get mode(): 'shared' | 'private' {
    return this._options.bundle.session;
  }

  get isOpen(): boolean {
    return this._isJoined && !this._socketLost;
  }

  /**
   * The name the kernel gave to this session; null before it has answered.
   */
  get sessionId(): string | null {
    return this._sessionId;
  }

  get state(): IAppState {
    return this._state;
  }

  get stateChanged(): ISignal<this, IAppState> {
    return this._stateChanged;
  }

  commit(component: string, value: unknown): void {
    if (this._mayWait()) {
      this._outgoing.commit(component, value);
    }
  }

  run(
    listener: number,
    drafts: ReadonlyMap<string, unknown>,
    event: string,
    data?: unknown,
    brings?: ReadonlyArray<IBrought>
  ): void {
    if (this._isDisposed) {
      return;
    }
    this._outgoing.run(listener, drafts, event, data, brings);
    if (!this._mayWait()) {
      this._outgoing.drop(this._state.connection !== 'disconnected');
    }
  }

  report(message: string): void {
    this.dispatch({ type: 'failed', message });
  }

  resume(listener: number): void {
    if (this.isOpen) {
      this._outgoing.resume(listener);
    }
  }

  watchFlow(wanted: boolean): void {
    if (!wanted) {
      this.dispatch({ type: 'unwatched' });
    }
    if (!this.isOpen) {
      return;
    }
    this.request({ type: 'flow', watch: wanted }, answer => {
      if (wanted && answer?.type === 'flow_response') {
        this.dispatch({ type: 'message', message: answer });
      }
    });
  }

  async step(listener: number): Promise<StepResponse> {
    const answer = await this.ask({ type: 'step', listener });
    if (answer.type !== 'step_response') {
      throw new Error(answer.type === 'error' ? answer.error.message : answer.type);
    }
    return answer;
  }

  call(component: string, name: string, args: ReadonlyArray<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.request({ type: 'call', component, function: name, args: [...args] }, answer => {
        if (answer?.type === 'call_response') {
          const early = this._called.get(answer.call);
          this._calls.set(answer.call, { resolve, reject });
          if (early) {
            this._onCalled(early);
          }
        } else {
          reject(answer?.type === 'error' ? new Error(answer.error.message) : new LostError());
        }
      });
    });
  }

  async readCode(): Promise<ReadonlyArray<FunctionCode>> {
    const answer = await this.ask({ type: 'read_code' });
    if (answer.type !== 'read_code_response') {
      throw new Error(answer.type === 'error' ? answer.error.message : answer.type);
    }
    return answer.functions;
  }

  cancel(run: string, listener?: number): void {
    this._outgoing.cancel(run, listener);
  }

  reconnect(): void {
    if (!this._link || this._isDisposed) {
      return;
    }
    this._join();
    this._link.reconnect().catch((reason: unknown) => {
      if (!this._isDisposed && !this._isJoined) {
        this._leave('disconnected', reason instanceof Error ? reason.message : '');
      }
    });
  }

  /**
   * Leave for now; `reconnect` comes back.
   */
  pause(): void {
    if (this._isJoined) {
      this._conversation?.leave('closed');
      this._leave('disconnected');
    }
  }

  painted(): void {
    this._isUnpainted = false;
    if (this.isOpen) {
      this._conversation?.acknowledge();
    }
  }

  upload(
    component: string,
    file: File,
    options: { signal: AbortSignal; onProgress: (received: number) => void }
  ): Promise<FileValue> {
    return upload(this, component, file, options);
  }

  async download(file: FileValue): Promise<Blob> {
    return this._brought.get(file) ?? download(this, file);
  }

  /**
   * What a file has from an offset on; what the kernel has sent of it already is not asked for.
   */
  async read(file: FileValue, from: number): Promise<ArrayBuffer> {
    return this._brought.take(file, from) ?? read(this, file, from);
  }

  /**
   * Send a request, and resolve with its answer.
   */
  ask(asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.request(asked, answer => (answer ? resolve(answer) : reject(new LostError())));
    });
  }

  /**
   * Send a request; `done` is called once, with `null` when there is no connection.
   */
  request(asked: Asked, done: Requests.Done): void {
    if (this._conversation && this.isOpen) {
      this._conversation.request(asked, done);
    } else {
      done(null);
    }
  }

  /**
   * Resolves when requests can be sent; rejects when that is not to be expected.
   */
  whenOpen(): Promise<void> {
    if (this.isOpen) {
      return Promise.resolve();
    }
    if (!this._mayWait()) {
      return Promise.reject(new LostError());
    }
    return new Promise((resolve, reject) => {
      this._waiters.push(open => (open ? resolve() : reject(new LostError())));
    });
  }

  /**
   * Change the state.
   */
  dispatch(action: Action): void {
    const old = this._state;
    this._state = reduce(old, action);
    if (this._state !== old && !this._isDisposed) {
      this._isUnpainted = true;
      this._stateChanged.emit(old);
    }
    if (this._state.gap) {
      this._resync();
    }
    this._silence.check();
  }

  /**
   * Leave the session; it lives on in the kernel for a while.
   */
  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    if (this.isOpen) {
      this._conversation?.leave(this._options.document?.() ?? 'closed');
    }
    this._isDisposed = true;
    this._silence.dispose();
    this._link?.changed.disconnect(this._onLinkChanged, this);
    this._endConversation();
    this._tellWaiters(false);
    this._disposed.emit();
    Signal.clearData(this);
  }

  private get _isJoined(): boolean {
    return this._conversation?.isJoined ?? false;
  }

  /**
   * Begin a new conversation; what was there before is left.
   */
  private _join(): void {
    const link = this._link;
    if (!link) {
      return;
    }
    this._endConversation();
    this._socketLost = false;
    this._attempt++;
    this._conversation = new Conversation({
      decoder: this._decoder,
      timeout: this._options.timeout ?? Private.TIMEOUT,
      listener: {
        onJoined: answer => this._onJoined(answer),
        onFailed: (connection, detail) => this._leave(connection, detail),
        onHeard: () => this._silence.broken(),
        onAnswered: () => this._onAnswered(),
        onEvent: event => {
          this._onEvent(event);
          if (!this._isUnpainted) {
            this.painted(); // there is nothing to paint of it, and the kernel hears that it came
          }
        },
        onMissed: () => this._resync(),
        onUnreadable: error => {
          this._options.warn?.(`A message of the kernel cannot be read. ${error.message}`);
        },
        onLate: () => this._onLate(),
        onClosed: () => (this._isJoined ? this._join() : this._onRefused())
      }
    });
    this.dispatch({ type: 'connection', connection: 'connecting' });
    this._conversation.begin(
      {
        type: 'hello',
        protocol: PROTOCOL,
        capabilities: ['browser_state', 'end_answers'],
        app_id: this.appId,
        session_id: Private.recall(this._options)
      },
      () => link.connect()
    );
  }

  /**
   * The kernel would not have the channel: it knows of no app, and perhaps never can.
   */
  private _onRefused(): void {
    this._leave('unknown');
    const attempt = this._attempt;
    const tell = (lack: LinkError | null): void => {
      if (lack && attempt === this._attempt && this._state.connection === 'unknown') {
        this._leave(lack.connection, lack.detail);
      }
    };
    // Where the kernel ends before it answers, the link tells of that.
    this._link?.lack?.().then(tell, () => undefined);
  }

  private _onJoined(answer: HelloResponse): void {
    this._sessionId = answer.session_id;
    Private.remember(this._options, answer.session_id);
    this.dispatch({ type: 'message', message: answer });
    this.dispatch({ type: 'connection', connection: 'live' });
    this._onOpen();
  }

  private _onEvent(event: Reply): void {
    if ('brings' in event) {
      // Before its values are shown: who shows them asks for their files.
      event.brings?.forEach(piece => this._brought.add(piece));
    }
    if (event.type === 'called') {
      this._onCalled(event);
      return;
    }
    this.dispatch({ type: 'message', message: event });
    if (event.type === 'closed') {
      const [connection, detail] = Private.ENDINGS[event.reason];
      this._leave(connection, detail);
    }
  }

  private _onCalled(event: CalledEvent): void {
    const waiting = this._calls.get(event.call);
    if (!waiting) {
      this._called.set(event.call, event); // the answer with its name was lost, and comes again
      return;
    }
    this._calls.delete(event.call);
    this._called.delete(event.call);
    if (event.error) {
      waiting.reject(new Error(event.error.message));
    } else {
      waiting.resolve(event.value);
    }
  }

  private _onLinkChanged(sender: ILink, event: ILink.Event): void {
    const { connection } = this._state;
    switch (event) {
      case 'restarted':
      case 'died':
        this._leave(event);
        break;
      case 'replaced':
        this._join();
        break;
      case 'reconnecting':
      case 'disconnected':
        if (this._conversation?.isOpened || connection === 'disconnected') {
          this._socketLost = true;
          this.dispatch({ type: 'connection', connection: event });
        }
        break;
      case 'connected':
        this._onSocketFound();
        break;
    }
  }

  /**
   * What waits is sent once more; what was missed comes with a snapshot.
   */
  private _onSocketFound(): void {
    if (!this._socketLost) {
      return;
    }
    this._socketLost = false;
    if (!this._isJoined) {
      this._join();
      return;
    }
    this._isRecovering = true;
    this._conversation?.resend();
    this._resync();
    this._onOpen();
  }

  private _onAnswered(): void {
    if (this.isOpen) {
      this._isRecovering = false;
      if (this._state.connection !== 'live') {
        this.dispatch({ type: 'connection', connection: 'live' });
      }
    }
  }

  private _onLate(): void {
    if (this._socketLost) {
      return;
    }
    if (this._isRecovering) {
      this._join(); // the kernel has forgotten the old channel
    } else {
      this.dispatch({ type: 'connection', connection: 'busy' });
    }
  }

  private _onOpen(): void {
    this._outgoing.flush();
    this._tellWaiters(true);
  }

  /**
   * Ask for everything, unless that is under way.
   */
  private _resync(): void {
    if (this._isResyncing || !this.isOpen) {
      return;
    }
    this._isResyncing = true;
    this.request({ type: 'resync' }, answer => {
      this._isResyncing = false;
      if (answer?.type === 'resync_response') {
        this.dispatch({ type: 'message', message: answer });
      } else if (answer?.type === 'error') {
        const { code, message } = answer.error;
        this._leave(Conversation.REFUSALS.get(code) ?? 'disconnected', message);
      }
    });
  }

  /**
   * End the conversation for good, or until a person asks again.
   */
  private _leave(connection: Connection, detail: string = ''): void {
    this._endConversation();
    this._socketLost = false;
    this.dispatch({ type: 'connection', connection, detail });
    this._outgoing.drop(connection !== 'disconnected');
    this._tellWaiters(false);
  }

  private _endConversation(): void {
    const conversation = this._conversation;
    this._conversation = null;
    conversation?.dispose();
    this._isRecovering = false;
    this._isResyncing = false;
    this._silence.broken();
    this._calls.forEach(({ reject }) => reject(new LostError()));
    this._calls.clear();
    this._called.clear();
  }

  private _mayWait(): boolean {
    return !this._isDisposed && Private.PASSING.has(this._state.connection);
  }

  private _tellWaiters(open: boolean): void {
    this._waiters.splice(0).forEach(tell => tell(open));
  }

  private _attempt = 0;
  private _conversation: Conversation | null = null;
  private _decoder: Decoder;
  private readonly _disposed = new Signal<this, void>(this);
  private _isDisposed = false;
  private _isRecovering = false;
  private _isResyncing = false;
  /** Whether something has changed since the view last painted. */
  private _isUnpainted = true;
  private _link: ILink | null;
  private _options: Session.IOptions;
  /** What has come of calls whose names are not known yet. */
  private _called = new Map<string, CalledEvent>();
  /** Functions that the kernel calls for the page, by the name of the call. */
  private _calls = new Map<string, Private.ICall>();
  private _brought = new Brought();
  private _outgoing: Outgoing;
  private _sessionId: string | null = null;
  private _silence: Silence;
  private _socketLost = false;
  private _state: IStoreState;
  private _stateChanged = new Signal<this, IAppState>(this);
  private _waiters: ((open: boolean) => void)[] = [];
}

export namespace Session {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly bundle: Bundle;
    /** The way to the kernel; `null` where there is none. Not disposed with the session. */
    readonly link: ILink | null;
    /** Whether anything may be asked. */
    readonly trusted: boolean;
    /** Milliseconds until a kernel that does not answer is called busy. */
    readonly timeout?: number;
    /** Where a private session's name is kept across a reload. */
    readonly storage?: Storage | null;
    /** Told when the session is left: whether its document stays open without the app. */
    readonly document?: () => 'open' | 'closed';
    /** Called once for each thing the kernel says that is not known here. */
    readonly warn?: (text: string) => void;
  }
}

namespace Private {
  /** Who waits for what a function of the kernel's returns. */
  export interface ICall {
    resolve(value: unknown): void;
    reject(error: Error): void;
  }

  /**
   * Milliseconds until a kernel that does not answer is called busy.
   */
  export const TIMEOUT = 10_000;

  /**
   * States that pass by themselves: what a person does in them is kept for later.
   */
  export const PASSING: ReadonlySet<Connection> = new Set<Connection>([
    'connecting',
    'live',
    'busy',
    'reconnecting'
  ]);

  export const ENDINGS: Readonly<Record<'replaced' | 'ended' | 'left', [Connection, string]>> = {
    replaced: ['replaced', ''],
    ended: ['unknown', 'The session has ended.'],
    left: ['disconnected', '']
  };

  const key = (bundle: Bundle): string => `intarsia:session:${bundle.app_id}`;

  /**
   * The private session to come back to, if the browser remembers one.
   */
  export function recall({ bundle, storage }: Session.IOptions): string | null {
    try {
      return bundle.session === 'private' ? (storage?.getItem(key(bundle)) ?? null) : null;
    } catch {
      return null; // storage can be denied: then a reload begins a new session
    }
  }

  export function remember({ bundle, storage }: Session.IOptions, id: string): void {
    try {
      if (bundle.session === 'private') {
        storage?.setItem(key(bundle), id);
      }
    } catch {
      return; // full or denied, as above
    }
  }
}
