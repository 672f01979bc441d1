import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { Decoder } from '../protocol/decode';
import { DecodeError } from '../protocol/decode';
import type { HelloRequest, HelloResponse, Reply } from '../protocol/types';
import { PROTOCOL } from '../protocol/types';
import { encode, MAX_TEXT } from '../protocol/wire';
import type { IChannel } from './channel';
import { LinkError } from './link';
import type { Answer, Asked } from './requests';
import { failed, isAnswer, Requests } from './requests';
import type { Connection } from './state';

/**
 * What goes over one channel, from `hello` to the end: numbers, answers, credit.
 *
 * #### Notes
 * A conversation is not taken up again; after a lost channel there is a new one. It knows
 * nothing of what is shown: it tells its listener, and nothing more once it is disposed.
 */
export class Conversation implements IDisposable {
  constructor(options: Conversation.IOptions) {
    this._options = options;
    this._requests = new Requests({
      timeout: options.timeout,
      send: frame => this._post(frame),
      late: () => {
        if (!this._isDisposed) {
          options.listener.onLate();
        }
      }
    });
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Whether the kernel has answered to `hello`, and it goes on.
   */
  get isJoined(): boolean {
    return this._isJoined && !this._isDisposed;
  }

  /**
   * Whether `hello` is on its way.
   */
  get isOpened(): boolean {
    return this._isOpened;
  }

  /**
   * Open a channel and say hello.
   */
  begin(hello: Omit<HelloRequest, 'seq'>, connect: () => Promise<IChannel>): void {
    const frame = encode({ ...hello, seq: this._seq });
    // The clock runs from here: the kernel may be too busy even to open a channel.
    this._requests.add(this._seq++, frame, answer => this._onHello(answer));
    this._open(frame, connect).catch((reason: unknown) => {
      if (reason instanceof LinkError) {
        this._fail(reason.connection, reason.detail);
      } else {
        this._fail('disconnected', reason instanceof Error ? reason.message : '');
      }
    });
  }

  /**
   * Send a request; `done` is called once, with `null` when the conversation ends before.
   */
  request(asked: Asked, done: Requests.Done): void {
    const where = asked.type === 'set_value' ? asked.component : null;
    const takesCredit = asked.type === 'run' || asked.type === 'set_value';
    let frame;
    try {
      const credit = takesCredit ? { painted: this._owed > 0 ? this._painted : null } : {};
      frame = encode({ ...asked, ...credit, seq: this._seq });
    } catch (error) {
      if (!(error instanceof TypeError)) {
        throw error;
      }
      done(failed(-1, 'bad-value', error.message, where));
      return;
    }
    if (JSON.stringify(frame.data).length > MAX_TEXT) {
      done(failed(-1, 'too-large', Private.TOO_LARGE, where));
      return;
    }
    this._requests.add(this._seq++, frame, done);
    if (takesCredit) {
      this._credited();
    }
    this._post(frame);
  }

  /**
   * Give credit for what came and is painted; once for each.
   *
   * #### Notes
   * A little waits for a request that takes it along, as the kernel has credit left: the
   * host takes each message as a change of the kernel's status, and draws that.
   */
  acknowledge(): void {
    this._painted = this._lastEvent;
    if (this._owed >= Private.MANY || (this._owed > 0 && this._bytes >= Private.MUCH)) {
      this._giveCredit();
    } else if (this._owed > 0 && this._timer === 0) {
      this._timer = window.setTimeout(() => this._giveCredit(), Private.PATIENCE);
    }
  }

  /**
   * Send once more what is not answered.
   */
  resend(): void {
    this._requests.resend();
  }

  /**
   * Say that the view goes, and end.
   */
  leave(document: 'open' | 'closed'): void {
    const channel = this._channel;
    if (channel && this._isJoined) {
      this._post(encode({ type: 'close', seq: this._seq++, document }));
      this._channel = null;
      Private.disposeLater(channel, this._options.timeout);
    }
    this.dispose();
  }

  /**
   * End; what waits for an answer is told that none comes.
   */
  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    window.clearTimeout(this._timer);
    this._channel?.dispose();
    this._channel = null;
    this._requests.clear();
    Signal.clearData(this);
  }

  private async _open(frame: IChannel.IFrame, connect: () => Promise<IChannel>): Promise<void> {
    const channel = await connect();
    if (this._isDisposed) {
      channel.dispose();
      return;
    }
    this._channel = channel;
    channel.received.connect(this._onReceived, this);
    channel.closed.connect(this._onClosed, this);
    await channel.open(frame);
    this._isOpened = true;
  }

  private _onHello(answer: Answer | null): void {
    if (!answer || this._isDisposed) {
      return;
    }
    if (answer.type === 'error') {
      const { code, message } = answer.error;
      this._fail(Conversation.REFUSALS.get(code) ?? 'disconnected', message);
    } else if (answer.type !== 'hello_response') {
      this._fail('incompatible', 'The kernel answered something else.');
    } else if (answer.protocol.split('.')[0] !== PROTOCOL.split('.')[0]) {
      const { protocol } = answer;
      this._fail('incompatible', `The page speaks protocol ${PROTOCOL}, the kernel ${protocol}.`);
    } else {
      this._isJoined = true;
      this._options.listener.onJoined(answer);
    }
  }

