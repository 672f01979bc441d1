import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { button, element, setText } from './element';

/**
 * The head of the card: title, one line of description, quiet icons at the end.
 *
 * #### Notes
 * What an app does not have is not there; with nothing at all the head is hidden.
 */
export class Head extends Widget {
  constructor(options: Head.IOptions) {
    super();
    this.addClass('intarsia-Head');
    this._title = element('div', 'intarsia-Head-title');
    this._title.setAttribute('role', 'heading');
    this._title.setAttribute('aria-level', '3');
    this._description = element('p', 'intarsia-Head-description');
    this._actions = element('div', 'intarsia-Head-actions');
    for (const action of options.actions) {
      const node = button('intarsia-Button intarsia-mod-ghost', '', action.execute);
      node.setAttribute('aria-label', action.label);
      node.title = action.label;
      node.append(Private.createIcon(action.icon));
      this._actions.append(node);
    }
    const words = element('div', 'intarsia-Head-words');
    words.append(this._title, this._description);
    this.node.append(words, this._actions);
    this.setWords(null, null);
  }

  /**
   * Show what the app is called and what it is for.
   */
  setWords(title: string | null, description: string | null): void {
    setText(this._title, title ?? '');
    setText(this._description, description ?? '');
    this._title.hidden = !title;
    this._description.hidden = !description;
    this._actions.hidden = this._actions.childElementCount === 0;
    this.toggleClass('intarsia-mod-wordless', !title && !description);
    this.setHidden(!title && !description && this._actions.hidden);
  }

  private readonly _actions: HTMLElement;
  private readonly _description: HTMLElement;
  private readonly _title: HTMLElement;
}

export namespace Head {
  /**
   * Something to do with the whole app.
   */
  export interface IAction {
    readonly label: string;
    /** The path of an icon on a grid of 16. */
    readonly icon: string;
    execute(): void;
  }

  export interface IOptions {
    readonly trans: TranslationBundle;
    readonly actions: ReadonlyArray<IAction>;
  }

  /** An arrow that leaves its frame. */
  export const OPEN_ICON = 'M7 3H3v10h10V9M9 3h4v4M13 3 7.5 8.5';
}

namespace Private {
  const SVG = 'http://www.w3.org/2000/svg';

  /**
   * Draw an icon in the colour of the text around it.
   */
  export function createIcon(path: string): SVGElement {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 16 16');
    svg.setAttribute('aria-hidden', 'true');
    svg.classList.add('intarsia-Head-icon');
    const line = document.createElementNS(SVG, 'path');
    line.setAttribute('d', path);
    svg.append(line);
    return svg;
  }
}
