/**
 * A piece that was handed to a context, as it would sound.
 */
export interface ISounding {
  /** On the clock of the context, in seconds. */
  readonly at: number;
  readonly channels: Float32Array[];
  readonly speed: number;
  stopped: boolean;
}

/**
 * A context whose clock the test moves.
 */
export class FakeAudioContext {
  /** All that were made, the newest last. */
  static readonly made: FakeAudioContext[] = [];
  /** Rates that are refused. */
  static refused: ReadonlyArray<number> = [];

  constructor({ sampleRate = 48000 }: { sampleRate?: number } = {}) {
    if (FakeAudioContext.refused.includes(sampleRate)) {
      throw new DOMException('No such rate.', 'NotSupportedError');
    }
    this.sampleRate = sampleRate;
    FakeAudioContext.made.push(this);
  }

  currentTime = 0;
  readonly audioWorklet = {
    addModule: async (): Promise<void> => {
      if (FakeTap.isRefused) {
        throw new Error('No module from there.');
      }
    }
  };
  readonly destination = {};
  readonly gains: { value: number }[] = [];
  readonly sampleRate: number;
  readonly sounded: ISounding[] = [];
  state: 'running' | 'suspended' | 'closed' = 'running';

  async close(): Promise<void> {
    this.state = 'closed';
  }

  async resume(): Promise<void> {
    this.state = 'running';
  }

  async suspend(): Promise<void> {
    this.state = 'suspended';
  }

  createBuffer(channels: number, length: number, sampleRate: number): object {
    const data = Array.from({ length: channels }, () => new Float32Array(length));
    return { length, sampleRate, data, getChannelData: (at: number) => data[at] };
  }

  createGain(): object {
    const gain = { value: 1 };
    this.gains.push(gain);
    return { gain, connect: () => undefined };
  }

  createMediaStreamSource(stream: FakeStream): object {
    return { connect: (node: object) => ({ node, stream, connect: () => undefined }) };
  }

  createScriptProcessor(): object {
    const node = {
      onaudioprocess: null as ((event: object) => void) | null,
      disconnect: () => undefined
    };
    FakeTap.newest = {
      hear: samples => node.onaudioprocess?.({ inputBuffer: { getChannelData: () => samples } }),
      rest: new Float32Array(0)
    };
    return node;
  }

  createBufferSource(): object {
    const made = {
      buffer: null as unknown as { data: Float32Array[]; length: number; sampleRate: number },
      playbackRate: { value: 1 },
      onended: null as (() => void) | null,
      connect: () => undefined,
      disconnect: () => undefined,
      start: (at: number): void => {
        const { data, length, sampleRate } = made.buffer;
        const speed = made.playbackRate.value;
        const piece = { at, channels: data, speed, stopped: false };
        this.sounded.push(piece);
        this._pending.push({ piece, until: at + length / sampleRate / speed, source: made });
      },
      stop: (): void => {
        for (const each of this._pending.filter(({ source }) => source === made)) {
          each.piece.stopped = true;
        }
        this._pending = this._pending.filter(({ source }) => source !== made);
      }
    };
    return made;
  }

  /** Let time pass. What ends meanwhile says so at its time. */
  go(until: number): void {
    for (;;) {
      const next = [...this._pending].sort((a, b) => a.until - b.until)[0];
      if (!next || next.until > until) {
        break;
      }
      this.currentTime = Math.max(this.currentTime, next.until);
      this._pending = this._pending.filter(each => each !== next);
      next.source.onended?.();
    }
    this.currentTime = until;
  }

  private _pending: {
    piece: ISounding;
    until: number;
    source: { onended: (() => void) | null };
  }[] = [];
}

/**
 * What takes samples from a microphone: the test says what it hears.
 */
export class FakeTap {
  static isRefused = false;
  static newest: { hear(samples: Float32Array): void; rest: Float32Array };

  constructor() {
    FakeTap.newest = {
      hear: samples => this.port.onmessage?.({ data: samples }),
      rest: new Float32Array(0)
    };
  }

  readonly port = {
    onmessage: null as ((event: { data: Float32Array | null }) => void) | null,
    // Asked for the end: first the rest, then nothing more.
    postMessage: (): void => {
      this.port.onmessage?.({ data: FakeTap.newest.rest });
      this.port.onmessage?.({ data: null });
    }
  };

  connect(): this {
    return this;
  }

  disconnect(): void {
    return;
  }
}

/**
 * A device that was opened.
 */
export class FakeStream {
  readonly track = Object.assign(new EventTarget(), {
    isLive: true,
    stop: (): void => {
      this.track.isLive = false;
    }
  });

  getTracks(): object[] {
    return [this.track];
  }

  /** Be taken away, as when a plug is pulled. */
  lose(): void {
    this.track.isLive = false;
    this.track.dispatchEvent(new Event('ended'));
  }
}
