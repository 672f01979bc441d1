import type { IDisposable } from '@lumino/disposable';
import { ChatActions } from './chatactions';
import { ChatEditor } from './chateditor';
import { ChatMessage } from './chatmessage';
import type { IChatTurn } from './chatmessages';
import { isText, spokenOf } from './chatmessages';
import type { ChatParts } from './chatparts';

/**
 * One person's turn: a picture, messages below one another, what can be done with them.
 */
export class ChatTurn implements IDisposable {
  constructor(options: ChatTurn.IOptions) {
    this._options = options;
    const { role, parts, host } = options;
    const { trans } = parts.context;
    this.node = document.createElement('div');
    this.node.className = `intarsia-ChatTurn intarsia-mod-${role}`;
    this._avatar = document.createElement('span');
    this._avatar.className = 'intarsia-ChatTurn-avatar';
    const name = document.createElement('span');
    name.className = 'intarsia-ChatTurn-name';
    name.textContent = role === 'user' ? trans.__('You') : trans.__('Assistant');
    this._body = document.createElement('div');
    this._body.className = 'intarsia-ChatTurn-body';
    this._messages = document.createElement('div');
    this._messages.className = 'intarsia-ChatTurn-messages';
    this._actions = new ChatActions({
      trans,
      act: action => (action === 'edit' ? this._edit() : host.act(action, this)),
      copied: () => host.copied(this),
      onCopied: () => host.onCopied(this),
      choose: option => host.choose(option, this),
      select: at => host.select(this, at)
    });
    this._messages.addEventListener('click', event => this._onClick(event));
    this._body.append(name, this._messages, this._actions.node);
    this.node.append(this._avatar, this._body);
  }

  readonly node: HTMLElement;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  get role(): IChatTurn['role'] {
    return this._options.role;
  }

  /**
   * The messages that are shown.
   */
  get turn(): IChatTurn {
    return this._turn;
  }

  /**
   * Resolves when what is shown is on screen.
   */
  get settled(): Promise<void> {
    return Promise.all(this._views.map(view => view.settled)).then(() => undefined);
  }

  /**
   * Show messages; says whether any of them differs.
   */
  show(turn: IChatTurn): boolean {
    this._turn = turn;
    let changed = this._views.length !== turn.messages.length;
    this._views.splice(turn.messages.length).forEach(view => view.dispose());
    turn.messages.forEach((message, at) => {
      if (at === this._views.length) {
        const view = new ChatMessage(this._options.parts);
        this._views.push(view);
        this._messages.append(view.node);
      }
      changed = this._views[at].show(message) || changed;
    });
    if (changed) {
      this._endEdit();
    } else {
      this._editor?.refresh();
    }
    return changed;
  }

  /**
   * Offer what can be done with it.
   */
  offer(offered: ChatTurn.IOffered): void {
    const { names, feedback, choice, isSelectable, canEdit } = offered;
    const isEditable = canEdit && this._turn.messages.some(ChatEditor.canEdit);
    const isCopyable = names.includes('copy') && this._turn.messages.every(isText);
    this._isSelectable = isSelectable;
    this.node.classList.toggle('intarsia-mod-selectable', isSelectable);
    this._actions.show({
      names: [
        ...(isCopyable ? (['copy'] as const) : []),
        ...(isEditable ? (['edit'] as const) : []),
        ...names.filter(name => name !== 'copy')
      ],
      feedback,
      choice,
      selectable: isSelectable
        ? this._turn.messages.map(message => spokenOf(message).slice(0, 40))
        : []
    });
    if (!canEdit) {
      this._endEdit();
    }
  }

  /**
   * Show a picture of whose turn it is, or none.
   */
  setAvatar(address: string | null): void {
    this.node.classList.toggle('intarsia-mod-pictured', address !== null);
    if (address === this._address) {
      return;
    }
    this._address = address;
    if (address === null) {
      this._avatar.replaceChildren();
      return;
    }
    const picture = document.createElement('img');
    picture.alt = '';
    picture.referrerPolicy = 'no-referrer';
    picture.src = address;
    this._avatar.replaceChildren(picture);
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._endEdit();
    this._views.splice(0).forEach(view => view.dispose());
    this.node.remove();
  }

  private _edit(): void {
    this._endEdit();
    const views = this._views.filter(({ message }) => message && ChatEditor.canEdit(message));
    this._editor = new ChatEditor({
      views,
      trans: this._options.parts.context.trans,
      done: changes => {
        this._endEdit();
        this._actions.focusEdit();
        if (changes.length > 0) {
          this._options.host.edit(changes);
        }
      }
    });
    this.node.classList.add('intarsia-mod-editing');
    this._editor.focus();
  }

  private _endEdit(): void {
    this._editor?.dispose();
    this._editor = null;
    this.node.classList.remove('intarsia-mod-editing');
  }

  private _onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const isOther = target.closest('a, button, input, select, textarea, summary, audio, video');
    if (!this._isSelectable || isOther || !document.getSelection()?.isCollapsed) {
      return;
    }
    const at = this._views.findIndex(view => view.node.contains(target));
    if (at !== -1) {
      this._options.host.select(this, at);
    }
  }

  private _actions: ChatActions;
  private _address: string | null = null;
  private _avatar: HTMLElement;
  private _body: HTMLElement;
  private _editor: ChatEditor | null = null;
  private _isDisposed = false;
  private _isSelectable = false;
  private _messages: HTMLElement;
  private _options: ChatTurn.IOptions;
  private _turn: IChatTurn = { role: 'user', messages: [] };
  private _views: ChatMessage[] = [];
}

export namespace ChatTurn {
  /**
   * What the chatbot does with what a person does here.
   */
  export interface IHost {
    act(name: 'retry' | 'undo', turn: ChatTurn): void;
    /** The text to be copied. */
    copied(turn: ChatTurn): string;
    onCopied(turn: ChatTurn): void;
    choose(option: string, turn: ChatTurn): void;
    edit(changes: ReadonlyArray<ChatEditor.IChange>): void;
    select(turn: ChatTurn, at: number): void;
  }

  export interface IOffered {
    readonly names: ReadonlyArray<Exclude<ChatActions.Name, 'edit'>>;
    readonly feedback: ReadonlyArray<string>;
    readonly choice: string | null;
    readonly isSelectable: boolean;
    readonly canEdit: boolean;
  }

  export interface IOptions {
    readonly role: IChatTurn['role'];
    readonly parts: ChatParts.IOptions;
    readonly host: IHost;
  }
}
