import { Panel, PanelLayout } from '@lumino/widgets';
import type { InterfaceSpec } from '../protocol/types';
import { Component } from './component';

/**
 * The layout that `show(fn)` makes: inputs and buttons, and beside them the results.
 *
 * #### Notes
 * The view fills the region of the results (tabs, errors, log) around `outputs`, and
 * owns the components placed here.
 */
export class Interface extends Component<InterfaceSpec> {
  constructor(options: Component.IOptions<InterfaceSpec>) {
    super(options);
    this.addClass('intarsia-Interface');
    this.inputs.addClass('intarsia-Interface-inputs');
    this.actions.addClass('intarsia-Interface-actions');
    this.outputs.addClass('intarsia-Interface-outputs');
    this.results.addClass('intarsia-Output');
    const asked = new Panel();
    asked.addClass('intarsia-Interface-asked');
    asked.addWidget(this.inputs);
    asked.addWidget(this.actions);
    this.results.addWidget(this.outputs);
    const layout = new PanelLayout();
    this.layout = layout;
    layout.addWidget(asked);
    layout.addWidget(this.results);
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
    const { inputs, outputs, submit, clear } = this.spec;
    const buttons = [submit, clear].filter(id => id !== null);
    Private.fill(
      this.inputs,
      inputs.map(id => this.context.placed(id))
    );
    Private.fill(
      this.actions,
      buttons.map(id => this.context.placed(id))
    );
    Private.fill(
      this.outputs,
      outputs.map(id => this.context.placed(id))
    );
    this.toggleClass('intarsia-mod-noinputs', inputs.length === 0);
  }
}

namespace Private {
  /**
   * Put exactly these into a panel. The rest is taken out, not disposed.
   */
  export function fill(panel: Panel, components: ReadonlyArray<Component>): void {
    for (const widget of [...panel.widgets]) {
      if (!components.some(component => component === widget)) {
        widget.parent = null;
      }
    }
    components.forEach((component, index) => panel.insertWidget(index, component));
  }
}
