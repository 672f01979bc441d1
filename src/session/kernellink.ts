import type { Kernel } from '@jupyterlab/services';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { IChannel } from './channel';
import { CommChannel } from './commchannel';
import type { ILink } from './link';
import { LinkError } from './link';

/**
 * The way to the kernel of a document, whichever that is at a time.
 *
 * #### Notes
 * The kernel's status is the truth: on a restart comms vanish without a word.
 */
export class KernelLink implements ILink {
  constructor(source: KernelLink.ISource) {
    this._source = source;
    source.statusChanged.connect(this._onStatusChanged, this);
    source.connectionStatusChanged.connect(this._onConnectionStatusChanged, this);
    source.kernelChanged?.connect(this._onKernelChanged, this);
  }

  get changed(): ISignal<this, ILink.Event> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  async connect(): Promise<IChannel> {
    await this._settled();
    const kernel = this._kernel;
    this._kernelId = kernel?.id ?? null;
    if (!kernel || this._isDisposed) {
      throw new LinkError('static');
    }
    if (kernel.status === 'dead') {
      throw new LinkError('died');
    }
    return new CommChannel(kernel);
  }

  async reconnect(): Promise<void> {
    const kernel = this._kernel;
    if (kernel && kernel.connectionStatus !== 'connected') {
      await kernel.reconnect();
    }
  }

  /**
   * Ask a kernel that knows nothing of apps whether it has the package.
   *
   * #### Notes
   * The kernel evaluates one fixed expression, silently, after the cells that run.
   */
  lack(): Promise<LinkError | null> {
    const kernel = this._kernel;
    if (!kernel) {
      return Promise.resolve(null);
    }
    if (this._asked?.kernel !== kernel) {
      this._asked = { kernel, lack: Private.lack(kernel) };
    }
    return this._asked.lack;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    Signal.clearData(this);
  }

  /**
   * Wait for the kernel that the document is about to have, if it is about to have one.
   *
   * #### Notes
   * Where a person chose to have none, `ready` never comes, and nothing tells of it.
   */
  private async _settled(): Promise<void> {
    let isReady = false;
    const ready = this._source.ready.then(() => {
      isReady = true;
    });
    do {
      await Promise.race([ready, new Promise(resolve => setTimeout(resolve, Private.PATIENCE))]);
    } while (!isReady && !this._isDisposed && !this._source.hasNoKernel);
  }

  private get _kernel(): Kernel.IKernelConnection | null {
    return this._source.session?.kernel ?? null;
  }

  private _onStatusChanged(sender: unknown, status: Kernel.Status): void {
    if (status === 'restarting' || status === 'autorestarting') {
      this._asked = null;
      this._changed.emit('restarted');
    } else if (status === 'dead' || status === 'terminating') {
      this._changed.emit('died');
    }
  }

  private _onConnectionStatusChanged(sender: unknown, status: Kernel.ConnectionStatus): void {
    this._changed.emit(status === 'connecting' ? 'reconnecting' : status);
  }

  private _onKernelChanged(): void {
    const id = this._kernel?.id ?? null;
    if (this._kernelId === undefined || id === this._kernelId) {
      return; // nobody has asked for one yet, or it is the same
    }
    this._kernelId = id;
    this._changed.emit(id === null ? 'died' : 'replaced');
  }

  private _asked: Private.IAsked | null = null;
  private _changed = new Signal<this, ILink.Event>(this);
  private _isDisposed = false;
  private _kernelId: string | null | undefined = undefined;
  private _source: KernelLink.ISource;
}

export namespace KernelLink {
  /**
   * Where the kernel comes from; an `ISessionContext` is one.
   */
  export interface ISource {
    readonly ready: Promise<void>;
    /** Whether there is no kernel, and none that is being started. */
    readonly hasNoKernel?: boolean;
    readonly session: { readonly kernel: Kernel.IKernelConnection | null } | null;
    readonly statusChanged: ISignal<unknown, Kernel.Status>;
    readonly connectionStatusChanged: ISignal<unknown, Kernel.ConnectionStatus>;
    readonly kernelChanged?: ISignal<unknown, unknown>;
  }
}

namespace Private {
  export interface IAsked {
    readonly kernel: Kernel.IKernelConnection;
    readonly lack: Promise<LinkError | null>;
  }

  /** Milliseconds between two looks at whether there will be a kernel. */
  export const PATIENCE = 1000;

  const HAS_PACKAGE =
    "__import__('importlib.util', fromlist=['find_spec']).find_spec('intarsia') is not None";

  export async function lack(kernel: Kernel.IKernelConnection): Promise<LinkError | null> {
    const { language_info: language } = await kernel.info;
    if (language.name !== 'python') {
      return new LinkError('missing', language.name);
    }
    const reply = await kernel.requestExecute({
      code: '',
      silent: true,
      store_history: false,
      allow_stdin: false,
      stop_on_error: false,
      user_expressions: { found: HAS_PACKAGE }
    }).done;
    const { content } = reply;
    const found = content.status === 'ok' ? (content.user_expressions.found as IFound) : undefined;
    return found?.data?.['text/plain'] === 'False' ? new LinkError('missing') : null;
  }

  interface IFound {
    readonly data?: { readonly 'text/plain'?: string };
  }
}
