import type { ComponentSpec, FileValue } from '../protocol/types';
import type { Component } from './component';
import { Control } from './control';
import { Field } from './field';
import { fieldButton } from './fieldbutton';
import { acceptText, checkFile, isFileValue, isGrowing, sizeText } from './filetext';
import { createIcon, Icon } from './icon';
import { saveFile } from './savefile';
import { Upload } from './upload';

/**
 * What all kinds have in common whose value is a file: a place to drop it or choose it,
 * the way to the kernel, and a list of what is there.
 *
 * #### Notes
 * A file is sent as soon as it is chosen; what is committed is its handle.
 */
export abstract class FileControl<S extends FileControl.ISpec> extends Control<S> {
  /**
   * Begin; the kind's own constructor ends with `this.redraw()`.
   */
  constructor(options: Component.IOptions<S>) {
    super(options);
    this.addClass('intarsia-FileControl');
  }

  get isWaiting(): boolean {
    return this._uploads.size > 0;
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

  setDisabled(disabled: boolean): void {
    super.setDisabled(disabled);
    this._isDisabled = disabled;
    this._drawReason();
  }

  /**
   * The files that are there now.
   */
  protected get files(): ReadonlyArray<FileValue> {
    return this._files;
  }

  /**
   * What is taken: endings and families; `null` for all.
   */
  protected abstract get types(): ReadonlyArray<string> | null;

  /**
   * Whether there may be several.
   */
  protected get isMultiple(): boolean {
    return false;
  }

  /**
   * The words in the drop zone.
   */
  protected abstract get invitation(): string;

  protected get events(): ReadonlyArray<string> {
    return [...super.events, 'dragenter', 'dragover', 'dragleave', 'drop', 'paste'];
  }

  /**
   * Whether files can be chosen and dropped; if not, they come from `buildSources` alone.
   */
  protected get takesFiles(): boolean {
    return true;
  }

  /**
   * Buttons for where else a file may come from, below the invitation.
   */
  protected buildSources(): HTMLButtonElement[] {
    return [];
  }

  /**
   * Show something in the place of the invitation and of what is there: a recorder, a camera.
   * `null` puts them back.
   */
  protected showInstead(panel: HTMLElement | null): void {
    this._panel?.remove();
    this._panel = panel;
    this.toggleClass('intarsia-mod-instead', panel !== null);
    if (panel) {
      panel.classList.add('intarsia-File-instead');
      this.field.slot.append(panel);
    }
  }

  /**
   * Send a file that was made in the page, as one that was chosen.
   */
  protected take(file: globalThis.File): void {
    this._take([file]);
  }

  protected build(slot: HTMLElement): void {
    this._reason = document.createElement('span');
    this._reason.className = 'intarsia-File-reason';
    this._list = FileControl.createList();
    this._sources = this.buildSources();
    this._input = this._drop = undefined;
    const drop = this.takesFiles ? this._buildDrop() : null;
    if (drop && this._sources.length === 0) {
      slot.append(drop, this._list);
    } else {
      const zone = Private.zone(drop ?? this._reason, this._sources);
      slot.append(zone, this._list);
      if (!drop) {
        // A label names one control; several, and a button with words, are a group.
        zone.setAttribute('role', 'group');
        zone.classList.add('intarsia-mod-plain');
        this.field.hold(zone);
      }
    }
    if (this._panel) {
      slot.append(this._panel);
    }
    this._drawReason();
  }

  protected buildDisplay(display: HTMLElement): void {
    this._list = FileControl.createList();
    display.append(this._list);
  }

  protected showControl(value: unknown): void {
    this._files = (Array.isArray(value) ? value : [value]).filter(isFileValue);
    this.drawFiles();
    this._drawReason();
  }

  protected showDisplay(display: HTMLElement, value: unknown): void {
    this._files = (Array.isArray(value) ? value : [value]).filter(isFileValue);
    this.drawFiles();
  }

  protected asText(value: unknown): string {
    return isFileValue(value) ? value.name : '';
  }

  protected get actions(): ReadonlyMap<string, () => HTMLElement> {
    const label = this.context.trans.__('Download');
    const execute = (): void => {
      const [file] = this._files;
      if (file && this.context.download !== null) {
        this.trigger('download', file);
        void this._save(file);
      }
    };
    return new Map([['download', () => fieldButton({ icon: Icon.DOWNLOAD, label, execute })]]);
  }

  /**
   * Draw what is there, and what is on its way.
   */
  protected drawFiles(): void {
    const { interactive } = this.spec;
    const before = this._items;
    this._items = new Map(
      this._files.map((file, at) => {
        const key = JSON.stringify([at, file, interactive, this.context.download === null]);
        return [key, before.get(key) ?? this.createItem(file, interactive)];
      })
    );
    const nodes = [...this._items.values(), ...[...this._uploads].map(upload => upload.node)];
    // What stays is not touched: a button that is pressed this moment has to be there still.
    if (nodes.some((node, i) => this._list.children[i] !== node)) {
      this._list.replaceChildren(...nodes);
    } else {
      [...this._list.children].slice(nodes.length).forEach(node => node.remove());
    }
    this._list.hidden = this._list.childElementCount === 0;
    this.toggleClass('intarsia-mod-filled', this._files.length > 0);
  }

  /**
   * One line of the list.
   */
  protected createItem(file: FileValue, isRemovable: boolean): HTMLLIElement {
    const { trans, download } = this.context;
    const item = document.createElement('li');
    item.className = 'intarsia-File-item';
    const name = document.createElement('span');
    name.className = 'intarsia-File-name';
    name.textContent = file.name;
    const size = document.createElement('span');
    size.className = 'intarsia-File-size';
    size.dir = 'auto';
    size.textContent = sizeText(file.size, trans);
    item.append(name, size);
    if (isRemovable) {
      item.append(Private.link('remove', trans.__('Remove'), trans.__('Remove %1', file.name)));
    } else if (download !== null && !isGrowing(file)) {
      item.append(
        Private.link('download', trans.__('Download'), trans.__('Download %1', file.name))
      );
    }
    return item;
  }

  /**
   * A file that this page has sent has arrived.
   */
  protected onArrived(value: FileValue, file: globalThis.File): void {
    return;
  }

  protected onInput(event: Event): void {
    // The native field's own value is its list of files, taken at `change`.
    event.stopPropagation();
  }

  protected onChange(event: Event): void {
    if (event.target === this._input) {
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
      this.focusFirst();
      return;
    }
    const item = target.closest('.intarsia-File-item');
    const file = this._files[item ? [...this._list.children].indexOf(item) : -1];
    if (!file) {
      return;
    }
    if (target.closest('.intarsia-File-remove')) {
      this.trigger('delete', file);
      this._enter(this._files.filter(each => each !== file));
      this.focusFirst();
    } else if (target.closest('.intarsia-File-download')) {
      this.trigger('download', file);
      void this._save(file);
    }
  }

  protected onEvent(event: Event): void {
    if (!this.takesFiles) {
      return;
    }
    if (event.type === 'paste') {
      const files = [...((event as ClipboardEvent).clipboardData?.files ?? [])];
      if (files.length > 0) {
        event.preventDefault();
        this._take(files);
      }
      return;
    }
    const transfer = (event as DragEvent).dataTransfer;
    if (!this._isOpen || !transfer?.types.includes('Files')) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const inside = (event as DragEvent).relatedTarget;
    const isOver =
      event.type === 'dragleave'
        ? inside instanceof Node && this.node.contains(inside)
        : event.type !== 'drop';
    this._drop?.classList.toggle('intarsia-mod-over', isOver);
    if (event.type === 'dragover') {
      transfer.dropEffect = 'copy';
    } else if (event.type === 'drop') {
      this._take([...transfer.files]);
    }
  }

  private _buildDrop(): HTMLElement {
    const input = document.createElement('input');
    input.type = 'file';
    input.className = 'intarsia-File-input';
    input.multiple = this.isMultiple;
    input.accept = acceptText(this.types);
    const words = document.createElement('span');
    words.textContent = this.invitation;
    const drop = document.createElement('label');
    drop.className = 'intarsia-File-drop';
    drop.append(input, words, this._reason);
    this._input = input;
    this._drop = drop;
    this.field.hold(input);
    return drop;
  }

  private get _isOpen(): boolean {
    return this.spec.interactive && !this._isDisabled && this.context.upload !== null;
  }

  /**
   * Say why nothing can be sent, where that is so.
   */
  private _drawReason(): void {
    if (!this.spec.interactive) {
      return;
    }
    const isClosed = this.context.upload === null;
    for (const control of [this._input, ...this._sources]) {
      if (control) {
        control.disabled = isClosed;
      }
    }
    this._reason.textContent = isClosed
      ? this.context.trans.__('Run this cell to send files.')
      : '';
  }

  private _take(files: globalThis.File[]): void {
    const { upload, trans } = this.context;
    if (!this._isOpen || upload === null || files.length === 0) {
      return;
    }
    const limits = { file_types: this.types, max_size: this.spec.max_size };
    const taken = this.isMultiple ? files : files.slice(0, 1);
    const problems = taken.map(file => checkFile(file, limits, trans));
    this.tell(problems.filter(problem => problem !== null).join(' ') || null);
    if (!this.isMultiple && problems[0] === null) {
      [...this._uploads].forEach(each => this._end(each));
    }
    taken.forEach((file, index) => {
      if (problems[index] === null) {
        void this._send(new Upload({ file, component: this.spec.id, trans, upload }));
      }
    });
  }

  private async _send(upload: Upload): Promise<void> {
    this._uploads.add(upload);
    this.drawFiles();
    try {
      const value = await upload.done;
      if (!upload.isDisposed) {
        this._end(upload);
        this.onArrived(value, upload.file);
        this._enter(this.isMultiple ? [...this._files, value] : [value], value);
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
    this.drawFiles();
  }

  private _enter(files: ReadonlyArray<FileValue>, arrived?: FileValue): void {
    this._files = files;
    this.drawFiles();
    this.enter(this.isMultiple ? (files.length > 0 ? [...files] : null) : (files[0] ?? null));
    this.trigger(arrived ? 'upload' : 'clear', arrived ?? null);
    this.commit();
  }

  private async _save(file: FileValue): Promise<void> {
    try {
      const blob = await this.context.download?.(file);
      if (blob && !this.isDisposed) {
        saveFile(blob, file.name);
      }
    } catch (error) {
      if (!this.isDisposed) {
        this.tell(error instanceof Error ? error.message : String(error));
      }
    }
  }

  declare private _drop: HTMLElement | undefined;
  private _files: ReadonlyArray<FileValue> = [];
  declare private _input: HTMLInputElement | undefined;
  private _isDisabled = false;
  private _items = new Map<string, HTMLLIElement>();
  declare private _list: HTMLElement;
  private _panel: HTMLElement | null = null;
  declare private _reason: HTMLElement;
  private _sources: ReadonlyArray<HTMLButtonElement> = [];
  private _uploads = new Set<Upload>();
}

export namespace FileControl {
  /**
   * What a description says of the files that are taken.
   */
  export type ISpec = ComponentSpec & { readonly max_size: number };

  /**
   * A button for a place that a file may come from, as `buildSources` gives them.
   */
  export function createSource(icon: string, label: string): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'intarsia-Button intarsia-File-source';
    button.append(createIcon(icon), label);
    Field.keepKeys(button);
    return button;
  }

  /**
   * The list of files, empty.
   */
  export function createList(): HTMLElement {
    const list = document.createElement('ul');
    list.className = 'intarsia-File-list';
    list.hidden = true;
    return list;
  }
}

namespace Private {
  /**
   * A frame around the invitation and what else there is to press.
   */
  export function zone(words: HTMLElement, sources: ReadonlyArray<HTMLElement>): HTMLElement {
    const zone = document.createElement('div');
    zone.className = 'intarsia-File-zone';
    const row = document.createElement('div');
    row.className = 'intarsia-File-sources';
    row.append(...sources);
    zone.append(words, row);
    return zone;
  }

  export function link(name: string, words: string, spoken: string): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `intarsia-Link intarsia-File-${name}`;
    button.textContent = words;
    button.setAttribute('aria-label', spoken);
    Field.keepKeys(button);
    return button;
  }
}
