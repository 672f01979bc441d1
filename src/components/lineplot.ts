import type { LinePlotSpec } from '../protocol/types';
import type { Component } from './component';
import { NativePlot } from './nativeplot';

/**
 * Lines through the rows of a table.
 */
export class LinePlot extends NativePlot<LinePlotSpec> {
  constructor(options: Component.IOptions<LinePlotSpec>) {
    super(options, 'line');
    this.addClass('intarsia-LinePlot');
  }
}
