import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { AppSpec, Bundle, FilePiece, Request, RunState } from '../protocol/types';
import { PROTOCOL } from '../protocol/types';
import { decodeValue, encode } from '../protocol/wire';
import type { IChannel } from '../session/channel';
import { MemoryChannel } from '../session/channel';
import type { ILink } from '../session/link';
import { COMMON, PLACES } from './common';
import { FIELDS } from './fields';
import { FaultChannel } from './faultchannel';

/**
 * A message as a test writes it; the number comes when it is sent.
 */
export type Down = { readonly type: string } & Record<string, unknown>;

/**
 * The kernel's side of the protocol, as small as a view can be tried with.
 *
 * #### Notes
 * It answers each request as a real one does, twice the same where it comes twice. A test
 * may answer by itself (`answers`), or not at all.
 */
export class FakeKernel implements ILink {
  /** What became of `connect`: thrown instead of a channel. */
  refusal: Error | null = null;
  /** What goes wrong in the next channel. */
  faults: FaultChannel.IFault[] = [];
  /** By type: what to answer; `null` is silence. */
  readonly answers = new Map<Request['type'], (request: Request) => Down | null>();
  /** All requests that were handled, in order; repeated ones once. */
  readonly requests: Request[] = [];
  /** How often a request came a second time. */
  repeated = 0;
  readonly files = new Map<string, { bytes: Uint8Array; received: number }>();
  readonly values: Record<string, unknown> = { a: 1, t: 'text', out: null, root: null };
  readonly revisions: Record<string, number> = { a: 0, t: 0, out: 0, root: 0 };
  runs: RunState[] = [];
  app = fakeApp();
  sessionId = 'session-1';

  get changed(): ISignal<this, ILink.Event> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return false;
  }

  /** How many channels were made. */
  get joined(): number {
    return this._joined;
  }

  /** How many messages went down the newest channel. */
  get sent(): number {
    return this._seq;
  }

  async connect(): Promise<IChannel> {
    if (this.refusal) {
      throw this.refusal;
    }
    const [near, far] = MemoryChannel.pair();
    this._far = far;
    this._seq = 0;
    this._joined++;
    const answered = new Map<number, object>();
    far.received.connect((_, frame) => this._receive(far, answered, frame));
    const { faults } = this;
    this.faults = [];
    return faults.length > 0 ? new FaultChannel(near, faults) : near;
  }

  async reconnect(): Promise<void> {
    this.emit('connected');
  }

  /**
   * Tell what became of the kernel.
   */
  emit(event: ILink.Event): void {
    this._changed.emit(event);
  }

  /**
   * Send an event or a late answer.
   */
  send(message: Down, far: MemoryChannel | null = this._far): void {
    if (far && !far.isDisposed) {
      far.send(encode({ ...message, seq: this._seq++ }));
    }
  }

  /**
   * Skip a number, as when a message was lost on the way.
   */
  lose(): void {
    this._seq++;
  }

  /**
   * Close the newest channel from this end.
   */
  close(): void {
    this._far?.dispose();
  }

  /**
   * Commit a value and tell it, as a function's result; what is brought goes along.
   */
  update(component: string, value: unknown, brings?: ReadonlyArray<FilePiece>): void {
    this.values[component] = value;
    const revision = ++this.revisions[component];
    const values = [{ component, value, revision }];
    const about = brings ? { brings } : {};
    this.send({ type: 'updated', request_seq: null, ...about, run: null, values, props: [] });
  }

  /**
   * Tell where a run stands.
   */
  finish(run: string, status: RunState['status'], values: object[] = []): void {
    const before = this.runs.find(item => item.run === run);
    const state = { ...before, ...fakeRun(run), status };
    this.runs = [state];
    this.send({ type: 'run_finished', request_seq: null, state, values });
  }

  /**
   * What a view is told when it joins.
   */
  snapshot(): object {
    const { app, values, revisions, runs } = this;
    return {
      app,
      values: { ...values },
      revisions: { ...revisions },
      runs,
      log: [],
      progress: [],
      scripts: {},
      css: null,
      has_code: false
    };
  }

  /**
   * The requests of a type, in order.
   */
  of<T extends Request['type']>(type: T): Extract<Request, { type: T }>[] {
    return this.requests.filter(
      (request): request is Extract<Request, { type: T }> => request.type === type
    );
  }

  dispose(): void {
    Signal.clearData(this);
  }

  private _receive(
    far: MemoryChannel,
    answered: Map<number, object>,
    { data, buffers }: IChannel.IFrame
  ): void {
    const request = Object.fromEntries(
      Object.entries(data).map(([name, value]) => [name, decodeValue(value, buffers)])
    ) as unknown as Request;
    const { seq } = request;
    const before = answered.get(seq);
    if (before) {
      this.repeated++;
      this.send(before as Down, far);
      return;
    }
    this.requests.push(request);
    const own = this.answers.get(request.type);
    const answer = own ? own(request) : this.answer(request);
    if (answer) {
      const whole = { request_seq: seq, ...answer };
      if (request.type !== 'hello' && request.type !== 'resync') {
        answered.set(seq, whole); // the state is told as it is by then
      }
      this.send(whole, far);
    }
    if (request.type === 'close') {
      far.dispose();
    }
  }

  /**
   * What answers a request, where a test has nothing else to say.
   */
  protected answer(request: Request): Down | null {
    switch (request.type) {
      case 'hello':
        return {
          type: 'hello_response',
          protocol: PROTOCOL,
          capabilities: [],
          session_id: this.sessionId,
          snapshot: this.snapshot()
        };
      case 'resync':
        return { type: 'resync_response', snapshot: this.snapshot() };
      case 'set_value':
        this.values[request.component] = request.value;
        return {
          type: 'set_value_response',
          component: request.component,
          revision: ++this.revisions[request.component]
        };
      case 'run': {
        const run = String(this.of('run').length);
        this.runs = [{ ...fakeRun(run), listener: request.listener, status: 'running' }];
        return { type: 'run_response', run, position: 0, eta: null };
      }
      case 'cancel':
        return { type: 'cancel_response', run: request.run, was_running: true };
      case 'resume':
        return {
          type: 'resume_response',
          run: String(this.of('resume').length),
          position: 0,
          eta: null
        };
      case 'flow':
        return { type: 'flow_response', flow: { steps: [], edges: [], labels: {} }, steps: [] };
      case 'step':
        return fakeError('unknown-request', 'There is no such step.');
      case 'call':
        return { type: 'call_response', call: `c${this.of('call').length}` };
      case 'read_code':
        return { type: 'read_code_response', functions: [] };
      case 'upload_open': {
        const handle = `file-${this.files.size + 1}`;
        this.files.set(handle, { bytes: new Uint8Array(request.size), received: 0 });
        return { type: 'upload_open_response', handle, received: 0 };
      }
      case 'upload_chunk': {
        const { handle, offset, data } = request;
        const file = this.files.get(handle);
        if (!file || offset > file.received) {
          return fakeError('bad-message', 'The piece does not follow what has come.');
        }
        const bytes = new Uint8Array(data as ArrayBuffer);
        file.bytes.set(bytes, offset);
        file.received = Math.max(file.received, offset + bytes.length);
        return { type: 'upload_chunk_response', handle, received: file.received };
      }
      case 'upload_close': {
        const { handle } = request;
        const size = this.files.get(handle)?.received ?? 0;
        const file = { handle, name: 'a.bin', mime: 'application/octet-stream', size };
        return { type: 'upload_close_response', file: request.abort ? null : file };
      }
      case 'download_open': {
        const { handle } = request;
        const size = this.files.get(handle)?.bytes.length ?? 0;
        const file = { handle, name: 'a.html', mime: 'text/html', size };
        return { type: 'download_open_response', file };
      }
      case 'download_chunk': {
        const { handle, offset, size } = request;
        const data = this.files.get(handle)?.bytes.slice(offset, offset + size);
        return { type: 'download_chunk_response', handle, offset, data };
      }
      case 'download_close':
        return { type: 'download_close_response', handle: request.handle };
      case 'close':
        return { type: 'close_response' };
      case 'ack':
        return null;
    }
  }

  private _changed = new Signal<this, ILink.Event>(this);
  private _far: MemoryChannel | null = null;
  private _joined = 0;
  private _seq = 0;
}

