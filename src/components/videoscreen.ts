import type { IDisposable } from '@lumino/disposable';
import type { FileValue, VideoSpec } from '../protocol/types';
import type { Component } from './component';
import { isGrowing } from './filetext';
import { learnLength } from './medialength';
import type { PlayerBar } from './playerbar';
import { VideoStream } from './videostream';

/**
 * Where a video is seen: one that is whole, or one that grows.
 *
 * #### Notes
 * Bytes become a video through a Blob of a type that holds no script. Its address is revoked
 * when another one comes. It keeps its shape while the next is loading.
 */
export class VideoScreen implements IDisposable {
  /**
   * Draw it, with nothing to see.
   */
  constructor(options: VideoScreen.IOptions) {
    this._options = options;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-Video-screen';
    this._words = document.createElement('span');
    this._words.className = 'intarsia-Video-words';
    this._words.setAttribute('role', 'status');
    this.node.append(this._words);
  }

  readonly node: HTMLElement;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  get isPlaying(): boolean {
    return this._video !== null && !this._video.paused;
  }

  /**
   * Show a file; of one that is shown already, what it has grown by. What the page has sent
   * itself is `sent`.
   */
  show(file: FileValue, sent: Blob | null): void {
    if (this._shown?.handle === file.handle) {
      const isTurn = isGrowing(this._shown) && !isGrowing(file);
      this._shown = file;
      if (this._stream) {
        this._stream.grow(file);
        this._options.bar.setGrowing(isGrowing(file));
        return;
      }
      if (!isTurn) {
        return;
      }
    }
    this.clear();
    const { trans, read, download } = this._options.context;
    if (sent === null && (read === null || download === null)) {
      // Told again, once there is a kernel to ask.
      this._say(trans.__('Run this cell to see the video.'));
      return;
    }
    this._shown = file;
    const mime = file.mime.toLowerCase();
    if (!Private.SAFE.has(mime.split(';')[0].trim())) {
      this._say(trans.__('This is no video that browsers play.'));
    } else if (read !== null && mime.includes('codecs=') && VideoStream.isSupported(mime)) {
      this._grow(file, read);
    } else if (isGrowing(file)) {
      this._say(trans.__('This browser cannot play a video that still grows. Wait for its end.'));
    } else {
      void this._play(file, sent);
    }
  }

  /**
   * Show nothing.
   */
  clear(): void {
    this._count += 1;
    this._shown = null;
    this._stream?.dispose();
    this._stream = null;
    this._options.bar.follow(null);
    this._options.bar.setGrowing(false);
    this._remove();
    this._words.textContent = '';
  }

  /**
   * Play no further.
   */
  pause(): void {
    this._video?.pause();
  }

  /**
   * Show it as large as the screen is, or no longer.
   */
  fillScreen(): void {
    const video = this._video as (HTMLVideoElement & { webkitEnterFullscreen?(): void }) | null;
    if (video?.requestFullscreen) {
      video.requestFullscreen().catch(() => undefined); // not allowed in this frame
    } else {
      video?.webkitEnterFullscreen?.();
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this.clear();
    this.node.remove();
  }

  /**
   * A video that is whole.
   */
  private async _play(file: FileValue, sent: Blob | null): Promise<void> {
    const number = this._count;
    const { trans, download } = this._options.context;
    if (sent === null) {
      this._words.textContent = trans.__('The video is on its way.');
    }
    try {
      const bytes = sent ?? (await download?.(file));
      if (number !== this._count || !bytes) {
        return;
      }
      const type = file.mime.toLowerCase().split(';')[0].trim();
      this._url = URL.createObjectURL(new Blob([bytes], { type }));
      const video = this._place();
      video.src = this._url;
      this._options.bar.follow(video);
    } catch (error) {
      if (number === this._count) {
        this._fail(error instanceof Error ? error.message : String(error));
      }
    }
  }

  /**
   * A video that grows, or has grown.
   */
  private _grow(file: FileValue, read: NonNullable<Component.IContext['read']>): void {
    const { bar, context } = this._options;
    const video = this._place();
    const number = this._count;
    this._stream = new VideoStream({
      video,
      mime: file.mime,
      trans: context.trans,
      read,
      onFailed: problem => {
        if (number === this._count) {
          this._fail(problem);
        }
      }
    });
    bar.follow(video);
    bar.setGrowing(isGrowing(file));
    this._stream.grow(file);
  }

  private _place(): HTMLVideoElement {
    const { spec, context, bar } = this._options;
    const video = document.createElement('video');
    const number = this._count;
    video.className = 'intarsia-Video-picture';
    video.playsInline = true;
    video.autoplay = spec.autoplay;
    video.loop = spec.loop;
    video.setAttribute('aria-label', spec.label ?? context.trans.__('Video'));
    video.addEventListener('click', () => {
      // The browser's own controls are there then, and take it.
      if (document.fullscreenElement !== video) {
        bar.toggle();
      }
    });
    video.addEventListener('loadedmetadata', () => this._fit(video));
    video.addEventListener('resize', () => this._fit(video));
    video.addEventListener('error', () => {
      if (number === this._count) {
        this._say(context.trans.__('This browser cannot play this video.'));
      }
    });
    this._words.textContent = '';
    this._video = video;
    this.node.prepend(video);
    return video;
  }

  private _fit(video: HTMLVideoElement): void {
    const { videoWidth, videoHeight } = video;
    if (videoWidth > 0 && videoHeight > 0) {
      this._options.onShape(`${videoWidth} / ${videoHeight}`);
    }
    if (this._url !== null) {
      learnLength(video);
    }
  }

  /**
   * Say what went wrong; what was lost with the kernel begins anew, once there is one.
   */
  private _fail(problem: string): void {
    const { read, download } = this._options.context;
    this._say(problem);
    if (read === null || download === null) {
      this._shown = null;
    }
  }

  /**
   * Say why there is nothing to see.
   */
  private _say(words: string): void {
    this._stream?.dispose();
    this._stream = null;
    this._options.bar.follow(null);
    this._options.bar.setGrowing(false);
    this._remove();
    this._words.textContent = words;
  }

  private _remove(): void {
    const video = this._video;
    this._video = null;
    if (video) {
      video.remove();
      video.pause();
      video.removeAttribute('src');
    }
    if (this._url !== null) {
      URL.revokeObjectURL(this._url);
    }
    this._url = null;
  }

  /** Rises with each video. */
  private _count = 0;
  private _isDisposed = false;
  private readonly _options: VideoScreen.IOptions;
  private _shown: FileValue | null = null;
  private _stream: VideoStream | null = null;
  private _url: string | null = null;
  private _video: HTMLVideoElement | null = null;
  private readonly _words: HTMLElement;
}

export namespace VideoScreen {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly spec: VideoSpec;
    readonly context: Component.IContext;
    readonly bar: PlayerBar;
    /** Called with the shape of the picture, as style sheets write it. */
    onShape(shape: string): void;
  }
}

namespace Private {
  export const SAFE: ReadonlySet<string> = new Set([
    'video/3gpp',
    'video/mp4',
    'video/mpeg',
    'video/ogg',
    'video/quicktime',
    'video/webm',
    'video/x-m4v',
    'video/x-matroska'
  ]);
}
