import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { FileValue } from '../protocol/types';
import type { Component } from './component';
import { isGrowing } from './filetext';

/**
 * A video that grows while it plays: fragments of MP4, put one behind the other.
 *
 * #### Notes
 * One read and one append at a time, in order. Whoever comes late reads from the beginning.
 * Once it is whole, it stays as it is: playable, and seekable.
 */
export class VideoStream implements IDisposable {
  /**
   * Put it into an element; `grow` says what there is.
   */
  constructor(options: VideoStream.IOptions) {
    this._options = options;
    const { video, mime, trans } = options;
    const Source = Private.source()!;
    this._source = new Source();
    this._url = URL.createObjectURL(this._source);
    this._opened = new Promise((resolve, reject) => {
      this._source.addEventListener(
        'sourceopen',
        () => {
          this._revoke();
          try {
            if (!this._isDisposed) {
              this._source.addSourceBuffer(mime);
            }
            resolve();
          } catch {
            reject(new Error(trans.__('The browser cannot play this video any further.')));
          }
        },
        { once: true }
      );
    });
    // What may be played by a managed source only is not sent to other devices.
    video.disableRemotePlayback = true;
    video.addEventListener('waiting', this._evtWaiting);
    video.src = this._url;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Take what has come since.
   */
  grow(file: FileValue): void {
    this._file = file;
    if (!this._isPumping && !this._isDisposed && !this._isOver) {
      void this._pump();
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._revoke();
    const { video } = this._options;
    video.removeEventListener('waiting', this._evtWaiting);
    video.removeAttribute('src');
    this._leave();
  }

  private async _pump(): Promise<void> {
    this._isPumping = true;
    try {
      await this._opened;
      while (this._file && this._have < this._file.size && !this._isDisposed) {
        const data = await this._options.read(this._file, this._have);
        if (data.byteLength === 0) {
          break; // nothing more can be had of it
        }
        await this._append(data);
        this._have += data.byteLength;
      }
      if (this._file && !isGrowing(this._file) && !this._isDisposed) {
        this._end();
      }
    } catch (error) {
      if (!this._isDisposed) {
        this._isOver = true;
        this._options.onFailed(error instanceof Error ? error.message : String(error));
      }
    } finally {
      this._isPumping = false;
    }
  }

  private async _append(data: ArrayBuffer): Promise<void> {
    for (let at = 0; at < data.byteLength; at += VideoStream.PIECE) {
      const piece = data.slice(at, at + VideoStream.PIECE);
      while (!this._isDisposed && !(await this._took(piece))) {
        await this._makeRoom();
      }
    }
  }

  /**
   * Give a piece to the browser; says whether there was room for it.
   */
  private async _took(piece: ArrayBuffer): Promise<boolean> {
    const [buffer] = this._source.sourceBuffers;
    const { trans } = this._options;
    if (this._source.readyState !== 'open' || !buffer) {
      throw new Error(trans.__('The browser cannot play this video any further.'));
    }
    try {
      buffer.appendBuffer(piece);
    } catch (error) {
      if ((error as Error | null)?.name === 'QuotaExceededError') {
        return false;
      }
      throw new Error(trans.__('The browser cannot play this video any further.'));
    }
    await this._updated(buffer);
    return true;
  }

  /**
   * Let go of what was played; where nothing was, wait until it is.
   */
  private async _makeRoom(): Promise<void> {
    const [buffer] = this._source.sourceBuffers;
    const { video } = this._options;
    const begin = buffer.buffered.length > 0 ? buffer.buffered.start(0) : 0;
    const end = video.currentTime - VideoStream.KEPT;
    if (end > begin + 1) {
      buffer.remove(begin, end);
      await this._updated(buffer);
      return;
    }
    await new Promise<void>(resolve => {
      this._leave = resolve;
      video.addEventListener('timeupdate', () => resolve(), { once: true });
    });
  }

  private _updated(buffer: SourceBuffer): Promise<void> {
    return new Promise((resolve, reject) => {
      const { trans } = this._options;
      const off = new AbortController();
      const { signal } = off;
      const done = (): void => {
        off.abort();
        resolve();
      };
      this._leave = done;
      buffer.addEventListener('updateend', done, { signal });
      buffer.addEventListener(
        'error',
        () => {
          off.abort();
          reject(new Error(trans.__('The browser cannot play this video any further.')));
        },
        { signal }
      );
    });
  }

  private _end(): void {
    this._isOver = true;
    if (this._source.readyState === 'open') {
      this._source.endOfStream();
    }
  }

  private _revoke(): void {
    if (this._url !== null) {
      URL.revokeObjectURL(this._url);
    }
    this._url = null;
  }

  /**
   * A gap that nothing will ever fill is stepped over.
   */
  private _evtWaiting = (): void => {
    const { video } = this._options;
    const { buffered, currentTime } = video;
    for (let index = 0; index < buffered.length; index++) {
      const begin = buffered.start(index);
      if (begin > currentTime && begin - currentTime < VideoStream.GAP) {
        video.currentTime = begin;
        return;
      }
    }
  };

  private _file: FileValue | null = null;
  private _have = 0;
  private _isDisposed = false;
  private _isOver = false;
  private _isPumping = false;
  /** Ends what is waited for. */
  private _leave: () => void = () => undefined;
  private readonly _opened: Promise<void>;
  private readonly _options: VideoStream.IOptions;
  private readonly _source: MediaSource;
  private _url: string | null;
}

export namespace VideoStream {
  /** Bytes that are given to the browser at once. */
  export const PIECE = 1024 * 1024;

  /** Seconds before the present place that are kept, however little room there is. */
  export const KEPT = 10;

  /** Seconds that a gap between two fragments may have. */
  export const GAP = 1;

  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly video: HTMLVideoElement;
    /** The type, with its codecs. */
    readonly mime: string;
    readonly trans: TranslationBundle;
    readonly read: NonNullable<Component.IContext['read']>;
    /** It cannot go on, in words for a person. */
    onFailed(problem: string): void;
  }

  /**
   * Whether this browser plays fragments of a type.
   */
  export function isSupported(mime: string): boolean {
    return Private.source()?.isTypeSupported(mime) ?? false;
  }
}

namespace Private {
  /**
   * What takes fragments; iPhones have the managed kind alone.
   */
  export function source(): typeof MediaSource | undefined {
    const page = window as Window & {
      MediaSource?: typeof MediaSource;
      ManagedMediaSource?: typeof MediaSource;
    };
    return page.MediaSource ?? page.ManagedMediaSource;
  }
}
