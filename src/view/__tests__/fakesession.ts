import { Signal } from '@lumino/signaling';
import { COMMON, PLACES } from '../../testing/common';
import { FIELDS } from '../../testing/fields';
import type {
  AppSpec,
  ComponentSpec,
  FileValue,
  FunctionCode,
  ListenerSpec,
  ProgressState,
  RunState,
  StepResponse
} from '../../protocol/types';
import type { IAppState, ISession } from '../../session/state';

/**
 * A session that keeps what it is asked, and shows what a test tells it.
 */
export class FakeSession implements ISession {
  constructor(state: Partial<IAppState> & Pick<IAppState, 'app'>) {
    this.state = {
      connection: 'live',
      detail: '',
      values: new Map(),
      revisions: new Map(),
      runs: new Map(),
      reloaded: null,
      progress: new Map(),
      log: [],
      scripts: new Map(),
      css: null,
      hasCode: false,
      flow: null,
      errors: new Map(),
      failure: null,
      ...state
    };
  }

  state: IAppState;
  readonly stateChanged: Signal<ISession, IAppState> = new Signal<ISession, IAppState>(this);
  readonly commits: [string, unknown][] = [];
  readonly runs: { listener: number; drafts: Record<string, unknown>; event: string }[] = [];
  readonly cancelled: string[] = [];
  readonly resumed: number[] = [];
  readonly watching: boolean[] = [];
  readonly looked: number[] = [];
  code: ReadonlyArray<FunctionCode> = [];
  readonly details = new Map<number, StepResponse>();
  reconnects = 0;
  paintings = 0;
  isDisposed = false;

  /** Change what is shown, as an answer from the kernel would. */
  set(change: Partial<IAppState>): void {
    const before = this.state;
    this.state = { ...before, ...change };
    this.stateChanged.emit(before);
  }

  /** A committed value that the kernel tells, with its next revision. */
  tell(component: string, value: unknown): void {
    this.set({
      values: new Map([...this.state.values, [component, value]]),
      revisions: new Map([
        ...this.state.revisions,
        [component, (this.state.revisions.get(component) ?? 0) + 1]
      ])
    });
  }

  /** How a run stands. */
  tellRun(run: Partial<RunState>): void {
    const state = runState(run);
    this.set({ runs: new Map([...this.state.runs, [state.listener, state]]) });
  }

  commit(component: string, value: unknown): void {
    this.commits.push([component, value]);
  }

  run(listener: number, drafts: ReadonlyMap<string, unknown>, event: string): void {
    this.runs.push({ listener, drafts: Object.fromEntries(drafts), event });
    if (this.isOptimistic) {
      this.tellRun({ listener, status: 'waiting', run: `r${this.runs.length}`, number: 0 });
    }
  }

  report(message: string): void {
    this.set({ failure: message });
  }

  resume(listener: number): void {
    this.resumed.push(listener);
  }

  watchFlow(wanted: boolean): void {
    this.watching.push(wanted);
    if (!wanted) {
      this.set({ flow: null });
    }
  }

  step(listener: number): Promise<StepResponse> {
    this.looked.push(listener);
    const answer = this.details.get(listener);
    return answer ? Promise.resolve(answer) : Promise.reject(new Error('No such step here.'));
  }

  call(): Promise<unknown> {
    return Promise.reject(new Error('No functions here.'));
  }

  readCode(): Promise<ReadonlyArray<FunctionCode>> {
    return Promise.resolve(this.code);
  }

  cancel(run: string): void {
    this.cancelled.push(run);
  }

  reconnect(): void {
    this.reconnects += 1;
  }

  painted(): void {
    this.paintings += 1;
  }

  /** How a file that is sent arrives; none does by itself. */
  sending: (() => Promise<FileValue>) | null = null;

  upload(): Promise<FileValue> {
    return this.sending?.() ?? Promise.reject(new Error('No files here.'));
  }

  download(): Promise<Blob> {
    return Promise.reject(new Error('No files here.'));
  }

  read(): Promise<ArrayBuffer> {
    return Promise.reject(new Error('No files here.'));
  }

