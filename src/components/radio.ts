import type { RadioSpec } from '../protocol/types';
import { indexOfChoice, labelOfChoice } from './choices';
import type { Component } from './component';
import { Control } from './control';
import { Field } from './field';

/**
 * One out of a few choices, all in sight: joined segments where they are short and few,
 * a list otherwise.
 */
export class Radio extends Control<RadioSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<RadioSpec>) {
    super(options, 'group');
    this.addClass('intarsia-Radio');
    this.redraw();
  }

  protected build(slot: HTMLElement): void {
    const { choices } = this.spec;
    this.node.setAttribute('role', 'radiogroup');
    this.toggleClass('intarsia-mod-segments', Private.areShort(choices.map(c => c.label)));
    const list = document.createElement('div');
    list.className = 'intarsia-Radio-choices';
    if (this.spec.rtl) {
      list.dir = 'rtl';
    }
    const name = Field.uniqueId();
    this._inputs = choices.map(choice => {
      const input = document.createElement('input');
      input.type = 'radio';
      input.name = name;
      input.id = Field.uniqueId();
      const words = document.createElement('span');
      words.textContent = choice.label;
      const label = document.createElement('label');
      label.className = 'intarsia-Radio-choice';
      label.htmlFor = input.id;
      label.append(input, words);
      list.append(label);
      return input;
    });
    slot.append(list);
    this.field.hold(...this._inputs);
  }

  protected buildDisplay(): void {
    this.removeClass('intarsia-mod-segments');
    this.node.setAttribute('role', 'group');
  }

  protected showControl(value: unknown): void {
    const chosen = indexOfChoice(this.spec.choices, value);
    this._inputs.forEach((input, index) => {
      input.checked = index === chosen;
    });
  }

  protected asText(value: unknown): string {
    return labelOfChoice(this.spec.choices, value);
  }

  protected onInput(event: Event): void {
    const index = this._inputs.indexOf(event.target as HTMLInputElement);
    if (index < 0) {
      return;
    }
    const { value } = this.spec.choices[index];
    this.enter(value);
    this.trigger('select', { index, value, selected: true });
    this.commit();
  }

  declare private _inputs: HTMLInputElement[];
}

namespace Private {
  const MOST_SEGMENTS = 5;
  const MOST_CHARACTERS = 32;

  export function areShort(labels: ReadonlyArray<string>): boolean {
    return labels.length <= MOST_SEGMENTS && labels.join('').length <= MOST_CHARACTERS;
  }
}
