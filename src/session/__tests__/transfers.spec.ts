import type { Down } from '../../testing/fakekernel';
import { fakeBundle, fakeError, FakeKernel, fakeRun, settled } from '../../testing/fakekernel';
import { Session } from '../session';
import { CHUNK } from '../transfers';

const SIZE = 6 * CHUNK + 5;
const live: Session[] = [];

async function join(kernel: FakeKernel): Promise<Session> {
  const session = new Session({ bundle: fakeBundle(), link: kernel, trusted: true });
  live.push(session);
  await settled();
  return session;
}

function bytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: SIZE }, (_, i) => i % 251);
}

/**
 * A file as far as it is read; jsdom's own cannot be, but slowly.
 */
function file(): File {
  const whole = bytes();
  const slice = (from: number, to: number) => ({
    arrayBuffer: async () => whole.slice(from, to).buffer
  });
  return { name: 'a.bin', type: '', size: SIZE, slice } as unknown as File;
}

/**
 * Whether bytes came through whole; compared at once, not one by one.
 */
function isWhole(got: Uint8Array | ArrayBuffer | undefined): boolean {
  return got !== undefined && Buffer.compare(Buffer.from(got as ArrayBuffer), bytes()) === 0;
}

const nowhere = { signal: new AbortController().signal, onProgress: () => undefined };

afterEach(() => {
  live.splice(0).forEach(session => session.dispose());
});

describe('upload', () => {
  it('sends pieces of 1 MiB, some at once, and returns the handle', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    const progress: number[] = [];
    const value = await session.upload('a', file(), {
      ...nowhere,
      onProgress: received => progress.push(received)
    });
    expect(value).toMatchObject({ handle: 'file-1', size: SIZE });
    expect(isWhole(kernel.files.get('file-1')?.bytes)).toBe(true);
    expect(progress).toEqual([1, 2, 3, 4, 5, 6].map(n => n * CHUNK).concat(SIZE));
    const sizes = kernel.of('upload_chunk').map(request => (request.data as DataView).byteLength);
    expect(Math.max(...sizes)).toBe(CHUNK);
  });

  it('sends an empty file', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    const value = await session.upload('a', new File([], 'empty.txt'), nowhere);
    expect(value.size).toBe(0);
    expect(kernel.of('upload_chunk')).toEqual([]);
  });

  it.each([0, 1, 2, 3, 4, 5, 6])(
    'faults 065, 087: goes on after piece %i when the channel is lost there',
    async lost => {
      const kernel = new FakeKernel();
      kernel.faults = [{ direction: 'up', kind: 'close', at: 1 + lost }];
      const session = await join(kernel);
      await session.upload('a', file(), nowhere);
      expect(kernel.joined).toBe(2);
      expect(kernel.of('upload_open').length).toBe(1);
      expect(isWhole(kernel.files.get('file-1')?.bytes)).toBe(true);
    }
  );

  it('fault 074: says so when the session is another one after the loss', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.answers.set('upload_chunk', () => {
      kernel.sessionId = 'session-2';
      kernel.answers.delete('upload_chunk');
      kernel.close();
      return null;
    });
    await expect(session.upload('a', file(), nowhere)).rejects.toThrow('Choose the file again');
  });

  it('fault 074: says so when the kernel restarts in mid-upload', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.answers.set('upload_chunk', () => {
      kernel.emit('restarted');
      return null;
    });
    await expect(session.upload('a', file(), nowhere)).rejects.toThrow('connection');
  });

  it('fault 087: drops what was sent when it is given up', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    const controller = new AbortController();
    const upload = session.upload('a', file(), {
      signal: controller.signal,
      onProgress: () => controller.abort()
    });
    await expect(upload).rejects.toThrow();
    await settled();
    expect(kernel.of('upload_close').map(request => request.abort)).toEqual([true]);
  });

  it('fault 089: says what the kernel says of a file that is too large', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.answers.set('upload_open', () => fakeError('too-large', 'At most 10 bytes are taken.'));
    await expect(session.upload('a', file(), nowhere)).rejects.toThrow('At most 10 bytes');
  });
});

describe('pictures that come along', () => {
  it('are not asked for, and only the newest are kept', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    const data = new Uint8Array([1, 2, 3]);
    for (let i = 0; i < 20; i++) {
      const handle = `h${i}`;
      kernel.update('out', null, [{ handle, data: data.buffer, offset: 0 }]);
    }
    await settled();
    const file = { handle: 'h19', name: 'a.png', mime: 'image/png', size: 3 };
    const blob = await session.download(file);
    expect([blob.type, blob.size]).toEqual(['image/png', 3]);
    expect(kernel.of('download_open').length).toBe(0);
    for (const other of [
      { ...file, handle: 'h0' },
      { ...file, mime: 'text/html' }
    ]) {
      session.download(other).catch(() => undefined);
    }
    await settled();
    expect(kernel.of('download_open').length).toBe(2);
  });
});