  /**
   * Take a message; the one place where frames come in.
   */
  private _onReceived(sender: IChannel, { data, buffers }: IChannel.IFrame): void {
    const { listener } = this._options;
    this._bytes += buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const seq = Number.isInteger(data.seq) ? (data.seq as number) : this._expected;
    const missed = seq > this._expected;
    const late = seq < this._expected;
    this._expected = Math.max(this._expected, seq + 1);
    listener.onHeard();
    let message;
    try {
      message = this._options.decoder.reply(data, buffers);
    } catch (error) {
      if (!(error instanceof DecodeError)) {
        throw error;
      }
      this._onUnreadable(data, error);
      return;
    }
    if (message && isAnswer(message)) {
      if (this._requests.settle(message) && !this._isDisposed) {
        listener.onAnswered();
      }
    } else if (message && !late) {
      this._lastEvent = seq;
      this._settleEnded(message);
      if (!this._isDisposed) {
        listener.onEvent(message);
      }
    }
    if (missed && !this._isDisposed) {
      listener.onMissed();
    }
  }

  /**
   * A run's end answers the request for it, where nothing else has.
   */
  private _settleEnded(event: Reply): void {
    if (event.type === 'run_finished' && event.request_seq !== null) {
      const { seq, request_seq, state } = event;
      const begun = { position: 0, eta: null };
      this._requests.settle({ type: 'run_response', seq, request_seq, run: state.run, ...begun });
    }
  }

  /**
   * A message that is not of the protocol: an answer fails, an event counts as missed.
   */
  private _onUnreadable(data: IChannel.IFrame['data'], error: DecodeError): void {
    const { listener } = this._options;
    listener.onUnreadable(error);
    const seq = data.request_seq;
    const answers = typeof data.type === 'string' && /^(error|.*_response)$/.test(data.type);
    if (data.type === 'hello_response' || data.type === 'resync_response') {
      this._fail('incompatible', error.message);
    } else if (answers && typeof seq === 'number') {
      this._requests.settle(failed(seq, 'bad-message', error.message));
    } else {
      listener.onMissed();
    }
  }

  private _onClosed(): void {
    if (!this._isDisposed) {
      this._options.listener.onClosed();
    }
  }

  private _giveCredit(): void {
    this._credited();
    this._post(encode({ type: 'ack', seq: this._seq++, painted: this._acked }));
  }

  private _credited(): void {
    window.clearTimeout(this._timer);
    this._timer = 0;
    this._bytes = 0;
    this._acked = this._painted;
  }

  /** How many messages are painted, and the kernel does not know. */
  private get _owed(): number {
    return this._painted - this._acked;
  }

  private _fail(connection: Connection, detail: string): void {
    if (!this._isDisposed) {
      this._options.listener.onFailed(connection, detail);
    }
  }

  /**
   * Send; a channel that is closed says so by its signal, and the request waits for that.
   */
  private _post(frame: IChannel.IFrame): void {
    if (this._isOpened && this._channel && !this._channel.isDisposed) {
      this._channel.send(frame);
    }
  }

  private _acked = -1;
  /** Bytes that came since the last credit, beside the messages' own text. */
  private _bytes = 0;
  private _channel: IChannel | null = null;
  private _expected = 0;
  private _isDisposed = false;
  private _isJoined = false;
  private _isOpened = false;
  private _lastEvent = -1;
  private _options: Conversation.IOptions;
  /** The last event that is on screen. */
  private _painted = -1;
  private _requests: Requests;
  private _seq = 0;
  private _timer = 0;
}

export namespace Conversation {
  /**
   * Errors of the kernel that say how the view stands to it.
   */
  export const REFUSALS: ReadonlyMap<string, Connection> = new Map<string, Connection>([
    ['unknown-session', 'unknown'],
    ['incompatible', 'incompatible']
  ]);

  /**
   * What is told of a conversation; a method may dispose it.
   */
  export interface IListener {
    /** The kernel has answered to `hello`. */
    onJoined(answer: HelloResponse): void;
    /** There is no joining, for this reason. */
    onFailed(connection: Connection, detail: string): void;
    /** Something came, whatever it is. */
    onHeard(): void;
    /** A request has got its answer. */
    onAnswered(): void;
    onEvent(event: Reply): void;
    /** Something was lost: only a snapshot helps. */
    onMissed(): void;
    onUnreadable(error: DecodeError): void;
    /** An answer is overdue. */
    onLate(): void;
    /** The other end is gone. */
    onClosed(): void;
  }

  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly decoder: Decoder;
    readonly listener: IListener;
    /** Milliseconds until an answer is overdue. */
    readonly timeout: number;
  }
}

namespace Private {
  /** Messages for which credit is given at once: the kernel waits after twice as many. */
  export const MANY = 4;

  /** Bytes for which it is given at once. */
  export const MUCH = 1024 * 1024;

  /** Milliseconds for which less than that waits. */
  export const PATIENCE = 500;

  export const TOO_LARGE = 'This is larger than 1 MiB. Enter less, or send it as a file.';

  /**
   * Dispose a channel when the kernel has closed it: closed from here at once, what the
   * kernel still sends would find nobody, and the host would complain.
   */
  export function disposeLater(channel: IChannel, timeout: number): void {
    const end = () => {
      clearTimeout(timer);
      channel.dispose();
    };
    const timer = setTimeout(end, timeout);
    Signal.disconnectSender(channel);
    channel.closed.connect(end);
  }
}
