import type { TranslationBundle } from '@jupyterlab/translation';
import { sameValue } from '../protocol/equality';
import type { Choice } from '../protocol/types';
import { Field } from './field';
import { ChoiceList } from './choicelist';

/**
 * A text field with a list of choices that typing narrows: the combobox of ARIA 1.2, for
 * one choice or, with chips, for several.
 *
 * #### Notes
 * It knows choices by their position; what it holds beside them is `text`, as typed.
 * The owner hands it the DOM events and is told by `onChoose` and `onRemove`.
 */
export class Combobox {
  /**
   * Draw it into a slot.
   */
  constructor(options: Combobox.IOptions) {
    this._options = options;
    const { trans, choices, name, page, isFilterable } = options;
    this.list = new ChoiceList({ choices, trans, name, page });
    this.input = document.createElement('input');
    this.input.type = 'text';
    this.input.className = 'intarsia-Dropdown-input';
    this.input.autocomplete = 'off';
    this.input.spellcheck = false;
    this.input.setAttribute('role', 'combobox');
    this.input.setAttribute('aria-autocomplete', isFilterable ? 'list' : 'none');
    this.input.readOnly = !isFilterable;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.setAttribute('aria-controls', this.list.id);
    this._chips = document.createElement('ul');
    this._chips.className = 'intarsia-Dropdown-chips';
    this._chips.hidden = true;
    this._box = document.createElement('div');
    this._box.className = 'intarsia-Control intarsia-Dropdown-box';
    this._clear = Private.removeButton('intarsia-Dropdown-clear', trans.__('Remove all'));
    this._clear.hidden = true;
    this._box.append(this._chips, this.input, this._clear, Combobox.arrow());
    options.slot.append(this._box, this.list.node);
  }

  readonly input: HTMLInputElement;
  readonly list: ChoiceList;

  /**
   * Whether a person has typed something that is not a choice yet.
   */
  get isTyped(): boolean {
    return this._isTyped;
  }

  /**
   * Show what is chosen: one text, or chips.
   */
  show(text: string, chips: ReadonlyArray<string>, chosen: ReadonlySet<number>): void {
    this._isTyped = false;
    this._text = text;
    if (this.input.value !== text) {
      this.input.value = text;
    }
    if (this.list.isOpen) {
      this.list.filter('');
    }
    this.list.choose(chosen);
    this._drawChips(chips);
  }

  /**
   * Take back what was typed and not chosen.
   */
  restore(): void {
    this._isTyped = false;
    this.input.value = this._text;
    this.close();
  }

  /**
   * Open the list.
   */
  open(): void {
    if (!this.list.isOpen) {
      this.list.filter(this._isTyped ? this.input.value : '');
      this.list.open(this._box);
      this.input.setAttribute('aria-expanded', 'true');
    }
  }

