import type { VideoSpec } from '../protocol/types';
import type { Component } from './component';
import { FileControl } from './filecontrol';

/**
 * A video.
 */
export class Video extends FileControl<VideoSpec> {
  constructor(options: Component.IOptions<VideoSpec>) {
    super(options);
    this.addClass('intarsia-Video');
    this.redraw();
  }

  protected get types(): ReadonlyArray<string> {
    return ['video'];
  }

  protected get invitation(): string {
    return this.context.trans.__('Choose a video, or drop it here');
  }
}
