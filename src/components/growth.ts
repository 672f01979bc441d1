/**
 * A text on screen that often grows at its end: what is there already is not painted
 * again, and a selection in it stays.
 */
export class Growth {
  /**
   * Show it in an element, which holds nothing else.
   */
  constructor(element: HTMLElement) {
    this._element = element;
    element.replaceChildren();
  }

  /**
   * Show a text.
   */
  show(text: string): void {
    if (text === this._text) {
      return;
    }
    if (this._text !== '' && text.startsWith(this._text)) {
      const tail = text.slice(this._text.length);
      const last = this._element.lastChild;
      // Nodes neither too many nor too long: either would make each append dearer.
      if (last instanceof Text && last.length < Growth.NODE_LENGTH) {
        last.appendData(tail);
      } else {
        this._element.append(tail);
      }
    } else {
      this._element.textContent = text;
    }
    this._text = text;
  }

  private _element: HTMLElement;
  private _text = '';
}

export namespace Growth {
  /**
   * Characters after which a further text node is begun.
   */
  export const NODE_LENGTH = 4096;
}
