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
    const attached = this.parent?.isAttached ?? false;
    if (attached) {
      MessageLoop.sendMessage(widget, WidgetClass.Msg.BeforeAttach);
    }
    this._slot.insertBefore(widget.node, this._slot.children[index] ?? null);
    if (attached) {
      MessageLoop.sendMessage(widget, WidgetClass.Msg.AfterAttach);
    }
  }

  protected moveWidget(_from: number, to: number, widget: Widget): void {
    this.detachWidget(to, widget);
    this.attachWidget(to, widget);
  }

  protected detachWidget(_index: number, widget: Widget): void {
    const attached = this.parent?.isAttached ?? false;
    if (attached) {
      MessageLoop.sendMessage(widget, WidgetClass.Msg.BeforeDetach);
    }
    widget.node.remove();
    if (attached) {
      MessageLoop.sendMessage(widget, WidgetClass.Msg.AfterDetach);
    }
  }

  private _slot: HTMLElement;
}
