import type { DurationSpec } from '../protocol/types';
import type { Component } from './component';
import { Control } from './control';
import { readDuration, writeDuration } from './durationtext';

/**
 * A length of time, entered as text: `1:30:00`, `90 s`, `2h 5m`.
 */
export class Duration extends Control<DurationSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<DurationSpec>) {
    super(options);
    this.addClass('intarsia-Duration');
    this.redraw();
  }

  protected build(slot: HTMLElement): void {
    const input = document.createElement('input');
    input.type = 'text';
    input.className = 'intarsia-Control intarsia-mod-numeric';
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.placeholder = this.context.trans.__('h:mm:ss or 90 s');
    this._input = input;
    slot.append(input);
    this.field.hold(input);
  }

  protected showControl(value: unknown): void {
    const isSame = document.activeElement === this._input && this._read() === value;
    const text = value == null ? '' : this.asText(value);
    if (!isSame && this._input.value !== text) {
      this._input.value = text;
    }
  }

  protected asText(value: unknown): string {
    return typeof value === 'number' ? writeDuration(value) : String(value);
  }

  protected onInput(): void {
    this.enter(this._read());
  }

  protected submitsOnEnter(): boolean {
    return true;
  }

  protected check(draft: unknown): string | null {
    const { minimum, maximum } = this.spec;
    const { trans } = this.context;
    if (draft === null) {
      return null;
    }
    if (typeof draft !== 'number') {
      return trans.__('Enter a length of time, e.g. 1:30:00 or 90 s.');
    }
    if (minimum !== null && draft < minimum) {
      return trans.__('Must be %1 or longer.', writeDuration(minimum));
    }
    if (maximum !== null && draft > maximum) {
      return trans.__('Must be %1 or shorter.', writeDuration(maximum));
    }
    return null;
  }

  private _read(): number | string | null {
    const seconds = readDuration(this._input.value);
    return seconds === undefined ? this._input.value : seconds;
  }

  declare private _input: HTMLInputElement;
}
