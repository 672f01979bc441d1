import type { ColumnSpec } from '../protocol/types';
import type { Component } from './component';
import { Layout } from './layout';

/**
 * Components below one another.
 */
export class Column extends Layout<ColumnSpec> {
  constructor(options: Component.IOptions<ColumnSpec>) {
    super(options);
    this.addClass('intarsia-Column');
  }
}
