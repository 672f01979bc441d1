import type { ComponentSpec } from '../protocol/types';
import { Component } from './component';
import { Field } from './field';

/**
 * What stands where a kind is not known here: its name, and the value as text.
 */
export class UnknownComponent extends Component {
  /**
   * Draw a description of any kind.
   */
  constructor(options: Component.IOptions) {
    super(options);
    this.addClass('intarsia-Unknown');
    this.addClass('intarsia-mod-display');
    this._field = new Field({
      node: this.node,
      spec: options.spec,
      trans: options.context.trans
    });
    const words = document.createElement('div');
    words.className = 'intarsia-Unknown-words';
    words.textContent = options.context.trans.__(
      'This version of intarsia cannot show a component of the kind "%1".',
      String(options.spec.kind)
    );
    this._text = document.createElement('pre');
    this._text.className = 'intarsia-Unknown-value';
    this._field.slot.append(words, this._text);
  }

  setSpec(spec: ComponentSpec): void {
    super.setSpec(spec);
    this._field.setSpec(spec);
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._field.showErrors(errors.map(error => error.message));
  }

  protected showValue(value: unknown): void {
    this._text.textContent =
      typeof value === 'string'
        ? value
        : value == null
          ? ''
          : JSON.stringify(
              value,
              (_, item: unknown) => (typeof item === 'bigint' ? item.toString() : item),
              2
            );
  }

  private _field: Field;
  private _text: HTMLElement;
}
