import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { DRAWING_MODELS } from './bokehmodels';

/**
 * A figure of Bokeh, drawn by the BokehJS that the page has: `output_notebook()` brings it.
 *
 * #### Notes
 * Figures can carry scripts. Only models that draw are taken, by name: what holds code, markup
 * or addresses is refused as a whole, and none of it reaches BokehJS.
 */
export class BokehFigure {
  constructor(readonly node: HTMLElement) {}

  /**
   * Draw an item; resolves with what is in the way, or `null`.
   */
  async draw(item: ReadonlyPartialJSONObject): Promise<BokehFigure.Problem | null> {
    const bokeh = Private.library();
    if (!bokeh) {
      return { name: 'absent' };
    }
    const strange = strangeModel(item);
    if (strange !== null) {
      return { name: 'script', model: strange };
    }
    this.clear();
    const place = document.createElement('div');
    this.node.replaceChildren(place);
    const views = await bokeh.embed.embed_item({ ...item, target_id: null }, place);
    this._views = Array.isArray(views) ? (views as Private.IView[]) : [views as Private.IView];
    return null;
  }

  /**
   * Let go of what is drawn.
   */
  clear(): void {
    for (const view of this._views) {
      try {
        if (typeof view?.clear === 'function') {
          view.clear();
        } else {
          view?.remove?.();
        }
      } catch {
        // BokehJS has let go of it already.
      }
    }
    this._views = [];
    this.node.replaceChildren();
  }

  private _views: Private.IView[] = [];
}

export namespace BokehFigure {
  /**
   * Why a figure is not drawn.
   */
  export type Problem =
    { readonly name: 'absent' } | { readonly name: 'script'; readonly model: string };
}

/**
 * The first part of a figure that is no plain drawing; `null` when all are.
 */
export function strangeModel(item: unknown): string | null {
  if (!Private.isReadable(item)) {
    return 'a form of another version';
  }
  const left: unknown[] = [item];
  while (left.length > 0) {
    const part = left.pop();
    if (typeof part !== 'object' || part === null) {
      continue;
    }
    const { type, name, attributes } = part as Record<string, unknown>;
    if (type === 'object' && (typeof name !== 'string' || !DRAWING_MODELS.has(name))) {
      return String(name);
    }
    if (name === 'HoverTool' && Private.hasMarkup(attributes)) {
      return 'HoverTool.tooltips';
    }
    for (const value of Object.values(part)) {
      if (typeof value === 'object' && value !== null) {
        left.push(value);
      }
    }
  }
  return null;
}

namespace Private {
  export interface IView {
    clear?(): void;
    remove?(): void;
  }

  interface IBokeh {
    readonly embed: {
      embed_item(item: ReadonlyPartialJSONObject, place: HTMLElement): Promise<unknown>;
    };
  }

  export function library(): IBokeh | null {
    const found = (window as { Bokeh?: Partial<IBokeh> }).Bokeh;
    return typeof found?.embed?.embed_item === 'function' ? (found as IBokeh) : null;
  }

  /**
   * Whether an item is written as BokehJS 3 reads it: only there parts have known names.
   */
  export function isReadable(item: unknown): boolean {
    const { doc } = (item ?? {}) as { doc?: unknown };
    const { version, roots } = (doc ?? {}) as Record<string, unknown>;
    return typeof version === 'string' && /^3\./.test(version) && Array.isArray(roots);
  }

  /**
   * Whether what stands at the pointer is written as markup, or lets cells be.
   */
  export function hasMarkup(attributes: unknown): boolean {
    const { tooltips } = (attributes ?? {}) as Record<string, unknown>;
    return typeof tooltips === 'string' || /\{safe\}/.test(JSON.stringify(tooltips ?? null));
  }
}
