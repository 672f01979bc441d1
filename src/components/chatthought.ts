import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { ChatIcon } from './chaticon';
import type { IThought } from './chatmessages';
import type { ChatParts } from './chatparts';
import { ChatText } from './chattext';
import { Field } from './field';
import { createIcon } from './icon';

/**
 * A fold with a title: what the assistant thought, or did with a tool.
 *
 * #### Notes
 * It is open until what stands in it is done; once a person has folded or unfolded it, it
 * stays as it is.
 */
export class ChatThought implements IDisposable {
  constructor(options: ChatParts.IOptions) {
    const { trans } = options.context;
    this._trans = trans;
    this._words = new ChatText({ ...options, trans });
    this.node = document.createElement('details');
    this.node.className = 'intarsia-ChatThought';
    this._head = document.createElement('summary');
    this._head.className = 'intarsia-ChatThought-head';
    Field.keepKeys(this._head);
    this._title = Private.part('title');
    this._title.dir = options.dir;
    this._state = Private.part('state');
    this._log = Private.part('log');
    this._duration = Private.part('duration');
    this.body = document.createElement('div');
    this.body.className = 'intarsia-ChatThought-body';
    this._head.append(
      createIcon(ChatIcon.CHEVRON),
      this._title,
      ' ',
      this._state,
      ' ',
      this._log,
      ' ',
      this._duration
    );
    this.node.append(this._head, this.body);
    this._head.addEventListener('click', () => (this._isTouched = true));
  }

  readonly node: HTMLDetailsElement;

  /**
   * What stands in it.
   */
  readonly body: HTMLElement;

  /**
   * Resolves when its title is on screen.
   */
  get settled(): Promise<void> {
    return this._words.settled;
  }

  /**
   * Show title and state.
   */
  show(thought: IThought): void {
    const isPending = thought.status === 'pending';
    this._showTitle(thought.title);
    Private.set(this._log, thought.log);
    Private.set(this._duration, sayDuration(thought.duration, this._trans));
    this.node.classList.toggle('intarsia-mod-pending', isPending);
    Private.set(this._state, isPending ? this._trans.__('under way') : '');
    if (!this._isTouched) {
      this.node.open = thought.status !== 'done';
    }
  }

  get isDisposed(): boolean {
    return this._words.isDisposed;
  }

  dispose(): void {
    this._words.dispose();
    this.node.remove();
  }

  /**
   * Most titles are words alone; what looks like Markdown is drawn.
   */
  private _showTitle(title: string): void {
    if (/[*_`~<[$\\&]/.test(title)) {
      this._words.show(title);
      if (!this._words.node.parentNode) {
        this._title.replaceChildren(this._words.node);
      }
      this._title.hidden = false;
    } else {
      Private.set(this._title, title);
    }
  }

  private _duration: HTMLElement;
  private _head: HTMLElement;
  private _isTouched = false;
  private _log: HTMLElement;
  private _state: HTMLElement;
  private _title: HTMLElement;
  private _trans: TranslationBundle;
  private _words: ChatText;
}

/**
 * A duration in words: `12 s`, `1.5 s`, `80 ms`; nothing without one.
 */
export function sayDuration(seconds: number | null, trans: TranslationBundle): string {
  if (seconds === null) {
    return '';
  }
  if (Number.isInteger(seconds) || seconds >= 100) {
    return trans.__('%1 s', Math.round(seconds));
  }
  return seconds >= 0.1
    ? trans.__('%1 s', seconds.toFixed(1))
    : trans.__('%1 ms', (seconds * 1000).toFixed(1).replace(/\.0$/, ''));
}

namespace Private {
  export function part(name: string): HTMLElement {
    const element = document.createElement('span');
    element.className = `intarsia-ChatThought-${name}`;
    return element;
  }

  export function set(element: HTMLElement, text: string): void {
    if (element.textContent !== text) {
      element.textContent = text;
    }
    element.hidden = text === '';
  }
}
