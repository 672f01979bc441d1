import type { Message } from '@lumino/messaging';
import { PanelLayout } from '@lumino/widgets';
import type { DraggableSpec } from '../protocol/types';
import type { Component } from './component';
import { DragItem } from './dragitem';
import { mergeOrder } from './dragorder';
import { Layout } from './layout';

/**
 * Components that a person puts in another order, with the pointer or with keys.
 *
 * #### Notes
 * The order is the view's own. What the app adds comes after what it follows there; when
 * the app itself puts them in another order, that counts.
 */
export class Draggable extends Layout<DraggableSpec> {
  constructor(options: Component.IOptions<DraggableSpec>) {
    super(options);
    this.addClass('intarsia-Draggable');
    this._spoken.className = 'intarsia-mod-spoken';
    this._spoken.setAttribute('role', 'status');
    this.node.append(this._spoken);
    this.layout = this.slots;
    this.place();
  }

  setDisabled(disabled: boolean): void {
    this._isDisabled = disabled;
    this._items.forEach(item => item.setDisabled(disabled));
  }

  focusFirst(): void {
    this._ordered()[0]?.child.focusFirst();
  }

  /**
   * Handle the DOM events of the handles.
   */
  handleEvent(event: Event): void {
    switch (event.type) {
      case 'keydown':
        this._evtKeyDown(event as KeyboardEvent);
        break;
      case 'pointerdown':
        this._evtPointerDown(event as PointerEvent);
        break;
      case 'pointermove':
        this._evtPointerMove(event as PointerEvent);
        break;
      case 'pointerup':
        this._drop();
        break;
      case 'pointercancel':
        this._takeBack();
        break;
    }
  }

  dispose(): void {
    this._drag = null;
    super.dispose();
  }

  protected readonly slots = new PanelLayout();

  protected place(): void {
    const { children, orientation } = this.spec;
    this.toggleClass('intarsia-mod-row', orientation === 'row');
    this._order = mergeOrder(this._order, this._told, children);
    this._told = children;
    for (const [id, item] of this._items) {
      if (!children.includes(id)) {
        this._items.delete(id);
        item.release();
        item.dispose();
      }
    }
    for (const id of children) {
      const child = this.context.placed(id);
      const known = this._items.get(id);
      if (known && known.child === child) {
        continue;
      }
      known?.release();
      known?.dispose();
      const item = new DragItem(child, this.context.trans);
      item.setDisabled(this._isDisabled);
      this._items.set(id, item);
    }
    this._arrange();
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    for (const name of Private.EVENTS) {
      this.node.addEventListener(name, this);
    }
  }

  protected onBeforeDetach(msg: Message): void {
    this._takeBack();
    for (const name of Private.EVENTS) {
      this.node.removeEventListener(name, this);
    }
    super.onBeforeDetach(msg);
  }

  private _ordered(): DragItem[] {
    return this._order.map(id => this._items.get(id)!);
  }

  private _arrange(): void {
    const items = this._ordered();
    Layout.arrange(this.slots, items);
    items.forEach((item, i) => item.setPlace(i + 1, items.length));
  }

