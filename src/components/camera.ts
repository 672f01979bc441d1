import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { CameraSpec } from '../protocol/types';
import { closeCapture, openCapture } from './capture';
import { Field } from './field';

/**
 * What a camera sees, live, and a choice of cameras where there are several.
 *
 * #### Notes
 * From `open` on the camera is on until this is disposed; then all that was taken from the
 * browser is given back. One without sound stands in for one with, where no microphone is.
 */
export class Camera implements IDisposable {
  /**
   * Draw it; nothing is asked for yet.
   */
  constructor(options: Camera.IOptions) {
    const { trans } = options;
    this._options = options;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-Camera';
    this._video = document.createElement('video');
    this._video.className = 'intarsia-Camera-picture';
    this._video.muted = true;
    this._video.playsInline = true;
    this._video.setAttribute('aria-label', trans.__('What the camera sees'));
    this._video.classList.toggle('intarsia-mod-mirror', options.spec.mirror);
    this._video.addEventListener('loadedmetadata', this._fit);
    this._video.addEventListener('resize', this._fit);
    this._words = document.createElement('span');
    this._words.className = 'intarsia-Camera-words';
    this._words.setAttribute('role', 'status');
    this._mark = document.createElement('span');
    this._mark.className = 'intarsia-Camera-mark';
    this._mark.hidden = true;
    this._stage = document.createElement('div');
    this._stage.className = 'intarsia-Camera-stage';
    this._stage.append(this._video, this._words, this._mark);
    this._choice = document.createElement('select');
    this._choice.className = 'intarsia-Control intarsia-Camera-choice';
    this._choice.setAttribute('aria-label', trans.__('Camera'));
    this._choice.hidden = true;
    this._choice.addEventListener('change', this._evtChoice);
    Field.keepKeys(this._choice);
    this.bar = document.createElement('div');
    this.bar.className = 'intarsia-Camera-bar';
    this.bar.append(this._choice);
    this.node.append(this._stage, this.bar);
  }

  readonly node: HTMLElement;

  /**
   * Where buttons stand, below the picture.
   */
  readonly bar: HTMLElement;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * What comes from the browser; `null` while the camera is off.
   */
  get stream(): MediaStream | null {
    return this._stream;
  }

  /**
   * Whether there is a picture to take.
   */
  get isReady(): boolean {
    return this._stream !== null && this._video.videoWidth > 0;
  }

  /**
   * Switch the camera on; rejects with words for a person.
   */
  async open(): Promise<void> {
    const { trans, spec } = this._options;
    this._words.textContent = trans.__('The camera is starting.');
    const number = ++this._count;
    const stream = await this._ask(this._constraints(spec));
    if (this._isDisposed || number !== this._count) {
      closeCapture(stream);
      return;
    }
    this._stream = stream;
    const [track] = stream.getVideoTracks();
    track?.addEventListener('ended', () => this._end(stream));
    this._video.srcObject = stream;
    // A refused start is none: the picture waits for a press, and shows the first frame.
    await this._video.play().catch(() => undefined);
    if (this._stream === stream) {
      this._words.textContent = '';
      await this._list(track);
    }
  }

  /**
   * Say beside the picture what is being done with it, or nothing.
   */
  mark(words: string | null): void {
    this._mark.hidden = words === null;
    if (words !== null) {
      this._mark.textContent = words;
    }
  }

  /**
   * Let nobody change the camera while it is used.
   */
  hold(isHeld: boolean): void {
    this._choice.disabled = isHeld;
  }

