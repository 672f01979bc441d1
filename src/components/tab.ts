import type { TabSpec } from '../protocol/types';
import type { Component } from './component';
import { cssLength } from './csslength';
import { Page } from './page';

/**
 * One page of several, chosen by its name.
 */
export class Tab extends Page<TabSpec> {
  constructor(options: Component.IOptions<TabSpec>) {
    super(options);
    this.addClass('intarsia-Tab');
    this._measure();
  }

  setSpec(spec: TabSpec): void {
    super.setSpec(spec);
    this._measure();
  }

  protected get isEager(): boolean {
    return this.spec.render_children;
  }

  private _measure(): void {
    const { style } = this.node;
    style.blockSize = cssLength(this.spec.height);
    style.maxBlockSize = cssLength(this.spec.max_height);
    this.toggleClass('intarsia-mod-scrolled', style.blockSize + style.maxBlockSize !== '');
  }
}
