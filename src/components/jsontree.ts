import type { TranslationBundle } from '@jupyterlab/translation';
import { formatScalar } from './jsontext';
import { Field } from './field';
import { setData } from './morph';

/**
 * A value as a tree that unfolds; branches are drawn when they are first opened.
 *
 * #### Notes
 * Branches are native `details`: they have their keys and their names for the ear. What of a
 * value is the same as before, or stands under the same name, stays the same element.
 */
export class JsonTree {
  constructor(options: JsonTree.IOptions) {
    this._options = options;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-JSON-tree';
  }

  readonly node: HTMLElement;

  /**
   * Show a value; what a person has opened or closed stays so.
   */
  show(value: unknown): void {
    if (!this._root?.show(value)) {
      this._root = Private.create(this._options, this._openness, null, value, '');
      this.node.replaceChildren(this._root.element);
    }
  }

  private readonly _openness = new Map<string, boolean>();
  private readonly _options: JsonTree.IOptions;
  private _root: Private.Entry | null = null;
}

export namespace JsonTree {
  export interface IOptions {
    readonly trans: TranslationBundle;
    /** Whether everything is unfolded at the start. */
    readonly open: boolean;
    /** Whether items of arrays are numbered. */
    readonly numbered: boolean;
  }
}

namespace Private {
  /** How many items of a branch are drawn at once. */
  const PAGE = 100;
  /** How many characters of a text are drawn at once. */
  const LONG = 300;

  export type Key = string | number | null;
  export type Entry = Line | Branch;

  export function create(
    options: JsonTree.IOptions,
    openness: Map<string, boolean>,
    key: Key,
    value: unknown,
    path: string
  ): Entry {
    return isBranch(value)
      ? new Branch(options, openness, key, value, path)
      : new Line(options, key, value);
  }

  /**
   * A value that holds no others.
   */
  class Line {
    constructor(
      private readonly _options: JsonTree.IOptions,
      readonly key: Key,
      private _value: unknown
    ) {
      this.element.className = 'intarsia-JSON-line';
      this.element.append(...keyNodes(key, _options.numbered));
      this._draw();
    }

    readonly element = document.createElement('div');

    /**
     * Show another value; says whether that can be.
     */
    show(value: unknown): boolean {
      if (isBranch(value)) {
        return false;
      }
      if (!Object.is(value, this._value)) {
        this._value = value;
        this._draw();
      }
      return true;
    }

    private _draw(): void {
      const [kind, text] = this._words();
      const isLong = text.length > LONG && !this._isWhole;
      const shown = isLong ? `${text.slice(0, LONG)}\u2026` : text;
      this._text.className = `intarsia-JSON-${kind}`;
      if (this._text.firstChild instanceof Text) {
        setData(this._text.firstChild, shown);
      } else {
        this._text.append(shown);
      }
      this._rest.splice(0).forEach(node => node.remove());
      this.element.append(this._text);
      if (isLong) {
        const words = this._options.trans.__('Show all (%1 characters)', text.length);
        const button = link(words, () => {
          this._isWhole = true;
          this._draw();
        });
        this._rest = [document.createTextNode(' '), button];
        this.element.append(...this._rest);
      }
    }

    private _words(): [string, string] {
      const value = this._value;
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
        return ['null', this._options.trans.__('%1 bytes', value.byteLength)];
      }
      return [value === null ? 'null' : typeof value, formatScalar(value)];
    }

    private _isWhole = false;
    private _rest: ChildNode[] = [];
    private readonly _text = document.createElement('span');
  }

  /**
   * An object, or an array.
   */
  class Branch {
    constructor(
      private readonly _options: JsonTree.IOptions,
      private readonly _openness: Map<string, boolean>,
      readonly key: Key,
      private _value: object,
      private readonly _path: string
    ) {
      const { element } = this;
      const summary = document.createElement('summary');
      this._count.className = 'intarsia-JSON-count';
      summary.append(...keyNodes(key, _options.numbered), this._count);
      element.append(summary);
      this._items.className = 'intarsia-JSON-items';
      element.open = _openness.get(_path) ?? (_path === '' || _options.open);
      element.addEventListener('toggle', () => {
        _openness.set(_path, element.open);
        this._draw();
      });
      this._draw();
    }

    readonly element = document.createElement('details');

    /**
     * Show another value; says whether that can be.
     */
    show(value: unknown): boolean {
      if (!isBranch(value) || Array.isArray(value) !== Array.isArray(this._value)) {
        return false;
      }
      if (value !== this._value) {
        this._value = value;
        this._draw();
      }
      return true;
    }

    private _draw(): void {
      const entries = entriesOf(this._value);
      setText(this._count, this._size(entries.length));
      if (this._items.parentNode === null) {
        if (!this.element.open) {
          return;
        }
        this.element.append(this._items);
      }
      const shown = entries.slice(0, this._limit);
      shown.forEach(([key, value], at) => this._show(at, key, value));
      this._drawn.splice(shown.length).forEach(({ element }) => element.remove());
      this._more?.remove();
      this._more = null;
      if (entries.length > shown.length) {
        const words = this._options.trans.__('Show more (%1 left)', entries.length - shown.length);
        this._more = link(words, () => this._showMore());
        this._items.append(this._more);
      }
    }

    private _show(at: number, key: string | number, value: unknown): void {
      const known = this._drawn.at(at);
      if (known?.key === key && known.show(value)) {
        return;
      }
      const path = `${this._path}/${JSON.stringify(key)}`;
      const entry = create(this._options, this._openness, key, value, path);
      if (known) {
        known.element.replaceWith(entry.element);
      } else {
        this._items.insertBefore(entry.element, this._more);
      }
      this._drawn[at] = entry;
    }

    private _showMore(): void {
      const hadFocus = document.activeElement === this._more;
      this._limit += PAGE;
      this._draw();
      if (hadFocus) {
        this._items.querySelector<HTMLElement>('button, summary')?.focus({ preventScroll: true });
      }
    }

    private _size(count: number): string {
      const { trans } = this._options;
      return Array.isArray(this._value)
        ? trans._n('[ %1 item ]', '[ %1 items ]', count)
        : trans._n('{ %1 key }', '{ %1 keys }', count);
    }

    private readonly _count = document.createElement('span');
    private readonly _drawn: Entry[] = [];
    private readonly _items = document.createElement('div');
    private _limit = PAGE;
    private _more: HTMLButtonElement | null = null;
  }

  function setText(element: HTMLElement, text: string): void {
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }

  function isBranch(value: unknown): value is object {
    return (
      typeof value === 'object' &&
      value !== null &&
      !ArrayBuffer.isView(value) &&
      !(value instanceof ArrayBuffer)
    );
  }

  function entriesOf(value: object): ReadonlyArray<readonly [string | number, unknown]> {
    return Array.isArray(value)
      ? value.map((item: unknown, index) => [index, item] as const)
      : Object.entries(value);
  }

  function keyNodes(key: Key, isNumbered: boolean): Node[] {
    if (key === null || (typeof key === 'number' && !isNumbered)) {
      return [];
    }
    const span = document.createElement('span');
    span.className = 'intarsia-JSON-key';
    span.textContent = String(key);
    return [span, document.createTextNode(': ')];
  }

  function link(text: string, execute: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    Field.keepKeys(button);
    button.type = 'button';
    button.className = 'intarsia-Link';
    button.textContent = text;
    button.addEventListener('click', execute);
    return button;
  }
}
