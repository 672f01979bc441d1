import type { AudioSpec } from '../protocol/types';
import type { Component } from './component';
import { FileControl } from './filecontrol';

/**
 * Sound.
 */
export class Audio extends FileControl<AudioSpec> {
  constructor(options: Component.IOptions<AudioSpec>) {
    super(options);
    this.addClass('intarsia-Audio');
    this.redraw();
  }

  protected get types(): ReadonlyArray<string> {
    return ['audio'];
  }

  protected get invitation(): string {
    return this.context.trans.__('Choose a sound, or drop it here');
  }
}
