import type { ScatterPlotSpec } from '../protocol/types';
import type { Component } from './component';
import { NativePlot } from './nativeplot';

/**
 * Points for the rows of a table.
 */
export class ScatterPlot extends NativePlot<ScatterPlotSpec> {
  constructor(options: Component.IOptions<ScatterPlotSpec>) {
    super(options, 'point');
    this.addClass('intarsia-ScatterPlot');
  }
}
