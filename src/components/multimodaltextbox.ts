import type { FileValue, MultimodalTextboxSpec } from '../protocol/types';
import { ChatIcon } from './chaticon';
import { Component } from './component';
import { Control } from './control';
import { Field } from './field';
import { fieldButton } from './fieldbutton';
import { acceptText, checkFile, isFileValue, sizeText } from './filetext';
import { createIcon, Icon } from './icon';
import { isWriting, setAttributes } from './textinput';
import { Upload } from './upload';

/**
 * Where a message is written: a text that grows, and files that go with it.
 *
 * #### Notes
 * With one line, Enter submits and Shift+Enter begins a new line; with more it is the other
 * way round; Ctrl+Enter submits always.
 * Files are sent as soon as they are chosen, dropped or pasted.
 */
export class MultimodalTextbox extends Control<MultimodalTextboxSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<MultimodalTextboxSpec>) {
    super(options);
    this.addClass('intarsia-MultimodalTextbox');
    this.redraw();
  }

  get isWaiting(): boolean {
    return this._uploads.size > 0;
  }

  setDisabled(disabled: boolean): void {
    super.setDisabled(disabled);
    this._isDisabled = disabled;
  }

  focusFirst(): void {
    if (this.spec.interactive) {
      this._area.focus();
    } else {
      super.focusFirst();
    }
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    for (const upload of this._uploads) {
      upload.dispose();
    }
    this._uploads.clear();
    super.dispose();
  }

  protected get events(): ReadonlyArray<string> {
    const own = ['dragenter', 'dragover', 'dragleave', 'drop', 'paste', 'select'];
    return [...super.events, ...own];
  }

  protected build(slot: HTMLElement): void {
    const { spec, context } = this;
    const { trans } = context;
    this._box = document.createElement('div');
    this._box.className = 'intarsia-MultimodalTextbox-box';
    this._list = Private.list();
    this._area = this._createArea();
    this._attach = this._createAttach();
    const row = document.createElement('div');
    row.className = 'intarsia-MultimodalTextbox-row';
    row.append(this._attach, this._area);
    if (spec.stop_btn !== false) {
      row.append(
        Private.action(Icon.STOP, spec.stop_btn, trans.__('Stop'), () => this.trigger('stop'))
      );
    }
    if (spec.submit_btn !== false) {
      row.append(
        Private.action(Icon.SEND, spec.submit_btn, trans.__('Send'), () => this.onSubmit())
      );
    }
    this._box.append(this._list, row);
    slot.append(this._box);
    this.field.hold(this._area);
  }

  protected buildDisplay(display: HTMLElement): void {
    this._list = Private.list();
    this._text = document.createElement('div');
    this._text.className = 'intarsia-Textbox-text';
    display.append(this._text, this._list);
  }

  protected showControl(value: unknown): void {
    const { text, files } = Private.read(value);
    if (this._area.value !== text) {
      this._area.value = text;
      if (this.spec.autoscroll) {
        this._area.scrollTop = this._area.scrollHeight;
      }
    }
    this._files = files;
    this._drawFiles();
    this._fit();
  }

  protected showDisplay(_display: HTMLElement, value: unknown): void {
    const { text, files } = Private.read(value);
    if (this._text.textContent !== text) {
      this._text.textContent = text;
    }
    this._text.hidden = text === '';
    this._files = files;
    this._drawFiles();
  }

  protected asText(value: unknown): string {
    return Private.read(value).text;
  }

  protected onInput(event: Event): void {
    if (event.target === this._area) {
      this._fit();
      this._enterAll();
    }
  }

  protected onChange(event: Event): void {
    if (event.target === this._area) {
      this.commit();
    } else if (event.target === this._input) {
      this._take([...(this._input.files ?? [])]);
      // The same file can be chosen again.
      this._input.value = '';
    }
  }

  protected onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const upload = [...this._uploads].find(each => each.isCancel(target));
    if (upload) {
      this._end(upload);
      this.trigger('settled', false);
      this._area.focus();
    } else if (
      target === this._box ||
      target.closest('.intarsia-MultimodalTextbox-row') === target
    ) {
      this._area.focus();
    }
  }

  protected onEvent(event: Event): void {
    switch (event.type) {
      case 'select':
        this._onSelect();
        break;
      case 'paste':
        this._onPaste(event as ClipboardEvent);
        break;
      default:
        this._onDrag(event as DragEvent);
    }
  }

  protected submitsOnEnter(target: EventTarget | null): boolean {
    return target === this._area && this.spec.lines === 1;
  }

  protected isSubmitKey(event: KeyboardEvent): boolean {
    return super.isSubmitKey(event) && !this._beginsLine(event);
  }

  protected onKeyDown(event: KeyboardEvent): void {
    if (this._beginsLine(event)) {
      // The next line, and nothing else: neither the app nor the notebook runs.
      event.stopPropagation();
    }
  }

  protected onAfterShow(): void {
    this._fit();
  }

  protected onAfterAttach(msg: Parameters<Control['onAfterAttach']>[0]): void {
    super.onAfterAttach(msg);
    this._fit();
    const { autofocus, interactive } = this.spec;
    if (autofocus && interactive && !this._wasFocused && !isWriting()) {
      this._wasFocused = true;
      this._area.focus({ preventScroll: true });
    }
  }

  /**
   * Whether a key is Shift+Enter where Enter submits.
   */
  private _beginsLine({ key, shiftKey, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
    return key === 'Enter' && shiftKey && !ctrlKey && !metaKey && this.submitsOnEnter(target);
  }

  private _createArea(): HTMLTextAreaElement {
    const { spec } = this;
    const area = document.createElement('textarea');
    area.className = 'intarsia-MultimodalTextbox-text';
    area.rows = Math.max(1, spec.lines);
    area.placeholder = spec.placeholder ?? '';
    area.autocomplete = 'off';
    area.enterKeyHint = spec.lines === 1 ? 'send' : 'enter';
    area.dir = spec.rtl ? 'rtl' : 'auto';
    area.style.setProperty('--intarsia-multimodal-lines', String(area.rows));
    area.style.setProperty('--intarsia-multimodal-max-lines', String(spec.max_lines));
    area.classList.toggle('intarsia-mod-left', spec.text_align === 'left');
    area.classList.toggle('intarsia-mod-right', spec.text_align === 'right');
    if (spec.html_attributes) {
      setAttributes(area, spec.html_attributes, this.context.trusted);
    }
    return area;
  }

  /**
   * The browser's own field for files, under a clip.
   */
  private _createAttach(): HTMLElement {
    const { spec, context } = this;
    const label = document.createElement('label');
    label.className = 'intarsia-MultimodalTextbox-attach';
    const words = context.trans.__('Add files');
    label.title = words;
    this._input = document.createElement('input');
    this._input.type = 'file';
    this._input.className = 'intarsia-File-input';
    this._input.multiple = spec.file_count !== 'single';
    this._input.webkitdirectory = spec.file_count === 'directory';
    this._input.accept = acceptText(spec.file_types);
    this._input.setAttribute('aria-label', words);
    Field.keepKeys(this._input);
    label.append(this._input, createIcon(ChatIcon.ATTACH));
    label.hidden = !spec.uploads;
    return label;
  }

  private get _isOpen(): boolean {
    const { spec } = this;
    return spec.interactive && spec.uploads && !this._isDisabled;
  }

  private _drawFiles(): void {
    const items = this._files.map((file, at) => this._createItem(file, at));
    this._list.replaceChildren(...items, ...[...this._uploads].map(upload => upload.node));
    this._list.hidden = this._list.childElementCount === 0;
  }

  private _createItem(file: FileValue, at: number): HTMLLIElement {
    const { trans } = this.context;
    const item = document.createElement('li');
    item.className = 'intarsia-MultimodalTextbox-file';
    const name = document.createElement('span');
    name.className = 'intarsia-MultimodalTextbox-name';
    name.textContent = file.name;
    name.title = file.name;
    const size = document.createElement('span');
    size.className = 'intarsia-MultimodalTextbox-size';
    size.dir = 'auto';
    size.textContent = sizeText(file.size, trans);
    item.append(createIcon(ChatIcon.FILE), name, size);
    if (this.spec.interactive) {
      item.append(
        fieldButton({
          icon: ChatIcon.CLOSE,
          label: trans.__('Remove %1', file.name),
          execute: () => {
            this._files = this._files.filter((_, index) => index !== at);
            this._drawFiles();
            this._enterAll();
            this.commit();
            this._area.focus();
          }
        })
      );
    }
    return item;
  }

  private _onSelect(): void {
    if (this.spec.interactive) {
      const { value, selectionStart, selectionEnd } = this._area;
      const index = [selectionStart, selectionEnd];
      this.trigger('select', { index, value: value.slice(selectionStart, selectionEnd) });
    }
  }

  private _onPaste(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (!data || !this._isOpen) {
      return;
    }
    const text = data.getData('text/plain');
    if (text.length > this.spec.max_plain_text_length) {
      event.preventDefault();
      this._take([new globalThis.File([text], 'pasted_text.txt', { type: 'text/plain' })]);
      return;
    }
    // Programs for tables and texts put a picture of them beside the text.
    const files = text === '' ? [...data.files] : [];
    if (files.length > 0) {
      event.preventDefault();
      this._take(files);
    }
  }

  private _onDrag(event: DragEvent): void {
    const transfer = event.dataTransfer;
    if (!this._isOpen || !transfer?.types.includes('Files')) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const inside = event.relatedTarget;
    const isOver =
      event.type === 'dragleave'
        ? inside instanceof Node && this.node.contains(inside)
        : event.type !== 'drop';
    this._box.classList.toggle('intarsia-mod-over', isOver);
    if (event.type === 'dragover') {
      transfer.dropEffect = 'copy';
    } else if (event.type === 'drop') {
      this._take([...transfer.files]);
    }
  }

  private _take(files: globalThis.File[]): void {
    const { upload, trans } = this.context;
    if (!this._isOpen || files.length === 0) {
      return;
    }
    if (upload === null) {
      this.tell(trans.__('Run this cell to send files.'));
      return;
    }
    const limits = { file_types: this.spec.file_types, max_size: this.spec.max_size };
    const problems = files.map(file => checkFile(file, limits, trans));
    this.tell(problems.filter(problem => problem !== null).join(' ') || null);
    files.forEach((file, at) => {
      if (problems[at] === null) {
        void this._send(new Upload({ file, component: this.spec.id, trans, upload }));
      }
    });
  }

  private async _send(upload: Upload): Promise<void> {
    this._uploads.add(upload);
    this._drawFiles();
    try {
      const value = await upload.done;
      if (!upload.isDisposed) {
        this._files = [...this._files, value];
        this._end(upload);
        this._enterAll();
        this.commit();
        this.trigger('settled', true);
      }
    } catch (error) {
      // Given up here: nothing to say. Else the words are for the person.
      if (!upload.isDisposed) {
        this._end(upload);
        this.tell(error instanceof Error ? error.message : String(error));
        this.trigger('settled', false);
      }
    }
  }

  private _end(upload: Upload): void {
    this._uploads.delete(upload);
    upload.dispose();
    this._drawFiles();
  }

  private _enterAll(): void {
    this.enter({ text: this._area.value, files: [...this._files] });
  }

  /**
   * Let the text be as high as its lines, where style sheets cannot.
   */
  private _fit(): void {
    if (this.spec.interactive && this.isAttached && !Private.FITS_BY_STYLE) {
      this._area.style.blockSize = 'auto';
      this._area.style.blockSize = `${this._area.scrollHeight}px`;
    }
  }

  declare private _area: HTMLTextAreaElement;
  declare private _attach: HTMLElement;
  declare private _box: HTMLElement;
  private _files: ReadonlyArray<FileValue> = [];
  declare private _input: HTMLInputElement | undefined;
  private _isDisabled = false;
  declare private _list: HTMLElement;
  declare private _text: HTMLElement;
  private _uploads = new Set<Upload>();
  private _wasFocused = false;
}

