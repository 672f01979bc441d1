import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { IChannel } from '../session/channel';

/**
 * A channel that does something wrong with the n-th message of a direction.
 */
export class FaultChannel implements IChannel {
  constructor(
    private readonly _inner: IChannel,
    private readonly _faults: ReadonlyArray<FaultChannel.IFault>
  ) {
    _inner.received.connect((_, frame) => this._count('down', frame, this._deliver));
    _inner.closed.connect(() => this._closed.emit());
  }

  get closed(): ISignal<this, void> {
    return this._closed;
  }

  get isDisposed(): boolean {
    return this._inner.isDisposed;
  }

  get received(): ISignal<this, IChannel.IFrame> {
    return this._received;
  }

  async open(frame: IChannel.IFrame): Promise<void> {
    await this._inner.open(frame);
  }

  send(frame: IChannel.IFrame): void {
    this._count('up', frame, item => this._inner.send(item));
  }

  dispose(): void {
    this._inner.dispose();
    Signal.clearData(this);
  }

  private _deliver = (frame: IChannel.IFrame): void => {
    this._received.emit(frame);
  };

  private _count(
    direction: FaultChannel.IFault['direction'],
    frame: IChannel.IFrame,
    pass: (frame: IChannel.IFrame) => void
  ): void {
    const n = this._counts[direction]++;
    const late = this._late[direction];
    this._late[direction] = null;
    const fault = this._faults.find(item => item.direction === direction && item.at === n);
    switch (fault?.kind) {
      case 'drop':
        break;
      case 'duplicate':
        pass(frame);
        pass(frame);
        break;
      case 'delay':
        this._late[direction] = frame;
        break;
      case 'close':
        this._inner.dispose();
        this._closed.emit();
        break;
      default:
        pass(frame);
    }
    if (late) {
      pass(late);
    }
  }

  private _closed = new Signal<this, void>(this);
  private _counts = { up: 0, down: 0 };
  private _late: Record<'up' | 'down', IChannel.IFrame | null> = { up: null, down: null };
  private _received = new Signal<this, IChannel.IFrame>(this);
}

export namespace FaultChannel {
  /**
   * What goes wrong: lost, twice, after its successor, or the end of the channel.
   */
  export interface IFault {
    readonly direction: 'up' | 'down';
    readonly kind: 'drop' | 'duplicate' | 'delay' | 'close';
    /** Which message, from 0; the first one up is the first after `hello`. */
    readonly at: number;
  }
}
