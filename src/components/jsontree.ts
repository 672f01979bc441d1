import type { TranslationBundle } from '@jupyterlab/translation';
import { formatScalar } from './jsontext';
import { Field } from './field';

/**
 * A value as a tree that unfolds; branches are drawn when they are first opened.
 *
 * #### Notes
 * Branches are native `details`: they have their keys and their names for the ear.
 */
export class JsonTree {
  constructor(options: JsonTree.IOptions) {
    this._trans = options.trans;
    this._isOpen = options.open;
    this._isNumbered = options.numbered;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-JSON-tree';
  }

  readonly node: HTMLElement;

  /**
   * Show a value; what a person has opened or closed stays so.
   */
  show(value: unknown): void {
    this.node.replaceChildren(this._entry(null, value, ''));
  }

  private _entry(key: string | number | null, value: unknown, path: string): HTMLElement {
    if (!Private.isBranch(value)) {
      const line = document.createElement('div');
      line.className = 'intarsia-JSON-line';
      line.append(...this._key(key), ...this._leaf(value));
      return line;
    }
    const isArray = Array.isArray(value);
    const count = isArray ? value.length : Object.keys(value).length;
    const branch = document.createElement('details');
    const summary = document.createElement('summary');
    summary.append(...this._key(key), Private.part('count', this._size(isArray, count)));
    branch.append(summary);
    const draw = (): void => {
      if (branch.childElementCount === 1) {
        const items = document.createElement('div');
        items.className = 'intarsia-JSON-items';
        branch.append(items);
        this._more(items, Private.entries(value), 0, path);
      }
    };
    branch.open = this._openness.get(path) ?? (path === '' || this._isOpen);
    if (branch.open) {
      draw();
    }
    branch.addEventListener('toggle', () => {
      this._openness.set(path, branch.open);
      draw();
    });
    return branch;
  }

  private _more(
    items: HTMLElement,
    entries: ReadonlyArray<readonly [string | number, unknown]>,
    start: number,
    path: string
  ): void {
    const end = Math.min(start + Private.PAGE, entries.length);
    for (const [key, value] of entries.slice(start, end)) {
      items.append(this._entry(key, value, `${path}/${JSON.stringify(key)}`));
    }
    const rest = entries.length - end;
    if (rest > 0) {
      const button = Private.link(this._trans.__('Show more (%1 left)', rest));
      button.addEventListener('click', () => {
        const next = document.activeElement === button;
        button.remove();
        this._more(items, entries, end, path);
        if (next) {
          items.querySelector<HTMLElement>('button, summary')?.focus({ preventScroll: true });
        }
      });
      items.append(button);
    }
  }

  private _leaf(value: unknown): Node[] {
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      return [Private.part('null', this._trans.__('%1 bytes', value.byteLength))];
    }
    const kind = value === null ? 'null' : typeof value;
    const text = formatScalar(value);
    if (text.length <= Private.LONG) {
      return [Private.part(kind, text)];
    }
    const shown = Private.part(kind, `${text.slice(0, Private.LONG)}\u2026`);
    const button = Private.link(this._trans.__('Show all (%1 characters)', text.length));
    button.addEventListener('click', () => {
      shown.textContent = text;
      button.remove();
    });
    return [shown, document.createTextNode(' '), button];
  }

  private _key(key: string | number | null): Node[] {
    const isHidden = key === null || (typeof key === 'number' && !this._isNumbered);
    return isHidden ? [] : Private.key(key);
  }

  private _size(isArray: boolean, count: number): string {
    return isArray
      ? this._trans._n('[ %1 item ]', '[ %1 items ]', count)
      : this._trans._n('{ %1 key }', '{ %1 keys }', count);
  }

  private _isNumbered: boolean;
  private _isOpen: boolean;
  private _openness = new Map<string, boolean>();
  private _trans: TranslationBundle;
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
  export const PAGE = 100;
  /** How many characters of a text are drawn at once. */
  export const LONG = 300;

  export function isBranch(value: unknown): value is object {
    return (
      typeof value === 'object' &&
      value !== null &&
      !ArrayBuffer.isView(value) &&
      !(value instanceof ArrayBuffer)
    );
  }

  export function entries(value: object): ReadonlyArray<readonly [string | number, unknown]> {
    return Array.isArray(value)
      ? value.map((item: unknown, index) => [index, item] as const)
      : Object.entries(value);
  }

  export function part(name: string, text: string): HTMLElement {
    const span = document.createElement('span');
    span.className = `intarsia-JSON-${name}`;
    span.textContent = text;
    return span;
  }

  export function key(key: string | number): Node[] {
    return [part('key', String(key)), document.createTextNode(': ')];
  }

  export function link(text: string): HTMLButtonElement {
    const button = document.createElement('button');
    Field.keepKeys(button);
    button.type = 'button';
    button.className = 'intarsia-Link';
    button.textContent = text;
    return button;
  }
}
