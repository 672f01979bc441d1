import { PanelLayout, Widget } from '@lumino/widgets';
import type { OptionalSpec } from '../protocol/types';
import { blankValue } from './blank';
import type { Component } from './component';
import { Composite } from './composite';
import { Field } from './field';

/**
 * A value that may be left out: a checkbox, and the control it enables.
 *
 * #### Notes
 * What was entered stays in the control when the box is cleared, for when it is set again.
 */
export class Optional extends Composite<OptionalSpec> {
  constructor(options: Component.IOptions<OptionalSpec>) {
    super(options);
    this.addClass('intarsia-Optional');
    this.build();
    this.showValue(null);
  }

  protected build(): void {
    const { trans } = this.context;
    this._box = document.createElement('input');
    this._box.type = 'checkbox';
    this._box.disabled = !this.spec.interactive;
    this._box.setAttribute('aria-label', trans.__('Set %1', this.name));
    Field.keepKeys(this._box);
    this._box.addEventListener('change', () => this._evtChange());
    const label = document.createElement('label');
    label.className = 'intarsia-Optional-set';
    label.append(this._box, ' ', trans.__('Set'));
    this.childLayout.addWidget(Composite.bar('intarsia-Optional-bar', label));
    // A native fieldset disables every control inside.
    this._frame = new Widget({ node: document.createElement('fieldset') });
    this._frame.addClass('intarsia-Optional-item');
    this._item = this.adopt(this.spec.item, this.name);
    const layout = new PanelLayout();
    layout.addWidget(this._item);
    this._frame.layout = layout;
    this.childLayout.addWidget(this._frame);
  }

  protected showValue(value: unknown): void {
    const isSet = typeof value === 'object' && value !== null && 'value' in value;
    this._show(isSet);
    if (isSet) {
      this._item.setValue(value.value);
    } else if (this._item.value === null && this._item.draft === undefined) {
      this._item.setValue(blankValue(this.spec.item));
    }
  }

  protected collect(): unknown {
    return this._box.checked ? { value: Composite.held(this._item) } : null;
  }

  protected locate(path: Component.IError['path']): Composite.IPlace | null {
    return path[0] === 'value' ? { child: this._item, path: path.slice(1) } : null;
  }

  private _show(isSet: boolean): void {
    this._box.checked = isSet;
    this._frame.node.toggleAttribute('disabled', !isSet);
    // What takes keys without being a native control is out of reach as well.
    this._frame.node.toggleAttribute('inert', !isSet);
    this._frame.toggleClass('intarsia-mod-unset', !isSet);
  }

  private _evtChange(): void {
    this._show(this._box.checked);
    this.commitWhole();
    if (this._box.checked) {
      this._item.focusFirst();
    }
  }

  declare private _box: HTMLInputElement;
  declare private _frame: Widget;
  declare private _item: Component;
}
