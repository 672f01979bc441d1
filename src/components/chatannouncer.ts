import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { IChatMessage } from './chatmessages';
import { spokenOf } from './chatmessages';

/**
 * Reads out, politely and in portions, what is new in a conversation.
 *
 * #### Notes
 * A text that grows word by word is told sentence by sentence, a few seconds apart, and its
 * rest when it rests. What was there at the beginning is not told.
 */
export class ChatAnnouncer implements IDisposable {
  constructor(trans: TranslationBundle) {
    this._trans = trans;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-mod-spoken';
    this.node.setAttribute('aria-live', 'polite');
  }

  readonly node: HTMLElement;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Say a few words now.
   */
  say(words: string): void {
    const line = document.createElement('p');
    line.textContent = words;
    this.node.append(line);
    while (this.node.childElementCount > ChatAnnouncer.LINES) {
      this.node.firstElementChild?.remove();
    }
  }

  /**
   * Take note of the messages that are there; with `quietly`, as known.
   */
  note(messages: ReadonlyArray<IChatMessage>, quietly: boolean): void {
    this._messages = messages;
    if (quietly) {
      this._stop();
      this._told = messages.map(message => spokenOf(message).length);
      return;
    }
    this._told.length = Math.min(this._told.length, messages.length);
    window.clearTimeout(this._rest);
    this._rest = window.setTimeout(() => this._tell(true), ChatAnnouncer.REST);
    this._pause ||= window.setTimeout(() => this._tell(false), ChatAnnouncer.PAUSE);
  }

  dispose(): void {
    this._isDisposed = true;
    this._stop();
    this.node.remove();
  }

  private _tell(all: boolean): void {
    if (all) {
      this._stop();
    }
    window.clearTimeout(this._pause);
    this._pause = 0;
    this._messages.forEach((message, at) => {
      const text = spokenOf(message);
      const from = Math.min(this._told[at] ?? 0, text.length);
      const isWhole = all || at < this._messages.length - 1;
      const to = isWhole ? text.length : ChatAnnouncer.sentenceEnd(text, from);
      if (to > from) {
        const words = text.slice(from, Math.min(to, from + ChatAnnouncer.LENGTH)).trim();
        this.say(from === 0 ? `${this._who(message)} ${words}` : words);
      }
      this._told[at] = Math.max(to, from);
    });
  }

  private _who({ role }: IChatMessage): string {
    return role === 'user' ? this._trans.__('You:') : this._trans.__('Assistant:');
  }

  private _stop(): void {
    window.clearTimeout(this._rest);
    window.clearTimeout(this._pause);
    this._rest = 0;
    this._pause = 0;
  }

  private _isDisposed = false;
  private _messages: ReadonlyArray<IChatMessage> = [];
  private _pause = 0;
  private _rest = 0;
  /** How much of each message was told. */
  private _told: number[] = [];
  private _trans: TranslationBundle;
}

export namespace ChatAnnouncer {
  /** Milliseconds without news, after which the rest is told. */
  export const REST = 800;
  /** Milliseconds between portions of what grows. */
  export const PAUSE = 3000;
  /** Characters of one portion; more is read where it stands. */
  export const LENGTH = 600;
  /** Portions that are kept. */
  export const LINES = 10;

  /**
   * Where the last whole sentence ends, from a place on.
   */
  export function sentenceEnd(text: string, from: number): number {
    const found = [...text.slice(from).matchAll(/[.!?\u3002\u061f\u0964]["')\]]*\s|\n/g)].at(-1);
    return found ? from + found.index + found[0].length : from;
  }
}
