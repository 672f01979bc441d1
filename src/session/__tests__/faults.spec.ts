import type { FaultChannel } from '../../testing/faultchannel';
import { fakeBundle, FakeKernel, settled } from '../../testing/fakekernel';
import { Session } from '../session';

const TIMEOUT = 10_000;
const live: Session[] = [];

async function join(kernel: FakeKernel): Promise<Session> {
  const session = new Session({ bundle: fakeBundle(), link: kernel, trusted: true });
  live.push(session);
  await settled();
  return session;
}

/**
 * Let time pass, in steps in which everything can happen.
 */
async function pass(milliseconds: number): Promise<void> {
  for (let i = 0; i < 4; i++) {
    jest.advanceTimersByTime(milliseconds / 4);
    await settled();
  }
}

/**
 * One whole life: a commit, a run, five results, its end.
 */
async function play(kernel: FakeKernel, session: Session): Promise<void> {
  session.commit('a', 7);
  await settled();
  session.run(0, new Map([['t', 'draft']]), 'click');
  await settled();
  for (let i = 1; i <= 5; i++) {
    kernel.update('out', `step ${i}`);
    session.painted();
    await settled();
  }
  kernel.finish('1', 'done');
  await settled();
}

/**
 * What a view shows in the end, whatever went wrong on the way.
 */
function expectEqual(kernel: FakeKernel, session: Session): void {
  expect(session.state.connection).toBe('live');
  expect(Object.fromEntries(session.state.values)).toEqual(kernel.values);
  expect(session.state.values.get('out')).toBe('step 5');
  expect(session.state.runs.get(0)?.status).toBe('done');
  expect(kernel.of('run').length).toBe(1);
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
});

afterEach(() => {
  live.splice(0).forEach(session => session.dispose());
  jest.useRealTimers();
});

describe('the n-th message', () => {
  const DOWN = 9;
  const each = (kind: FaultChannel.IFault['kind']) =>
    Array.from({ length: DOWN }, (_, at) => ({ direction: 'down' as const, kind, at }));

  it('is counted: there are no more to lose', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    await play(kernel, session);
    expect(kernel.sent).toBe(DOWN);
  });

  it.each(each('drop'))('faults 018, 019: lost ($at): the end is equal', async fault => {
    const kernel = new FakeKernel();
    kernel.faults = [fault];
    const session = await join(kernel);
    await pass(TIMEOUT);
    await play(kernel, session);
    await pass(TIMEOUT);
    expectEqual(kernel, session);
  });

  it.each(each('duplicate'))('fault 015: twice ($at): the end is equal', async fault => {
    const kernel = new FakeKernel();
    kernel.faults = [fault];
    const session = await join(kernel);
    await play(kernel, session);
    expectEqual(kernel, session);
  });

  it.each(each('delay').slice(1))('fault 017: late ($at): the end is equal', async fault => {
    const kernel = new FakeKernel();
    kernel.faults = [fault];
    const session = await join(kernel);
    await play(kernel, session);
    await pass(TIMEOUT);
    expectEqual(kernel, session);
  });

  it.each(each('close').slice(1))('fault 065: the last ($at): the end is equal', async fault => {
    const kernel = new FakeKernel();
    kernel.faults = [fault];
    const session = await join(kernel);
    await play(kernel, session);
    expect(kernel.joined).toBe(2);
    expectEqual(kernel, session);
  });

  it.each([0, 1])('fault 019: going up, lost (%i): nothing runs twice', async at => {
    const kernel = new FakeKernel();
    kernel.faults = [{ direction: 'up', kind: 'drop', at }];
    const session = await join(kernel);
    session.commit('a', 7);
    await settled();
    session.run(0, new Map(), 'click');
    await settled();
    await pass(TIMEOUT);
    expect(kernel.of('set_value').length).toBe(1);
    expect(kernel.of('run').length).toBe(1);
    expect(session.state.values.get('a')).toBe(7);
    expect(session.state.runs.get(0)?.run).toBe('1');
  });
});

