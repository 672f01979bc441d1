import type { CheckboxGroupSpec } from '../protocol/types';
import { indexOfChoice, labelOfChoice } from './choices';
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
    this.field.hold(...this._inputs);
  }

  protected showControl(value: unknown): void {
    const chosen = Array.isArray(value) ? value : [];
    const indexes = new Set(chosen.map(item => indexOfChoice(this.spec.choices, item)));
    this._inputs.forEach((input, index) => {
      input.checked = indexes.has(index);
    });
  }

  protected asText(value: unknown): string {
    const chosen: ReadonlyArray<unknown> = Array.isArray(value) ? value : [value];
    return chosen.map(item => labelOfChoice(this.spec.choices, item)).join(', ');
  }

  protected onInput(event: Event): void {
    const { choices } = this.spec;
    const index = this._inputs.indexOf(event.target as HTMLInputElement);
    this.enter(choices.filter((_, i) => this._inputs[i].checked).map(choice => choice.value));
    if (index >= 0) {
      this.trigger('select', {
        index,
        value: choices[index].value,
        selected: this._inputs[index].checked
      });
    }
    this.commit();
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

  declare private _inputs: HTMLInputElement[];
}

namespace Private {
  export function text(words: string): HTMLElement {
    const element = document.createElement('span');
    element.textContent = words;
    return element;
  }
}
