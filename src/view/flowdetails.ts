import { createComponent } from '../components/create';
import { Field } from '../components/field';
import { Panel, Widget } from '@lumino/widgets';
import type { ComponentSpec, FlowStep, StepResponse, StepValue } from '../protocol/types';
import type { IFlow } from '../session/state';
import { button, element, setText } from './element';
import { ErrorBox } from './error';
import { Placement } from './placement';
import { StepWords } from './stepwords';

/**
 * One step of a flow: what it begins with, how its last run went, what that read and wrote.
 *
 * #### Notes
 * Values are drawn by the components that they belong to, as these stand in the app, for
 * reading only. What the kernel keeps to itself, a state, is told of in words.
 */
export class FlowDetails extends Panel {
  constructor(options: FlowDetails.IOptions) {
    super();
    this.addClass('intarsia-Flow-details');
    this.node.id = Field.uniqueId();
    this.node.setAttribute('role', 'group');
    this._options = options;
    const { trans } = options.placement;
    this._title = element('div', 'intarsia-Flow-title');
    this._title.setAttribute('role', 'heading');
    this._title.setAttribute('aria-level', '5');
    this._words = element('p', 'intarsia-Flow-about');
    this._resume = button('intarsia-Button', trans.__('Run from here'), () => this._begin(false));
    this._resume.title = trans.__('With the values that the last run of this step had');
    this._again = button('intarsia-Button', trans.__('Run with the present values'), () =>
      this._begin(true)
    );
    const actions = element('div', 'intarsia-Flow-actions');
    actions.append(this._resume, this._again);
    const head = new Widget();
    head.node.append(this._title, this._words, actions);
    this._error = new ErrorBox({ trans, goTo: options.goTo });
    this._values = new Panel();
    this._values.addClass('intarsia-Flow-values');
    this.addWidget(head);
    this.addWidget(this._error);
    this.addWidget(this._values);
    this.hide();
  }

  /**
   * Show a step, or none; what its last run read and wrote is asked for when that has changed.
   */
  setStep(step: FlowStep | null, shown: IFlow, components: ReadonlyArray<ComponentSpec>): void {
    const { trans } = this._options.placement;
    const isOther = step?.index !== this._step?.index;
    this._step = step;
    this._components = components;
    this.setHidden(step === null);
    if (!step) {
      return;
    }
    const state = shown.steps.get(step.index);
    setText(this._title, step.name);
    this.node.setAttribute('aria-label', trans.__('Step %1', step.name));
    const words = [
      ...StepWords.beginnings(trans, shown.flow, step).map(said => `${said}.`),
      ...StepWords.feeders(trans, shown.flow, step).map(said => `${said}.`),
      StepWords.reason(trans, state)
    ];
    setText(this._words, words.filter(Boolean).join(' '));
    const isActive = state?.status === 'running' || state?.status === 'waiting';
    this._resume.hidden = !state?.can_resume;
    this._resume.disabled = this._again.disabled = isActive;
    if (isOther) {
      this._show(null);
    }
    if (isOther || state !== this._state) {
      this._state = state;
      this._ask(step.index);
    }
  }

  private _ask(index: number): void {
    const { session } = this._options.placement;
    const asked = ++this._asked;
    session
      .step(index)
      .then(answer => {
        if (asked === this._asked && !this.isDisposed) {
          this._show(answer);
        }
      })
      .catch((reason: unknown) => {
        if (asked === this._asked && !this.isDisposed) {
          this._show(null, reason instanceof Error ? reason.message : String(reason));
        }
      });
  }

  private _show(answer: StepResponse | null, problem: string = ''): void {
    const { trans } = this._options.placement;
    for (const widget of [...this._values.widgets]) {
      widget.dispose();
    }
    const isRun = answer !== null && answer.state.can_resume;
    this._again.hidden = !isRun || answer.stale.length === 0;
    this._error.setError(answer?.error ?? null);
    if (!isRun) {
      const words = answer ? trans.__('It has not run yet.') : problem;
      this._values.addWidget(new Widget({ node: element('p', 'intarsia-Flow-none', words) }));
      return;
    }
    const { inputs, outputs, stale } = answer;
    this._values.addWidget(this._list(trans.__('Inputs'), inputs, stale));
    this._values.addWidget(this._list(trans.__('Outputs'), outputs, []));
  }

