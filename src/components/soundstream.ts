import type { IDisposable } from '@lumino/disposable';
import type { FileValue } from '../protocol/types';
import type { IPlayable } from './playable';
import { SoundSamples } from './soundsamples';
import { Wav } from './wav';

/**
 * A sound that is played while it grows.
 *
 * #### Notes
 * What has come is kept as samples, and handed to the browser in pieces a few seconds ahead.
 * Their times are counted in whole frames from one that was chosen when it began to sound, so
 * that each piece begins with the frame that follows the one before: nothing is left out, said
 * twice, or waited for in between. When the last has come it goes on from the same samples.
 *
 * What comes slower than it sounds runs dry. Rather than to stutter from then on, it lets more
 * come before it goes on: as long as that would have covered such gaps.
 */
export class SoundStream extends EventTarget implements IPlayable, IDisposable {
  constructor(options: SoundStream.IOptions) {
    super();
    this._options = options;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Whether more is to come. */
  get isGrowing(): boolean {
    return this._isGrowing;
  }

  get paused(): boolean {
    return this._isPaused;
  }

  get ended(): boolean {
    return this._isOver && !this._isGrowing && this._frame >= this._frames;
  }

  get duration(): number {
    return this._isGrowing ? Infinity : this._frames / this._rate;
  }

  get seekable(): IPlayable['seekable'] {
    return { length: 1, end: () => this._frames / this._rate };
  }

  get currentTime(): number {
    return this._here() / this._rate;
  }

  set currentTime(seconds: number) {
    const frame = Math.round(seconds * this._rate);
    this._goTo(Math.max(0, Math.min(Number.isNaN(frame) ? 0 : frame, this._frames)));
    this._isOver = false;
    this._tell('seeked');
    this._tell('timeupdate');
    this._schedule();
  }

  get playbackRate(): number {
    return this._speed;
  }

  set playbackRate(speed: number) {
    if (speed !== this._speed) {
      this._goTo(this._here());
      this._speed = speed;
      this._schedule();
    }
  }

  get muted(): boolean {
    return this._isMuted;
  }

  set muted(isMuted: boolean) {
    this._isMuted = isMuted;
    if (this._volume) {
      this._volume.gain.value = isMuted ? 0 : 1;
    }
  }

  loop = false;

  /**
   * Hear that the file has grown, or that it is whole.
   */
  update(file: FileValue, isGrowing: boolean): void {
    this._file = file;
    this._isWhole = !isGrowing;
    void this._read();
  }

  async play(): Promise<void> {
    if (!this._isPaused || this._isDisposed) {
      return;
    }
    if (navigator.userActivation && !navigator.userActivation.hasBeenActive) {
      throw new DOMException('Nobody has pressed anything yet.', 'NotAllowedError');
    }
    if (this.ended) {
      this._goTo(0);
    }
    this._isOver = false;
    this._isPaused = false;
    this._open();
    this._tell('play');
    this._schedule();
    // Its clock has stood still meanwhile, and so has what is planned by it.
    await this._context?.resume();
  }

  pause(): void {
    if (this._isPaused) {
      return;
    }
    this._goTo(this._here());
    this._isPaused = true;
    this._stopClock();
    void this._context?.suspend();
    this._tell('pause');
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._isPaused = true;
    this._silence();
    this._stopClock();
    void this._context?.close();
    this._context = null;
  }

  /**
   * Get what is new, one piece after the other.
   */
  private async _read(): Promise<void> {
    if (this._isReading) {
      return;
    }
    this._isReading = true;
    try {
      while (!this._isDisposed && this._file && this._have < this._file.size) {
        const bytes = new Uint8Array(await this._options.read(this._file, this._have));
        if (this._isDisposed || bytes.length === 0) {
          break;
        }
        this._have += bytes.length;
        this._take(bytes);
      }
    } catch (error) {
      if (!this._isDisposed) {
        this._options.failed(error);
      }
    } finally {
      this._isReading = false;
    }
    const hasAll = this._isWhole && this._have >= (this._file?.size ?? 0);
    if (!this._isDisposed && this._isGrowing && hasAll) {
      this._isGrowing = false;
      this._tell('durationchange');
      if (this._isAhead && this._lead > Private.LEAD) {
        this._goTo(this._frame); // there is nothing more to let come
      }
      this._schedule();
    }
  }

  private _take(bytes: Uint8Array): void {
    let body = bytes;
    if (this._samples === null) {
      this._head = Private.joined(this._head, bytes);
      const format = Wav.readHeader(this._head);
      if (format === null) {
        return;
      }
      this._rate = format.rate;
      this._samples = new SoundSamples(format.channels);
      body = this._head.subarray(format.start);
      this._head = new Uint8Array(0);
    }
    const added = this._samples.add(body);
    if (added.length > 0) {
      this._options.came(added, this._samples.channels);
      this._tell('durationchange');
      this._schedule();
    }
  }

  private get _frames(): number {
    return this._samples?.frames ?? 0;
  }

  /**
   * Make what sounds, once the rate is known.
   */
  private _open(): void {
    if (this._context || !this._samples || this._isPaused) {
      return;
    }
    this._context = Private.createContext(this._rate);
    this._volume = this._context.createGain();
    this._volume.gain.value = this._isMuted ? 0 : 1;
    this._volume.connect(this._context.destination);
  }

  /**
   * The frame that is heard now.
   */
  private _here(): number {
    const context = this._context;
    if (this._start === null || !context) {
      return this._frame;
    }
    const passed = (context.currentTime - this._start / context.sampleRate) * this._rate;
    return Math.max(this._frame, Math.min(this._frame + passed * this._speed, this._next));
  }

  /**
   * Fall silent, to go on from a frame.
   */
  private _goTo(frame: number): void {
    this._silence();
    this._frame = this._next = Math.round(frame);
  }

  private _silence(): void {
    this._dryAt = null;
    for (const source of this._sounding) {
      source.onended = null;
      source.stop();
      source.disconnect();
    }
    this._sounding.clear();
    this._start = null;
  }

  /**
   * Hand over what has come, as far ahead as it makes sense.
   */
  private _schedule(): void {
    if (this._isPaused || this._isDisposed) {
      return;
    }
    this._open();
    const context = this._context;
    if (!context || !this._samples) {
      this._wait();
      return;
    }
    if (this._next >= this._frames) {
      if (this._sounding.size === 0) {
        this._runDry();
      }
      return;
    }
    if (this._start !== null && this._timeOf(this._next) < context.currentTime + Private.TOO_LATE) {
      // It has run dry, or is about to: the next would not be in time. What sounds sounds on.
      this._dryAt = this._timeOf(this._next);
      this._start = null;
    }
    if (this._start === null) {
      const isSounding = this._sounding.size > 0;
      const lead = this._chooseLead(context.currentTime);
      this._start = Math.ceil((context.currentTime + lead) * context.sampleRate);
      this._frame = this._next;
      this._startClock();
      if (lead === Private.LEAD) {
        this._tell('playing');
      } else if (isSounding) {
        this._tell('waiting');
      }
    }
    const most = Math.round(Private.PIECE * this._rate);
    while (
      this._next < this._frames &&
      this._timeOf(this._next) < context.currentTime + Private.AHEAD
    ) {
      this._sound(context, Math.min(this._frames - this._next, most));
    }
  }

  /**
   * Seconds to let more come before it sounds.
   */
  private _chooseLead(now: number): number {
    const gap = this._dryAt === null ? Infinity : Math.max(0, now - this._dryAt);
    this._dryAt = null;
    // What is longer is a pause, and no lateness that could be covered.
    const isLate = this._isGrowing && gap < Private.MOST_LEAD;
    this._lead = isLate ? Math.min(this._lead + 2 * gap, Private.MOST_LEAD) : Private.LEAD;
    return this._lead;
  }

  /**
   * Whether it is planned, and not heard yet.
   */
  private get _isAhead(): boolean {
    const { _context: context, _start: start } = this;
    return context !== null && start !== null && context.currentTime < start / context.sampleRate;
  }

  private _sound(context: AudioContext, count: number): void {
    const { channels } = this._samples!;
    const buffer = context.createBuffer(channels, count, this._rate);
    this._samples!.copyTo(buffer, this._next);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.playbackRate.value = this._speed;
    source.connect(this._volume!);
    source.onended = () => {
      source.disconnect();
      this._sounding.delete(source);
      this._schedule();
    };
    source.start(this._timeOf(this._next));
    this._sounding.add(source);
    this._next += count;
  }

  /**
   * When a frame is due, on the clock of what sounds.
   */
  private _timeOf(frame: number): number {
    const { sampleRate } = this._context!;
    const passed = frame - this._frame;
    return this._rate === sampleRate && this._speed === 1
      ? (this._start! + passed) / sampleRate
      : this._start! / sampleRate + passed / (this._rate * this._speed);
  }

  /**
   * Everything that has come was heard.
   */
  private _runDry(): void {
    this._goTo(this._frames);
    if (this._isGrowing) {
      this._dryAt = this._context?.currentTime ?? null;
      this._wait();
    } else if (this.loop && this._frames > 0) {
      this._goTo(0);
      this._tell('seeked');
      this._schedule();
    } else {
      this._isOver = true;
      this._isPaused = true;
      this._stopClock();
      void this._context?.suspend();
      this._tell('timeupdate');
      this._tell('pause');
      this._tell('ended');
    }
  }

  private _wait(): void {
    this._stopClock();
    this._tell('timeupdate');
    this._tell('waiting');
  }

  private _startClock(): void {
    if (this._clock === 0) {
      this._clock = window.setInterval(() => {
        if (!this._isAhead) {
          this._tell('timeupdate');
        }
      }, Private.TICK);
    }
  }

  private _stopClock(): void {
    window.clearInterval(this._clock);
    this._clock = 0;
  }

  private _tell(name: string): void {
    this.dispatchEvent(new Event(name));
  }

  private _clock = 0;
  /** When it has run dry, on the clock of what sounds. */
  private _dryAt: number | null = null;
  private _context: AudioContext | null = null;
  private _file: FileValue | null = null;
  /** Where it goes on from: the frame that is heard at `_start`. */
  private _frame = 0;
  private _have = 0;
  private _head = new Uint8Array(0);
  private _isDisposed = false;
  private _isGrowing = true;
  private _isMuted = false;
  private _isOver = false;
  private _isPaused = true;
  private _isReading = false;
  private _isWhole = false;
  private _lead: number = Private.LEAD;
  /** The first frame that was not handed over yet. */
  private _next = 0;
  private readonly _options: SoundStream.IOptions;
  private _rate = 1;
  private _samples: SoundSamples | null = null;
  private readonly _sounding = new Set<AudioBufferSourceNode>();
  private _speed = 1;
  /** The frame, on the clock of what sounds, that `_frame` is heard at; null in silence. */
  private _start: number | null = null;
  private _volume: GainNode | null = null;
}

export namespace SoundStream {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    /** Get what a file has from an offset on. */
    read(file: FileValue, from: number): Promise<ArrayBuffer>;
    /** Called with whole frames that have come. */
    came(samples: Int16Array, channels: number): void;
    /** Called with what went wrong. */
    failed(error: unknown): void;
  }
}

namespace Private {
  /** Seconds before the first piece, and the first after a pause. */
  export const LEAD = 0.06;

  /** Seconds before the first piece after a gap, at most. */
  export const MOST_LEAD = 1;

  /** Seconds of which it is handed over ahead: the timers of a page behind may sleep. */
  export const AHEAD = 10;

  /** Seconds of the longest piece. */
  export const PIECE = 4;

  /** Seconds before its time that a piece has to be handed over. */
  export const TOO_LATE = 0.005;

  /** Milliseconds between two words of how far it is, as media elements have it. */
  export const TICK = 250;

  /**
   * What sounds at the rate of the samples, so that none of them is changed.
   */
  export function createContext(rate: number): AudioContext {
    try {
      return new AudioContext({ sampleRate: rate });
    } catch {
      // A rate that this browser does not have: it makes others of the samples.
      return new AudioContext();
    }
  }

  export function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(a.length + b.length);
    all.set(a);
    all.set(b, a.length);
    return all;
  }
}
