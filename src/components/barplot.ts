import type { BarPlotSpec } from '../protocol/types';
import type { Component } from './component';
import { NativePlot } from './nativeplot';

/**
 * Bars for the rows of a table.
 */
export class BarPlot extends NativePlot<BarPlotSpec> {
  constructor(options: Component.IOptions<BarPlotSpec>) {
    super(options, 'bar');
    this.addClass('intarsia-BarPlot');
  }
}
