import { fakeBundle, fakeError, FakeKernel, fakeRun, settled } from '../../testing/fakekernel';
import type { Bundle } from '../../protocol/types';
import { LinkError } from '../link';
import { Session } from '../session';

const live: Session[] = [];

function makeSession(kernel: FakeKernel | null, more: Partial<Session.IOptions> = {}): Session {
  const session = new Session({ bundle: fakeBundle(), link: kernel, trusted: true, ...more });
  live.push(session);
  return session;
}

async function join(kernel: FakeKernel, more: Partial<Session.IOptions> = {}): Promise<Session> {
  const session = makeSession(kernel, more);
  await settled();
  expect(session.state.connection).toBe('live');
  return session;
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
});

afterEach(() => {
  live.splice(0).forEach(session => session.dispose());
  jest.useRealTimers();
});

describe('joining', () => {
  it('asks nothing on behalf of an untrusted output', async () => {
    const kernel = new FakeKernel();
    const session = makeSession(kernel, { trusted: false });
    session.run(0, new Map(), 'click');
    session.reconnect();
    await settled();
    expect(session.state.connection).toBe('untrusted');
    expect(kernel.joined).toBe(0);
  });

  it('shows the bundle where there is no kernel', () => {
    const { state } = makeSession(null);
    expect(state.connection).toBe('static');
    expect(state.values.get('t')).toBe('saved');
  });

  it('fault 025: draws what the kernel says, whatever the bundle claims', async () => {
    const kernel = new FakeKernel();
    const forged: Bundle = structuredClone(fakeBundle());
    forged.spec.title = 'Cancel, not Delete';
    forged.values.t = 'forged';
    const session = await join(kernel, { bundle: forged });
    expect(session.state.app.title).toBe('Fake');
    expect(session.state.values.get('t')).toBe('text');
  });

  it('keeps what is equal, so that it is not drawn again', async () => {
    const session = makeSession(new FakeKernel());
    const { app } = session.state;
    await settled();
    expect(session.state.app).toBe(app);
  });

  it('fault 022: sends nothing before the kernel has answered, then what waits', async () => {
    const kernel = new FakeKernel();
    kernel.answers.set('hello', () => null);
    const session = makeSession(kernel);
    session.commit('a', 5);
    session.commit('a', 6);
    session.run(0, new Map([['t', 'draft']]), 'click');
    await settled();
    expect(kernel.requests.map(request => request.type)).toEqual(['hello']);
    kernel.answers.delete('hello');
    session.reconnect();
    await settled();
    expect(kernel.of('set_value').map(request => request.value)).toEqual([6]);
    expect(kernel.of('run').map(request => request.values)).toEqual([{ t: 'draft' }]);
  });

  it('fault 023: takes a second answer to hello for nothing new', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.update('out', 'new');
    await settled();
    kernel.send({
      type: 'hello_response',
      request_seq: 0,
      protocol: '1.0',
      capabilities: [],
      session_id: 'other',
      snapshot: { ...kernel.snapshot(), values: {} }
    });
    await settled();
    expect(session.state.values.get('out')).toBe('new');
    expect(session.sessionId).toBe('session-1');
  });

  it.each([
    ['2.0', 'incompatible'],
    ['0.9', 'incompatible'],
    ['1.7', 'live']
  ])('fault 024: a kernel that speaks %s is %s', async (protocol, connection) => {
    const kernel = new FakeKernel();
    kernel.answers.set('hello', () => ({
      type: 'hello_response',
      protocol,
      capabilities: [],
      session_id: 'x',
      snapshot: kernel.snapshot()
    }));
    const session = makeSession(kernel);
    await settled();
    expect(session.state.connection).toBe(connection);
    if (connection === 'incompatible') {
      expect(session.state.detail).toContain(protocol);
      expect(session.state.detail).toContain('1.0');
    }
  });

  it.each([
    ['unknown-session', 'unknown'],
    ['incompatible', 'incompatible'],
    ['too-many', 'disconnected']
  ])('faults 024, 025, 026: refused with %s it shows %s', async (code, connection) => {
    const kernel = new FakeKernel();
    kernel.answers.set('hello', () => fakeError(code, 'The reason.'));
    const session = makeSession(kernel);
    await settled();
    expect(session.state.connection).toBe(connection);
    expect(session.state.detail).toBe('The reason.');
    kernel.answers.clear();
    session.reconnect();
    await settled();
    expect(session.state.connection).toBe('live');
  });

  it('fault 027: a kernel without the target closes the channel: run the cell', async () => {
    const kernel = new FakeKernel();
    kernel.answers.set('hello', () => {
      kernel.close();
      return null;
    });
    const session = makeSession(kernel);
    await settled();
    expect(session.state.connection).toBe('unknown');
  });

  it('says why no channel can be made', async () => {
    const kernel = new FakeKernel();
    kernel.refusal = new LinkError('disconnected', 'Another document has it.');
    const session = makeSession(kernel);
    await settled();
    expect(session.state.connection).toBe('disconnected');
    expect(session.state.detail).toBe('Another document has it.');
  });

  it('becomes live when a kernel comes', async () => {
    const kernel = new FakeKernel();
    kernel.refusal = new LinkError('static');
    const session = makeSession(kernel);
    await settled();
    expect(session.state.connection).toBe('static');
    kernel.refusal = null;
    kernel.emit('replaced');
    await settled();
    expect(session.state.connection).toBe('live');
  });

  it('fault 082: comes back to its private session, also where storage is denied', async () => {
    const kernel = new FakeKernel();
    const bundle: Bundle = { ...fakeBundle(), session: 'private' };
    const { sessionStorage: storage } = window;
    await join(kernel, { bundle, storage });
    await join(kernel, { bundle, storage });
    expect(kernel.of('hello').map(request => request.session_id)).toEqual([null, 'session-1']);
    const denied = jest.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('denied');
    });
    await join(kernel, { bundle, storage });
    expect(kernel.of('hello')[2].session_id).toBeNull();
    denied.mockRestore();
    storage.clear();
  });
});

