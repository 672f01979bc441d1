import type { RenderSpec } from '../protocol/types';
import type { Component } from './component';
import { Layout } from './layout';

/**
 * What a function renders: children that come and go.
 */
export class Render extends Layout<RenderSpec> {
  constructor(options: Component.IOptions<RenderSpec>) {
    super(options);
    this.addClass('intarsia-Render');
  }
}
