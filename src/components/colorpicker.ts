import type { ColorPickerSpec } from '../protocol/types';
import { readColor, writeColor, writeHex } from './colortext';
import type { Component } from './component';
import { Control } from './control';

/**
 * A colour: the browser's own palette, and a field for its code.
 *
 * #### Notes
 * Emits `input` with each colour that is tried in the palette; `change` and then `release`
 * when it is closed. A text that is no colour stays, and the kernel refuses it.
 */
export class ColorPicker extends Control<ColorPickerSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<ColorPickerSpec>) {
    super(options);
    this.addClass('intarsia-ColorPicker');
    this.redraw();
  }

  protected build(slot: HTMLElement): void {
    const palette = document.createElement('input');
    palette.type = 'color';
    palette.className = 'intarsia-ColorPicker-palette';
    palette.setAttribute(
      'aria-label',
      this.context.trans.__('%1, from a palette', this.field.name)
    );
    const code = document.createElement('input');
    code.type = 'text';
    code.className = 'intarsia-Control intarsia-ColorPicker-code';
    code.autocomplete = 'off';
    code.spellcheck = false;
    code.setAttribute('autocapitalize', 'none');
    this._palette = palette;
    this._code = code;
    const row = document.createElement('div');
    row.className = 'intarsia-ColorPicker-row';
    row.append(palette, code);
    slot.append(row);
    this.field.hold(code, palette);
  }

  protected showControl(value: unknown): void {
    const text = value == null ? '' : String(value);
    const isTyping = document.activeElement === this._code;
    if (!(isTyping && this._read() === value) && this._code.value !== text) {
      this._code.value = text;
    }
    this._showPalette(text);
  }

  protected asText(value: unknown): string {
    return String(value);
  }

  protected showDisplay(display: HTMLElement, value: unknown): void {
    super.showDisplay(display, value);
    const color = value == null ? null : readColor(this.asText(value));
    if (color) {
      const sample = document.createElement('span');
      sample.className = 'intarsia-ColorPicker-sample';
      sample.style.setProperty('--intarsia-color', writeColor(color));
      display.prepend(sample);
    }
  }

  protected onInput(event: Event): void {
    if (event.target === this._palette) {
      this._code.value = this._palette.value;
      this.enter(this._palette.value);
    } else {
      this._showPalette(this._code.value);
      this.enter(this._read());
    }
  }

  protected onChange(event: Event): void {
    this.commit();
    if (event.target === this._palette) {
      this.trigger('release');
    }
  }

  protected submitsOnEnter(target: EventTarget | null): boolean {
    return target === this._code;
  }

  protected check(draft: unknown): string | null {
    return draft === null || readColor(String(draft))
      ? null
      : this.context.trans.__('Enter a colour like #ff8800.');
  }

  /**
   * What the field says: nothing, a colour in the form that travels, or another text.
   */
  private _read(): string | null {
    const text = this._code.value.trim();
    const color = readColor(text);
    return text === '' ? null : color ? writeColor(color) : text;
  }

  private _showPalette(text: string): void {
    const color = readColor(text);
    this._palette.value = color ? writeHex(color) : '#000000';
    this._palette.classList.toggle('intarsia-mod-empty', color === null);
  }

  declare private _code: HTMLInputElement;
  declare private _palette: HTMLInputElement;
}