  dispose(): void {
    this.isDisposed = true;
  }

  /** Whether a run waits at once, as in the real session. */
  isOptimistic = true;
}

export function runState(run: Partial<RunState>): RunState {
  return {
    run: 'r1',
    listener: 0,
    status: 'done',
    number: 1,
    position: 0,
    eta: null,
    seconds: 0.038,
    error: null,
    ...run
  };
}

export function barState(bar: Partial<ProgressState>): ProgressState {
  return {
    fraction: null,
    description: '',
    note: '',
    done: null,
    total: null,
    unit: '',
    divisor: null,
    rate: null,
    left: null,
    ...bar
  };
}

export function textbox(id: string, label = id): ComponentSpec {
  return {
    ...COMMON,
    id,
    kind: 'textbox',
    label,
    ...FIELDS.textbox
  };
}

export function number(id: string, label = id, unit: string | null = null): ComponentSpec {
  return {
    ...COMMON,
    id,
    kind: 'number',
    label,
    unit,
    ...FIELDS.number
  };
}

export function slider(
  id: string,
  label: string,
  unit: string | null,
  info: string | null = null
): ComponentSpec {
  return {
    ...COMMON,
    id,
    kind: 'slider',
    label,
    unit,
    info,
    ...FIELDS.slider,
    maximum: 7,
    precision: 1
  };
}

export function radio(id: string, label: string, choices: string[]): ComponentSpec {
  return {
    ...COMMON,
    id,
    kind: 'radio',
    label,
    ...FIELDS.radio,
    choices: choices.map(value => ({ label: value, value }))
  };
}

export function formOf(id: string, components: ComponentSpec[]): ComponentSpec {
  return {
    ...COMMON,
    id,
    kind: 'form',
    fields: components.map(component => ({ name: component.id, component }))
  };
}

export function button(
  id: string,
  label: string,
  variant: 'primary' | 'secondary' = 'secondary'
): ComponentSpec {
  return { ...COMMON, id, kind: 'button', label, variant, size: 'lg', icon: null, link: null };
}

export function labelOutput(id: string): ComponentSpec {
  return {
    ...COMMON,
    id,
    kind: 'label',
    interactive: false,
    num_top_classes: null,
    color: null,
    show_heading: true,
    selectable: false
  };
}

export function textOutput(id: string, label: string | null = null): ComponentSpec {
  return { ...textbox(id), label, interactive: false };
}

export function listener(
  index: number,
  target: string,
  inputs: string[],
  outputs: string[],
  event = 'click'
): ListenerSpec {
  return {
    index,
    api_name: `fn${index}`,
    targets: [{ component: target, event }],
    inputs,
    outputs,
    trigger_mode: 'once',
    calls: true,
    cancels: [],
    show_progress: 'full',
    progress_on: outputs,
    scroll_to_output: false,
    stream_every: null
  };
}

/**
 * An app as `show(fn)` makes it: inputs, outputs, Run and Clear.
 */
export function interfaceApp(
  inputs: ComponentSpec[],
  outputs: ComponentSpec[],
  options: { title?: string; description?: string; live?: boolean } = {}
): AppSpec {
  const ids = inputs.map(spec => spec.id);
  const shown = outputs.map(spec => spec.id);
  const isLive = options.live ?? false;
  return {
    title: options.title ?? null,
    heading: true,
    description: options.description ?? null,
    root: 'root',
    components: [
      {
        ...COMMON,
        id: 'root',
        kind: 'interface',
        ...PLACES,
        inputs: ids,
        outputs: shown,
        submit: isLive ? null : 'run',
        clear: 'clear'
      },
      ...inputs,
      ...outputs,
      ...(isLive ? [] : [button('run', 'Run', 'primary')]),
      button('clear', 'Clear')
    ],
    listeners: [
      isLive
        ? {
            ...listener(0, ids[0], ids, shown, 'input'),
            targets: ids.map(component => ({ component, event: 'input' }))
          }
        : listener(0, 'run', ids, shown),
      listener(1, 'clear', [], [...ids, ...shown])
    ]
  };
}
