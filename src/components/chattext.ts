import type { IRenderMime, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { LatexDelimiter } from '../protocol/types';
import { Field } from './field';
import { copyButton } from './fieldbutton';
import { MarkdownText } from './markdowntext';

/**
 * A text of a message: Markdown, block by block, or as it is written.
 */
export class ChatText implements IDisposable {
  constructor(options: ChatText.IOptions) {
    this.node = document.createElement('div');
    this.node.className = 'intarsia-ChatText';
    const { rendermime, typesetter, style, trans } = options;
    this._text = new MarkdownText({
      node: this.node,
      blockClass: 'intarsia-ChatText-block',
      markdown: style.markdown,
      rendermime,
      typesetter,
      lineBreaks: style.lineBreaks,
      delimiters: style.delimiters,
      formulaClass: 'intarsia-ChatText-formula',
      trans,
      finish: drawn => {
        drawn.querySelectorAll('pre').forEach(pre => Private.wrapCode(pre, trans));
        drawn.querySelectorAll('table').forEach(Private.wrapTable);
      },
      isSame: Private.isSameHead,
      onDrawn: block => block.querySelectorAll('pre').forEach(pre => this._widths.observe(pre))
    });
  }

  readonly node: HTMLElement;

  get isDisposed(): boolean {
    return this._text.isDisposed;
  }

  /**
   * Resolves when what is shown is on screen.
   */
  get settled(): Promise<void> {
    return this._text.settled;
  }

  /**
   * Show a text.
   */
  show(text: string): void {
    this._text.show(text);
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._widths.disconnect();
    this._text.dispose();
    this.node.remove();
  }

  private readonly _text: MarkdownText;
  /** What is wider than its place scrolls, also by keys. */
  private readonly _widths = new ResizeObserver(entries => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) {
        (target as HTMLElement).tabIndex = 0;
      } else {
        target.removeAttribute('tabindex');
      }
    }
  });
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
    /** The host's renderers, from `textRendermime`. */
    readonly rendermime: IRenderMimeRegistry;
    /** The host's typesetter of formulas. */
    readonly typesetter: IRenderMime.ILatexTypesetter | null;
    readonly style: IStyle;
    readonly trans: TranslationBundle;
  }
}

namespace Private {
  /**
   * Give code a head: its language, and a button that copies it.
   */
  export function wrapCode(pre: HTMLPreElement, trans: TranslationBundle): void {
    const box = document.createElement('div');
    box.className = 'intarsia-ChatText-code';
    const head = document.createElement('div');
    head.className = 'intarsia-ChatText-codehead';
    const language = document.createElement('span');
    const code = pre.querySelector('code');
    language.textContent =
      /(?:^|\s)language-([\w+#.-]{1,20})/.exec(code?.className ?? '')?.[1] ?? '';
    const text = (): string =>
      copy.closest('.intarsia-ChatText-code')?.querySelector('pre')?.textContent ?? '';
    const copy = copyButton(trans, text, undefined, trans.__('Copy code'));
    head.append(language, copy);
    pre.replaceWith(box);
    box.append(head, pre);
    Field.keepKeys(pre);
  }

  /**
   * A button that says what it has just done goes on saying so.
   */
  export function isSameHead(shown: Node, next: Node): boolean | null {
    const isHead = shown instanceof Element && shown.className === 'intarsia-ChatText-codehead';
    return isHead ? shown.textContent === next.textContent : null;
  }

  export function wrapTable(table: HTMLTableElement): void {
    const box = document.createElement('div');
    box.className = 'intarsia-ChatText-table';
    table.replaceWith(box);
    box.append(table);
  }
}
