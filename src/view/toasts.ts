import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { LogEntry } from '../protocol/types';
import { button, element } from './element';

/**
 * What a function tells the person, `gr.Info` and the like: at the card's upper end, for a
 * while.
 *
 * #### Notes
 * Only what comes while the card is there is shown; the log keeps all of it. A notice stays
 * while the pointer or the focus is on it.
 */
export class Toasts extends Widget {
  constructor(options: { trans: TranslationBundle }) {
    super();
    this.addClass('intarsia-Toasts');
    this.node.setAttribute('role', 'status');
    this._trans = options.trans;
    this.hide();
  }

  /**
   * Look through the log; the first time, nothing of it is new.
   */
  setLog(log: ReadonlyArray<LogEntry>): void {
    const newest = this._log?.at(-1);
    const known = newest === undefined ? -1 : log.lastIndexOf(newest);
    const fresh =
      this._log === null || (newest !== undefined && known < 0) ? [] : log.slice(known + 1);
    this._log = log;
    for (const entry of fresh) {
      if (entry.stream === 'notice') {
        this._add(entry);
      }
    }
  }

  /**
   * Say something that no run has said, for a moment.
   */
  tell(words: string, level: 'info' | 'success' | 'warning'): void {
    this._add({
      run: '',
      stream: 'notice',
      text: words,
      bundle: { level, title: '', duration: Private.MOMENT }
    });
  }

  dispose(): void {
    for (const timer of this._timers.values()) {
      window.clearTimeout(timer);
    }
    super.dispose();
  }

  private _add(entry: LogEntry): void {
    const { level, title, duration } = Private.kind(entry.bundle);
    const toast = element('div', 'intarsia-Toast');
    toast.dataset.level = level;
    const words = element('div', 'intarsia-Toast-words');
    if (title) {
      words.append(element('strong', 'intarsia-Toast-title', title));
    }
    words.append(element('span', 'intarsia-Toast-message', entry.text));
    const close = button('intarsia-Toast-close', '\u00d7', () => this._remove(toast));
    close.setAttribute('aria-label', this._trans.__('Close'));
    toast.append(words, close);
    this.node.append(toast);
    this.show();
    if (duration !== null) {
      const kept = new Set<'pointer' | 'focus'>();
      const wait = (): void => {
        window.clearTimeout(this._timers.get(toast));
        if (kept.size === 0) {
          const timer = window.setTimeout(() => this._remove(toast), duration * 1000);
          this._timers.set(toast, timer);
        }
      };
      const hear = (name: string, change: () => void): void =>
        toast.addEventListener(name, () => {
          change();
          wait();
        });
      hear('pointerenter', () => kept.add('pointer'));
      hear('pointerleave', () => kept.delete('pointer'));
      hear('focusin', () => kept.add('focus'));
      hear('focusout', () => kept.delete('focus'));
      wait();
    }
    while (this.node.children.length > Private.MOST) {
      this._remove(this.node.firstElementChild as HTMLElement);
    }
  }

  private _remove(toast: HTMLElement): void {
    window.clearTimeout(this._timers.get(toast));
    this._timers.delete(toast);
    toast.remove();
    this.setHidden(this.node.childElementCount === 0);
  }

  private _log: ReadonlyArray<LogEntry> | null = null;
  private readonly _timers = new Map<HTMLElement, number>();
  private readonly _trans: TranslationBundle;
}

namespace Private {
  /** Seconds for which the page itself says something. */
  export const MOMENT = 5;

  /** So many are shown at once. */
  export const MOST = 4;

  interface IKind {
    readonly level: string;
    readonly title: string;
    readonly duration: number | null;
  }

  export function kind(bundle: unknown): IKind {
    const given: Record<string, unknown> =
      typeof bundle === 'object' && bundle !== null ? { ...bundle } : {};
    const level = given.level === 'warning' || given.level === 'success' ? given.level : 'info';
    const title = typeof given.title === 'string' ? given.title : '';
    const seconds = given.duration;
    return { level, title, duration: typeof seconds === 'number' && seconds > 0 ? seconds : null };
  }
}
