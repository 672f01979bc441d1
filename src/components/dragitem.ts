import type { TranslationBundle } from '@jupyterlab/translation';
import { PanelLayout, Widget } from '@lumino/widgets';
import type { Component } from './component';
import { Field } from './field';

/**
 * A component with a handle to move it by.
 */
export class DragItem extends Widget {
  /**
   * Put a handle beside a component.
   */
  constructor(
    readonly child: Component,
    private readonly _trans: TranslationBundle
  ) {
    super();
    this.addClass('intarsia-Draggable-item');
    const { handle } = this;
    handle.type = 'button';
    handle.className = 'intarsia-Draggable-handle';
    Field.keepKeys(handle);
    const layout = new PanelLayout();
    this.layout = layout;
    layout.addWidget(new Widget({ node: handle }));
    layout.addWidget(child);
    const { scale, min_width: least } = child.spec;
    this.node.style.flexGrow = scale === null ? '' : String(scale);
    this.node.style.minInlineSize = least === null ? '' : `min(${least}px, 100%)`;
  }

  readonly handle = document.createElement('button');

  /**
   * What it is called, for the ear.
   */
  get name(): string {
    return this.child.spec.label || this._trans.__('Item');
  }

  /**
   * Whether there is something to see.
   */
  get isSeen(): boolean {
    return !this.child.isHidden;
  }

  /**
   * Tell where it stands.
   */
  setPlace(place: number, count: number): void {
    const words = this._trans.__('Move %1, %2 of %3', this.name, place, count);
    this.handle.setAttribute('aria-label', words);
  }

  /**
   * Let nobody move it for now.
   */
  setDisabled(disabled: boolean): void {
    this.handle.disabled = disabled;
  }

  /**
   * Let go of the component: it is somebody else's to dispose.
   */
  release(): void {
    if (this.child.parent === this) {
      this.child.parent = null;
    }
  }

  /**
   * Where it stands when nobody drags it.
   */
  home(): { x: number; y: number; height: number } {
    const { left, top, height } = this.node.getBoundingClientRect();
    return { x: left - this._x, y: top - this._y, height };
  }

  /**
   * Show it away from there.
   */
  shift(x: number, y: number): void {
    this._x = x;
    this._y = y;
    this.node.style.translate = `${x}px ${y}px`;
  }

  /**
   * Show it where it stands: nobody drags it any more.
   */
  settle(): void {
    this._x = this._y = 0;
    this.node.style.translate = '';
    this.removeClass('intarsia-mod-dragged');
  }

  private _x = 0;
  private _y = 0;
}
