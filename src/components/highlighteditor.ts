import type { TranslationBundle } from '@jupyterlab/translation';
import { Field } from './field';
import type { IPart, IPiece } from './highlightparts';
import { joinParts, markPiece } from './highlightparts';

/**
 * Lets a person mark parts of a text: select some of it and say what it is; change what is
 * said; take it back.
 *
 * #### Notes
 * By keys: Enter marks what is selected of a part, or all of it; Shift and an arrow select;
 * Delete takes a mark away.
 */
export class HighlightEditor {
  constructor(options: HighlightEditor.IOptions) {
    this._options = options;
  }

  /**
   * A part was clicked; says whether that was for the editor.
   */
  onClick(index: number, event: MouseEvent): boolean {
    const target = event.target as Element;
    if (target.closest('.intarsia-HighlightedText-remove')) {
      this._remove(index);
      return true;
    }
    if (target.closest('.intarsia-HighlightedText-field')) {
      return true;
    }
    if (this._options.parts()[index].class_or_confidence !== null) {
      this._ask(index);
      return true;
    }
    // By the keyboard: a pointer has its way with `onMouseUp`.
    if (event.detail === 0) {
      this._mark(index);
      return true;
    }
    return false;
  }

  /**
   * A key was pressed in a part; says whether that was for the editor.
   */
  onKeyDown(index: number, event: KeyboardEvent): boolean {
    const isLabelled = this._options.parts()[index].class_or_confidence !== null;
    if ((event.key === 'Delete' || event.key === 'Backspace') && isLabelled) {
      event.preventDefault();
      this._remove(index);
      return true;
    }
    const direction = { ArrowRight: 'right', ArrowLeft: 'left' }[event.key];
    if (event.shiftKey && direction !== undefined && !isLabelled) {
      event.preventDefault();
      this._extend(event.currentTarget as HTMLElement, index, direction, event.ctrlKey);
      return true;
    }
    return false;
  }

  /**
   * A pointer was released: what it selected within one part is marked.
   */
  onMouseUp(): void {
    const found = this._selected();
    if (found !== null && this._options.parts()[found.index].class_or_confidence === null) {
      this._mark(found.index, found);
    }
  }

  private _mark(index: number, given: IPiece | null = null): void {
    const parts = this._options.parts();
    const selected = this._selected();
    const piece = given ?? (selected?.index === index ? selected : null);
    const { token } = parts[index];
    const isScored = parts.some(part => typeof part.class_or_confidence === 'number');
    const [first] = this._options.categories();
    const marked = markPiece(
      parts,
      index,
      piece ?? { start: 0, end: token.length },
      isScored ? 1 : (first ?? this._options.trans.__('label'))
    );
    document.getSelection()?.removeAllRanges();
    this._options.onEdit(marked.parts);
    this._ask(marked.index);
  }

  private _remove(index: number): void {
    const parts = this._options.parts();
    const freed = parts.map((part, at) =>
      at === index ? { ...part, class_or_confidence: null } : part
    );
    this._options.onEdit(joinParts(freed));
    // What it has become a part of.
    this._focus(joinParts(freed.slice(0, index + 1)).length - 1);
  }

  /**
   * Ask what a part is.
   */
  private _ask(index: number): void {
    const node = this._options.text.children[index] as HTMLElement | undefined;
    const label = this._options.parts()[index]?.class_or_confidence ?? null;
    if (!node || node.querySelector('input') || label === null) {
      return;
    }
    const input = this._field(label);
    node.append(input);
    node.classList.add('intarsia-mod-editing');
    const finish = (isTaken: boolean): void => {
      input.removeEventListener('blur', onBlur);
      const hadFocus = input === document.activeElement;
      input.remove();
      node.classList.remove('intarsia-mod-editing');
      if (isTaken) {
        this._take(index, label, input.value);
      }
      if (hadFocus) {
        this._focus(index);
      }
    };
    const onBlur = (): void => finish(true);
    input.addEventListener('blur', onBlur);
    input.addEventListener('keydown', event => {
      if ((event.key === 'Enter' || event.key === 'Escape') && !event.isComposing) {
        event.preventDefault();
        event.stopPropagation();
        finish(event.key === 'Enter');
      }
    });
    input.focus();
    input.select();
  }

  private _focus(index: number): void {
    (this._options.text.children[index] as HTMLElement | undefined)?.focus();
  }

  private _field(label: string | number): HTMLInputElement {
    const { trans } = this._options;
    const input = document.createElement('input');
    input.className = 'intarsia-Control intarsia-HighlightedText-field';
    input.type = typeof label === 'number' ? 'number' : 'text';
    input.step = typeof label === 'number' ? '0.1' : '';
    input.value = String(label);
    input.autocomplete = 'off';
    input.setAttribute(
      'aria-label',
      typeof label === 'number' ? trans.__('Score') : trans.__('Category')
    );
    Field.keepKeys(input);
    return input;
  }

  private _take(index: number, before: string | number, written: string): void {
    const text = written.trim();
    const after = typeof before === 'number' && text !== '' ? Number(text) : text;
    if (after === before || (typeof after === 'number' && Number.isNaN(after))) {
      return;
    }
    const label = after === '' ? null : after;
    const parts = this._options
      .parts()
      .map((part, at) => (at === index ? { ...part, class_or_confidence: label } : part));
    this._options.onEdit(label === null ? joinParts(parts) : parts);
  }

  private _extend(node: HTMLElement, index: number, direction: string, byWord: boolean): void {
    const selection = document.getSelection();
    const words = this._options.text.children[index]?.firstElementChild?.firstChild;
    if (!selection || !words || !node.contains(words)) {
      return;
    }
    if (!words.contains(selection.anchorNode)) {
      selection.collapse(words, 0);
    }
    selection.modify('extend', direction, byWord ? 'word' : 'character');
  }

  /**
   * What is selected, if it lies within one part.
   */
  private _selected(): (IPiece & { readonly index: number }) | null {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) {
      return null;
    }
    const range = selection.getRangeAt(0);
    const index = [...this._options.text.children].findIndex(part => {
      const words = part.firstElementChild;
      return words?.contains(range.startContainer) && words.contains(range.endContainer);
    });
    const { startOffset: start, endOffset: end } = range;
    return index < 0 || range.startContainer !== range.endContainer ? null : { index, start, end };
  }

  private readonly _options: HighlightEditor.IOptions;
}

export namespace HighlightEditor {
  export interface IOptions {
    /** Where the parts stand, one element each. */
    readonly text: HTMLElement;
    readonly trans: TranslationBundle;
    parts(): ReadonlyArray<IPart>;
    categories(): ReadonlyArray<string>;
    onEdit(parts: IPart[]): void;
  }

  /**
   * What takes a mark away by the pointer; by keys it is Delete.
   */
  export function removeButton(token: string, trans: TranslationBundle): HTMLElement {
    const button = document.createElement('span');
    button.className = 'intarsia-HighlightedText-remove';
    button.textContent = '\u00d7';
    button.title = trans.__('Remove the mark of %1', token.trim());
    button.setAttribute('aria-hidden', 'true');
    return button;
  }
}
