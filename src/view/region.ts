import type { IDisposable } from '@lumino/disposable';
import { Panel } from '@lumino/widgets';
import { Interface } from '../components/interface';
import type { ListenerSpec, RunState } from '../protocol/types';
import type { IAppState } from '../session/state';
import type { AppView } from './appview';
import type { Dispatcher } from './dispatcher';
import { FocusPlace } from './focusplace';
import { InterpretationPage } from './interpretationpage';
import { newestRun, takesInput } from './liveness';
import { Results } from './results';
import { SubmitButton } from './submitbutton';
import type { ComponentTree } from './tree';

/**
 * A part of an app with results of its own: an interface, or what stands in none.
 *
 * #### Notes
 * It knows the button that submits, the runs that belong to it, and where their results,
 * failures and output are shown.
 */
export class Region implements IDisposable {
  constructor(options: Region.IOptions) {
    const { tree, layout, dispatcher } = options;
    const { trans, rendermime, trusted, hooks, session } = options.view;
    this._options = options;
    this.submit = Private.submitOf(layout, tree);
    this.host = layout?.results ?? new Panel();
    this.host.addClass('intarsia-Output');
    this.host.node.setAttribute('role', 'group');
    this.host.node.setAttribute('aria-label', trans.__('Results'));
    const values = layout?.outputs ?? new Panel();
    this.results = new Results({
      trans,
      rendermime,
      trusted,
      goTo: hooks?.goTo,
      values,
      resume: listener => session.resume(listener)
    });
    this.host.addWidget(this.results);
    if (layout && layout.spec.interpretation !== null) {
      const { inputs, nested, outputs } = layout.spec;
      this._page = new InterpretationPage({
        trans,
        host: layout.explained,
        inputs: [...inputs, ...nested],
        // What is input and output in one shows the result itself.
        outputs: outputs.length > 0 ? outputs : inputs,
        fieldOf: id => tree.get(id)?.node
      });
      this.results.addPage(this._page);
    }
    const component = this.submit === null ? undefined : tree.get(this.submit);
    const { submit } = this;
    if (component && submit !== null) {
      this._button = new SubmitButton({
        component,
        trans,
        attention: layout ? undefined : this.host.node,
        stop: layout?.spec.stop,
        onStop: isStop => dispatcher.setStop(submit, isStop)
      });
    }
  }

  /**
   * The id of the button that submits; null without one.
   */
  readonly submit: string | null;

  /**
   * Where the results stand.
   */
  readonly host: Panel;

  /**
   * Everything that its runs bring; more pages can be added to it.
   */
  readonly results: Results;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Whether it is the region of an interface, or of what stands in none, as that is now.
   */
  isOf(layout: Interface | null, tree: ComponentTree): boolean {
    return (
      this._options.layout === layout &&
      this._options.tree === tree &&
      this.submit === Private.submitOf(layout, tree)
    );
  }

  /**
   * Whether a component belongs to it.
   */
  holds(id: string): boolean {
    const { layout } = this._options;
    return layout && this._others.length > 0 ? layout.members.includes(id) : true;
  }

  /**
   * Whether the runs of a listener belong to it.
   */
  hears(listener: ListenerSpec): boolean {
    const { layout } = this._options;
    return layout && this._others.length > 0 ? Private.belongs(listener, layout) : true;
  }

  /**
   * A press has asked for a run.
   */
  onPressed(state: IAppState): void {
    this._pressed = newestRun(state)?.number ?? 0;
  }

  /**
   * Show how its runs stand.
   */
  paint(whole: IAppState): void {
    const { dispatcher, layout } = this._options;
    const state = this._part(whole, this._others);
    const isLive = takesInput(state);
    const active = isLive ? Private.active(state) : [];
    const submitted =
      active.length > 0 && this.submit !== null ? dispatcher.submitted(this.submit) : [];
    const run = Private.spokenOf(state, layout);
    this._page?.setState(state);
    this.results.setOutputs(layout?.spec.outputs ?? []);
    this.results.setState(state, isLive ? run : Private.ended(run));
    this.host.node.setAttribute('aria-busy', String(active.length > 0));
    this._button?.setActive(submitted.length > 0);
    this._showWrong(state, submitted);
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._button?.dispose();
    this._page?.dispose();
    const { layout } = this._options;
    if (layout && !layout.isDisposed) {
      // What the interface lent is its own again.
      layout.results.addWidget(layout.outputs);
      layout.explained.parent = null;
    }
    this.results.dispose();
  }

  /**
   * The state as if there were no other regions.
   */
  private _part(state: IAppState, others: ReadonlyArray<Region>): IAppState {
    if (others.length === 0) {
      return state;
    }
    const { layout } = this._options;
    const mine = (listener: number): boolean => {
      const spec = state.app.listeners.find(item => item.index === listener);
      return spec
        ? this.hears(spec) && (layout !== null || !others.some(other => other.hears(spec)))
        : layout === null;
    };
    const runs = new Map([...state.runs].filter(([listener]) => mine(listener)));
    for (const run of runs.values()) {
      this._runs.add(run.run);
    }
    return {
      ...state,
      runs,
      log: state.log.filter(entry => this._runs.has(entry.run)),
      failure: layout === null ? state.failure : null
    };
  }

