import * as fc from 'fast-check';
import type { LogEntry, Reply, Snapshot } from '../../protocol/types';
import { fakeBundle, FakeKernel, fakeRun } from '../../testing/fakekernel';
import { chain, stepState } from '../../testing/flows';
import type { IStoreState } from '../store';
import { initialState, MAX_LOG, reduce } from '../store';

const start = (): IStoreState => initialState(fakeBundle(), 'live');

const message = (state: IStoreState, item: Partial<Reply> & { type: string }): IStoreState =>
  reduce(state, { type: 'message', message: { seq: 0, request_seq: null, ...item } as Reply });

const updated = (component: string, value: unknown, revision: number) => ({
  type: 'updated' as const,
  run: null,
  values: [{ component, value, revision }],
  props: []
});

describe('the flow', () => {
  const flow = chain('a', 'b');

  it('is what the kernel told last, step by step', () => {
    let state = message(start(), { type: 'stepped', steps: [stepState(0)], flow: null });
    expect(state.flow).toBeNull(); // nobody has asked for it
    const both = [stepState(0), stepState(1)];
    state = message(state, { type: 'flow_response', flow, steps: both });
    state = message(state, {
      type: 'stepped',
      steps: [stepState(1, { status: 'done' })],
      flow: null
    });
    expect([...(state.flow?.steps.values() ?? [])].map(step => step.status)).toEqual([
      'idle',
      'done'
    ]);
    const other = chain('c');
    state = message(state, { type: 'stepped', steps: [stepState(0)], flow: other });
    expect(state.flow?.flow).toBe(other);
    expect(state.flow?.steps.size).toBe(1);
  });

  it('is asked for again after a snapshot', () => {
    const state = message(start(), { type: 'flow_response', flow, steps: [] });
    const snapshot = new FakeKernel().snapshot() as Snapshot;
    expect(message(state, { type: 'resync_response', snapshot }).flow).toBeNull();
  });
});

