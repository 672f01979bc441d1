import type { IDisposable } from '@lumino/disposable';
import type { AudioSpec, FileValue } from '../protocol/types';
import { safeColor } from './colors';
import type { Component } from './component';
import { isGrowing } from './filetext';
import { learnLength } from './medialength';
import { Peaks } from './peaks';
import { PlayerBar } from './playerbar';
import type { IPlayable } from './playable';
import { mayHavePeaks, soundPeaks } from './soundpeaks';
import { SoundStream } from './soundstream';
import { Waveform } from './waveform';

/**
 * Plays the sound that a field has, with its wave.
 *
 * #### Notes
 * Bytes become sound through a Blob whose type is one of a list: no type that can hold a script.
 * Its address is revoked when another sound comes.
 */
export class SoundPlayer implements IDisposable {
  constructor(options: SoundPlayer.IOptions) {
    this._options = options;
    const { spec, context, told } = options;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-Audio-stage';
    for (const [name, color] of [
      ['--intarsia-wave', spec.wave_color],
      ['--intarsia-wave-played', spec.wave_progress_color]
    ] as const) {
      this.node.style.setProperty(name, safeColor(color) ?? '');
    }
    this._bar = new PlayerBar({
      trans: context.trans,
      skip: spec.skip_length,
      told: what => told(what === 'end' ? 'stop' : what)
    });
  }

  readonly node: HTMLDivElement;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  get isPlaying(): boolean {
    return this._playable !== null && !this._playable.paused;
  }

  /**
   * Know the bytes of a sound that need not be asked for.
   */
  keep(file: FileValue, bytes: Blob): void {
    this._kept = { handle: file.handle, bytes };
  }

  /**
   * Have this to play, or nothing.
   */
  show(file: FileValue | null): void {
    if (file === null || !Private.TYPES.has(Private.typeOf(file))) {
      this._remove();
      return;
    }
    const grows = isGrowing(file);
    if (file.handle === this._handle) {
      this._stream?.update(file, grows);
      this._bar.setGrowing(grows);
      return;
    }
    this._clear();
    this._handle = file.handle;
    if (grows) {
      this._playStream(file);
    } else {
      void this._playFile(file);
    }
  }

  /**
   * Be silent: something else is to be heard, or recorded.
   */
  pause(): void {
    this._playable?.pause();
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._remove();
    this._bar.dispose();
    this.node.remove();
  }

  private _playStream(file: FileValue): void {
    const { read } = this._options.context;
    if (read === null) {
      this._remove(); // until there is a kernel
      return;
    }
    const peaks = new Peaks();
    const stream = new SoundStream({
      read,
      came: (samples, channels) => {
        peaks.add(samples, channels);
        this._wave.draw(peaks);
      },
      failed: error => this._fail(error)
    });
    this._stream = stream;
    this._wave.clear();
    this._bar.setGround(this._wave.node);
    this._bar.setGrowing(true);
    this._put(stream);
    this._begin(stream);
    stream.update(file, true);
  }

  private async _playFile(file: FileValue): Promise<void> {
    const { download, trans } = this._options.context;
    const kept = this._kept?.handle === file.handle ? this._kept.bytes : null;
    const number = this._count;
    if (kept === null && download === null) {
      this._remove(); // until there is a kernel
      return;
    }
    // As high as it will be: nothing moves when the sound has come.
    this._bar.setGrowing(false);
    this._bar.setGround(mayHavePeaks(file.size) ? this._wave.node : null);
    this._wave.clear();
    this._place();
    try {
      const bytes = kept ?? (await download?.(file));
      if (!bytes || number !== this._count) {
        return;
      }
      const element = document.createElement('audio');
      this._url = URL.createObjectURL(new Blob([bytes], { type: Private.typeOf(file) }));
      this._element = element;
      element.preload = 'auto';
      element.addEventListener('error', () => {
        if (this._element === element) {
          this._remove();
          this._handle = file.handle;
          this._options.failed(trans.__('This sound cannot be played here.'));
        }
      });
      element.addEventListener('loadedmetadata', () =>
        learnLength(element, () => this._onKnown(bytes, element))
      );
      element.src = this._url;
      this._put(element);
    } catch (error) {
      if (number === this._count) {
        this._remove();
        // What was lost with the kernel is asked for again, once there is one.
        this._handle = this._options.context.download === null ? null : file.handle;
        this._fail(error);
      }
    }
  }

  private _onKnown(bytes: Blob, element: HTMLAudioElement): void {
    if (this._element === element) {
      void this._drawWave(bytes, element);
      this._begin(element);
    }
  }

  private async _drawWave(bytes: Blob, element: HTMLAudioElement): Promise<void> {
    const peaks = await soundPeaks(bytes, element.duration);
    if (this._element === element) {
      if (peaks) {
        this._wave.draw(peaks);
      } else {
        this._bar.setGround(null);
      }
    }
  }

  private _put(playable: IPlayable): void {
    this._playable = playable;
    playable.loop = this._options.spec.loop;
    this._bar.follow(playable);
    this._place();
  }

  /**
   * Show the controls; those that are there stay, with the focus.
   */
  private _place(): void {
    if (this._bar.node.parentNode !== this.node) {
      this.node.replaceChildren(this._bar.node);
    }
  }

  /**
   * Play by itself, where the author says so.
   */
  private _begin(playable: IPlayable): void {
    if (this._options.spec.autoplay) {
      // Refused until a person has pressed something: it waits for that.
      playable.play().catch(() => undefined);
    }
  }

  private _fail(error: unknown): void {
    if (!this._isDisposed) {
      this._options.failed(error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * Have nothing to play, and no controls.
   */
  private _remove(): void {
    this._clear();
    this.node.replaceChildren();
  }

  private _clear(): void {
    this._count += 1;
    this._bar.follow(null);
    this._playable = null;
    this._stream?.dispose();
    this._stream = null;
    if (this._element) {
      this._element.pause();
      this._element.removeAttribute('src');
      this._element.load();
      this._element = null;
    }
    if (this._url !== null) {
      URL.revokeObjectURL(this._url);
      this._url = null;
    }
    this._handle = null;
  }

  private readonly _bar: PlayerBar;
  /** Rises with each sound. */
  private _count = 0;
  private _element: HTMLAudioElement | null = null;
  private _handle: string | null = null;
  private _isDisposed = false;
  private _kept: { readonly handle: string; readonly bytes: Blob } | null = null;
  private readonly _options: SoundPlayer.IOptions;
  private _playable: IPlayable | null = null;
  private _stream: SoundStream | null = null;
  private _url: string | null = null;
  private readonly _wave = new Waveform();
}

export namespace SoundPlayer {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly spec: AudioSpec;
    readonly context: Pick<Component.IContext, 'trans' | 'download' | 'read'>;
    /** Called when it begins to play, is paused, or has come to its end. */
    told(name: 'play' | 'pause' | 'stop'): void;
    /** Called with words for a person. */
    failed(problem: string): void;
  }
}

namespace Private {
  export const TYPES: ReadonlySet<string> = new Set([
    'audio/aac',
    'audio/flac',
    'audio/m4a',
    'audio/mp3',
    'audio/mp4',
    'audio/mpeg',
    'audio/ogg',
    'audio/opus',
    'audio/vnd.wave',
    'audio/wav',
    'audio/wave',
    'audio/webm',
    'audio/x-aac',
    'audio/x-flac',
    'audio/x-m4a',
    'audio/x-wav'
  ]);

  /**
   * The type without its parameters.
   */
  export function typeOf({ mime }: FileValue): string {
    return mime.toLowerCase().split(';')[0].trim();
  }
}
