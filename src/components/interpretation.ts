import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Explanation, InterpretationSpec } from '../protocol/types';
import { Component } from './component';
import { readExplained } from './explained';
import type { IExplained } from './explained';
import { ExplanationTools } from './explanationtools';
import { ExplanationView } from './explanationview';
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
      stop: () => this.trigger('stop')
    });
    this._strip = new TabStrip();
    this._strip.setName(trans.__('Explanations'));
    this._strip.chosen.connect((_, id) => this._choose(Number(id)));
    this._view = new ExplanationView({
      trans,
      askWithout: (input, part) => this.ask({ ...this._tools.wanted, without: { input, part } })
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
    const isNeeded = explanations.length === 0 || this._isStale;
    if (isNeeded && problem === null && asks === null && !this._isBusy) {
      this.ask({});
    }
  }

  /**
   * Ask for an explanation.
   */
  ask(wanted: Readonly<Record<string, unknown>>): void {
    if (!this.spec.on_request || !this._isLive) {
      return;
    }
    if (this._isBusy && 'without' in wanted) {
      return; // what is under way may tell it
    }
    if (this._isBusy) {
      this.trigger('stop');
    }
    this.trigger('explain', wanted);
  }

  dispose(): void {
    Signal.disconnectReceiver(this);
    super.dispose();
  }

  protected showValue(value: unknown): void {
    this._held = readExplained(value);
    this._shown = this._held.current;
    this._draw();
    this._explanationChanged.emit();
  }

  private _choose(at: number): void {
    this._shown = at;
    this._draw();
    this._explanationChanged.emit();
  }

  private _draw(): void {
    const { trans } = this.context;
    const { explanations, problem, asks, pictures } = this._held;
    const shown = explanations.at(this._shown);
    this._strip.setHidden(explanations.length < 2);
    this._strip.setTabs(
      explanations.map((each, at) => Private.tab(at, each, explanations, this._id)),
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
    this._view.setHidden(!shown);
    this._view.toggleClass('intarsia-mod-stale', this._isStale);
    if (shown) {
      this._view.draw(shown, pictures);
    }
    this._tools.draw({
      explanation: shown ?? null,
      isBusy: this._isBusy,
      isStale: this._isStale,
      mayAsk: this.spec.on_request && this._isLive,
      asks
    });
    const isEmpty = !shown && problem === null && asks === null && !this._isBusy;
    const words = problem ?? (isEmpty ? Private.empty(this.spec, trans) : '');
    this._message.textContent = words;
    this._message.hidden = words === '';
    this._message.classList.toggle('intarsia-mod-problem', problem !== null);
  }

  private readonly _explanationChanged = new Signal<this, void>(this);
  private readonly _field: Field;
  private _held: IExplained = readExplained(null);
  private readonly _id = Field.uniqueId();
  private _isBusy = false;
  private _isLive = false;
  private _isStale = false;
  private readonly _message: HTMLElement;
  private _shown = 0;
  private readonly _strip: TabStrip;
  private readonly _tools: ExplanationTools;
  private readonly _view: ExplanationView;
}

namespace Private {
  export function empty(spec: InterpretationSpec, trans: TranslationBundle): string {
    return spec.on_request
      ? trans.__('What carried the result will appear here.')
      : trans.__('The explanation will appear here.');
  }

  /**
   * What tells an explanation from the others: its target, its method, or both.
   */
  export function tab(
    at: number,
    { explained, title }: Explanation,
    all: ReadonlyArray<Explanation>,
    id: string
  ): TabStrip.ITab {
    const label = explained.label || explained.output_label;
    const level = (each: Explanation): string =>
      typeof each.parameters.level === 'string' ? each.parameters.level : '';
    // What they have in common tells none of them from the others.
    const words = [
      all.every(each => each.explained.label === explained.label) ? '' : label,
      all.every(each => each.title === all[at].title) ? '' : title,
      all.every(each => level(each) === level(all[at])) ? '' : level(all[at])
    ];
    const name = words.filter(word => word !== '').join(' · ') || label;
    return {
      id: String(at),
      label: name || title,
      count: null,
      elementId: `${id}-tab${at}`,
      panelId: `${id}-page`
    };
  }
}
