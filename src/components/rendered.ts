import type { IRenderMime, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { Panel, Widget } from '@lumino/widgets';
import { Morph, morphElement } from './morph';
import { withoutCommands } from './safehtml';
import { told, undrawn } from './undrawn';

/**
 * One result, drawn by the host's renderers.
 *
 * #### Notes
 * What is on screen stays until the next drawing is finished: nothing flickers, and the
 * height does not jump. While one is under way the newest waits; those between are skipped.
 */
export class Rendered extends Panel {
  constructor(options: Rendered.IOptions) {
    super();
    this._rendermime = options.rendermime;
    this._trans = options.trans;
    this._trusted = options.trusted;
    this.addClass('intarsia-Rendered');
  }

  /**
   * Resolves when the newest is on screen.
   */
  get settled(): Promise<void> {
    return this._settled;
  }

  /**
   * Draw a bundle, or nothing; resolves when the newest is on screen.
   */
  render(bundle: Rendered.IBundle | null): Promise<void> {
    this._next = bundle;
    if (!this._busy) {
      this._busy = true;
      this._settled = this._work();
    }
    return this._settled;
  }

  private async _work(): Promise<void> {
    while (this._next !== undefined && !this.isDisposed) {
      const bundle = this._next;
      this._next = undefined;
      try {
        await this._draw(bundle);
      } catch (error) {
        this._fail(error, bundle);
      }
    }
    this._busy = false;
  }

  private async _draw(bundle: Rendered.IBundle | null): Promise<void> {
    if (bundle === null) {
      this._replace(null);
      return;
    }
    const mime = this._preferred(bundle.data);
    if (mime === undefined) {
      this._say(told(Private.unknown(Object.keys(bundle.data), this._trans)));
      return;
    }
    const model = this._rendermime.createModel({
      data: this._trusted ? Private.quietData(bundle.data) : bundle.data,
      metadata: bundle.metadata,
      trusted: this._trusted
    });
    const shown = this._shown;
    if (shown instanceof Private.Drawing && shown.mime === mime && /^(image|text)\//.test(mime)) {
      await this._again(shown, model, bundle);
      return;
    }
    await this._swap(mime, model, bundle);
  }

  /**
   * Draw the same kind of thing again: in its place, or texts aside, so that only what
   * differs is touched.
   */
  private async _again(
    { mime, renderer }: Private.Drawing,
    model: IRenderMime.IMimeModel,
    bundle: Rendered.IBundle
  ): Promise<void> {
    // A script of a trusted output's runs where it is drawn.
    if (this._trusted || !Private.MARKUP.has(mime)) {
      await renderer.renderModel(model);
      bundle.finish?.(renderer.node);
      return;
    }
    const aside = this._rendermime.createRenderer(mime);
    try {
      await aside.renderModel(model);
      if (!this.isDisposed) {
        bundle.finish?.(aside.node);
        morphElement(renderer.node, aside.node, { isBound: Morph.isOfHost });
      }
    } finally {
      aside.dispose();
    }
  }

  private async _swap(
    mime: string,
    model: IRenderMime.IMimeModel,
    bundle: Rendered.IBundle
  ): Promise<void> {
    const drawing = new Private.Drawing(mime, this._rendermime.createRenderer(mime));
    drawing.toggleClass('intarsia-mod-pending', this._shown !== null);
    this.addWidget(drawing);
    try {
      await Private.patiently(drawing.renderer.renderModel(model), error => {
        if (this._shown === drawing) {
          this._fail(error, bundle);
        }
      });
    } catch (error) {
      drawing.dispose();
      throw error;
    }
    if (!this.isDisposed) {
      bundle.finish?.(drawing.renderer.node);
      drawing.removeClass('intarsia-mod-pending');
      Morph.learn(drawing.node);
      this._replace(drawing);
    }
  }

  private _preferred(data: ReadonlyPartialJSONObject): string | undefined {
    if (this._trusted) {
      return this._rendermime.preferredMimeType(data, 'any');
    }
    const plain = Object.entries(data).filter(([mime]) => Private.UNTRUSTED.has(mime));
    return this._rendermime.preferredMimeType(Object.fromEntries(plain), 'ensure');
  }

  private _replace(widget: Widget | null): void {
    if (this._shown !== widget) {
      this._shown?.dispose();
    }
    this._shown = widget;
  }

  /**
   * Say what went wrong, above what there is to read of the result.
   */
  private _fail(error: unknown, bundle: Rendered.IBundle | null): void {
    const raw = bundle && Private.readable(bundle.data, this._preferred(bundle.data));
    this._say(undrawn(error, raw, this._trans));
  }

  private _say(words: ReadonlyArray<Node>): void {
    if (this.isDisposed) {
      return;
    }
    const said = new Widget();
    said.node.append(...words);
    this.addWidget(said);
    this._replace(said);
  }

  private _busy = false;
  private _next: Rendered.IBundle | null | undefined = undefined;
  private _rendermime: IRenderMimeRegistry;
  private _settled: Promise<void> = Promise.resolve();
  private _shown: Widget | null = null;
  private _trans: TranslationBundle;
  private _trusted: boolean;
}

export namespace Rendered {
  /**
   * The same result in several forms, by mime type.
   */
  export interface IBundle {
    readonly data: ReadonlyPartialJSONObject;
    readonly metadata: ReadonlyPartialJSONObject;
    /** Add to what the renderer has drawn, before it is seen. */
    readonly finish?: (node: HTMLElement) => void;
  }

  export interface IOptions {
    readonly rendermime: IRenderMimeRegistry;
    readonly trans: TranslationBundle;
    readonly trusted: boolean;
  }
}

namespace Private {
  /** What consists of elements, of which many stay the same. */
  export const MARKUP: ReadonlySet<string> = new Set(['text/html', 'text/markdown']);

  /**
   * What an untrusted result may be: nothing of these fetches or runs.
   */
  export const UNTRUSTED: ReadonlySet<string> = new Set([
    'text/html',
    'text/markdown',
    'text/latex',
    'text/plain',
    'application/vnd.jupyter.stdout',
    'application/vnd.jupyter.stderr',
    'image/png',
    'image/jpeg',
    'image/gif',
    'image/webp'
  ]);

  /**
   * A renderer, and for which type it was made.
   */
  export class Drawing extends Panel {
    constructor(
      readonly mime: string,
      readonly renderer: IRenderMime.IRenderer
    ) {
      super();
      this.addClass('intarsia-Rendered-drawing');
      this.addWidget(renderer);
    }
  }

  /** Some renderers wait for the kernel without end; then what they have is shown. */
  const PATIENCE = 2000;

  export async function patiently(
    drawn: Promise<void>,
    late: (error: unknown) => void
  ): Promise<void> {
    let timer = 0;
    const tired = new Promise<true>(resolve => {
      timer = window.setTimeout(() => resolve(true), PATIENCE);
    });
    const over = await Promise.race([drawn, tired]).finally(() => window.clearTimeout(timer));
    if (over === true) {
      drawn.catch(late);
    }
  }

  /**
   * What a person can read of a result that could not be drawn as one of its types.
   */
  export function readable(
    data: ReadonlyPartialJSONObject,
    mime: string | undefined
  ): string | null {
    const own = mime?.startsWith('text/') ? data[mime] : undefined;
    const text = own ?? data['text/plain'];
    return typeof text === 'string' ? text : null;
  }

  export function quietData(data: ReadonlyPartialJSONObject): ReadonlyPartialJSONObject {
    const html = data['text/html'];
    return typeof html === 'string' ? { ...data, 'text/html': withoutCommands(html) } : data;
  }

  export function unknown(types: ReadonlyArray<string>, trans: TranslationBundle): string {
    if (types.length === 0) {
      return trans.__('This result is empty: it comes in no form that can be shown.');
    }
    return trans.__('Nothing here can show this result. It comes as: %1.', types.join(', '));
  }
}