namespace Private {
  export const FITS_BY_STYLE =
    typeof CSS !== 'undefined' && CSS.supports?.('field-sizing', 'content') === true;

  export interface IValue {
    readonly text: string;
    readonly files: ReadonlyArray<FileValue>;
  }

  export function read(value: unknown): IValue {
    const { text, files } = (value ?? {}) as { text?: unknown; files?: unknown };
    return {
      text: typeof text === 'string' ? text : '',
      files: Array.isArray(files) ? (files as unknown[]).filter(isFileValue) : []
    };
  }

  export function list(): HTMLElement {
    const element = document.createElement('ul');
    element.className = 'intarsia-MultimodalTextbox-files';
    element.setAttribute('role', 'list');
    element.hidden = true;
    return element;
  }

  /**
   * A button of the field: an icon, or an author's words.
   */
  export function action(
    icon: string,
    words: string | true,
    name: string,
    run: () => void
  ): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'intarsia-Button intarsia-MultimodalTextbox-action';
    button.classList.add(icon === Icon.SEND ? 'intarsia-mod-primary' : 'intarsia-mod-stop');
    if (words === true) {
      button.append(createIcon(icon));
      button.setAttribute('aria-label', name);
      button.title = name;
    } else {
      button.classList.add('intarsia-mod-words');
      button.textContent = words;
    }
    button.addEventListener('click', run);
    Field.keepKeys(button);
    return button;
  }
}