describe('calling a function of the kernel', () => {
  it('waits for what it returns, which comes after the answer', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    const first = session.call('a', 'find', ['src']);
    const second = session.call('a', 'find', ['lib']);
    await settled();
    expect(kernel.of('call').map(request => request.args)).toEqual([['src'], ['lib']]);
    kernel.send({ type: 'called', request_seq: null, call: 'c2', value: ['b.py'], error: null });
    kernel.send({ type: 'called', request_seq: null, call: 'c1', value: ['a.py'], error: null });
    await expect(second).resolves.toEqual(['b.py']);
    await expect(first).resolves.toEqual(['a.py']);
  });

  it('takes what it returns also where the answer was lost, and comes after it', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.answers.set('call', () => null);
    const waiting = session.call('a', 'find', []);
    await settled();
    kernel.send({ type: 'called', request_seq: null, call: 'c1', value: ['a.py'], error: null });
    await settled();
    kernel.send({ type: 'call_response', request_seq: kernel.of('call')[0].seq, call: 'c1' });
    await expect(waiting).resolves.toEqual(['a.py']);
  });

  it('rejects with the words of the kernel', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    const failing = session.call('a', 'find', []);
    await settled();
    const failed = { ...fakeError('user-error', 'No such folder.'), type: 'called', call: 'c1' };
    kernel.send({ request_seq: null, value: null, ...failed });
    await expect(failing).rejects.toThrow('No such folder.');
    kernel.answers.set('call', () => fakeError('unknown-request', 'No function here.'));
    await expect(session.call('a', 'lost', [])).rejects.toThrow('No function here.');
  });

  it('gives up when the connection is lost', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    const waiting = session.call('a', 'find', []);
    await settled();
    const gone = expect(waiting).rejects.toThrow('lost');
    kernel.emit('died');
    await gone;
    await expect(session.call('a', 'find', [])).rejects.toThrow('lost');
  });
});

