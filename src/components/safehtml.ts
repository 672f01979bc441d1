import type { IRenderMime, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Component } from './component';

/**
 * The host's renderers, with a sanitizer that also keeps HTML from reaching out.
 *
 * #### Notes
 * The host's sanitizer runs last, on the final string. Before it, everything that
 * fetches is taken out of untrusted text, and command links of all text.
 */
export function quietRendermime(context: Component.IContext): IRenderMimeRegistry {
  const { rendermime, sanitizer, trusted } = context;
  return rendermime.clone({ sanitizer: new QuietSanitizer(sanitizer, trusted) });
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
  return page.body.innerHTML;
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
    if (!this._trusted) {
      Private.dropFetches(page);
    }
    return this._host.sanitize(page.body.innerHTML, options);
  }

  private _host: IRenderMime.ISanitizer;
  private _trusted: boolean;
}

namespace Private {
  const FETCHING =
    'base, meta, link, style, script, template, iframe, frame, object, embed, video, audio,' +
    'source, track, picture > source, svg, math [href], input[type="image" i]';
  const PICTURE = /^data:image\/(png|jpeg|gif|webp)[;,]/i;
  const LINK = /^(https?:\/\/[^/\\]|mailto:|#)/i;
  const FETCHING_ATTRIBUTES = ['srcset', 'style', 'background', 'poster', 'ping', 'action'];

  /**
   * A document of its own: it fetches nothing and runs nothing.
   */
  export function parse(html: string): Document {
    // A body tag first: else styles at the beginning would land in the head.
    return new DOMParser().parseFromString(`<!doctype html><body>${html}`, 'text/html');
  }

  export function dropCommands(page: Document): void {
    for (const element of page.body.querySelectorAll('*')) {
      for (const { name } of [...element.attributes]) {
        if (/^data-commandlinker/i.test(name)) {
          element.removeAttribute(name);
        }
      }
    }
  }

  export function dropFetches(page: Document): void {
    page.body.querySelectorAll(FETCHING).forEach(element => element.remove());
    for (const element of page.body.querySelectorAll('*')) {
      FETCHING_ATTRIBUTES.forEach(name => element.removeAttribute(name));
    }
    for (const link of page.body.querySelectorAll('[href]')) {
      if (!LINK.test(link.getAttribute('href') ?? '')) {
        link.removeAttribute('href');
      }
    }
    for (const element of page.body.querySelectorAll('[src]')) {
      if (element.localName !== 'img' || !PICTURE.test(element.getAttribute('src') ?? '')) {
        element.replaceWith(element.getAttribute('alt') ?? '');
      }
    }
  }
}
