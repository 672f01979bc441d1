import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { DecodeError, Decoder } from '../protocol/decode';
import type { Bundle, FileValue } from '../protocol/types';
import { PROTOCOL } from '../protocol/types';
import { encode, MAX_TEXT } from '../protocol/wire';
import type { IChannel } from './channel';
import type { ILink } from './link';
import { LinkError } from './link';
import { Outgoing } from './outgoing';
import type { Answer, Asked } from './requests';
import { failed, isAnswer, LostError, Requests } from './requests';
import { Silence } from './silence';
import type { Connection, IAppState, ISession } from './state';
import type { Action, IStoreState } from './store';
import { hasActiveRun, initialState, reduce } from './store';
import { download, upload } from './transfers';

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
    this._options = { timeout: 10_000, storage: null, warn: () => undefined, ...options };
    this._decoder = new Decoder(this._options.warn);
    this._link = options.trusted ? options.link : null;
    this._state = initialState(options.bundle, options.trusted ? 'static' : 'untrusted');
    this._requests = new Requests({
      timeout: this._options.timeout,
      send: frame => this._post(frame),
      late: () => this._onLate()
    });
    this._outgoing = new Outgoing(this);
    this._silence = new Silence({
      timeout: this._options.timeout,
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
   * Whether all views of the app share one session, or each browser has its own.
   */
  get mode(): 'shared' | 'private' {
    return this._options.bundle.session;
  }

  get isOpen(): boolean {
    return this._joined && !this._socketLost;
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

  run(listener: number, drafts: ReadonlyMap<string, unknown>, event: string, data?: unknown): void {
    if (this._isDisposed) {
      return;
    }
    this._outgoing.run(listener, drafts, event, data);
    if (!this._mayWait()) {
      this._outgoing.drop();
    }
  }

  cancel(run: string): void {
    this._outgoing.cancel(run);
  }

  reconnect(): void {
    if (!this._link || this._isDisposed) {
      return;
    }
    this._join();
    this._link.reconnect().catch((reason: unknown) => {
      if (!this._isDisposed && !this._joined) {
        this._leave('disconnected', reason instanceof Error ? reason.message : '');
      }
    });
  }

  /**
   * Leave for now; `reconnect` comes back.
   */
  pause(): void {
    if (this._takeLeave('closed')) {
      this._leave('disconnected');
    }
  }

  painted(): void {
    if (this.isOpen && this._lastEvent > this._acked) {
      this._acked = this._lastEvent;
      this._post(encode({ type: 'ack', seq: this._seq++, painted: this._acked }));
    }
  }

  upload(
    component: string,
    file: File,
    options: { signal: AbortSignal; onProgress: (received: number) => void }
  ): Promise<FileValue> {
    return upload(this, component, file, options);
  }

  download(file: FileValue): Promise<Blob> {
    return download(this, file);
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
    if (!this.isOpen) {
      done(null);
      return;
    }
    this._request(asked, done);
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
    this._takeLeave(this._options.document?.() ?? 'closed');
    this._isDisposed = true;
    this._silence.dispose();
    this._link?.changed.disconnect(this._onLinkChanged, this);
    this._dropChannel();
    this._tellWaiters(false);
    Signal.clearData(this);
  }

  /**
   * Say that the view goes; whether there was anybody to say it to.
   */
  private _takeLeave(document: 'open' | 'closed'): boolean {
    const channel = this._channel;
    if (!channel || !this.isOpen) {
      return false;
    }
    this._post(encode({ type: 'close', seq: this._seq++, document }));
    this._channel = null;
    Private.leave(channel, this._options.timeout);
    return true;
  }

  /**
   * Open a channel and say hello; what was there before is left.
   */
  private _join(): void {
    const attempt = ++this._attempt;
    this._dropChannel();
    this._socketLost = false;
    this.dispatch({ type: 'connection', connection: 'connecting' });
    const isStale = () => this._isDisposed || attempt !== this._attempt;
    const frame = encode({
      type: 'hello',
      seq: 0,
      protocol: PROTOCOL,
      capabilities: [],
      app_id: this.appId,
      session_id: Private.recall(this._options)
    });
    // The clock runs from here: the kernel may be too busy even to open a channel.
    this._requests.add(0, frame, answer => {
      if (answer && !isStale()) {
        this._onHello(answer);
      }
    });
    this._seq = 1;
    const open = async (): Promise<void> => {
      const channel = await this._link!.connect();
      if (isStale()) {
        channel.dispose();
        return;
      }
      this._channel = channel;
      channel.received.connect(this._onReceived, this);
      channel.closed.connect(this._onClosed, this);
      await channel.open(frame);
      this._isOpened = this._channel === channel;
    };
    open().catch((reason: unknown) => {
      if (isStale()) {
        return;
      }
      if (reason instanceof LinkError) {
        this._leave(reason.connection, reason.detail);
      } else {
        this._leave('disconnected', reason instanceof Error ? reason.message : '');
      }
    });
  }

  private _onHello(answer: Answer): void {
    if (answer.type === 'error') {
      const { code, message } = answer.error;
      this._leave(Private.REFUSALS.get(code) ?? 'disconnected', message);
      return;
    }
    if (answer.type !== 'hello_response') {
      this._leave('incompatible', 'The kernel answered something else.');
      return;
    }
    if (answer.protocol.split('.')[0] !== PROTOCOL.split('.')[0]) {
      const versions = `The page speaks protocol ${PROTOCOL}, the kernel ${answer.protocol}.`;
      this._leave('incompatible', versions);
      return;
    }
    this._joined = true;
    this._sessionId = answer.session_id;
    Private.remember(this._options, answer.session_id);
    this.dispatch({ type: 'message', message: answer });
    this.dispatch({ type: 'connection', connection: 'live' });
    this._onOpen();
  }

  /**
   * Take a message; the one place where frames come in.
   */
  private _onReceived(sender: IChannel, { data, buffers }: IChannel.IFrame): void {
    const seq = Number.isInteger(data.seq) ? (data.seq as number) : this._expected;
    this._silence.broken();
    const missed = seq > this._expected;
    const late = seq < this._expected;
    this._expected = Math.max(this._expected, seq + 1);
    let message;
    try {
      message = this._decoder.reply(data, buffers);
    } catch (error) {
      if (!(error instanceof DecodeError)) {
        throw error;
      }
      this._onUnreadable(data, error);
      return;
    }
    if (message && isAnswer(message)) {
      if (this._requests.settle(message)) {
        this._onAlive();
      }
    } else if (message && !late) {
      this._lastEvent = seq;
      this.dispatch({ type: 'message', message });
      if (message.type === 'closed') {
        const [connection, detail] = Private.ENDINGS[message.reason];
        this._leave(connection, detail);
        return;
      }
    }
    if (missed) {
      this._resync();
    }
  }

  /**
   * A message that is not of the protocol: an answer fails, an event is asked for again.
   */
  private _onUnreadable(data: IChannel.IFrame['data'], error: DecodeError): void {
    this._options.warn(`A message of the kernel cannot be read. ${error.message}`);
    const seq = data.request_seq;
    const isAnswer = typeof data.type === 'string' && /^(error|.*_response)$/.test(data.type);
    if (data.type === 'hello_response' || data.type === 'resync_response') {
      this._leave('incompatible', error.message);
    } else if (isAnswer && typeof seq === 'number') {
      this._requests.settle(failed(seq, 'bad-message', error.message));
    } else {
      this._resync();
    }
  }

  private _onClosed(): void {
    if (this._joined) {
      this._join();
    } else {
      this._leave('unknown');
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
        if (this._channel || connection === 'disconnected' || connection === 'reconnecting') {
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
    if (!this._joined) {
      this._join();
      return;
    }
    this._recovering = true;
    this._requests.resend();
    this._resync();
    this._onOpen();
  }

  private _onAlive(): void {
    const { connection } = this._state;
    if (this._joined && !this._socketLost) {
      this._recovering = false;
      if (connection === 'busy' || connection === 'reconnecting' || connection === 'disconnected') {
        this.dispatch({ type: 'connection', connection: 'live' });
      }
    }
  }

  private _onLate(): void {
    if (this._socketLost || this._isDisposed) {
      return;
    }
    if (this._recovering) {
      this._recovering = false;
      this._join(); // the kernel has forgotten the old channel
      return;
    }
    this.dispatch({ type: 'connection', connection: 'busy' });
  }

  private _onOpen(): void {
    this._outgoing.flush();
    this._tellWaiters(true);
  }

  private _resync(): void {
    if (this._resyncing || !this.isOpen) {
      return;
    }
    this._resyncing = true;
    this._request({ type: 'resync' }, answer => {
      this._resyncing = false;
      if (answer?.type === 'resync_response') {
        this.dispatch({ type: 'message', message: answer });
      } else if (answer?.type === 'error') {
        this._leave(
          Private.REFUSALS.get(answer.error.code) ?? 'disconnected',
          answer.error.message
        );
      }
    });
  }

  private _request(asked: Asked, done: Requests.Done): void {
    let frame;
    try {
      frame = encode({ ...asked, seq: this._seq });
    } catch (error) {
      if (!(error instanceof TypeError)) {
        throw error;
      }
      done(failed(-1, 'bad-value', error.message, Private.where(asked)));
      return;
    }
    if (JSON.stringify(frame.data).length > MAX_TEXT) {
      done(failed(-1, 'too-large', Private.TOO_LARGE, Private.where(asked)));
      return;
    }
    this._requests.add(this._seq++, frame, done);
    this._post(frame);
  }

  /**
   * Send; a channel that is closed says so by its signal, and the request waits for that.
   */
  private _post(frame: IChannel.IFrame): void {
    if (this._isOpened && this._channel && !this._channel.isDisposed) {
      this._channel.send(frame);
    }
  }

  /**
   * End the conversation for good, or until a person asks again.
   */
  private _leave(connection: Connection, detail: string = ''): void {
    this._attempt++;
    this._dropChannel();
    this._socketLost = false;
    this.dispatch({ type: 'connection', connection, detail });
    this._outgoing.drop();
    this._tellWaiters(false);
  }

  private _dropChannel(): void {
    const channel = this._channel;
    this._channel = null;
    this._isOpened = false;
    this._joined = false;
    this._silence.broken();
    this._recovering = false;
    this._resyncing = false;
    this._expected = 0;
    this._lastEvent = this._acked = -1;
    channel?.received.disconnect(this._onReceived, this);
    channel?.closed.disconnect(this._onClosed, this);
    channel?.dispose();
    this._requests.clear();
  }

  private _mayWait(): boolean {
    return !this._isDisposed && Private.PASSING.has(this._state.connection);
  }

  private _tellWaiters(open: boolean): void {
    this._waiters.splice(0).forEach(tell => tell(open));
  }

  private _acked = -1;
  private _attempt = 0;
  private _channel: IChannel | null = null;
  private _decoder: Decoder;
  private _expected = 0;
  private _isDisposed = false;
  private _isOpened = false;
  private _joined = false;
  private _lastEvent = -1;
  private _link: ILink | null;
  private _options: Session.IOptions & Required<Pick<Session.IOptions, 'timeout' | 'warn'>>;
  private _outgoing: Outgoing;
  private _recovering = false;
  private _requests: Requests;
  private _resyncing = false;
  private _seq = 0;
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
  /**
   * States that pass by themselves: what a person does in them is kept for later.
   */
  export const PASSING: ReadonlySet<Connection> = new Set<Connection>([
    'connecting',
    'live',
    'busy',
    'reconnecting'
  ]);

  export const REFUSALS: ReadonlyMap<string, Connection> = new Map<string, Connection>([
    ['unknown-session', 'unknown'],
    ['incompatible', 'incompatible']
  ]);

  export const ENDINGS: Readonly<Record<'replaced' | 'ended' | 'left', [Connection, string]>> = {
    replaced: ['replaced', ''],
    ended: ['unknown', 'The session has ended.'],
    left: ['disconnected', '']
  };

  export const TOO_LARGE = 'This is larger than 1 MiB. Enter less, or send it as a file.';

  export function where(asked: Asked): string | null {
    return asked.type === 'set_value' ? asked.component : null;
  }

  /**
   * Dispose a channel when the kernel has closed it: closed from here at once, what the
   * kernel still sends would find nobody, and the host would complain.
   */
  export function leave(channel: IChannel, timeout: number): void {
    const end = () => {
      clearTimeout(timer);
      channel.dispose();
    };
    const timer = setTimeout(end, timeout);
    Signal.disconnectSender(channel);
    channel.closed.connect(end);
  }

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
