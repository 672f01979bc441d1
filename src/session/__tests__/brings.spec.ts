import { FakeKernel, fakeBundle, fakeError, settled } from '../../testing/fakekernel';
import { Session } from '../session';
import type { IBrought } from '../state';
import { FileBytes } from '../transfers';

/** The listener that takes each event. */
const MULTIPLE = 1;

const live: Session[] = [];

afterEach(() => {
  live.splice(0).forEach(session => session.dispose());
});

/**
 * A session whose listener takes what a component streams; the kernel answers by hand.
 */
async function join(): Promise<{ kernel: FakeKernel; session: Session; answer(): Promise<void> }> {
  const kernel = new FakeKernel();
  kernel.answers.set('run', () => null);
  const session = new Session({ bundle: fakeBundle(), link: kernel, trusted: true });
  live.push(session);
  await settled();
  let answered = 0;
  const answer = async () => {
    const { seq } = kernel.of('run')[answered++];
    kernel.send({ type: 'run_response', request_seq: seq, run: '1', position: 0, eta: null });
    await settled();
  };
  return { kernel, session, answer };
}

function stream(session: Session, byte: number, replaces: boolean): void {
  const data = new Uint8Array([byte]).buffer;
  const brought: IBrought = { component: 't', name: 'a', mime: 'x/y', data, replaces };
  session.run(MULTIPLE, new Map(), 'stream', null, [brought]);
}

const bytes = (kernel: FakeKernel) =>
  kernel.of('run').map(({ brings }) => {
    const { data } = brings[0] as unknown as { data: ArrayBuffer | ArrayBufferView<ArrayBuffer> };
    return FileBytes.join([data])[0];
  });

describe('what comes along with a run', () => {
  it('goes up as it is, under the name of its component', async () => {
    const { kernel, session } = await join();
    stream(session, 7, false);
    await settled();
    const [{ brings, event, values }] = kernel.of('run');
    expect(brings).toMatchObject([{ component: 't', name: 'a', mime: 'x/y' }]);
    expect(Object.keys(brings[0]).sort()).toEqual(['component', 'data', 'mime', 'name']);
    expect([event, values]).toEqual(['stream', {}]);
    expect(bytes(kernel)).toEqual([7]);
  });

  it('is all sent, where nothing may be lost', async () => {
    const { kernel, session } = await join();
    [1, 2, 3, 4, 5].forEach(byte => stream(session, byte, false));
    await settled();
    expect(bytes(kernel)).toEqual([1, 2, 3, 4, 5]);
  });

  it('waits for answers, where the newest counts', async () => {
    const { kernel, session, answer } = await join();
    [1, 2, 3, 4, 5].forEach(byte => stream(session, byte, true));
    await settled();
    expect(bytes(kernel)).toEqual([1, 2]);
    await answer();
    expect(bytes(kernel)).toEqual([1, 2, 5]);
    stream(session, 6, true);
    await settled();
    expect(bytes(kernel)).toEqual([1, 2, 5]);
    await answer();
    expect(bytes(kernel)).toEqual([1, 2, 5, 6]);
  });

  it('leaves the run that it goes into as it is shown', async () => {
    const { kernel, session, answer } = await join();
    const seen: (string | undefined)[] = [];
    session.stateChanged.connect(() => {
      const run = session.state.runs.get(MULTIPLE);
      seen.push(run && `${run.status} ${run.run}`);
    });
    stream(session, 1, false);
    await settled();
    await answer();
    const first = seen.splice(0);
    expect(first).toContain('waiting ');
    expect(first[first.length - 1]).toBe('running 1');
    stream(session, 2, false);
    await settled();
    await answer();
    expect(new Set(seen)).toEqual(new Set(seen.length ? ['running 1'] : []));
    expect(kernel.of('run').length).toBe(2);
  });

  it('fails in silence when a stream is over whose run has ended before', async () => {
    const { kernel, session, answer } = await join();
    stream(session, 1, false);
    await settled();
    await answer();
    kernel.finish('1', 'done');
    await settled();
    kernel.answers.set('run', () => fakeError('unknown-request', 'No run takes this stream.'));
    session.run(MULTIPLE, new Map(), 'stream', { last: true });
    await settled();
    expect(session.state.failure).toBeNull();
    expect(kernel.of('run').length).toBe(2);
    stream(session, 2, false); // this one is news
    await settled();
    expect(session.state.failure).toBe('No run takes this stream.');
  });

  it('is over when it is said, after what waits', async () => {
    const { kernel, session, answer } = await join();
    [1, 2, 3].forEach(byte => stream(session, byte, true));
    session.run(MULTIPLE, new Map(), 'stream', { last: true });
    await settled();
    const told = kernel.of('run').map(({ event_data }) => event_data);
    expect(told).toEqual([null, null, null, { last: true }]);
    for (let n = 0; n < 4; n++) {
      await answer();
    }
    expect(kernel.of('run').length).toBe(4);
  });
});
