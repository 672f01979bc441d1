import type { Widget } from '@lumino/widgets';
import { PanelLayout } from '@lumino/widgets';
import { attachBefore, detach } from './slotlayout';

/**
 * Widgets below one another, and panels at their sides.
 *
 * #### Notes
 * A widget with the class `intarsia-mod-aside` stands beside all the others, as high as
 * they are together; with `intarsia-mod-end` too it comes after them. The others are in an
 * element of their own from when there is such a panel.
 */
export class StackLayout extends PanelLayout {
  protected attachWidget(index: number, widget: Widget): void {
    if (widget.hasClass('intarsia-mod-aside')) {
      this._main ??= this._divide();
      const next = widget.hasClass('intarsia-mod-end') ? null : this._main;
      attachBefore(this, widget, this._node, next);
      return;
    }
    const host = this._main ?? this._node;
    const next = this.widgets
      .slice(index + 1)
      .find(other => other !== widget && other.node.parentElement === host);
    attachBefore(this, widget, host, next?.node ?? null);
  }

  protected moveWidget(_from: number, to: number, widget: Widget): void {
    detach(this, widget);
    this.attachWidget(to, widget);
  }

  protected detachWidget(_index: number, widget: Widget): void {
    detach(this, widget);
  }

  private get _node(): HTMLElement {
    return this.parent!.node;
  }

  /**
   * Put what stands here by now into an element of its own.
   */
  private _divide(): HTMLElement {
    const main = document.createElement('div');
    main.className = 'intarsia-Stack';
    const { activeElement } = document;
    main.append(...this._node.childNodes);
    this._node.append(main);
    this._node.classList.remove('intarsia-Stack');
    this._node.classList.add('intarsia-mod-sided');
    if (activeElement instanceof HTMLElement && main.contains(activeElement)) {
      activeElement.focus();
    }
    return main;
  }

  private _main: HTMLElement | null = null;
}
