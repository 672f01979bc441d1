import type { NumberSpec } from '../protocol/types';
import type { Component } from './component';
import { Control } from './control';
import type { Numeric } from './numbertext';
import {
  checkNumber,
  displayNumber,
  isNumeric,
  readNumber,
  shownDigits,
  stepNumber,
  writeNumber
} from './numbertext';

/**
 * A field for a number.
 *
 * #### Notes
 * A text field, since a native number field drops what it cannot read and has no room
 * for NaN or integers beyond 2**53. Text that is no number is a draft too: it stays, and
 * the kernel refuses it like any wrong value.
 */
export class Number extends Control<NumberSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<NumberSpec>) {
    super(options);
    this.addClass('intarsia-Number');
    this.redraw();
  }

  protected build(slot: HTMLElement): void {
    const { spec } = this;
    const input = document.createElement('input');
    input.type = 'text';
    input.className = 'intarsia-Control intarsia-mod-numeric';
    input.setAttribute('role', 'spinbutton');
    const isNegative = spec.minimum == null || spec.minimum < 0;
    // Phones have no minus sign on their number pads.
    input.inputMode = isNegative ? 'text' : spec.whole ? 'numeric' : 'decimal';
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.placeholder = spec.placeholder ?? '';
    if (spec.minimum != null) {
      input.setAttribute('aria-valuemin', String(spec.minimum));
    }
    if (spec.maximum != null) {
      input.setAttribute('aria-valuemax', String(spec.maximum));
    }
    this._input = input;
    slot.append(input);
    this.field.hold(input);
  }

  protected showControl(value: unknown): void {
    const text = this._write(value);
    const shown = this._read();
    const isSame = isNumeric(shown) && isNumeric(value) && Object.is(shown, value);
    if (!(isSame && document.activeElement === this._input) && this._input.value !== text) {
      this._input.value = text;
    }
    this._describe(value);
  }

  protected asText(value: unknown): string {
    return isNumeric(value) ? displayNumber(value, shownDigits(this.spec)) : String(value);
  }

  protected buildDisplay(display: HTMLElement): void {
    display.classList.add('intarsia-Number-text');
  }

  protected onInput(): void {
    this._enter(this._read());
  }

  protected onKeyDown(event: KeyboardEvent): void {
    const count = Private.STEPS[event.key];
    if (count === undefined || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const shown = this._read();
    const from: Numeric | null = shown === null ? this._base() : isNumeric(shown) ? shown : null;
    if (from === null) {
      return;
    }
    const step = this.spec.step ?? 1;
    const next = stepNumber(from, step, event.shiftKey ? count * 10 : count, this.spec);
    if (!Object.is(next, shown)) {
      this._input.value = this._write(next);
      this._enter(next);
    }
  }

  protected submitsOnEnter(): boolean {
    return true;
  }

  protected check(draft: unknown): string | null {
    return checkNumber(draft, this.spec, this.context.trans);
  }

  private _base(): number {
    return Math.max(0, this.spec.minimum ?? 0);
  }

  private _enter(draft: unknown): void {
    this._describe(draft);
    this.enter(draft);
  }

  private _describe(value: unknown): void {
    if (isNumeric(value)) {
      this._input.setAttribute('aria-valuenow', String(value));
    } else {
      this._input.removeAttribute('aria-valuenow');
    }
  }

  private _read(): Numeric | string | null {
    const text = this._input.value;
    const reading = readNumber(text, this.spec.whole);
    return 'value' in reading ? reading.value : text;
  }

  private _write(value: unknown): string {
    if (value == null) {
      return '';
    }
    return isNumeric(value) ? writeNumber(value, shownDigits(this.spec)) : String(value);
  }

  declare private _input: HTMLInputElement;
}

namespace Private {
  export const STEPS: Readonly<Record<string, number | undefined>> = {
    ArrowUp: 1,
    ArrowDown: -1,
    PageUp: 10,
    PageDown: -10
  };
}