  /**
   * Put an item at another place among those that are seen.
   */
  private _move(item: DragItem, place: number): void {
    const seen = this._ordered().filter(each => each.isSeen);
    const target = seen[Math.max(0, Math.min(place, seen.length - 1))];
    if (!target || target === item) {
      return;
    }
    const to = this._order.indexOf(target.child.spec.id);
    const order = this._order.filter(id => id !== item.child.spec.id);
    order.splice(to, 0, item.child.spec.id);
    this._order = order;
    this._arrange();
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    const item = this._ordered().find(each => each.handle === event.target);
    if (event.key === 'Escape' && this._drag) {
      this._takeBack();
    } else if (item && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const seen = this._ordered().filter(each => each.isSeen);
      const at = seen.indexOf(item);
      const isRtl = getComputedStyle(this.node).direction === 'rtl';
      const places: Record<string, number | undefined> = {
        ArrowUp: at - 1,
        ArrowDown: at + 1,
        ArrowLeft: at + (isRtl ? 1 : -1),
        ArrowRight: at + (isRtl ? -1 : 1),
        Home: 0,
        End: seen.length - 1
      };
      const place = places[event.key];
      if (place === undefined) {
        return;
      }
      this._move(item, place);
      item.handle.focus();
      this._say(item);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private _evtPointerDown(event: PointerEvent): void {
    const item = this._ordered().find(each => each.handle === event.target);
    if (!item || event.button !== 0 || this._isDisabled) {
      return;
    }
    event.preventDefault();
    item.handle.focus();
    const box = item.node.getBoundingClientRect();
    this._drag = {
      item,
      order: this._order,
      x: event.clientX - box.left,
      y: event.clientY - box.top
    };
    item.addClass('intarsia-mod-dragged');
    // The items are taken out of the page when they move; this one stays.
    this.node.setPointerCapture(event.pointerId);
  }

  private _evtPointerMove(event: PointerEvent): void {
    if (!this._drag) {
      return;
    }
    const { item, x, y } = this._drag;
    const seen = this._ordered().filter(each => each.isSeen);
    const at = seen.indexOf(item);
    const target = seen.findIndex(
      (other, i) => i !== at && this._isPast(other, i > at, event.clientX, event.clientY)
    );
    if (target >= 0) {
      this._move(item, target);
      item.handle.focus({ preventScroll: true });
    }
    const home = item.home();
    const isColumn = this.spec.orientation === 'column';
    item.shift(isColumn ? 0 : event.clientX - x - home.x, event.clientY - y - home.y);
  }

  /**
   * Whether the pointer is over an item, and beyond its middle as seen from the dragged one.
   */
  private _isPast(other: DragItem, isAfter: boolean, x: number, y: number): boolean {
    const box = other.node.getBoundingClientRect();
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) {
      return false;
    }
    if (this.spec.orientation === 'column') {
      const middle = (box.top + box.bottom) / 2;
      return isAfter ? y > middle : y < middle;
    }
    const home = this._drag!.item.home();
    const isSameLine = home.y < box.bottom && home.y + home.height > box.top;
    const isRtl = getComputedStyle(this.node).direction === 'rtl';
    const middle = (box.left + box.right) / 2;
    return !isSameLine || (isAfter !== isRtl ? x > middle : x < middle);
  }

  private _drop(): void {
    const drag = this._drag;
    this._drag = null;
    if (drag) {
      drag.item.settle();
      if (drag.order !== this._order) {
        this._say(drag.item);
      }
    }
  }

  private _takeBack(): void {
    const drag = this._drag;
    this._drag = null;
    if (drag) {
      drag.item.settle();
      this._order = mergeOrder(drag.order, this._told, this._told);
      this._arrange();
      drag.item.handle.focus();
    }
  }

  private _say(item: DragItem): void {
    const seen = this._ordered().filter(each => each.isSeen);
    const { trans } = this.context;
    this._spoken.textContent = trans.__(
      '%1: place %2 of %3',
      item.name,
      seen.indexOf(item) + 1,
      seen.length
    );
  }

  private _drag: Private.IDrag | null = null;
  private _isDisabled = false;
  private readonly _items = new Map<string, DragItem>();
  private _order: ReadonlyArray<string> = [];
  private readonly _spoken = document.createElement('div');
  private _told: ReadonlyArray<string> = [];
}

namespace Private {
  export const EVENTS = ['keydown', 'pointerdown', 'pointermove', 'pointerup', 'pointercancel'];

  /**
   * What is being dragged: the order before, and where in the item the pointer holds it.
   */
  export interface IDrag {
    readonly item: DragItem;
    readonly order: ReadonlyArray<string>;
    readonly x: number;
    readonly y: number;
  }
}
