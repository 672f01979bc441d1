import type { ButtonSpec } from '../protocol/types';
import { Component } from './component';
import { Field } from './field';
import type { Message } from '@lumino/messaging';

/**
 * A button; its label is its text.
 */
export class Button extends Component<ButtonSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<ButtonSpec>) {
    super({ ...options, node: options.node ?? document.createElement('button') });
    this.node.setAttribute('type', 'button');
    this.addClass('intarsia-Button');
    Field.keepKeys(this.node);
    this._draw();
  }

  setSpec(spec: ButtonSpec): void {
    super.setSpec(spec);
    this._draw();
  }

  setDisabled(disabled: boolean): void {
    this._isDisabled = disabled;
    this._draw();
  }

  focusFirst(): void {
    this.node.focus();
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    // A button holds no value that could be wrong.
    return;
  }

  /**
   * Handle the DOM events of the button.
   */
  handleEvent(event: Event): void {
    if (event.type === 'click') {
      this.trigger('click');
    }
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this.node.addEventListener('click', this);
  }

  protected onBeforeDetach(msg: Message): void {
    this.node.removeEventListener('click', this);
    super.onBeforeDetach(msg);
  }

  protected showValue(value: unknown): void {
    // The label is a property, and a button has no value besides.
    return;
  }

  private _draw(): void {
    const { label, info, unit, variant, interactive } = this.spec;
    const words = [label || this.context.trans.__('Run'), unit].filter(Boolean).join(' ');
    if (this.node.textContent !== words) {
      this.node.textContent = words;
    }
    this.node.title = info ?? '';
    this.toggleClass('intarsia-mod-primary', variant === 'primary');
    this.toggleClass('intarsia-mod-stop', variant === 'stop');
    (this.node as HTMLButtonElement).disabled = this._isDisabled || !interactive;
  }

  private _isDisabled = false;
}
