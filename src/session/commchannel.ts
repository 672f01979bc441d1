import type { Kernel } from '@jupyterlab/services';
import type { JSONObject } from '@lumino/coreutils';
import { UUID } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { COMM_TARGET } from '../protocol/types';
import type { IChannel } from './channel';
import { LinkError } from './link';

/**
 * A channel over a Jupyter comm.
 *
 * #### Notes
 * The id is our own: a comm opened under an id that the kernel knows would take its place.
 * When the kernel restarts the comm is gone without a word; `ILink` tells of that.
 */
export class CommChannel implements IChannel {
  constructor(kernel: Kernel.IKernelConnection) {
    this._kernel = kernel;
  }

  get closed(): ISignal<this, void> {
    return this._closed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  get received(): ISignal<this, IChannel.IFrame> {
    return this._received;
  }

  async open(frame: IChannel.IFrame): Promise<void> {
    const kernel = this._kernel;
    if (!kernel.handleComms) {
      throw new LinkError(
        'disconnected',
        'Another document of this page has the connection to this kernel. Close it, then try again.'
      );
    }
    const comm = kernel.createComm(COMM_TARGET, UUID.uuid4());
    this._comm = comm;
    comm.onMsg = msg => {
      if (!this._isDisposed) {
        const { data } = msg.content;
        this._received.emit({ data, buffers: msg.buffers ?? [] });
      }
    };
    comm.onClose = () => {
      // The host disposes it now. Disposed twice, it takes the subshell of the others along.
      this._comm = null;
      if (!this._isDisposed) {
        this._closed.emit();
      }
    };
    await kernel.info;
    await Private.subshell(kernel, comm);
    if (!this._isDisposed) {
      comm.open(frame.data as JSONObject, undefined, [...frame.buffers]);
      this._isOpen = true;
    }
  }

  send(frame: IChannel.IFrame): void {
    const comm = this._comm;
    if (this._isDisposed || !comm) {
      throw new Error('The channel is closed.');
    }
    if (!comm.isDisposed) {
      comm.send(frame.data as JSONObject, undefined, [...frame.buffers]);
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    const comm = this._comm;
    this._comm = null;
    if (comm && !comm.isDisposed) {
      comm.onClose = comm.onMsg = () => undefined; // the host keeps closed comms for long
      const kernel = this._kernel;
      if (this._isOpen && !kernel.isDisposed && kernel.status !== 'dead') {
        comm.close();
      } else {
        comm.dispose();
      }
    }
    Signal.clearData(this);
  }

  private _closed = new Signal<this, void>(this);
  private _comm: Kernel.IComm | null = null;
  private _isDisposed = false;
  private _isOpen = false;
  private _kernel: Kernel.IKernelConnection;
  private _received = new Signal<this, IChannel.IFrame>(this);
}

namespace Private {
  /**
   * What newer hosts have; on a kernel without subshells the promise never settles.
   */
  interface ISubshells {
    readonly supportsSubshells?: boolean;
    readonly commsOverSubshells?: string;
    readonly subshellStarted?: Promise<void>;
  }

  /**
   * Milliseconds after which a subshell is done without.
   */
  const PATIENCE = 3000;

  /**
   * Wait for the subshell that the host starts by itself: opened before it is there, the
   * comm would be handled behind the cells for ever.
   */
  export async function subshell(
    kernel: Kernel.IKernelConnection & ISubshells,
    comm: Kernel.IComm & ISubshells
  ): Promise<void> {
    if (!kernel.supportsSubshells || comm.commsOverSubshells === 'disabled') {
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>(resolve => {
      timer = setTimeout(resolve, PATIENCE);
    });
    // A subshell that could not be made is done without as well.
    const started = Promise.resolve(comm.subshellStarted).catch(() => undefined);
    await Promise.race([started, patience]);
    clearTimeout(timer);
  }
}