describe('committing', () => {
  it('shows a value once the kernel has it', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    session.commit('a', 7);
    expect(session.state.values.get('a')).toBe(1);
    await settled();
    expect(session.state.values.get('a')).toBe(7);
    expect(session.state.revisions.get('a')).toBe(1);
    expect(kernel.of('set_value')[0].revision).toBe(0);
  });

  it('lets the newest win while one is under way', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    const shown: unknown[] = [];
    session.stateChanged.connect(() => shown.push(session.state.values.get('a')));
    [2, 3, 4, 5].forEach(value => session.commit('a', value));
    await settled();
    expect(kernel.of('set_value').map(request => request.value)).toEqual([2, 5]);
    expect(new Set(shown)).toEqual(new Set([5]));
  });

  it('shows at the field what is wrong, until it is right', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    const field = { component: 'a', path: [], message: 'Must be 10 or less.' };
    kernel.answers.set('set_value', () => fakeError('bad-value', 'Wrong.', [field]));
    session.commit('a', 11);
    await settled();
    expect(session.state.errors.get('a')).toEqual([field]);
    expect(session.state.values.get('a')).toBe(1);
    kernel.answers.clear();
    session.commit('a', 10);
    await settled();
    expect(session.state.errors.has('a')).toBe(false);
  });

  it('fault 007: sends nothing above 1 MiB, and says so at the field', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    session.commit('t', 'x'.repeat(1024 * 1024));
    await settled();
    expect(kernel.of('set_value')).toEqual([]);
    expect(session.state.errors.get('t')?.[0].message).toContain('1 MiB');
    session.run(0, new Map([['t', 'x'.repeat(1024 * 1024)]]), 'click');
    await settled();
    expect(kernel.of('run')).toEqual([]);
    expect(session.state.errors.get('t')?.[0].message).toContain('1 MiB');
    expect(session.state.runs.size).toBe(0);
  });

  it('fault 017: never shows older over newer', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    const change = (value: string, revision: number) => ({
      type: 'updated',
      request_seq: null,
      run: null,
      values: [{ component: 'out', value, revision }],
      props: []
    });
    kernel.send(change('newer', 5));
    kernel.send(change('older', 4));
    await settled();
    expect(session.state.values.get('out')).toBe('newer');
  });
});

