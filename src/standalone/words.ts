import type { TranslationBundle } from '@jupyterlab/translation';

/**
 * The words as they are written, for pages that bring no translator.
 *
 * #### Notes
 * JupyterLab's own of this kind brings its way to a server with it, a quarter of the bundle.
 */
export class PlainWords implements TranslationBundle {
  __(text: string, ...args: unknown[]): string {
    return this.gettext(text, ...args);
  }

  _n(one: string, many: string, n: number, ...args: unknown[]): string {
    return this.ngettext(one, many, n, ...args);
  }

  _p(context: string, text: string, ...args: unknown[]): string {
    return this.pgettext(context, text, ...args);
  }

  _np(context: string, one: string, many: string, n: number, ...args: unknown[]): string {
    return this.npgettext(context, one, many, n, ...args);
  }

  gettext(text: string, ...args: unknown[]): string {
    return Private.fill(text, args);
  }

  ngettext(one: string, many: string, n: number, ...args: unknown[]): string {
    return Private.fill(n === 1 ? one : many, [n, ...args]);
  }

  pgettext(context: string, text: string, ...args: unknown[]): string {
    return this.gettext(text, ...args);
  }

  npgettext(context: string, one: string, many: string, n: number, ...args: unknown[]): string {
    return this.ngettext(one, many, n, ...args);
  }

  dcnpgettext(
    domain: string,
    context: string,
    one: string,
    many: string,
    n: number,
    ...args: unknown[]
  ): string {
    return this.ngettext(one, many, n, ...args);
  }
}

namespace Private {
  /**
   * Put the arguments in for `%1`, `%2` …; `%%` is a percent sign.
   */
  export function fill(text: string, args: readonly unknown[]): string {
    return text.replace(/%(%|\d+)/g, (_, mark: string) =>
      mark === '%' ? '%' : String(args[Number(mark) - 1])
    );
  }
}
