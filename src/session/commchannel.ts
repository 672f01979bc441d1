import type { Kernel, KernelMessage } from '@jupyterlab/services';
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
    const subshell = await Private.subshell(kernel, comm);
    this._subshell = subshell;
    if (this._isDisposed) {
      this._dropSubshell();
      return;
    }
    this._isOpen = true;
    if (subshell === null) {
      comm.open(frame.data as JSONObject, undefined, [...frame.buffers]);
    } else {
      kernel.sendShellMessage(Private.openMessage(kernel, comm, subshell, frame), false, true);
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
    this._dropSubshell();
    Signal.clearData(this);
  }

  private _dropSubshell(): void {
    const kernel = this._kernel;
    if (this._subshell !== null && !kernel.isDisposed && kernel.status !== 'dead') {
      void Private.control(kernel, 'delete_subshell_request', { subshell_id: this._subshell });
    }
    this._subshell = null;
  }

  private _closed = new Signal<this, void>(this);
  private _comm: Kernel.IComm | null = null;
  private _isDisposed = false;
  private _isOpen = false;
  private _kernel: Kernel.IKernelConnection;
  private _received = new Signal<this, IChannel.IFrame>(this);
  /** One of our own, where the host could not make one in time. */
  private _subshell: string | null = null;
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
   * Milliseconds after which the host's own knowledge of the kernel is late.
   */
  const LATE = 500;

  /**
   * Wait for the subshell that the host starts by itself: opened before it is there, the
   * comm would be handled behind the cells for ever.
   *
   * #### Notes
   * The host learns what the kernel can from an answer that waits behind the cells too: on
   * a page loaded while a cell runs. There we ask on the control channel, which does not
   * wait, and return the name of a subshell of our own.
   */
  export async function subshell(
    kernel: Kernel.IKernelConnection & ISubshells,
    comm: Kernel.IComm & ISubshells
  ): Promise<string | null> {
    const race = { isOver: false };
    const informed = kernel.info.then(() => null);
    const mayAsk = 'supportsSubshells' in kernel && comm.commsOverSubshells !== 'disabled';
    const own = await (mayAsk ? Promise.race([informed, ownSubshell(kernel, race)]) : informed);
    race.isOver = true;
    if (own !== null) {
      return own;
    }
    if (kernel.supportsSubshells && comm.commsOverSubshells !== 'disabled') {
      // A subshell that could not be made is done without as well.
      const started = Promise.resolve(comm.subshellStarted).catch(() => undefined);
      await within(started, PATIENCE);
    }
    return null;
  }

  /**
   * Make a subshell when the host is late to; never settles where that is not needed.
   */
  async function ownSubshell(
    kernel: Kernel.IKernelConnection,
    race: { readonly isOver: boolean }
  ): Promise<string> {
    const never = new Promise<string>(() => undefined);
    if (await within(kernel.info, LATE)) {
      return never;
    }
    const info = await control(kernel, 'kernel_info_request', {});
    const features = info?.supported_features;
    if (
      (await within(kernel.info, LATE)) ||
      !Array.isArray(features) ||
      !features.includes('kernel subshells')
    ) {
      return never;
    }
    const id = (await control(kernel, 'create_subshell_request', {}))?.subshell_id;
    if (typeof id !== 'string') {
      return never;
    }
    if (race.isOver) {
      void control(kernel, 'delete_subshell_request', { subshell_id: id });
      return never;
    }
    return id;
  }

  /**
   * Ask on the control channel; `null` where the kernel is gone before it answers.
   */
  export async function control(
    kernel: Kernel.IKernelConnection,
    msgType: string,
    content: JSONObject
  ): Promise<Readonly<Record<string, unknown>> | null> {
    // The host's types do not know all of these requests on this channel; kernels do.
    const message = made(kernel, 'control', msgType, content) as unknown;
    try {
      const reply = await kernel.sendControlMessage(
        message as KernelMessage.IDebugRequestMsg,
        true,
        true
      ).done;
      return (reply?.content as unknown as Record<string, unknown> | undefined) ?? null;
    } catch {
      return null; // restarted or shut down meanwhile: the link tells of that
    }
  }

  /**
   * `comm_open`, handled by a subshell.
   */
  export function openMessage(
    kernel: Kernel.IKernelConnection,
    comm: Kernel.IComm,
    subshellId: string,
    frame: IChannel.IFrame
  ): KernelMessage.ICommOpenMsg<'shell'> {
    const content = { comm_id: comm.commId, target_name: comm.targetName, data: frame.data };
    const message = made(kernel, 'shell', 'comm_open', content as JSONObject, subshellId);
    return {
      ...message,
      buffers: [...frame.buffers]
    } as unknown as KernelMessage.ICommOpenMsg<'shell'>;
  }

  /**
   * A message as the host would make it; made here, standalone pages need less of the host.
   */
  function made(
    kernel: Kernel.IKernelConnection,
    channel: 'control' | 'shell',
    msgType: string,
    content: JSONObject,
    subshellId: string | null = null
  ): object {
    return {
      buffers: [],
      channel,
      content,
      header: {
        date: new Date().toISOString(),
        msg_id: UUID.uuid4(),
        msg_type: msgType,
        session: kernel.clientId,
        username: kernel.username,
        subshell_id: subshellId,
        version: '5.2'
      },
      metadata: {},
      parent_header: {}
    };
  }

  /**
   * Wait for something, but not for ever; whether it came.
   */
  async function within(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<boolean>(resolve => {
      timer = setTimeout(() => resolve(false), milliseconds);
    });
    const came = await Promise.race([promise.then(() => true), patience]);
    clearTimeout(timer);
    return came;
  }
}
