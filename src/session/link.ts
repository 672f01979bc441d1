import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { IChannel } from './channel';
import type { Connection } from './state';

/**
 * The way to one kernel: opens channels, and tells what becomes of the kernel.
 */
export interface ILink extends IDisposable {
  /** Something happened to the kernel, or to the socket. */
  readonly changed: ISignal<ILink, ILink.Event>;
  /**
   * Make a channel, not opened yet. Rejects with a `LinkError` where that cannot be.
   */
  connect(): Promise<IChannel>;
  /** Look for a lost kernel again. */
  reconnect(): Promise<void>;
  /** Why the kernel can have no app at all; `null` where it can. */
  lack?(): Promise<LinkError | null>;
}

export namespace ILink {
  /**
   * - `restarted`: the kernel restarts, or died and comes back; all it knew is gone
   * - `died`: the kernel died or was shut down
   * - `replaced`: there is another kernel now
   * - `reconnecting`, `connected`, `disconnected`: the socket is lost, back, given up
   */
  export type Event =
    'restarted' | 'died' | 'replaced' | 'reconnecting' | 'connected' | 'disconnected';
}

/**
 * Why no channel can be made, as a state that a view can show.
 */
export class LinkError extends Error {
  constructor(
    readonly connection: Connection,
    readonly detail: string = ''
  ) {
    super(detail || connection);
    this.name = 'LinkError';
  }
}
