import type { MarkdownSpec } from '../protocol/types';
import { sameValue } from '../protocol/equality';
import type { Component } from './component';
import { copyButton } from './fieldbutton';
import { breakLines } from './markdownblocks';
import type { IFormula } from './mathtext';
import { extractMath, restoreMath } from './mathtext';
import type { Rendered } from './rendered';
import { RichText } from './richtext';

/**
 * Markdown, drawn by the host; formulas between the author's delimiters.
 */
export class Markdown extends RichText<MarkdownSpec> {
  constructor(options: Component.IOptions<MarkdownSpec>) {
    super(options);
    this.addClass('intarsia-Markdown');
    this._dressText();
    this.field.slot.addEventListener('click', event => this._evtClick(event));
  }

  setSpec(spec: MarkdownSpec): void {
    const before = this.spec;
    super.setSpec(spec);
    this._dressText();
    if (!sameValue(before.latex_delimiters, spec.latex_delimiters)) {
      this.drawAgain();
    }
  }

  protected bundleOf(value: unknown): Rendered.IBundle | null {
    const source = typeof value === 'string' ? value : '';
    if (source === '') {
      return null;
    }
    const { line_breaks, latex_delimiters } = this.spec;
    const broken = line_breaks ? breakLines(source) : source;
    const { text, formulas } = extractMath(broken, latex_delimiters);
    return {
      data: { 'text/markdown': text },
      metadata: {},
      finish: node => restoreMath(node, formulas, formula => this._typeset(formula))
    };
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

  private _typeset(formula: IFormula): HTMLElement {
    const typesetter = this.context.rendermime.latexTypesetter;
    const element = document.createElement('span');
    element.className = 'intarsia-Markdown-formula';
    element.classList.toggle('intarsia-mod-display', formula.display);
    if (!typesetter) {
      element.textContent = formula.source;
      return element;
    }
    const around = formula.display ? '$$' : '$';
    element.textContent = `${around}${formula.tex}${around}`;
    // It has to stand in the page to be measured.
    queueMicrotask(() => {
      if (!this.isDisposed) {
        void typesetter.typeset(element);
      }
    });
    return element;
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
