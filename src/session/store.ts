import { sameValue } from '../protocol/equality';
import type {
  AppendedEvent,
  AppSpec,
  Bundle,
  ComponentSpec,
  FieldError,
  LogEntry,
  MountedEvent,
  PatchedEvent,
  ProgressState,
  PropsChange,
  ReloadedEvent,
  Reply,
  RunState,
  Snapshot,
  SteppedEvent,
  StepState,
  ValueChange,
  WireError
} from '../protocol/types';
import { edited } from './edits';
import { continued } from './logs';
import type { Connection, IAppState } from './state';

/**
 * Log entries that are kept.
 */
export const MAX_LOG = 2000;

/**
 * Bars that one run may show.
 */
const MAX_BARS = 8;

/**
 * The state, and what the reducer alone needs to know.
 */
export interface IStoreState extends IAppState {
  /** Revisions of other properties, which are counted apart from those of values. */
  readonly propsRevisions: ReadonlyMap<string, number>;
  /** What stood for a listener before the run that was just asked for. */
  readonly before: ReadonlyMap<number, RunState | null>;
  /** Whether something is missing that only a snapshot can bring. */
  readonly gap: boolean;
}

/**
 * What changes the state: a message from the kernel, or something done here.
 */
export type Action =
  | { readonly type: 'message'; readonly message: Reply }
  | { readonly type: 'connection'; readonly connection: Connection; readonly detail?: string }
  | {
      readonly type: 'committed';
      readonly component: string;
      readonly value: unknown;
      readonly revision: number;
    }
  | { readonly type: 'asked'; readonly listener: number }
  | {
      readonly type: 'accepted';
      readonly listener: number;
      readonly run: string;
      readonly position: number;
      readonly eta: number | null;
      readonly components: ReadonlyArray<string>;
    }
  | {
      readonly type: 'refused';
      readonly error: WireError;
      /** The components whose values were refused, or may have been. */
      readonly components: ReadonlyArray<string>;
      /** The listener whose run was refused. */
      readonly listener?: number;
    }
  | { readonly type: 'withdrawn'; readonly listener: number }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'answered' }
  | { readonly type: 'unwatched' }
  | { readonly type: 'resyncing' };

/**
 * The state that a saved bundle paints.
 */
export function initialState(
  bundle: Bundle,
  connection: Connection,
  detail: string = ''
): IStoreState {
  const { spec, values, revisions, runs, log } = bundle;
  const empty: IStoreState = {
    connection,
    detail,
    app: spec,
    values: new Map(),
    revisions: new Map(),
    runs: new Map(),
    reloaded: null,
    progress: new Map(),
    log: [],
    errors: new Map(),
    failure: null,
    scripts: new Map(),
    css: null,
    hasCode: false,
    flow: null,
    propsRevisions: new Map(),
    before: new Map(),
    gap: false
  };
  // A file brings no scripts and no style sheet: only the live kernel does.
  return Private.snapshot(empty, {
    app: spec,
    values,
    revisions,
    runs,
    log,
    progress: [],
    scripts: {},
    css: null,
    has_code: false
  });
}

/**
 * The state after an action; the same object when nothing changed.
 *
 * #### Notes
 * Whether a change is stale is a comparison of two integers: what has a revision below
 * the one at hand is dropped, whatever order it came in.
 */
export function reduce(state: IStoreState, action: Action): IStoreState {
  switch (action.type) {
    case 'message':
      return Private.message(state, action.message);
    case 'connection':
      return Private.connected(state, action.connection, action.detail ?? '');
    case 'committed':
      return Private.withoutErrors(Private.values({ ...state, failure: null }, [action]), [
        action.component
      ]);
    case 'asked':
      return Private.asked(state, action.listener);
    case 'accepted':
      return Private.accepted(state, action);
    case 'refused':
      return Private.refused(state, action);
    case 'withdrawn':
      return Private.withdrawn(state, action.listener);
    case 'failed':
      return { ...state, failure: action.message };
    case 'answered':
      return state.failure === null ? state : { ...state, failure: null };
    case 'unwatched':
      return state.flow === null ? state : { ...state, flow: null };
    case 'resyncing':
      return state.gap ? { ...state, gap: false } : state;
  }
}

/**
 * Whether the kernel still has to tell how a run ends.
 */
export function hasActiveRun(state: IAppState): boolean {
  return [...state.runs.values()].some(run => !Private.isOver(run));
}

/**
 * Whether a run is under way in a kernel that this view can reach, or will reach again.
 */
export function isRunning(state: IAppState): boolean {
  return RUNS.has(state.connection) && hasActiveRun(state);
}

