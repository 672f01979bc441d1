import type { SliderSpec } from '../protocol/types';
import type { Component } from './component';
import { Control } from './control';
import { fieldButton } from './fieldbutton';
import { Icon } from './icon';
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
 * A number between two bounds: a track to move along, and a field for the exact value.
 *
 * #### Notes
 * Emits `input` with each move; `change` and then `release` at its end. A key held down
 * commits with each step, and is released once.
 */
export class Slider extends Control<SliderSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<SliderSpec>) {
    super(options);
    this.addClass('intarsia-Slider');
    this.redraw();
  }

  protected get events(): ReadonlyArray<string> {
    return [...super.events, 'keyup'];
  }

  protected get actions(): ReadonlyMap<string, () => HTMLElement> {
    const label = this.context.trans.__('Reset');
    const execute = (): void => this._reset();
    return new Map([['reset', () => fieldButton({ icon: Icon.RESET, label, execute })]]);
  }

  protected build(slot: HTMLElement): void {
    const { minimum, maximum, step, whole } = this.spec;
    const row = Private.part('row');
    const track = Private.part('track');
    track.append(Private.part('rail'), Private.part('fill'));

    const range = document.createElement('input');
    range.type = 'range';
    range.className = 'intarsia-Slider-range';
    range.min = String(minimum);
    range.max = String(maximum);
    range.step = step > 0 ? String(step) : 'any';
    track.append(range);

    const input = document.createElement('input');
    input.type = 'text';
    input.className = 'intarsia-Control intarsia-mod-numeric intarsia-Slider-number';
    input.inputMode = minimum < 0 ? 'text' : whole ? 'numeric' : 'decimal';
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.setAttribute('role', 'spinbutton');
    input.setAttribute('aria-label', this.context.trans.__('%1, as a number', this.field.name));
    input.setAttribute('aria-valuemin', String(minimum));
    input.setAttribute('aria-valuemax', String(maximum));
    const longest = Math.max(
      ...[minimum, maximum, minimum + step].map(
        edge => writeNumber(edge, shownDigits(this.spec)).length
      )
    );
    input.style.setProperty('--intarsia-slider-digits', String(Math.min(longest, 14)));

    this._range = range;
    this._input = input;
    row.append(track, input);
    slot.append(row);
    this.field.hold(range, input);
  }

  protected showControl(value: unknown): void {
    this._first ??= value;
    const text = this._write(value);
    const isTyping = document.activeElement === this._input;
    if (!(isTyping && Object.is(this._read(), value)) && this._input.value !== text) {
      this._input.value = text;
    }
    this._move(value);
  }

  protected asText(value: unknown): string {
    return isNumeric(value) ? displayNumber(value, shownDigits(this.spec)) : String(value);
  }

  protected buildDisplay(display: HTMLElement): void {
    display.classList.add('intarsia-Number-text');
  }

  protected onInput(event: Event): void {
    if (event.target === this._range) {
      const value = Number(this._range.value);
      this._input.value = this._write(value);
      this._paint(value);
      this.enter(value);
    } else {
      const draft = this._read();
      this._move(draft);
      this.enter(draft);
    }
  }

  protected onChange(event: Event): void {
    this.commit();
    if (event.target === this._range && !this._isKeyDown) {
      this.trigger('release');
    }
  }

  protected onKeyDown(event: KeyboardEvent): void {
    if (event.target === this._range) {
      if (Private.KEYS.has(event.key)) {
        this._isKeyDown = true;
      }
      return;
    }
    const count = Private.STEPS[event.key];
    if (count === undefined || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const shown = this._read();
    if (isNumeric(shown)) {
      const next = stepNumber(shown, this.spec.step || 1, count, this.spec);
      if (!Object.is(next, shown)) {
        this._input.value = this._write(next);
        this._move(next);
        this.enter(next);
      }
    }
  }

  protected onEvent(event: Event): void {
    if (event.type === 'keyup' && this._isKeyDown) {
      this._isKeyDown = false;
      this.commit();
      this.trigger('release');
    }
  }

  protected settle(): void {
    this._isKeyDown = false;
  }

  protected submitsOnEnter(target: EventTarget | null): boolean {
    return target === this._input;
  }

  protected check(draft: unknown): string | null {
    if (draft === null) {
      return this.context.trans.__('Enter a number.');
    }
    return checkNumber(draft, this.spec, this.context.trans);
  }

  /**
   * Set what it started with, as if a person had moved there and let go.
   */
  private _reset(): void {
    const start = this.spec.start ?? this._first;
    if (!isNumeric(start)) {
      return;
    }
    this._input.value = this._write(start);
    this._move(start);
    this.enter(start);
    this.commit();
    this.trigger('release');
  }

  /**
   * Put the thumb where the value is, as near as the track allows.
   */
  private _move(value: unknown): void {
    if (isNumeric(value)) {
      this._range.value = String(value);
    }
    this._paint(value);
  }

  private _paint(value: unknown): void {
    const { minimum, maximum, unit } = this.spec;
    const span = maximum - minimum;
    const fraction = span > 0 ? (Number(this._range.value) - minimum) / span : 0;
    this._range.parentElement?.style.setProperty('--intarsia-slider-fraction', fraction.toFixed(4));
    const text = this._write(value);
    this._range.setAttribute('aria-valuetext', unit ? `${text} ${unit}` : text);
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

  private _first: unknown = null;
  declare private _input: HTMLInputElement;
  private _isKeyDown = false;
  declare private _range: HTMLInputElement;
}

namespace Private {
  export const KEYS: ReadonlySet<string> = new Set([
    'ArrowLeft',
    'ArrowRight',
    'ArrowUp',
    'ArrowDown',
    'PageUp',
    'PageDown',
    'Home',
    'End'
  ]);

  export const STEPS: Readonly<Record<string, number | undefined>> = {
    ArrowUp: 1,
    ArrowDown: -1,
    PageUp: 10,
    PageDown: -10
  };

  export function part(name: string): HTMLElement {
    const element = document.createElement('div');
    element.className = `intarsia-Slider-${name}`;
    return element;
  }
}
