import { PanelLayout } from '@lumino/widgets';
import type { GroupSpec } from '../protocol/types';
import type { Component } from './component';
import { Layout } from './layout';

/**
 * Components that belong together: one frame, and lines in place of gaps.
 */
export class Group extends Layout<GroupSpec> {
  constructor(options: Component.IOptions<GroupSpec>) {
    super(options);
    this.addClass('intarsia-Group');
    this.layout = this.slots;
    this.place();
  }

  protected readonly slots = new PanelLayout();
}
