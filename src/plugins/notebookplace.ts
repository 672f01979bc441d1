import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ISessionContext, ISessionContextDialogs } from '@jupyterlab/apputils';
import type { Cell, ICodeCellModel } from '@jupyterlab/cells';
import { NotebookActions } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Widget } from '@lumino/widgets';
import { MIME_TYPE } from '../protocol/types';
import type { IPlace } from '../view/place';
import { AppTab } from './apptab';
import { CommandIDs } from './commandids';

/**
 * A notebook around apps.
 */
export class NotebookPlace implements IPlace {
  constructor(options: NotebookPlace.IOptions) {
    this._options = options;
  }

  runCell(node: HTMLElement, appId: string): void {
    if (this._activate(node, appId)) {
      void this._run();
    }
  }

  goTo(cell: string, line: number): void {
    const { panel, reveal } = this._options;
    const notebook = panel.content;
    const index = notebook.widgets.findIndex(
      ({ model }) =>
        model.type === 'code' && String((model as ICodeCellModel).executionCount) === cell
    );
    if (index >= 0) {
      reveal();
      notebook.activeCellIndex = index;
      notebook.deselectAll();
      void this._edit(notebook.widgets[index], line);
    }
  }

  get hasTabs(): boolean {
    return this._options.commands.hasCommand(CommandIDs.openTab);
  }

  openTab(node: HTMLElement, appId: string, title: string): void {
    const { commands, panel } = this._options;
    const cell = panel.content.widgets[this._index(node, appId)];
    if (cell) {
      const outputs = AppTab.outputs(cell.model as ICodeCellModel);
      const index = outputs.findIndex(({ data }) => Private.isOf(data[MIME_TYPE], appId));
      const spot: AppTab.ISpot = { path: panel.context.path, cell: cell.model.id, index };
      void commands.execute(CommandIDs.openTab, { ...spot, title });
    }
  }

  showCell(node: HTMLElement, appId: string): void {
    const { panel, reveal } = this._options;
    if (this._activate(node, appId)) {
      reveal();
      void panel.content.scrollToItem(panel.content.activeCellIndex);
    }
  }

  setTabTitle(widget: Widget, title: string): void {
    for (let around = widget.parent; around; around = around.parent) {
      if (around.hasClass('jp-LinkedOutputView') || around.hasClass('intarsia-mod-tab')) {
        around.title.label = title;
      }
    }
  }

  holds(appId: string): boolean {
    const { panel } = this._options;
    return panel.isDisposed || panel.content.isDisposed || this._index(null, appId) >= 0;
  }

  /**
   * Make the cell with an app the active one; also from a view outside of the notebook.
   */
  private _activate(node: HTMLElement, appId: string): boolean {
    const { content } = this._options.panel;
    const index = this._index(node, appId);
    if (index >= 0) {
      content.activeCellIndex = index;
      content.deselectAll();
    }
    return index >= 0;
  }

  private _index(node: HTMLElement | null, appId: string): number {
    const { widgets } = this._options.panel.content;
    const around = node ? widgets.findIndex(cell => cell.node.contains(node)) : -1;
    return around >= 0 ? around : widgets.findIndex(cell => Private.shows(cell, appId));
  }

  /**
   * Run the active cell; where a kernel is just being shut down, in the next one.
   */
  private async _run(): Promise<void> {
    const { panel, dialogs } = this._options;
    const { content, sessionContext } = panel;
    await Private.whenShutDown(sessionContext);
    if (!panel.isDisposed) {
      await NotebookActions.run(content, sessionContext, dialogs ?? undefined);
    }
  }

  private async _edit(cell: Cell, line: number): Promise<void> {
    const { content } = this._options.panel;
    await content.scrollToItem(content.activeCellIndex);
    await cell.ready;
    cell.inputHidden = false;
    cell.editor?.setCursorPosition({ line: line - 1, column: 0 });
    content.mode = 'edit';
    cell.editor?.focus();
  }

  private _options: NotebookPlace.IOptions;
}

export namespace NotebookPlace {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly panel: NotebookPanel;
    readonly commands: JupyterFrontEnd['commands'];
    readonly dialogs: ISessionContextDialogs | null;
    /** Bring the notebook to the front. */
    reveal(): void;
  }
}

namespace Private {
  export function whenShutDown(context: ISessionContext): Promise<void> {
    return new Promise(resolve => {
      const check = (): void => {
        if (context.kernelDisplayStatus !== 'terminating') {
          context.statusChanged.disconnect(check);
          resolve();
        }
      };
      context.statusChanged.connect(check);
      check();
    });
  }

  export function shows(cell: Cell, appId: string): boolean {
    if (cell.model.type !== 'code') {
      return false;
    }
    return AppTab.outputs(cell.model as ICodeCellModel).some(({ data }) =>
      isOf(data[MIME_TYPE], appId)
    );
  }

  export function isOf(data: unknown, appId: string): boolean {
    return typeof data === 'object' && data !== null && 'app_id' in data && data.app_id === appId;
  }
}