/**
 * An answer that a request could not be done.
 */
export function fakeError(code: string, message: string, fields: object[] = []): Down {
  return { type: 'error', error: { code, message, where: null, traceback: null, fields } };
}

/**
 * A run of the first listener, under way.
 */
export function fakeRun(run: string): RunState {
  return {
    run,
    listener: 0,
    status: 'running',
    number: Number(run),
    position: 0,
    eta: null,
    seconds: 0,
    error: null
  };
}

/**
 * A slider, a textbox, a result; three listeners that differ in how they take many events.
 */
export function fakeApp(): AppSpec {
  const text = {
    ...COMMON,
    kind: 'textbox' as const,
    ...FIELDS.textbox
  };
  const modes = ['once', 'multiple', 'always_last'] as const;
  return {
    title: 'Fake',
    heading: true,
    description: null,
    root: 'root',
    components: [
      {
        ...COMMON,
        id: 'a',
        kind: 'slider',
        ...FIELDS.slider,
        maximum: 10,
        step: 1
      },
      { ...text, id: 't' },
      { ...text, id: 'out', interactive: false },
      {
        ...COMMON,
        id: 'root',
        kind: 'interface',
        ...PLACES,
        inputs: ['a', 't'],
        outputs: ['out'],
        submit: null,
        clear: null
      }
    ],
    listeners: modes.map((trigger_mode, index) => ({
      index,
      api_name: `fn${index}`,
      targets: [],
      inputs: ['a', 't'],
      outputs: ['out'],
      trigger_mode,
      calls: true,
      cancels: [],
      show_progress: 'full',
      progress_on: ['out'],
      scroll_to_output: false,
      stream_every: null
    }))
  };
}

/**
 * The bundle of that app, older than what the kernel knows.
 */
export function fakeBundle(): Bundle {
  return {
    protocol: PROTOCOL,
    app_id: '0f'.repeat(16),
    spec: fakeApp(),
    values: { a: 0, t: 'saved', out: 'old', root: null },
    revisions: { a: 0, t: 0, out: 0, root: 0 },
    runs: [],
    log: [],
    session: 'shared'
  };
}

/**
 * Let everything happen that needs no time.
 */
export async function settled(): Promise<void> {
  for (let i = 0; i < 100; i++) {
    await Promise.resolve();
  }
}
