import type { FileValue, UploadButtonSpec } from '../protocol/types';
import type { Component } from './component';
import { FileButton } from './filebutton';
import { acceptText, checkFile } from './filetext';
import { Upload } from './upload';

/**
 * A button that takes files, and sends them as soon as they are chosen.
 *
 * #### Notes
 * What is chosen at once comes at once: the value changes when the last file is there.
 */
export class UploadButton extends FileButton<UploadButtonSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<UploadButtonSpec>) {
    super(options);
    this.addClass('intarsia-UploadButton');
    this._list = document.createElement('ul');
    this._list.className = 'intarsia-File-list';
    this._list.hidden = true;
    this._list.addEventListener('click', event => this._onCancel(event));
    this.node.append(this._list);
  }

  get isWaiting(): boolean {
    return this._uploads.size > 0;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._uploads.forEach(upload => upload.dispose());
    this._uploads.clear();
    super.dispose();
  }

  protected get words(): string {
    return this.context.trans.__('Choose a file');
  }

  protected showValue(value: unknown): void {
    // The button does not show its files; a function does what is to be done with them.
    this.tell(null);
  }

  protected onPress(): void {
    this.trigger('click');
    // Never on the page: it has no place there, and no key.
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = this.spec.file_count !== 'single';
    input.webkitdirectory = this.spec.file_count === 'directory';
    input.accept = acceptText(this.spec.file_types);
    input.addEventListener('change', () => {
      // A dialog that was opened before this one has nothing to say any more.
      if (this._input === input) {
        void this._take([...(input.files ?? [])]);
      }
    });
    this._input = input;
    input.click();
  }

  private async _take(files: globalThis.File[]): Promise<void> {
    const { upload, trans } = this.context;
    const isSingle = this.spec.file_count === 'single';
    const chosen = isSingle ? files.slice(0, 1) : files;
    this._input = null;
    if (chosen.length === 0) {
      return;
    }
    if (upload === null) {
      this.tell(trans.__('Run this cell to send files.'));
      return;
    }
    const problems = chosen
      .map(file => checkFile(file, this.spec, trans))
      .filter(problem => problem !== null);
    this.tell(problems.join(' ') || null);
    if (problems.length > 0) {
      return;
    }
    this._end([...this._uploads]);
    const uploads = chosen.map(
      file => new Upload({ file, component: this.spec.id, trans, upload })
    );
    uploads.forEach(each => this._uploads.add(each));
    this._drawUploads();
    const arrived = await this._arrive(uploads);
    if (arrived !== null) {
      const value = isSingle ? arrived[0] : arrived;
      this.enter(value);
      this.trigger('upload', value);
      this.trigger('change');
    }
    if (!this.isDisposed && !this.isWaiting) {
      this.trigger('settled', arrived !== null);
    }
  }

  /**
   * Wait for all; `null` when they are given up, or one fails.
   */
  private async _arrive(uploads: ReadonlyArray<Upload>): Promise<FileValue[] | null> {
    try {
      const arrived = await Promise.all(uploads.map(upload => upload.done));
      const isOver = uploads.some(upload => upload.isDisposed);
      this._end(uploads);
      return isOver ? null : arrived;
    } catch (error) {
      // Given up here: nothing to say. Else the words are for the person.
      if (!uploads.some(upload => upload.isDisposed)) {
        this.tell(error instanceof Error ? error.message : String(error));
      }
      this._end(uploads);
      return null;
    }
  }

  private _end(uploads: ReadonlyArray<Upload>): void {
    for (const upload of uploads) {
      this._uploads.delete(upload);
      upload.dispose();
    }
    this._drawUploads();
  }

  private _drawUploads(): void {
    this._list.replaceChildren(...[...this._uploads].map(upload => upload.node));
    this._list.hidden = this._uploads.size === 0;
  }

  private _onCancel(event: Event): void {
    if ([...this._uploads].some(upload => upload.isCancel(event.target as Element))) {
      this._end([...this._uploads]);
      this.button.focus();
    }
  }

  /** Held while its dialog is open. */
  private _input: HTMLInputElement | null = null;
  private readonly _list: HTMLElement;
  private readonly _uploads = new Set<Upload>();
}
