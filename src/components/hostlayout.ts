import { MessageLoop } from '@lumino/messaging';
import { Layout, Widget } from '@lumino/widgets';

/**
 * A layout whose widgets stand wherever in the parent's node: each in an element of its own.
 *
 * #### Notes
 * For parents that draw by themselves, and hold here and there what others draw.
 */
export class HostLayout extends Layout {
  *[Symbol.iterator](): IterableIterator<Widget> {
    yield* this._hosts.keys();
  }

  /**
   * Put a widget at the end of an element within the parent's node.
   */
  place(widget: Widget, host: Element): void {
    this._hosts.set(widget, host);
    if (this.parent) {
      widget.parent = this.parent;
      this._attach(widget, host);
    }
  }

  removeWidget(widget: Widget): void {
    if (this._hosts.delete(widget) && this.parent) {
      this._detach(widget);
    }
  }

  protected init(): void {
    super.init();
    for (const [widget, host] of this._hosts) {
      this._attach(widget, host);
    }
  }

  private _attach(widget: Widget, host: Element): void {
    const isAttached = this.parent?.isAttached ?? false;
    if (isAttached) {
      MessageLoop.sendMessage(widget, Widget.Msg.BeforeAttach);
    }
    host.append(widget.node);
    if (isAttached) {
      MessageLoop.sendMessage(widget, Widget.Msg.AfterAttach);
    }
  }

  private _detach(widget: Widget): void {
    const isAttached = this.parent?.isAttached ?? false;
    if (isAttached) {
      MessageLoop.sendMessage(widget, Widget.Msg.BeforeDetach);
    }
    widget.node.remove();
    if (isAttached) {
      MessageLoop.sendMessage(widget, Widget.Msg.AfterDetach);
    }
  }

  private readonly _hosts = new Map<Widget, Element>();
}
