import { PanelLayout } from '@lumino/widgets';
import type { RowSpec } from '../protocol/types';
import type { Component } from './component';
import { cssLength } from './csslength';
import { Layout } from './layout';

/**
 * Components beside one another, in as many lines as their width asks for.
 */
export class Row extends Layout<RowSpec> {
  constructor(options: Component.IOptions<RowSpec>) {
    super(options);
    this.addClass('intarsia-Row');
    this.layout = this.slots;
    this._measure();
    this.place();
  }

  setSpec(spec: RowSpec): void {
    super.setSpec(spec);
    this._measure();
  }

  protected readonly slots = new PanelLayout();

  private _measure(): void {
    const { variant, equal_height: isEqual, show_progress: isTold, ...heights } = this.spec;
    this.toggleClass('intarsia-mod-panel', variant !== 'default');
    this.toggleClass('intarsia-mod-compact', variant === 'compact');
    this.toggleClass('intarsia-mod-equal', isEqual);
    this.toggleClass('intarsia-mod-progress', isTold);
    const { style } = this.node;
    style.blockSize = cssLength(heights.height);
    style.maxBlockSize = cssLength(heights.max_height);
    style.minBlockSize = cssLength(heights.min_height);
    this.toggleClass('intarsia-mod-scrolled', Boolean(style.blockSize || style.maxBlockSize));
  }
}
