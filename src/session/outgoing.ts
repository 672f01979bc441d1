import { followersIn } from '../protocol/expressions';
import type { ListenerSpec, WireError } from '../protocol/types';
import type { Asked, Requests } from './requests';
import { isError } from './requests';
import type { Action } from './store';
import type { IAppState, IBrought } from './state';

/**
 * What goes up on behalf of a person: commits and runs, the newest of each.
 *
 * #### Notes
 * Of each component one value is under way and at most one, the newest, waits; but values
 * that others follow go up at once, for the kernel judges by them what comes after. Of each
 * listener one run waits for being accepted, and at most one more, the newest, behind it;
 * a listener of mode `multiple` is asked for each, and one of mode `once` takes no second
 * one before the first is accepted. What waits while there is no
 * connection goes out with the next one; what was under way when it broke is committed
 * again, but never run again.
 */
export class Outgoing {
  constructor(private readonly _port: Outgoing.IPort) {}

  /**
   * Commit a value.
   */
  commit(component: string, value: unknown): void {
    this._values.set(component, value);
    this._sendValue(component);
  }

  /**
   * Call a listener with the drafts, which it commits.
   */
  run(
    listener: number,
    drafts: ReadonlyMap<string, unknown>,
    event: string,
    data: unknown = null,
    brings: ReadonlyArray<IBrought> = []
  ): void {
    const mode = this._mode(listener);
    if (mode === 'once' && this._asking.has(listener)) {
      drafts.forEach((value, component) => this.commit(component, value));
      return;
    }
    for (const component of drafts.keys()) {
      this._values.delete(component);
      this._unheard.delete(component);
    }
    const call: Private.ICall = { listener, drafts, event, data, brings };
    if (!this._goesOn(call)) {
      this._port.dispatch({ type: 'asked', listener });
    }
    const mayWait =
      (this._asking.get(listener) ?? 0) >= Private.UNDER_WAY && brings.some(each => each.replaces);
    if (mode === 'multiple' && this._port.isOpen && !mayWait) {
      this._sendWaiting(listener);
      this._sendRun(call);
      return;
    }
    this._calls.set(listener, call);
    this._nextRun(listener);
  }

  /**
   * Call a listener with the values that its last run had.
   */
  resume(listener: number): void {
    if (this._mode(listener) === 'once' && this._asking.has(listener)) {
      return;
    }
    this._port.dispatch({ type: 'asked', listener });
    this._send(listener, { type: 'resume', listener }, []);
  }

  /**
   * Stop a run; one that has no name yet, of a listener or of any, is stopped as soon as it has.
   */
  cancel(run: string, listener?: number): void {
    if (run !== '') {
      this._sendCancel(run);
      return;
    }
    const isMeant = (each: number): boolean => listener === undefined || each === listener;
    for (const call of [...this._calls.values()].filter(each => isMeant(each.listener))) {
      this._calls.delete(call.listener);
      this._port.dispatch({ type: 'withdrawn', listener: call.listener });
      call.drafts.forEach((value, component) => this.commit(component, value));
    }
    this._asking.forEach((count, each) => {
      if (isMeant(each)) {
        this._toCancel.set(each, count);
      }
    });
  }

  /**
   * Send what waits, now that there is a connection.
   */
  flush(): void {
    const { revisions } = this._port.state;
    for (const [component, { value, revision }] of this._unheard) {
      if (!this._values.has(component) && (revisions.get(component) ?? 0) === revision) {
        this._values.set(component, value);
      }
    }
    this._unheard.clear();
    [...this._values.keys()].forEach(component => this._sendValue(component));
    for (const listener of [...this._calls.keys()]) {
      this._port.dispatch({ type: 'asked', listener });
      this._nextRun(listener);
    }
  }

  /**
   * Forget what waits: there is no connection. Says so when a run waited; what was entered is
   * kept, unless there will be none for good.
   */
  drop(isForGood: boolean): void {
    const waited = this._calls.size > 0;
    if (isForGood) {
      this._values.clear();
      this._unheard.clear();
    }
    for (const listener of this._calls.keys()) {
      this._port.dispatch({ type: 'withdrawn', listener });
    }
    this._calls.clear();
    if (waited) {
      this._port.dispatch({ type: 'refused', error: Private.NOBODY, components: [] });
    }
  }

