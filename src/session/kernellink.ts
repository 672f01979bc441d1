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
    await this._source.ready;
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

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    Signal.clearData(this);
  }

  private get _kernel(): Kernel.IKernelConnection | null {
    return this._source.session?.kernel ?? null;
  }

  private _onStatusChanged(sender: unknown, status: Kernel.Status): void {
    if (status === 'restarting' || status === 'autorestarting') {
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
    readonly session: { readonly kernel: Kernel.IKernelConnection | null } | null;
    readonly statusChanged: ISignal<unknown, Kernel.Status>;
    readonly connectionStatusChanged: ISignal<unknown, Kernel.ConnectionStatus>;
    readonly kernelChanged?: ISignal<unknown, unknown>;
  }
}
