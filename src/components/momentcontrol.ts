import type { DateSpec, DateTimeSpec, TimeSpec } from '../protocol/types';
import type { Component } from './component';
import { Control } from './control';
import type { IMoment } from './moment';
import { displayMoment, joinMoment, localMoment, readMoment } from './moment';

/**
 * What days, times and both have in common: the browser's own control, and the parts of
 * a value that it cannot show, kept.
 *
 * #### Notes
 * The value travels as ISO 8601 text. A text that the native control does not take is
 * shown in a plain text field, so that it is neither lost nor hidden.
 */
export abstract class MomentControl<
  S extends DateSpec | TimeSpec | DateTimeSpec
> extends Control<S> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<S>) {
    super(options);
    this.addClass('intarsia-Moment');
    this.redraw();
  }

  /**
   * The type of the native control.
   */
  protected abstract get type(): 'date' | 'time' | 'datetime-local';

  /**
   * What to enter, when what was entered is not whole.
   */
  protected abstract get request(): string;

  protected build(slot: HTMLElement): void {
    const row = document.createElement('div');
    row.className = 'intarsia-Moment-row';
    const input = document.createElement('input');
    input.type = this.type;
    input.className = 'intarsia-Control intarsia-Moment-input';
    if (this.type !== 'date') {
      // Seconds can be entered too.
      input.step = '1';
    }
    for (const [name, limit] of [
      ['min', this.spec.minimum],
      ['max', this.spec.maximum]
    ] as const) {
      const moment = readMoment(limit ?? '');
      if (moment) {
        input[name] = this._fitted(moment);
      }
    }
    this._offset = document.createElement('span');
    this._offset.className = 'intarsia-Moment-offset';
    this._offset.dir = 'ltr';
    this._offset.hidden = true;
    this._input = input;
    row.append(input, this._offset);
    slot.append(row);
    this.field.hold(input);
  }

  protected showControl(value: unknown): void {
    const text = value == null ? '' : String(value);
    this._moment = readMoment(text);
    this._offset.textContent = this._moment?.offset.replace('Z', 'UTC') ?? '';
    this._offset.hidden = this._offset.textContent === '';
    const local = this._moment ? this._fitted(this._moment) : text;
    this._input.type = this.type;
    if (this._input.value !== local) {
      this._input.value = local;
    }
    if (local !== '' && this._input.value === '') {
      this._input.type = 'text';
      this._input.value = text;
    }
  }

  protected asText(value: unknown): string {
    return displayMoment(String(value));
  }

  protected onInput(event: Event): void {
    const { value, validity, type } = this._input;
    if (value === '') {
      // Half a date cannot be read from the control: a text that is none stands for it.
      this.enter(validity.badInput ? MomentControl.INCOMPLETE : null);
    } else {
      this.enter(type === 'text' ? value : joinMoment(value, this._moment));
    }
  }

  protected onChange(event: Event): void {
    // Each part of a native control that changes is a change to the browser; while the
    // keyboard is in it, only leaving it is one to the person. (Between two parts the
    // browser has no active element.)
    if (!this.hasFocus) {
      this.commit();
    }
  }

  protected submitsOnEnter(target: EventTarget | null): boolean {
    return true;
  }

  protected check(draft: unknown): string | null {
    const { minimum, maximum } = this.spec;
    const { trans } = this.context;
    if (draft === null) {
      return null;
    }
    const moment = readMoment(String(draft));
    if (!moment || (this.type === 'date' ? moment.time : this.type !== 'time' && !moment.time)) {
      return this.request;
    }
    // Texts of one form compare like what they mean; different offsets are the kernel's.
    const same = (limit: string | null): string | null => {
      const other = readMoment(limit ?? '');
      return other && other.offset === moment.offset
        ? this._fitted(other) + other.fraction.padEnd(10, '0')
        : null;
    };
    const at = this._fitted(moment) + moment.fraction.padEnd(10, '0');
    const [earliest, latest] = [same(minimum), same(maximum)];
    if (earliest !== null && at < earliest) {
      return trans.__('Must be %1 or later.', displayMoment(minimum ?? ''));
    }
    if (latest !== null && at > latest) {
      return trans.__('Must be %1 or earlier.', displayMoment(maximum ?? ''));
    }
    return null;
  }

  private _fitted(moment: IMoment): string {
    return this.type === 'date'
      ? moment.date
      : this.type === 'time'
        ? moment.time
        : localMoment({ ...moment, time: moment.time || '00:00:00' });
  }

  declare private _input: HTMLInputElement;
  private _moment: IMoment | null = null;
  declare private _offset: HTMLElement;
}

export namespace MomentControl {
  /**
   * The draft of a control that is only partly filled in.
   */
  export const INCOMPLETE = '?';
}