  private _sendValue(component: string): void {
    const isFollowed = followersIn(this._port.state.app).has(component);
    if (!this._port.isOpen || (this._committing.has(component) && !isFollowed)) {
      return;
    }
    const value = this._values.get(component);
    this._values.delete(component);
    this._committing.set(component, (this._committing.get(component) ?? 0) + 1);
    const revision = this._port.state.revisions.get(component) ?? 0;
    this._port.request({ type: 'set_value', component, value, revision }, answer => {
      const left = (this._committing.get(component) ?? 1) - 1;
      if (left > 0) {
        this._committing.set(component, left);
      } else {
        this._committing.delete(component);
      }
      const newer = left > 0 || this._values.has(component);
      if (answer === null) {
        if (!newer) {
          this._values.set(component, value);
        }
      } else if (isError(answer)) {
        this._show(component);
        if (!newer) {
          this._port.dispatch({ type: 'refused', error: answer.error, components: [component] });
        }
      } else if (answer.type === 'set_value_response') {
        // Not shown while a newer one goes up: the control would jump back for a moment.
        this._held.set(component, {
          type: 'committed',
          component,
          value,
          revision: answer.revision
        });
        if (!newer) {
          this._show(component);
        }
      }
      if (this._values.has(component)) {
        this._sendValue(component);
      }
    });
  }

  /**
   * Show the last value of a component that was accepted.
   */
  private _show(component: string): void {
    const held = this._held.get(component);
    this._held.delete(component);
    if (held) {
      this._port.dispatch(held);
    }
  }

  private _nextRun(listener: number): void {
    const call = this._calls.get(listener);
    if (call && this._port.isOpen && this._mayAsk(call)) {
      this._calls.delete(listener);
      this._sendRun(call);
    }
  }

  /**
   * Whether it goes into a run that is there, of a component that streams, or ends that.
   */
  private _goesOn({ listener, event, data }: Private.ICall): boolean {
    const status = this._port.state.runs.get(listener)?.status;
    const isActive = status === 'running' || status === 'waiting';
    return event === Private.STREAM && (isActive || Private.endsStream(data));
  }

  /**
   * Send what waits: what comes now must not overtake it, the end of a stream least of all.
   */
  private _sendWaiting(listener: number): void {
    const call = this._calls.get(listener);
    if (call) {
      this._calls.delete(listener);
      this._sendRun(call);
    }
  }

  private _mayAsk({ listener, brings }: Private.ICall): boolean {
    const asked = this._asking.get(listener) ?? 0;
    return asked < (brings.length > 0 ? Private.UNDER_WAY : 1);
  }

  private _sendRun({ listener, drafts, event, data, brings }: Private.ICall): void {
    const { state } = this._port;
    const components = [...drafts.keys()];
    const values: Record<string, unknown> = Object.fromEntries(drafts);
    const revisions = Object.fromEntries(components.map(id => [id, state.revisions.get(id) ?? 0]));
    const asked: Asked = {
      type: 'run',
      listener,
      values,
      revisions,
      event,
      event_data: data as Private.EventData,
      brings: brings.map(({ component, name, mime, data }) => ({ component, name, mime, data }))
    };
    this._send(listener, asked, components);
  }

