import type { DateTimeSpec } from '../protocol/types';
import type { Component } from './component';
import { fieldButton } from './fieldbutton';
import { Field } from './field';
import { Icon } from './icon';
import { displayMoment, readMoment } from './moment';
import { MomentControl } from './momentcontrol';

/**
 * A day and a time of day; with `include_time` off, the day alone.
 *
 * #### Notes
 * Where the value is not `exact`, it is a text like `2024-05-01 10:30:00`, or `now - 5m`: a
 * field for it, with the browser's own calendar behind a button.
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

  protected build(slot: HTMLElement): void {
    if (this.spec.exact) {
      super.build(slot);
      return;
    }
    const { trans } = this.context;
    const box = document.createElement('div');
    box.className = 'intarsia-Control intarsia-DateTime-box';
    this._text = document.createElement('input');
    this._text.type = 'text';
    this._text.className = 'intarsia-DateTime-text';
    this._text.autocomplete = 'off';
    this._text.spellcheck = false;
    this._text.placeholder = this.spec.include_time ? 'YYYY-MM-DD hh:mm:ss' : 'YYYY-MM-DD';
    this._calendar = document.createElement('input');
    this._calendar.type = this.type;
    this._calendar.step = '1';
    this._calendar.tabIndex = -1;
    this._calendar.className = 'intarsia-DateTime-calendar';
    this._calendar.setAttribute('aria-hidden', 'true');
    Field.keepKeys(this._calendar);
    const label = this.spec.include_time
      ? trans.__('Choose a day and a time')
      : trans.__('Choose a day');
    const button = fieldButton({ icon: Icon.CALENDAR, label, execute: () => this._choose() });
    box.append(this._text, this._calendar, button);
    slot.append(box);
    this.field.hold(this._text);
  }

  protected showControl(value: unknown): void {
    if (this.spec.exact) {
      super.showControl(value);
      return;
    }
    const text = value == null ? '' : String(value);
    const isTyping = document.activeElement === this._text;
    if (!(isTyping && this._read() === value) && this._text.value !== text) {
      this._text.value = text;
    }
  }

  protected onInput(event: Event): void {
    if (this.spec.exact) {
      super.onInput(event);
    } else if (event.target === this._calendar) {
      this._text.value = this._normal(this._calendar.value) ?? '';
      this.enter(this._read());
      this.commit();
    } else {
      this.enter(this._read());
    }
  }

  protected onChange(event: Event): void {
    if (this.spec.exact) {
      super.onChange(event);
    } else {
      this.commit();
    }
  }

  protected submitsOnEnter(target: EventTarget | null): boolean {
    return this.spec.exact || target === this._text;
  }

  protected check(draft: unknown): string | null {
    if (this.spec.exact || draft === null) {
      return super.check(draft);
    }
    const text = String(draft);
    if (Private.NOW.test(text)) {
      return null;
    }
    if (this._normal(text) !== text) {
      const { trans } = this.context;
      return this.spec.include_time
        ? trans.__('Enter a time like %1, or now - 5m.', '2024-05-01 10:30:00')
        : trans.__('Enter a day like %1, or now - 5d.', '2024-05-01');
    }
    return super.check(text);
  }

  protected asText(value: unknown): string {
    const text = String(value);
    return readMoment(text) ? displayMoment(text) : text;
  }

  /**
   * What the field says: nothing, or a text in the form that travels where it is clear.
   */
  private _read(): string | null {
    const text = this._text.value;
    return text.trim() === '' ? null : (this._normal(text) ?? text);
  }

  /**
   * A day, or a day and a time, as it travels; `null` for another text.
   */
  private _normal(text: string): string | null {
    const moment = readMoment(text);
    if (!moment || moment.offset !== '' || moment.fraction !== '' || moment.date === '') {
      return null;
    }
    if (this.spec.include_time) {
      return moment.time === '' ? null : `${moment.date} ${moment.time}`;
    }
    return moment.time === '' ? moment.date : null;
  }

  /**
   * Open the browser's own calendar, at what the field says.
   */
  private _choose(): void {
    const shown = this._normal(this._text.value);
    this._calendar.value = shown === null ? '' : shown.replace(' ', 'T');
    try {
      this._calendar.showPicker();
    } catch (error) {
      // An older browser, or one that a page may not ask: its control is there to click on.
      this._calendar.focus();
    }
  }

  declare private _calendar: HTMLInputElement;
  declare private _text: HTMLInputElement;
}

namespace Private {
  /** The moment of the call, or some time before. */
  export const NOW = /^\s*now\s*(-\s*\d{1,9}\s*[dhms]\s*)?$/;
}
