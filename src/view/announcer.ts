import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { RunState } from '../protocol/types';
import { sayDuration } from './seconds';

/**
 * Tells, for the ear only and politely, that a result is there.
 *
 * #### Notes
 * Results that follow one another quickly are told once, when they rest. Failures are
 * told by the error itself. How far a long run is, is told now and then.
 */
export class Announcer extends Widget {
  constructor(trans: TranslationBundle) {
    super();
    this.addClass('intarsia-mod-spoken');
    this.node.setAttribute('role', 'status');
    this._trans = trans;
  }

  /**
   * Hear how the newest run stands.
   */
  setRun(run: RunState | null): void {
    const before = this._before;
    this._before = run;
    const isOver = run !== null && run.status !== 'waiting' && run.status !== 'running';
    if (!isOver || before === null || same(before, run)) {
      return;
    }
    window.clearTimeout(this._timer);
    const words = this._say(run);
    if (words) {
      this.tell(words);
    }
  }

  /**
   * Say something, when nothing else was said for a moment.
   */
  tell(words: string): void {
    window.clearTimeout(this._timer);
    this._timer = window.setTimeout(() => {
      // The same words again are heard again only when the text is set anew.
      this.node.textContent = '';
      this.node.textContent = words;
    }, REST);
  }

  /**
   * Hear how far a run is, in words; null when nothing is told of any.
   */
  setProgress(run: string, words: string | null): void {
    const now = performance.now();
    if (words === null || run !== this._progressOf) {
      this._progressOf = words === null ? '' : run;
      this._said = '';
      this._next = now + FIRST;
    } else if (now >= this._next && words !== this._said) {
      this._next = now + PAUSE;
      this._said = words;
      this.node.textContent = words;
    }
  }

  dispose(): void {
    window.clearTimeout(this._timer);
    super.dispose();
  }

  private _say(run: RunState): string {
    const took = sayDuration(this._trans, run.seconds);
    switch (run.status) {
      case 'done':
        return this._trans.__('Result ready in %1', took);
      case 'cancelled':
        return this._trans.__('Cancelled after %1', took);
      default:
        return '';
    }
  }

  private _before: RunState | null = null;
  private _next = 0;
  private _progressOf = '';
  private _said = '';
  private _timer = 0;
  private readonly _trans: TranslationBundle;
}

/** Milliseconds without another result, after which one is told. */
const REST = 500;

/** Milliseconds after which it is told how far a run is, and those between two tellings. */
const FIRST = 5_000;
const PAUSE = 15_000;

function same(a: RunState, b: RunState): boolean {
  return a.run === b.run && a.status === b.status;
}
