import type { ICodeCellModel } from '@jupyterlab/cells';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IOutputModel, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { MimeModel } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Panel, Widget } from '@lumino/widgets';
import { MIME_TYPE } from '../protocol/types';
import type { AppView } from '../view/appview';
import { AppRenderer } from '../view/renderer';
import { SavedBundle } from './savedbundle';

/**
 * An app of a notebook in a tab of its own: another view of the same session.
 *
 * #### Notes
 * It belongs to a place in a notebook, a cell and the how-manieth app of that cell, and shows
 * what stands there: run again, the cell has another app. Where there is none, or no notebook,
 * it says so, keeps a picture of what was last on screen, and goes on when there is one again.
 */
export class AppTab extends Panel {
  constructor(options: AppTab.IOptions) {
    super();
    this._options = options;
    this._spot = options.spot;
    this.addClass('intarsia-AppTab');
    options.notebooks.widgetAdded.connect(this._follow, this);
    this._follow();
    if (!this._panel) {
      this._showClosed();
    }
  }

  /**
   * Where the app stands.
   */
  get spot(): AppTab.ISpot {
    return this._spot;
  }

  /**
   * Emitted when the notebook has another path.
   */
  get spotChanged(): ISignal<this, void> {
    return this._spotChanged;
  }

  /**
   * The app, while there is one.
   */
  get view(): AppView | null {
    return this._renderer?.view ?? null;
  }

  /**
   * The notebook, while it is open.
   */
  get notebook(): NotebookPanel | null {
    return this._panel;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    window.clearTimeout(this._timer);
    this._leave();
    this._options.notebooks.widgetAdded.disconnect(this._follow, this);
    super.dispose();
    Signal.clearData(this);
  }

  /**
   * Look for the notebook.
   */
  private _follow(): void {
    const { path } = this._spot;
    const panel = this._options.notebooks.find(({ context }) => context.path === path) ?? null;
    if (panel === this._panel) {
      return;
    }
    this._leave();
    this._panel = panel;
    if (!panel) {
      return;
    }
    panel.disposed.connect(this._onClosed, this);
    panel.context.pathChanged.connect(this._onPathChanged, this);
    void panel.context.ready.then(() => {
      if (panel === this._panel && !panel.isDisposed) {
        panel.context.model.cells.changed.connect(this._onCellsChanged, this);
        this._onCellsChanged();
      }
    });
  }

  private _leave(): void {
    const panel = this._panel;
    this._watch(null);
    this._panel = null;
    if (panel && !panel.isDisposed) {
      panel.disposed.disconnect(this._onClosed, this);
      panel.context.pathChanged.disconnect(this._onPathChanged, this);
      panel.context.model?.cells.changed.disconnect(this._onCellsChanged, this);
    }
  }

  private _onClosed(): void {
    this._leave();
    this._follow(); // it may be open elsewhere
    if (!this._panel) {
      this._showClosed();
    }
  }

  private _onPathChanged(_: unknown, path: string): void {
    this._spot = { ...this._spot, path };
    this._spotChanged.emit();
  }

  private _onCellsChanged(): void {
    const cells = this._panel?.context.model?.cells ?? [];
    let found: ICodeCellModel | null = null;
    for (const cell of cells) {
      if (cell.id === this._spot.cell && cell.type === 'code') {
        found = cell as ICodeCellModel;
      }
    }
    this._watch(found);
    this._update();
  }

  private _watch(cell: ICodeCellModel | null): void {
    if (cell === this._cell) {
      return;
    }
    this._cell?.outputs?.changed.disconnect(this._update, this);
    this._cell = cell;
    cell?.outputs.changed.connect(this._update, this);
  }

  /**
   * Show what stands there now.
   */
  private _update(): void {
    window.clearTimeout(this._timer);
    const output = this._cell ? AppTab.outputs(this._cell)[this._spot.index] : undefined;
    if (output) {
      this._show(output);
      return;
    }
    // A cell that is run loses its outputs before it has new ones.
    this._timer = window.setTimeout(() => this._showGone(), Private.PATIENCE);
  }

  private _show(output: IOutputModel): void {
    if (!this._renderer || this._renderer.isDisposed) {
      this._clear();
      const renderer = this._panel?.content.rendermime.createRenderer(MIME_TYPE);
      if (!(renderer instanceof AppRenderer)) {
        renderer?.dispose();
        return;
      }
      renderer.isTab = true;
      this._renderer = renderer;
      this.addWidget(renderer);
    }
    void this._renderer.renderModel(output);
  }

