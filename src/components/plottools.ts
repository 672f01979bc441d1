import type { TranslationBundle } from '@jupyterlab/translation';
import { Field } from './field';
import type { IPlotChart } from './plotchart';
import { tableOf } from './plotwords';
import { PlainTable } from './plaintable';
import { pictureOf } from './plotexport';
import { saveFile } from './savefile';

/**
 * What stands at the corner of a plot: its numbers as a table, and what its author wants
 * there.
 */
export class PlotTools {
  constructor(options: PlotTools.IOptions) {
    this._options = options;
    const { trans } = options;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-PlotTools';
    this.table = document.createElement('div');
    this.table.className = 'intarsia-PlotTools-table';
    this.table.hidden = true;
    this._toggle = this._button(trans.__('Numbers'), () => this._setOpen(this.table.hidden));
    this._toggle.setAttribute('aria-expanded', 'false');
    this._full = this._button(trans.__('Full screen'), () => void this._fill());
    this._export = this._button(trans.__('Save picture'), () => void this._save());
    this.node.append(this._toggle, this._full, this._export);
  }

  readonly node: HTMLElement;

  /**
   * Where the numbers stand.
   */
  readonly table: HTMLElement;

  /**
   * Stand at a chart, or at none.
   */
  show(chart: IPlotChart | null, tools: ReadonlyArray<string>): void {
    this._chart = chart;
    this.node.hidden = chart === null;
    this._full.hidden = !tools.includes('fullscreen');
    this._export.hidden = !tools.includes('export');
    this._setOpen(!this.table.hidden && chart !== null);
  }

  private _setOpen(isOpen: boolean): void {
    this.table.hidden = !isOpen;
    this._toggle.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen || !this._chart) {
      this.table.replaceChildren();
      this._plain = null;
      return;
    }
    const { trans } = this._options;
    const { headers, data } = tableOf(this._chart);
    if (!this._plain) {
      this._plain = new PlainTable(trans, trans.__('Numbers'));
      this._note = document.createElement('p');
      this._note.className = 'intarsia-PlotTools-note';
      this.table.replaceChildren(this._plain.node, this._note);
    }
    const shown = this._plain.show({ headers, data, index: null, total: 0 }, CELLS);
    this._note.textContent =
      shown < data.length ? trans.__('%1 of %2 rows', shown, data.length) : '';
  }

  private async _fill(): Promise<void> {
    try {
      await (document.fullscreenElement
        ? document.exitFullscreen()
        : this._options.plot.requestFullscreen());
    } catch {
      // The browser does not let it: the plot stays where it is.
    }
  }

  private async _save(): Promise<void> {
    const { stage, surface } = this._options;
    const picture = await pictureOf(stage, surface());
    if (picture) {
      saveFile(picture, 'plot.png');
    }
  }

  private _button(text: string, press: () => void): HTMLButtonElement {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'intarsia-Link';
    made.textContent = text;
    Field.keepKeys(made);
    made.addEventListener('click', press);
    return made;
  }

  private _chart: IPlotChart | null = null;
  private readonly _export: HTMLButtonElement;
  private readonly _full: HTMLButtonElement;
  declare private _note: HTMLElement;
  private readonly _options: PlotTools.IOptions;
  private _plain: PlainTable | null = null;
  private readonly _toggle: HTMLButtonElement;
}

export namespace PlotTools {
  export interface IOptions {
    readonly trans: TranslationBundle;
    /** What fills the screen. */
    readonly plot: HTMLElement;
    /** What a picture is taken of. */
    readonly stage: HTMLElement;
    /** The colour below it. */
    surface(): string;
  }
}

/** How many numbers are shown at the most: they are elements. */
const CELLS = 3000;
