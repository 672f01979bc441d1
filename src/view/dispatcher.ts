import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Component } from '../components/component';
import type { ListenerSpec, RunState } from '../protocol/types';
import type { IAppState, IBrought, ISession } from '../session/state';
import { sameValue } from '../protocol/equality';
import { Scripts } from './scripts';
import type { ComponentTree } from './tree';

/**
 * What a person's events become: drafts, commits, runs, cancels.
 *
 * #### Notes
 * A draft belongs to the browser until it is committed: at once by `change`, after a
 * pause by `input`, or carried by a run. A value is never committed twice.
 */
export class Dispatcher implements IDisposable {
  /**
   * Serve a session.
   *
   * @param scripts - whether the author's scripts may run
   */
  constructor(session: ISession, scripts: () => boolean = () => false) {
    this._session = session;
    this._mayScript = scripts;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * A submit button was pressed, or what counts as that: its id.
   */
  get pressed(): ISignal<this, string> {
    return this._pressed;
  }

  /**
   * Serve the components of a tree.
   */
  setTree(tree: ComponentTree | null): void {
    this._forget();
    this._tree = tree;
    this._submitOf = () => null;
    this._stops.clear();
    tree?.triggered.connect(this._onTriggered, this);
  }

  /**
   * Tell which button submits what is entered into a component.
   */
  setSubmits(submitOf: (component: string) => string | null): void {
    this._submitOf = submitOf;
  }

  /**
   * Say whether pressing a submit button stops its run: a person sees it as Stop.
   */
  setStop(submit: string, isStop: boolean): void {
    if (isStop) {
      this._stops.add(submit);
    } else {
      this._stops.delete(submit);
    }
  }

  /**
   * Whether a component's draft must not be overwritten: a person is at it, or the
   * kernel has not been told, has not answered, or has refused it.
   */
  isProtected(component: Component): boolean {
    const { draft } = component;
    if (draft === undefined) {
      return false;
    }
    const sent = this._sent.get(component);
    return (
      sent === undefined ||
      !sameValue(draft, sent.draft) ||
      (component.node.contains(document.activeElement) && !this._isReplaced(component, sent)) ||
      (this._session.state.errors.get(component.spec.id)?.length ?? 0) > 0 ||
      !this._isAnswered(component, sent)
    );
  }

  /**
   * A component's draft is over: the committed value is shown.
   */
  onSettled(component: Component): void {
    this._stopPause(component);
    this._sent.delete(component);
    this._told.delete(component);
  }

  /**
   * The focus left a component, or a part of it: what was entered counts now.
   */
  leave(component: Component): void {
    this._commit(component);
    this._tree?.settle(component);
  }

  /**
   * The runs that are under way.
   */
  active(): RunState[] {
    return [...this._session.state.runs.values()].filter(
      run => run.status === 'waiting' || run.status === 'running'
    );
  }

  /**
   * Do as if the button were pressed that submits a component; says whether there is
   * something to do.
   */
  press(component: string, data?: unknown): boolean {
    const submit = this._submitOf(component);
    if (submit === null) {
      return false;
    }
    const listeners = this._listening(submit, 'click');
    const button = this._tree?.get(submit);
    if (listeners.length === 0 || (button && this._tree?.isOff(button))) {
      return false;
    }
    const busy = new Set(this.active().map(run => run.listener));
    let started = false;
    for (const listener of listeners) {
      if (listener.trigger_mode !== 'once' || !busy.has(listener.index)) {
        this._run(listener, 'click', data);
        started = true;
      }
    }
    if (started) {
      this._pressed.emit(submit);
    }
    return true;
  }

  /**
   * Stop the runs that are under way; says whether there were any.
   */
  cancel(runs: ReadonlyArray<RunState> = this.active()): boolean {
    for (const run of runs) {
      this._session.cancel(run.run, run.listener);
    }
    return runs.length > 0;
  }

  /**
   * The runs that a submit button started, while they are under way.
   */
  submitted(submit: string): RunState[] {
    const own = this._listening(submit, 'click').map(listener => listener.index);
    return this.active().filter(run => own.includes(run.listener));
  }

  /**
   * Have components stream no more into what did not end well: each piece would begin it anew.
   */
  onStateChanged(before: IAppState): void {
    const { app, runs } = this._session.state;
    if (runs === before.runs) {
      return;
    }
    for (const { index, targets } of app.listeners) {
      const run = runs.get(index);
      if (run && run !== before.runs.get(index) && Private.BROKEN.has(run.status)) {
        targets
          .filter(({ event }) => event === 'stream')
          .forEach(({ component }) => this._tree?.get(component)?.stopStream());
      }
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._forget();
    Signal.clearData(this);
  }

  private _onTriggered(_: ComponentTree, { component, event }: ComponentTree.ITriggered): void {
    const { id } = component.spec;
    switch (event.name) {
      case 'input':
        this._runAll(id, event);
        if (!this._listening(id, 'input').some(listener => listener.inputs.includes(id))) {
          this._pause(component);
        }
        break;
      case 'change':
        if (component.draft === undefined) {
          this._runAll(id, event); // a layout: another page was chosen
        } else {
          this._commit(component);
        }
        break;
      case 'submit':
        if (this._isPress(id) || !this._runAll(id, event)) {
          this.press(id, event.data);
        }
        break;
      case 'click':
        if (id !== this._submitOf(id)) {
          this._click(id, event);
        } else if (this._stops.has(id)) {
          this.cancel(this.submitted(id));
        } else {
          this.press(id, event.data);
        }
        break;
      case 'settled':
        this._onSettledInput(id, event.data === true);
        break;
      case 'blur':
        this._tree?.settle(component);
        this._runAll(id, event);
        break;
      default:
        this._runAll(id, event);
    }
  }

  /**
   * A button that is not the submit button. What it writes to gives up its drafts.
   */
  private _click(id: string, event: Component.IEvent): void {
    this._runAll(id, event);
    for (const listener of this._listening(id, 'click')) {
      for (const output of listener.outputs) {
        const component = this._tree?.get(output);
        if (component && component.draft !== undefined && !listener.inputs.includes(output)) {
          component.setValue(this._session.state.values.get(output) ?? null);
          component.showErrors([]);
          this.onSettled(component);
        }
      }
    }
  }

  /**
   * Whether all that listens to a component being submitted is what its button calls.
   */
  private _isPress(id: string): boolean {
    const submit = this._submitOf(id);
    const own = submit === null ? [] : this._listening(submit, 'click');
    const listeners = this._listening(id, 'submit');
    return listeners.length > 0 && listeners.every(listener => own.includes(listener));
  }

  private _runAll(id: string, event: Component.IEvent): boolean {
    const listeners = this._listening(id, event.name);
    const brings = event.brings ? [{ component: id, ...event.brings }] : [];
    for (const listener of listeners) {
      this._run(listener, event.name, event.data, brings);
    }
    return listeners.length > 0;
  }

  /**
   * Begin the runs that waited for a file to arrive; one that did not come ends the wait of
   * those that need it.
   */
  private _onSettledInput(id: string, arrived: boolean): void {
    for (const [listener, begin] of [...this._waiting]) {
      if (arrived && !this._isWaiting(listener)) {
        this._waiting.delete(listener);
        begin();
      } else if (!arrived && listener.inputs.includes(id)) {
        this._waiting.delete(listener);
      }
    }
  }

  private _isWaiting(listener: ListenerSpec): boolean {
    return listener.inputs.some(id => this._tree?.get(id)?.isWaiting);
  }

  private _run(
    listener: ListenerSpec,
    event: string,
    data?: unknown,
    brings: ReadonlyArray<IBrought> = []
  ): void {
    if (this._isWaiting(listener)) {
      this._waiting.set(listener, () => this._run(listener, event, data, brings));
      return;
    }
    const drafts = new Map<string, unknown>();
    for (const id of listener.inputs) {
      const component = this._tree?.get(id);
      if (component && this._dropOff(component)) {
        continue;
      }
      if (component && component.draft !== undefined && this._differs(component)) {
        drafts.set(id, component.draft);
        this._stopPause(component);
        this._note(component, event === 'submit' || event === 'click');
      }
    }
    this._ensure(drafts);
    const script = this._session.state.scripts.get(listener.index.toString());
    if (script === undefined || !this._mayScript()) {
      if (listener.calls) {
        this._session.run(listener.index, drafts, event, data, brings);
      }
      return;
    }
    const ids = [...listener.inputs, ...listener.outputs];
    const { values } = this._session.state;
    const held = ids.map(id => (drafts.has(id) ? drafts.get(id) : (values.get(id) ?? null)));
    Scripts.run(script, held)
      .then(given => {
        if (!this._isDisposed) {
          this._scripted(listener, drafts, given, event, data, brings);
        }
      })
      .catch((reason: unknown) => this._session.report(Private.words(reason)));
  }

  /**
   * What a script gave goes to the function; without a function, to the outputs.
   */
  private _scripted(
    listener: ListenerSpec,
    drafts: ReadonlyMap<string, unknown>,
    given: ReadonlyArray<unknown> | null,
    event: string,
    data: unknown,
    brings: ReadonlyArray<IBrought>
  ): void {
    const places = listener.calls ? listener.inputs : listener.outputs;
    const values = new Map(drafts);
    given?.slice(0, places.length).forEach((value, i) => values.set(places[i], value ?? null));
    if (listener.calls) {
      this._session.run(listener.index, values, event, data, brings);
      return;
    }
    for (const [id, value] of values) {
      this._session.commit(id, value);
    }
    if (event !== 'load') {
      // What waits for its end is in the kernel.
      this._session.run(listener.index, new Map(), event, data);
    }
  }

  /**
   * The app has come alive: run the scripts that wait for that.
   */
  load(): void {
    for (const listener of this._listening(this._session.state.app.root, 'load')) {
      if (!listener.calls) {
        this._run(listener, 'load');
      }
    }
  }

  /**
   * Whether a draft differs from the committed value, or was told and may have changed it.
   */
  private _differs(component: Component): boolean {
    return (
      this._sent.has(component) ||
      !sameValue(component.draft, this._session.state.values.get(component.spec.id) ?? null)
    );
  }

  /**
   * Commit a draft, if the kernel does not have it, and fire `change` with it.
   */
  private _commit(component: Component): void {
    this._stopPause(component);
    const { draft } = component;
    const { id } = component.spec;
    // What is gone, as parts that are rendered are, has nothing to tell any more.
    if (draft === undefined || component.isDisposed || this._dropOff(component)) {
      return;
    }
    this._ensure(new Map([[id, draft]]));
    const sent = this._sent.get(component);
    if (sent ? sameValue(draft, sent.draft) : !this._differs(component)) {
      this._sent.set(
        component,
        sent ?? { draft, value: undefined, revision: undefined, isHandedOver: false }
      );
      this._tree?.settle(component);
      return;
    }
    this._note(component);
    const listeners = this._listening(id, 'change');
    if (!listeners.some(listener => listener.inputs.includes(id))) {
      this._tell(component);
    }
    for (const listener of listeners) {
      this._run(listener, 'change');
    }
  }

  /**
   * Commit what others follow, but for these drafts: the kernel judges by it what comes next.
   */
  private _ensure(drafts: ReadonlyMap<string, unknown>): void {
    if (this._isEnsuring) {
      return;
    }
    this._isEnsuring = true;
    for (const component of this._tree?.followed() ?? []) {
      if (component.draft !== undefined && !drafts.has(component.spec.id)) {
        this._commit(component);
        // A run that carries it may have to wait, and commits it only then.
        if (this._differs(component) && !sameValue(this._told.get(component), component.draft)) {
          this._tell(component);
        }
      }
    }
    this._isEnsuring = false;
  }

  private _tell(component: Component): void {
    this._told.set(component, component.draft);
    this._session.commit(component.spec.id, component.draft);
  }

  /**
   * Drop a draft that nobody may enter any more: what it followed has changed since.
   */
  private _dropOff(component: Component): boolean {
    if (component.draft === undefined || !this._tree?.isOff(component)) {
      return false;
    }
    component.setValue(this._session.state.values.get(component.spec.id) ?? null);
    this.onSettled(component);
    return true;
  }

  /**
   * Remember what the kernel is told of a component, and what stood before.
   */
  private _note(component: Component, isHandedOver: boolean = false): void {
    const { values, revisions } = this._session.state;
    const { id } = component.spec;
    this._sent.set(component, {
      draft: component.draft,
      value: values.get(id),
      revision: revisions.get(id),
      isHandedOver
    });
  }

  /**
   * Whether a draft was handed over, by Enter or a press, and the kernel has put something
   * else in its place since: a message that was sent leaves its field.
   */
  private _isReplaced(component: Component, sent: Private.ISent): boolean {
    const { values } = this._session.state;
    return sent.isHandedOver && !sameValue(values.get(component.spec.id), sent.draft);
  }

  private _isAnswered(component: Component, sent: Private.ISent): boolean {
    const { values, revisions } = this._session.state;
    const { id } = component.spec;
    return values.get(id) !== sent.value || revisions.get(id) !== sent.revision;
  }

  private _pause(component: Component): void {
    this._stopPause(component);
    this._timers.set(
      component,
      window.setTimeout(() => this._commit(component), Private.PAUSE)
    );
  }

  private _stopPause(component: Component): void {
    window.clearTimeout(this._timers.get(component));
    this._timers.delete(component);
  }

  private _listening(component: string, event: string): ListenerSpec[] {
    return this._session.state.app.listeners.filter(listener =>
      listener.targets.some(target => target.component === component && target.event === event)
    );
  }

  private _forget(): void {
    for (const timer of this._timers.values()) {
      window.clearTimeout(timer);
    }
    this._timers.clear();
    this._sent = new WeakMap();
    this._told = new WeakMap();
    this._waiting.clear();
    if (this._tree && !this._tree.isDisposed) {
      this._tree.triggered.disconnect(this._onTriggered, this);
    }
    this._tree = null;
  }

  private _isDisposed = false;
  private _isEnsuring = false;
  private readonly _mayScript: () => boolean;
  private readonly _pressed = new Signal<this, string>(this);
  private _sent = new WeakMap<Component, Private.ISent>();
  private readonly _session: ISession;
  private readonly _stops = new Set<string>();
  private _submitOf: (component: string) => string | null = () => null;
  /** The drafts that were committed, by a message of their own. */
  private _told = new WeakMap<Component, unknown>();
  private readonly _timers = new Map<Component, number>();
  private readonly _waiting = new Map<ListenerSpec, () => void>();
  private _tree: ComponentTree | null = null;
}

namespace Private {
  /** How runs end that did not do what they should. */
  export const BROKEN: ReadonlySet<string> = new Set(['failed', 'cancelled', 'interrupted']);

  /** Milliseconds without a keystroke after which a draft is committed. */
  export const PAUSE = 300;

  export function words(reason: unknown): string {
    return reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
  }

  /**
   * The newest draft of a component that the kernel was told, and what it had before.
   */
  export interface ISent {
    readonly draft: unknown;
    readonly value: unknown;
    readonly revision: number | undefined;
    readonly isHandedOver: boolean;
  }
}
