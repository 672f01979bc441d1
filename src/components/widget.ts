import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { WidgetSpec } from '../protocol/types';
import { Component } from './component';
import { Field } from './field';
import { Rendered } from './rendered';
import { quietRendermime } from './safehtml';
import { SlotLayout } from './slotlayout';

/**
 * An ipywidget, drawn by the host; its value is the kernel's.
 */
export class Widget extends Component<WidgetSpec> {
  constructor(options: Component.IOptions<WidgetSpec>) {
    super(options);
    this.addClass('intarsia-Widget');
    const { context, spec } = options;
    const { trans, trusted } = context;
    this.node.setAttribute('role', 'group');
    this._field = new Field({ node: this.node, spec, trans, layout: 'group' });
    const slots = new SlotLayout(this._field.slot);
    this.layout = slots;
    const rendermime = trusted ? context.rendermime : quietRendermime(context);
    this._drawn = new Rendered({ rendermime, trans, trusted });
    slots.addWidget(this._drawn);
    this._draw();
  }

  setSpec(spec: WidgetSpec): void {
    const isSame = JSON.stringify(spec.bundle) === JSON.stringify(this.spec.bundle);
    super.setSpec(spec);
    this._field.setSpec(spec);
    if (!isSame) {
      this._draw();
    }
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._field.showErrors(errors.map(error => error.message));
  }

  protected showValue(_value: unknown): void {
    // The widget's own view shows it.
  }

  private _draw(): void {
    const data = this.spec.bundle as ReadonlyPartialJSONObject;
    void this._drawn.render({ data, metadata: {} });
  }

  private readonly _drawn: Rendered;
  private readonly _field: Field;
}