const RUNS: ReadonlySet<Connection> = new Set<Connection>(['live', 'busy', 'reconnecting']);

namespace Private {
  export function message(state: IStoreState, message: Reply): IStoreState {
    switch (message.type) {
      case 'hello_response':
        return snapshot({ ...state, failure: null }, message.snapshot);
      case 'resync_response':
        return snapshot(state, message.snapshot);
      case 'updated':
        return props(values(state, message.values), message.props);
      case 'appended':
        return appended(state, message);
      case 'patched':
        return patched(state, message);
      case 'run_started':
        return run(state, message.state);
      case 'run_finished':
        return run(values(state, message.values), message.state);
      case 'mounted':
        return mounted(state, message);
      case 'reloaded':
        return reloaded(state, message);
      case 'progress': {
        const { run } = message;
        return [...state.runs.values()].some(item => item.run === run && !isOver(item))
          ? { ...state, progress: new Map(state.progress).set(run, bars(message)) }
          : state;
      }
      case 'flow_response':
        return { ...state, flow: { flow: message.flow, steps: steps(message.steps) } };
      case 'stepped':
        return stepped(state, message);
      case 'log':
        return { ...state, log: clipped([...state.log, ...message.entries]) };
      default:
        return state;
    }
  }

  /**
   * How far a run is, within its bounds.
   */
  function bars(told: { readonly bars: ReadonlyArray<ProgressState> }): ProgressState[] {
    return told.bars.slice(0, MAX_BARS).map(bar => ({
      ...bar,
      fraction: bar.fraction === null ? null : Math.min(Math.max(bar.fraction, 0), 1)
    }));
  }

  /**
   * States in which nothing that ran can still be running.
   */
  const ENDS: ReadonlySet<Connection> = new Set<Connection>([
    'unknown',
    'restarted',
    'died',
    'replaced'
  ]);

  export function connected(
    state: IStoreState,
    connection: Connection,
    detail: string
  ): IStoreState {
    if (state.connection === connection && state.detail === detail) {
      return state;
    }
    const next = { ...state, connection, detail };
    if (!ENDS.has(connection) || [...state.runs.values()].every(isOver)) {
      return next;
    }
    const runs = new Map(
      [...state.runs].map(([listener, item]): [number, RunState] => [
        listener,
        isOver(item) ? item : { ...item, status: 'interrupted' }
      ])
    );
    return { ...next, runs, progress: new Map(), before: new Map() };
  }

  /**
   * Everything anew; what is equal keeps its identity, so that it is not drawn again.
   */
  export function snapshot(state: IStoreState, snapshot: Snapshot): IStoreState {
    const shown = new Map<string, unknown>();
    for (const [id, value] of Object.entries(snapshot.values)) {
      const old = state.values.get(id);
      shown.set(id, state.values.has(id) && sameValue(old, value) ? old : value);
    }
    const runs = new Map(snapshot.runs.map(item => [item.listener, item]));
    const active = new Set(snapshot.runs.filter(item => !isOver(item)).map(item => item.run));
    return {
      ...state,
      app: sameValue(state.app, snapshot.app) ? state.app : snapshot.app,
      values: shown,
      revisions: new Map(Object.entries(snapshot.revisions)),
      runs: sameValue([...state.runs], [...runs]) ? state.runs : runs,
      progress: new Map(
        snapshot.progress
          .filter(({ run }) => active.has(run))
          .map(progress => [progress.run, bars(progress)])
      ),
      log: clipped(continued(state.log, snapshot.log)),
      scripts: new Map(Object.entries(snapshot.scripts)),
      css: snapshot.css,
      hasCode: snapshot.has_code,
      flow: null, // whoever watches it asks again
      propsRevisions: new Map(),
      before: new Map(),
      gap: false
    };
  }

  export function values(
    state: IStoreState,
    changes: ReadonlyArray<Pick<ValueChange, 'component' | 'value' | 'revision'>>
  ): IStoreState {
    const fresh = changes.filter(
      change => change.revision >= (state.revisions.get(change.component) ?? -1)
    );
    if (fresh.length === 0) {
      return state;
    }
    const [shown, revisions] = [new Map(state.values), new Map(state.revisions)];
    const replaced: string[] = [];
    for (const { component, value, revision } of fresh) {
      if (revision > (revisions.get(component) ?? -1)) {
        replaced.push(component);
      }
      shown.set(component, value);
      revisions.set(component, revision);
    }
    // What was wrong was wrong with what stood there before.
    return withoutErrors({ ...state, values: shown, revisions }, replaced);
  }