  /**
   * After a press that was refused: say how many fields are wrong, go to the first.
   */
  private _showWrong(state: IAppState, submitted: ReadonlyArray<RunState>): void {
    if (this._pressed !== null && submitted.length > 0) {
      // The answer is under way; until then, errors come and go.
      return;
    }
    const wrong = [...state.errors.values()].flat().filter(error => this.holds(error.component));
    const places = new Set(wrong.map(({ component, path }) => JSON.stringify([component, path])));
    const run = newestRun(state);
    const isRefused =
      this._pressed !== null && !(run?.status === 'done' && run.number >= this._pressed);
    this._pressed = null;
    if (places.size === 0 || isRefused || this._saysWrong) {
      this._saysWrong = places.size > 0;
      this._button?.setWrong(places.size);
    }
    if (places.size > 0 && isRefused) {
      FocusPlace.firstWrong(
        [...this._options.tree.all()].filter(
          ({ spec }) => this.holds(spec.id) && state.errors.get(spec.id)?.length
        )
      );
    }
  }

  /** The other regions of the app. */
  private get _others(): ReadonlyArray<Region> {
    return this._options.all().filter(other => other !== this);
  }

  private readonly _button: SubmitButton | null = null;
  private _isDisposed = false;
  private readonly _options: Region.IOptions;
  private readonly _page: InterpretationPage | null = null;
  /** The number of the run that a press has asked for, until it is answered. */
  private _pressed: number | null = null;
  private readonly _runs = new Set<string>();
  private _saysWrong = false;
}

export namespace Region {
  export interface IOptions {
    readonly tree: ComponentTree;
    /** The interface that it is; null for what stands in none. */
    readonly layout: Interface | null;
    readonly dispatcher: Dispatcher;
    readonly view: AppView.IOptions;
    /** All regions of the app, it among them. */
    all(): ReadonlyArray<Region>;
  }

  /**
   * The regions of an app: one for each interface, and one for the rest where there is any.
   *
   * @param before - those that there were: they stay where their place is still there, with what
   * they show
   */
  export function all(
    options: Omit<IOptions, 'layout'>,
    before: ReadonlyArray<Region> = []
  ): Region[] {
    const { tree } = options;
    const layouts = [...tree.all()].filter(component => component instanceof Interface);
    const places = tree.root instanceof Interface ? [tree.root] : [...layouts, null];
    return places.map(
      layout =>
        before.find(region => region.isOf(layout, tree)) ?? new Region({ ...options, layout })
    );
  }
}

namespace Private {
  /**
   * The run that the results are of: the newest that writes to them, or another one that
   * failed since. One that only fills in inputs, or keeps a sample, changes nothing of them;
   * after one that empties them they wait as at the start.
   */
  export function spokenOf(state: IAppState, layout: Interface | null): RunState | null {
    const newest = newestRun(state);
    if (!layout || layout.spec.outputs.length === 0 || newest?.status === 'failed') {
      return newest;
    }
    const { outputs, clear } = layout.spec;
    const listeners = new Map(state.app.listeners.map(each => [each.index, each]));
    const writing = [...state.runs].filter(([index]) =>
      listeners.get(index)?.outputs.some(id => outputs.includes(id))
    );
    const run = newestRun({ ...state, runs: new Map(writing) });
    const empties = listeners.get(run?.listener ?? -1)?.targets.some(t => t.component === clear);
    return empties && run?.status === 'done' ? null : run;
  }

  export function belongs(listener: ListenerSpec, layout: Interface): boolean {
    const { spec } = layout;
    const own = layout.members;
    return (
      listener.targets.some(target => own.includes(target.component)) ||
      listener.outputs.some(id => spec.outputs.includes(id))
    );
  }

  /**
   * The button that submits.
   */
  export function submitOf(layout: Interface | null, tree: ComponentTree): string | null {
    return layout ? layout.spec.submit : onlyPrimary(tree);
  }

  /**
   * The one button that is primary, if there is just one, in no interface.
   */
  function onlyPrimary(tree: ComponentTree): string | null {
    const held = [...tree.all()]
      .filter(item => item instanceof Interface)
      .flatMap(layout => layout.members);
    const primary = [...tree.all()]
      .map(component => component.spec)
      .filter(
        spec => spec.kind === 'button' && spec.variant === 'primary' && !held.includes(spec.id)
      );
    return primary.length === 1 ? primary[0].id : null;
  }

  export function active(state: IAppState): RunState[] {
    return [...state.runs.values()].filter(
      run => run.status === 'waiting' || run.status === 'running'
    );
  }

  /**
   * Without a kernel no run is under way, whatever the bundle says.
   */
  export function ended(run: RunState | null): RunState | null {
    return run && (run.status === 'waiting' || run.status === 'running') ? null : run;
  }
}
