import type { TimeSpec } from '../protocol/types';
import type { Component } from './component';
import { MomentControl } from './momentcontrol';

/**
 * A time of day.
 */
export class Time extends MomentControl<TimeSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<TimeSpec>) {
    super(options);
    this.addClass('intarsia-Time');
  }

  protected get type(): 'time' {
    return 'time';
  }

  protected get request(): string {
    return this.context.trans.__('Enter a time of day.');
  }
}
