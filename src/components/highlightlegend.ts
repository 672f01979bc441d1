import type { TranslationBundle } from '@jupyterlab/translation';
import { Field } from './field';

/**
 * What the colours of a highlighted text say: its categories, or the scale of its scores.
 */
export class HighlightLegend {
  constructor(options: HighlightLegend.IOptions) {
    this._options = options;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-HighlightedText-legend';
    for (const name of ['mouseover', 'mouseout', 'focusin', 'focusout']) {
      this.node.addEventListener(name, event => this._evtPoint(event));
    }
  }

  readonly node: HTMLElement;

  /**
   * Show categories with their colours, and whether there is a scale.
   */
  show(categories: ReadonlyArray<HighlightLegend.ICategory>, hasScale: boolean): void {
    const { trans } = this._options;
    this._names = new Map();
    const entries = categories.map(({ name, color }) => {
      const entry = document.createElement('button');
      entry.type = 'button';
      entry.className = 'intarsia-HighlightedText-entry';
      entry.style.setProperty('--intarsia-part', color);
      entry.textContent = name;
      entry.setAttribute('aria-description', trans.__('Shows this category alone.'));
      Field.keepKeys(entry);
      this._names.set(entry, name);
      return entry;
    });
    this.node.replaceChildren(...entries, ...(hasScale ? [Private.scale()] : []));
    this.node.hidden = this.node.childElementCount === 0;
  }

  private _evtPoint(event: Event): void {
    const entry = (event.target as Element).closest('.intarsia-HighlightedText-entry');
    const name = entry ? this._names.get(entry) : undefined;
    const isOn = event.type === 'mouseover' || event.type === 'focusin';
    this._options.onPoint(isOn && name !== undefined ? name : null);
  }

  private _names = new Map<Element, string>();
  private readonly _options: HighlightLegend.IOptions;
}

export namespace HighlightLegend {
  export interface ICategory {
    readonly name: string;
    readonly color: string;
  }

  export interface IOptions {
    readonly trans: TranslationBundle;
    /** A person points at a category, or at none any more. */
    onPoint(name: string | null): void;
  }
}

namespace Private {
  export function scale(): HTMLElement {
    const scale = document.createElement('div');
    scale.className = 'intarsia-HighlightedText-scale';
    scale.dir = 'ltr';
    for (const end of ['\u22121', '0', '+1']) {
      const word = document.createElement('span');
      word.textContent = end;
      scale.append(word);
    }
    return scale;
  }
}
