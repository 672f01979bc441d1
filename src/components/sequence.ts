import { Panel } from '@lumino/widgets';
import type { ComponentSpec, ListSpec, MappingSpec } from '../protocol/types';
import { blankValue } from './blank';
import type { Component } from './component';
import { Composite } from './composite';
import { Field } from './field';

/**
 * Rows that a person adds, removes and moves: what lists and mappings share.
 *
 * #### Notes
 * A kind says which controls a row has and how its value is made of theirs. Rows stay
 * where they are when values come; moving exchanges values, so labels keep their order.
 */
export abstract class Sequence<S extends ListSpec | MappingSpec> extends Composite<S> {
  setSpec(spec: S): void {
    this._rows = [];
    super.setSpec(spec);
  }

  focusFirst(): void {
    const first = this._rows[0]?.parts[0];
    if (first) {
      first.focusFirst();
    } else {
      this._add.focus();
    }
  }

  /**
   * The controls of a row.
   */
  protected abstract partSpecs(): ReadonlyArray<ComponentSpec>;

  /**
   * What the controls of a row are called: for those that have no label.
   */
  protected abstract partNames(row: number): ReadonlyArray<string>;

  /**
   * The values of a row's controls, from the row's value.
   */
  protected abstract split(value: unknown): ReadonlyArray<unknown>;

  /**
   * The row's value, from the values of its controls.
   */
  protected abstract join(parts: ReadonlyArray<unknown>): unknown;

  protected build(): void {
    this._rows = [];
    const { trans } = this.context;
    this._empty = document.createElement('span');
    this._empty.className = 'intarsia-Sequence-empty';
    this._empty.textContent = trans.__('No items yet.');
    this._add = Private.button(trans.__('Add'), trans.__('Add to %1', this.name));
    this._add.classList.add('intarsia-Sequence-add');
    this._add.addEventListener('click', () => this._append());
    this._note = document.createElement('span');
    this._note.className = 'intarsia-Sequence-note';
    this._status = document.createElement('span');
    this._status.className = 'intarsia-mod-spoken';
    this._status.setAttribute('role', 'status');
    const foot = [this._empty, this._add, this._note, this._status];
    this.childLayout.addWidget(Composite.bar('intarsia-Sequence-foot', ...foot));
    this._count();
  }

  protected showValue(value: unknown): void {
    const items: ReadonlyArray<unknown> = Array.isArray(value) ? value : [];
    this._resize(items.length);
    items.forEach((item, index) => {
      const parts = this.split(item);
      this._rows[index].parts.forEach((part, at) => part.setValue(parts[at]));
    });
  }

  protected collect(): unknown {
    return this._rows.map(row => this.join(row.parts.map(Composite.held)));
  }

  protected locate(path: Component.IError['path']): Composite.IPlace | null {
    const row = typeof path[0] === 'number' ? this._rows[path[0]] : undefined;
    if (!row) {
      return null;
    }
    if (row.parts.length === 1) {
      return { child: row.parts[0], path: path.slice(1) };
    }
    const child = typeof path[1] === 'number' ? row.parts[path[1]] : undefined;
    return child ? { child, path: path.slice(2) } : null;
  }

  private _resize(length: number): void {
    while (this._rows.length > length) {
      const row = this._rows.pop();
      row?.parts.forEach(part => this.release(part));
      row?.panel.dispose();
    }
    while (this._rows.length < length) {
      this._rows.push(this._newRow(this._rows.length));
    }
    this._count();
  }

  private _newRow(index: number): Private.IRow {
    const panel = new Panel();
    panel.addClass('intarsia-Sequence-row');
    const names = this.partNames(index);
    const parts = this.partSpecs().map((spec, at) => {
      const part = this.adopt(spec, names[at]);
      part.setValue(blankValue(spec));
      panel.addWidget(part);
      return part;
    });
    const row: Private.IRow = { panel, parts, buttons: [] };
    if (this.spec.interactive) {
      this._addButtons(row, index);
    }
    this.childLayout.insertWidget(index, panel);
    return row;
  }

