import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { RenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import fixture from '../../../schema/fixtures/bundle-small.json';
import { connect, mount, MIME_TYPE, register } from '..';

type Opened = (comm: Kernel.IComm, message: KernelMessage.ICommOpenMsg) => unknown;

const bundle: unknown = fixture.data;

/** As much of a kernel as a page needs before anybody talks to it. */
class FakeKernel {
  readonly id = 'kernel';
  readonly status = 'idle';
  readonly handleComms = false;
  readonly statusChanged = new Signal<this, Kernel.Status>(this);
  readonly connectionStatusChanged = new Signal<this, Kernel.ConnectionStatus>(this);
  readonly targets = new Map<string, Opened>();

  registerCommTarget(name: string, opened: Opened): void {
    this.targets.set(name, opened);
  }

  removeCommTarget(name: string, opened: Opened): void {
    if (this.targets.get(name) === opened) {
      this.targets.delete(name);
    }
  }

  get connection(): Kernel.IKernelConnection {
    return this as unknown as Kernel.IKernelConnection;
  }
}

class FakeManager {
  readonly renderMime: IRenderMimeRegistry = new RenderMimeRegistry();
  readonly comm_target_name = 'jupyter.widget';
  readonly opened: string[] = [];

  async handle_comm_open(comm: { comm_id: string }): Promise<void> {
    this.opened.push(comm.comm_id);
  }
}

let element: HTMLElement;

beforeEach(() => {
  element = document.createElement('div');
  document.body.append(element);
});

afterEach(() => element.remove());

const app = () => element.querySelector<HTMLElement>('.intarsia-App');

/** The next change of an element's attributes. */
const changed = (node: HTMLElement) =>
  new Promise<void>(resolve => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      resolve();
    });
    observer.observe(node, { attributes: true });
  });

describe('mount', () => {
  it('shows an app until it is disposed, without a kernel as a picture', async () => {
    const shown = await mount(element, { bundle });
    expect(app()?.dataset.connection).toBe('static');
    shown.dispose();
    expect(element.childElementCount).toBe(0);
  });

  it('goes to the kernel of the page', async () => {
    const { connection } = new FakeKernel();
    const shown = await mount(element, { bundle, kernel: connection });
    expect(app()?.dataset.connection).toBe('connecting');
    // This one is taken by another connection, which is for the app to say.
    await changed(app()!);
    expect(app()?.dataset.connection).toBe('disconnected');
    shown.dispose();
  });

  it("leaves the page's own registry as it is", async () => {
    const rendermime = new RenderMimeRegistry();
    const shown = await mount(element, { bundle, rendermime });
    expect(app()).not.toBeNull();
    expect(rendermime.mimeTypes).not.toContain(MIME_TYPE);
    shown.dispose();
  });

  it('says what is wrong with what is no bundle', async () => {
    const shown = await mount(element, { bundle: { nothing: 'of ours' } });
    expect(element.textContent).toContain('needs the field "protocol"');
    shown.dispose();
  });
});

describe('register', () => {
  it("lets the manager's outputs draw apps, until it is disposed", () => {
    const manager = new FakeManager();
    const registered = register(manager, new FakeKernel().connection);
    expect(manager.renderMime.preferredMimeType({ [MIME_TYPE]: {}, 'text/html': '' })).toBe(
      MIME_TYPE
    );
    registered.dispose();
    expect(manager.renderMime.mimeTypes).not.toContain(MIME_TYPE);
  });
});

describe('connect', () => {
  it('gives the manager the widgets that the kernel makes, until it is disposed', async () => {
    const [manager, kernel] = [new FakeManager(), new FakeKernel()];
    const connected = connect(manager, kernel.connection);
    const opened = kernel.targets.get('jupyter.widget')!;
    const comm = { commId: 'slider', targetName: 'jupyter.widget' } as Kernel.IComm;
    await opened(comm, {} as KernelMessage.ICommOpenMsg);
    expect(manager.opened).toEqual(['slider']);
    expect(manager.renderMime.mimeTypes).toContain(MIME_TYPE);

    connected.dispose();
    expect(kernel.targets.size).toBe(0);
    expect(manager.renderMime.mimeTypes).not.toContain(MIME_TYPE);
  });
});