  private _list(
    title: string,
    values: ReadonlyArray<StepValue>,
    stale: ReadonlyArray<string>
  ): Panel {
    const { trans } = this._options.placement;
    const panel = new Panel();
    panel.addClass('intarsia-Flow-list');
    panel.node.setAttribute('role', 'group');
    panel.node.setAttribute('aria-label', title);
    panel.addWidget(new Widget({ node: element('div', 'intarsia-Flow-heading', title) }));
    for (const value of values) {
      panel.addWidget(this._value(value));
      if (stale.includes(value.component)) {
        const words = trans.__('Has another value by now.');
        panel.addWidget(new Widget({ node: element('p', 'intarsia-Flow-stale', words) }));
      }
    }
    if (values.length === 0) {
      panel.addWidget(new Widget({ node: element('p', 'intarsia-Flow-none', trans.__('None')) }));
    }
    return panel;
  }

  private _value(value: StepValue): Widget {
    const { trans, registry } = this._options.placement;
    const spec = this._components.find(each => each.id === value.component);
    const words = value.skipped ? trans.__('Left as it was') : value.text;
    if (words === null && spec && !Private.IN_WORDS.has(spec.kind)) {
      try {
        // An author's script has run already, where the component itself stands.
        const options = { ...this._options.placement, mayScript: () => false };
        const context = new Placement(options, spec.id, Placement.ALONE);
        const component = createComponent(registry, Private.shown(spec), context);
        component.setValue(value.value);
        return component;
      } catch {
        // What cannot stand alone is told of in words.
      }
    }
    const node = element('div', 'intarsia-Flow-value');
    const name = spec?.label || this._options.labelOf(value.component);
    node.append(
      element('span', 'intarsia-Flow-label', name),
      element('span', 'intarsia-Flow-text', words ?? Private.words(value.value))
    );
    return new Widget({ node });
  }

  private _begin(present: boolean): void {
    const { session } = this._options.placement;
    if (!this._step) {
      return;
    }
    if (present) {
      session.run(this._step.index, new Map(), 'then');
    } else {
      session.resume(this._step.index);
    }
  }

  private readonly _again: HTMLButtonElement;
  private _asked = 0;
  private _components: ReadonlyArray<ComponentSpec> = [];
  private readonly _error: ErrorBox;
  private readonly _options: FlowDetails.IOptions;
  private readonly _resume: HTMLButtonElement;
  private _state: unknown = null;
  private _step: FlowStep | null = null;
  private readonly _title: HTMLElement;
  private readonly _values: Panel;
  private readonly _words: HTMLElement;
}

export namespace FlowDetails {
  export interface IOptions {
    readonly placement: Placement.IOptions;
    /** Show a line of a cell; absent where there are no cells. */
    readonly goTo?: (cell: string, line: number) => void;
    /** What a component without a label is called. */
    labelOf(id: string): string;
  }
}

namespace Private {
  /** Kinds that show nothing by themselves, or hold others. */
  export const IN_WORDS: ReadonlySet<string> = new Set([
    'accordion',
    'browserstate',
    'button',
    'column',
    'dataset',
    'draggable',
    'form',
    'group',
    'interface',
    'render',
    'row',
    'sidebar',
    'state',
    'step',
    'tab',
    'tabs',
    'timer',
    'uploadbutton',
    'walkthrough'
  ]);

  const MOST = 200;

  /**
   * The description of a component that is there for reading.
   */
  export function shown(spec: ComponentSpec): ComponentSpec {
    return {
      ...spec,
      interactive: false,
      visible: true,
      show_label: true,
      container: true,
      info: null,
      scale: null,
      min_width: null,
      elem_id: null,
      elem_classes: []
    };
  }

  export function words(value: unknown): string {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    return text.length > MOST ? `${text.slice(0, MOST)} …` : text;
  }
}
