import type { IDisposable } from '@lumino/disposable';
import { UUID } from '@lumino/coreutils';

/**
 * Rules of an author for what is within one element, and for nothing else.
 *
 * #### Notes
 * They stand in a sheet of their own, nested in a rule for the element; text that would
 * close this rule and go on is not used.
 */
export class OwnRules implements IDisposable {
  constructor(element: HTMLElement) {
    this._element = element;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Use other rules.
   */
  set(rules: string): void {
    if (this._isDisposed || rules === this._rules || !Private.canAdopt()) {
      return;
    }
    this._rules = rules;
    this._drop();
    if (rules.trim() === '') {
      return;
    }
    const name = `intarsia-own-${UUID.uuid4()}`;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`.${name} {\n${rules}\n}`);
    if (sheet.cssRules.length !== 1) {
      return;
    }
    this._name = name;
    this._element.classList.add(name);
    this._sheet = sheet;
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._drop();
    }
  }

  private _drop(): void {
    const sheet = this._sheet;
    if (sheet !== null) {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter(each => each !== sheet);
      this._element.classList.remove(this._name);
      this._sheet = null;
    }
  }

  private readonly _element: HTMLElement;
  private _isDisposed = false;
  private _name = '';
  private _rules = '';
  private _sheet: CSSStyleSheet | null = null;
}

namespace Private {
  export function canAdopt(): boolean {
    return typeof CSSStyleSheet === 'function' && 'adoptedStyleSheets' in document;
  }
}
