import type { CheckboxSpec } from '../protocol/types';
import type { Component } from './component';
import { Control } from './control';

/**
 * A yes or no, its label behind it.
 */
export class Checkbox extends Control<CheckboxSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<CheckboxSpec>) {
    super(options, 'beside');
    this.addClass('intarsia-Checkbox');
    this.redraw();
  }

  protected build(slot: HTMLElement): void {
    const input = document.createElement('input');
    input.type = 'checkbox';
    input.className = 'intarsia-Checkbox-box';
    this._input = input;
    slot.append(input);
    this.field.hold(input);
  }

  protected showControl(value: unknown): void {
    this._input.checked = value === true;
  }

  protected asText(value: unknown): string {
    const { trans } = this.context;
    return value === true ? trans.__('Yes') : value === false ? trans.__('No') : String(value);
  }

  protected onInput(): void {
    this.enter(this._input.checked);
    this.trigger('select', { selected: this._input.checked });
    this.commit();
  }

  declare private _input: HTMLInputElement;
}
