import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Explanation, InterpretationSpec } from '../protocol/types';
import { Component } from './component';
import { readExplained } from './explained';
import type { IExplained } from './explained';
import { ExplanationComparison } from './explanationcomparison';
import { namesOf } from './explanationnames';
import { ExplanationShelf } from './explanationshelf';
import type { IShelved } from './explanationshelf';
import { ExplanationTools } from './explanationtools';
import { Field } from './field';
import { SlotLayout } from './slotlayout';
import { TabStrip } from './tabstrip';

/**
 * Why a function said what it said: explanations of its results, each in a tab.
 *
 * #### Notes
 * Where somebody listens, a person asks here: for the first explanation, for that of another
 * target, by another method. What is under way can be stopped, and stays as far as it came.
 */
export class Interpretation extends Component<InterpretationSpec> {
  constructor(options: Component.IOptions<InterpretationSpec>) {
    super(options);
    this.addClass('intarsia-Interpretation');
    const { trans } = options.context;
    this.node.setAttribute('role', 'group');
    this._field = new Field({ node: this.node, spec: options.spec, trans, layout: 'group' });
    this._message = document.createElement('div');
    this._message.className = 'intarsia-Interpretation-message';
    this._tools = new ExplanationTools({
      trans,
      ask: wanted => this.ask(wanted),
      stop: () => this.trigger('stop'),
      keep: () => this._keep(),
      compare: id => this._compare(id)
    });
    this._strip = new TabStrip();
    this._strip.setName(trans.__('Explanations'));
    this._strip.chosen.connect((_, id) => this._choose(Number(id)));
    const askWithout = (input: string, part: number | null): void =>
      this.ask({ ...this._tools.wanted, without: { input, part } });
    const mayAsk = (): boolean => this._mayAsk && !this.isStale;
    this._view = new ExplanationComparison({
      trans,
      // Looked at again with each drawing: kernels and inputs come and go.
      get askWithout() {
        return mayAsk() ? askWithout : undefined;
      },
      release: () => this._release()
    });
    const layout = new SlotLayout(this._field.slot);
    this.layout = layout;
    [this._strip, this._tools, this._view].forEach(widget => layout.addWidget(widget));
    this._field.slot.append(this._message);
    this._draw();
  }

  /**
   * The explanation that is seen.
   */
  get explanation(): Explanation | null {
    return this._held.explanations.at(this._shown) ?? null;
  }

  /**
   * Emitted when another explanation is seen, or the same has changed.
   */
  get explanationChanged(): ISignal<this, void> {
    return this._explanationChanged;
  }

  setSpec(spec: InterpretationSpec): void {
    super.setSpec(spec);
    this._field.setSpec(spec);
    this._draw();
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._field.showErrors(errors.map(error => error.message));
  }

  setLive(isLive: boolean): void {
    this._isLive = isLive;
    this._draw();
  }

  setBusy(how: 'full' | 'minimal' | undefined): void {
    // It tells itself how far it is.
    if (this._isBusy !== (how !== undefined)) {
      this._isBusy = how !== undefined;
      this._draw();
    }
  }

  /**
   * Whether it is of inputs, or of a function, that are not there any more.
   */
  get isStale(): boolean {
    return this._isStale || this._held.stale !== null;
  }

  /**
   * Tell whether what is explained is not what stands in the inputs any more.
   */
  setStale(isStale: boolean): void {
    if (this._isStale !== isStale) {
      this._isStale = isStale;
      this._draw();
    }
  }

  /**
   * A person looks at it: explain what is there, if that is not done yet.
   */
  look(): void {
    const { explanations, problem, asks } = this._held;
    const isNeeded = explanations.length === 0 || this.isStale;
    if (isNeeded && problem === null && asks === null && !this._isBusy) {
      this.ask({});
    }
  }

  /**
   * Ask for an explanation.
   */
  ask(wanted: Readonly<Record<string, unknown>>): void {
    if (!this._mayAsk) {
      return;
    }
    if ('without' in wanted && (this._isBusy || this.isStale)) {
      return; // what is under way may tell it; of earlier inputs nobody does
    }
    if (this._isBusy) {
      this.trigger('stop');
    }
    this._isAsked = true;
    this.trigger('explain', wanted);
  }

  dispose(): void {
    Signal.disconnectReceiver(this);
    super.dispose();
  }

  protected showValue(value: unknown): void {
    const before = this._held;
    this._held = readExplained(value);
    if (this._isAsked || !Private.isOfSame(before, this._held)) {
      this._isAsked = false;
      this._shown = this._held.current;
    }
    this._shelf.refresh(this._held);
    const { awaited } = this._shelf;
    const current = this._at(this._shown);
    if (awaited && current && !this._shelf.find(current)) {
      // What was kept was kept for this.
      this._compare(awaited.id);
    }
    this._draw();
    this._explanationChanged.emit();
  }

  /** Whether there is somebody who listens, and a kernel. */
  private get _mayAsk(): boolean {
    return this.spec.on_request && this._isLive;
  }

  private _choose(at: number): void {
    this._shown = at;
    this._draw();
    this._explanationChanged.emit();
  }

  /**
   * One of those that the value holds.
   */
  private _at(at: number): IShelved | null {
    const { explanations, of, pictures } = this._held;
    const explanation = explanations.at(at);
    return explanation ? { id: `${at}`, explanation, of, pictures, isKept: false } : null;
  }