  private _addButtons(row: Private.IRow, index: number): void {
    const { trans } = this.context;
    const position = index + 1;
    const up = Private.button('\u2191', trans.__('Move item %1 up', position));
    const down = Private.button('\u2193', trans.__('Move item %1 down', position));
    const remove = Private.button('\u00d7', trans.__('Remove item %1', position));
    up.addEventListener('click', () => this._move(index, index - 1, 0));
    down.addEventListener('click', () => this._move(index, index + 1, 1));
    remove.addEventListener('click', () => this._remove(index));
    row.buttons.push(up, down, remove);
    row.panel.addWidget(Composite.bar('intarsia-Sequence-buttons', up, down, remove));
    row.panel.node.addEventListener('keydown', event => {
      if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        event.preventDefault();
        event.stopPropagation();
        this._move(index, index + (event.key === 'ArrowUp' ? -1 : 1), null);
      }
    });
  }

  private _append(): void {
    const { max_length: most } = this.spec;
    if (most === null || this._rows.length < most) {
      this._resize(this._rows.length + 1);
      this.commitWhole();
      this._say(this.context.trans.__('Item %1 added.', this._rows.length));
      this._rows[this._rows.length - 1].parts[0].focusFirst();
    }
  }

  private _remove(index: number): void {
    const values = this.collect() as unknown[];
    values.splice(index, 1);
    this._put(values);
    this._say(this.context.trans.__('Item %1 removed.', index + 1));
    const next = this._rows[Math.min(index, this._rows.length - 1)];
    const target = next?.buttons[2];
    (target && !target.disabled ? target : this._add).focus();
  }

  private _move(from: number, to: number, button: number | null): void {
    const values = this.collect() as unknown[];
    if (to < 0 || to >= values.length) {
      return;
    }
    values.splice(to, 0, ...values.splice(from, 1));
    this._put(values);
    this._say(this.context.trans.__('Item %1 is now item %2.', from + 1, to + 1));
    const row = this._rows[to];
    const target = button === null ? undefined : row.buttons[button];
    if (target && !target.disabled) {
      target.focus();
    } else if (target) {
      row.buttons[2].focus();
    } else {
      row.parts[0].focusFirst();
    }
  }

  /**
   * Values in another order or number: the rows' own, and a draft of the whole.
   */
  private _put(values: unknown[]): void {
    this.showValue(values);
    this.commitWhole();
  }

  private _count(): void {
    const { min_length: least, max_length: most, interactive } = this.spec;
    const count = this._rows.length;
    const { trans } = this.context;
    this._empty.hidden = count > 0;
    this._add.hidden = !interactive;
    this._add.disabled = most !== null && count >= most;
    this._note.textContent = this._add.disabled && interactive ? trans.__('At most %1.', most) : '';
    this._rows.forEach(({ buttons }, index) => {
      if (buttons.length > 0) {
        buttons[0].disabled = index === 0;
        buttons[1].disabled = index === count - 1;
        buttons[2].disabled = least !== null && count <= least;
      }
    });
  }

  private _say(text: string): void {
    this._status.textContent = text;
  }

  declare private _add: HTMLButtonElement;
  declare private _empty: HTMLElement;
  declare private _note: HTMLElement;
  declare private _rows: Private.IRow[];
  declare private _status: HTMLElement;
}

namespace Private {
  export interface IRow {
    readonly panel: Panel;
    readonly parts: Component[];
    /** Up, down, remove; none in a display. */
    readonly buttons: HTMLButtonElement[];
  }

  export function button(text: string, name: string): HTMLButtonElement {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'intarsia-Button intarsia-mod-ghost';
    element.textContent = text;
    element.setAttribute('aria-label', name);
    element.title = name;
    Field.keepKeys(element);
    return element;
  }
}