  function props(state: IStoreState, changes: ReadonlyArray<PropsChange>): IStoreState {
    const fresh = new Map(
      changes
        .filter(change => change.revision >= (state.propsRevisions.get(change.component) ?? -1))
        .map(change => [change.component, change])
    );
    if (fresh.size === 0) {
      return state;
    }
    const components = state.app.components.map(spec => {
      const change = fresh.get(spec.id);
      return change ? changed(spec, change.props) : spec;
    });
    const app: AppSpec = { ...state.app, components };
    const propsRevisions = new Map(state.propsRevisions);
    fresh.forEach((change, id) => propsRevisions.set(id, change.revision));
    return { ...state, app, propsRevisions };
  }

  /**
   * A function is another one by now, and perhaps the form with it: what was wrong counts no
   * more.
   */
  function reloaded(state: IStoreState, event: ReloadedEvent): IStoreState {
    const after = Math.max(0, ...[...state.runs.values()].map(item => item.number));
    const next = { ...state, reloaded: { name: event.function, after } };
    return event.snapshot
      ? snapshot({ ...next, errors: new Map(), failure: null }, event.snapshot)
      : next;
  }

  /**
   * A part of the app was rendered: components and listeners come and go.
   */
  function mounted(state: IStoreState, event: MountedEvent): IStoreState {
    const gone = new Set(event.removed);
    const fresh = new Map(event.components.map(spec => [spec.id, spec]));
    const kept = state.app.components
      .filter(spec => !gone.has(spec.id))
      .map(spec => fresh.get(spec.id) ?? spec);
    const known = new Set(kept.map(spec => spec.id));
    const components = [...kept, ...event.components.filter(spec => !known.has(spec.id))];
    const indexes = new Set([
      ...event.unlistened,
      ...event.listeners.map(listener => listener.index)
    ]);
    const listeners = [
      ...state.app.listeners.filter(listener => !indexes.has(listener.index)),
      ...event.listeners
    ];
    const [shown, revisions] = [new Map(state.values), new Map(state.revisions)];
    for (const id of gone) {
      shown.delete(id);
      revisions.delete(id);
    }
    const scripts = new Map([...state.scripts, ...Object.entries(event.scripts)]);
    const app: AppSpec = { ...state.app, components, listeners };
    const next = { ...state, app, values: shown, revisions, scripts };
    return values(withoutErrors(next, event.removed), event.values);
  }

  /**
   * A component's tag and place never change, and it gets no fields of another kind.
   */
  function changed(spec: ComponentSpec, props: Record<string, unknown>): ComponentSpec {
    const known = Object.entries(props).filter(
      ([name]) => Object.hasOwn(spec, name) && name !== 'id' && name !== 'kind'
    );
    return { ...spec, ...Object.fromEntries(known) } as ComponentSpec;
  }

  function steps(states: ReadonlyArray<StepState>): Map<number, StepState> {
    return new Map(states.map(step => [step.listener, step]));
  }

  /**
   * Take how steps stand; with other steps, nothing is left of those before.
   */
  function stepped(state: IStoreState, event: SteppedEvent): IStoreState {
    const known = state.flow;
    if (event.flow) {
      return { ...state, flow: { flow: event.flow, steps: steps(event.steps) } };
    }
    return known
      ? { ...state, flow: { ...known, steps: new Map([...known.steps, ...steps(event.steps)]) } }
      : state;
  }

  function appended(state: IStoreState, event: AppendedEvent): IStoreState {
    const { component, base, revision, tail } = event;
    const at = state.revisions.get(component) ?? -1;
    if (revision <= at) {
      return state;
    }
    const value = state.values.get(component);
    if (at === base && typeof value === 'string' && typeof tail === 'string') {
      return values(state, [{ component, revision, value: value + tail }]);
    }
    if (at === base && Array.isArray(value) && Array.isArray(tail)) {
      return values(state, [{ component, revision, value: [...(value as unknown[]), ...tail] }]);
    }
    return { ...state, gap: true };
  }

  function patched(state: IStoreState, event: PatchedEvent): IStoreState {
    const { component, base, revision, edits } = event;
    const at = state.revisions.get(component) ?? -1;
    if (revision <= at) {
      return state;
    }
    const value = at === base ? edited(state.values.get(component), edits) : undefined;
    return value === undefined
      ? { ...state, gap: true }
      : values(state, [{ component, revision, value }]);
  }

