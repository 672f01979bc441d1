import type { FileValue, ImageSpec } from '../protocol/types';
import type { Camera } from './camera';
import { CameraControl } from './cameracontrol';
import type { Component } from './component';
import { FileControl } from './filecontrol';
import { FrameStream } from './framestream';
import { Icon } from './icon';
import { PlayerIcon } from './playericon';

/**
 * A picture: sent like a file, taken by a camera or from the clipboard, and shown.
 *
 * #### Notes
 * Bytes become a picture through a Blob whose type is one of four raster formats: no
 * type that can hold a script. Its address is revoked when another picture comes.
 * A camera that streams gives no value: its pictures come along with runs.
 */
export class Image extends CameraControl<ImageSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<ImageSpec>) {
    super(options);
    this.addClass('intarsia-Image');
    this.redraw();
    this._measure();
  }

  setSpec(spec: ImageSpec): void {
    super.setSpec(spec);
    this._measure();
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._clear();
    super.dispose();
  }

  protected get types(): ReadonlyArray<string> | null {
    return ['image'];
  }

  protected get invitation(): string {
    return this.spec.placeholder ?? this.context.trans.__('Choose a picture, or drop it here');
  }

  protected get cameraIcon(): string {
    return this.spec.streaming ? PlayerIcon.CAMERA : PlayerIcon.PHOTO;
  }

  protected buildSources(): HTMLButtonElement[] {
    const buttons = super.buildSources();
    if (this.spec.sources.includes('clipboard')) {
      const paste = FileControl.createSource(Icon.COPY, this.context.trans.__('Paste'));
      paste.addEventListener('click', () => void this._paste());
      buttons.push(paste);
    }
    return buttons;
  }

  protected buildBar(camera: Camera): void {
    const { trans } = this.context;
    const close = (): void => this.closeCamera();
    if (this.spec.streaming) {
      const stop = CameraControl.createButton(trans.__('Stop'), close, { icon: Icon.STOP });
      camera.bar.prepend(stop);
      return;
    }
    const take = CameraControl.createButton(
      trans.__('Take picture'),
      () => void this._takePicture(camera),
      { icon: PlayerIcon.PHOTO, isFirst: true }
    );
    camera.bar.prepend(take, CameraControl.createButton(trans.__('Close'), close));
  }

  protected onCamera(camera: Camera): void {
    if (!this.spec.streaming || this._frames) {
      return;
    }
    camera.mark(this.context.trans.__('Streaming'));
    this._frames = new FrameStream({
      pace: () => this.context.pace(this.spec.id),
      take: quality => camera.take(quality, Private.WIDEST),
      send: data => {
        this._hasSent = true;
        const name = 'frame.jpg';
        this.trigger('stream', null, { name, mime: 'image/jpeg', data, replaces: true });
      }
    });
  }

  protected onCameraOff(): void {
    this._frames?.dispose();
    this._frames = null;
    if (this._hasSent) {
      this._hasSent = false;
      this.trigger('stream', { last: true });
    }
  }

  stopStream(): void {
    if (this.spec.streaming) {
      this.closeCamera();
    }
  }

  protected onEvent(event: Event): void {
    const { sources } = this.spec;
    if (event.type === 'paste' && sources.includes('clipboard') && !sources.includes('upload')) {
      const [file] = (event as ClipboardEvent).clipboardData?.files ?? [];
      if (file) {
        event.preventDefault();
        this.take(file);
      }
      return;
    }
    super.onEvent(event);
  }

  protected build(slot: HTMLElement): void {
    this._stage = Private.createStage();
    super.build(slot);
    slot.prepend(this._stage);
  }

  protected buildDisplay(display: HTMLElement): void {
    this._stage = Private.createStage();
    super.buildDisplay(display);
    display.prepend(this._stage);
  }

  protected drawFiles(): void {
    super.drawFiles();
    const [file] = this.files;
    if (file?.handle !== this._shown || !this._stage.hasChildNodes()) {
      if (!file) {
        this._clear();
        return;
      }
      this._shown = file.handle;
      void this._show(file);
    }
  }

  protected onArrived(value: FileValue, file: globalThis.File): void {
    // What this page has sent need not come back.
    this._sent = { handle: value.handle, file };
  }

  private async _show(file: FileValue): Promise<void> {
    const { trans, download } = this.context;
    const stage = this._stage;
    const mime = file.mime.toLowerCase();
    const sent = this._sent?.handle === file.handle ? this._sent.file : null;
    const number = ++this._count;
    if (!Private.SAFE.has(mime) || (sent === null && download === null)) {
      this._placed = number;
      this._free();
      stage.replaceChildren();
      return;
    }
    try {
      const bytes = sent ?? (await download?.(file));
      if (this.isDisposed || number < this._placed || stage !== this._stage || !bytes) {
        return;
      }
      const url = URL.createObjectURL(new Blob([bytes], { type: mime }));
      const picture = document.createElement('img');
      picture.className = 'intarsia-Image-picture';
      picture.alt = this.spec.alt_text ?? this.spec.label ?? file.name;
      const place = (...nodes: (Node | string)[]): void => {
        if (this.isDisposed || number < this._placed || stage !== this._stage) {
          URL.revokeObjectURL(url);
          return;
        }
        // One that comes while a newer is on its way is shown: else a fast stream shows none.
        this._placed = number;
        stage.replaceChildren(...nodes);
        this._free();
        this._url = url;
      };
      picture.addEventListener('error', () => {
        place(trans.__('This picture cannot be shown.'));
      });
      picture.src = url;
      if (stage.querySelector('img')) {
        // Until it can be painted, the one before stays: no flicker between two frames.
        picture.addEventListener('load', () => place(picture));
      } else {
        place(picture);
      }
    } catch (error) {
      if (!this.isDisposed && number >= this._placed) {
        stage.replaceChildren(error instanceof Error ? error.message : String(error));
        if (this.context.download === null) {
          this._shown = null; // lost with the kernel: asked for again, once there is one
        }
      }
    }
  }

  private async _takePicture(camera: Camera): Promise<void> {
    try {
      const blob = await camera.take(Private.QUALITY);
      if (this.camera === camera) {
        this.closeCamera();
        this.take(new globalThis.File([blob], 'webcam.jpg', { type: 'image/jpeg' }));
      }
    } catch (error) {
      if (this.camera === camera) {
        this.tell(error instanceof Error ? error.message : String(error));
      }
    }
  }

  /**
   * Take the picture that is on the clipboard.
   */
  private async _paste(): Promise<void> {
    const { trans } = this.context;
    let found: globalThis.File | null;
    try {
      found = await Private.pasted();
    } catch {
      // Not allowed, or no page for it: the key asks for no leave.
      this.tell(
        trans.__('The browser does not let the page read the clipboard. Press Ctrl+V here.')
      );
      return;
    }
    if (this.isDisposed) {
      return;
    }
    if (found) {
      this.take(found);
    } else {
      this.tell(trans.__('There is no picture on the clipboard.'));
    }
  }

  private _clear(): void {
    this._free();
    this._shown = null;
    this._placed = ++this._count;
    this._stage.replaceChildren();
  }

  /**
   * Let go of the bytes of the picture that was shown before.
   */
  private _free(): void {
    if (this._url !== null) {
      URL.revokeObjectURL(this._url);
    }
    this._url = null;
  }

  private _measure(): void {
    const { height, width } = this.spec;
    for (const [name, pixels] of [
      ['height', height],
      ['width', width]
    ] as const) {
      this.node.style.setProperty(
        `--intarsia-image-${name}`,
        typeof pixels === 'number' ? `${pixels}px` : ''
      );
    }
  }

  private _frames: FrameStream | null = null;
  /** Whether a picture of the camera that is open has gone out. */
  private _hasSent = false;
  private _sent: { handle: string; file: globalThis.File } | null = null;
  private _shown: string | null = null;
  /** How many pictures were begun, and the number of the one in place. */
  private _count = 0;
  private _placed = 0;
  declare private _stage: HTMLElement;
  private _url: string | null = null;
}

namespace Private {
  /** Of a picture that is taken. */
  export const QUALITY = 0.92;

  /** Pixels that a picture of a stream is wide at most. */
  export const WIDEST = 1280;

  export const SAFE: ReadonlySet<string> = new Set([
    'image/png',
    'image/jpeg',
    'image/gif',
    'image/webp'
  ]);

  /**
   * The first picture on the clipboard, if there is one.
   */
  export async function pasted(): Promise<globalThis.File | null> {
    for (const item of await navigator.clipboard.read()) {
      const mime = item.types.find(type => SAFE.has(type));
      if (mime) {
        const name = `clipboard.${mime.slice('image/'.length)}`;
        return new globalThis.File([await item.getType(mime)], name, { type: mime });
      }
    }
    return null;
  }

  export function createStage(): HTMLElement {
    const stage = document.createElement('div');
    stage.className = 'intarsia-Image-stage';
    return stage;
  }
}
