import type { IClassicComm } from '@jupyter-widgets/base';
import { shims } from '@jupyter-widgets/base/lib/services-shim';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Kernel, KernelMessage } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import { MIME_TYPE } from '../protocol/types';
import { attach } from './apps';

/**
 * What renders the outputs of a page of widgets; an `HTMLManager` does.
 */
export interface IRenderingManager {
  readonly renderMime: IRenderMimeRegistry;
}

/**
 * A manager of widgets that waits for the widgets of a kernel.
 */
export interface IPageManager extends IRenderingManager {
  readonly comm_target_name: string;
  handle_comm_open(comm: IClassicComm, message: KernelMessage.ICommOpenMsg): Promise<unknown>;
}

/**
 * Let the outputs of a page's widgets hold live apps: those of `app.widget`, and those
 * that are displayed into an `Output`.
 */
export function register(
  { renderMime }: IRenderingManager,
  kernel: Kernel.IKernelConnection
): IDisposable {
  const sessions = attach(renderMime, kernel);
  return new DisposableDelegate(() => {
    renderMime.removeMimeType(MIME_TYPE);
    sessions.dispose();
  });
}

/**
 * The same, and give the manager the widgets that the kernel makes.
 */
export function connect(manager: IPageManager, kernel: Kernel.IKernelConnection): IDisposable {
  const { comm_target_name: target } = manager;
  const open = async (comm: Kernel.IComm, message: KernelMessage.ICommOpenMsg): Promise<void> => {
    await manager.handle_comm_open(new shims.services.Comm(comm), message);
  };
  const registered = register(manager, kernel);
  kernel.registerCommTarget(target, open);
  return new DisposableDelegate(() => {
    kernel.removeCommTarget(target, open);
    registered.dispose();
  });
}
