import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISessionContextDialogs } from '@jupyterlab/apputils';
import type { IRenderMimeRegistry as Registry } from '@jupyterlab/rendermime';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Token } from '@lumino/coreutils';
import { SessionManager } from '../session/manager';
import { IComponentRegistry } from '../tokens';
import { KernelLink } from './kernellink';
import type { IPlace } from './place';
import { AppRenderer } from './renderer';

/**
 * What the plugins for documents share.
 */
export interface IAppHost {
  readonly dialogs: ISessionContextDialogs | null;
  /** Draw the apps of one document, over its own kernel. */
  attach(options: IAppHost.IOptions): SessionManager;
}

export namespace IAppHost {
  export interface IOptions {
    /** The document's own registry of renderers. */
    readonly rendermime: Registry;
    /** Where its kernel comes from; `null` where there is none. */
    readonly source: KernelLink.ISource | null;
    readonly place: IPlace | null;
  }
}

export const IAppHost = new Token<IAppHost>('intarsia:IAppHost', 'Draws apps in documents.');

/**
 * Draws apps wherever the host renders outputs; alone, as pictures without a kernel.
 */
export const host: JupyterFrontEndPlugin<IAppHost> = {
  id: 'intarsia:renderer',
  description: 'Renders the apps that show(fn) puts into outputs.',
  autoStart: true,
  provides: IAppHost,
  requires: [IRenderMimeRegistry, IComponentRegistry],
  optional: [ITranslator, ISessionContextDialogs],
  activate: (
    app,
    rendermime: Registry,
    registry: IComponentRegistry,
    translator: ITranslator | null,
    dialogs: ISessionContextDialogs | null
  ): IAppHost => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_intarsia');
    const appHost = { dialogs, attach: Private.attach(registry, trans) };
    appHost.attach({ rendermime, source: null, place: null });
    return appHost;
  }
};

namespace Private {
  export function attach(
    registry: IComponentRegistry,
    trans: TranslationBundle
  ): IAppHost['attach'] {
    const told = new Set<string>();
    const warn = (text: string) => {
      if (!told.has(text)) {
        told.add(text);
        console.warn(`intarsia: ${text}`);
      }
    };
    return ({ rendermime, source, place }) => {
      const link = source ? new KernelLink(source) : null;
      const sessions = new SessionManager({ link, storage: storage(), warn });
      AppRenderer.addFactory({ rendermime, registry, sessions, trans, place, warn });
      return sessions;
    };
  }

  function storage(): Storage | null {
    try {
      return window.sessionStorage;
    } catch {
      return null; // denied by the browser's settings
    }
  }
}
