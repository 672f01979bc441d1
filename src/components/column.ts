import type { ColumnSpec } from '../protocol/types';
import type { Component } from './component';
import { Layout } from './layout';
import { StackLayout } from './stacklayout';

/**
 * Components below one another.
 */
export class Column extends Layout<ColumnSpec> {
  constructor(options: Component.IOptions<ColumnSpec>) {
    super(options);
    this.addClass('intarsia-Column');
    this.addClass('intarsia-Stack');
    this.layout = this.slots;
    this._mark();
    this.place();
  }

  setSpec(spec: ColumnSpec): void {
    super.setSpec(spec);
    this._mark();
  }

  protected readonly slots = new StackLayout();

  private _mark(): void {
    const { variant, show_progress: isTold } = this.spec;
    this.toggleClass('intarsia-mod-panel', variant !== 'default');
    this.toggleClass('intarsia-mod-compact', variant === 'compact');
    this.toggleClass('intarsia-mod-progress', isTold);
  }
}
