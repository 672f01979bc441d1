import type { IDisposable } from '@lumino/disposable';

/**
 * A recording of a camera: what comes from its stream until it is stopped, as one file.
 *
 * #### Notes
 * It stops by itself when the camera is gone, or when the file is as large as it may be:
 * what was recorded so far counts.
 */
export class VideoRecorder implements IDisposable {
  /**
   * Begin to record.
   */
  constructor(options: VideoRecorder.IOptions) {
    this._options = options;
    const mimeType = VideoRecorder.type(options.stream.getAudioTracks().length > 0);
    this._recorder = new MediaRecorder(options.stream, mimeType ? { mimeType } : {});
    this._recorder.addEventListener('dataavailable', this._evtData);
    this._recorder.addEventListener('stop', this._evtStop);
    this._recorder.start(VideoRecorder.SLICE);
    this._began = performance.now();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Seconds since it began.
   */
  get time(): number {
    return (performance.now() - this._began) / 1000;
  }

  /**
   * End it; the file comes by `onDone`.
   */
  stop(): void {
    if (this._recorder.state !== 'inactive') {
      this._recorder.stop();
    }
  }

  /**
   * Give it up.
   */
  dispose(): void {
    this._isDisposed = true;
    this._parts = [];
    this.stop();
  }

  private _evtData = (event: BlobEvent): void => {
    if (this._isDisposed || event.data.size === 0) {
      return;
    }
    if (this._size + event.data.size > this._options.maxSize) {
      // A file without its last second is whole; one that is too large is refused.
      this._isFull = true;
      this.stop();
      return;
    }
    if (!this._isFull) {
      this._size += event.data.size;
      this._parts.push(event.data);
    }
  };

  private _evtStop = (): void => {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    const [type] = this._recorder.mimeType.toLowerCase().split(';');
    const ending = type === 'video/mp4' ? 'mp4' : 'webm';
    const file = new File(this._parts, `recording.${ending}`, { type: `video/${ending}` });
    this._options.onDone(file.size > 0 ? file : null, this._isFull);
  };

  private readonly _began: number;
  private _isDisposed = false;
  private _isFull = false;
  private readonly _options: VideoRecorder.IOptions;
  private _parts: Blob[] = [];
  private readonly _recorder: MediaRecorder;
  private _size = 0;
}

export namespace VideoRecorder {
  /** Milliseconds after which a part of the file is written. */
  export const SLICE = 1000;

  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly stream: MediaStream;
    /** Bytes that the file may have. */
    readonly maxSize: number;
    /** It has ended; `null` when nothing was recorded. */
    onDone(file: File | null, isFull: boolean): void;
  }

  /**
   * Whether this browser records at all.
   */
  export function isSupported(): boolean {
    return typeof MediaRecorder !== 'undefined';
  }

  /**
   * A type that this browser writes; without one it chooses itself.
   */
  export function type(withSound: boolean): string | undefined {
    const types = withSound
      ? ['video/webm;codecs=vp9,opus', 'video/webm;codecs=vp8,opus', 'video/webm', 'video/mp4']
      : ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm', 'video/mp4'];
    return types.find(each => MediaRecorder.isTypeSupported(each));
  }
}
