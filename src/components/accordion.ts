import type { AccordionSpec } from '../protocol/types';
import type { Component } from './component';
import { cssLength } from './csslength';
import { Disclosure } from './disclosure';

/**
 * A part that can be opened and closed.
 */
export class Accordion extends Disclosure<AccordionSpec> {
  constructor(options: Component.IOptions<AccordionSpec>) {
    super(options);
    this.addClass('intarsia-Accordion');
    this._draw();
    this.place();
  }

  setSpec(spec: AccordionSpec): void {
    super.setSpec(spec);
    this._draw();
  }

  private _draw(): void {
    const { label, height, max_height: limit } = this.spec;
    this.button.textContent = label || this.context.trans.__('Details');
    const { style } = this.content.node;
    style.blockSize = cssLength(height);
    style.maxBlockSize = cssLength(limit);
    this.content.toggleClass('intarsia-mod-scrolled', style.blockSize + style.maxBlockSize !== '');
  }
}
