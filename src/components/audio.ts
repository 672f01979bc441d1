import type { AudioSpec, FileValue } from '../protocol/types';
import type { Component } from './component';
import { FileControl } from './filecontrol';
import { PlayerIcon } from './playericon';
import { SoundPlayer } from './soundplayer';
import { SoundRecorder } from './soundrecorder';

/**
 * Sound: sent like a file or recorded here, and played, also while it grows.
 */
export class Audio extends FileControl<AudioSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<AudioSpec>) {
    super(options);
    this.addClass('intarsia-Audio');
    this.redraw();
  }

  get isHeard(): boolean {
    return this.spec.autoplay || (this._player?.isPlaying ?? false);
  }

  setDisabled(disabled: boolean): void {
    super.setDisabled(disabled);
    this._isOff = disabled;
    if (disabled) {
      // Nobody could silence it.
      this._player?.pause();
      void this._recorder?.stop();
    } else if (this._unsent) {
      this._takeRecording(this._unsent);
    }
  }

  focusFirst(): void {
    const [first] = this.node.querySelectorAll<HTMLElement>(
      '.intarsia-File-input:enabled, .intarsia-File-source:enabled'
    );
    if (this._recorder) {
      this._recorder.panel.focus();
    } else if (first) {
      first.focus();
    } else {
      super.focusFirst();
    }
  }

  stopStream(): void {
    if (this.spec.streaming) {
      void this._recorder?.abandon();
    }
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    if (this._recorder) {
      this._recorder.dispose();
      if (this._recorder.hasBegun) {
        this._endStream();
      }
    }
    this._player?.dispose();
    super.dispose();
  }

  protected get types(): ReadonlyArray<string> {
    return ['audio'];
  }

  protected get invitation(): string {
    return this.context.trans.__('Choose a sound, or drop it here');
  }

  protected get takesFiles(): boolean {
    return this.spec.sources.includes('upload');
  }

  protected buildSources(): HTMLButtonElement[] {
    if (!this.spec.sources.includes('microphone')) {
      return [];
    }
    const { trans } = this.context;
    this._record = FileControl.createSource(PlayerIcon.MICROPHONE, trans.__('Record'));
    return [this._record];
  }

  protected build(slot: HTMLElement): void {
    super.build(slot);
    this._buildStage(slot);
  }

  protected buildDisplay(display: HTMLElement): void {
    super.buildDisplay(display);
    this._buildStage(display);
  }

  protected drawFiles(): void {
    super.drawFiles();
    this._player?.show(this.files[0] ?? null);
  }

  protected onArrived(value: FileValue, file: globalThis.File): void {
    // What this page has sent need not come back.
    this._player?.keep(value, file);
  }

  protected onClick(event: MouseEvent): void {
    if (this._record?.contains(event.target as Element)) {
      this._startRecording();
    } else {
      super.onClick(event);
    }
  }

  private _buildStage(place: HTMLElement): void {
    const { spec, context } = this;
    this._player?.dispose();
    this._player = new SoundPlayer({
      spec,
      context,
      told: name => this.trigger(name),
      failed: problem => this.tell(problem)
    });
    this._note = document.createElement('div');
    this._note.className = 'intarsia-Audio-note';
    this._note.setAttribute('role', 'status');
    place.prepend(this._player.node);
    place.append(this._note);
  }

  private _startRecording(): void {
    const { context, spec } = this;
    if (this._recorder) {
      return;
    }
    this.tell(null);
    this._note.textContent = '';
    this._unsent = null;
    this._player?.pause();
    const recorder = new SoundRecorder({
      trans: context.trans,
      most: spec.max_size,
      pace: spec.streaming ? context.pace(spec.id) : null,
      showsWave: spec.shows_recording,
      piece: data => this.trigger('stream', null, Private.piece(data)),
      told: name => this.trigger(name),
      ended: (file, why) => this._onRecorded(file, why)
    });
    this._recorder = recorder;
    this.showInstead(recorder.panel.node);
    recorder.panel.focus();
  }

  private _onRecorded(file: globalThis.File | null, why: string | null): void {
    const hadFocus = this.node.contains(document.activeElement);
    const hasBegun = this._recorder?.hasBegun;
    this._recorder = null;
    this.showInstead(null);
    if (hasBegun) {
      this._endStream();
    }
    if (file) {
      // At the field it would be gone with the next value, which is this recording.
      this._note.textContent = why ?? '';
      this._takeRecording(file);
    } else {
      this.tell(why);
    }
    if (hadFocus) {
      this._record?.focus();
    }
  }

  private _takeRecording(file: globalThis.File): void {
    const isLater = this._isOff || this.context.upload === null;
    this._unsent = isLater ? file : null;
    if (!isLater) {
      this.take(file);
    }
  }

  private _endStream(): void {
    if (this.spec.streaming) {
      this.trigger('stream', { last: true });
    }
  }

  private _isOff = false;
  declare private _note: HTMLElement;
  declare private _player: SoundPlayer | undefined;
  declare private _record: HTMLButtonElement | undefined;
  private _recorder: SoundRecorder | null = null;
  /** A recording that could not be sent yet: there was no kernel at its end. */
  private _unsent: globalThis.File | null = null;
}

namespace Private {
  export function piece(data: ArrayBuffer): Component.IBrought {
    return { name: 'recording.wav', mime: 'audio/wav', data, replaces: false };
  }
}
