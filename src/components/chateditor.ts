import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { ChatMessage } from './chatmessage';
import type { IChatMessage } from './chatmessages';
import { Field } from './field';

/**
 * The messages of a turn, written anew: a field in place of each, and one way to keep all.
 *
 * #### Notes
 * Enter keeps, Shift+Enter begins a new line, Escape leaves everything as it was; none of
 * these keys is heard outside.
 */
export class ChatEditor implements IDisposable {
  constructor(options: ChatEditor.IOptions) {
    this._options = options;
    const { trans, views } = options;
    for (const view of views) {
      const { message } = view;
      if (message === null) {
        continue;
      }
      const area = document.createElement('textarea');
      area.className = 'intarsia-Control intarsia-ChatEditor-text';
      area.value = ChatEditor.textOf(message);
      area.dir = 'auto';
      area.rows = Math.min(12, area.value.split('\n').length);
      area.setAttribute('aria-label', trans.__('Message'));
      Field.keepKeys(area);
      area.addEventListener('keydown', event => this._onKeyDown(event));
      view.content.hidden = true;
      view.content.after(area);
      this._fields.push({ view, message, area });
    }
    this.node = document.createElement('div');
    this.node.className = 'intarsia-ChatEditor-foot';
    this.node.append(
      Private.button(trans.__('Save'), 'intarsia-mod-primary', () => this._keep()),
      Private.button(trans.__('Cancel'), '', () => options.done([]))
    );
    this._fields.at(-1)?.area.after(this.node);
  }

  /**
   * The buttons.
   */
  readonly node: HTMLElement;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Take note that the same messages came again.
   */
  refresh(): void {
    for (const field of this._fields) {
      field.message = field.view.message ?? field.message;
    }
  }

  /**
   * Put the focus at the end of the last text.
   */
  focus(): void {
    const area = this._fields.at(-1)?.area;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    for (const { view, area } of this._fields) {
      area.remove();
      view.content.hidden = false;
    }
    this.node.remove();
  }

  private _keep(): void {
    const changes = this._fields
      .map(({ message, area }) => ({ message, text: area.value }))
      .filter(({ message, text }) => text !== ChatEditor.textOf(message));
    this._options.done(changes);
  }

  private _onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      this._options.done([]);
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this._keep();
    }
  }

  private _fields: { view: ChatMessage; message: IChatMessage; area: HTMLTextAreaElement }[] = [];
  private _isDisposed = false;
  private _options: ChatEditor.IOptions;
}

export namespace ChatEditor {
  /**
   * What a message shall be.
   */
  export interface IChange {
    readonly message: IChatMessage;
    readonly text: string;
  }

  export interface IOptions {
    readonly views: ReadonlyArray<ChatMessage>;
    readonly trans: TranslationBundle;
    /** Called at the end, with what shall change: nothing, when it was given up. */
    done(changes: ReadonlyArray<IChange>): void;
  }

  /**
   * The text that is written anew.
   */
  export function textOf(message: IChatMessage): string {
    return message.parts
      .map(part => (part.type === 'text' ? part.text : null))
      .filter(text => text !== null)
      .join('\n\n');
  }

  /**
   * Whether there is text to be written anew.
   */
  export function canEdit(message: IChatMessage): boolean {
    return message.thought === null && message.parts.some(part => part.type === 'text');
  }
}

namespace Private {
  export function button(words: string, kind: string, run: () => void): HTMLButtonElement {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = `intarsia-Button ${kind}`;
    element.textContent = words;
    element.addEventListener('click', run);
    Field.keepKeys(element);
    return element;
  }
}
