import type { MarkdownSpec } from '../protocol/types';
import { sameValue } from '../protocol/equality';
import type { Component } from './component';
import { copyButton } from './fieldbutton';
import { GrownPortions } from './grownportions';
import { MarkdownText } from './markdowntext';
import { RichText } from './richtext';
import { textRendermime } from './safehtml';

/**
 * Markdown, drawn by the host; formulas between the author's delimiters.
 */
export class Markdown extends RichText<MarkdownSpec> {
  constructor(options: Component.IOptions<MarkdownSpec>) {
    const content = document.createElement('div');
    super(options, content);
    this.addClass('intarsia-Markdown');
    content.className = 'intarsia-Rendered';
    this._place = content;
    this.field.slot.append(content);
    this.node.append(this._portions.node);
    this._text = this._createText();
    this._dressText();
    this.field.slot.addEventListener('click', event => this._evtClick(event));
  }

  get settled(): Promise<void> {
    return this._text.settled;
  }

  setSpec(spec: MarkdownSpec): void {
    const { latex_delimiters, line_breaks } = this.spec;
    if (!sameValue([latex_delimiters, line_breaks], [spec.latex_delimiters, spec.line_breaks])) {
      this._text.dispose();
      this._shown = '';
    }
    super.setSpec(spec);
    this._dressText();
  }

  dispose(): void {
    this._text.dispose();
    this._portions.dispose();
    super.dispose();
  }

  protected showValue(value: unknown): void {
    const source = typeof value === 'string' ? value : '';
    if (this._text.isDisposed) {
      this._text = this._createText();
    }
    if (source !== this._shown) {
      this.followGrowth(this._shown, source);
      this._shown = source;
      this._text.show(source);
      this._portions.note(source);
    }
  }

  private _createText(): MarkdownText {
    const { context, spec } = this;
    const node = document.createElement('div');
    this._place.replaceChildren(node);
    return new MarkdownText({
      node,
      rendermime: textRendermime(context),
      typesetter: context.rendermime.latexTypesetter,
      lineBreaks: spec.line_breaks,
      delimiters: spec.latex_delimiters,
      formulaClass: 'intarsia-Markdown-formula',
      trans: context.trans
    });
  }

  private _dressText(): void {
    const { rtl, header_links, buttons } = this.spec;
    const copied = (value: string): void => this.trigger('copy', { value });
    this.field.setTools(
      buttons.map(() => copyButton(this.context.trans, () => String(this.value ?? ''), copied))
    );
    this.toggleClass('intarsia-mod-links', header_links);
    if (rtl) {
      this.field.slot.dir = 'rtl';
    } else {
      this.field.slot.removeAttribute('dir');
    }
  }

  /**
   * A link to a heading of the text leads there, and not to one of the page around it.
   */
  private _evtClick(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href') ?? '';
    if (!href.startsWith('#') || href.length < 2) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const name = Private.decoded(href.slice(1)).toLowerCase();
    [...this.node.querySelectorAll<HTMLElement>('h1, h2, h3, h4, h5, h6')]
      .find(heading => Private.names(heading).includes(name))
      ?.scrollIntoView({ block: 'nearest' });
  }

  private readonly _place: HTMLElement;
  private readonly _portions = new GrownPortions();
  private _shown = '';
  private _text: MarkdownText;
}

namespace Private {
  export function decoded(text: string): string {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /**
   * What links call a heading: as the notebook has it, and as other places do.
   */
  export function names(heading: HTMLElement): string[] {
    const text = (heading.textContent ?? '')
      .replace(/\u00b6$/, '')
      .trim()
      .toLowerCase();
    const dashed = text.replace(/ /g, '-');
    return [dashed, dashed.replace(/[^\p{L}\p{N}_-]/gu, '')];
  }
}