describe('running', () => {
  it('carries the drafts in place of commits that wait', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    session.commit('t', 'one');
    session.commit('t', 'two');
    session.run(0, new Map([['t', 'three']]), 'submit');
    expect(session.state.runs.get(0)?.status).toBe('waiting');
    await settled();
    expect(kernel.of('set_value').map(request => request.value)).toEqual(['one']);
    expect(kernel.of('run')[0]).toMatchObject({ values: { t: 'three' }, event: 'submit' });
    expect(session.state.runs.get(0)).toMatchObject({ run: '1', status: 'running' });
    kernel.finish('1', 'done', [{ component: 'out', value: 'result', revision: 1 }]);
    await settled();
    expect(session.state.runs.get(0)?.status).toBe('done');
    expect(session.state.values.get('out')).toBe('result');
  });

  it.each([
    [0, [1]],
    [1, [1, 2, 3, 4]],
    [2, [1, 4]]
  ])('listener %i gets of four quick events those of %j', async (listener, expected) => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    [1, 2, 3, 4].forEach(value => session.run(listener, new Map([['a', value]]), 'change'));
    await settled();
    expect(kernel.of('run').map(request => request.values.a)).toEqual(expected);
  });

  it('shows the run before again when one is refused', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    session.run(0, new Map(), 'click');
    await settled();
    kernel.finish('1', 'done');
    await settled();
    kernel.answers.set('run', () => fakeError('busy', 'It is running already.'));
    session.run(0, new Map(), 'click');
    await settled();
    expect(session.state.runs.get(0)).toMatchObject({ run: '1', status: 'done' });
    expect(session.state.failure).toBe('It is running already.');
  });

  it('shows at the fields why a run failed before it began', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    session.run(0, new Map([['a', 11]]), 'click');
    await settled();
    const field = { component: 'a', path: [], message: 'Must be 10 or less.' };
    const error = { code: 'bad-value', message: 'x', where: null, traceback: null };
    const state = { ...kernel.runs[0], status: 'failed', error: { ...error, fields: [field] } };
    kernel.send({ type: 'run_finished', request_seq: 1, state, values: [] });
    await settled();
    expect(session.state.errors.get('a')).toEqual([field]);
    session.run(0, new Map([['a', 10]]), 'click');
    await settled();
    expect(session.state.errors.size).toBe(0);
  });

  it('stops a run that has no name yet', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    session.run(0, new Map(), 'click');
    session.run(0, new Map(), 'click');
    session.cancel('');
    await settled();
    expect(kernel.of('run').length).toBe(1);
    expect(kernel.of('cancel').map(request => request.run)).toEqual(['1']);
  });

  it('stops none after one that was refused before it had a name', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.answers.set('run', () => fakeError('bad-value', 'No.'));
    session.run(0, new Map(), 'click');
    session.cancel('');
    await settled();
    kernel.answers.delete('run');
    session.run(0, new Map(), 'click');
    await settled();
    expect(session.state.runs.get(0)?.status).toBe('running');
    expect(kernel.of('cancel')).toEqual([]);
  });

  it('stops all that were asked for, where a listener is asked for each', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    session.run(1, new Map(), 'click');
    session.run(1, new Map(), 'click');
    session.cancel('');
    session.run(1, new Map(), 'click');
    await settled();
    expect(kernel.of('cancel').map(request => request.run)).toEqual(['1', '2']);
  });

  it('commits what a run would have carried that is stopped before it is sent', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    session.run(2, new Map([['a', 1]]), 'click');
    session.run(2, new Map([['t', 'two']]), 'click');
    session.cancel('');
    await settled();
    expect(kernel.of('run').map(request => request.values)).toEqual([{ a: 1 }]);
    expect(kernel.of('set_value').map(request => request.value)).toEqual(['two']);
  });

  it('commits what a run carried that the kernel has never heard of, and nothing else', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.answers.set('run', () => null);
    session.run(
      0,
      new Map<string, unknown>([
        ['a', 3],
        ['t', 'typed']
      ]),
      'click'
    );
    await settled();
    kernel.values.a = 3;
    kernel.revisions.a += 1; // this much of it has come there
    kernel.close();
    await settled();
    expect(kernel.joined).toBe(2);
    expect(kernel.of('run').length).toBe(1);
    expect(kernel.of('set_value')).toMatchObject([{ component: 't', value: 'typed' }]);
  });

  it('stops of those without a name only those of a listener, where one is named', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    session.run(0, new Map(), 'click');
    session.run(1, new Map(), 'click');
    session.cancel('', 0);
    await settled();
    expect(kernel.of('run').map(request => request.listener)).toEqual([0, 1]);
    expect(kernel.of('cancel').map(request => request.run)).toEqual(['1']);
  });

  it('gives credit once for what came and is painted, a little later', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    const credit = () => kernel.of('ack').map(request => request.painted);
    session.painted();
    kernel.update('out', 'one');
    kernel.update('out', 'two');
    await settled();
    session.painted();
    session.painted();
    kernel.update('out', 'not painted yet');
    await settled();
    expect(credit()).toEqual([]);
    jest.advanceTimersByTime(500);
    await settled();
    expect(credit()).toEqual([2]);
    session.painted();
    session.dispose();
    jest.advanceTimersByTime(1000);
    await settled();
    expect(credit()).toEqual([2]);
  });

  it('says that a message came which changes nothing, unless there is something to paint', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    const nothing = { type: 'updated', request_seq: null, run: null, values: [], props: [] };
    const credit = async () => {
      jest.advanceTimersByTime(500);
      await settled();
      return kernel.of('ack').map(request => request.painted);
    };
    session.painted();
    kernel.send(nothing);
    await settled();
    expect(await credit()).toEqual([1]);
    kernel.update('out', 'not painted yet');
    kernel.send(nothing);
    await settled();
    expect(await credit()).toEqual([1]);
    session.painted();
    expect(await credit()).toEqual([1, 3]);
  });

  it('hears by the next message, whatever it is, that a run of another view was lost', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.runs = [{ ...fakeRun('1'), status: 'done' }];
    kernel.values.out = 'made';
    kernel.revisions.out = 1;
    kernel.lose();
    kernel.lose();
    kernel.send({ type: 'updated', request_seq: null, run: null, values: [], props: [] });
    await settled();
    expect(session.state.values.get('out')).toBe('made');
    expect(session.state.runs.get(0)?.status).toBe('done');
    expect(kernel.of('resync').length).toBe(1);
  });

  it('gives credit along with a run, and then not once more', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.update('out', 'one');
    await settled();
    session.painted();
    session.run(0, new Map(), 'click');
    await settled();
    expect(kernel.of('run').map(request => request.painted)).toEqual([1]);
    session.commit('a', 5);
    await settled();
    expect(kernel.of('set_value').map(request => request.painted)).toEqual([null]);
    jest.advanceTimersByTime(1000);
    await settled();
    expect(kernel.of('ack')).toEqual([]);
  });

  it('takes the end of a run as its answer', async () => {
    const kernel = new FakeKernel();
    kernel.answers.set('run', () => null);
    const session = await join(kernel);
    session.run(2, new Map([['a', 11]]), 'click');
    session.run(2, new Map([['a', 12]]), 'click');
    await settled();
    expect(kernel.of('run').length).toBe(1);
    const state = { run: '1', listener: 2, status: 'done', number: 1, position: 0, eta: null };
    const values = [{ component: 'out', value: 'made', revision: 1 }];
    const end = { ...state, seconds: 0.1, error: null };
    kernel.send({ type: 'run_finished', request_seq: 1, state: end, values });
    await settled();
    expect(session.state.values.get('out')).toBe('made');
    expect(kernel.of('run').map(request => request.values)).toEqual([{ a: 11 }, { a: 12 }]);
  });

  it('gives credit at once when half of it is used', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    for (let i = 1; i <= 9; i++) {
      kernel.update('out', `step ${i}`);
      await settled();
      session.painted();
    }
    await settled();
    expect(kernel.of('ack').map(request => request.painted)).toEqual([3, 7]);
    jest.advanceTimersByTime(500);
    await settled();
    expect(kernel.of('ack').map(request => request.painted)).toEqual([3, 7, 9]);
  });

  it('shows what is told of progress, within its bounds, until the end', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    session.run(0, new Map(), 'click');
    await settled();
    const bar = {
      ...{ fraction: 7, description: 'x', note: '', done: null, total: null },
      ...{ unit: '', divisor: null, rate: null, left: null }
    };
    kernel.send({ type: 'progress', request_seq: null, run: '1', bars: Array(20).fill(bar) });
    await settled();
    expect(session.state.progress.get('1')).toEqual(Array(8).fill({ ...bar, fraction: 1 }));
    kernel.finish('1', 'done');
    kernel.send({ type: 'progress', request_seq: null, run: '1', bars: [bar] });
    await settled();
    expect(session.state.progress.size).toBe(0);
  });
});

