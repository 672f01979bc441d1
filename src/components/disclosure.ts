import { MessageLoop } from '@lumino/messaging';
import { PanelLayout, Widget } from '@lumino/widgets';
import type { AccordionSpec, SidebarSpec } from '../protocol/types';
import type { Component } from './component';
import { Field } from './field';
import { Layout } from './layout';
import { StackLayout } from './stacklayout';

/**
 * A layout with a button that opens and closes it.
 *
 * #### Notes
 * Whether it is open is decided in each view: by a person at once, told as `expand` and
 * `collapse`, or by a function of the app, whose word counts whenever it is said (`told`).
 */
export abstract class Disclosure<S extends AccordionSpec | SidebarSpec> extends Layout<S> {
  /**
   * Draw the button and what it opens; the kind names it, and places the children.
   */
  constructor(options: Component.IOptions<S>) {
    super(options);
    this.addClass('intarsia-Disclosure');
    const { button, content } = this;
    button.type = 'button';
    button.className = 'intarsia-Disclosure-button';
    button.id = Field.uniqueId();
    button.addEventListener('click', () => this._toggle());
    Field.keepKeys(button);
    content.addClass('intarsia-Disclosure-content');
    content.addClass('intarsia-Stack');
    content.id = Field.uniqueId();
    content.layout = this.slots;
    content.node.setAttribute('role', 'group');
    content.node.setAttribute('aria-labelledby', button.id);
    button.setAttribute('aria-controls', content.id);
    const frame = new PanelLayout();
    this.layout = frame;
    frame.addWidget(new Widget({ node: button }));
    frame.addWidget(content);
    this._open(options.spec.open);
  }

  /**
   * Whether what stands in it is shown.
   */
  get isOpen(): boolean {
    return !this.content.isHidden;
  }

  setSpec(spec: S): void {
    const { open, told } = this.spec;
    super.setSpec(spec);
    if (spec.open !== open || spec.told !== told) {
      this._open(spec.open);
    }
  }

  setDisabled(disabled: boolean): void {
    this.button.disabled = disabled;
  }

  focusFirst(): void {
    this.button.focus();
  }

  uncover(): void {
    this._open(true);
  }

  protected readonly button = document.createElement('button');
  protected readonly content = new Widget();
  protected readonly slots = new StackLayout();

  private _open(isOpen: boolean): void {
    const hadFocus = this.content.node.contains(document.activeElement);
    this.button.setAttribute('aria-expanded', String(isOpen));
    this.toggleClass('intarsia-mod-open', isOpen);
    this.content.setHidden(!isOpen);
    if (isOpen) {
      // What was not on screen could not be measured.
      MessageLoop.sendMessage(this.content, Widget.ResizeMessage.UnknownSize);
    } else if (hadFocus) {
      this.button.focus();
    }
  }

  private _toggle(): void {
    const isOpen = !this.isOpen;
    this._open(isOpen);
    this.trigger(isOpen ? 'expand' : 'collapse');
  }
}
