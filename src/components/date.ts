import type { DateSpec } from '../protocol/types';
import type { Component } from './component';
import { MomentControl } from './momentcontrol';

/**
 * A day.
 */
export class Date extends MomentControl<DateSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<DateSpec>) {
    super(options);
    this.addClass('intarsia-Date');
  }

  protected get type(): 'date' {
    return 'date';
  }

  protected get request(): string {
    return this.context.trans.__('Enter a day.');
  }
}
