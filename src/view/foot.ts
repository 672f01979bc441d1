import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { ProgressState, RunState } from '../protocol/types';
import type { Connection, IAppState } from '../session/state';
import { element, setText } from './element';
import { FootBars } from './footbars';
import { reloadedSince } from './liveness';
import { ProgressWords } from './progresswords';
import { sayDuration, sayElapsed, sayRest } from './seconds';

/**
 * The foot of the card: a dot, what happened and how long it took, and the run's number;
 * below it the bars within the one that the words are of.
 */
export class Foot extends Widget {
  constructor(options: { trans: TranslationBundle }) {
    super();
    this.addClass('intarsia-Foot');
    this._trans = options.trans;
    const line = element('div', 'intarsia-Foot-line');
    this._dot = element('span', 'intarsia-Foot-dot');
    this._dot.setAttribute('aria-hidden', 'true');
    this._words = element('span', 'intarsia-Foot-words');
    this._number = element('span', 'intarsia-Foot-number');
    line.append(this._dot, this._words, this._number);
    this._inner = new FootBars(options);
    this.node.append(line, this._inner.node);
  }

  /**
   * Show the newest run, or how the view stands to its kernel where that matters more.
   *
   * #### Notes
   * A run that nobody pressed a button for is spoken of only when it takes a while: a
   * live app would flicker with each key.
   */
  setState(state: IAppState, run: RunState | null, options: Foot.IShown): void {
    const { hidden, isPatient, isStreaming = false } = options;
    this._isStreaming = isStreaming;
    if (run !== this._run) {
      this._began = performance.now() - (run?.seconds ?? 0) * 1000;
    }
    this._run = run;
    this._reloaded = reloadedSince(state, run);
    this._connection = Private.connection(this._trans, state.connection);
    const bars = (run && state.progress.get(run.run)) ?? [];
    if (bars !== this._bars) {
      this._bars = bars;
      this._told = performance.now();
    }
    this.setHidden(hidden);
    const isActive = run?.status === 'waiting' || run?.status === 'running';
    this._ticks = isActive && !this._connection?.isFinal && !hidden;
    this._tick();
    if (!this._ticks || !isPatient) {
      this._paint();
    }
  }

  /**
   * Tell whether somebody looks: to nobody the time need not be told.
   */
  setSeen(isSeen: boolean): void {
    this._isSeen = isSeen;
    this._tick();
  }

  dispose(): void {
    this._stop();
    super.dispose();
  }

  private _tick(): void {
    if (!this._ticks || !this._isSeen) {
      this._stop();
    } else if (this._timer === 0) {
      this._timer = window.setInterval(() => this._paint(), Private.TICK);
    }
  }

  private _stop(): void {
    window.clearInterval(this._timer);
    this._timer = 0;
  }

  private _paint(): void {
    const run = this._run;
    setText(this._number, run && run.number > 0 ? this._trans.__('run %1', run.number) : '');
    const parts: string[] = [];
    if (this._connection) {
      parts.push(this._connection.words);
    }
    const active = this._run?.status === 'waiting' || this._run?.status === 'running';
    if (this._run && (!this._connection || (active && !this._connection.isFinal))) {
      parts.push(...this._sayRun(this._run));
    }
    if (this._reloaded !== null && !this._connection && !active) {
      parts.splice(0, parts.length, this._trans.__('%1 reloaded', this._reloaded));
    }
    setText(this._words, parts.length > 0 ? parts.join(' · ') : this._trans.__('Ready'));
    this._inner.show(active ? this._bars.slice(1) : null, this._since());
    this._dot.dataset.state =
      this._connection?.dot ??
      (this._run && (active || this._reloaded === null) ? Private.dot(this._run) : 'idle');
  }

  private _sayRun(run: RunState): string[] {
    const trans = this._trans;
    const took = sayDuration(trans, run.seconds);
    switch (run.status) {
      case 'waiting':
        return this._sayWaiting(run);
      case 'running':
        return this._sayRunning();
      case 'done':
        return [trans.__('Done in %1', took)];
      case 'failed':
        return run.error?.code === 'bad-value'
          ? [trans.__('Not run')]
          : [trans.__('Failed after %1', took)];
      case 'cancelled':
        return [trans.__('Cancelled after %1', took)];
      case 'interrupted':
        return [trans.__('Interrupted after %1', took)];
    }
  }