  /**
   * The picture of this moment as JPEG, as it is seen: mirrored or not, and not wider than
   * `width`.
   */
  take(quality: number, width = Infinity): Promise<Blob> {
    const video = this._video;
    const { trans, spec } = this._options;
    const scale = Math.min(1, width / video.videoWidth);
    const canvas = this._canvas;
    const wanted = [
      Math.round(video.videoWidth * scale),
      Math.round(video.videoHeight * scale)
    ] as const;
    if (canvas.width !== wanted[0] || canvas.height !== wanted[1]) {
      [canvas.width, canvas.height] = wanted;
    }
    const context = this.isReady ? canvas.getContext('2d') : null;
    if (context === null) {
      return Promise.reject(new Error(trans.__('The camera has given no picture yet.')));
    }
    context.setTransform(spec.mirror ? -1 : 1, 0, 0, 1, spec.mirror ? canvas.width : 0, 0);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve, reject) => {
      canvas.toBlob(
        blob =>
          blob ? resolve(blob) : reject(new Error(trans.__('The picture could not be taken.'))),
        'image/jpeg',
        quality
      );
    });
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._off();
    this.node.remove();
  }

  /**
   * Ask for the camera, and again without sound where there is no microphone.
   */
  private async _ask(video: MediaTrackConstraints): Promise<MediaStream> {
    const { trans, withSound } = this._options;
    if (withSound) {
      const devices = await Private.devices();
      const isDeaf = devices.length > 0 && !devices.some(({ kind }) => kind === 'audioinput');
      if (!isDeaf) {
        return openCapture({ video, audio: true }, trans);
      }
    }
    return openCapture({ video, audio: false }, trans);
  }

  private _constraints({ constraints }: CameraSpec): MediaTrackConstraints {
    // Gradio's are those of a whole stream.
    const given = (constraints?.video ?? constraints) as MediaTrackConstraints | boolean | null;
    const wanted = typeof given === 'object' && given !== null ? given : { facingMode: 'user' };
    return this._chosen === null ? wanted : { ...wanted, deviceId: { exact: this._chosen } };
  }

  /**
   * Show which cameras there are: browsers tell once one may be used.
   */
  private async _list(track: MediaStreamTrack | undefined): Promise<void> {
    const { trans } = this._options;
    const cameras = (await Private.devices()).filter(({ kind }) => kind === 'videoinput');
    if (this._isDisposed) {
      return;
    }
    const current = track?.getSettings?.().deviceId ?? this._chosen;
    this._choice.replaceChildren(
      ...cameras.map(({ deviceId, label }, index) => {
        const option = document.createElement('option');
        option.value = deviceId;
        option.textContent = label || trans.__('Camera %1', index + 1);
        option.selected = deviceId === current;
        return option;
      })
    );
    this._choice.hidden = cameras.length < 2;
  }

  /**
   * The camera is gone by itself: unplugged, or no longer allowed.
   */
  private _end(stream: MediaStream): void {
    if (this._stream === stream && !this._isDisposed) {
      this._options.onLost(this._options.trans.__('The camera was lost.'));
    }
  }

  private _off(): void {
    closeCapture(this._stream);
    this._stream = null;
    this._video.srcObject = null;
  }

  private _evtChoice = (event: Event): void => {
    // No value of the field's.
    event.stopPropagation();
    this._chosen = this._choice.value;
    this._off();
    const opened = this.open();
    const number = this._count;
    opened.catch((error: unknown) => {
      if (!this._isDisposed && number === this._count) {
        this._options.onLost(error instanceof Error ? error.message : String(error));
      }
    });
  };

  private _fit = (): void => {
    const { videoWidth, videoHeight } = this._video;
    if (videoWidth > 0 && videoHeight > 0) {
      this._stage.style.setProperty('--intarsia-camera-shape', `${videoWidth} / ${videoHeight}`);
    }
    this._options.onReady?.();
  };

  private readonly _canvas = document.createElement('canvas');
  private readonly _choice: HTMLSelectElement;
  private _chosen: string | null = null;
  private _count = 0;
  private _isDisposed = false;
  private readonly _mark: HTMLElement;
  private readonly _options: Camera.IOptions;
  private readonly _stage: HTMLElement;
  private _stream: MediaStream | null = null;
  private readonly _video: HTMLVideoElement;
  private readonly _words: HTMLElement;
}

export namespace Camera {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly spec: CameraSpec;
    readonly trans: TranslationBundle;
    /** Whether a microphone belongs to it. */
    readonly withSound: boolean;
    /** There is a picture, or one of another shape. */
    onReady?(): void;
    /** The camera has gone, in words for a person. */
    onLost(problem: string): void;
  }
}

namespace Private {
  export async function devices(): Promise<ReadonlyArray<MediaDeviceInfo>> {
    try {
      return await navigator.mediaDevices.enumerateDevices();
    } catch {
      return []; // it gives no list: then the one that is used is all there is
    }
  }
}
