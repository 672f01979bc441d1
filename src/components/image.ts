import type { FileValue, ImageSpec } from '../protocol/types';
import type { Component } from './component';
import { FileControl } from './filecontrol';

/**
 * A picture: sent like a file, and shown.
 *
 * #### Notes
 * Bytes become a picture through a Blob whose type is one of four raster formats: no
 * type that can hold a script. Its address is revoked when another picture comes.
 */
export class Image extends FileControl<ImageSpec> {
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
    return this.context.trans.__('Choose a picture, or drop it here');
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
      picture.alt = this.spec.label ?? file.name;
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
      }
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

  private _sent: { handle: string; file: globalThis.File } | null = null;
  private _shown: string | null = null;
  /** How many pictures were begun, and the number of the one in place. */
  private _count = 0;
  private _placed = 0;
  declare private _stage: HTMLElement;
  private _url: string | null = null;
}

namespace Private {
  export const SAFE: ReadonlySet<string> = new Set([
    'image/png',
    'image/jpeg',
    'image/gif',
    'image/webp'
  ]);

  export function createStage(): HTMLElement {
    const stage = document.createElement('div');
    stage.className = 'intarsia-Image-stage';
    return stage;
  }
}
