import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { FileValue } from '../protocol/types';
import type { Component } from './component';
import { Field } from './field';
import { sizeText } from './filetext';

/**
 * One file on its way to the kernel: its name, how far it is, and a way to stop it.
 */
export class Upload implements IDisposable {
  /**
   * Begin to send.
   */
  constructor(options: Upload.IOptions) {
    const { trans, file } = options;
    this.file = file;
    this._options = options;
    this.node = document.createElement('li');
    this.node.className = 'intarsia-File-item intarsia-mod-running';
    const name = document.createElement('span');
    name.className = 'intarsia-File-name';
    name.textContent = file.name;
    this._size = document.createElement('span');
    this._size.className = 'intarsia-File-size';
    this._size.dir = 'auto';
    this._bar = document.createElement('progress');
    this._bar.className = 'intarsia-File-progress';
    this._bar.max = Math.max(1, file.size);
    this._bar.setAttribute('aria-label', trans.__('Sending %1', file.name));
    this._cancel = document.createElement('button');
    this._cancel.type = 'button';
    this._cancel.className = 'intarsia-Link intarsia-File-cancel';
    this._cancel.textContent = trans.__('Cancel');
    this._cancel.setAttribute('aria-label', trans.__('Cancel sending %1', file.name));
    Field.keepKeys(this._cancel);
    this.node.append(name, this._size, this._cancel, this._bar);
    this._show(0);
    this.done = options.upload(file, {
      component: options.component,
      signal: this._controller.signal,
      onProgress: received => this._show(received)
    });
  }

  readonly file: globalThis.File;
  readonly node: HTMLLIElement;

  /**
   * Settled when the file is there, or refused, or given up.
   */
  readonly done: Promise<FileValue>;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Whether an element is its cancel button.
   */
  isCancel(target: Element): boolean {
    return this._cancel.contains(target);
  }

  /**
   * Give it up, if it is still on its way, and take it off the screen.
   */
  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._controller.abort();
    this.node.remove();
  }

  private _show(received: number): void {
    const { trans } = this._options;
    this._bar.value = Math.min(received, this._bar.max);
    this._size.textContent = trans.__(
      '%1 of %2',
      sizeText(received, trans),
      sizeText(this.file.size, trans)
    );
  }

  private _bar: HTMLProgressElement;
  private _cancel: HTMLButtonElement;
  private _controller = new AbortController();
  private _isDisposed = false;
  private _options: Upload.IOptions;
  private _size: HTMLElement;
}

export namespace Upload {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly file: globalThis.File;
    readonly component: string;
    readonly trans: TranslationBundle;
    readonly upload: NonNullable<Component.IContext['upload']>;
  }
}
