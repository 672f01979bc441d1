import type { TranslationBundle } from '@jupyterlab/translation';
import type { Choice } from '../protocol/types';
import { Field } from './field';

/**
 * The list that opens under a combobox.
 *
 * #### Notes
 * Of a long list a part is drawn, around what is looked at: it is extended where somebody
 * scrolls to, or points at, and given up at its other end.
 */
export class ChoiceList {
  /**
   * Make it, closed.
   */
  constructor(options: ChoiceList.IOptions) {
    this._choices = options.choices;
    this._matches = options.choices.map((_, index) => index);
    this._page = Math.max(1, options.page ?? ChoiceList.PAGE);
    this._trans = options.trans;
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
    return same >= 0 ? same : this._fold().indexOf(Private.fold(text.trim()));
  }

  /**
   * The position of the first choice, from one on, whose label begins with a text; -1 for none.
   */
  findFrom(position: number, text: string): number {
    const sought = Private.fold(text);
    const folded = this._fold();
    const count = this._matches.length;
    for (let step = 0; step < count; step++) {
      const at = (position + step + count) % count;
      if (folded[this._matches[at]].startsWith(sought)) {
        return at;
      }
    }
    return -1;
  }

  /**
   * The choice an element belongs to; -1 for none.
   */
  indexOf(target: Element): number {
    const option = target.closest('[role="option"]');
    const drawn = option ? [...this._list.children].indexOf(option) : -1;
    return drawn < 0 ? -1 : (this._matches[this._from + drawn] ?? -1);
  }

  /**
   * Mark what is chosen.
   */
  choose(chosen: ReadonlySet<number>): void {
    this._chosen = chosen;
    [...this._list.children].forEach((option, drawn) => {
      const index = this._matches[this._from + drawn];
      option.setAttribute('aria-selected', String(chosen.has(index)));
    });
  }

  /**
   * Keep those whose label contains the text.
   */
  filter(text: string): void {
    const sought = Private.fold(text.trim());
    if (sought === '') {
      this._matches = this._choices.map((_, index) => index);
    } else {
      this._matches = [];
      this._fold().forEach((label, index) => {
        if (label.includes(sought)) {
          this._matches.push(index);
        }
      });
    }
    this._active = -1;
    this._drawAt(0);
    this.node.scrollTop = 0;
    this._fill();
    this._note.textContent = this._matches.length === 0 ? this._trans.__('Nothing matches.') : '';
  }

  /**
   * Point at a position; -1 at none, below that at the last. Returns the option's id.
   */
  point(position: number): string {
    const count = this._matches.length;
    const next = position < -1 ? count - 1 : Math.min(position, count - 1);
    this._option(this._active)?.classList.remove('intarsia-mod-active');
    this._active = next;
    if (next < 0) {
      return '';
    }
    const option = this._show(next);
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
      this._show(chosen).scrollIntoView?.({ block: 'nearest' });
    }
    this._fill();
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
    window.removeEventListener('scroll', this, true);
    window.removeEventListener('resize', this);
    if (Private.HAS_POPOVER && this.node.matches(':popover-open')) {
      this.node.hidePopover();
    }
    this.node.hidden = true;
    this._list.replaceChildren();
    this._from = 0;
  }

  /**
   * Something moved: more of the list, or the list with its anchor.
   */
  handleEvent(event: Event): void {
    if (event.target === this.node) {
      const { scrollTop, clientHeight, scrollHeight } = this.node;
      if (scrollTop + 2 * clientHeight > scrollHeight) {
        this._extendDown();
      } else if (scrollTop < clientHeight) {
        this._extendUp();
      }
    } else {
      this._place();
    }
  }

  /**
   * The labels to search in; made when somebody searches.
   */
  private _fold(): ReadonlyArray<string> {
    this._folded ??= this._choices.map(choice => Private.fold(choice.label));
    return this._folded;
  }

  /**
   * The position after the last one drawn.
   */
  private get _to(): number {
    return this._from + this._list.childElementCount;
  }

  /**
   * The option drawn for a position, if it is.
   */
  private _option(position: number): Element | undefined {
    return position < this._from ? undefined : this._list.children[position - this._from];
  }

  /**
   * Draw a position, with some around it.
   */
  private _show(position: number): Element {
    const margin = Math.ceil(this._page / 2);
    if (position === this._to) {
      this._extendDown();
    } else if (position === this._from - 1) {
      this._extendUp();
    } else if (!this._option(position)) {
      this._drawAt(Math.max(0, position - margin));
    }
    return this._option(position) as Element;
  }

  private _drawAt(from: number): void {
    this._from = from;
    this._list.replaceChildren(...this._create(from, from + this._page));
  }

  private _extendDown(): void {
    const top = this.node.scrollTop;
    this._list.append(...this._create(this._to, this._to + this._page));
    // What is far above goes, and what is looked at stays where it is.
    const excess = this._list.childElementCount - this._most;
    if (excess > 0) {
      const before = this._list.offsetHeight;
      for (const option of [...this._list.children].slice(0, excess)) {
        option.remove();
      }
      this._from += excess;
      this.node.scrollTop = top - (before - this._list.offsetHeight);
    }
  }

  private _extendUp(): void {
    const from = Math.max(0, this._from - this._page);
    if (from === this._from) {
      return;
    }
    const { scrollTop } = this.node;
    const before = this._list.offsetHeight;
    this._list.prepend(...this._create(from, this._from));
    this._from = from;
    this.node.scrollTop = scrollTop + this._list.offsetHeight - before;
    while (this._list.childElementCount > this._most) {
      this._list.lastElementChild?.remove();
    }
  }

  /**
   * Draw until there is something to scroll, or nothing left.
   */
  private _fill(): void {
    const { clientHeight } = this.node;
    while (
      clientHeight > 0 &&
      this.node.scrollHeight <= clientHeight &&
      this._to < this._matches.length
    ) {
      this._extendDown();
    }
  }

  /**
   * Make the options of some positions.
   */
  private _create(from: number, to: number): HTMLElement[] {
    return this._matches.slice(from, to).map((index, offset) => {
      const option = document.createElement('div');
      option.className = 'intarsia-Dropdown-option';
      option.id = `${this.id}-${index}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', String(this._chosen.has(index)));
      option.setAttribute('aria-setsize', String(this._matches.length));
      option.setAttribute('aria-posinset', String(from + offset + 1));
      option.textContent = this._choices[index].label;
      return option;
    });
  }

  /**
   * How many options are drawn at most.
   */
  private get _most(): number {
    return Math.max(ChoiceList.MOST, 3 * this._page);
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
  private _folded: ReadonlyArray<string> | null = null;
  private _from = 0;
  private _list: HTMLElement;
  private _matches: number[];
  private _note: HTMLElement;
  private _page: number;
  private _trans: TranslationBundle;
}

export namespace ChoiceList {
  /**
   * How many options are drawn at once.
   */
  export const PAGE = 100;

  /**
   * How many stay drawn.
   */
  export const MOST = 400;

  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly choices: ReadonlyArray<Choice>;
    readonly trans: TranslationBundle;
    /** What the list is called. */
    readonly name: string;
    /** How many options are drawn at once. */
    readonly page?: number;
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
