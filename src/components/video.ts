import type { TranslationBundle } from '@jupyterlab/translation';
import type { FileValue, VideoSpec } from '../protocol/types';
import type { Camera } from './camera';
import { CameraControl } from './cameracontrol';
import { clockText } from './clocktext';
import type { Component } from './component';
import { fieldButton } from './fieldbutton';
import { sizeText } from './filetext';
import { Icon } from './icon';
import { PlayerBar } from './playerbar';
import { PlayerIcon } from './playericon';
import { VideoRecorder } from './videorecorder';
import { VideoScreen } from './videoscreen';

/**
 * A video: sent like a file or recorded by a camera, and played.
 */
export class Video extends CameraControl<VideoSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<VideoSpec>) {
    super(options);
    this.addClass('intarsia-Video');
    this.redraw();
    this._measure();
  }

  get isHeard(): boolean {
    return this.spec.autoplay || this._screen.isPlaying;
  }

  setSpec(spec: VideoSpec): void {
    super.setSpec(spec);
    this._measure();
  }

  setDisabled(disabled: boolean): void {
    super.setDisabled(disabled);
    this._isOff = disabled;
    if (disabled) {
      this._recorder?.stop();
    } else if (this._unsent) {
      this._takeRecording(this._unsent);
    }
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    super.dispose();
    this._endPlayer();
  }

  protected get types(): ReadonlyArray<string> {
    return ['video'];
  }

  protected get invitation(): string {
    return this.context.trans.__('Choose a video, or drop it here');
  }

  protected get withSound(): boolean {
    return this.spec.include_audio;
  }

  protected get keepsCamera(): boolean {
    return this._recorder !== null;
  }

  protected build(slot: HTMLElement): void {
    this._buildPlayer();
    super.build(slot);
    slot.prepend(this._player);
  }

  protected buildDisplay(display: HTMLElement): void {
    this._buildPlayer();
    super.buildDisplay(display);
    display.prepend(this._player);
  }

  protected openCamera(): void {
    this._note.textContent = '';
    this._unsent = null;
    this._screen.pause();
    super.openCamera();
  }

  protected buildBar(camera: Camera): void {
    const { trans } = this.context;
    this._record = CameraControl.createButton(trans.__('Record'), () => this._begin(camera), {
      icon: PlayerIcon.RECORD,
      isFirst: true
    });
    this._stop = CameraControl.createButton(trans.__('Stop'), () => this._recorder?.stop(), {
      icon: Icon.STOP,
      isFirst: true
    });
    this._stop.hidden = true;
    const close = CameraControl.createButton(trans.__('Close'), () => this.closeCamera());
    camera.bar.prepend(this._record, this._stop, close);
  }

  protected onCameraLost(problem: string): void {
    if (this._recorder) {
      // What was recorded so far counts.
      this._lost = problem;
      this._recorder.stop();
    } else {
      super.onCameraLost(problem);
    }
  }

  protected onCameraOff(): void {
    const recorder = this._recorder;
    this._recorder = null;
    this._lost = '';
    window.clearInterval(this._clock);
    if (recorder) {
      recorder.dispose();
      this.trigger('stop_recording');
    }
  }

  protected drawFiles(): void {
    super.drawFiles();
    const [file] = this.files;
    this._player.hidden = !file;
    if (file) {
      this._screen.show(file, this._sent?.handle === file.handle ? this._sent.file : null);
    } else {
      this._screen.clear();
    }
  }

  protected onArrived(value: FileValue, file: globalThis.File): void {
    // What this page has sent need not come back.
    this._sent = { handle: value.handle, file };
  }

  private _buildPlayer(): void {
    this._endPlayer();
    const { trans } = this.context;
    const bar = new PlayerBar({ trans, skip: Private.SKIP, told: what => this._tellPlayed(what) });
    this._bar = bar;
    this._screen = new VideoScreen({
      spec: this.spec,
      context: this.context,
      bar,
      onShape: shape => this.node.style.setProperty('--intarsia-video-shape', shape)
    });
    this._full = fieldButton({
      icon: PlayerIcon.FULL,
      label: trans.__('Full screen'),
      execute: () => this._screen.fillScreen()
    });
    bar.node.append(this._full);
    this._player = document.createElement('div');
    this._player.className = 'intarsia-Video-player';
    this._player.hidden = true;
    this._note = document.createElement('div');
    this._note.className = 'intarsia-Video-note';
    this._note.setAttribute('role', 'status');
    this._player.append(this._screen.node, bar.node, this._note);
  }

  private _endPlayer(): void {
    this._screen?.dispose();
    this._bar?.dispose();
  }

  private _tellPlayed(what: 'play' | 'pause' | 'end'): void {
    if (what === 'end') {
      this.trigger('stop');
    }
    this.trigger(what);
  }

  /**
   * Record from now on.
   */
  private _begin(camera: Camera): void {
    const { trans } = this.context;
    const { stream } = camera;
    if (!stream || this._recorder) {
      return;
    }
    if (!VideoRecorder.isSupported()) {
      this.tell(trans.__('This browser does not record videos.'));
      return;
    }
    const recorder = new VideoRecorder({
      stream,
      maxSize: this.spec.max_size,
      onDone: (file, isFull) => {
        if (this._recorder === recorder) {
          const full = isFull && file ? Private.full(file, trans) : '';
          const why = this._lost || full;
          this.closeCamera();
          this._keep(file, why);
        }
      }
    });
    this._recorder = recorder;
    camera.hold(true);
    const draw = (): void => camera.mark(clockText(recorder.time));
    draw();
    this._clock = window.setInterval(draw, Private.TICK);
    this._record.hidden = true;
    this._stop.hidden = false;
    this._stop.focus();
    this.trigger('start_recording');
  }

  /**
   * Let the recording be the value.
   */
  private _keep(file: globalThis.File | null, why: string): void {
    if (file === null) {
      this.tell(why || this.context.trans.__('Nothing was recorded.'));
      return;
    }
    this._note.textContent = why;
    this._takeRecording(file);
  }

  /**
   * Send a recording, now or once there is a kernel again.
   */
  private _takeRecording(file: globalThis.File): void {
    const isLater = this._isOff || this.context.upload === null;
    this._unsent = isLater ? file : null;
    if (!isLater) {
      this.take(file);
    }
  }

  private _measure(): void {
    const { height, width } = this.spec;
    for (const [name, pixels] of [
      ['height', height],
      ['width', width]
    ] as const) {
      this.node.style.setProperty(
        `--intarsia-video-${name}`,
        typeof pixels === 'number' ? `${pixels}px` : ''
      );
    }
  }

  declare private _bar: PlayerBar;
  private _clock = 0;
  declare private _full: HTMLButtonElement;
  /** Why the camera went while it recorded. */
  private _lost = '';
  declare private _note: HTMLElement;
  declare private _player: HTMLElement;
  declare private _record: HTMLButtonElement;
  private _recorder: VideoRecorder | null = null;
  declare private _screen: VideoScreen;
  private _isOff = false;
  private _sent: { handle: string; file: globalThis.File } | null = null;
  declare private _stop: HTMLButtonElement;
  private _unsent: globalThis.File | null = null;
}

namespace Private {
  /** Seconds that an arrow key goes on or back. */
  export const SKIP = 5;

  /** Milliseconds between two looks at the clock. */
  export const TICK = 250;

  export function full({ size }: globalThis.File, trans: TranslationBundle): string {
    return trans.__('The recording was ended at %1: no more can be sent.', sizeText(size, trans));
  }
}
