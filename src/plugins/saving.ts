import type { ICodeCellModel } from '@jupyterlab/cells';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { IOutputModel } from '@jupyterlab/rendermime';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import { Decoder } from '../protocol/decode';
import { sameValue } from '../protocol/equality';
import { MIME_TYPE } from '../protocol/types';
import type { SessionManager } from '../session/manager';
import { Fallback } from './fallback';
import { SavedBundle } from './savedbundle';
import type { IAppSettings } from './settings';

/**
 * Writes what the apps of a notebook show into its outputs when it is saved.
 *
 * #### Notes
 * The host says `started` before it serialises the document. Only outputs whose app has
 * been live, and shows something else than what is written, are touched: a clean document
 * stays clean, and saving twice gives the same bytes.
 */
export class NotebookSaver implements IDisposable {
  constructor(options: NotebookSaver.IOptions) {
    this._options = options;
    options.context.saveState.connect(this._onSaveState, this);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Write now.
   */
  write(): void {
    const { cells } = this._options.context.model;
    for (const cell of cells ?? []) {
      if (cell.type === 'code') {
        const { outputs } = cell as ICodeCellModel;
        for (let i = 0; i < outputs.length; i++) {
          this._writeOutput(outputs.get(i));
        }
      }
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    Signal.clearData(this);
  }

  private _onSaveState(sender: unknown, state: DocumentRegistry.SaveState): void {
    if (state === 'started' && this._options.settings.saveValues) {
      this.write();
    }
  }

  private _writeOutput(output: IOutputModel): void {
    if (output.type !== 'display_data' && output.type !== 'execute_result') {
      return;
    }
    const { data } = output;
    const written = data[MIME_TYPE];
    const appId =
      typeof written === 'object' && written !== null && 'app_id' in written
        ? written.app_id
        : null;
    const session =
      typeof appId === 'string'
        ? this._options.sessions.of(appId).find(item => item.sessionId !== null)
        : undefined;
    if (!session) {
      return;
    }
    const bundle = SavedBundle.make(session);
    if (sameValue(bundle, written)) {
      return;
    }
    const decoded = new Decoder().bundle(bundle);
    output.setData({
      data: {
        ...data,
        [MIME_TYPE]: bundle as ReadonlyPartialJSONObject,
        'text/html': Fallback.html(decoded),
        'text/plain': Fallback.plain(decoded)
      }
    });
  }

  private _isDisposed = false;
  private _options: NotebookSaver.IOptions;
}

export namespace NotebookSaver {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly context: Pick<DocumentRegistry.IContext<INotebookModel>, 'model' | 'saveState'>;
    readonly sessions: SessionManager;
    readonly settings: Pick<IAppSettings, 'saveValues'>;
  }
}
