import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import { Panel } from '@lumino/widgets';
import { Field } from '../components/field';
import { TabStrip } from '../components/tabstrip';
import type { RunState } from '../protocol/types';
import type { IAppState } from '../session/state';
import { LogView } from './log';
import { OutputPage } from './outputpage';

/**
 * The region with the results: pages chosen by tabs, Output first and Log last.
 *
 * #### Notes
 * A page without content is absent; one alone has no strip. More pages come by `addPage`.
 */
export class Results extends Panel {
  constructor(options: Results.IOptions) {
    super();
    const { trans } = options;
    this.addClass('intarsia-Results');
    this._strip = new TabStrip();
    this._strip.setName(trans.__('Results'));
    this._strip.chosen.connect((_, id) => {
      this.choose(id);
      this._pages.find(({ page }) => page.id === id)?.page.onChosen?.();
    });
    this._output = new OutputPage(options);
    this._log = new LogView(options);
    this.addWidget(this._strip);
    const [output, log] = [this._output, this._log];
    this.addPage({
      id: 'output',
      label: trans.__('Output'),
      rank: 0,
      widget: output,
      changed: output.changed,
      get isPresent() {
        return output.isPresent;
      }
    });
    this.addPage({
      id: 'log',
      label: trans.__('Log'),
      rank: 1000,
      widget: log,
      get isPresent() {
        return log.count > 0;
      },
      get count() {
        return log.count;
      }
    });
  }

  /**
   * Whether values of the run that is under way have come.
   */
  get isStreaming(): boolean {
    return this._output.isStreaming;
  }

  /**
   * Add a page; it is removed, and its widget disposed, with what is returned.
   */
  addPage(page: Results.IPage): IDisposable {
    const id = Field.uniqueId();
    const drawn = { page, elementId: `${id}-tab`, panelId: `${id}-page` };
    page.widget.addClass('intarsia-Results-page');
    page.widget.node.id = drawn.panelId;
    this._pages.push(drawn);
    this._pages.sort((a, b) => a.page.rank - b.page.rank);
    this.insertWidget(this._pages.indexOf(drawn) + 1, page.widget);
    page.changed?.connect(this._refresh, this);
    this._refresh();
    return new DisposableDelegate(() => {
      page.changed?.disconnect(this._refresh, this);
      this._pages = this._pages.filter(other => other !== drawn);
      page.widget.dispose();
      if (!this.isDisposed) {
        this._refresh();
      }
    });
  }

  /**
   * Tell which components show the results, in order.
   */
  setOutputs(ids: ReadonlyArray<string>): void {
    this._output.setOutputs(ids);
  }

  /**
   * Show a page, if it has content.
   */
  choose(id: string): void {
    this._current = id;
    this._refresh();
  }

  /**
   * Show what the runs made, and how the newest of them stands.
   */
  setState(state: IAppState, run: RunState | null): void {
    const before = this._output.error;
    this._output.setState(state, run);
    this._log.setLog(state.log);
    if (this._output.error && this._output.error !== before) {
      this._current = 'output';
    }
    this._refresh();
  }

  private _refresh(): void {
    const present = this._pages.filter(({ page }) => page.isPresent);
    const current = present.find(({ page }) => page.id === this._current) ?? present[0];
    // A log alone has to be told from the app that it stands below.
    const hasStrip = present.length > 1 || present.some(({ page }) => page.id === 'log');
    this._strip.setHidden(!hasStrip);
    this._strip.setTabs(
      present.map(({ page, elementId, panelId }) => ({
        id: page.id,
        label: page.label,
        count: page.count ?? null,
        elementId,
        panelId
      })),
      current?.page.id ?? ''
    );
    for (const drawn of this._pages) {
      const { widget } = drawn.page;
      widget.toggleClass('intarsia-mod-absent', !present.includes(drawn));
      widget.setHidden(drawn !== current);
      drawn.page.onShown?.(drawn === current);
      Private.setRole(widget, hasStrip, drawn.elementId);
    }
    this.toggleClass('intarsia-mod-empty', present.length === 0);
  }

  private _current = 'output';
  private readonly _log: LogView;
  private readonly _output: OutputPage;
  private _pages: Private.IDrawn[] = [];
  private readonly _strip: TabStrip;
}

export namespace Results {
  export interface IOptions extends OutputPage.IOptions {
    readonly rendermime: IRenderMimeRegistry;
    readonly trusted: boolean;
  }

  /**
   * A page of results. `isPresent` and `count` are read again after each `changed`.
   */
  export interface IPage {
    readonly id: string;
    readonly label: string;
    /** Where it stands: Output is 0, Log 1000. */
    readonly rank: number;
    readonly widget: Widget;
    readonly isPresent: boolean;
    readonly count?: number | null;
    readonly changed?: ISignal<unknown, void>;
    /** A person chose it. */
    onChosen?(): void;
    /** It is the one that is seen, or is not. */
    onShown?(isShown: boolean): void;
  }
}

namespace Private {
  export interface IDrawn {
    readonly page: Results.IPage;
    readonly elementId: string;
    readonly panelId: string;
  }

  /**
   * A page is a tab's panel only while there are tabs.
   */
  export function setRole(widget: Widget, isPanel: boolean, tab: string): void {
    const { node } = widget;
    if (node.classList.contains('intarsia-Log')) {
      // Its role tells more than that of a panel; the tab's name is its name.
      return;
    }
    if (isPanel) {
      node.setAttribute('role', 'tabpanel');
      node.setAttribute('aria-labelledby', tab);
    } else {
      node.removeAttribute('role');
      node.removeAttribute('aria-labelledby');
    }
  }
}
