import type { DateTimeSpec } from '../protocol/types';
import type { Component } from './component';
import { MomentControl } from './momentcontrol';

/**
 * A day and a time of day; with `include_time` off, the day alone.
 */
export class DateTime extends MomentControl<DateTimeSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<DateTimeSpec>) {
    super(options);
    this.addClass('intarsia-DateTime');
  }

  protected get type(): 'date' | 'datetime-local' {
    return this.spec.include_time ? 'datetime-local' : 'date';
  }

  protected get request(): string {
    const { trans } = this.context;
    return this.spec.include_time ? trans.__('Enter a day and a time.') : trans.__('Enter a day.');
  }
}
