import { Panel } from '@lumino/widgets';
import type { UnionSpec } from '../protocol/types';
import { blankValue } from './blank';
import type { Component } from './component';
import { Composite } from './composite';
import { Field } from './field';

/**
 * A value of one of several types: the choice of the type, and its control.
 *
 * #### Notes
 * Each type's control is made when it is first chosen, and keeps what was entered while
 * another one is shown.
 */
export class Union extends Composite<UnionSpec> {
  constructor(options: Component.IOptions<UnionSpec>) {
    super(options);
    this.addClass('intarsia-Union');
    this.build();
    this.showValue(null);
  }

  protected build(): void {
    const { options } = this.spec;
    const isShort =
      options.length <= Private.SEGMENTS &&
      options.reduce((sum, option) => sum + option.label.length, 0) <= Private.LETTERS;
    this._select = isShort ? this._segments() : this._list();
    this._panes = options.map(() => {
      const pane = new Panel();
      pane.addClass('intarsia-Union-item');
      this.childLayout.addWidget(pane);
      return pane;
    });
    this._items = options.map(() => null);
  }

  protected showValue(value: unknown): void {
    const { option, value: inner } = Private.read(value, this.spec.options.length);
    const isNew = this._items[option] === null;
    this._show(option);
    if (inner !== undefined) {
      this._items[option]?.setValue(inner);
    } else if (!isNew && value === null && this._items[option]?.draft === undefined) {
      this._items[option]?.setValue(blankValue(this.spec.options[option].component));
    }
  }

  protected collect(): unknown {
    const item = this._items[this._option];
    return item ? { option: this._option, value: Composite.held(item) } : null;
  }

  protected locate(path: Component.IError['path']): Composite.IPlace | null {
    const child = this._items[this._option];
    return child && path[0] === 'value' ? { child, path: path.slice(1) } : null;
  }

  private _segments(): (option: number) => void {
    const group = document.createElement('div');
    group.className = 'intarsia-Union-options';
    group.setAttribute('role', 'radiogroup');
    group.setAttribute('aria-label', this.context.trans.__('Type of %1', this.name));
    const name = Field.uniqueId();
    const radios = this.spec.options.map(({ label }, index) => {
      const radio = document.createElement('input');
      radio.type = 'radio';
      radio.name = name;
      radio.className = 'intarsia-mod-spoken';
      radio.disabled = !this.spec.interactive;
      Field.keepKeys(radio);
      radio.addEventListener('change', () => this._choose(index));
      const segment = document.createElement('label');
      segment.className = 'intarsia-Union-option';
      segment.append(radio, label);
      group.append(segment);
      return radio;
    });
    this.childLayout.addWidget(Composite.bar('intarsia-Union-bar', group));
    return option => {
      if (radios[option]) {
        radios[option].checked = true;
      }
    };
  }

  private _list(): (option: number) => void {
    const select = document.createElement('select');
    select.className = 'intarsia-Control';
    select.disabled = !this.spec.interactive;
    select.setAttribute('aria-label', this.context.trans.__('Type of %1', this.name));
    Field.keepKeys(select);
    this.spec.options.forEach(({ label }, index) => select.add(new Option(label, String(index))));
    select.addEventListener('change', () => this._choose(select.selectedIndex));
    this.childLayout.addWidget(Composite.bar('intarsia-Union-bar', select));
    return option => {
      select.selectedIndex = option;
    };
  }

  private _choose(option: number): void {
    this._show(option);
    this.commitWhole();
  }

  private _show(option: number): void {
    this._option = option;
    this._select(option);
    this._panes.forEach((pane, index) => pane.setHidden(index !== option));
    if (option < this._items.length && this._items[option] === null) {
      const { label, component } = this.spec.options[option];
      const item = this.adopt(component, `${this.name}: ${label}`);
      item.setValue(blankValue(component));
      this._items[option] = item;
      this._panes[option].addWidget(item);
    }
  }

  private _items: (Component | null)[] = [];
  private _option = 0;
  private _panes: Panel[] = [];
  declare private _select: (option: number) => void;
}

namespace Private {
  /** How many types stand side by side at the most, and how many letters they have. */
  export const SEGMENTS = 4;
  export const LETTERS = 32;

  export function read(value: unknown, count: number): { option: number; value: unknown } {
    const { option, value: inner } = (value ?? {}) as { option?: unknown; value?: unknown };
    const isKnown = typeof option === 'number' && Number.isInteger(option);
    return isKnown && option >= 0 && option < count
      ? { option, value: inner }
      : { option: 0, value: undefined };
  }
}
