import type { Message } from '@lumino/messaging';
import type { ButtonSpec } from '../protocol/types';
import { drawFace } from './buttonface';
import { Component } from './component';
import { Field } from './field';
import { safeLink } from './safelink';

/**
 * A button; its value is its text.
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
      const link = safeLink(this.spec.link);
      if (link !== null) {
        // Beside the notebook: its page stays, and the other one has no hold on it.
        window.open(link, '_blank', 'noopener,noreferrer');
      }
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
    this._draw();
  }

  private _draw(): void {
    const { label, unit, interactive, link } = this.spec;
    const { trans, trusted } = this.context;
    const text = typeof this.value === 'string' ? this.value : label || trans.__('Run');
    const words = [text, unit].filter(Boolean).join(' ');
    drawFace(this.node, { spec: this.spec, words, trusted });
    // Said of what it does, and not when it cannot.
    if (safeLink(link) === null) {
      this.node.removeAttribute('role');
    } else {
      this.node.setAttribute('role', 'link');
    }
    (this.node as HTMLButtonElement).disabled = this._isDisabled || !interactive;
  }

  private _isDisabled = false;
}