  /**
   * Take where the kernel says a run stands; the newest run of a listener is shown.
   */
  function run(state: IStoreState, next: RunState): IStoreState {
    const current = state.runs.get(next.listener);
    const progress = isOver(next) ? without(state.progress, next.run) : state.progress;
    if (current && current.run === '' && current.number > next.number) {
      // What this view has just asked for is not known by name yet: this is the one before.
      const before = new Map(state.before).set(next.listener, next);
      return { ...state, before, progress };
    }
    const older = current && current.run !== next.run && current.number > next.number;
    const undone = current && current.run === next.run && isOver(current) && !isOver(next);
    if (older || undone) {
      return { ...state, progress };
    }
    const known = { ...state, runs: new Map(state.runs).set(next.listener, next), progress };
    return next.error ? withErrors(known, next.error.fields) : known;
  }

  /**
   * Show what is wrong at which fields, in place of what was shown at them.
   */
  function withErrors(state: IStoreState, fields: ReadonlyArray<FieldError>): IStoreState {
    if (fields.length === 0) {
      return state;
    }
    const errors = new Map(state.errors);
    fields.forEach(field => errors.delete(field.component));
    for (const field of fields) {
      errors.set(field.component, [...(errors.get(field.component) ?? []), field]);
    }
    return { ...state, errors };
  }

  export function asked(state: IStoreState, listener: number): IStoreState {
    const current = state.runs.get(listener) ?? null;
    const before = new Map(state.before);
    if (!before.has(listener)) {
      before.set(listener, current);
    }
    const number = Math.max(0, ...[...state.runs.values()].map(item => item.number)) + 1;
    const waiting: RunState = {
      run: '',
      listener,
      status: 'waiting',
      number,
      position: 0,
      eta: null,
      seconds: 0,
      error: null
    };
    return { ...state, before, runs: new Map(state.runs).set(listener, waiting), failure: null };
  }

  export function accepted(
    state: IStoreState,
    action: Extract<Action, { type: 'accepted' }>
  ): IStoreState {
    const { listener, run, position, eta, components } = action;
    const current = state.runs.get(listener);
    const clear = withoutErrors(
      { ...state, before: without(state.before, listener), failure: null },
      components
    );
    if (current && current.run === run) {
      return clear; // its own events came first
    }
    // The kernel names runs by their number; should it ever not, the guess stands.
    const number = /^[0-9]+$/.test(run) ? Number(run) : (current?.number ?? 1);
    const begun: RunState = {
      run,
      listener,
      status: position === 0 ? 'running' : 'waiting',
      number,
      position,
      eta,
      seconds: 0,
      error: null
    };
    return { ...clear, runs: new Map(state.runs).set(listener, begun) };
  }

  /**
   * Show what stood for a listener before its run was asked for.
   */
  export function withdrawn(state: IStoreState, listener: number): IStoreState {
    if (!state.before.has(listener)) {
      return state;
    }
    const before = state.before.get(listener);
    const runs = new Map(state.runs);
    if (before) {
      runs.set(listener, before);
    } else {
      runs.delete(listener);
    }
    return { ...state, runs, before: without(state.before, listener) };
  }

  export function refused(
    state: IStoreState,
    action: Extract<Action, { type: 'refused' }>
  ): IStoreState {
    const { error, listener } = action;
    const next = listener === undefined ? state : withdrawn(state, listener);
    const fields = fieldErrors(error, action.components);
    if (fields.length === 0) {
      return { ...next, failure: error.message };
    }
    return { ...withErrors(withoutErrors(next, action.components), fields), failure: null };
  }

  /**
   * What is wrong at which field; none when the request failed as a whole.
   */
  function fieldErrors(error: WireError, components: ReadonlyArray<string>): FieldError[] {
    if (error.fields.length > 0) {
      return error.fields;
    }
    const at = error.where ?? components[0];
    const ofValue = error.code === 'bad-value' || error.code === 'too-large';
    return ofValue && components.includes(at)
      ? [{ component: at, path: [], message: error.message }]
      : [];
  }

  export function withoutErrors(
    state: IStoreState,
    components: ReadonlyArray<string>
  ): IStoreState {
    if (!components.some(id => state.errors.has(id))) {
      return state;
    }
    const errors = new Map(state.errors);
    components.forEach(id => errors.delete(id));
    return { ...state, errors };
  }

  function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
    if (!map.has(key)) {
      return map;
    }
    const rest = new Map(map);
    rest.delete(key);
    return rest;
  }

  function clipped(log: ReadonlyArray<LogEntry>): ReadonlyArray<LogEntry> {
    return log.length > MAX_LOG ? log.slice(-MAX_LOG) : log;
  }

  export function isOver(state: RunState): boolean {
    return state.status !== 'waiting' && state.status !== 'running';
  }
}
