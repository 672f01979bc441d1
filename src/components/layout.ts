import type { PanelLayout, Widget } from '@lumino/widgets';
import type { ComponentSpec } from '../protocol/types';
import { Component } from './component';

/**
 * A component that others stand in, and that has no value of its own.
 *
 * #### Notes
 * The view owns the components placed here: what is taken out is not disposed. A kind says
 * where its children stand (`slots`) and calls `place` when it is drawn. What a person does
 * with the layout itself, like opening it, is shown at once and told by events; a function
 * of the app changes it by the description.
 */
export abstract class Layout<S extends Layout.Spec = Layout.Spec> extends Component<S> {
  /**
   * Make the node; the kind draws what it has, and places the children.
   */
  constructor(options: Component.IOptions<S>) {
    super({ ...options, node: options.node ?? document.createElement('div') });
    this.addClass('intarsia-Layout');
  }

  setSpec(spec: S): void {
    super.setSpec(spec);
    this.place();
  }

  showErrors(_errors: ReadonlyArray<Component.IError>): void {
    // A layout has no value that could be wrong.
  }

  /**
   * Let nobody use its own controls; those in it are components of their own.
   */
  setDisabled(_disabled: boolean): void {
    // Most layouts have none.
  }

  focusFirst(): void {
    for (const widget of this.slots.widgets) {
      if (!widget.isHidden && widget instanceof Component) {
        widget.focusFirst();
        if (widget.node.contains(document.activeElement)) {
          return;
        }
      }
    }
  }

  /**
   * Show what stands in it, where that is out of sight: open, choose the page.
   */
  uncover(): void {
    // Most layouts hide nothing.
  }

  /**
   * Draw all that is not drawn before it is first shown.
   */
  drawAll(): void {
    for (const widget of this.slots.widgets) {
      if (widget instanceof Layout) {
        widget.drawAll();
      }
    }
  }

  /**
   * Where the children stand.
   */
  protected abstract readonly slots: PanelLayout;

  protected showValue(_value: unknown): void {
    // Nor one to show.
  }

  /**
   * Put exactly the children of the description here, in order; those that stay are not
   * drawn anew.
   */
  protected place(): void {
    Layout.arrange(
      this.slots,
      this.spec.children.map(id => this.context.placed(id))
    );
  }
}

export namespace Layout {
  /**
   * What every layout's description has.
   */
  export type Spec = Extract<ComponentSpec, { children: unknown }>;

  /**
   * Put exactly these widgets into a layout, in order. The rest is taken out, not disposed.
   *
   * #### Notes
   * The one with the focus is never moved, others go around it: what a person is typing
   * into keeps the focus and the caret.
   */
  export function arrange(slots: PanelLayout, wanted: ReadonlyArray<Widget>): void {
    for (const widget of [...slots.widgets]) {
      if (!wanted.includes(widget)) {
        widget.parent = null;
      }
    }
    const fixed = Math.max(
      wanted.findIndex(widget => widget.node.contains(document.activeElement)),
      0
    );
    for (let i = fixed; i < wanted.length; i++) {
      const before = i > 0 ? slots.widgets.indexOf(wanted[i - 1]) : -1;
      const at = slots.widgets.indexOf(wanted[i]);
      if (at < 0 || (i > fixed && at !== before + 1)) {
        slots.insertWidget(at >= 0 && at < before ? before : before + 1, wanted[i]);
      }
    }
    for (let i = fixed - 1; i >= 0; i--) {
      const after = slots.widgets.indexOf(wanted[i + 1]);
      const at = slots.widgets.indexOf(wanted[i]);
      if (at < 0 || at !== after - 1) {
        slots.insertWidget(at >= 0 && at < after ? after - 1 : after, wanted[i]);
      }
    }
  }

  /**
   * Show a component that a layout around it hides.
   */
  export function uncover(component: Component): void {
    for (let at = component.parent; at; at = at.parent) {
      if (at instanceof Layout) {
        at.uncover();
      }
    }
  }
}
