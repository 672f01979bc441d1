import type { ChatbotSpec } from '../protocol/types';
import { ChatAnnouncer } from './chatannouncer';
import { ChatBeginning } from './chatbeginning';
import { ChatEditor } from './chateditor';
import { ChatIcon } from './chaticon';
import type { IChatMessage, IChatOption, IChatTurn } from './chatmessages';
import { readMessages, spokenOf, textOf, toldOf, turnsOf } from './chatmessages';
import type { ChatParts } from './chatparts';
import { ChatTurn } from './chatturn';
import { Component } from './component';
import { Field } from './field';
import { copyButton, fieldButton } from './fieldbutton';
import { FollowEnd } from './followend';
import { HostLayout } from './hostlayout';
import { textRendermime } from './safehtml';
import { safeIcon } from './safelink';

/**
 * A conversation.
 *
 * #### Notes
 * Turns, messages and their parts are kept where they did not change: of a text that grows
 * its last block is drawn again, and nothing else.
 * What a person changes here, an edited message or an emptied conversation, is committed at
 * once and is no draft afterwards: the answer to it is shown while the focus is still inside.
 */
export class Chatbot extends Component<ChatbotSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<ChatbotSpec>) {
    super(options);
    const { spec, context } = options;
    const { trans } = context;
    this.addClass('intarsia-Chatbot');
    this.node.setAttribute('role', 'group');
    this._field = new Field({ node: this.node, spec, trans, layout: 'group' });
    this._parts = {
      context,
      layout: (this.layout = new HostLayout()),
      rendermime: textRendermime(context),
      typesetter: context.rendermime.latexTypesetter
    };
    this._log = Private.box('log');
    this._log.setAttribute('role', 'log');
    // Read out in portions, not with each word: see `ChatAnnouncer`.
    this._log.setAttribute('aria-live', 'off');
    this._log.tabIndex = 0;
    Field.keepKeys(this._log);
    this._content = Private.box('content');
    this._turnsNode = Private.box('turns');
    this._waiting = Private.box('waiting');
    this._waiting.textContent = '\u2026';
    this._waiting.setAttribute('aria-hidden', 'true');
    this._options = Private.box('options');
    this._options.setAttribute('role', 'group');
    this._options.setAttribute('aria-label', trans.__('Answers'));
    this._content.append(this._turnsNode, this._waiting, this._options);
    this._log.append(this._content);
    this._down = fieldButton({
      icon: ChatIcon.DOWN,
      label: trans.__('Go to the end'),
      execute: () => this._follow.jump()
    });
    this._down.classList.add('intarsia-Chatbot-down');
    this._announcer = new ChatAnnouncer(trans);
    this._field.slot.append(this._log, this._down, this._announcer.node);
    this._follow = new FollowEnd({
      node: this._log,
      content: this._content,
      onMoved: ({ above, below }) => {
        this._log.classList.toggle('intarsia-mod-above', above);
        this._log.classList.toggle('intarsia-mod-below', below);
        this._down.hidden = !below;
      }
    });
    this._down.hidden = true;
    this._drawSpec();
    this.showValue(null);
  }

  /**
   * Resolves when what is shown is on screen.
   */
  get settled(): Promise<void> {
    return Promise.all([...this._turns.map(turn => turn.settled), this._beginning?.settled]).then(
      () => undefined
    );
  }

  setSpec(spec: ChatbotSpec): void {
    const before = this.spec;
    super.setSpec(spec);
    this._field.setSpec(spec);
    if (Private.drawing(spec) !== Private.drawing(before)) {
      this._turns.splice(0).forEach(turn => turn.dispose());
      this._beginning?.dispose();
      this._beginning = null;
    }
    if (JSON.stringify(spec.feedback_value) !== JSON.stringify(before.feedback_value)) {
      this._choices.clear();
    }
    this._drawSpec();
    this._draw(this._shown);
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._field.showErrors(errors.map(error => error.message));
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    window.clearTimeout(this._rest);
    this._follow.dispose();
    this._announcer.dispose();
    this._turns.splice(0).forEach(turn => turn.dispose());
    this._beginning?.dispose();
    super.dispose();
  }

  protected showValue(value: unknown): void {
    this._draw(value);
  }

  private _draw(value: unknown): void {
    this._shown = value;
    const canFetch = this.context.download !== null;
    if (canFetch !== this._canFetch) {
      // The kernel has come, or gone: files are drawn otherwise.
      this._canFetch = canFetch;
      this._turns.splice(0).forEach(turn => turn.dispose());
    }
    const before = this._messages;
    this._messages = readMessages(value);
    const turns = turnsOf(this._messages, this.spec.group_consecutive_messages);
    this._turns.splice(turns.length).forEach(turn => turn.dispose());
    let changed = before.length !== this._messages.length;
    turns.forEach((turn, at) => {
      changed = this._turnAt(at, turn.role).show(turn) || changed;
    });
    for (const at of this._choices.keys()) {
      if (at >= turns.length) {
        this._choices.delete(at);
      }
    }
    this._showBeginning(turns.length === 0);
    this._offer();
    this._showOptions(turns);
    this._showLife(before, changed);
  }

  /**
   * What is alive about it: it grows, it waits for an answer, it is read out.
   */
  private _showLife(before: ReadonlyArray<IChatMessage>, changed: boolean): void {
    const last = this._turns.at(-1);
    this.toggleClass('intarsia-mod-awaiting', last?.role === 'user');
    const grows = changed && last?.role === 'assistant' && before.length > 0 && this.isAttached;
    this._turns.forEach(turn => {
      turn.node.classList.toggle('intarsia-mod-growing', grows && turn === last);
    });
    window.clearTimeout(this._rest);
    if (grows) {
      this._rest = window.setTimeout(
        () => last.node.classList.remove('intarsia-mod-growing'),
        Private.REST
      );
    }
    if (changed) {
      const quietly = !this.isAttached || (before.length === 0 && this._messages.length > 2);
      this._announcer.note(this._messages, quietly);
      const isOwn = last?.role === 'user' && this._messages.length > before.length;
      if (isOwn && this.spec.autoscroll) {
        this._follow.jump();
      }
    }
  }

  private _turnAt(at: number, role: IChatTurn['role']): ChatTurn {
    const known = this._turns[at];
    if (known?.role === role) {
      return known;
    }
    const turn = new ChatTurn({ role, parts: this._partOptions, host: this._host });
    if (known) {
      known.node.replaceWith(turn.node);
      known.dispose();
    } else {
      this._turnsNode.append(turn.node);
    }
    this._turns[at] = turn;
    return turn;
  }

  private _showBeginning(isEmpty: boolean): void {
    this._log.classList.toggle('intarsia-mod-empty', isEmpty);
    this._showTools(isEmpty);
    if (!isEmpty) {
      this._beginning?.dispose();
      this._beginning = null;
    } else if (this._beginning === null) {
      const { placeholder, examples } = this.spec;
      this._beginning = new ChatBeginning({
        parts: this._partOptions,
        placeholder,
        examples,
        choose: index => {
          const { text, files } = this.spec.examples[index];
          this.trigger('example_select', { index, value: { text, files } });
        }
      });
      this._content.prepend(this._beginning.node);
    }
  }

  /**
   * Tell each turn what can be done with it.
   */
  private _offer(): void {
    const { spec } = this;
    const hears = (name: string): boolean => spec.listened.includes(name);
    const hasQuestion = this._turns.some(({ role }) => role === 'user');
    this._turns.forEach((turn, at) => {
      const isUser = turn.role === 'user';
      const isLast = at === this._turns.length - 1;
      const isAnswer = isLast && !isUser && hasQuestion;
      turn.offer({
        names: [
          ...(spec.buttons.includes('copy') ? (['copy'] as const) : []),
          ...(isAnswer && hears('retry') ? (['retry'] as const) : []),
          ...(isAnswer && hears('undo') ? (['undo'] as const) : [])
        ],
        feedback: hears('like') && (!isUser || spec.like_user_message) ? spec.feedback_options : [],
        choice: this._choices.has(at) ? (this._choices.get(at) ?? null) : this._given(at),
        isSelectable: hears('select'),
        canEdit:
          spec.interactive && (spec.editable === 'all' || (spec.editable === 'user' && isUser))
      });
      turn.node.classList.toggle('intarsia-mod-last', isLast);
      const [user, assistant] = spec.avatar_images;
      turn.setAvatar(safeIcon((isUser ? user : assistant) ?? null, this.context.trusted));
    });
  }

  /**
   * What the author says was said of a turn.
   */
  private _given(at: number): string | null {
    const { feedback_value } = this.spec;
    if (feedback_value === null || this._turns[at].role === 'user') {
      return null;
    }
    const before = this._turns.slice(0, at).filter(({ role }) => role === 'assistant').length;
    return feedback_value[before] ?? null;
  }

  private _showOptions(turns: ReadonlyArray<IChatTurn>): void {
    const last = turns.at(-1);
    const options = last?.role === 'assistant' ? (last.messages.at(-1)?.options ?? []) : [];
    const key = JSON.stringify(options);
    if (key === this._optionsKey) {
      return;
    }
    this._optionsKey = key;
    this._options.hidden = options.length === 0;
    this._options.replaceChildren(
      ...options.map((option, index) => this._optionButton(option, index))
    );
  }

  private _optionButton({ label, value }: IChatOption, index: number): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'intarsia-Button intarsia-Chatbot-option';
    button.dir = 'auto';
    button.textContent = label;
    Field.keepKeys(button);
    button.addEventListener('click', () => this.trigger('option_select', { index, value }));
    return button;
  }

  private _drawSpec(): void {
    const { spec } = this;
    const { trans } = this.context;
    this.toggleClass('intarsia-mod-panel', spec.layout === 'panel');
    this.toggleClass('intarsia-mod-bubble', spec.layout === 'bubble');
    this._log.setAttribute('aria-label', spec.label || trans.__('Conversation'));
    this._log.dir = spec.rtl ? 'rtl' : '';
    this._log.classList.toggle('intarsia-mod-resizable', spec.resizable);
    for (const name of ['height', 'min_height', 'max_height'] as const) {
      const length = Private.length(spec[name]);
      this.node.style.setProperty(`--intarsia-chatbot-${name.replace('_', '-')}`, length);
    }
    this._log.classList.toggle('intarsia-mod-free', spec.height === null);
    this._follow.isOn = spec.autoscroll;
  }

  /**
   * What can be done with the whole, while there is something.
   */
  private _showTools(isEmpty: boolean): void {
    const { spec } = this;
    const { trans } = this.context;
    const copies = !isEmpty && spec.buttons.includes('copy_all');
    const clears = !isEmpty && spec.interactive;
    const key = `${copies} ${clears}`;
    if (key === this._toolsKey) {
      return;
    }
    this._toolsKey = key;
    const tools: HTMLElement[] = [];
    if (copies) {
      const said = (): string =>
        Private.marked(
          this._messages.map(message => `${message.role}: ${spokenOf(message)}`).join('\n\n'),
          this.spec.watermark
        );
      tools.push(copyButton(trans, said, undefined, trans.__('Copy conversation')));
    }
    if (clears) {
      const execute = (): void => this._clear();
      tools.push(fieldButton({ icon: ChatIcon.CLEAR, label: trans.__('Clear'), execute }));
    }
    this._field.setTools(tools);
  }

  private get _partOptions(): ChatParts.IOptions {
    const { spec } = this;
    return {
      ...this._parts,
      style: {
        markdown: spec.render_markdown,
        lineBreaks: spec.line_breaks,
        delimiters: spec.latex_delimiters
      },
      dir: spec.rtl ? 'rtl' : 'auto',
      canSave: spec.allow_file_downloads
    };
  }

  private _clear(): void {
    this._change([], () => this.trigger('clear'));
    this._log.focus();
  }

  /**
   * Show another value as a person made it, tell what happened, and commit it.
   */
  private _change(value: ReadonlyArray<unknown>, tell: () => void): void {
    this.enter(value);
    tell();
    this.trigger('change');
    this.setValue(value);
  }

  private _edit(changes: ReadonlyArray<ChatEditor.IChange>): void {
    const value = Array.isArray(this._shown) ? [...(this._shown as unknown[])] : [];
    for (const { message, text } of changes) {
      value[message.index] = Private.rewritten(message, text);
    }
    this._change(value, () => {
      for (const { message, text } of changes) {
        const previous_value = ChatEditor.textOf(message);
        this.trigger('edit', { index: message.index, value: text, previous_value });
      }
    });
  }

  private _choose(option: string, turn: ChatTurn): void {
    const at = this._turns.indexOf(turn);
    const current = this._choices.has(at) ? (this._choices.get(at) ?? null) : this._given(at);
    const choice = current === option ? null : option;
    this._choices.set(at, choice);
    const known: Readonly<Record<string, boolean>> = { Like: true, Dislike: false };
    this._offer();
    const { messages } = turn.turn;
    this.trigger('like', {
      index: messages[0]?.index ?? 0,
      value: messages.flatMap(message => message.parts.map(toldOf)),
      liked: choice === null ? '' : Object.hasOwn(known, choice) ? known[choice] : choice
    });
  }

  /**
   * Tell what the last question was: it is to be answered again, or taken back.
   */
  private _askAgain(event: 'retry' | 'undo'): void {
    const question = [...this._turns]
      .reverse()
      .find(({ role }) => role === 'user')
      ?.turn.messages.at(-1);
    const last = question?.parts.at(-1);
    if (question) {
      this.trigger(event, { index: question.index, value: last ? toldOf(last) : '' });
    }
  }

  private _select(turn: ChatTurn, at: number): void {
    const message = turn.turn.messages[at];
    const part = message?.parts.at(-1);
    if (message) {
      this.trigger('select', { index: message.index, value: part ? toldOf(part) : '' });
    }
  }

  private readonly _host: ChatTurn.IHost = {
    act: name => this._askAgain(name),
    copied: turn => Private.marked(textOf(turn.turn.messages), this.spec.watermark),
    onCopied: turn => this.trigger('copy', { value: textOf(turn.turn.messages) }),
    choose: (option, turn) => this._choose(option, turn),
    edit: changes => this._edit(changes),
    select: (turn, at) => this._select(turn, at)
  };

  private _announcer: ChatAnnouncer;
  private _beginning: ChatBeginning | null = null;
  private _canFetch = false;
  /** What was chosen here for each turn. */
  private _choices = new Map<number, string | null>();
  private _content: HTMLElement;
  private _down: HTMLButtonElement;
  private _field: Field;
  private _follow: FollowEnd;
  private _log: HTMLElement;
  private _messages: ReadonlyArray<IChatMessage> = [];
  private _options: HTMLElement;
  private _optionsKey = '[]';
  private _parts: Pick<ChatParts.IOptions, 'context' | 'layout' | 'rendermime' | 'typesetter'>;
  private _rest = 0;
  private _shown: unknown = null;
  private _toolsKey = '';
  private _turns: ChatTurn[] = [];
  private _turnsNode: HTMLElement;
  private _waiting: HTMLElement;
}