  /**
   * Close the list.
   */
  close(): void {
    this.list.close();
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  /**
   * A key or text was entered.
   */
  onInput(): void {
    this._isTyped = true;
    this.open();
    this.list.filter(this.input.value);
    this._point(this.input.value === '' || this._options.isFree ? -1 : 0);
  }

  /**
   * The mouse goes down: the focus stays in the text field.
   */
  onMouseDown(event: Event): void {
    const target = event.target as Element;
    if (this.list.node.contains(target)) {
      event.preventDefault();
    } else if (this._box.contains(target) && !target.closest('button')) {
      if (target !== this.input) {
        event.preventDefault();
        this.input.focus();
      }
      if (this.list.isOpen && !this._isTyped) {
        this.close();
      } else if (!this.input.matches(':disabled')) {
        this.open();
      }
    }
  }

  /**
   * A click, perhaps on a choice or a chip.
   */
  onClick(event: Event): void {
    const target = event.target as Element;
    const chip = target.closest<HTMLElement>('.intarsia-Dropdown-remove');
    if (chip) {
      const position = this._removers.indexOf(chip);
      this._options.onRemove(chip === this._clear ? null : position);
      this.input.focus();
      return;
    }
    const index = this.list.indexOf(target);
    if (index >= 0) {
      this._choose(index);
    } else if (target === this.input && this.list.isOpen && !this._isTyped) {
      // What is typed next takes the place of what is there.
      this.input.select();
    }
  }

  /**
   * A key. Returns whether it was for the list.
   */
  onKeyDown(event: KeyboardEvent): boolean {
    if (event.isComposing || event.target !== this.input) {
      return false;
    }
    const moves = Private.MOVES[event.key];
    if (moves !== undefined && !event.ctrlKey && !event.metaKey) {
      const { chosenPosition } = this.list;
      if (this.list.isOpen && this.list.active < 0 && !this._isTyped && chosenPosition >= 0) {
        this._point(chosenPosition);
      } else if (this.list.isOpen) {
        this._point(this.list.active < 0 && moves < 0 ? -2 : this.list.active + moves);
      } else {
        this.open();
        // As the list is now that it is open.
        this._point(Math.max(0, this.list.chosenPosition));
      }
    } else if (this._chooses(event)) {
      this._choose(this.list.activeChoice);
    } else if (event.key === 'Escape' && this.list.isOpen) {
      this.restore();
    } else if (event.key === 'Backspace' && this._removers.length > 0 && this.input.value === '') {
      this._options.onRemove(this._removers.length - 1);
    } else if (!this._options.isFilterable && Private.isCharacter(event)) {
      this._seek(event);
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /**
   * The choice that the typed text means: named in full, or the only one left; or -1.
   */
  meant(): number {
    const exact = this.list.find(this.input.value);
    const isOnly = this.list.matchCount === 1 && !this._options.isFree;
    return exact >= 0 ? exact : isOnly && this.input.value.trim() !== '' ? this.list.first : -1;
  }

  /**
   * Whether a key takes the choice that is pointed at: Enter, and Space where it is no text.
   */
  private _chooses(event: KeyboardEvent): boolean {
    const isSpace = event.key === ' ' && !this._options.isFilterable;
    return (event.key === 'Enter' || isSpace) && this.list.isOpen && this.list.activeChoice >= 0;
  }

  private _choose(index: number): void {
    this._soughtAt = -Infinity;
    if (this._options.isMultiple) {
      this.input.value = '';
      this._isTyped = false;
    } else {
      this.close();
    }
    this._options.onChoose(index);
  }

  private _drawChips(labels: ReadonlyArray<string>): void {
    if (sameValue(labels, this._labels)) {
      return; // a button that is being pressed stays
    }
    const { trans } = this._options;
    const hadFocus = this._chips.contains(document.activeElement);
    this._labels = labels;
    this._removers = [];
    this._chips.replaceChildren(
      ...labels.map(label => {
        const item = document.createElement('li');
        item.className = 'intarsia-Dropdown-chip';
        const words = document.createElement('span');
        words.textContent = label;
        const remove = Private.removeButton('', trans.__('Remove %1', label));
        this._removers.push(remove);
        item.append(words, remove);
        return item;
      })
    );
    this._chips.hidden = labels.length === 0;
    this._clear.hidden = labels.length < 2;
    if (hadFocus) {
      this.input.focus();
    }
  }

  /**
   * Where nothing can be typed, letters lead to the next choice that begins with them.
   */
  private _seek(event: KeyboardEvent): void {
    const isNew = event.timeStamp - this._soughtAt > Private.PAUSE;
    this._sought = isNew ? event.key : this._sought + event.key;
    this._soughtAt = event.timeStamp;
    const before = this.list.active < 0 ? this.list.chosenPosition : this.list.active;
    this.open();
    const found = this.list.findFrom(Math.max(0, isNew ? before + 1 : before), this._sought);
    if (found >= 0) {
      this._point(found);
    }
  }

  private _point(position: number): void {
    const id = this.list.point(position);
    if (id === '') {
      this.input.removeAttribute('aria-activedescendant');
    } else {
      this.input.setAttribute('aria-activedescendant', id);
    }
  }

  private _box: HTMLElement;
  private _chips: HTMLUListElement;
  private _clear: HTMLButtonElement;
  private _isTyped = false;
  private _labels: ReadonlyArray<string> = [];
  private _options: Combobox.IOptions;
  private _removers: HTMLElement[] = [];
  private _sought = '';
  private _soughtAt = -Infinity;
  private _text = '';
}

export namespace Combobox {
  /**
   * Make what tells that a list opens below.
   */
  export function arrow(): HTMLElement {
    const arrow = document.createElement('span');
    arrow.className = 'intarsia-Dropdown-arrow';
    arrow.setAttribute('aria-hidden', 'true');
    return arrow;
  }

  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly slot: HTMLElement;
    readonly trans: TranslationBundle;
    /** What the list is called. */
    readonly name: string;
    readonly choices: ReadonlyArray<Choice>;
    readonly isMultiple: boolean;
    /** Whether a text that is no choice will do. */
    readonly isFree: boolean;
    /** Whether typing narrows the list. */
    readonly isFilterable: boolean;
    /** How many choices are listed at once. */
    readonly page: number | undefined;
    /** A choice was chosen, by position. */
    onChoose(index: number): void;
    /** A chip was removed, by position; or all of them. */
    onRemove(position: number | null): void;
  }
}

namespace Private {
  /** Milliseconds after which letters begin another word. */
  export const PAUSE = 800;

  export function isCharacter(event: KeyboardEvent): boolean {
    return event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  }

  export function removeButton(className: string, name: string): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `intarsia-Dropdown-remove ${className}`.trim();
    button.setAttribute('aria-label', name);
    button.textContent = '\u00d7';
    Field.keepKeys(button);
    return button;
  }

  export const MOVES: Readonly<Record<string, number | undefined>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: 10,
    PageUp: -10
  };
}
