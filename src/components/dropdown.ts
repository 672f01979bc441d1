import type { Message } from '@lumino/messaging';
import type { DropdownSpec } from '../protocol/types';
import { indexOfChoice, isSameChoice, labelOfChoice } from './choices';
import { Combobox } from './combobox';
import type { Component } from './component';
import { Control } from './control';

/**
 * One or several out of many choices: the browser's own menu where that will do, a
 * combobox where typing shall narrow the list, several can be chosen, or other texts.
 */
export class Dropdown extends Control<DropdownSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<DropdownSpec>) {
    super(options);
    this.addClass('intarsia-Dropdown');
    this.redraw();
  }

  protected get events(): ReadonlyArray<string> {
    return [...super.events, 'mousedown', 'keyup'];
  }

  protected onBeforeDetach(msg: Message): void {
    this._combobox?.close();
    super.onBeforeDetach(msg);
  }

  protected build(slot: HTMLElement): void {
    this._combobox?.close();
    this._combobox = null;
    this._select = null;
    if (Private.isMenu(this.spec)) {
      this._buildMenu(slot);
      return;
    }
    this._combobox = new Combobox({
      slot,
      trans: this.context.trans,
      name: this.field.name,
      choices: this.spec.choices,
      isMultiple: this.spec.multiselect,
      isFree: this.spec.allow_custom_value,
      isFilterable: this.spec.filterable,
      page: this.spec.num_choices_shown ?? undefined,
      onChoose: index => this._choose(index),
      onRemove: position => this._remove(position)
    });
    this.field.hold(this._combobox.input);
  }

  protected buildDisplay(): void {
    this._combobox?.close();
    this._combobox = null;
    this._select = null;
  }

  protected showControl(value: unknown): void {
    const { choices, multiselect } = this.spec;
    if (this._select) {
      this._showMenu(this._select, value);
    } else if (multiselect) {
      this._values = Array.isArray(value) ? value : [];
      this._showCombobox();
    } else {
      this._values = value == null ? [] : [value];
      const isTyping = this._combobox?.isTyped && document.activeElement === this._combobox.input;
      const isSame = this._combobox?.input.value === labelOfChoice(choices, value ?? '');
      if (!(isTyping && isSame)) {
        this._showCombobox();
      }
    }
  }

  protected asText(value: unknown): string {
    const chosen: ReadonlyArray<unknown> = Array.isArray(value) ? value : [value];
    return chosen.map(item => labelOfChoice(this.spec.choices, item)).join(', ');
  }

  protected onInput(): void {
    if (this._select) {
      // The entries before the choices stand for no choice, or one that is not offered.
      const index = this._select.selectedIndex - this._offset;
      const value = this.spec.choices[index]?.value ?? null;
      this.enter(value);
      this.trigger('select', { index, value, selected: true });
      this.commit();
    } else {
      this._combobox?.onInput();
    }
  }

  protected onChange(event: Event): void {
    // What is typed in a combobox counts when it is left.
    if (this._select) {
      this.commit();
    }
  }

  protected onClick(event: MouseEvent): void {
    this._combobox?.onClick(event);
  }

  protected onEvent(event: Event): void {
    if (event.type === 'mousedown') {
      this._combobox?.onMouseDown(event);
    } else if (event.type === 'keyup') {
      this.trigger('key_up', {
        key: (event as KeyboardEvent).key,
        input_value: this._combobox?.input.value ?? ''
      });
    }
  }

  handleEvent(event: Event): void {
    const isTaken =
      event.type === 'keydown' &&
      !(event as KeyboardEvent).shiftKey &&
      !(event as KeyboardEvent).ctrlKey &&
      this._combobox?.onKeyDown(event as KeyboardEvent);
    if (!isTaken) {
      super.handleEvent(event);
    }
  }

  protected settle(): void {
    const combobox = this._combobox;
    if (!combobox) {
      return;
    }
    const text = combobox.input.value;
    const index = combobox.isTyped ? combobox.meant() : -1;
    if (!combobox.isTyped) {
      combobox.close();
    } else if (index >= 0) {
      if (!(this.spec.multiselect && this._values.includes(this.spec.choices[index].value))) {
        this._choose(index);
      }
      combobox.restore();
    } else if (text.trim() === '') {
      combobox.close();
      if (!this.spec.multiselect) {
        this._enter([]);
      }
    } else if (this.spec.allow_custom_value) {
      combobox.close();
      this._enterOther(text);
    } else {
      combobox.restore();
    }
  }

  protected submitsOnEnter(target: EventTarget | null): boolean {
    // Text that is no choice is not run with: the old value would be, unseen.
    const combobox = this._combobox;
    const isChoice =
      !combobox?.isTyped ||
      this.spec.allow_custom_value ||
      combobox.input.value === '' ||
      combobox.meant() >= 0;
    return target === combobox?.input && isChoice;
  }

  protected check(draft: unknown): string | null {
    const { max_choices, multiselect } = this.spec;
    if (multiselect && max_choices !== null && Array.isArray(draft) && draft.length > max_choices) {
      return this.context.trans._n(
        'Choose at most %1 value.',
        'Choose at most %1 values.',
        max_choices
      );
    }
    return null;
  }

  private _buildMenu(slot: HTMLElement): void {
    const select = document.createElement('select');
    select.className = 'intarsia-Control intarsia-Dropdown-menu';
    select.append(...this.spec.choices.map(choice => Private.option(choice.label)));
    this._offset = 0;
    this._select = select;
    const box = document.createElement('div');
    box.className = 'intarsia-Dropdown-menubox';
    box.append(select, Combobox.arrow());
    slot.append(box);
    this.field.hold(select);
  }

  private _showMenu(select: HTMLSelectElement, value: unknown): void {
    const index = indexOfChoice(this.spec.choices, value);
    if (index < 0) {
      // Nothing chosen, or a value that is not offered: an entry of its own.
      if (this._offset === 0) {
        select.prepend(Private.option(''));
        this._offset = 1;
      }
      select.options[0].textContent = value == null ? Private.NOTHING : String(value);
      select.selectedIndex = 0;
    } else {
      if (this._offset === 1 && select.options[0].textContent !== Private.NOTHING) {
        select.options[0].remove(); // it stood for a value that is gone
        this._offset = 0;
      }
      select.selectedIndex = index + this._offset;
    }
  }

  private _showCombobox(): void {
    const { choices, multiselect } = this.spec;
    const labels = this._values.map(value => labelOfChoice(choices, value));
    this._combobox?.show(
      multiselect ? '' : (labels[0] ?? ''),
      multiselect ? labels : [],
      new Set(this._values.map(value => indexOfChoice(choices, value)))
    );
  }

  private _choose(index: number): void {
    const { choices, multiselect } = this.spec;
    const { value } = choices[index];
    const others = this._values.filter(item => !isSameChoice(item, value));
    const isRemoved = multiselect && others.length < this._values.length;
    if (!isRemoved && this._isFull()) {
      return;
    }
    this._enter(multiselect ? (isRemoved ? others : [...others, value]) : [value]);
    this.trigger('select', { index, value, selected: !isRemoved });
    this.commit();
  }

  /**
   * A text that is not among the choices was entered.
   */
  private _enterOther(value: string): void {
    if (!this.spec.multiselect) {
      this._enter([value]);
    } else if (!this._isFull()) {
      this._enter([...this._values, value]);
      this.trigger('select', { index: -1, value, selected: true });
    }
  }

  /**
   * Whether no more may be chosen; says so.
   */
  private _isFull(): boolean {
    const { max_choices, multiselect } = this.spec;
    const isFull = multiselect && max_choices !== null && this._values.length >= max_choices;
    if (isFull) {
      this._showCombobox();
      this.tell(this.check([...this._values, null]));
    }
    return isFull;
  }

  private _remove(position: number | null): void {
    const removed = position === null ? this._values : [this._values[position]];
    this._enter(this._values.filter((_, index) => position !== null && index !== position));
    for (const value of removed) {
      const index = indexOfChoice(this.spec.choices, value);
      this.trigger('select', { index, value, selected: false });
    }
    this.commit();
  }

  private _enter(values: ReadonlyArray<unknown>): void {
    this._values = values;
    this._showCombobox();
    this.enter(this.spec.multiselect ? [...values] : (values[0] ?? null));
  }

  private _combobox: Combobox | null = null;
  private _offset = 0;
  private _select: HTMLSelectElement | null = null;
  private _values: ReadonlyArray<unknown> = [];
}

namespace Private {
  /** The entry of a menu that stands for no choice. */
  export const NOTHING = '\u2013';

  /** So many choices are found at a glance, so many by scrolling. */
  const GLANCE = 10;
  const SCROLL = 30;

  /**
   * Whether the browser's own menu will do: better on phones, known to everybody.
   */
  export function isMenu(spec: DropdownSpec): boolean {
    return (
      !spec.multiselect &&
      !spec.allow_custom_value &&
      spec.choices.length <= (spec.filterable ? GLANCE : SCROLL)
    );
  }

  export function option(label: string): HTMLOptionElement {
    const element = document.createElement('option');
    element.textContent = label;
    return element;
  }
}
