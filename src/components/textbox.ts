import type { Message } from '@lumino/messaging';
import type { TextboxSpec } from '../protocol/types';
import type { Component } from './component';
import { Control } from './control';
import { copyButton } from './fieldbutton';
import { Field } from './field';
import { FollowEnd } from './followend';
import { GrownPortions } from './grownportions';
import { Growth } from './growth';
import { createIcon, Icon } from './icon';
import { isWriting, setAttributes } from './textinput';

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
    this.node.append(this._portions.node);
    this.redraw();
  }

  protected get events(): ReadonlyArray<string> {
    return [...super.events, 'select', 'copy'];
  }

  protected get actions(): ReadonlyMap<string, () => HTMLElement> {
    const { show_label, type } = this.spec;
    if (!show_label || type === 'password') {
      return new Map();
    }
    const text = (): string => {
      const held = this.draft === undefined ? this.value : this.draft;
      return held == null ? '' : this.asText(held);
    };
    const onCopied = (value: string): void => this.trigger('copy', { value });
    return new Map([['copy', () => copyButton(this.context.trans, text, onCopied)]]);
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._follow?.dispose();
    this._portions.dispose();
    super.dispose();
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._fit();
    const { autofocus, interactive } = this.spec;
    if (autofocus && interactive && this.context.trusted && !this._wasFocused) {
      this._wasFocused = true;
      if (!isWriting()) {
        this._input.focus({ preventScroll: true });
      }
    }
  }

  protected redraw(): void {
    this._follow?.dispose();
    this._follow = null;
    super.redraw();
  }

  protected build(slot: HTMLElement): void {
    const { spec } = this;
    this.toggleClass('intarsia-mod-monospace', spec.monospace);
    this._drawDirection(slot);
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
    if (spec.html_attributes) {
      setAttributes(input, spec.html_attributes, this.context.trusted);
    }
    this._input = input;
    const buttons = this._createButtons();
    if (buttons.length > 0) {
      const box = document.createElement('div');
      box.className = 'intarsia-Control intarsia-Textbox-box';
      input.className = 'intarsia-Textbox-inner';
      box.append(input, ...buttons);
      slot.append(box);
    } else {
      slot.append(input);
    }
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
    const next = text.replace(/\r\n?/g, '\n');
    const { value: before } = this._input;
    if (before !== next) {
      if (this._input instanceof HTMLTextAreaElement && before && next.startsWith(before)) {
        // What is selected in it stays selected.
        this._input.setRangeText(next.slice(before.length), before.length, before.length);
      } else {
        this._input.value = text;
      }
      this._follow?.grown();
    }
    this._fit();
  }

  protected asText(value: unknown): string {
    return typeof value === 'string' ? value : String(value);
  }

  protected buildDisplay(display: HTMLElement): void {
    display.classList.add('intarsia-Textbox-text');
    this._drawDirection(this.field.slot);
    this._setLines(display);
    const content = document.createElement('div');
    content.className = 'intarsia-Textbox-content';
    content.dataset.placeholder = this.spec.placeholder ?? '';
    display.append(content);
    this._growth = new Growth(content);
    // Where all of it is shown, nothing is measured.
    if (this.spec.max_lines !== null) {
      const onMoved: FollowEnd.IOptions['onMoved'] = ({ above, below }) => {
        Private.reach(display, above || below);
      };
      this._follow = new FollowEnd({ node: display, content, onMoved });
      this._follow.isOn = this.spec.autoscroll;
    }
  }

  protected showDisplay(_display: HTMLElement, value: unknown): void {
    const text = value == null ? '' : this.asText(value);
    const isSecret = this.spec.type === 'password';
    this._growth?.show(isSecret ? '\u2022'.repeat(text === '' ? 0 : 8) : text);
    this._portions.note(isSecret ? '' : text);
  }

  protected onEvent(event: Event): void {
    if (this.spec.type === 'password') {
      return;
    }
    if (event.type === 'copy') {
      const isInside = this.spec.interactive && event.target === this._input;
      const selected = isInside
        ? Private.selected(this._input)
        : document.getSelection()?.toString();
      this.trigger('copy', { value: selected ?? '' });
    } else if (event.type === 'select' && this.spec.interactive) {
      const { selectionStart, selectionEnd } = this._input;
      const index = [selectionStart ?? 0, selectionEnd ?? 0];
      this.trigger('select', { index, value: Private.selected(this._input) });
    }
  }

  protected onInput(): void {
    this._fit();
    this.enter(this._input.value);
  }

  protected isSubmitKey(event: KeyboardEvent): boolean {
    return super.isSubmitKey(event) && !(this._breaksByShift(event) && event.shiftKey);
  }

  protected onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && event.shiftKey && this._breaksByShift(event)) {
      // The next line, and nothing else: neither the app nor the notebook runs.
      event.stopPropagation();
    }
  }

  protected submitsOnEnter(target: EventTarget | null): boolean {
    const { lines, max_lines } = this.spec;
    const growsFromOne = lines === 1 && (max_lines ?? 1) > 1;
    return target === this._input && (this._input instanceof HTMLInputElement || growsFromOne);
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
    const { lines } = this.spec;
    const area = document.createElement('textarea');
    area.rows = Math.max(1, lines);
    this._setLines(area);
    this._follow = new FollowEnd({ node: area, content: area });
    this._follow.isOn = this.spec.autoscroll;
    return area;
  }

  /**
   * Buttons within the field, for what there are events of.
   */
  private _createButtons(): HTMLElement[] {
    const { submit_btn, stop_btn } = this.spec;
    const { trans } = this.context;
    const buttons = [];
    if (submit_btn !== false && submit_btn !== '') {
      const button = Private.button(submit_btn, Icon.SEND, trans.__('Submit'));
      button.classList.add('intarsia-mod-primary');
      button.addEventListener('click', () => this.onSubmit());
      buttons.push(button);
    }
    if (stop_btn !== false && stop_btn !== '') {
      const button = Private.button(stop_btn, Icon.STOP, trans.__('Stop'));
      button.addEventListener('click', () => this.trigger('stop'));
      buttons.push(button);
    }
    return buttons;
  }

  /**
   * Whether a key is pressed where Enter submits and Shift+Enter begins the next line.
   */
  private _breaksByShift(event: KeyboardEvent): boolean {
    const isArea = this._input instanceof HTMLTextAreaElement;
    return this.spec.interactive && isArea && this.submitsOnEnter(event.target);
  }

  private _drawDirection(slot: HTMLElement): void {
    const { rtl, text_align } = this.spec;
    if (rtl) {
      slot.dir = 'rtl';
    } else {
      slot.removeAttribute('dir');
    }
    this.toggleClass('intarsia-mod-left', text_align === 'left');
    this.toggleClass('intarsia-mod-right', text_align === 'right');
  }

  private _setLines(element: HTMLElement): void {
    const { lines, max_lines } = this.spec;
    const least = Math.max(1, lines);
    element.style.setProperty('--intarsia-textbox-lines', String(least));
    if (max_lines !== null) {
      const most = String(Math.max(least, max_lines));
      element.style.setProperty('--intarsia-textbox-max-lines', most);
    }
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

  private _follow: FollowEnd | null = null;
  private _growth: Growth | null = null;
  private _hasLines = false;
  declare private _input: HTMLInputElement | HTMLTextAreaElement;
  private readonly _portions = new GrownPortions();
  private _wasFocused = false;
}

namespace Private {
  /**
   * Let keys reach what is cut off of a text that is only shown.
   */
  export function reach(display: HTMLElement, isCut: boolean): void {
    if (isCut) {
      display.tabIndex = 0;
    } else {
      display.removeAttribute('tabindex');
    }
  }

  export function button(words: string | true, icon: string, name: string): HTMLButtonElement {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'intarsia-Button intarsia-Textbox-button';
    if (words === true) {
      element.append(createIcon(icon));
      element.setAttribute('aria-label', name);
      element.title = name;
    } else {
      element.textContent = words;
    }
    Field.keepKeys(element);
    return element;
  }

  export function selected(input: HTMLInputElement | HTMLTextAreaElement): string {
    return input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0);
  }

  export const FITS_BY_STYLE =
    typeof CSS !== 'undefined' && CSS.supports?.('field-sizing', 'content') === true;
}
