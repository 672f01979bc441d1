import type { RenderSpec } from '../protocol/types';
import type { Component } from './component';
import { Layout } from './layout';
import { StackLayout } from './stacklayout';

/**
 * What a function renders: children that come and go.
 */
export class Render extends Layout<RenderSpec> {
  constructor(options: Component.IOptions<RenderSpec>) {
    super(options);
    this.addClass('intarsia-Render');
    this.addClass('intarsia-Stack');
    this.layout = this.slots;
    this.place();
  }

  protected readonly slots = new StackLayout();
}
