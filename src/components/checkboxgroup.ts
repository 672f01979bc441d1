import type { CheckboxGroupSpec } from '../protocol/types';
import { indexOfChoice, isSameChoice, labelOfChoice } from './choices';
import type { Component } from './component';
import { Control } from './control';
import { Field } from './field';

/**
 * Any number out of a few choices.
 */
export class CheckboxGroup extends Control<CheckboxGroupSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<CheckboxGroupSpec>) {
    super(options, 'group');
    this.addClass('intarsia-CheckboxGroup');
    this.node.setAttribute('role', 'group');
    this.redraw();
  }

  protected build(slot: HTMLElement): void {
    const list = document.createElement('div');
    list.className = 'intarsia-CheckboxGroup-choices';
    this._inputs = this.spec.choices.map(choice => {
      const input = document.createElement('input');
      input.type = 'checkbox';
      input.id = Field.uniqueId();
      const label = document.createElement('label');
      label.className = 'intarsia-CheckboxGroup-choice';
      label.htmlFor = input.id;
      label.append(input, Private.text(choice.label));
      list.append(label);
      return input;
    });
    slot.append(list);
    this._chosen = [];
    this.field.hold(...this._inputs);
  }

  protected showControl(value: unknown): void {
    this._chosen = Array.isArray(value) ? value : [];
    const { choices } = this.spec;
    const indexes = new Set(this._chosen.map(item => indexOfChoice(choices, item)));
    this._inputs.forEach((input, index) => {
      input.checked = indexes.has(index);
    });
    this._showAll();
  }

  protected asText(value: unknown): string {
    const chosen: ReadonlyArray<unknown> = Array.isArray(value) ? value : [value];
    return chosen.map(item => labelOfChoice(this.spec.choices, item)).join(', ');
  }

  protected onInput(event: Event): void {
    const { choices } = this.spec;
    if (this._all && event.target === this._all) {
      const { checked } = this._all;
      this._inputs.forEach(input => {
        input.checked = checked;
      });
      this._enter(checked ? choices.map(choice => choice.value) : []);
      this.commit();
      return;
    }
    const index = this._inputs.indexOf(event.target as HTMLInputElement);
    if (index < 0) {
      return;
    }
    const { value } = choices[index];
    const selected = this._inputs[index].checked;
    // In the order of ticking.
    const others = this._chosen.filter(item => !isSameChoice(item, value));
    this._enter(selected ? [...others, value] : others);
    this.trigger('select', { index, value, selected });
    this.commit();
  }

  protected buildTools(): HTMLElement[] {
    this._all = null;
    const tools = super.buildTools();
    if (!this.spec.show_select_all || !this.spec.interactive) {
      return tools;
    }
    this._all = document.createElement('input');
    this._all.type = 'checkbox';
    this._all.id = Field.uniqueId();
    Field.keepKeys(this._all);
    const label = document.createElement('label');
    label.className = 'intarsia-CheckboxGroup-all';
    label.htmlFor = this._all.id;
    label.append(this._all, Private.text(this.context.trans.__('Select all')));
    this._showAll();
    return [label, ...tools];
  }

  protected check(draft: unknown): string | null {
    const { min_length, max_length } = this.spec;
    const { trans } = this.context;
    const length = Array.isArray(draft) ? draft.length : 0;
    if (min_length !== null && length < min_length) {
      return trans._n('Choose at least %1 value.', 'Choose at least %1 values.', min_length);
    }
    if (max_length !== null && length > max_length) {
      return trans._n('Choose at most %1 value.', 'Choose at most %1 values.', max_length);
    }
    return null;
  }

  private _enter(values: ReadonlyArray<unknown>): void {
    this._chosen = values;
    this._showAll();
    this.enter([...values]);
  }

  /**
   * Show whether all, none or some are ticked.
   */
  private _showAll(): void {
    if (this._all) {
      const count = this._inputs.filter(input => input.checked).length;
      this._all.checked = count > 0 && count === this._inputs.length;
      this._all.indeterminate = count > 0 && count < this._inputs.length;
    }
  }

  declare private _all: HTMLInputElement | null;
  declare private _chosen: ReadonlyArray<unknown>;
  declare private _inputs: HTMLInputElement[];
}

namespace Private {
  export function text(words: string): HTMLElement {
    const element = document.createElement('span');
    element.textContent = words;
    return element;
  }
}