describe('reduce', () => {
  it('changes nothing in the state before', () => {
    const state = start();
    const copy = [...state.values];
    const next = message(state, updated('a', 5, 1));
    expect(next).not.toBe(state);
    expect([...state.values]).toEqual(copy);
  });

  it('fault 017: shows the newest value, in whatever order and how often it comes', () => {
    const changes = fc.array(
      fc.record({ component: fc.constantFrom('a', 't', 'out'), revision: fc.nat(20) }),
      { minLength: 1 }
    );
    fc.assert(
      fc.property(changes, items => {
        const state = items.reduce(
          (before, { component, revision }) =>
            message(before, updated(component, `value ${revision}`, revision)),
          start()
        );
        for (const component of ['a', 't', 'out']) {
          const mine = items.filter(item => item.component === component);
          const newest = Math.max(...mine.map(item => item.revision));
          const value = mine.length > 0 ? `value ${newest}` : fakeBundle().values[component];
          expect(state.values.get(component)).toBe(value);
        }
      })
    );
  });

  it('takes an equal revision: the kernel may have put the value otherwise', () => {
    let state = reduce(start(), { type: 'committed', component: 'a', value: 3.7, revision: 1 });
    state = message(state, updated('a', 4, 1));
    expect(state.values.get('a')).toBe(4);
  });

  it('changes properties of a description, but never its kind, place, or what it lacks', () => {
    const props = { label: 'Age', kind: 'html', id: 'root', onclick: 'alert(1)' };
    const change = { component: 'a', props, revision: 1 };
    const state = message(start(), { type: 'updated', run: null, values: [], props: [change] });
    const [spec] = state.app.components;
    expect(spec).toMatchObject({ id: 'a', kind: 'slider', label: 'Age' });
    expect(spec).not.toHaveProperty('onclick');
    const older = { ...change, props: { label: 'Older' }, revision: 0 };
    const same = message(state, { type: 'updated', run: null, values: [], props: [older] });
    expect(same).toBe(state);
  });

  it('takes the form that a function has by now, and knows that it has not run since', () => {
    const ran = { ...fakeRun('4'), status: 'done' as const };
    let state = message(start(), { type: 'run_finished', state: ran, values: [] });
    const only = message(state, { type: 'reloaded', function: 'f', snapshot: null });
    expect(only.app).toBe(state.app);
    expect(only.reloaded).toEqual({ name: 'f', after: 4 });
    state = { ...state, errors: new Map([['a', [{ component: 'a', path: [], message: 'no' }]]]) };
    const { spec, log } = fakeBundle();
    const app = { ...spec, title: 'Another' };
    const values = { a: 7 };
    const snapshot = {
      app,
      values,
      revisions: { a: 3 },
      runs: [ran],
      log,
      progress: [],
      scripts: {},
      css: null,
      has_code: true
    };
    state = message(state, { type: 'reloaded', function: 'g', snapshot });
    expect(state.app.title).toBe('Another');
    expect([state.values.get('a'), state.revisions.get('a')]).toEqual([7, 3]);
    expect(state.errors.size).toBe(0);
    expect(state.reloaded).toEqual({ name: 'g', after: 4 });
  });

  it('marks a gap when a text grows from another beginning', () => {
    const grown = { type: 'appended' as const, run: null, component: 'out', tail: '!' };
    expect(message(start(), { ...grown, base: 0, revision: 1 }).values.get('out')).toBe('old!');
    expect(message(start(), { ...grown, base: 1, revision: 2 }).gap).toBe(true);
    const twice = message(message(start(), { ...grown, base: 0, revision: 1 }), {
      ...grown,
      base: 0,
      revision: 1
    });
    expect(twice.values.get('out')).toBe('old!');
    expect(twice.gap).toBe(false);
  });

  it('appends to a list', () => {
    const state = message(start(), updated('out', [1], 1));
    const tail = [2, 3];
    const event = { type: 'appended' as const, run: null, component: 'out', base: 1, revision: 2 };
    expect(message(state, { ...event, tail }).values.get('out')).toEqual([1, 2, 3]);
  });

  it('keeps the last two thousand entries of the log', () => {
    const entry = (text: string) => ({ run: '1', stream: 'stdout' as const, text, bundle: {} });
    let state = start();
    for (let i = 0; i < 3; i++) {
      const entries = Array.from({ length: 1500 }, (_, k) => entry(`${i}:${k}`));
      state = message(state, { type: 'log', entries });
    }
    expect(state.log.length).toBe(MAX_LOG);
    expect(state.log[MAX_LOG - 1].text).toBe('2:1499');
  });

  it('keeps the log that is shown when all of it comes again, with more', () => {
    const printed = (text: string, run = '1') => ({
      run,
      stream: 'stdout' as const,
      text,
      bundle: null
    });
    const shown = { run: '1', stream: 'display' as const, text: '', bundle: { data: {} } };
    const { spec, values, revisions } = fakeBundle();
    const resync = (state: IStoreState, log: LogEntry[]) =>
      message(state, {
        type: 'resync_response',
        snapshot: {
          app: spec,
          values,
          revisions,
          runs: [],
          log,
          progress: [],
          scripts: {},
          css: null,
          has_code: false
        }
      });
    const before = message(start(), {
      type: 'log',
      entries: [printed('old', '0'), printed('a'), printed('b'), shown, printed('c')]
    });
    // The kernel joins what one run has printed, and keeps less.
    const log = [printed('ab'), structuredClone(shown), printed('cd'), printed('e', '2')];
    const after = resync(before, log);
    expect(after.log.slice(0, 5).every((entry, at) => entry === before.log[at])).toBe(true);
    expect(after.log.slice(5)).toEqual([printed('d'), printed('e', '2')]);
    expect(resync(after, log).log).toBe(after.log);
    expect(resync(after, [printed('new')]).log).toEqual([printed('new')]);
    expect(resync(after, []).log).toEqual([]);
  });

  it('shows the newest run of a listener, and not an older one that ends late', () => {
    let state = message(start(), { type: 'run_started', state: fakeRun('2') });
    state = message(state, {
      type: 'run_finished',
      state: { ...fakeRun('1'), status: 'done' },
      values: []
    });
    expect(state.runs.get(0)).toMatchObject({ run: '2', status: 'running' });
    state = message(state, {
      type: 'run_finished',
      state: { ...fakeRun('2'), status: 'failed' },
      values: []
    });
    expect(state.runs.get(0)?.status).toBe('failed');
    state = message(state, { type: 'run_started', state: fakeRun('2') });
    expect(state.runs.get(0)?.status).toBe('failed');
  });

  it('shows a run at once, and what stood there before when it is withdrawn', () => {
    let state = message(start(), {
      type: 'run_finished',
      state: { ...fakeRun('1'), status: 'done' },
      values: []
    });
    const before = state.runs.get(0);
    state = reduce(state, { type: 'asked', listener: 0 });
    expect(state.runs.get(0)).toMatchObject({ run: '', status: 'waiting', number: 2 });
    state = reduce(state, { type: 'withdrawn', listener: 0 });
    expect(state.runs.get(0)).toBe(before);
  });

  it('takes back what is wrong with a value when a newer one comes', () => {
    let state = message(start(), updated('a', 5, 3));
    const errors = new Map([['a', [{ component: 'a', path: [], message: 'Enter a number.' }]]]);
    state = { ...state, errors };
    expect(message(state, updated('a', 5, 3)).errors.get('a')).toHaveLength(1);
    expect(message(state, updated('a', 6, 4)).errors.has('a')).toBe(false);
  });

  it('takes what was wrong with a component along with it', () => {
    const wrong = (component: string) => [{ component, path: [], message: 'Enter a number.' }];
    const errors = new Map(['a', 't'].map(id => [id, wrong(id)]));
    const state = message(
      { ...start(), errors },
      {
        type: 'mounted',
        removed: ['a'],
        components: [],
        listeners: [],
        unlistened: [],
        values: [],
        scripts: {}
      }
    );
    expect([...state.errors.keys()]).toEqual(['t']);
  });

  it('keeps the state when nothing changes', () => {
    const state = message(start(), updated('a', 5, 3));
    expect(message(state, updated('a', 4, 2))).toBe(state);
    expect(reduce(state, { type: 'connection', connection: 'live' })).toBe(state);
    expect(reduce(state, { type: 'answered' })).toBe(state);
  });
});