describe('files in the message that names them', () => {
  const data = new Uint8Array([1, 2, 3]).buffer;
  const pieces = [{ handle: 'h', data, offset: 0 }];
  const file = { handle: 'h', name: 'a.png', mime: 'image/png', size: 3 };
  const change = { component: 'out', value: file, revision: 1 };
  const about = { request_seq: null, run: null, component: 'out', base: 0, revision: 1 };
  const edits = [{ path: [], op: 'set', value: file }];
  const state = { ...fakeRun('1'), status: 'done' };

  it.each<Down>([
    { type: 'updated', request_seq: null, run: null, values: [change], props: [] },
    { type: 'patched', ...about, edits },
    { type: 'run_finished', request_seq: null, state, values: [change] }
  ])('are there when its values are shown: $type', async message => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    const shown: Promise<Blob>[] = [];
    session.stateChanged.connect(() => {
      if (session.state.values.get('out') !== null) {
        shown.push(session.download(file));
      }
    });
    kernel.send({ ...message, brings: pieces });
    await settled();
    expect(shown.length).toBe(1);
    expect((await shown[0]).size).toBe(3);
    expect(kernel.requests.filter(({ type }) => type.startsWith('download'))).toEqual([]);
  });
});

describe('a file that grows', () => {
  const grown = (size: number) => ({ handle: 'g', name: 'a.wav', mime: 'audio/wav', size });

  function bring(kernel: FakeKernel, from: number, to: number): void {
    const data = bytes().slice(from, to).buffer;
    kernel.update('out', null, [{ handle: 'g', data, offset: from }]);
  }

  const same = (got: ArrayBuffer, from: number, to: number) =>
    Buffer.compare(Buffer.from(got), Buffer.from(bytes().slice(from, to))) === 0;

  it('is read from what came along, each byte once', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    bring(kernel, 0, 10);
    bring(kernel, 10, 25);
    await settled();
    expect(same(await session.read(grown(25), 0), 0, 25)).toBe(true);
    bring(kernel, 25, 40);
    await settled();
    expect(same(await session.read(grown(40), 25), 25, 40)).toBe(true);
    expect(kernel.of('download_chunk').length).toBe(0);
  });

  it('is asked for from where a view stands that came later, and what was not kept', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.files.set('g', { bytes: bytes(), received: SIZE });
    bring(kernel, 100, 120);
    await settled();
    expect(same(await session.read(grown(120), 0), 0, 120)).toBe(true);
    expect(same(await session.read(grown(120), 90), 90, 120)).toBe(true);
    const asked = kernel.of('download_chunk').map(({ offset, size }) => [offset, size]);
    expect(asked).toEqual([
      [0, 120],
      [90, 30]
    ]);
    // In pieces that the kernel takes, in order.
    expect(same(await session.read(grown(SIZE), 5), 5, SIZE)).toBe(true);
    const sizes = kernel.of('download_chunk').map(({ size }) => size as number);
    expect(Math.max(...sizes)).toBe(CHUNK);
  });

  it('fills no memory when nobody takes it', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.files.set('g', { bytes: bytes(), received: SIZE });
    for (let from = 0; from < 10; from += 1) {
      const data = new ArrayBuffer(CHUNK);
      kernel.update('out', null, [{ handle: 'g', data, offset: from * CHUNK }]);
    }
    await settled();
    // Of ten, the first nine were too much together; the last is kept.
    session.read(grown(10 * CHUNK), 8 * CHUNK).catch(() => undefined);
    await settled();
    expect(kernel.of('download_chunk').length).toBe(2);
    expect((await session.read(grown(10 * CHUNK), 9 * CHUNK)).byteLength).toBe(CHUNK);
    expect(kernel.of('download_chunk').length).toBe(2);
  });
});

describe('download', () => {
  async function download(kernel: FakeKernel, mime: string): Promise<Blob> {
    const session = await join(kernel);
    kernel.files.set('f', { bytes: bytes(), received: SIZE });
    const value = { handle: 'f', name: 'a', mime, size: SIZE };
    kernel.answers.set('download_open', () => ({ type: 'download_open_response', file: value }));
    return session.download(value);
  }

  const read = (blob: Blob) =>
    new Promise<ArrayBuffer>(resolve => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result as ArrayBuffer);
      reader.readAsArrayBuffer(blob);
    });

  it('puts the pieces together in order', async () => {
    const kernel = new FakeKernel();
    const blob = await download(kernel, 'text/csv');
    expect(isWhole(await read(blob))).toBe(true);
    await settled();
    expect(kernel.of('download_close').length).toBe(1);
  });

  it.each([
    ['image/png', 'image/png'],
    ['image/svg+xml', 'application/octet-stream'],
    ['text/html', 'application/octet-stream'],
    ['application/javascript', 'application/octet-stream']
  ])('fault 091: a file of type %s becomes a blob of type %s', async (mime, type) => {
    expect((await download(new FakeKernel(), mime)).type).toBe(type);
  });

  it('faults 018, 065: goes on when the channel is lost', async () => {
    const kernel = new FakeKernel();
    kernel.faults = [{ direction: 'down', kind: 'close', at: 4 }];
    const blob = await download(kernel, 'text/csv');
    expect(isWhole(await read(blob))).toBe(true);
  });

  it('fault 093: says so when there is no such file', async () => {
    const kernel = new FakeKernel();
    const session = await join(kernel);
    kernel.answers.set('download_open', () => fakeError('unknown-request', 'No such file.'));
    const value = { handle: 'guessed', name: 'a', mime: 'text/csv', size: 1 };
    await expect(session.download(value)).rejects.toThrow('No such file.');
  });
});
