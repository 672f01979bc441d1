import type { CodeSpec } from '../protocol/types';
import { ENDINGS } from './codelanguages';
import type { CodeEditor } from './codeeditor';
import type { Component } from './component';
import { Control } from './control';
import { copyButton, fieldButton } from './fieldbutton';
import { Icon } from './icon';
import { saveFile } from './savefile';

/**
 * Code, to read or to write.
 *
 * #### Notes
 * It begins as a plain text area, or plain text, and becomes the host's editor when that
 * is loaded; where the host has none it stays as it is. The editor has the keys within it.
 */
export class Code extends Control<CodeSpec> {
  constructor(options: Component.IOptions<CodeSpec>) {
    super(options);
    this.addClass('intarsia-Code');
    this.redraw();
  }

  /**
   * Resolves when the editor is there, or is known not to come.
   */
  get settled(): Promise<void> {
    return this._settled;
  }

  setDisabled(disabled: boolean): void {
    super.setDisabled(disabled);
    this._isDisabled = disabled;
    this._open();
  }

  focusFirst(): void {
    if (this._editor) {
      this._editor.focus();
    } else {
      super.focusFirst();
    }
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._editor?.dispose();
    super.dispose();
  }

  protected get actions(): ReadonlyMap<string, () => HTMLElement> {
    const { trans } = this.context;
    return new Map([
      ['copy', () => copyButton(trans, () => this._text)],
      [
        'download',
        () =>
          fieldButton({
            icon: Icon.DOWNLOAD,
            label: trans.__('Download'),
            execute: () => this._save()
          })
      ]
    ]);
  }

  protected redraw(): void {
    this._editor?.dispose();
    this._editor = null;
    super.redraw();
  }

  protected build(slot: HTMLElement): void {
    const area = document.createElement('textarea');
    area.className = 'intarsia-Control intarsia-Code-area';
    area.rows = this.spec.lines;
    area.wrap = this.spec.wrap_lines ? 'soft' : 'off';
    area.spellcheck = false;
    area.autocomplete = 'off';
    area.setAttribute('autocapitalize', 'none');
    // Code is written from left to right in every language.
    area.dir = 'ltr';
    this._plain = area;
    slot.append(area);
    this.field.hold(area);
    this._settled = this._replace(slot);
  }

  protected buildDisplay(display: HTMLElement): void {
    const text = document.createElement('pre');
    text.className = 'intarsia-Code-text';
    text.classList.toggle('intarsia-mod-wrapped', this.spec.wrap_lines);
    text.dir = 'ltr';
    this._plain = text;
    this._measure(text);
    display.append(text);
    this._settled = this._replace(display);
  }

  protected showControl(value: unknown): void {
    this._show(value);
  }

  protected showDisplay(_display: HTMLElement, value: unknown): void {
    this._show(value);
  }

  protected asText(value: unknown): string {
    return typeof value === 'string' ? value : '';
  }

  protected onInput(event: Event): void {
    // The editor tells of itself.
    if (event.target instanceof HTMLTextAreaElement && event.target === this._plain) {
      this._text = event.target.value;
      this.enter(this._text);
    }
  }

  private _show(value: unknown): void {
    this._text = this.asText(value).replace(/\r\n?/g, '\n');
    this._editor?.setText(this._text);
    if (this._plain instanceof HTMLTextAreaElement) {
      if (this._plain.value !== this._text) {
        this._plain.value = this._text;
      }
    } else {
      this._plain.textContent = this._text;
    }
  }

  /**
   * Put the host's editor in the place of what stands there.
   */
  private async _replace(host: HTMLElement): Promise<void> {
    const plain = this._plain;
    const module = await Private.load();
    // Drawn anew meanwhile: that has been asked for by itself.
    if (module === null || this.isDisposed || plain !== this._plain) {
      return;
    }
    const hadFocus = document.activeElement === plain;
    const frame = document.createElement('div');
    frame.className = 'intarsia-Code-editor';
    frame.classList.toggle('intarsia-Control', this.spec.interactive);
    frame.dir = 'ltr';
    this._measure(frame);
    host.append(frame);
    const editor = new module.CodeEditor({
      host: frame,
      text: this._text,
      language: this.spec.language,
      readOnly: !this.spec.interactive || this._isDisabled,
      lineNumbers: this.spec.show_line_numbers,
      wrap: this.spec.wrap_lines,
      completes: this.spec.autocomplete,
      attributes: {
        spellcheck: 'false',
        autocapitalize: 'off',
        // Within a display, which has the label: the field names what one writes in.
        ...(this.spec.interactive ? {} : { 'aria-label': this.context.trans.__('Code') })
      },
      onInput: text => {
        this._text = text;
        this.enter(text);
      },
      onSubmit: () => this.onSubmit()
    });
    this._editor = editor;
    plain.remove();
    if (this.spec.interactive) {
      this.field.hold(editor.input);
    }
    this._open();
    if (hadFocus) {
      editor.focus();
    }
    await editor.settled;
  }

  /**
   * Let a person write in the editor, or not.
   */
  private _open(): void {
    if (this._editor && this.spec.interactive) {
      this._editor.setReadOnly(this._isDisabled);
      this._editor.input.setAttribute('aria-disabled', String(this._isDisabled));
    }
  }

  private _measure(element: HTMLElement): void {
    const { lines, max_lines } = this.spec;
    element.style.setProperty('--intarsia-lines', String(lines));
    element.style.setProperty('--intarsia-max-lines', max_lines === null ? '' : String(max_lines));
    element.classList.toggle('intarsia-mod-bounded', max_lines !== null);
  }

  private _save(): void {
    const ending = ENDINGS.get(this.spec.language ?? '');
    const isQuery = this.spec.language?.startsWith('sql') ?? false;
    saveFile(new Blob([this._text]), `code.${isQuery ? 'sql' : (ending ?? 'txt')}`);
  }

  declare private _editor: CodeEditor | null;
  private _isDisabled = false;
  declare private _plain: HTMLTextAreaElement | HTMLPreElement;
  declare private _settled: Promise<void>;
  private _text = '';
}

namespace Private {
  type Editor = typeof import('./codeeditor');

  let loading: Promise<Editor | null> | null = null;

  /**
   * The host's editor; `null` where the host has none.
   */
  export function load(): Promise<Editor | null> {
    loading ??= import('./codeeditor').catch(() => null);
    return loading;
  }
}
