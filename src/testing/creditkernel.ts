import type { Request } from '../protocol/types';
import type { IChannel } from '../session/channel';
import type { Down } from './fakekernel';
import { FakeKernel } from './fakekernel';
import type { IWeather } from './roughchannel';
import { RoughChannel } from './roughchannel';

/**
 * A kernel that streams as the real one does: without credit the newest value of each
 * component waits, and of what grows only that is sent which is new.
 */
export class CreditKernel extends FakeKernel {
  constructor(private readonly _weather: IWeather) {
    super();
  }

  /** The newest channel. */
  channel: RoughChannel | null = null;

  /** The most messages that were on their way at a time. */
  most = 0;

  async connect(): Promise<IChannel> {
    const channel = new RoughChannel(await super.connect(), this._weather);
    this.channel = channel;
    return channel;
  }

  /**
   * A function has given a value.
   */
  give(component: string, value: unknown): void {
    this.values[component] = value;
    this.revisions[component]++;
    this._waiting.add(component);
    this._flush();
  }

  /**
   * The run is over.
   */
  end(): void {
    this.runs = this.runs.map(run => ({ ...run, status: 'done' as const }));
    this._isEnding = true;
    this._flush();
  }

  private _flush(): void {
    if (this._unpainted.length >= CreditKernel.WINDOW || (!this._isEnding && !this._waiting.size)) {
      return;
    }
    for (const component of this._waiting) {
      this._sendValue(component);
    }
    this._waiting.clear();
    if (this._isEnding) {
      this._isEnding = false;
      this.send({ type: 'run_finished', request_seq: null, state: this.runs[0], values: [] });
    }
    this._unpainted.push(this.sent - 1);
    this.most = Math.max(this.most, this.channel?.onTheWay ?? 0);
  }

  private _sendValue(component: string): void {
    const [value, revision] = [this.values[component], this.revisions[component]];
    const before = this._sent.get(component);
    this._sent.set(component, { value, revision });
    const about = { component, revision, base: before?.revision ?? -1 };
    const old = before?.value;
    if (typeof old === 'string' && typeof value === 'string' && value.startsWith(old)) {
      this.send({ type: 'appended', ...about, tail: value.slice(old.length) });
    } else if (Array.isArray(old) && Array.isArray(value)) {
      const edits = [{ path: [], op: 'append', value: value.slice(old.length) as unknown[] }];
      this.send({ type: 'patched', ...about, edits });
    } else {
      const values = [{ component, value, revision }];
      this.send({ type: 'updated', request_seq: null, run: null, values, props: [] });
    }
  }

  protected answer(request: Request): Down | null {
    if ('painted' in request && request.painted !== null) {
      this._take(request.painted);
    }
    if (request.type === 'hello' || request.type === 'resync') {
      this._tellAll();
    }
    return super.answer(request);
  }

  private _take(painted: number): void {
    while (this._unpainted.length > 0 && this._unpainted[0] <= painted) {
      this._unpainted.shift();
    }
    this._flush();
  }

  /**
   * The view is being told everything: nothing waits.
   */
  private _tellAll(): void {
    this._unpainted = [];
    this._waiting.clear();
    this._isEnding = false;
    for (const [component, value] of Object.entries(this.values)) {
      this._sent.set(component, { value, revision: this.revisions[component] });
    }
  }

  private _isEnding = false;
  private readonly _sent = new Map<string, { value: unknown; revision: number }>();
  /** The numbers of the last messages of what the view has not painted. */
  private _unpainted: number[] = [];
  private readonly _waiting = new Set<string>();
}

export namespace CreditKernel {
  /** As `WINDOW` in `runtime/outbox.py`. */
  export const WINDOW = 8;
}