describe('time', () => {
  it('fault 019: asks again when an answer is lost; the kernel does nothing twice', async () => {
    const kernel = new FakeKernel();
    kernel.faults = [{ direction: 'down', kind: 'drop', at: 1 }];
    const session = await join(kernel);
    session.run(0, new Map(), 'click');
    await settled();
    await pass(TIMEOUT);
    expect(kernel.repeated).toBe(1);
    expect(kernel.of('run').length).toBe(1);
    expect(session.state.runs.get(0)?.run).toBe('1');
    expect(session.state.connection).toBe('live');
  });

  it('fault 047: says that the kernel is busy, and goes on when it answers', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.answers.set('set_value', () => null);
    session.commit('a', 9);
    await pass(TIMEOUT - 4);
    expect(session.state.connection).toBe('live');
    await pass(4);
    expect(session.state.connection).toBe('busy');
    kernel.send({ type: 'set_value_response', request_seq: 1, component: 'a', revision: 1 });
    await settled();
    expect(session.state.connection).toBe('live');
    expect(session.state.values.get('a')).toBe(9);
  });

  it('is busy, not stuck, when hello is not answered', async () => {
    const kernel = new FakeKernel();
    kernel.answers.set('hello', () => null);
    const session = await join(kernel);
    await pass(TIMEOUT);
    expect(session.state.connection).toBe('busy');
    session.commit('a', 5);
    kernel.answers.clear();
    session.reconnect();
    await settled();
    expect(session.state.connection).toBe('live');
    expect(session.state.values.get('a')).toBe(5);
  });

  it('fault 008: gives up a request that the kernel passes over, and stays live', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.answers.set('set_value', () => null);
    session.commit('t', 'deep');
    await pass(TIMEOUT);
    session.run(2, new Map(), 'click');
    await settled();
    await pass(TIMEOUT);
    expect(session.state.connection).toBe('live');
    expect(session.state.failure).toBe('The kernel did not answer this request.');
  });

  it('asks again as often as the answer is lost', async () => {
    const kernel = new FakeKernel();
    let asked = 0;
    kernel.answers.set('resync', () =>
      ++asked < 4 ? null : { type: 'resync_response', snapshot: kernel.snapshot() }
    );
    const session = await join(kernel);
    kernel.lose();
    kernel.update('out', 'newest');
    await settled();
    await pass(TIMEOUT);
    expect(session.state.connection).toBe('busy');
    for (let tens = 0; tens < 4; tens++) {
      await pass(TIMEOUT);
    }
    expect(session.state.connection).toBe('live');
    expect(session.state.values.get('out')).toBe('newest');
  });

  it('asks about a run that is quiet, ever more rarely', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    session.run(0, new Map(), 'click');
    await settled();
    await pass(TIMEOUT);
    expect(kernel.of('resync').length).toBe(1);
    await pass(TIMEOUT);
    expect(kernel.of('resync').length).toBe(1);
    await pass(TIMEOUT);
    expect(kernel.of('resync').length).toBe(2);
    kernel.finish('1', 'done');
    await settled();
    await pass(20 * TIMEOUT);
    expect(kernel.of('resync').length).toBe(2);
  });
});

describe('the socket', () => {
  it('fault 066: is lost and found: nothing is missing, what was entered is kept', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.emit('reconnecting');
    session.commit('t', 'offline');
    session.run(2, new Map([['a', 4]]), 'change');
    kernel.values.out = 'meanwhile';
    kernel.revisions.out++;
    kernel.lose();
    await settled();
    expect(session.state.connection).toBe('reconnecting');
    expect(kernel.of('set_value')).toEqual([]);
    kernel.emit('connected');
    await settled();
    expect(session.state.connection).toBe('live');
    expect(session.state.values.get('out')).toBe('meanwhile');
    expect(session.state.values.get('t')).toBe('offline');
    expect(kernel.of('run').map(request => request.values)).toEqual([{ a: 4 }]);
    expect(kernel.joined).toBe(1);
  });

  it('fault 066: is found by another kernel process: it joins anew', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.emit('reconnecting');
    kernel.answers.set('resync', () => null);
    kernel.emit('connected');
    await settled();
    await pass(TIMEOUT);
    expect(kernel.joined).toBe(2);
    expect(session.state.connection).toBe('live');
  });

  it('fault 067: is given up: a button, and what was entered is kept', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    session.commit('t', 'before');
    kernel.emit('reconnecting');
    session.commit('t', 'typed');
    kernel.emit('disconnected');
    await settled();
    expect(session.state.connection).toBe('disconnected');
    session.reconnect();
    await settled();
    expect(session.state.connection).toBe('live');
    expect(session.state.values.get('t')).toBe('typed');
  });
});

