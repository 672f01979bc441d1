import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type { Panel } from '@lumino/widgets';
import { Interpretation } from '../components/interpretation';
import { ScoreScale } from '../components/scorescale';
import { sameValue } from '../protocol/equality';
import type { ListenerSpec } from '../protocol/types';
import type { IAppState } from '../session/state';
import { FieldScores } from './fieldscores';
import type { Results } from './results';

/**
 * The page that tells why the results are as they are.
 *
 * #### Notes
 * It is there as soon as there is a result. Choosing it asks for the explanation; it knows
 * which inputs that is of, and says so when others stand there.
 */
export class InterpretationPage implements Results.IPage, IDisposable {
  constructor(options: InterpretationPage.IOptions) {
    this._options = options;
    this.label = options.trans.__('Interpretation');
    this.widget = options.host;
    this._component?.explanationChanged.connect(this._drawScores, this);
  }

  readonly id = 'interpretation';
  readonly label: string;
  readonly rank = 100;
  readonly widget: Panel;

  get isDisposed(): boolean {
    return this._scores.isDisposed;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isPresent(): boolean {
    return this._isPresent;
  }

  /**
   * A person chose it.
   */
  onChosen(): void {
    this._component?.look();
  }

  onShown(isShown: boolean): void {
    if (isShown !== this._isShown) {
      this._isShown = isShown;
      this._drawScores();
    }
  }

  dispose(): void {
    this._scores.dispose();
    this._component?.explanationChanged.disconnect(this._drawScores, this);
    Signal.clearData(this);
  }

  /**
   * Show what belongs to a state.
   */
  setState(state: IAppState): void {
    const { inputs, outputs } = this._options;
    const component = this._component;
    if (!component) {
      return;
    }
    const { id } = component.spec;
    const run = Private.explaining(state, id);
    const value = state.values.get(id) ?? null;
    const now = inputs.map(input => state.values.get(input) ?? null);
    const isBegun = run !== this._run;
    this._run = run;
    if (this._of === null ? value !== null : isBegun || value === null) {
      this._of = value === null && !isBegun ? null : now;
    }
    this._isStale = value !== null && this._of !== null && !sameValue(this._of, now);
    component.setStale(this._isStale);
    this._asked = Private.asked(state, id);
    this._drawScores();
    const isPresent = value !== null || outputs.some(output => Private.isThere(state, output));
    if (isPresent !== this._isPresent) {
      this._isPresent = isPresent;
      this._changed.emit();
    }
  }

  /**
   * While the page is seen, each field has a bar for what it did.
   */
  private _drawScores(): void {
    const explanation = this._component?.explanation ?? null;
    if (!explanation || !this._isShown || this._isStaleNow || explanation.inputs.length < 2) {
      this._scores.draw([]);
      return;
    }
    const scale = new ScoreScale(explanation);
    const largest = Math.max(...explanation.inputs.map(({ score }) => Math.abs(score ?? 0)));
    this._scores.draw(
      explanation.inputs.flatMap(({ score }, at) => {
        const field = this._options.fieldOf(this._asked[at] ?? '');
        const strength = score === null || largest === 0 ? 0 : score / largest;
        return field && score !== null ? [{ field, strength, text: scale.signed(score) }] : [];
      })
    );
  }

  private get _isStaleNow(): boolean {
    return this._isStale || this._component?.isStale === true;
  }

  private get _component(): Interpretation | null {
    const found = this.widget.widgets[0];
    return found instanceof Interpretation ? found : null;
  }

  /** The inputs of what explains, in order. */
  private _asked: ReadonlyArray<string> = [];
  private readonly _changed = new Signal<this, void>(this);
  private _isPresent = false;
  private _isShown = false;
  private _isStale = false;
  /** The inputs that the explanation is of. */
  private _of: unknown[] | null = null;
  private readonly _options: InterpretationPage.IOptions;
  private _run: string | null = null;
  private readonly _scores = new FieldScores();
}

export namespace InterpretationPage {
  export interface IOptions {
    readonly trans: TranslationBundle;
    /** Holds the component that shows explanations. */
    readonly host: Panel;
    /** The ids of the function's inputs, and of its results. */
    readonly inputs: ReadonlyArray<string>;
    readonly outputs: ReadonlyArray<string>;
    /** The element of an input. */
    fieldOf(id: string): HTMLElement | undefined;
  }
}

namespace Private {
  /**
   * The newest run that explains.
   */
  export function explaining(state: IAppState, component: string): string | null {
    const listener = listening(state, component);
    return (listener && state.runs.get(listener.index)?.run) ?? null;
  }

  /**
   * What is asked for with an explanation.
   */
  export function asked(state: IAppState, component: string): ReadonlyArray<string> {
    return listening(state, component)?.inputs ?? [];
  }

  function listening(state: IAppState, component: string): ListenerSpec | undefined {
    return state.app.listeners.find(
      ({ targets, calls }) =>
        calls &&
        targets.some(target => target.component === component && target.event === 'explain')
    );
  }

  export function isThere(state: IAppState, output: string): boolean {
    const value = state.values.get(output);
    const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
    return value !== undefined && value !== null && value !== '' && !isEmpty;
  }
}
