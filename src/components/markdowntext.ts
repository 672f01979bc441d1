import type { IRenderMime, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { LatexDelimiter } from '../protocol/types';
import { Growth } from './growth';
import { MarkdownBlock } from './markdownblock';
import { MarkdownBlocks } from './markdownblocks';

/**
 * A Markdown text, drawn by the host block by block; or as it is written, where the host
 * draws none.
 *
 * #### Notes
 * When the text grows, its last block is drawn again, and of that only what differs is
 * touched; those before it are left alone.
 */
export class MarkdownText implements IDisposable {
  constructor(options: MarkdownText.IOptions) {
    this._options = options;
    const { node, blockClass, markdown = true, rendermime } = options;
    const isDrawn = markdown && rendermime.mimeTypes.includes(MarkdownBlock.MIME);
    this._growth = isDrawn ? null : new Growth(node);
    node.classList.toggle('intarsia-mod-plain', !isDrawn);
    if (isDrawn && blockClass === undefined) {
      node.classList.add(...MarkdownBlock.CLASSES);
    }
  }

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
      this._drawn[at] ??= new MarkdownBlock(this._options);
      this._drawn[at].show(blocks[at]);
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._drawn.splice(0).forEach(block => block.dispose());
  }

  private readonly _blocks = new MarkdownBlocks();
  private readonly _drawn: MarkdownBlock[] = [];
  private readonly _growth: Growth | null;
  private _isDisposed = false;
  private readonly _options: MarkdownText.IOptions;
}

export namespace MarkdownText {
  export interface IOptions {
    /** Where it stands; it holds nothing else. */
    readonly node: HTMLElement;
    /** The class of an element for each block; without, all stand in one. */
    readonly blockClass?: string;
    /** Whether it is Markdown at all. */
    readonly markdown?: boolean;
    /** The host's renderers, from `textRendermime`. */
    readonly rendermime: IRenderMimeRegistry;
    /** The host's typesetter of formulas. */
    readonly typesetter: IRenderMime.ILatexTypesetter | null;
    /** Whether single line breaks count. */
    readonly lineBreaks: boolean;
    readonly delimiters: ReadonlyArray<LatexDelimiter>;
    /** Of the elements of formulas. */
    readonly formulaClass: string;
    readonly trans: TranslationBundle;
    /** Add to what was drawn, before it is seen. */
    readonly finish?: (drawn: HTMLElement) => void;
    /** Whether something of that is there already, as it shall be; see `Morph.IOptions`. */
    readonly isSame?: (shown: Node, next: Node) => boolean | null;
    /** Told where a block stands, each time after it was drawn. */
    readonly onDrawn?: (block: HTMLElement) => void;
  }
}
