import type { RunState } from '../protocol/types';
import type { Connection, IAppState } from '../session/state';

const TAKES_INPUT: ReadonlySet<Connection> = new Set([
  'connecting',
  'live',
  'busy',
  'reconnecting'
]);

const SHOWS_FILES: ReadonlySet<Connection> = new Set(['live', 'busy', 'reconnecting']);

/**
 * Whether a person may enter something: there is a kernel, or will be soon.
 */
export function takesInput(state: IAppState): boolean {
  return TAKES_INPUT.has(state.connection);
}

/**
 * Whether there is a kernel that holds the files of the values.
 */
export function showsFiles(state: IAppState): boolean {
  return SHOWS_FILES.has(state.connection);
}

/**
 * The run to speak of: one that is under way, else the one with the highest number.
 */
export function newestRun(state: IAppState): RunState | null {
  let newest: RunState | null = null;
  for (const run of state.runs.values()) {
    const ahead = newest ? rank(run) - rank(newest) : 1;
    if (!newest || ahead > 0 || (ahead === 0 && run.number >= newest.number)) {
      newest = run;
    }
  }
  return newest;
}

/**
 * The function that was reloaded and has not run since; null for none.
 */
export function reloadedSince(state: IAppState, newest: RunState | null): string | null {
  const { reloaded } = state;
  return reloaded && (newest === null || newest.number <= reloaded.after) ? reloaded.name : null;
}

function rank(run: RunState): number {
  return run.status === 'running' ? 2 : run.status === 'waiting' ? 1 : 0;
}
