import type { TranslationBundle } from '@jupyterlab/translation';
import type { Choice } from '../protocol/types';
import { Field } from './field';

/**
 * The list that opens under a combobox. Draws as much of a long list as is looked at.
 */
export class ChoiceList {
  /**
   * Make it, closed.
   */
  constructor(options: ChoiceList.IOptions) {
    this._choices = options.choices;
    this._trans = options.trans;
    this._folded = options.choices.map(choice => Private.fold(choice.label));
    this.id = Field.uniqueId();
    this.node = document.createElement('div');
    this.node.className = 'intarsia-Popup intarsia-Dropdown-popup';
    this.node.hidden = true;
    if (Private.HAS_POPOVER) {
      this.node.popover = 'manual';
    }
    this._list = document.createElement('div');
    this._list.className = 'intarsia-Dropdown-list';
    this._list.id = this.id;
    this._list.setAttribute('role', 'listbox');
    this._list.setAttribute('aria-label', options.name);
    this._note = document.createElement('div');
    this._note.className = 'intarsia-Dropdown-note';
    this._note.setAttribute('role', 'status');
    this.node.append(this._list, this._note);
  }

  readonly id: string;
  readonly node: HTMLElement;

  /**
   * Whether it is on screen.
   */
  get isOpen(): boolean {
    return this._anchor !== null;
  }

  /**
   * The position, among those that match, that the keyboard points at; -1 for none.
   */
  get active(): number {
    return this._active;
  }

  /**
   * The choice that the keyboard points at; -1 for none.
   */
  get activeChoice(): number {
    return this._matches[this._active] ?? -1;
  }

  /**
   * The position of the first chosen one; -1 for none.
   */
  get chosenPosition(): number {
    return this._matches.findIndex(index => this._chosen.has(index));
  }

  /**
   * The first choice that matches; -1 for none.
   */
  get first(): number {
    return this._matches[0] ?? -1;
  }

  /**
   * How many choices match.
   */
  get matchCount(): number {
    return this._matches.length;
  }

  /**
   * The choice with exactly this label, letter case aside; -1 for none.
   */
  find(text: string): number {
    const same = this._choices.findIndex(choice => choice.label === text);
    return same >= 0 ? same : this._folded.indexOf(Private.fold(text.trim()));
  }

  /**
   * The choice an element belongs to; -1 for none.
   */
  indexOf(target: Element): number {
    const option = target.closest('[role="option"]');
    const position = option ? [...this._list.children].indexOf(option) : -1;
    return this._matches[position] ?? -1;
  }

  /**
   * Mark what is chosen.
   */
  choose(chosen: ReadonlySet<number>): void {
    this._chosen = chosen;
    [...this._list.children].forEach((option, position) => {
      option.setAttribute('aria-selected', String(chosen.has(this._matches[position])));
    });
  }

  /**
   * Keep those whose label contains the text.
   */
  filter(text: string): void {
    const sought = Private.fold(text.trim());
    this._matches = [];
    this._folded.forEach((label, index) => {
      if (label.includes(sought)) {
        this._matches.push(index);
      }
    });
    this._active = -1;
    this._list.replaceChildren();
    this._draw(ChoiceList.PAGE);
    this._note.textContent = this._matches.length === 0 ? this._trans.__('Nothing matches.') : '';
  }

  /**
   * Point at a position; -1 at none, below that at the last. Returns the option's id.
   */
  point(position: number): string {
    const count = this._matches.length;
    const next = position < -1 ? count - 1 : Math.min(position, count - 1);
    this._list.children[this._active]?.classList.remove('intarsia-mod-active');
    this._active = next;
    if (next < 0) {
      return '';
    }
    this._draw(next + ChoiceList.PAGE / 2);
    const option = this._list.children[next];
    option.classList.add('intarsia-mod-active');
    option.scrollIntoView?.({ block: 'nearest' });
    return option.id;
  }

  /**
   * Show it under (or above) an element.
   */
  open(anchor: HTMLElement): void {
    this._anchor = anchor;
    this.node.hidden = false;
    if (Private.HAS_POPOVER && this.node.isConnected) {
      this.node.showPopover();
    }
    this._place();
    const chosen = this.chosenPosition;
    if (chosen >= 0) {
      this._draw(chosen + ChoiceList.PAGE / 2);
      this._list.children[chosen].scrollIntoView?.({ block: 'nearest' });
    }
    this.node.addEventListener('scroll', this);
    window.addEventListener('scroll', this, true);
    window.addEventListener('resize', this);
  }

  /**
   * Take it off the screen. Twice is fine.
   */
  close(): void {
    if (this._anchor === null) {
      return;
    }
    this._anchor = null;
    this._active = -1;
    this.node.removeEventListener('scroll', this);
    window.removeEventListener('scroll', this, true);
    window.removeEventListener('resize', this);
    if (Private.HAS_POPOVER && this.node.matches(':popover-open')) {
      this.node.hidePopover();
    }
    this.node.hidden = true;
    this._list.replaceChildren();
  }

  /**
   * Something moved: more of the list, or the list with its anchor.
   */
  handleEvent(event: Event): void {
    if (event.target === this.node) {
      const { scrollTop, clientHeight, scrollHeight } = this.node;
      if (scrollTop + 2 * clientHeight > scrollHeight) {
        this._draw(this._list.childElementCount + ChoiceList.PAGE);
      }
    } else {
      this._place();
    }
  }

  private _draw(count: number): void {
    const end = Math.min(count, this._matches.length);
    const options: HTMLElement[] = [];
    for (let position = this._list.childElementCount; position < end; position++) {
      const index = this._matches[position];
      const option = document.createElement('div');
      option.className = 'intarsia-Dropdown-option';
      option.id = `${this.id}-${index}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', String(this._chosen.has(index)));
      option.setAttribute('aria-setsize', String(this._matches.length));
      option.setAttribute('aria-posinset', String(position + 1));
      option.textContent = this._choices[index].label;
      options.push(option);
    }
    this._list.append(...options);
  }

  private _place(): void {
    if (!this._anchor) {
      return;
    }
    const box = this._anchor.getBoundingClientRect();
    const below = window.innerHeight - box.bottom - 8;
    const above = box.top - 8;
    const isAbove = below < 160 && above > below;
    const { style } = this.node;
    style.insetBlockStart = isAbove ? 'auto' : `${box.bottom + 2}px`;
    style.insetBlockEnd = isAbove ? `${window.innerHeight - box.top + 2}px` : 'auto';
    style.left = `${box.left}px`;
    style.width = `${box.width}px`;
    style.maxBlockSize = `${Math.max(120, Math.min(280, isAbove ? above : below))}px`;
  }

  private _active = -1;
  private _anchor: HTMLElement | null = null;
  private _choices: ReadonlyArray<Choice>;
  private _chosen: ReadonlySet<number> = new Set();
  private _folded: ReadonlyArray<string>;
  private _list: HTMLElement;
  private _matches: number[] = [];
  private _note: HTMLElement;
  private _trans: TranslationBundle;
}

export namespace ChoiceList {
  /**
   * How many options are drawn at once.
   */
  export const PAGE = 100;

  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly choices: ReadonlyArray<Choice>;
    readonly trans: TranslationBundle;
    /** What the list is called. */
    readonly name: string;
  }
}

namespace Private {
  export const HAS_POPOVER =
    typeof HTMLElement !== 'undefined' && 'showPopover' in HTMLElement.prototype;

  /**
   * A text without letter case and accents, to search in.
   */
  export function fold(text: string): string {
    return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  }
}
