import type { IRenderMime, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Component } from './component';

/**
 * The host's renderers, with a sanitizer that also keeps HTML from reaching out.
 *
 * #### Notes
 * The host's sanitizer runs last, on the final string. Before it, everything that fetches is
 * taken out of untrusted text; command links, forms and styles that fetch, out of all text.
 */
export function quietRendermime(context: Component.IContext): IRenderMimeRegistry {
  const { rendermime, sanitizer, trusted } = context;
  return rendermime.clone({ sanitizer: new QuietSanitizer(sanitizer, trusted) });
}

/**
 * The same for texts whose formulas are found here: a dollar sign alone begins none.
 */
export function textRendermime(context: Component.IContext): IRenderMimeRegistry {
  return quietRendermime(context).clone({ latexTypesetter: { typeset: () => undefined } });
}

/**
 * Take out what runs a command of the host on a click: never wanted in a result.
 */
export function withoutCommands(html: string): string {
  // An attribute's name cannot be written with entities: the test misses none.
  if (!/data-commandlinker/i.test(html)) {
    return html;
  }
  const page = Private.parse(html);
  Private.dropCommands(page);
  return page.innerHTML;
}

class QuietSanitizer implements IRenderMime.ISanitizer {
  constructor(host: IRenderMime.ISanitizer, trusted: boolean) {
    this._host = host;
    this._trusted = trusted;
  }

  get allowNamedProperties(): boolean {
    return false;
  }

  get allowCommandLinker(): boolean {
    return false;
  }

  getAutolink(): boolean {
    return this._host.getAutolink?.() ?? false;
  }

  sanitize(dirty: string, options?: IRenderMime.ISanitizerOptions): string {
    const page = Private.parse(dirty);
    Private.dropCommands(page);
    Private.dropForms(page);
    Private.dropStyleFetches(page);
    if (!this._trusted) {
      Private.dropFetches(page);
    }
    return this._host.sanitize(page.innerHTML, options);
  }

  private _host: IRenderMime.ISanitizer;
  private _trusted: boolean;
}

namespace Private {
  const FETCHING =
    'base, meta, link, style, script, template, iframe, frame, object, embed, video, audio,' +
    'source, track, picture > source, svg, math [href], input[type="image" i]';
  const PICTURE = /^data:image\/(png|jpeg|gif|webp)[;,]/i;
  const STYLE_PICTURE = /url\(\s*["']?data:image\/(png|jpeg|gif|webp)[;,][\w+/=%;,.-]*["']?\s*\)/gi;
  /** With a backslash any word can be written in another way. */
  const STYLE_FETCH = /(url|src|image|image-set)\s*\(|@|\\/i;
  const LINK = /^(https?:\/\/[^/\\]|mailto:|#)/i;
  const FETCHING_ATTRIBUTES = ['srcset', 'style', 'background', 'poster', 'ping', 'action'];

  /**
   * The body of a document of its own, which fetches nothing and runs nothing.
   *
   * #### Notes
   * An element of that name hides `document.body`, and a field of a form what the form has
   * of that name: so nothing is asked of either by its own name.
   */
  export function parse(html: string): HTMLElement {
    // A body tag first: else styles at the beginning would land in the head.
    const page = new DOMParser().parseFromString(`<!doctype html><body>${html}`, 'text/html');
    return BODY.call(page) as HTMLElement;
  }

  export function dropCommands(body: HTMLElement): void {
    for (const element of body.querySelectorAll('*')) {
      for (const name of Element.prototype.getAttributeNames.call(element)) {
        if (/^data-commandlinker/i.test(name)) {
          drop(element, name);
        }
      }
    }
  }

  /**
   * Leave forms out, and what is in them in: sent, they would leave the page.
   */
  export function dropForms(body: HTMLElement): void {
    for (const form of body.querySelectorAll('form')) {
      Element.prototype.replaceWith.call(form, ...(CHILDREN.call(form) as NodeListOf<ChildNode>));
    }
  }

  /**
   * Leave out inline styles that name something to fetch; pictures within the text may stay.
   */
  export function dropStyleFetches(body: HTMLElement): void {
    for (const element of body.querySelectorAll('[style]')) {
      if (STYLE_FETCH.test(read(element, 'style').replace(STYLE_PICTURE, ''))) {
        drop(element, 'style');
      }
    }
  }

  export function dropFetches(body: HTMLElement): void {
    body.querySelectorAll(FETCHING).forEach(element => element.remove());
    for (const element of body.querySelectorAll('*')) {
      FETCHING_ATTRIBUTES.forEach(name => drop(element, name));
    }
    for (const link of body.querySelectorAll('[href]')) {
      if (!LINK.test(read(link, 'href'))) {
        drop(link, 'href');
      }
    }
    for (const element of body.querySelectorAll('[src]')) {
      if (!(element instanceof HTMLImageElement) || !PICTURE.test(read(element, 'src'))) {
        Element.prototype.replaceWith.call(element, read(element, 'alt'));
      }
    }
  }

  const CHILDREN = Object.getOwnPropertyDescriptor(Node.prototype, 'childNodes')!.get!;
  const BODY = Object.getOwnPropertyDescriptor(Document.prototype, 'body')!.get!;

  function drop(element: Element, name: string): void {
    Element.prototype.removeAttribute.call(element, name);
  }

  function read(element: Element, name: string): string {
    return Element.prototype.getAttribute.call(element, name) ?? '';
  }
}
