import type { TranslationBundle } from '@jupyterlab/translation';
import { writeCell } from './cellvalue';
import { isNumeric } from './numbertext';
import type { TableData } from './tabledata';
import { Field } from './field';

/**
 * A table to read: every value exactly, numbers under one another.
 *
 * #### Notes
 * Lines and cells are kept, and only texts that changed are written: a table that comes
 * again with other numbers neither flickers nor moves.
 */
export class PlainTable {
  constructor(trans: TranslationBundle, name: string) {
    this._trans = trans;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-Dataframe-scroll';
    // Reached by keys, since it may scroll.
    this.node.tabIndex = 0;
    Field.keepKeys(this.node);
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', name);
    this._table = document.createElement('table');
    this._table.className = 'intarsia-Dataframe-table';
    this.node.append(this._table);
  }

  readonly node: HTMLElement;

  /**
   * Show the first rows, as many as fit in so many cells; says how many these are.
   */
  show(parts: TableData.IParts, maxCells: number): number {
    const { headers, data, index } = parts;
    const count = Math.min(data.length, Math.floor(maxCells / Math.max(headers.length, 1)));
    const numeric = headers.map((_, column) =>
      data.every(row => Private.isQuietNumber(row[column]))
    );
    this._fit(count + 1, headers.length + (index ? 1 : 0), index !== null);
    const shift = index ? 1 : 0;
    headers.forEach((header, column) => {
      this._write(0, column + shift, header, numeric[column] && count > 0, false);
    });
    for (let row = 0; row < count; row++) {
      if (index) {
        this._write(row + 1, 0, index[row] ?? '', false, false);
      }
      headers.forEach((_, column) => {
        const value = data[row][column];
        const isNull = value === null || value === undefined;
        const text = isNull ? this._trans.__('null') : writeCell(value);
        this._write(row + 1, column + shift, text, numeric[column], isNull);
      });
    }
    return count;
  }

  private _fit(rows: number, columns: number, hasIndex: boolean): void {
    const shape = `${columns} ${hasIndex}`;
    if (shape !== this._shape) {
      this._table.replaceChildren();
      this._shape = shape;
    }
    const head = this._table.tHead ?? this._table.createTHead();
    const body = this._table.tBodies[0] ?? this._table.createTBody();
    if (head.rows.length === 0) {
      Private.fill(head.insertRow(), columns, at => (at === 0 && hasIndex ? 'td' : 'th'), 'col');
    }
    while (body.rows.length > rows - 1) {
      body.deleteRow(-1);
    }
    while (body.rows.length < rows - 1) {
      Private.fill(body.insertRow(), columns, at => (at === 0 && hasIndex ? 'th' : 'td'), 'row');
    }
  }

  private _write(
    row: number,
    column: number,
    text: string,
    isNumber: boolean,
    isNull: boolean
  ): void {
    const cell = this._table.rows[row].cells[column];
    if (cell.textContent !== text) {
      cell.textContent = text;
    }
    cell.classList.toggle('intarsia-mod-numeric', isNumber);
    cell.classList.toggle('intarsia-mod-null', isNull);
  }

  private _shape = '';
  private _table: HTMLTableElement;
  private _trans: TranslationBundle;
}

namespace Private {
  /** Numbers, and gaps between them. */
  export function isQuietNumber(value: unknown): boolean {
    return value === null || value === undefined || isNumeric(value);
  }

  export function fill(
    row: HTMLTableRowElement,
    columns: number,
    tag: (at: number) => 'td' | 'th',
    scope: 'col' | 'row'
  ): void {
    for (let at = 0; at < columns; at++) {
      const cell = document.createElement(tag(at));
      if (cell.localName === 'th') {
        cell.scope = scope;
      }
      row.append(cell);
    }
  }
}
