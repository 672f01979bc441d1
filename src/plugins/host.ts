import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILabStatus } from '@jupyterlab/application';
import { ISessionContextDialogs } from '@jupyterlab/apputils';
import type { IRenderMimeRegistry as Registry } from '@jupyterlab/rendermime';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Token } from '@lumino/coreutils';
import type { Title, Widget } from '@lumino/widgets';
import { KernelLink } from '../session/kernellink';
import type { SessionManager } from '../session/manager';
import { IComponentRegistry } from '../tokens';
import { AppHost } from '../view/apphost';
import type { IPlace } from '../view/place';
import { loadDrawing } from '../view/renderer';
import { PageMark } from './pagemark';
import { RunningMark } from './runningmark';
import { IAppSettings } from './settings';

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
    /** Of the document's tab. */
    readonly title: Title<Widget>;
  }
}

export const IAppHost = new Token<IAppHost>('intarsia:IAppHost', 'Draws apps in documents.');

/**
 * Draws apps wherever the host renders outputs; alone, as pictures without a kernel.
 */
export const host: JupyterFrontEndPlugin<IAppHost> = {
  id: 'jupyterlab-intarsia:renderer',
  description: 'Renders the apps that show(fn) puts into outputs.',
  autoStart: true,
  provides: IAppHost,
  requires: [IRenderMimeRegistry, IComponentRegistry],
  optional: [ITranslator, ISessionContextDialogs, IAppSettings, ILabStatus],
  activate: (
    app,
    rendermime: Registry,
    registry: IComponentRegistry,
    translator: ITranslator | null,
    dialogs: ISessionContextDialogs | null,
    settings: IAppSettings | null,
    status: ILabStatus | null
  ): IAppHost => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_intarsia');
    const apps = new AppHost({
      registry,
      trans,
      authorScripts: () => settings?.authorScripts ?? true
    });
    apps.attach({ rendermime, link: null, place: null });
    // Where it cannot be loaded, the apps say so.
    app.restored.then(loadDrawing).catch(() => undefined);
    const page = new PageMark(status);
    return {
      dialogs,
      attach: ({ rendermime, source, place, title }) => {
        const link = source && new KernelLink(source);
        const sessions = apps.attach({ rendermime, link, place });
        if (settings) {
          const mark = new RunningMark({ sessions, settings, title, page });
          title.owner.disposed.connect(() => mark.dispose());
        }
        return sessions;
      }
    };
  }
};
