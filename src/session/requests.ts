import type { ErrorResponse, Reply, Request, WireError } from '../protocol/types';
import type { IChannel } from './channel';

/**
 * A request as it is made; `seq` and credit come when it is sent.
 */
export type Asked = Request extends infer R
  ? R extends Request
    ? Omit<R, 'seq' | 'painted'>
    : never
  : never;

/**
 * What may answer a request.
 */
export type Answer = Extract<Reply, { request_seq: number }>;

/**
 * The conversation broke off before the answer came.
 */
export class LostError extends Error {
  constructor() {
    super('The connection to the kernel was lost.');
    this.name = 'LostError';
  }
}

/**
 * The requests of one channel that wait for their answers.
 *
 * #### Notes
 * Each request gets one answer; a second one is ignored. A request that waits too long
 * is sent again as it was, more and more rarely: the kernel knows the number, does nothing
 * twice, and answers again. When the kernel answers others but not this one, it is given up.
 */
export class Requests {
  constructor(options: Requests.IOptions) {
    this._options = options;
  }

  /**
   * Remember a request that was sent.
   */
  add(seq: number, frame: IChannel.IFrame, done: Requests.Done): void {
    const entry: Requests.IEntry = { frame, done, heard: null, times: 0, timer: 0 };
    this._waiting.set(seq, entry);
    this._watch(seq, entry);
  }

  /**
   * Take an answer; `false` when nobody waits for it.
   */
  settle(answer: Answer): boolean {
    this._heard++;
    const entry = this._take(answer.request_seq);
    entry?.done(answer);
    return entry !== null;
  }

  /**
   * Send all that waits once more, after the socket was lost and found.
   */
  resend(): void {
    for (const [seq, entry] of this._waiting) {
      clearTimeout(entry.timer);
      entry.heard = null;
      entry.times = 0;
      this._options.send(entry.frame);
      this._watch(seq, entry);
    }
  }

  /**
   * Give up all that waits: the conversation is over.
   */
  clear(): void {
    for (const seq of [...this._waiting.keys()]) {
      this._take(seq)?.done(null);
    }
  }

  private _take(seq: number): Requests.IEntry | null {
    const entry = this._waiting.get(seq) ?? null;
    this._waiting.delete(seq);
    clearTimeout(entry?.timer);
    return entry;
  }

  private _watch(seq: number, entry: Requests.IEntry): void {
    const wait =
      this._options.timeout * Math.min(2 ** Math.max(0, entry.times - 1), Requests.RARELY);
    entry.timer = setTimeout(() => {
      if (entry.heard !== null && this._heard > entry.heard) {
        this._take(seq);
        entry.done(failed(seq, 'timeout', 'The kernel did not answer this request.'));
        return;
      }
      entry.heard = this._heard;
      entry.times++;
      this._options.send(entry.frame);
      this._watch(seq, entry);
      this._options.late();
    }, wait);
  }

  private _heard = 0;
  private _options: Requests.IOptions;
  private _waiting = new Map<number, Requests.IEntry>();
}

export namespace Requests {
  /** How many times as long it is waited at the most, before it is sent again. */
  export const RARELY = 8;

  /** Called with the answer, or with `null` when it will not come. */
  export type Done = (answer: Answer | null) => void;

  export interface IEntry {
    readonly frame: IChannel.IFrame;
    readonly done: Done;
    /** How many answers had come when it was sent again; null before. */
    heard: number | null;
    /** How often it was sent again. */
    times: number;
    timer: ReturnType<typeof setTimeout> | 0;
  }

  export interface IOptions {
    /** Milliseconds until an answer is late. */
    readonly timeout: number;
    /** Send once more; does nothing when the channel is closed. */
    send(frame: IChannel.IFrame): void;
    /** An answer is late. */
    late(): void;
  }
}

/**
 * The answer to a request that this side has to give up.
 */
export function failed(
  seq: number,
  code: WireError['code'],
  message: string,
  where: string | null = null
): ErrorResponse {
  const error: WireError = { code, message, where, traceback: null, fields: [] };
  return { type: 'error', seq: -1, request_seq: seq, error };
}

/**
 * Whether a message answers a request, rather than telling an event.
 */
export function isAnswer(message: Reply): message is Answer {
  return message.type === 'error' || message.type.endsWith('_response');
}

/**
 * Whether an answer says that the request could not be done.
 */
export function isError(answer: Answer): answer is ErrorResponse {
  return answer.type === 'error';
}
