import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type {
  AppSpec,
  FieldError,
  FileValue,
  Flow,
  FunctionCode,
  LogEntry,
  ProgressState,
  RunState,
  StepResponse,
  StepState
} from '../protocol/types';

/**
 * How the view stands to its kernel.
 *
 * - `untrusted`: nothing may be asked; a static picture
 * - `static`: trusted, but there is no kernel here
 * - `connecting`: hello is under way; what is shown is the bundle
 * - `live`: the kernel answers
 * - `busy`: the kernel has not answered for a while; it may be running a cell
 * - `reconnecting`: the socket is lost, and looked for
 * - `disconnected`: given up; a person may ask again
 * - `unknown`: the kernel does not know this app: the cell has not run in it
 * - `restarted`: the kernel restarted, or died and came back
 * - `died`: the kernel died or was shut down
 * - `missing`: the kernel has no intarsia; install it where the kernel runs
 * - `incompatible`: the two halves speak different major versions
 * - `replaced`: the cell ran again; a newer app has taken over
 */
export type Connection =
  | 'untrusted'
  | 'static'
  | 'connecting'
  | 'live'
  | 'busy'
  | 'reconnecting'
  | 'disconnected'
  | 'unknown'
  | 'restarted'
  | 'died'
  | 'missing'
  | 'incompatible'
  | 'replaced';

/**
 * All that a view shows. Immutable: the reducer makes a new one.
 */
export interface IAppState {
  readonly connection: Connection;
  /** What the connection's state needs said beyond the fixed words: versions, a reason. */
  readonly detail: string;
  readonly app: AppSpec;
  /** Committed values by component id, decoded. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly revisions: ReadonlyMap<string, number>;
  /** The newest run of each listener, by its index. */
  readonly runs: ReadonlyMap<number, RunState>;
  /** The function that was defined again last, and the number of the newest run before. */
  readonly reloaded: { readonly name: string; readonly after: number } | null;
  /** How far the runs under way are, the outermost bar first; by run id. */
  readonly progress: ReadonlyMap<string, ReadonlyArray<ProgressState>>;
  readonly log: ReadonlyArray<LogEntry>;
  /** Scripts of the app's author, by listener: from the live kernel alone. */
  readonly scripts: ReadonlyMap<string, string>;
  /** The author's style sheet, for this app alone; from the live kernel alone. */
  readonly css: string | null;
  /** Whether the kernel tells what the functions are as code: the live one alone. */
  readonly hasCode: boolean;
  /** The steps of the app, while the view watches them; null until the kernel has told. */
  readonly flow: IFlow | null;
  /** What is wrong at which component, from the kernel. */
  readonly errors: ReadonlyMap<string, ReadonlyArray<FieldError>>;
  /** A request that failed as a whole; null when the last one was answered. */
  readonly failure: string | null;
}

/**
 * The steps of an app, and how each stands, by the index of its listener.
 */
export interface IFlow {
  readonly flow: Flow;
  readonly steps: ReadonlyMap<number, StepState>;
}

/**
 * What a view may ask of its session. `Session` is the real one; tests have others.
 */
export interface ISession extends IDisposable {
  readonly state: IAppState;
  /** Emitted after each change of `state`, with the state before. */
  readonly stateChanged: ISignal<ISession, IAppState>;
  /** Commit a draft. Coalesced; a value that is refused comes back in `state.errors`. */
  commit(component: string, value: unknown): void;
  /** Call a listener; carries and commits the drafts. The newest wins while one waits. */
  run(
    listener: number,
    drafts: ReadonlyMap<string, unknown>,
    event: string,
    data?: unknown,
    brings?: ReadonlyArray<IBrought>
  ): void;
  /** Stop a run; without a name, what a listener has just been asked for. */
  cancel(run: string, listener?: number): void;
  /** Call a listener with the values that its last run had. */
  resume(listener: number): void;
  /** Ask for the steps of the app, and be told how they go on, or no longer. */
  watchFlow(wanted: boolean): void;
  /** What the last run of a step read and wrote. */
  step(listener: number): Promise<StepResponse>;
  /** Call a function of a component's in the kernel; rejects with words for a person. */
  call(component: string, name: string, args: ReadonlyArray<unknown>): Promise<unknown>;
  /** What the app's functions are as code; rejects with the kernel's words. */
  readCode(): Promise<ReadonlyArray<FunctionCode>>;
  /** Show a failure that happened in the page. */
  report(message: string): void;
  /** Try to connect again, after `disconnected`, `busy` or `unknown`. */
  reconnect(): void;
  /** Called by the view once per animation frame in which it painted: gives credit. */
  painted(): void;
  upload(
    component: string,
    file: File,
    options: { signal: AbortSignal; onProgress: (received: number) => void }
  ): Promise<FileValue>;
  download(file: FileValue): Promise<Blob>;
  /** What a file has from an offset on. */
  read(file: FileValue, from: number): Promise<ArrayBuffer>;
}

/**
 * A file that comes along with a run, as the value of a component that streams.
 */
export interface IBrought {
  readonly component: string;
  readonly name: string;
  readonly mime: string;
  readonly data: ArrayBuffer;
  /** Whether it takes the place of one that waits to be sent. */
  readonly replaces: boolean;
}