  private _sayWaiting({ position, eta }: RunState): string[] {
    const trans = this._trans;
    const parts = [trans.__('Waiting')];
    if (position > 0) {
      parts.push(trans._n('%1 before you', '%1 before you', position));
    }
    if (eta !== null) {
      const passed = (performance.now() - this._began) / 1000;
      parts.push(trans.__('about %1', sayRest(trans, Math.max(0, eta - passed))));
    }
    return parts;
  }

  private _sayRunning(): string[] {
    const trans = this._trans;
    const parts = [this._isStreaming ? trans.__('Streaming') : trans.__('Running')];
    const [bar] = this._bars;
    if (bar) {
      parts.push(
        bar.description,
        ...ProgressWords.far(trans, bar),
        ProgressWords.fast(trans, bar),
        ProgressWords.left(trans, bar, this._since())
      );
    }
    const elapsed = (performance.now() - this._began) / 1000;
    parts.push(sayElapsed(trans, elapsed));
    return parts.filter(part => part !== '');
  }

  /**
   * Seconds since it was told how far the run is.
   */
  private _since(): number {
    return (performance.now() - this._told) / 1000;
  }

  private _bars: ReadonlyArray<ProgressState> = [];
  private _began = 0;
  private _connection: Private.IConnection | null = null;
  private readonly _dot: HTMLElement;
  private readonly _inner: FootBars;
  private _isSeen = true;
  private _isStreaming = false;
  private readonly _number: HTMLElement;
  private _reloaded: string | null = null;
  private _run: RunState | null = null;
  private _ticks = false;
  private _timer = 0;
  private _told = 0;
  private readonly _trans: TranslationBundle;
  private readonly _words: HTMLElement;
}

export namespace Foot {
  export interface IShown {
    readonly hidden: boolean;
    /** Whether a run may be a while under way before it is spoken of. */
    readonly isPatient: boolean;
    /** Whether values of the run have come before its end. */
    readonly isStreaming?: boolean;
  }
}

namespace Private {
  /** Milliseconds between two paintings of the time that runs. */
  export const TICK = 100;

  export interface IConnection {
    readonly words: string;
    readonly dot: 'idle' | 'running' | 'failed';
    /** Whether runs have ended with it: what they were counts no more. */
    readonly isFinal: boolean;
  }

  export function dot(run: RunState): string {
    switch (run.status) {
      case 'waiting':
      case 'running':
        return 'running';
      case 'done':
        return 'done';
      case 'failed':
        return 'failed';
      default:
        return 'idle';
    }
  }

  /**
   * The short words for a connection that is not live; null for one that is.
   */
  export function connection(trans: TranslationBundle, connection: Connection): IConnection | null {
    const say = (words: string, dot: IConnection['dot'] = 'idle', isFinal = true) => ({
      words,
      dot,
      isFinal
    });
    switch (connection) {
      case 'live':
        return null;
      case 'untrusted':
        return say(trans.__('Not trusted'));
      case 'static':
        return say(trans.__('No kernel'));
      case 'connecting':
        return say(trans.__('Connecting'), 'running');
      case 'busy':
        return say(trans.__('Kernel busy'), 'running', false);
      case 'reconnecting':
        return say(trans.__('Reconnecting'), 'running', false);
      case 'disconnected':
        return say(trans.__('Disconnected'), 'failed');
      case 'unknown':
        return say(trans.__('Not live'));
      case 'restarted':
        return say(trans.__('Kernel restarted'));
      case 'died':
        return say(trans.__('Kernel stopped'), 'failed');
      case 'missing':
        return say(trans.__('intarsia is missing'), 'failed');
      case 'incompatible':
        return say(trans.__('Versions differ'), 'failed');
      case 'replaced':
        return say(trans.__('Replaced'));
    }
  }
}