describe('the flow', () => {
  it('is asked for, told of, and begun again in the middle', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    session.watchFlow(true);
    session.resume(0);
    session.resume(0);
    await settled();
    expect(kernel.of('flow').map(request => request.watch)).toEqual([true]);
    expect(session.state.flow).toEqual({
      flow: { steps: [], edges: [], labels: {} },
      steps: new Map()
    });
    expect(kernel.of('resume').map(request => request.listener)).toEqual([0]);
    expect(session.state.runs.get(0)?.status).toBe('running');
    session.watchFlow(false);
    expect(session.state.flow).toBeNull();
    await expect(session.step(0)).rejects.toThrow('There is no such step.');
  });

  it('is not asked for without a kernel', async () => {
    const session = makeSession(null);
    session.watchFlow(true);
    session.resume(0);
    await settled();
    expect(session.state.runs.size).toBe(fakeBundle().runs.length);
    expect(session.state.failure).toBeNull();
  });
});

describe('leaving', () => {
  it.each(['open', 'closed'] as const)('says that the document is %s', async document => {
    const kernel = new FakeKernel();
    const session = await join(kernel, { document: () => document });
    session.dispose();
    session.dispose();
    await settled();
    expect(kernel.of('close').map(request => request.document)).toEqual([document]);
    expect(session.isDisposed).toBe(true);
  });

  it('asks for nothing more, though a value that was under way is not answered', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.answers.set('set_value', () => null);
    session.commit('t', 'typed');
    await settled();
    session.dispose();
    await settled();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('leaves nothing behind, fifty times', async () => {
    const kernel = new FakeKernel();
    const connect = jest.spyOn(kernel.changed, 'connect');
    const disconnect = jest.spyOn(kernel.changed, 'disconnect');
    for (let i = 0; i < 50; i++) {
      const session = await join(kernel);
      session.run(0, new Map(), 'click');
      session.dispose();
      await settled();
    }
    expect(connect).toHaveBeenCalledTimes(50);
    expect(disconnect).toHaveBeenCalledTimes(50);
    expect(jest.getTimerCount()).toBe(0);
  });
});
