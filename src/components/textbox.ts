import type { TextboxSpec } from '../protocol/types';
import type { Component } from './component';
import { Control } from './control';
import { Growth } from './growth';

/**
 * A field for text, of one line or several.
 *
 * #### Notes
 * A text with line breaks always gets a text area, whatever the spec says: a native text
 * field would drop them. A password stands in the property only, never in an attribute.
 */
export class Textbox extends Control<TextboxSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<TextboxSpec>) {
    super(options);
    this.addClass('intarsia-Textbox');
    this.redraw();
  }

  protected get events(): ReadonlyArray<string> {
    return [...super.events, 'select', 'copy'];
  }

  protected build(slot: HTMLElement): void {
    const { spec } = this;
    this.toggleClass('intarsia-mod-monospace', spec.monospace);
    const isArea =
      spec.type === 'text' && (spec.lines > 1 || (spec.max_lines ?? 1) > 1 || this._hasLines);
    const input = isArea ? this._createArea() : this._createInput();
    input.classList.add('intarsia-Control');
    input.placeholder = spec.placeholder ?? '';
    input.inputMode = spec.type === 'email' ? 'email' : spec.inputmode;
    input.autocomplete = spec.type === 'password' ? 'new-password' : 'off';
    // Code and addresses are no language to check.
    input.spellcheck = spec.type === 'text' && !spec.monospace;
    if (spec.monospace || spec.type !== 'text') {
      input.setAttribute('autocapitalize', 'none');
    }
    this._input = input;
    slot.append(input);
    this.field.hold(input);
  }

  protected showControl(value: unknown): void {
    const text = this.asText(value ?? '');
    if (!this._hasLines && this._input instanceof HTMLInputElement && /[\r\n]/.test(text)) {
      if (this.spec.type === 'text') {
        const hadFocus = document.activeElement === this._input;
        this._hasLines = true;
        this.redraw();
        if (hadFocus) {
          this._input.focus();
        }
      }
    }
    if (this._input.value !== text.replace(/\r\n?/g, '\n')) {
      this._input.value = text;
    }
    this._fit();
  }

  protected asText(value: unknown): string {
    return typeof value === 'string' ? value : String(value);
  }

  protected buildDisplay(display: HTMLElement): void {
    display.classList.add('intarsia-Textbox-text');
    this._growth = new Growth(display);
  }

  protected showDisplay(display: HTMLElement, value: unknown): void {
    const text = value == null ? '' : this.asText(value);
    const isSecret = this.spec.type === 'password';
    this._growth?.show(isSecret ? '\u2022'.repeat(text === '' ? 0 : 8) : text);
  }

  protected onEvent(event: Event): void {
    if (this.spec.type === 'password') {
      return;
    }
    if (event.type === 'copy') {
      this.trigger('copy', { value: document.getSelection()?.toString() ?? '' });
    } else if (event.type === 'select' && this.spec.interactive) {
      const { value, selectionStart, selectionEnd } = this._input;
      const index = [selectionStart ?? 0, selectionEnd ?? 0];
      this.trigger('select', { index, value: value.slice(...index) });
    }
  }

  protected onInput(): void {
    this._fit();
    this.enter(this._input.value);
  }

  protected submitsOnEnter(): boolean {
    return this._input instanceof HTMLInputElement;
  }

  protected check(draft: unknown): string | null {
    const { min_length, max_length } = this.spec;
    const { trans } = this.context;
    // As the kernel counts: characters, not UTF-16 units.
    const length = [...String(draft)].length;
    if (min_length !== null && length < min_length) {
      return trans._n('Enter at least %1 character.', 'Enter at least %1 characters.', min_length);
    }
    if (max_length !== null && length > max_length) {
      return trans._n('Enter at most %1 character.', 'Enter at most %1 characters.', max_length);
    }
    return null;
  }

  protected onAfterShow(): void {
    this._fit();
  }

  private _createArea(): HTMLTextAreaElement {
    const { lines, max_lines } = this.spec;
    const area = document.createElement('textarea');
    area.rows = Math.max(1, lines);
    area.style.setProperty('--intarsia-textbox-lines', String(area.rows));
    if (max_lines !== null) {
      area.style.setProperty(
        '--intarsia-textbox-max-lines',
        String(Math.max(area.rows, max_lines))
      );
    }
    return area;
  }

  private _createInput(): HTMLInputElement {
    const input = document.createElement('input');
    input.type = this.spec.type;
    return input;
  }

  /**
   * Let a text area be as high as its text, where style sheets cannot.
   */
  private _fit(): void {
    if (this._input instanceof HTMLTextAreaElement && this.isAttached && !Private.FITS_BY_STYLE) {
      this._input.style.blockSize = 'auto';
      const edges = this._input.offsetHeight - this._input.clientHeight;
      this._input.style.blockSize = `${this._input.scrollHeight + edges}px`;
    }
  }

  private _growth: Growth | null = null;
  private _hasLines = false;
  declare private _input: HTMLInputElement | HTMLTextAreaElement;
}

namespace Private {
  export const FITS_BY_STYLE =
    typeof CSS !== 'undefined' && CSS.supports?.('field-sizing', 'content') === true;
}
