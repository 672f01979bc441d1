import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal, type ISignal } from '@lumino/signaling';
import { Panel } from '@lumino/widgets';
import type { RunState, WireError } from '../protocol/types';
import type { IAppState } from '../session/state';
import { setText } from './element';
import { ErrorBox } from './error';
import { Words } from './words';

/**
 * The page with the results themselves: what failed, what a run made, or what will be here.
 */
export class OutputPage extends Panel {
  constructor(options: OutputPage.IOptions) {
    super();
    this.addClass('intarsia-Results-output');
    this._options = options;
    this._trans = options.trans;
    this._error = new ErrorBox(options);
    this._failure = new Words('intarsia-Results-failure');
    this._failure.node.setAttribute('role', 'alert');
    this._earlier = new Words('intarsia-Results-earlier');
    this._empty = new Words('intarsia-Results-empty');
    this._error.ended.connect(this._onEnded, this);
    this._outputs = options.values;
    for (const widget of [this._failure, this._error, this._earlier, this._outputs, this._empty]) {
      this.addWidget(widget);
    }
    this._heights = new ResizeObserver(entries => {
      for (const { borderBoxSize } of entries) {
        this._height = borderBoxSize[0].blockSize;
      }
    });
    this._heights.observe(this.node);
  }

  /**
   * Emitted when something else is shown than was, without a new state.
   */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /**
   * Whether there is anything to show, or a place where it will be.
   */
  get isPresent(): boolean {
    return this._ids.length > 0 || !this._error.isHidden || !this._failure.isHidden;
  }

  /**
   * The failure that is shown.
   */
  get error(): WireError | null {
    return this._error.error;
  }

  /**
   * Whether values of the run that is under way have come.
   */
  get isStreaming(): boolean {
    return this._streamed && this._isActive;
  }

  /**
   * Tell whose values the results are, in order.
   */
  setOutputs(ids: ReadonlyArray<string>): void {
    this._ids = ids;
  }

  /**
   * Show the newest run's end; while one is under way, the failure before it stays.
   */
  setState(state: IAppState, run: RunState | null): void {
    this._last = [state, run];
    const active = run?.status === 'waiting' || run?.status === 'running';
    this._watch(state, run, active);
    if (!active) {
      const failed = run?.status === 'failed' ? run.error : null;
      const error = failed?.traceback?.visible === false ? null : failed;
      // What is wrong with fields stands at the fields.
      const isAtFields = error?.code === 'bad-value' && error.fields.length > 0;
      this._error.setError(isAtFields ? null : error, this._resume(state, run));
    }
    this._error.toggleClass('intarsia-mod-stale', active);
    setText(this._failure.node, state.failure ?? '');
    this._failure.setHidden(!state.failure);
    const hasError = !this._error.isHidden;
    const isEmpty = this._ids.every(id => Private.isEmpty(state.values.get(id)));
    const isStale = hasError && !active && !isEmpty;
    this._outputs.toggleClass('intarsia-mod-stale', isStale);
    this._earlier.setHidden(!isStale);
    setText(
      this._earlier.node,
      this._streamed
        ? this._trans.__('What came before it failed')
        : this._trans.__('Earlier result')
    );
    this._outputs.toggleClass('intarsia-mod-streaming', this.isStreaming);
    this._outputs.setHidden(isEmpty);
    this._empty.setHidden(!isEmpty || hasError || this._ids.length === 0);
    setText(
      this._empty.node,
      run?.status === 'done'
        ? this._trans.__('It ran, and returned nothing to show.')
        : this._trans.__('The result will appear here.')
    );
    this._hold(active);
  }

  dispose(): void {
    window.clearTimeout(this._timer);
    this._heights.disconnect();
    super.dispose();
  }

  private _onEnded(): void {
    if (this._last) {
      this.setState(...this._last);
    }
    this._changed.emit();
  }

  /**
   * What runs a step again that followed others: from its beginning, a person runs it anyway.
   */
  private _resume(state: IAppState, run: RunState | null): (() => void) | null {
    const { resume } = this._options;
    const listener = state.app.listeners.find(item => item.index === run?.listener);
    return resume && listener && listener.targets.length === 0
      ? () => resume(listener.index)
      : null;
  }

  /**
   * Notice the values that a run gives before its end.
   */
  private _watch(state: IAppState, run: RunState | null, active: boolean): void {
    const values = this._ids.map(id => state.values.get(id));
    const id = run?.run ?? '';
    if (id === '' || id !== this._run) {
      this._streamed = false;
    } else if (run?.status === 'running' && values.some((value, i) => value !== this._values[i])) {
      this._streamed = true;
    }
    this._run = id;
    this._values = values;
    this._isActive = active;
  }

  /**
   * Keep the height while values change, and a little longer: pictures come late. It is that
   * of the last frame: asked for now, the browser would lay out the page for it.
   */
  private _hold(active: boolean): void {
    window.clearTimeout(this._timer);
    const { style } = this.node;
    if (active) {
      style.minBlockSize ||= this._height > 0 ? `${this._height}px` : '';
    } else if (style.minBlockSize) {
      this._timer = window.setTimeout(() => {
        style.minBlockSize = '';
      }, Private.LINGER);
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _earlier: Words;
  private readonly _empty: Words;
  private readonly _error: ErrorBox;
  private readonly _failure: Words;
  private _height = 0;
  private readonly _heights: ResizeObserver;
  private _ids: ReadonlyArray<string> = [];
  private _isActive = false;
  private _last: [IAppState, RunState | null] | null = null;
  private readonly _options: OutputPage.IOptions;
  private readonly _outputs: Panel;
  private _run = '';
  private _streamed = false;
  private _timer = 0;
  private readonly _trans: TranslationBundle;
  private _values: ReadonlyArray<unknown> = [];
}

export namespace OutputPage {
  export interface IOptions extends ErrorBox.IOptions {
    readonly trans: TranslationBundle;
    /** What holds the components that show the results. */
    readonly values: Panel;
    /** Call a listener with the values that its last run had. */
    readonly resume?: (listener: number) => void;
  }
}

namespace Private {
  /** Milliseconds for which the height is kept after a run. */
  export const LINGER = 400;

  export function isEmpty(value: unknown): boolean {
    if (typeof value === 'object' && value !== null) {
      const isWithout = 'items' in value && Array.isArray(value.items) && value.items.length === 0;
      return isWithout || Object.keys(value).length === 0;
    }
    return value === undefined || value === null || value === '';
  }
}