describe('what was entered', () => {
  it('fault 067: is kept where the socket is not found at once', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.emit('reconnecting');
    session.commit('t', 'typed');
    kernel.emit('disconnected');
    kernel.refusal = new Error('No server.');
    for (const isBack of [false, true]) {
      kernel.refusal = isBack ? null : kernel.refusal;
      session.reconnect();
      await settled();
      expect(session.state.connection).toBe(isBack ? 'live' : 'disconnected');
    }
    expect(session.state.values.get('t')).toBe('typed');
    expect(session.state.failure).toBeNull();
  });

  it('fault 081: is kept while the page rests in the cache', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.answers.set('set_value', () => null);
    session.commit('t', 'typed');
    await settled();
    session.pause();
    kernel.answers.delete('set_value');
    session.reconnect();
    await settled();
    expect(session.state.values.get('t')).toBe('typed');
  });
});

describe('the kernel', () => {
  it.each(['restarted', 'died'] as const)(
    'fault 074: %s in mid-run: the picture stays, no old message counts',
    async event => {
      const kernel = new FakeKernel();
      const session = await join(kernel);
      session.run(0, new Map([['t', 'draft']]), 'click');
      await settled();
      kernel.update('out', 'half');
      await settled();
      kernel.emit(event);
      kernel.update('out', 'late');
      await settled();
      expect(session.state.connection).toBe(event);
      expect(session.state.values.get('out')).toBe('half');
      expect(session.state.runs.get(0)?.status).toBe('interrupted');
      session.run(0, new Map(), 'click');
      await settled();
      expect(kernel.of('run').length).toBe(1);
      expect(session.state.runs.get(0)?.status).toBe('interrupted');
      kernel.emit('connected');
      await settled();
      expect(session.state.connection).toBe(event);
      expect(jest.getTimerCount()).toBe(0);
    }
  );

  it('has ended the session, or given the app another one', async () => {
    for (const [reason, connection] of [
      ['replaced', 'replaced'],
      ['ended', 'unknown']
    ]) {
      const kernel = new FakeKernel();
      const session = await join(kernel);
      kernel.send({ type: 'closed', request_seq: null, reason });
      kernel.close();
      await settled();
      expect(session.state.connection).toBe(connection);
      expect(kernel.joined).toBe(1);
    }
  });

  it('fault 005: sends what cannot be read: one warning, and everything is asked for', async () => {
    const kernel = new FakeKernel();
    const warnings: string[] = [];
    const warn = (text: string) => warnings.push(text);
    const session = new Session({ bundle: fakeBundle(), link: kernel, trusted: true, warn });
    live.push(session);
    await settled();
    kernel.values.out = 'told otherwise';
    kernel.revisions.out++;
    kernel.send({ type: 'updated', request_seq: null, run: null, values: 'many', props: [] });
    await settled();
    expect(warnings).toEqual([
      'A message of the kernel cannot be read. values must be an array, not a text.'
    ]);
    expect(session.state.values.get('out')).toBe('told otherwise');
  });

  it('grows a text, and asks for all of it when the beginning is another one', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.update('out', 'Once');
    const grown = (base: number, revision: number, tail: string) => ({
      type: 'appended',
      request_seq: null,
      run: null,
      component: 'out',
      base,
      revision,
      tail
    });
    kernel.send(grown(1, 2, ' upon'));
    await settled();
    expect(session.state.values.get('out')).toBe('Once upon');
    expect(kernel.of('resync').length).toBe(0);
    kernel.values.out = 'Once upon a time';
    kernel.revisions.out = 4;
    kernel.send(grown(3, 4, ' time'));
    await settled();
    expect(session.state.values.get('out')).toBe('Once upon a time');
    expect(kernel.of('resync').length).toBe(1);
  });
});
