import type { Kernel } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import { KernelLink } from '../kernellink';
import type { ILink } from '../link';

class FakeSource implements KernelLink.ISource {
  ready = Promise.resolve();
  session: { kernel: Kernel.IKernelConnection | null } | null = null;
  readonly statusChanged = new Signal<this, Kernel.Status>(this);
  readonly connectionStatusChanged = new Signal<this, Kernel.ConnectionStatus>(this);
  readonly kernelChanged = new Signal<this, void>(this);

  setKernel(id: string | null): void {
    const kernel = id === null ? null : { id, status: 'idle', connectionStatus: 'connected' };
    this.session = { kernel: kernel as unknown as Kernel.IKernelConnection };
    this.kernelChanged.emit();
  }
}

function make(): [FakeSource, KernelLink, ILink.Event[]] {
  const source = new FakeSource();
  const link = new KernelLink(source);
  const events: ILink.Event[] = [];
  link.changed.connect((_, event) => events.push(event));
  return [source, link, events];
}

describe('KernelLink', () => {
  it('says that there is no kernel, and when one comes', async () => {
    const [source, link, events] = make();
    await expect(link.connect()).rejects.toMatchObject({ connection: 'static' });
    source.setKernel('one');
    expect(events).toEqual(['replaced']);
    await link.connect();
  });

  it('says nothing of the kernel that comes before anybody has asked', async () => {
    const [source, link, events] = make();
    source.setKernel('one');
    await link.connect();
    expect(events).toEqual([]);
  });

  it('fault 076: tells of another kernel, and of none', async () => {
    const [source, link, events] = make();
    source.setKernel('one');
    await link.connect();
    source.setKernel('two');
    source.setKernel('two');
    source.setKernel(null);
    expect(events).toEqual(['replaced', 'died']);
  });

  it.each([
    ['restarting', ['restarted']],
    ['autorestarting', ['restarted']],
    ['dead', ['died']],
    ['terminating', ['died']],
    ['busy', []],
    ['idle', []]
  ] as [Kernel.Status, ILink.Event[]][])('faults 045, 074: %s means %j', (status, expected) => {
    const [source, , events] = make();
    source.statusChanged.emit(status);
    expect(events).toEqual(expected);
  });

  it('tells of the socket', () => {
    const [source, , events] = make();
    (['connecting', 'connected', 'disconnected'] as const).forEach(status =>
      source.connectionStatusChanged.emit(status)
    );
    expect(events).toEqual(['reconnecting', 'connected', 'disconnected']);
  });

  it('is silent once it is disposed', () => {
    const [source, link, events] = make();
    link.dispose();
    link.dispose();
    source.statusChanged.emit('dead');
    expect(events).toEqual([]);
  });
});
