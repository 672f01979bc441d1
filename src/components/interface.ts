import { Panel, PanelLayout } from '@lumino/widgets';
import type { InterfaceSpec } from '../protocol/types';
import { Component } from './component';
import { Layout } from './layout';

/**
 * The layout of a function: inputs and buttons, and beside them the results.
 *
 * #### Notes
 * The view fills the region of the results (tabs, errors, log) around `outputs`, and
 * owns the components placed here. What it is for stands above, examples and the like below.
 */
export class Interface extends Component<InterfaceSpec> {
  constructor(options: Component.IOptions<InterfaceSpec>) {
    super(options);
    this.addClass('intarsia-Interface');
    this.inputs.addClass('intarsia-Interface-inputs');
    this.actions.addClass('intarsia-Interface-actions');
    this.outputs.addClass('intarsia-Interface-outputs');
    this.results.addClass('intarsia-Output');
    this._above.addClass('intarsia-Interface-above');
    this._flagging.addClass('intarsia-Interface-flags');
    this._below.addClass('intarsia-Interface-below');
    this.explained.addClass('intarsia-Interface-explained');
    this.results.addWidget(this.outputs);
    const asked = Private.panel('asked', this.inputs, this.actions);
    const answered = Private.panel('answered', this.results, this._flagging);
    const layout = new PanelLayout();
    this.layout = layout;
    layout.addWidget(this._above);
    layout.addWidget(Private.panel('main', asked, answered));
    layout.addWidget(this._below);
    this._place();
  }

  /**
   * The fields to fill in.
   */
  readonly inputs = new Panel();

  /**
   * The row of buttons below them.
   */
  readonly actions = new Panel();

  /**
   * The region with everything that a run brings.
   */
  readonly results = new Panel();

  /**
   * The components that show the results.
   */
  readonly outputs = new Panel();

  /**
   * What shows why the results are as they are; the view gives it a page.
   */
  readonly explained = new Panel();

  /**
   * The ids of all that belongs to the function: its inputs, results and buttons.
   */
  get members(): string[] {
    const { inputs, nested, outputs, submit, clear, flags, interpretation } = this.spec;
    const single = [submit ?? '', clear ?? '', ...flags, interpretation ?? ''];
    return [...inputs, ...nested, ...outputs, ...single].filter(id => id !== '');
  }

  setSpec(spec: InterfaceSpec): void {
    super.setSpec(spec);
    this._place();
  }

  showErrors(_errors: ReadonlyArray<Component.IError>): void {
    // A layout has no value that could be wrong.
  }

  protected showValue(_value: unknown): void {
    // Nor one to show.
  }

  private _place(): void {
    const { above, inputs, outputs, submit, clear, flags, interpretation, children } = this.spec;
    const buttons = [submit, clear].filter(id => id !== null);
    const rows: [Panel, ReadonlyArray<string>][] = [
      [this._above, above],
      [this.inputs, inputs],
      [this.actions, buttons],
      [this.outputs, outputs],
      [this._flagging, flags],
      [this.explained, interpretation === null ? [] : [interpretation]],
      [this._below, children]
    ];
    for (const [panel, ids] of rows) {
      Layout.arrange(
        panel.layout as PanelLayout,
        ids.map(id => this.context.placed(id))
      );
    }
    this.toggleClass('intarsia-mod-noinputs', inputs.length === 0);
    this.toggleClass('intarsia-mod-nooutputs', outputs.length === 0);
  }

  private readonly _above = new Panel();
  private readonly _below = new Panel();
  private readonly _flagging = new Panel();
}

namespace Private {
  export function panel(part: string, ...widgets: Panel[]): Panel {
    const made = new Panel();
    made.addClass(`intarsia-Interface-${part}`);
    widgets.forEach(widget => made.addWidget(widget));
    return made;
  }
}
