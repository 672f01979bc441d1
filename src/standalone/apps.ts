import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Kernel } from '@jupyterlab/services';
import { ComponentRegistry } from '../components/registry';
import { KernelLink } from '../session/kernellink';
import type { SessionManager } from '../session/manager';
import { AppHost } from '../view/apphost';
import { PlainWords } from './words';

/**
 * Let a registry draw apps over a page's connection to a kernel, or as pictures without.
 */
export function attach(
  rendermime: IRenderMimeRegistry,
  kernel: Kernel.IKernelConnection | null
): SessionManager {
  return Private.host().attach({
    rendermime,
    link: kernel && new KernelLink(Private.source(kernel)),
    place: null
  });
}

namespace Private {
  let made: AppHost | null = null;

  export function host(): AppHost {
    made ??= new AppHost({
      registry: new ComponentRegistry(),
      trans: new PlainWords()
    });
    return made;
  }

  /**
   * A page keeps one connection; in a document the kernel may be changed for another.
   */
  export function source(kernel: Kernel.IKernelConnection): KernelLink.ISource {
    const { statusChanged, connectionStatusChanged } = kernel;
    return {
      ready: Promise.resolve(),
      session: { kernel },
      statusChanged,
      connectionStatusChanged
    };
  }
}
