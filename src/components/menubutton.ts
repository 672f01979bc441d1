import type { IDisposable } from '@lumino/disposable';
import { Field } from './field';

/**
 * A button that opens a menu of words, in the top layer: no output cuts it off.
 *
 * #### Notes
 * The button and the menu are two elements, for the owner to place beside each other.
 * Arrows, Home and End move within; Esc, a press elsewhere and a scroll close it.
 */
export class MenuButton implements IDisposable {
  constructor(options: MenuButton.IOptions) {
    this._options = options;
    const { button, menu } = this;
    button.type = 'button';
    button.className = options.className;
    button.hidden = button.disabled = true;
    button.setAttribute('aria-label', options.name);
    button.setAttribute('aria-haspopup', 'menu');
    button.setAttribute('aria-expanded', 'false');
    button.title = options.name;
    button.append(options.face);
    Field.keepKeys(button);
    menu.className = 'intarsia-Popup intarsia-Menu';
    menu.hidden = true;
    menu.setAttribute('role', 'menu');
    menu.setAttribute('aria-label', options.name);
    if (Private.HAS_POPOVER) {
      menu.popover = 'manual';
    }
    button.addEventListener('click', () => (this.isOpen ? this.close() : this._open()));
    button.addEventListener('keydown', event => this._evtButtonKey(event));
    menu.addEventListener('click', event => this._evtClick(event));
    menu.addEventListener('keydown', event => this._evtKeyDown(event));
    menu.addEventListener('focusout', event => this._evtFocusOut(event));
  }

  readonly button = document.createElement('button');
  readonly menu = document.createElement('div');

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Whether the menu is on screen.
   */
  get isOpen(): boolean {
    return !this.menu.hidden;
  }

  /**
   * How much room the button takes.
   */
  get width(): number {
    const { hidden } = this.button;
    this.button.hidden = false;
    const width = this.button.offsetWidth;
    this.button.hidden = hidden;
    return width;
  }

  /**
   * Offer these; without any there is no button.
   */
  show(items: ReadonlyArray<MenuButton.IItem>): void {
    const ids = items.map(item => item.id).join(' ');
    if (this.isOpen && ids === this._entries.map(item => item.id).join(' ')) {
      return;
    }
    this._entries = items;
    this.button.hidden = items.length === 0;
    this.button.disabled = items.every(item => item.isDisabled);
    if (items.length > 0) {
      this.close();
    }
  }

  /**
   * Take the menu off the screen. Twice is fine.
   */
  close(): void {
    if (!this.isOpen) {
      return;
    }
    const hadFocus = this.menu.contains(document.activeElement);
    window.removeEventListener('scroll', this, true);
    window.removeEventListener('resize', this);
    document.removeEventListener('pointerdown', this, true);
    if (Private.HAS_POPOVER && this.menu.matches(':popover-open')) {
      this.menu.hidePopover();
    }
    this.menu.hidden = true;
    this.menu.replaceChildren();
    this.button.setAttribute('aria-expanded', 'false');
    if (hadFocus) {
      this.button.focus();
    }
  }

  /**
   * The page moves below the menu, or is pressed elsewhere.
   */
  handleEvent(event: Event): void {
    const { target } = event;
    const isWithin =
      target instanceof Node && (this.menu.contains(target) || this.button.contains(target));
    if (!isWithin) {
      this.close();
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this.close();
    this.button.remove();
    this.menu.remove();
  }

  private _open(): void {
    const { menu } = this;
    menu.replaceChildren(
      ...this._entries.map(entry => {
        const item = document.createElement('button');
        item.type = 'button';
        item.className = 'intarsia-Menu-item';
        item.setAttribute('role', 'menuitem');
        item.tabIndex = -1;
        item.disabled = entry.isDisabled ?? false;
        item.textContent = entry.label;
        Field.keepKeys(item);
        return item;
      })
    );
    menu.hidden = false;
    if (Private.HAS_POPOVER && menu.isConnected) {
      menu.showPopover();
    }
    this._placeMenu();
    this.button.setAttribute('aria-expanded', 'true');
    window.addEventListener('scroll', this, true);
    window.addEventListener('resize', this);
    document.addEventListener('pointerdown', this, true);
    this._items()[0]?.focus();
  }

  private _items(): HTMLButtonElement[] {
    return [...this.menu.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  }

  private _placeMenu(): void {
    const box = this.button.getBoundingClientRect();
    const below = window.innerHeight - box.bottom - 8;
    const isAbove = below < 160 && box.top > below;
    const isRtl = getComputedStyle(this.button).direction === 'rtl';
    const { style } = this.menu;
    style.top = isAbove ? 'auto' : `${box.bottom + 2}px`;
    style.bottom = isAbove ? `${window.innerHeight - box.top + 2}px` : 'auto';
    style.left = isRtl ? `${box.left}px` : 'auto';
    style.right = isRtl ? 'auto' : `${document.documentElement.clientWidth - box.right}px`;
    style.maxBlockSize = `${Math.max(120, (isAbove ? box.top : below) - 8)}px`;
  }

  private _evtButtonKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' && !this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this._open();
    }
  }

  private _evtClick(event: Event): void {
    const { target } = event;
    const index = [...this.menu.children].findIndex(
      item => target instanceof Node && item.contains(target)
    );
    const entry = this._entries[index];
    if (entry && !entry.isDisabled) {
      this.close();
      this._options.onChoose(entry.id);
    }
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const items = this._items();
    const at = items.findIndex(item => item === document.activeElement);
    const moves: Record<string, number | undefined> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at + items.length - 1) % items.length,
      Home: 0,
      End: items.length - 1
    };
    const next = moves[event.key];
    if (event.key === 'Escape') {
      this.close();
    } else if (next !== undefined) {
      items[next]?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private _evtFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget;
    if (next instanceof Node && !this.menu.contains(next) && next !== this.button) {
      this.close();
    }
  }

  private _isDisposed = false;
  private readonly _options: MenuButton.IOptions;
  private _entries: ReadonlyArray<MenuButton.IItem> = [];
}

export namespace MenuButton {
  /**
   * One line of the menu.
   */
  export interface IItem {
    readonly id: string;
    readonly label: string;
    readonly isDisabled?: boolean;
  }

  /**
   * The options of the constructor.
   */
  export interface IOptions {
    /** What the button and the menu are called. */
    readonly name: string;
    /** The class of the button. */
    readonly className: string;
    /** What is seen of the button. */
    readonly face: string | Node;
    /** A line was chosen, told by its id; the focus is at the button then. */
    onChoose(id: string): void;
  }
}

namespace Private {
  export const HAS_POPOVER =
    typeof HTMLElement !== 'undefined' && 'showPopover' in HTMLElement.prototype;
}
