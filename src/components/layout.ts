import { PanelLayout } from '@lumino/widgets';
import type { ComponentSpec } from '../protocol/types';
import { Component } from './component';

/**
 * A component that others stand in, and that has no value of its own.
 *
 * #### Notes
 * The view owns the components placed here: what is taken out is not disposed.
 */
export abstract class Layout<
  S extends ComponentSpec & { children: ReadonlyArray<string> } = ComponentSpec & {
    children: ReadonlyArray<string>;
  }
> extends Component<S> {
  constructor(options: Component.IOptions<S>) {
    super(options);
    this.addClass('intarsia-Layout');
    this.slots = new PanelLayout();
    this.layout = this.slots;
    this.place();
  }

  setSpec(spec: S): void {
    super.setSpec(spec);
    this.place();
  }

  showErrors(_errors: ReadonlyArray<Component.IError>): void {
    // A layout has no value that could be wrong.
  }

  protected showValue(_value: unknown): void {
    // Nor one to show.
  }

  /**
   * Put exactly the children of the spec here, in order; those that stay are not touched.
   */
  protected place(): void {
    const wanted = this.spec.children.map(id => this.context.placed(id));
    for (const widget of [...this.slots.widgets]) {
      if (!wanted.some(component => component === widget)) {
        widget.parent = null;
      }
    }
    wanted.forEach((component, index) => {
      if (this.slots.widgets[index] !== component) {
        this.slots.insertWidget(index, component);
      }
    });
  }

  protected readonly slots: PanelLayout;
}
