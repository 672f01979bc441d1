import type { IDisposable } from '@lumino/disposable';
import { sameValue } from '../protocol/equality';
import type { IChatMessage } from './chatmessages';
import { ChatParts } from './chatparts';
import { ChatThought } from './chatthought';

/**
 * One message: a bubble, or a thought that folds, with the thoughts that stand in it.
 */
export class ChatMessage implements IDisposable {
  constructor(options: ChatParts.IOptions) {
    this._options = options;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-ChatMessage';
    this._parts = new ChatParts(options);
    this.node.append(this._parts.node);
  }

  readonly node: HTMLElement;

  get isDisposed(): boolean {
    return this._parts.isDisposed;
  }

  /**
   * The message that is shown.
   */
  get message(): IChatMessage | null {
    return this._message;
  }

  /**
   * Where its words stand, for what takes their place for a while.
   */
  get content(): HTMLElement {
    return this._parts.node;
  }

  /**
   * Resolves when what is shown is on screen.
   */
  get settled(): Promise<void> {
    const parts = [this._thought, this._parts, ...this._children];
    return Promise.all(parts.map(part => part?.settled)).then(() => undefined);
  }

  /**
   * Show a message; says whether anything differs.
   */
  show(message: IChatMessage): boolean {
    const before = this._message;
    const isSame = before !== null && sameValue(message.raw, before.raw);
    this._message = message;
    if (!isSame) {
      this._showThought(message);
      this._parts.show(message.parts);
      this._parts.node.hidden = message.parts.length === 0;
    }
    const changed = this._showChildren(message.children);
    return changed || !isSame;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._children.splice(0).forEach(child => child.dispose());
    this._parts.dispose();
    this._thought?.dispose();
    this.node.remove();
  }

  private _showThought({ thought }: IChatMessage): void {
    this.node.classList.toggle('intarsia-mod-thought', thought !== null);
    if (thought === null) {
      if (this._thought !== null) {
        this.node.append(this._parts.node);
        this._thought.dispose();
        this._thought = null;
      }
      return;
    }
    if (this._thought === null) {
      this._thought = new ChatThought(this._options);
      this._thought.body.append(this._parts.node);
      this.node.append(this._thought.node);
    }
    this._thought.show(thought);
  }

  private _showChildren(messages: ReadonlyArray<IChatMessage>): boolean {
    let changed = this._children.length > messages.length;
    this._children.splice(messages.length).forEach(child => child.dispose());
    messages.forEach((message, at) => {
      if (at === this._children.length) {
        const child = new ChatMessage(this._options);
        this._children.push(child);
        (this._thought?.body ?? this.node).append(child.node);
      }
      changed = this._children[at].show(message) || changed;
    });
    return changed;
  }

  private _children: ChatMessage[] = [];
  private _message: IChatMessage | null = null;
  private _options: ChatParts.IOptions;
  private _parts: ChatParts;
  private _thought: ChatThought | null = null;
}