  /**
   * Ask for a run, and take the answer.
   */
  private _send(listener: number, asked: Asked, components: ReadonlyArray<string>): void {
    const { state } = this._port;
    this._asking.set(listener, (this._asking.get(listener) ?? 0) + 1);
    this._port.request(asked, answer => {
      this._answered(listener);
      const isUnwanted = this._takeCancel(listener);
      const newer = this._calls.has(listener);
      if (answer && isError(answer)) {
        // That a stream is over is no news where its run has ended before.
        if (!newer && !Private.isLast(asked)) {
          this._port.dispatch({ type: 'refused', error: answer.error, components, listener });
        }
      } else if (answer?.type === 'run_response' || answer?.type === 'resume_response') {
        const spec = state.app.listeners.find(item => item.index === listener);
        this._port.dispatch({
          type: 'accepted',
          listener,
          run: answer.run,
          position: answer.position,
          eta: answer.eta,
          components: [...components, ...(spec?.inputs ?? [])]
        });
        if (isUnwanted) {
          this._sendCancel(answer.run);
        }
        const next = this._calls.get(listener);
        if (next && !this._goesOn(next)) {
          this._port.dispatch({ type: 'asked', listener });
        }
      } else if (!newer) {
        // Nobody knows whether it ran: what the kernel says next counts.
        this._port.dispatch({ type: 'withdrawn', listener });
        this._keep(asked);
      }
      this._nextRun(listener);
    });
  }

  /**
   * Commit what a run carried, should the kernel turn out not to have heard of it.
   */
  private _keep(asked: Asked): void {
    if (asked.type === 'run') {
      for (const [component, value] of Object.entries(asked.values)) {
        this._unheard.set(component, { value, revision: asked.revisions[component] });
      }
    }
  }

  private _answered(listener: number): void {
    const rest = (this._asking.get(listener) ?? 1) - 1;
    if (rest > 0) {
      this._asking.set(listener, rest);
    } else {
      this._asking.delete(listener);
    }
  }

  /**
   * Whether somebody has stopped what was just answered, before it had a name.
   */
  private _takeCancel(listener: number): boolean {
    const left = this._toCancel.get(listener) ?? 0;
    if (left > 1) {
      this._toCancel.set(listener, left - 1);
    } else {
      this._toCancel.delete(listener);
    }
    return left > 0;
  }

  private _sendCancel(run: string): void {
    this._port.request({ type: 'cancel', run }, answer => {
      if (answer && isError(answer)) {
        this._port.dispatch({ type: 'refused', error: answer.error, components: [] });
      }
    });
  }

  private _mode(listener: number): ListenerSpec['trigger_mode'] | undefined {
    return this._port.state.app.listeners.find(spec => spec.index === listener)?.trigger_mode;
  }

  private _asking = new Map<number, number>();
  private _calls = new Map<number, Private.ICall>();
  /** How many values of a component are under way. */
  private _committing = new Map<string, number>();
  private _held = new Map<string, Extract<Action, { type: 'committed' }>>();
  /** How many runs of a listener are to be stopped as soon as they have a name. */
  private _toCancel = new Map<number, number>();
  /** What went up with runs, and was not answered. */
  private _unheard = new Map<string, { readonly value: unknown; readonly revision: number }>();
  private _values = new Map<string, unknown>();
}

export namespace Outgoing {
  /**
   * What it needs of a session.
   */
  export interface IPort {
    readonly state: IAppState;
    /** Whether requests can be sent now. */
    readonly isOpen: boolean;
    dispatch(action: Action): void;
    request(asked: Asked, done: Requests.Done): void;
  }
}

namespace Private {
  export type EventData = Extract<Asked, { type: 'run' }>['event_data'];

  export interface ICall {
    readonly listener: number;
    readonly drafts: ReadonlyMap<string, unknown>;
    readonly event: string;
    readonly data: unknown;
    readonly brings: ReadonlyArray<IBrought>;
  }

  /** The event by which a component streams. */
  export const STREAM = 'stream';

  /**
   * Whether what belongs to an event says that the stream is over.
   */
  export function endsStream(data: unknown): boolean {
    return typeof data === 'object' && data !== null && 'last' in data && data.last === true;
  }

  export function isLast(asked: Asked): boolean {
    return asked.type === 'run' && asked.event === STREAM && endsStream(asked.event_data);
  }

  /** Pictures of a camera that may be unanswered: more would pile up where the way is narrow. */
  export const UNDER_WAY = 2;

  export const NOBODY: WireError = {
    code: 'disconnected',
    message: 'There is no kernel that could run this.',
    where: null,
    traceback: null,
    fields: []
  };
}
