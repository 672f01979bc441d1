import type { DownloadButtonSpec, FileValue } from '../protocol/types';
import type { Component } from './component';
import { FileButton } from './filebutton';
import { isFileValue } from './filetext';
import { saveFile } from './savefile';

/**
 * A button that saves a file of the session.
 */
export class DownloadButton extends FileButton<DownloadButtonSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<DownloadButtonSpec>) {
    super(options);
    this.addClass('intarsia-DownloadButton');
  }

  protected get words(): string {
    return this.context.trans.__('Download');
  }

  protected showValue(value: unknown): void {
    this._file = isFileValue(value) ? value : null;
    this.tell(null);
  }

  protected onPress(): void {
    this.trigger('click');
    if (this._file !== null && !this._isBusy) {
      void this._save(this._file);
    }
  }

  private async _save(file: FileValue): Promise<void> {
    const { download, trans } = this.context;
    if (download === null) {
      this.tell(trans.__('Run this cell to get the file.'));
      return;
    }
    this._setBusy(true);
    this.tell(null);
    try {
      const bytes = await download(file);
      if (!this.isDisposed) {
        saveFile(bytes, file.name);
      }
    } catch (error) {
      if (!this.isDisposed) {
        this.tell(error instanceof Error ? error.message : String(error));
      }
    }
    this._setBusy(false);
  }

  private _setBusy(busy: boolean): void {
    this._isBusy = busy;
    this.button.setAttribute('aria-busy', String(busy));
  }

  private _file: FileValue | null = null;
  private _isBusy = false;
}
