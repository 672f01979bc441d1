import type { TranslationBundle } from '@jupyterlab/translation';
import { isTicked, writeCell } from './cellvalue';
import { Field } from './field';
import { isNumeric } from './numbertext';
import type { TableData } from './tabledata';

/**
 * A place in a table; row -1 is the row of headers.
 */
export interface IPlace {
  readonly row: number;
  readonly column: number;
}

/**
 * A rectangle of cells, both ends included.
 */
export interface IArea {
  readonly top: number;
  readonly bottom: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The cells of an editable table, as elements: what draws and finds them.
 */
export class GridCells {
  constructor(trans: TranslationBundle, name: string) {
    this._trans = trans;
    this.node = document.createElement('table');
    this.node.className = 'intarsia-Dataframe-table';
    this.node.setAttribute('role', 'grid');
    this.node.setAttribute('aria-label', name);
    this.node.setAttribute('aria-multiselectable', 'true');
    this._head = this.node.createTHead();
    this._body = this.node.createTBody();
  }

  readonly node: HTMLTableElement;

  /**
   * Draw a table: only cells that changed, unless its shape did.
   */
  draw(table: TableData, editsHeaders: boolean): void {
    const before = this._table;
    this._table = table;
    const isSameWidth = before?.headers.length === table.headers.length;
    if (!isSameWidth) {
      this._build(table);
    }
    this._fit(table);
    table.headers.forEach((header, column) => {
      this._writeHeader(column, header, editsHeaders);
    });
    table.rows.forEach((cells, row) => {
      const old = isSameWidth ? before.rows[row] : undefined;
      cells.forEach((cell, column) => {
        if (old === undefined || !Object.is(old[column], cell)) {
          this._write(row, column);
        }
      });
    });
  }

  /**
   * Draw a cell again: an editor stood in it.
   */
  redraw(place: IPlace): void {
    if (place.row === -1) {
      this._writeHeader(place.column, this._table?.headers[place.column] ?? '', true);
    } else {
      this._write(place.row, place.column);
    }
  }

  at(place: IPlace): HTMLTableCellElement | null {
    const row = place.row === -1 ? this._head.rows[0] : this._body.rows[place.row];
    return row?.cells[place.column + 1] ?? null;
  }

  /**
   * The place of a cell that an event came from.
   */
  placeOf(target: EventTarget | null): IPlace | null {
    const cell = target instanceof Element ? target.closest('td, th') : null;
    if (!(cell instanceof HTMLTableCellElement) || !this.node.contains(cell)) {
      return null;
    }
    const line = cell.parentElement as HTMLTableRowElement;
    const row = line.parentElement === this._head ? -1 : line.sectionRowIndex;
    return cell.cellIndex === 0 ? null : { row, column: cell.cellIndex - 1 };
  }

  /**
   * Show which cells are selected, and which of them takes the keys.
   */
  mark(active: IPlace, area: IArea): void {
    this._marked.forEach(cell => {
      cell.classList.remove('intarsia-mod-selected');
      cell.removeAttribute('aria-selected');
    });
    this._marked = [];
    this._active?.setAttribute('tabindex', '-1');
    this._active = this.at(active);
    this._active?.setAttribute('tabindex', '0');
    for (let row = area.top; row <= area.bottom; row++) {
      for (let column = area.start; column <= area.end; column++) {
        const cell = this.at({ row, column });
        if (cell) {
          cell.setAttribute('aria-selected', 'true');
          cell.classList.add('intarsia-mod-selected');
          this._marked.push(cell);
        }
      }
    }
  }

  /**
   * Show which cells hold something wrong.
   */
  markProblems(places: ReadonlyArray<IPlace>): void {
    this._wrong.forEach(cell => cell.removeAttribute('aria-invalid'));
    this._wrong = places.map(place => this.at(place)).filter(cell => cell !== null);
    this._wrong.forEach(cell => cell.setAttribute('aria-invalid', 'true'));
  }

  private _build(table: TableData): void {
    const head = Private.row(0);
    const corner = Private.cell('td', -1);
    corner.className = 'intarsia-Dataframe-corner';
    head.append(corner);
    table.headers.forEach((_, column) => {
      const cell = Private.cell('th', column);
      cell.scope = 'col';
      head.append(cell);
    });
    this._head.replaceChildren(head);
    this._body.replaceChildren();
    this._active = null;
    this._marked = [];
    this._wrong = [];
  }

  /**
   * As many lines as rows. The others stay, and the focus in them.
   */
  private _fit(table: TableData): void {
    const { rows, columns } = table.size;
    this.node.setAttribute('aria-rowcount', String(rows + 1));
    this.node.setAttribute('aria-colcount', String(columns + 1));
    while (this._body.rows.length > rows) {
      this._body.deleteRow(-1);
    }
    while (this._body.rows.length < rows) {
      const position = this._body.rows.length + 1;
      const line = Private.row(position);
      const number = Private.cell('th', -1);
      number.scope = 'row';
      number.textContent = String(position);
      line.append(number);
      for (let column = 0; column < columns; column++) {
        const cell = Private.cell('td', column);
        cell.tabIndex = -1;
        Field.keepKeys(cell);
        line.append(cell);
      }
      this._body.append(line);
    }
  }

  private _writeHeader(column: number, header: string, isEditable: boolean): void {
    const cell = this.at({ row: -1, column });
    if (!cell) {
      return;
    }
    if (cell.textContent !== header || cell.childElementCount > 0) {
      cell.textContent = header;
    }
    if (isEditable && !cell.hasAttribute('tabindex')) {
      cell.tabIndex = -1;
      Field.keepKeys(cell);
    }
    const type = this._table?.types[column];
    const numbers = this._table?.rows.every(row => row[column] === null || isNumeric(row[column]));
    cell.classList.toggle(
      'intarsia-mod-numeric',
      type === 'number' || (type === 'auto' && numbers)
    );
  }

  private _write(row: number, column: number): void {
    const cell = this.at({ row, column });
    const table = this._table;
    if (!cell || !table) {
      return;
    }
    const value = table.rows[row][column];
    const type = table.types[column];
    cell.classList.toggle('intarsia-mod-numeric', isNumeric(value));
    if (!isTicked(value, type)) {
      cell.textContent = writeCell(value);
      return;
    }
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.tabIndex = -1;
    box.checked = value === true;
    box.indeterminate = value === null;
    box.setAttribute('aria-label', this._trans.__('%1, row %2', table.headers[column], row + 1));
    Field.keepKeys(box);
    cell.replaceChildren(box);
  }

  private _active: HTMLTableCellElement | null = null;
  private _body: HTMLTableSectionElement;
  private _head: HTMLTableSectionElement;
  private _marked: HTMLTableCellElement[] = [];
  private _table: TableData | null = null;
  private _trans: TranslationBundle;
  private _wrong: HTMLTableCellElement[] = [];
}

namespace Private {
  export function row(index: number): HTMLTableRowElement {
    const element = document.createElement('tr');
    element.setAttribute('aria-rowindex', String(index + 1));
    return element;
  }

  export function cell(tag: 'td' | 'th', column: number): HTMLTableCellElement {
    const element = document.createElement(tag);
    element.setAttribute('aria-colindex', String(column + 2));
    return element;
  }
}
