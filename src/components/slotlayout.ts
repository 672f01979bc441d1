import { MessageLoop } from '@lumino/messaging';
import type { Widget } from '@lumino/widgets';
import { PanelLayout, Widget as WidgetClass } from '@lumino/widgets';

/**
 * A panel layout whose widgets stand in a given element inside the parent's node.
 *
 * #### Notes
 * Fields have a label, a help text and an error around what they hold; a plain panel
 * layout would count those elements as widgets when it inserts.
 */
export class SlotLayout extends PanelLayout {
  /**
   * Lay out within `slot`, which the parent's node contains and nothing else fills.
   */
  constructor(slot: HTMLElement) {
    super();
    this._slot = slot;
  }

  protected attachWidget(index: number, widget: Widget): void {
    attachBefore(this, widget, this._slot, this._slot.children[index] ?? null);
  }

  protected moveWidget(_from: number, to: number, widget: Widget): void {
    this.detachWidget(to, widget);
    this.attachWidget(to, widget);
  }

  protected detachWidget(_index: number, widget: Widget): void {
    detach(this, widget);
  }

  private _slot: HTMLElement;
}

/**
 * Put a widget of a layout into the page, before an element or at the end, and tell it.
 */
export function attachBefore(
  layout: PanelLayout,
  widget: Widget,
  host: HTMLElement,
  next: Element | null
): void {
  const attached = layout.parent?.isAttached ?? false;
  if (attached) {
    MessageLoop.sendMessage(widget, WidgetClass.Msg.BeforeAttach);
  }
  host.insertBefore(widget.node, next);
  if (attached) {
    MessageLoop.sendMessage(widget, WidgetClass.Msg.AfterAttach);
  }
}

/**
 * Take a widget of a layout out of the page, and tell it.
 */
export function detach(layout: PanelLayout, widget: Widget): void {
  const attached = layout.parent?.isAttached ?? false;
  if (attached) {
    MessageLoop.sendMessage(widget, WidgetClass.Msg.BeforeDetach);
  }
  widget.node.remove();
  if (attached) {
    MessageLoop.sendMessage(widget, WidgetClass.Msg.AfterDetach);
  }
}
