import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { DisplaySpec } from '../protocol/types';
import { Component } from './component';
import { Field } from './field';
import { Rendered } from './rendered';
import { quietRendermime } from './safehtml';
import { SlotLayout } from './slotlayout';

/**
 * Whatever Jupyter can display, drawn as the host draws it in an output.
 */
export class Display extends Component<DisplaySpec> {
  constructor(options: Component.IOptions<DisplaySpec>) {
    super(options);
    this.addClass('intarsia-Display');
    const { trans } = options.context;
    this.node.setAttribute('role', 'group');
    this._field = new Field({ node: this.node, spec: options.spec, trans, layout: 'group' });
    this._slots = new SlotLayout(this._field.slot);
    this.layout = this._slots;
  }

  /**
   * Resolves when what is shown is on screen.
   */
  get settled(): Promise<void> {
    return Promise.all(this._items.map(item => item.settled)).then(() => undefined);
  }

  setSpec(spec: DisplaySpec): void {
    super.setSpec(spec);
    this._field.setSpec(spec);
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._field.showErrors(errors.map(error => error.message));
  }

  protected showValue(value: unknown): void {
    const bundles = Private.read(value);
    while (this._items.length > bundles.length) {
      this._items.pop()?.dispose();
    }
    bundles.forEach((bundle, index) => {
      // Sent again as it was: a plot that was zoomed into stays as it is.
      const text = JSON.stringify(bundle, Private.plain);
      if (index === this._items.length) {
        this._items.push(this._newItem());
      } else if (this._texts[index] === text) {
        return;
      }
      this._texts[index] = text;
      void this._items[index].render(bundle);
    });
    this._texts.length = bundles.length;
  }

  private _newItem(): Rendered {
    const { context } = this;
    const item = new Rendered({
      // In a trusted output the host's own: others may add renderers to it later.
      rendermime: context.trusted ? context.rendermime : quietRendermime(context),
      trans: context.trans,
      trusted: context.trusted
    });
    this._slots.addWidget(item);
    return item;
  }

  private _field: Field;
  private _items: Rendered[] = [];
  private _slots: SlotLayout;
  private _texts: string[] = [];
}

namespace Private {
  export function read(value: unknown): Rendered.IBundle[] {
    const items = (value as { items?: unknown } | null)?.items;
    if (!Array.isArray(items)) {
      return [];
    }
    return items.map((item: { data?: unknown; metadata?: unknown } | null) => ({
      data: record(item?.data),
      metadata: record(item?.metadata)
    }));
  }

  function record(value: unknown): ReadonlyPartialJSONObject {
    return typeof value === 'object' && value !== null ? (value as ReadonlyPartialJSONObject) : {};
  }

  export function plain(_key: string, value: unknown): unknown {
    return typeof value === 'bigint' ? `${value}n` : value;
  }
}
