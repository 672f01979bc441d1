import type { Message } from '@lumino/messaging';
import type { CameraSpec } from '../protocol/types';
import { Camera } from './camera';
import type { Component } from './component';
import { Field } from './field';
import { FileControl } from './filecontrol';
import { createIcon } from './icon';
import { PlayerIcon } from './playericon';

/**
 * What pictures and videos have in common: a camera as a place to take them from.
 *
 * #### Notes
 * The camera is on only while it may be used, and is seen in the page or records.
 */
export abstract class CameraControl<S extends CameraControl.ISpec> extends FileControl<S> {
  /**
   * Begin; the kind's own constructor ends with `this.redraw()`.
   */
  constructor(options: Component.IOptions<S>) {
    super(options);
    this.addClass('intarsia-CameraControl');
  }

  setSpec(spec: S): void {
    if (!spec.interactive || JSON.stringify(spec.camera) !== JSON.stringify(this.spec.camera)) {
      this.closeCamera();
    }
    super.setSpec(spec);
  }

  setDisabled(disabled: boolean): void {
    super.setDisabled(disabled);
    if (disabled && !this.keepsCamera) {
      this.closeCamera();
    }
  }

  focusFirst(): void {
    // What is hidden, a player without a video or the places beside a camera, takes no focus.
    const root = this._camera?.bar ?? this.node;
    const controls = root.querySelectorAll<HTMLInputElement | HTMLButtonElement>('input, button');
    [...controls].find(each => !each.disabled && !each.closest('[hidden]'))?.focus();
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this.closeCamera();
    super.dispose();
  }

  /**
   * Whether a microphone belongs to the camera.
   */
  protected get withSound(): boolean {
    return false;
  }

  /**
   * The camera that is open.
   */
  protected get camera(): Camera | null {
    return this._camera;
  }

  /**
   * Whether the camera is needed until what it does has ended by itself.
   */
  protected get keepsCamera(): boolean {
    return false;
  }

  /**
   * What stands on the button that opens the camera.
   */
  protected get cameraIcon(): string {
    return PlayerIcon.CAMERA;
  }

  protected get takesFiles(): boolean {
    return this.spec.sources.includes('upload');
  }

  protected buildSources(): HTMLButtonElement[] {
    if (!this.spec.sources.includes('webcam')) {
      return [];
    }
    const button = FileControl.createSource(this.cameraIcon, this.context.trans.__('Camera'));
    button.addEventListener('click', () => this.openCamera());
    return [button];
  }

  /**
   * Show what the camera sees.
   */
  protected openCamera(): void {
    this.closeCamera();
    this.tell(null);
    const camera = new Camera({
      spec: this.spec.camera,
      trans: this.context.trans,
      withSound: this.withSound,
      onReady: () => {
        Private.enable(camera, true);
        this.onCamera(camera);
      },
      onLost: problem => this.onCameraLost(problem)
    });
    this._camera = camera;
    this.buildBar(camera);
    Private.enable(camera, false);
    this.showInstead(camera.node);
    this.focusFirst();
    camera.open().catch((error: unknown) => {
      if (this._camera === camera) {
        this.closeCamera();
        this.tell(error instanceof Error ? error.message : String(error));
      }
    });
  }

  /**
   * Switch the camera off; what it was opened for has ended.
   */
  protected closeCamera(): void {
    window.clearTimeout(this._timer);
    const camera = this._camera;
    if (!camera) {
      return;
    }
    const hadFocus = camera.node.contains(document.activeElement);
    this._camera = null;
    this.onCameraOff();
    camera.dispose();
    this.showInstead(null);
    if (hadFocus && !this.isDisposed) {
      this.focusFirst();
    }
  }

  /**
   * Put buttons below the picture of a camera.
   */
  protected abstract buildBar(camera: Camera): void;

  /**
   * There is a picture to see.
   */
  protected onCamera(camera: Camera): void {
    return;
  }

  /**
   * The camera is gone by itself, in words for a person.
   */
  protected onCameraLost(problem: string): void {
    this.closeCamera();
    this.tell(problem);
  }

  /**
   * The camera is about to be switched off.
   */
  protected onCameraOff(): void {
    return;
  }

  protected onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this._camera && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      this.closeCamera();
      return;
    }
    super.onKeyDown(event);
  }

  protected onBeforeDetach(msg: Message): void {
    this.closeCamera();
    super.onBeforeDetach(msg);
  }

  protected onAfterHide(msg: Message): void {
    super.onAfterHide(msg);
    if (this.isHidden) {
      this.closeCamera();
    } else if (this._camera) {
      // The host hides all of itself for a moment, when its theme changes for example.
      window.clearTimeout(this._timer);
      this._timer = window.setTimeout(() => {
        if (!this.isVisible && !this.keepsCamera) {
          this.closeCamera();
        }
      }, CameraControl.PATIENCE);
    }
  }

  private _camera: Camera | null = null;
  private _timer = 0;
}

export namespace CameraControl {
  /** Milliseconds after which a camera that nobody sees is switched off. */
  export const PATIENCE = 2000;

  /**
   * What a description says of the camera.
   */
  export type ISpec = FileControl.ISpec & {
    readonly camera: CameraSpec;
    readonly sources: ReadonlyArray<string>;
  };

  /**
   * A button below the picture.
   */
  export function createButton(
    words: string,
    execute: () => void,
    { icon, isFirst = false }: { icon?: string; isFirst?: boolean } = {}
  ): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `intarsia-Button intarsia-Camera-${isFirst ? 'first' : 'other'}`;
    button.append(...(icon ? [createIcon(icon)] : []), words);
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') !== 'true') {
        execute();
      }
    });
    Field.keepKeys(button);
    return button;
  }
}

namespace Private {
  /**
   * Let what needs a picture be pressed. It keeps the focus meanwhile.
   */
  export function enable(camera: Camera, isReady: boolean): void {
    for (const button of camera.bar.querySelectorAll('.intarsia-Camera-first')) {
      if (isReady) {
        button.removeAttribute('aria-disabled');
      } else {
        button.setAttribute('aria-disabled', 'true');
      }
    }
  }
}
