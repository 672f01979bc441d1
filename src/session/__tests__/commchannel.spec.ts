import type { Kernel } from '@jupyterlab/services';
import { PromiseDelegate } from '@lumino/coreutils';
import { settled } from '../../testing/fakekernel';
import { CommChannel } from '../commchannel';

/**
 * A comm that records what was done with it, in order.
 */
class FakeComm {
  readonly subshellStarted: Promise<void>;
  commsOverSubshells: string | undefined = 'perCommTarget';
  isDisposed = false;
  onMsg: (msg: unknown) => void = () => undefined;
  onClose: (msg: unknown) => void = () => undefined;

  constructor(
    readonly target: string,
    readonly id: string,
    private readonly _log: string[],
    started: Promise<void>
  ) {
    this.subshellStarted = started;
  }

  open(): void {
    this._log.push('open');
  }

  send(data: { type: string }): void {
    this._log.push(`send ${data.type}`);
  }

  close(): void {
    this._log.push('close');
    this.dispose();
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

class FakeConnection {
  handleComms = true;
  supportsSubshells: boolean | undefined = true;
  isDisposed = false;
  status = 'idle';
  info: Promise<unknown> = Promise.resolve({});
  features: string[] = ['kernel subshells'];
  readonly log: string[] = [];
  readonly comms: FakeComm[] = [];
  readonly started = new PromiseDelegate<void>();

  sendControlMessage(message: { header: { msg_type: string } }): { done: Promise<object> } {
    const { msg_type } = message.header;
    this.log.push(msg_type);
    const content = { supported_features: this.features, subshell_id: 'sub-1' };
    return { done: Promise.resolve({ content }) };
  }

  sendShellMessage(message: { header: { msg_type: string; subshell_id?: string } }): void {
    this.log.push(`${message.header.msg_type} on ${message.header.subshell_id}`);
  }

  createComm(target: string, id: string): FakeComm {
    const comm = new FakeComm(target, id, this.log, this.started.promise);
    this.comms.push(comm);
    return comm;
  }
}

const frame = (type: string) => ({ data: { type }, buffers: [] });

function make(): [FakeConnection, CommChannel] {
  const kernel = new FakeConnection();
  return [kernel, new CommChannel(kernel as unknown as Kernel.IKernelConnection)];
}

describe('CommChannel', () => {
  it('opens only when the subshell is there, or the app would wait behind the cells', async () => {
    const [kernel, channel] = make();
    const opened = channel.open(frame('hello'));
    await settled();
    expect(kernel.log).toEqual([]);
    kernel.started.resolve();
    await opened;
    expect(kernel.log).toEqual(['open']);
    expect(kernel.comms[0].target).toBe('intarsia');
  });

  it.each([false, undefined])('fault 080: does without subshells (%s)', async supports => {
    const [kernel, channel] = make();
    kernel.supportsSubshells = supports;
    await channel.open(frame('hello'));
    expect(kernel.log).toEqual(['open']);
  });

  it('fault 080: does without a subshell that could not be made', async () => {
    const [kernel, channel] = make();
    kernel.started.reject('no thread');
    await channel.open(frame('hello'));
    expect(kernel.log).toEqual(['open']);
  });

  it('fault 080: does not wait for ever', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    const [kernel, channel] = make();
    const opened = channel.open(frame('hello'));
    await settled();
    jest.advanceTimersByTime(3000);
    await opened;
    expect(kernel.log).toEqual(['open']);
    jest.useRealTimers();
  });

  describe('on a page that is loaded while a cell runs', () => {
    beforeEach(() => {
      jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    });

    afterEach(() => {
      jest.useRealTimers();
    });

    const pass = async () => {
      for (let i = 0; i < 3; i++) {
        await settled();
        jest.advanceTimersByTime(500);
      }
      await settled();
    };

    it('fault 079: makes a subshell of its own, and drops it', async () => {
      const [kernel, channel] = make();
      kernel.info = new Promise(() => undefined);
      const opened = channel.open(frame('hello'));
      await pass();
      await opened;
      expect(kernel.log).toEqual([
        'kernel_info_request',
        'create_subshell_request',
        'comm_open on sub-1'
      ]);
      channel.send(frame('set_value'));
      channel.dispose();
      expect(kernel.log.slice(3)).toEqual(['send set_value', 'close', 'delete_subshell_request']);
    });

    it('fault 080: waits for the cell where the kernel has no subshells', async () => {
      const [kernel, channel] = make();
      const info = new PromiseDelegate<void>();
      kernel.info = info.promise;
      kernel.features = [];
      kernel.supportsSubshells = false;
      const opened = channel.open(frame('hello'));
      await pass();
      expect(kernel.log).toEqual(['kernel_info_request']);
      info.resolve();
      await opened;
      expect(kernel.log).toEqual(['kernel_info_request', 'open']);
    });
  });

  it('uses another id each time', async () => {
    const [kernel, channel] = make();
    kernel.supportsSubshells = false;
    const other = new CommChannel(kernel as unknown as Kernel.IKernelConnection);
    await channel.open(frame('hello'));
    await other.open(frame('hello'));
    expect(kernel.comms[0].id).not.toBe(kernel.comms[1].id);
  });

  it('says why when another connection of the page has the comms', async () => {
    const [kernel, channel] = make();
    kernel.handleComms = false;
    await expect(channel.open(frame('hello'))).rejects.toMatchObject({
      connection: 'disconnected',
      detail: expect.stringContaining('Another document')
    });
  });

  it('tells what comes, with its buffers, and that the other end is gone', async () => {
    const [kernel, channel] = make();
    kernel.supportsSubshells = false;
    const seen: unknown[] = [];
    channel.received.connect((_, item) => seen.push(item));
    channel.closed.connect(() => seen.push('closed'));
    await channel.open(frame('hello'));
    const buffers = [new DataView(new ArrayBuffer(3))];
    kernel.comms[0].onMsg({ content: { data: { seq: 0 } }, buffers });
    kernel.comms[0].onClose({});
    expect(seen).toEqual([{ data: { seq: 0 }, buffers }, 'closed']);
  });

  it('closes the comm once, and tells nothing afterwards', async () => {
    const [kernel, channel] = make();
    kernel.supportsSubshells = false;
    const seen: unknown[] = [];
    channel.closed.connect(() => seen.push('closed'));
    await channel.open(frame('hello'));
    channel.send(frame('set_value'));
    channel.dispose();
    channel.dispose();
    kernel.comms[0].onClose({});
    expect(kernel.log).toEqual(['open', 'send set_value', 'close']);
    expect(seen).toEqual([]);
    expect(() => channel.send(frame('run'))).toThrow('closed');
  });

  it('fault 074: sends nothing on a comm that a restart has disposed', async () => {
    const [kernel, channel] = make();
    kernel.supportsSubshells = false;
    await channel.open(frame('hello'));
    kernel.comms[0].dispose();
    channel.send(frame('set_value'));
    channel.dispose();
    expect(kernel.log).toEqual(['open']);
  });
});
