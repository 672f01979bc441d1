import type { LatexDelimiter } from '../protocol/types';

/**
 * A formula, without what stood around it.
 */
export interface IFormula {
  readonly tex: string;
  readonly display: boolean;
  /** As it was written. */
  readonly source: string;
}

/**
 * Take formulas out of a Markdown text, so that the parser does not read them.
 *
 * #### Notes
 * In their place stands a mark that no parser and no sanitizer knows: `restoreMath` puts
 * formulas in its place. What the host would take for a formula by itself is marked as well.
 */
export function extractMath(
  text: string,
  delimiters: ReadonlyArray<LatexDelimiter>
): { readonly text: string; readonly formulas: ReadonlyArray<IFormula> } {
  const openings = delimiters.map(({ left }) => left);
  if (!text.includes('$') && !openings.some(left => text.includes(left))) {
    return { text, formulas: [] };
  }
  // The longer first: `$$` is not two `$`.
  const sorted = [...delimiters].sort((a, b) => b.left.length - a.left.length);
  const formulas: IFormula[] = [];
  let out = '';
  for (let at = 0; at < text.length;) {
    const code = Private.codeAt(text, at);
    if (code > 0) {
      out += text.slice(at, at + code);
      at += code;
      continue;
    }
    const found = Private.formulaAt(text, at, sorted);
    if (found) {
      out += `${Private.OPEN}${formulas.length}${Private.CLOSE}`;
      formulas.push(found);
      at += found.source.length;
    } else if (text[at] === '$') {
      out += Private.DOLLAR;
      at += 1;
    } else if (text[at] === '\\' && at + 1 < text.length) {
      const isDollar = text[at + 1] === '$';
      out += isDollar ? Private.DOLLAR : text.slice(at, at + 2);
      at += 2;
    } else {
      out += text[at];
      at += 1;
    }
  }
  return { text: out, formulas };
}

/**
 * Put formulas back into what was drawn: `make` gives the element of each.
 */
export function restoreMath(
  root: HTMLElement,
  formulas: ReadonlyArray<IFormula>,
  make: (formula: IFormula) => HTMLElement
): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (Private.MARK.test(text.data)) {
      texts.push(text);
    }
  }
  for (const text of texts) {
    const pieces = text.data.split(Private.MARKS).map((piece, at): string | HTMLElement => {
      if (at % 2 === 0) {
        return piece.replaceAll(Private.DOLLAR, '$');
      }
      const formula = formulas[Number(piece)];
      return formula ? make(formula) : '';
    });
    text.replaceWith(...pieces);
  }
  for (const name of ['href', 'src', 'alt', 'title']) {
    for (const element of root.querySelectorAll(`[${name}]`)) {
      const written = element.getAttribute(name) ?? '';
      const meant = Private.restoreText(written, formulas);
      if (meant !== written) {
        element.setAttribute(name, meant);
      }
    }
  }
}

namespace Private {
  // Characters for private use: no text has them for a purpose of its own.
  export const OPEN = '\uE0F0';
  export const CLOSE = '\uE0F1';
  export const DOLLAR = '\uE0F2';
  export const MARK = /[\uE0F0-\uE0F2]/;
  export const MARKS = /\uE0F0(\d+)\uE0F1/;

  /**
   * Write a text as it was, also where it has become part of an address.
   */
  export function restoreText(text: string, formulas: ReadonlyArray<IFormula>): string {
    return text
      .replace(/(?:\uE0F0|%EE%83%B0)(\d+)(?:\uE0F1|%EE%83%B1)/gi, (mark, at: string) =>
        Number(at) < formulas.length ? formulas[Number(at)].source : mark
      )
      .replace(/\uE0F2|%EE%83%B2/gi, '$');
  }

  /**
   * How much code begins at a place: a fenced block at the beginning of a line, or a span.
   */
  export function codeAt(text: string, at: number): number {
    const isLineStart = at === 0 || text[at - 1] === '\n';
    if (isLineStart) {
      const fence = /^ {0,3}(`{3,}|~{3,})[^\n]*\n?/.exec(text.slice(at, at + 400));
      if (fence) {
        const [opening, mark] = fence;
        const close = new RegExp(`^ {0,3}${mark[0]}{${mark.length},}[ \\t]*$`, 'm');
        const rest = text.slice(at + opening.length);
        const end = close.exec(rest);
        return opening.length + (end ? end.index + end[0].length : rest.length);
      }
    }
    if (text[at] !== '`') {
      return 0;
    }
    const [ticks] = /^`+/.exec(text.slice(at)) ?? [''];
    let from = at + ticks.length;
    for (;;) {
      const next = text.indexOf(ticks, from);
      if (next === -1) {
        return ticks.length;
      }
      const [run] = /^`+/.exec(text.slice(next)) ?? [''];
      if (run.length === ticks.length) {
        return next + run.length - at;
      }
      from = next + run.length;
    }
  }

  /**
   * The formula that begins at a place.
   */
  export function formulaAt(
    text: string,
    at: number,
    delimiters: ReadonlyArray<LatexDelimiter>
  ): IFormula | null {
    for (const { left, right, display } of delimiters) {
      if (text.startsWith(left, at)) {
        const begin = at + left.length;
        const end = endOf(text, begin, right);
        if (end > begin) {
          const tex = text.slice(begin, end);
          return { tex, display, source: text.slice(at, end + right.length) };
        }
      }
    }
    return null;
  }

  /**
   * Where a formula ends: not within braces, and not beyond an empty line.
   */
  function endOf(text: string, begin: number, right: string): number {
    let braces = 0;
    for (let at = begin; at < text.length; at++) {
      if (braces <= 0 && text.startsWith(right, at)) {
        return at;
      }
      if (text[at] === '\\') {
        at++;
      } else if (text[at] === '{') {
        braces++;
      } else if (text[at] === '}') {
        braces--;
      } else if (text[at] === '\n' && /^\n[ \t]*\n/.test(text.slice(at, at + 40))) {
        return -1;
      }
    }
    return -1;
  }
}
