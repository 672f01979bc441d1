import type { IDisposable } from '@lumino/disposable';
import { markdownTurns } from './drawingturns';
import { breakLines } from './markdownblocks';
import type { MarkdownText } from './markdowntext';
import type { IFormula } from './mathtext';
import { extractMath, restoreMath } from './mathtext';
import { Morph, morphNodes } from './morph';
import { undrawn } from './undrawn';

/**
 * One block of a Markdown text, drawn by the host.
 *
 * #### Notes
 * It is drawn aside, and what stands in the page becomes like it. The longer a drawing took,
 * the longer the next one waits: what is long and grows leaves the page time for others.
 */
export class MarkdownBlock implements IDisposable {
  constructor(options: MarkdownText.IOptions) {
    this._options = options;
    const { node, blockClass } = options;
    if (blockClass === undefined) {
      this._parent = node;
      node.append((this._end = document.createTextNode('')));
      return;
    }
    this._parent = document.createElement('div');
    this._parent.classList.add(...MarkdownBlock.CLASSES, blockClass);
    this._end = null;
    node.append(this._parent);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Resolves when the newest is on screen.
   */
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
    this._isDisposed = true;
    this._wake();
    this._nodes.splice(0).forEach(node => node.remove());
    this._end?.remove();
    if (this._parent !== this._options.node) {
      this._parent.remove();
    }
  }

  private async _work(): Promise<void> {
    while (this._next !== null && !this._isDisposed) {
      await this._rest();
      await markdownTurns.take(() => this._turn());
    }
    this._isBusy = false;
  }

  private async _turn(): Promise<void> {
    const source = this._next;
    if (source === null || this._isDisposed) {
      return;
    }
    this._next = null;
    const begun = performance.now();
    try {
      await this._draw(source);
    } catch (error) {
      if (this._isDisposed) {
        return;
      }
      this._replace(undrawn(error, source, this._options.trans));
    }
    const now = performance.now();
    const pause = (now - begun) * Private.SHARE;
    this._free = pause < Private.LEAST ? 0 : now + Math.min(pause, Private.MOST);
  }

  private async _draw(source: string): Promise<void> {
    const { rendermime, lineBreaks, delimiters, finish, onDrawn } = this._options;
    const broken = lineBreaks ? breakLines(source) : source;
    const { text, formulas } = extractMath(broken, delimiters);
    const model = rendermime.createModel({
      data: { [MarkdownBlock.MIME]: text },
      trusted: false
    });
    const aside = rendermime.createRenderer(MarkdownBlock.MIME);
    try {
      await aside.renderModel(model);
      if (!this._isDisposed) {
        const written: HTMLElement[] = [];
        restoreMath(aside.node, formulas, formula => {
          const element = this._write(formula);
          written.push(element);
          return element;
        });
        finish?.(aside.node);
        this._replace([...aside.node.childNodes]);
        onDrawn?.(this._parent);
        this._typeset(written);
      }
    } finally {
      aside.dispose();
    }
  }

  private _replace(next: ReadonlyArray<ChildNode>): void {
    this._nodes = morphNodes(this._parent, this._nodes, next, this._end, {
      isSame: (shown, wanted) => this._isSame(shown, wanted),
      isBound: Morph.isOfHost,
      kept: Private.KEPT
    });
  }

  /**
   * Wait until it may be drawn again, or until it is over.
   */
  private async _rest(): Promise<void> {
    const wait = this._free - performance.now();
    if (wait <= 0) {
      return;
    }
    await new Promise<void>(resolve => {
      const timer = window.setTimeout(resolve, wait);
      this._wake = () => {
        window.clearTimeout(timer);
        resolve();
      };
    });
  }

  private _write(formula: IFormula): HTMLElement {
    const { typesetter, formulaClass } = this._options;
    const element = document.createElement('span');
    element.className = formulaClass;
    element.classList.toggle('intarsia-mod-display', formula.display);
    this._formulas.set(element, `${formula.display ? 'd' : 'i'}${formula.tex}`);
    const around = formula.display ? '$$' : '$';
    element.textContent = typesetter ? `${around}${formula.tex}${around}` : formula.source;
    return element;
  }

  /**
   * Have formulas set where they stand, for they are measured; but those that were there.
   */
  private _typeset(written: ReadonlyArray<HTMLElement>): void {
    for (const element of written) {
      if (this._parent.contains(element)) {
        void this._options.typesetter?.typeset(element);
      }
    }
  }

  /**
   * Whether something is there already, with all that was done to it: formulas stay typeset,
   * and none becomes another one.
   */
  private _isSame(shown: Node, next: Node): boolean | null {
    const [is, will] = [this._formulas.get(shown), this._formulas.get(next)];
    return is === undefined && will === undefined
      ? (this._options.isSame?.(shown, next) ?? null)
      : is === will;
  }

  /** What stands behind it, where others follow in the same element. */
  private readonly _end: Text | null;
  private readonly _formulas = new WeakMap<Node, string>();
  /** When it may be drawn again. */
  private _free = 0;
  private _isBusy = false;
  private _isDisposed = false;
  private _next: string | null = null;
  private _nodes: ChildNode[] = [];
  private readonly _options: MarkdownText.IOptions;
  private readonly _parent: HTMLElement;
  private _settled: Promise<void> = Promise.resolve();
  private _wake: () => void = () => undefined;
}

export namespace MarkdownBlock {
  export const MIME = 'text/markdown';

  /** As the host's renderer has them: its style sheets count. */
  export const CLASSES = ['jp-RenderedHTMLCommon', 'jp-RenderedMarkdown'];
}

namespace Private {
  /** What is only known of what stands in the page. */
  export const KEPT = ['tabindex'];

  /** How many times as long as a drawing took, the next one waits. */
  export const SHARE = 4;

  /** Milliseconds from which on it waits at all. */
  export const LEAST = 16;

  /** Milliseconds for which it waits at the most: some drawings take long, once. */
  export const MOST = 500;
}
