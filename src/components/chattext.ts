import type { IRenderMime, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { LatexDelimiter } from '../protocol/types';
import type { Component } from './component';
import { Field } from './field';
import { copyButton } from './fieldbutton';
import { Growth } from './growth';
import type { HostLayout } from './hostlayout';
import { breakLines, MarkdownBlocks } from './markdownblocks';
import type { IFormula } from './mathtext';
import { extractMath, restoreMath } from './mathtext';
import { quietRendermime } from './safehtml';

/**
 * A text of a message: Markdown, block by block, or as it is written.
 *
 * #### Notes
 * When the text grows, its last block is drawn again; those before it are not touched.
 */
export class ChatText implements IDisposable {
  constructor(options: ChatText.IOptions) {
    this._options = options;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-ChatText';
    const isDrawn = options.style.markdown && options.rendermime.mimeTypes.includes(Private.MIME);
    this._growth = isDrawn ? null : new Growth(this.node);
    this.node.classList.toggle('intarsia-mod-plain', this._growth !== null);
  }

  readonly node: HTMLElement;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Resolves when what is shown is on screen.
   */
  get settled(): Promise<void> {
    return Promise.all(this._drawn.map(block => block.settled)).then(() => undefined);
  }

  /**
   * Show a text.
   */
  show(text: string): void {
    if (this._growth) {
      this._growth.show(text);
      return;
    }
    const from = this._blocks.update(text);
    const { blocks } = this._blocks;
    while (this._drawn.length > blocks.length) {
      this._drawn.pop()?.dispose();
    }
    for (let at = from; at < blocks.length; at++) {
      this._drawn[at] ??= new Private.Block(this._options, this.node);
      this._drawn[at].show(blocks[at]);
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._drawn.splice(0).forEach(block => block.dispose());
    this.node.remove();
  }

  private _blocks = new MarkdownBlocks();
  private _drawn: Private.Block[] = [];
  private _growth: Growth | null;
  private _isDisposed = false;
  private _options: ChatText.IOptions;
}

export namespace ChatText {
  /**
   * How texts are drawn.
   */
  export interface IStyle {
    readonly markdown: boolean;
    readonly lineBreaks: boolean;
    readonly delimiters: ReadonlyArray<LatexDelimiter>;
  }

  export interface IOptions {
    /** The host's renderers, from `renderersOf`. */
    readonly rendermime: IRenderMimeRegistry;
    /** The host's typesetter of formulas. */
    readonly typesetter: IRenderMime.ILatexTypesetter | null;
    readonly layout: HostLayout;
    readonly style: IStyle;
    readonly trans: TranslationBundle;
  }

  /**
   * The host's renderers for texts whose formulas are found here.
   */
  export function renderersOf(context: Component.IContext): IRenderMimeRegistry {
    const latexTypesetter = { typeset: () => undefined };
    return quietRendermime(context).clone({ latexTypesetter });
  }
}

namespace Private {
  export const MIME = 'text/markdown';

  /**
   * One block, drawn by the host.
   */
  export class Block implements IDisposable {
    constructor(options: ChatText.IOptions, host: HTMLElement) {
      this._options = options;
      this._renderer = options.rendermime.createRenderer(MIME);
      this._renderer.addClass('intarsia-ChatText-block');
      options.layout.place(this._renderer, host);
    }

    get isDisposed(): boolean {
      return this._renderer.isDisposed;
    }

    get settled(): Promise<void> {
      return this._settled;
    }

    /**
     * Draw a text; of several, while one is being drawn, the newest follows.
     */
    show(source: string): void {
      this._next = source;
      if (!this._isBusy) {
        this._isBusy = true;
        this._settled = this._work();
      }
    }

    dispose(): void {
      this._renderer.dispose();
    }

    private async _work(): Promise<void> {
      while (this._next !== null && !this.isDisposed) {
        const source = this._next;
        this._next = null;
        try {
          await this._draw(source);
        } catch (error) {
          this._renderer.node.textContent = source;
          console.warn('intarsia: a message could not be drawn.', error);
        }
      }
      this._isBusy = false;
    }

    private async _draw(source: string): Promise<void> {
      const { rendermime, style } = this._options;
      const broken = style.lineBreaks ? breakLines(source) : source;
      const { text, formulas } = extractMath(broken, style.delimiters);
      const model = rendermime.createModel({ data: { [MIME]: text }, trusted: false });
      await this._renderer.renderModel(model);
      if (!this.isDisposed) {
        this._finish(formulas);
      }
    }

    /**
     * Add what the host does not: formulas between the author's delimiters, ways to copy.
     */
    private _finish(formulas: ReadonlyArray<IFormula>): void {
      const { node } = this._renderer;
      const before = this._formulas;
      this._formulas = new Map();
      restoreMath(node, formulas, formula => {
        const key = `${formula.display ? 'd' : 'i'}${formula.tex}`;
        // Drawn already: what is typeset stays so, without a moment as text.
        const known = before.get(key)?.pop();
        const drawn = known ?? this._typeset(formula);
        this._formulas.set(key, [...(this._formulas.get(key) ?? []), drawn]);
        return drawn;
      });
      for (const pre of node.querySelectorAll('pre')) {
        wrapCode(pre, this._options.trans);
      }
      for (const table of node.querySelectorAll('table')) {
        wrapTable(table);
      }
    }

    private _typeset(formula: IFormula): HTMLElement {
      const { typesetter } = this._options;
      const element = document.createElement('span');
      element.className = 'intarsia-ChatText-formula';
      element.classList.toggle('intarsia-mod-display', formula.display);
      if (typesetter === null) {
        element.textContent = formula.source;
        return element;
      }
      const [left, right] = formula.display ? ['$$', '$$'] : ['$', '$'];
      element.textContent = `${left}${formula.tex}${right}`;
      // It has to stand in the page to be measured.
      void Promise.resolve().then(() =>
        element.isConnected ? typesetter.typeset(element) : undefined
      );
      return element;
    }

    private _formulas = new Map<string, HTMLElement[]>();
    private _isBusy = false;
    private _next: string | null = null;
    private _options: ChatText.IOptions;
    private _renderer: IRenderMime.IRenderer;
    private _settled: Promise<void> = Promise.resolve();
  }

  /**
   * Give code a head: its language, and a button that copies it.
   */
  function wrapCode(pre: HTMLPreElement, trans: TranslationBundle): void {
    const box = document.createElement('div');
    box.className = 'intarsia-ChatText-code';
    const head = document.createElement('div');
    head.className = 'intarsia-ChatText-codehead';
    const language = document.createElement('span');
    const code = pre.querySelector('code');
    language.textContent =
      /(?:^|\s)language-([\w+#.-]{1,20})/.exec(code?.className ?? '')?.[1] ?? '';
    const text = (): string => pre.textContent ?? '';
    const copy = copyButton(trans, text, undefined, trans.__('Copy code'));
    head.append(language, copy);
    pre.replaceWith(box);
    box.append(head, pre);
    if (pre.scrollWidth > pre.clientWidth) {
      // What is wider than its place scrolls, also by keys.
      pre.tabIndex = 0;
      Field.keepKeys(pre);
    }
  }

  function wrapTable(table: HTMLTableElement): void {
    const box = document.createElement('div');
    box.className = 'intarsia-ChatText-table';
    table.replaceWith(box);
    box.append(table);
  }
}
