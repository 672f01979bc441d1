import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { IChannel } from '../session/channel';

/**
 * How things go on the way at the moment; a test changes it while they do.
 */
export interface IWeather {
  /** Milliseconds that a message takes; they keep their order. */
  delay: number;
  /** How many of the next messages to the browser are lost, without a word. */
  losses: number;
  /** Whether the socket is lost, and with it everything, both ways. */
  isCut: boolean;
}

/**
 * A channel on which messages take their time, and get lost.
 */
export class RoughChannel implements IChannel {
  constructor(
    private readonly _inner: IChannel,
    private readonly _weather: IWeather
  ) {
    _inner.received.connect((_, frame) => this._deliver(frame));
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

  /** How many messages are on their way to the browser. */
  get onTheWay(): number {
    return this._down.size;
  }

  async open(frame: IChannel.IFrame): Promise<void> {
    this.send(frame);
  }

  send(frame: IChannel.IFrame): void {
    this._later('up', () => {
      if (!this._inner.isDisposed) {
        this._inner.send(frame);
      }
    });
  }

  /**
   * What is on its way does not arrive.
   */
  drop(): void {
    [...this._up, ...this._down].forEach(timer => clearTimeout(timer));
    this._up.clear();
    this._down.clear();
  }

  dispose(): void {
    this.drop();
    this._inner.dispose();
    Signal.clearData(this);
  }

  private _deliver(frame: IChannel.IFrame): void {
    if (this._weather.losses > 0) {
      this._weather.losses--;
      return;
    }
    this._later('down', () => this._received.emit(frame));
  }

  private _later(direction: 'up' | 'down', arrive: () => void): void {
    if (this._weather.isCut) {
      return;
    }
    const under = direction === 'up' ? this._up : this._down;
    const now = performance.now();
    const at = Math.max(this._last[direction], now + this._weather.delay);
    this._last[direction] = at;
    const timer = setTimeout(() => {
      under.delete(timer);
      arrive();
    }, at - now);
    under.add(timer);
  }

  private readonly _closed = new Signal<this, void>(this);
  private readonly _down = new Set<ReturnType<typeof setTimeout>>();
  private readonly _last = { up: 0, down: 0 };
  private readonly _received = new Signal<this, IChannel.IFrame>(this);
  private readonly _up = new Set<ReturnType<typeof setTimeout>>();
}