  /**
   * What the one that is shown can be compared with.
   */
  private _others(shown: IShelved): ReadonlyArray<IShelved> {
    const held = this._held.explanations.map((_, at) => this._at(at)!);
    return [...held, ...this._shelf.all].filter(
      other => other.id !== shown.id && other.explanation !== shown.explanation
    );
  }

  private _keep(): void {
    const shown = this._at(this._shown);
    const kept = shown && this._shelf.find(shown);
    if (kept) {
      this._shelf.release(kept.id);
    } else if (shown) {
      this._shelf.keep(shown);
    }
    this._draw();
  }

  private _release(): void {
    this._shelf.release(this._beside);
    this._draw();
    this._tools.focusKeep();
  }

  private _compare(id: string): void {
    this._beside = id;
    this._shelf.onCompared();
    this._draw();
  }

  private _draw(): void {
    const { trans } = this.context;
    const { explanations, problem, asks } = this._held;
    const shown = this._at(this._shown);
    const names = namesOf(explanations, trans);
    this._strip.setHidden(explanations.length < 2);
    this._strip.setTabs(
      explanations.map((_, at) => Private.tab(at, names[at], this._id)),
      String(this._shown)
    );
    const { node } = this._view;
    node.id = `${this._id}-page`;
    if (explanations.length > 1) {
      node.setAttribute('role', 'tabpanel');
      node.setAttribute('aria-labelledby', `${this._id}-tab${this._shown}`);
    } else {
      node.removeAttribute('role');
      node.removeAttribute('aria-labelledby');
    }
    const others = shown ? this._others(shown) : [];
    const beside = others.find(({ id }) => id === this._beside) ?? null;
    this._view.setHidden(!shown);
    if (shown) {
      this._view.draw(...Private.sides(shown, beside, this.isStale, trans));
    }
    this._tools.draw({
      explanation: shown?.explanation ?? null,
      isBusy: this._isBusy,
      stale: this._held.stale ?? (this._isStale ? 'inputs' : null),
      mayAsk: this._mayAsk,
      asks,
      others: Private.offers(shown, others, trans),
      beside: beside?.id ?? '',
      isKept: shown?.explanation.final ? this._shelf.find(shown) !== null : null
    });
    const isEmpty = !shown && problem === null && asks === null && !this._isBusy;
    const words = problem ?? (isEmpty ? Private.empty(this.spec, trans) : '');
    this._message.textContent = words;
    this._message.hidden = words === '';
    this._message.classList.toggle('intarsia-mod-problem', problem !== null);
  }

  /** Which explanation stands beside the one that is shown. */
  private _beside = '';
  private readonly _explanationChanged = new Signal<this, void>(this);
  private readonly _field: Field;
  private _held: IExplained = readExplained(null);
  private readonly _id = Field.uniqueId();
  /** Whether a person waits for what comes next, to see it. */
  private _isAsked = false;
  private _isBusy = false;
  private _isLive = false;
  private _isStale = false;
  private readonly _message: HTMLElement;
  private readonly _shelf = new ExplanationShelf();
  private _shown = 0;
  private readonly _strip: TabStrip;
  private readonly _tools: ExplanationTools;
  private readonly _view: ExplanationComparison;
}

namespace Private {
  export function empty(spec: InterpretationSpec, trans: TranslationBundle): string {
    return spec.on_request
      ? trans.__('What carried the result will appear here.')
      : trans.__('The explanation will appear here.');
  }

  /**
   * Whether two values hold the same questions: what was looked at stays in sight.
   */
  export function isOfSame(a: IExplained, b: IExplained): boolean {
    return (
      a.of === b.of && a.current === b.current && a.explanations.length === b.explanations.length
    );
  }

  export function tab(at: number, label: string, id: string): TabStrip.ITab {
    return {
      id: String(at),
      label,
      count: null,
      elementId: `${id}-tab${at}`,
      panelId: `${id}-page`
    };
  }

  /**
   * The one that is shown, and the one beside it, with the names that tell them apart.
   */
  export function sides(
    shown: IShelved,
    beside: IShelved | null,
    isStale: boolean,
    trans: TranslationBundle
  ): [ExplanationComparison.ISide, ExplanationComparison.ISide | null] {
    if (beside === null) {
      return [{ ...shown, name: '', isStale }, null];
    }
    const [before, after] = namesOf([beside.explanation, shown.explanation], trans);
    return [
      { ...shown, isStale, name: beside.isKept ? trans.__('Now: %1', after) : after },
      { ...beside, name: beside.isKept ? trans.__('Kept: %1', before) : before }
    ];
  }

  /**
   * What can be put beside it, by name.
   */
  export function offers(
    shown: IShelved | null,
    others: ReadonlyArray<IShelved>,
    trans: TranslationBundle
  ): ReadonlyArray<ExplanationTools.IOther> {
    if (!shown) {
      return [];
    }
    const names = namesOf(
      [shown, ...others].map(({ explanation }) => explanation),
      trans
    );
    return others.map(({ id, isKept }, at) => ({
      name: id,
      title: isKept ? trans.__('Kept: %1', names[at + 1]) : names[at + 1]
    }));
  }
}
