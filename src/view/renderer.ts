import type { IRenderMime, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';
import type { Message } from '@lumino/messaging';
import { Panel, Widget } from '@lumino/widgets';
import type { IComponentRegistry } from '../components/registry';
import { DecodeError, Decoder } from '../protocol/decode';
import type { Bundle } from '../protocol/types';
import { MIME_TYPE, PROTOCOL } from '../protocol/types';
import type { SessionManager } from '../session/manager';
import type { Session } from '../session/session';
import type { AppView } from './appview';
import type { IPlace } from './place';

type Drawing = typeof import('./drawing');

/**
 * Load what draws apps: the view and all components. Nobody pays for it before there is
 * an app, or the page has nothing else to do.
 */
export function loadDrawing(): Promise<Drawing> {
  return import('./drawing');
}

/**
 * An app in one output: reads the bundle, makes the session, shows the view.
 *
 * #### Notes
 * The factory says `safe`, so the host renders untrusted outputs as well; whether the
 * output is trusted is looked at here, and decides whether anything may be asked.
 */
export class AppRenderer extends Panel implements IRenderMime.IRenderer {
  constructor(options: AppRenderer.IOptions) {
    super();
    this._options = options;
    this.addClass('intarsia-Renderer');
  }

  /** Whether it stands in a tab of its own; said before it shows anything. */
  isTab = false;

  /**
   * The session of the app that is shown, if one is.
   */
  get session(): Session | null {
    return this._session;
  }

  /**
   * The app, once it is drawn.
   */
  get view(): AppView | null {
    return this._view;
  }

  /**
   * Show what the output holds.
   *
   * #### Notes
   * The host calls it again when the output is written to, by a save of our own as well:
   * the same app is then left as it is.
   */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const data = model.data[MIME_TYPE];
    const { trusted } = model;
    if (this._view && Private.appId(data) === this._appId && trusted === this._trusted) {
      return;
    }
    const drawing = await loadDrawing().catch(() => null);
    if (this.isDisposed) {
      return;
    }
    this._clear();
    if (drawing === null) {
      this._showUnloaded();
      return;
    }
    const { trans } = this._options;
    const protocol = Private.protocol(data);
    if (Private.ahead(protocol) !== 0) {
      const [theirs, ours] = [protocol.slice(0, 20), PROTOCOL];
      const versions = trans.__('It speaks protocol %1, this page %2.', theirs, ours);
      this._showProblem(drawing, data, versions, trusted);
      return;
    }
    try {
      this._show(drawing, this._decode(data), trusted);
    } catch (error) {
      if (!(error instanceof DecodeError)) {
        throw error;
      }
      this._showProblem(drawing, data, error.message, trusted);
    }
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._clear();
    super.dispose();
  }

  private _decode(data: unknown): Bundle {
    return new Decoder(this._options.warn).bundle(data);
  }

  private _show({ AppView }: Drawing, bundle: Bundle, trusted: boolean): void {
    const { sessions, place, rendermime, registry, sanitizer, trans } = this._options;
    const appId = bundle.app_id;
    // Inside another widget it stands in no output of its own, and may be shown again.
    const stands = place?.holds(appId) ?? false;
    const session = sessions.create({
      bundle,
      trusted,
      document: () => (stands && !place?.holds(appId) ? 'open' : 'closed')
    });
    this._session = session;
    this._appId = appId;
    this._trusted = trusted;
    this._view = new AppView({
      session,
      registry,
      rendermime,
      sanitizer,
      trans,
      trusted,
      authorScripts: this._options.authorScripts,
      hooks: place
        ? {
            runCell: () => place.runCell(this.node, appId),
            goTo: (cell, line) => place.goTo(cell, line),
            ...this._ways(place, appId, stands),
            setTabTitle: title => this._setTabTitle(title)
          }
        : {}
    });
    this.addWidget(this._view);
  }

  /**
   * The way from a cell to a tab of its own, and back.
   */
  private _ways(place: IPlace, appId: string, stands: boolean): AppView.IHooks {
    if (this.isTab) {
      return { showCell: () => place.showCell(this.node, appId) };
    }
    return stands && place.hasTabs
      ? { openTab: () => place.openTab(this.node, appId, this._title) }
      : {};
  }

  private _showProblem(
    { BundleProblem }: Drawing,
    data: unknown,
    detail: string,
    trusted: boolean
  ): void {
    const { place, trans } = this._options;
    const appId = Private.appId(data);
    const ahead = Private.ahead(Private.protocol(data));
    this.addWidget(
      new BundleProblem({
        trans,
        detail,
        newer: ahead > 0,
        older: ahead < 0,
        runCell: place && trusted ? () => place.runCell(this.node, appId ?? '') : undefined
      })
    );
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._setTabTitle(this._title);
  }

  /**
   * Name the view around it, once it stands in one.
   */
  private _setTabTitle(title: string): void {
    this._title = title;
    if (title && this._trusted) {
      this._options.place?.setTabTitle?.(this, title);
    }
  }

  private _showUnloaded(): void {
    const line = new Widget();
    line.addClass('intarsia-Notice');
    line.node.setAttribute('role', 'status');
    line.node.textContent = this._options.trans.__(
      'What draws the app cannot be loaded: the server is away, or has another version by now. Reload the page.'
    );
    this.addWidget(line);
  }

  private _clear(): void {
    const session = this._session;
    this._session = null;
    this._appId = null;
    this._view = null;
    for (const widget of [...this.widgets]) {
      widget.dispose();
    }
    session?.dispose();
  }

  private _appId: string | null = null;
  private _options: AppRenderer.IOptions;
  private _session: Session | null = null;
  private _title = '';
  private _trusted = false;
  private _view: AppView | null = null;
}

export namespace AppRenderer {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly registry: IComponentRegistry;
    readonly rendermime: IRenderMimeRegistry;
    readonly sanitizer: IRenderMime.ISanitizer;
    readonly sessions: SessionManager;
    readonly trans: TranslationBundle;
    /** Whether an author's scripts may run; by default they may. */
    readonly authorScripts?: () => boolean;
    /** The document around the output; `null` where there is none. */
    readonly place: IPlace | null;
    readonly warn: (text: string) => void;
  }

  /**
   * How a registry of renderers comes to know of apps; before `text/html`, its fallback.
   */
  export function addFactory(options: Omit<IOptions, 'sanitizer'>): void {
    options.rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [MIME_TYPE],
        createRenderer: ({ sanitizer }) => new AppRenderer({ ...options, sanitizer })
      },
      0
    );
  }
}

namespace Private {
  export function appId(data: ReadonlyPartialJSONValue | undefined | unknown): string | null {
    const id = field(data, 'app_id');
    return typeof id === 'string' ? id : null;
  }

  /**
   * The version of the protocol that a bundle says it speaks; ours where it says nothing.
   */
  export function protocol(data: unknown): string {
    const version = field(data, 'protocol');
    return typeof version === 'string' && /^[0-9]/.test(version) ? version : PROTOCOL;
  }

  /**
   * How many major versions another protocol is ahead of this page's.
   */
  export function ahead(protocol: string): number {
    return parseInt(protocol, 10) - parseInt(PROTOCOL, 10);
  }

  function field(data: unknown, name: string): unknown {
    return typeof data === 'object' && data !== null && Object.hasOwn(data, name)
      ? (data as Record<string, unknown>)[name]
      : undefined;
  }
}
