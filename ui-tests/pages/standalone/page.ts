/**
 * A page without JupyterLab: code goes to a kernel, what it displays is rendered with the
 * widget manager for plain pages. Apps come from the standalone script beside it.
 */
import { HTMLManager } from '@jupyter-widgets/html-manager';
import { OutputArea, OutputAreaModel } from '@jupyterlab/outputarea';
import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { KernelManager, ServerConnection } from '@jupyterlab/services';
import { Widget } from '@lumino/widgets';
import type * as Standalone from '../../../src/standalone';

declare const intarsia: typeof Standalone;

const parameters = new URLSearchParams(location.search);
const address = parameters.get('server') ?? '';
const serverSettings = ServerConnection.makeSettings({
  baseUrl: address,
  wsUrl: address.replace(/^http/, 'ws'),
  token: parameters.get('token') ?? '',
  appendToken: true
});

const form = document.querySelector<HTMLFormElement>('#console')!;
const status = document.querySelector<HTMLOutputElement>('#status')!;
const outputs = document.querySelector<HTMLElement>('#outputs')!;
const mounted = document.querySelector<HTMLElement>('#mounted')!;
const manager = new HTMLManager();

/**
 * Execute, and show what comes as a notebook would.
 */
function execute(kernel: Kernel.IKernelConnection, code: string): Promise<unknown> {
  const area = new OutputArea({
    model: new OutputAreaModel({ trusted: true }),
    rendermime: manager.renderMime
  });
  outputs.replaceChildren();
  Widget.attach(area, outputs);
  area.future = kernel.requestExecute({ code });
  return area.future.done;
}

/**
 * Execute, and show the app that comes in an element of its own.
 */
async function mountFrom(kernel: Kernel.IKernelConnection, code: string): Promise<void> {
  const future = kernel.requestExecute({ code });
  let bundle: unknown = null;
  future.onIOPub = message => {
    if (message.header.msg_type === 'display_data') {
      const { data } = (message as KernelMessage.IDisplayDataMsg).content;
      bundle = data[intarsia.MIME_TYPE];
    }
  };
  await future.done;
  const shown = await intarsia.mount(mounted, { bundle, kernel });
  mounted.addEventListener('close', () => shown.dispose(), { once: true });
}

async function start(): Promise<void> {
  const kernels = new KernelManager({ serverSettings });
  await kernels.ready;
  const kernel = await kernels.startNew({ name: 'python3' });
  intarsia.connect(manager, kernel);
  status.dataset.kernel = kernel.id;
  status.textContent = 'ready';
  form.addEventListener('submit', event => {
    event.preventDefault();
    const code = String(new FormData(form).get('code'));
    status.textContent = 'executing';
    const work = code.startsWith('# mount\n') ? mountFrom : execute;
    work(kernel, code).then(
      () => (status.textContent = 'ready'),
      (reason: unknown) => (status.textContent = `failed: ${String(reason)}`)
    );
  });
}

start().catch((reason: unknown) => {
  status.textContent = `failed: ${String(reason)}`;
});