namespace Private {
  /** Milliseconds after which a text does not grow any more. */
  export const REST = 1500;

  export function box(name: string): HTMLElement {
    const element = document.createElement('div');
    element.className = `intarsia-Chatbot-${name}`;
    return element;
  }

  /**
   * What of a description decides how messages are drawn.
   */
  export function drawing(spec: ChatbotSpec): string {
    const { render_markdown, line_breaks, latex_delimiters, rtl, allow_file_downloads } = spec;
    const { placeholder, examples } = spec;
    return JSON.stringify([
      [render_markdown, line_breaks, latex_delimiters, rtl, allow_file_downloads],
      [placeholder, examples]
    ]);
  }

  /**
   * A length for the style sheet; what is none is left out.
   */
  export function length(given: number | string | null): string {
    if (typeof given === 'number') {
      return `${given}px`;
    }
    const isLength =
      /^([\d.]{1,12}[a-z%]{0,5}|auto|none|(min|max|fit)-content|calc\([\d\sa-z.%+*/()-]{1,80}\))$/;
    return given !== null && isLength.test(given) ? given : '';
  }

  export function marked(text: string, watermark: string | null): string {
    return watermark ? `${text}\n\n${watermark}` : text;
  }

  /**
   * A message with another text; its files and components stay.
   */
  export function rewritten(message: IChatMessage, text: string): unknown {
    const raw = message.raw as { content: unknown[] };
    const isText = (part: unknown): boolean => (part as { type?: unknown } | null)?.type === 'text';
    const at = raw.content.findIndex(isText);
    const others = raw.content.filter((part, index) => index === at || !isText(part));
    const content = others.map(part => (isText(part) ? { text, type: 'text' } : part));
    return { ...raw, content };
  }
}
