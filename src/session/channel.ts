import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

/**
 * The pipe under a view: a Jupyter comm, or memory in tests.
 *
 * #### Notes
 * A channel carries one conversation and is not opened twice. Messages are plain JSON
 * objects with buffers beside them; `decode.ts` is the one gate that looks inside.
 */
export interface IChannel extends IDisposable {
  /** A message came down. */
  readonly received: ISignal<IChannel, IChannel.IFrame>;
  /** The other end is gone; nothing will come any more. */
  readonly closed: ISignal<IChannel, void>;
  /** Begin, with the first message. Rejects when there is nobody at the other end. */
  open(frame: IChannel.IFrame): Promise<void>;
  /** Send; throws when the channel is closed. */
  send(frame: IChannel.IFrame): void;
}

export namespace IChannel {
  /** A message and the bytes beside it. */
  export interface IFrame {
    readonly data: Readonly<Record<string, unknown>>;
    readonly buffers: ReadonlyArray<ArrayBuffer | ArrayBufferView>;
  }
}

/**
 * A channel whose other end is in the same page, for tests and demonstrations.
 */
export class MemoryChannel implements IChannel {
  /**
   * Make two ends of one pipe; what one sends, the other receives in a later microtask.
   */
  static pair(): [MemoryChannel, MemoryChannel] {
    const [near, far] = [new MemoryChannel(), new MemoryChannel()];
    near._peer = far;
    far._peer = near;
    return [near, far];
  }

  get received(): ISignal<this, IChannel.IFrame> {
    return this._received;
  }

  get closed(): ISignal<this, void> {
    return this._closed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  async open(frame: IChannel.IFrame): Promise<void> {
    this.send(frame);
  }

  send(frame: IChannel.IFrame): void {
    if (this._isDisposed) {
      throw new Error('The channel is closed.');
    }
    const peer = this._peer;
    queueMicrotask(() => {
      if (peer && !peer.isDisposed) {
        peer._received.emit(structuredClone(frame));
      }
    });
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    const peer = this._peer;
    queueMicrotask(() => {
      if (peer && !peer.isDisposed) {
        peer._closed.emit();
      }
    });
    Signal.clearData(this);
  }

  private _closed = new Signal<this, void>(this);
  private _isDisposed = false;
  private _peer: MemoryChannel | null = null;
  private _received = new Signal<this, IChannel.IFrame>(this);
}
