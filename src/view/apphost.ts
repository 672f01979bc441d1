import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IComponentRegistry } from '../components/registry';
import type { ILink } from '../session/link';
import { SessionManager } from '../session/manager';
import type { IPlace } from './place';
import { AppRenderer } from './renderer';

/**
 * Makes places that render outputs draw apps, each over its own way to a kernel.
 */
export class AppHost {
  constructor(options: AppHost.IOptions) {
    this._options = options;
  }

  /**
   * Draw the apps of one document or page.
   *
   * #### Notes
   * The sessions, and with them the link, are the caller's to dispose.
   */
  attach({ rendermime, link, place }: AppHost.IAttachOptions): SessionManager {
    const warn = this._warn;
    const sessions = new SessionManager({ link, storage: Private.storage(), warn });
    AppRenderer.addFactory({ ...this._options, rendermime, sessions, place, warn });
    return sessions;
  }

  private readonly _options: AppHost.IOptions;
  private readonly _told = new Set<string>();
  /** Say it once, however many apps have reason to. */
  private readonly _warn = (text: string): void => {
    if (!this._told.has(text)) {
      this._told.add(text);
      console.warn(`intarsia: ${text}`);
    }
  };
}

export namespace AppHost {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly registry: IComponentRegistry;
    readonly trans: TranslationBundle;
    /** Whether an author's scripts may run; by default they may. */
    readonly authorScripts?: () => boolean;
  }

  /**
   * One document or page.
   */
  export interface IAttachOptions {
    /** The registry that its outputs are rendered with. */
    readonly rendermime: IRenderMimeRegistry;
    /** The way to its kernel; `null` where there is none. */
    readonly link: ILink | null;
    /** What the document can do for an app; `null` where there is none. */
    readonly place: IPlace | null;
  }
}

namespace Private {
  export function storage(): Storage | null {
    try {
      return window.sessionStorage;
    } catch {
      return null; // denied by the browser's settings
    }
  }
}
