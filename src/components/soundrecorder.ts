import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { sizeText } from './filetext';
import { LiveWave } from './livewave';
import { Microphone } from './microphone';
import { RecorderPanel } from './recorderpanel';
import { SoundPieces } from './soundpieces';
import { Wav } from './wav';

/**
 * One recording, from the question for the microphone to its file; or a stream, whose pieces are
 * told as they come.
 */
export class SoundRecorder implements IDisposable {
  /**
   * Begin: ask for the microphone.
   */
  constructor(options: SoundRecorder.IOptions) {
    this._options = options;
    const { trans, pace, showsWave } = options;
    this._wave = showsWave ? new LiveWave() : null;
    this.panel = new RecorderPanel({
      trans,
      ground: this._wave?.node ?? null,
      mayPause: pace === null,
      onPause: () => this._pause(),
      onStop: () => void this.stop()
    });
    void this._begin();
  }

  /** What is shown meanwhile. */
  readonly panel: RecorderPanel;

  /** Whether there was a microphone to hear. */
  get hasBegun(): boolean {
    return this._microphone !== null;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * End it, with a sentence that says why, if it was not a person's wish.
   */
  async stop(why: string | null = null): Promise<void> {
    const microphone = this._microphone;
    if (this._isStopping || this._isDisposed) {
      return;
    }
    this._isStopping = true;
    if (microphone) {
      await microphone.stop();
      this._options.told('stop_recording');
    }
    this._pieces?.flush();
    const { pace } = this._options;
    const hasSound = pace === null && this._count > 0;
    this._end(hasSound ? Private.file(this._taken, this._rate) : null, why);
  }

  /**
   * End a stream whose rest nobody wants any more.
   */
  async abandon(): Promise<void> {
    this._pieces = null;
    await this.stop();
  }

  /**
   * Let go of the microphone; what was recorded is lost, but for what is streamed.
   */
  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._giveUp.abort();
    this._pieces?.flush();
    this._microphone?.dispose();
    this._taken = [];
  }

  private async _begin(): Promise<void> {
    const { trans, pace, piece, told } = this._options;
    const listener: Microphone.IOptions = {
      trans,
      heard: samples => this._hear(samples),
      lost: () => void this.stop(trans.__('The microphone is gone; what it has heard is kept.'))
    };
    let microphone: Microphone;
    try {
      microphone = await Microphone.open(listener, this._giveUp.signal);
    } catch (error) {
      if (!this._isDisposed && !this._isStopping) {
        this._end(null, error instanceof Error ? error.message : String(error));
      }
      return;
    }
    if (this._isDisposed || this._isStopping) {
      microphone.dispose();
      return;
    }
    this._microphone = microphone;
    this._rate = microphone.rate;
    if (pace !== null) {
      this._pieces = new SoundPieces({ rate: this._rate, seconds: pace, send: piece });
    }
    this.panel.show(pace === null ? 'recording' : 'streaming');
    told('start_recording');
  }

  private _hear(samples: Float32Array): void {
    const { most, trans } = this._options;
    const room = this._pieces ? Infinity : Math.floor((most - Wav.HEADER) / 2) - this._count;
    const taken = Wav.quantize(samples.subarray(0, Math.min(samples.length, room)));
    this._count += taken.length;
    if (this._pieces) {
      this._pieces.add(taken);
    } else {
      this._taken.push(taken);
    }
    this._wave?.add(samples, this._rate);
    this.panel.setSeconds(this._count / this._rate);
    if (taken.length >= room) {
      void this.stop(
        trans.__('Stopped at %1: this is the most that can be sent.', sizeText(most, trans))
      );
    }
  }

  private _pause(): void {
    const microphone = this._microphone;
    if (microphone) {
      microphone.isPaused = !microphone.isPaused;
      this.panel.show(microphone.isPaused ? 'paused' : 'recording');
      if (microphone.isPaused) {
        this._options.told('pause_recording');
      }
    }
  }

  private _end(file: File | null, why: string | null): void {
    if (!this._isDisposed) {
      const { ended } = this._options;
      this.dispose();
      ended(file, why);
    }
  }

  private _count = 0;
  private readonly _giveUp = new AbortController();
  private _isDisposed = false;
  private _isStopping = false;
  private _microphone: Microphone | null = null;
  private readonly _options: SoundRecorder.IOptions;
  private _pieces: SoundPieces | null = null;
  private _rate = 1;
  private _taken: Int16Array<ArrayBuffer>[] = [];
  private readonly _wave: LiveWave | null;
}

export namespace SoundRecorder {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly trans: TranslationBundle;
    /** Bytes that a recording may have. */
    readonly most: number;
    /** Seconds between two pieces of a stream; `null` for a whole recording. */
    readonly pace: number | null;
    readonly showsWave: boolean;
    /** Called with each piece of a stream. */
    piece(data: ArrayBuffer): void;
    told(name: 'start_recording' | 'pause_recording' | 'stop_recording'): void;
    /** Called at the end with what was recorded, if anything, and why, if nobody pressed Stop. */
    ended(file: File | null, why: string | null): void;
  }
}

namespace Private {
  export function file(samples: ReadonlyArray<Int16Array>, rate: number): File {
    return new File([Wav.write(samples, rate)], 'recording.wav', { type: 'audio/wav' });
  }
}
