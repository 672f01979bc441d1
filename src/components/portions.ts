import type { IDisposable } from '@lumino/disposable';

/**
 * Reads out, politely and in portions, what is new in texts.
 *
 * #### Notes
 * A text that grows word by word is told sentence by sentence, a few seconds apart, and its
 * rest when it rests. What was there at the beginning is not told, nothing is told twice.
 */
export abstract class Portions implements IDisposable {
  constructor() {
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
    while (this.node.childElementCount > Portions.LINES) {
      this.node.firstElementChild?.remove();
    }
  }

  dispose(): void {
    this._isDisposed = true;
    this._stop();
    this.node.remove();
  }

  /**
   * The texts as they are now, each with what is said before its beginning.
   */
  protected abstract texts(): ReadonlyArray<{ readonly text: string; readonly before: string }>;

  /**
   * Something may be new in so many texts.
   */
  protected news(count: number): void {
    this._told.length = Math.min(this._told.length, count);
    window.clearTimeout(this._rest);
    this._rest = window.setTimeout(() => this._tell(true), Portions.REST);
    this._pause ||= window.setTimeout(() => this._tell(false), Portions.PAUSE);
  }

  /**
   * What there is now is known, as far as this tells of each text.
   */
  protected known(lengths: ReadonlyArray<number>): void {
    this._stop();
    this._told = [...lengths];
  }

  /**
   * A text is another one from so many characters on: that is told though it was told before.
   */
  protected replaced(at: number, from: number): void {
    this._told[at] = Math.min(this._told[at] ?? 0, from);
  }

  private _tell(all: boolean): void {
    if (all) {
      this._stop();
    }
    window.clearTimeout(this._pause);
    this._pause = 0;
    const texts = this.texts();
    texts.forEach(({ text, before }, at) => {
      const from = Math.min(this._told[at] ?? 0, text.length);
      const isWhole = all || at < texts.length - 1;
      const to = isWhole ? text.length : Portions.sentenceEnd(text, from);
      if (to > from) {
        const words = text.slice(from, Math.min(to, from + Portions.LENGTH)).trim();
        this.say(from === 0 && before ? `${before} ${words}` : words);
      }
      this._told[at] = Math.max(to, from);
    });
  }

  private _stop(): void {
    window.clearTimeout(this._rest);
    window.clearTimeout(this._pause);
    this._rest = 0;
    this._pause = 0;
  }

  private _isDisposed = false;
  private _pause = 0;
  private _rest = 0;
  /** How much of each text was told. */
  private _told: number[] = [];
}

export namespace Portions {
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