  private _showClosed(): void {
    const { open, trans } = this._options;
    const { path } = this._spot;
    const name = path.split('/').at(-1) ?? path;
    const picture = this._picture();
    this._say(trans.__('%1 is closed. The app goes on here when it is open.', name), {
      label: trans.__('Open the notebook'),
      execute: () => open(path)
    });
    this._addPicture(picture);
  }

  private _showGone(): void {
    const { trans } = this._options;
    const picture = this._picture();
    this._say(
      this._cell
        ? trans.__('The cell shows no app now. It appears here when the cell shows one.')
        : trans.__('The cell of the app is not in the notebook any more.'),
      this._cell ? { label: trans.__('Go to the cell'), execute: () => this._reveal() } : null
    );
    this._addPicture(picture);
  }

  private _reveal(): void {
    const content = this._panel?.content;
    if (this._panel && content) {
      this._options.reveal(this._panel);
      content.activeCellIndex = content.widgets.findIndex(
        ({ model }) => model.id === this._spot.cell
      );
      void content.scrollToItem(content.activeCellIndex);
    }
  }

  /**
   * What was last on screen, as it would be saved.
   */
  private _picture(): ReadonlyPartialJSONObject | null {
    const session = this._renderer?.session ?? null;
    return session ? (SavedBundle.make(session) as ReadonlyPartialJSONObject) : this._shown;
  }

  private _addPicture(picture: ReadonlyPartialJSONObject | null): void {
    this._shown = picture;
    if (!picture) {
      return;
    }
    const renderer = this._options.rendermime.createRenderer(MIME_TYPE);
    renderer.addClass('intarsia-AppTab-picture');
    this.addWidget(renderer);
    void renderer.renderModel(new MimeModel({ data: { [MIME_TYPE]: picture }, trusted: true }));
  }

  private _say(words: string, action: Private.IAction | null): void {
    this._clear();
    const notice = new Widget();
    notice.addClass('intarsia-Popup');
    notice.addClass('intarsia-Notice');
    notice.node.setAttribute('role', 'status');
    const line = document.createElement('span');
    line.className = 'intarsia-Notice-words';
    line.textContent = words;
    notice.node.append(line);
    if (action) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'intarsia-Button';
      button.textContent = action.label;
      button.addEventListener('click', action.execute);
      notice.node.append(button);
    }
    this.addWidget(notice);
  }

  private _clear(): void {
    this._renderer = null;
    for (const widget of [...this.widgets]) {
      widget.dispose();
    }
  }

  private _cell: ICodeCellModel | null = null;
  private readonly _options: AppTab.IOptions;
  private _panel: NotebookPanel | null = null;
  private _renderer: AppRenderer | null = null;
  /** What was last on screen, while there is only a picture. */
  private _shown: ReadonlyPartialJSONObject | null = null;
  private _spot: AppTab.ISpot;
  private readonly _spotChanged = new Signal<this, void>(this);
  private _timer = 0;
}

export namespace AppTab {
  /**
   * A place where an app stands.
   */
  export interface ISpot {
    /** Of the notebook. */
    readonly path: string;
    /** The id of the cell. */
    readonly cell: string;
    /** The how-manieth app in the cell's outputs, from zero. */
    readonly index: number;
  }

  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly spot: ISpot;
    readonly notebooks: INotebookTracker;
    /** What draws apps without a kernel. */
    readonly rendermime: IRenderMimeRegistry;
    readonly trans: TranslationBundle;
    /** Open a notebook. */
    open(path: string): void;
    /** Bring a notebook to the front. */
    reveal(panel: NotebookPanel): void;
  }

  /**
   * The outputs of a cell that are apps, in order.
   */
  export function outputs(cell: ICodeCellModel): IOutputModel[] {
    return Array.from({ length: cell.outputs.length }, (_, i) => cell.outputs.get(i)).filter(
      output => MIME_TYPE in output.data
    );
  }
}

namespace Private {
  /** Milliseconds for which a cell may show no app before that is told. */
  export const PATIENCE = 1000;

  export interface IAction {
    readonly label: string;
    readonly execute: () => void;
  }
}
