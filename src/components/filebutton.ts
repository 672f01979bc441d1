import type { Message } from '@lumino/messaging';
import type { DownloadButtonSpec, UploadButtonSpec } from '../protocol/types';
import { drawFace } from './buttonface';
import { Component } from './component';
import { Field } from './field';

/**
 * What the buttons have in common that move files: a button, and below it what went wrong.
 */
export abstract class FileButton<
  S extends DownloadButtonSpec | UploadButtonSpec
> extends Component<S> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<S>) {
    super(options);
    this.addClass('intarsia-FileButton');
    this.button = document.createElement('button');
    this.button.type = 'button';
    this.button.className = 'intarsia-Button';
    Field.keepKeys(this.button);
    this._error = document.createElement('div');
    this._error.className = 'intarsia-Field-error';
    this._error.id = Field.uniqueId();
    this._error.setAttribute('aria-live', 'assertive');
    this.node.append(this.button, this._error);
    this._draw();
  }

  setSpec(spec: S): void {
    super.setSpec(spec);
    this._draw();
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this.tell(errors.map(error => error.message).join(' ') || null);
  }

  /**
   * Handle the DOM events of the button.
   */
  handleEvent(event: Event): void {
    if (event.type === 'click') {
      this.onPress();
    }
  }

  /**
   * What stands on the button when its author wrote nothing.
   */
  protected abstract get words(): string;

  /**
   * A person presses the button.
   */
  protected abstract onPress(): void;

  /**
   * Say what went wrong, or nothing.
   */
  protected tell(problem: string | null): void {
    this._error.textContent = problem ?? '';
    if (problem === null) {
      this.button.removeAttribute('aria-describedby');
    } else {
      this.button.setAttribute('aria-describedby', this._error.id);
    }
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this.button.addEventListener('click', this);
  }

  protected onBeforeDetach(msg: Message): void {
    this.button.removeEventListener('click', this);
    super.onBeforeDetach(msg);
  }

  private _draw(): void {
    const { label, unit, info, interactive } = this.spec;
    const words = [label || this.words, unit].filter(Boolean).join(' ');
    this.node.title = info ?? '';
    drawFace(this.button, { spec: this.spec, words, trusted: this.context.trusted });
    this.button.disabled = !interactive;
  }

  protected readonly button: HTMLButtonElement;
  private readonly _error: HTMLElement;
}
