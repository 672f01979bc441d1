import type { TranslationBundle } from '@jupyterlab/translation';
import { blankCell, isTicked, readCell, writeCell } from './cellvalue';
import { Field } from './field';
import type { IArea, IPlace } from './gridcells';
import { GridCells } from './gridcells';
import { targetOf } from './gridkeys';
import type { TableData } from './tabledata';

/**
 * A table edited as in a spreadsheet: where one is, what is selected, and what is typed.
 *
 * #### Notes
 * One cell is in the tab order. Arrows move, with Shift they extend the selection; Enter,
 * F2 or a letter edits; Enter and Tab keep what was typed, Escape does not.
 */
export class TableGrid {
  constructor(options: TableGrid.IOptions) {
    this._options = options;
    this._cells = new GridCells(options.trans, options.name);
    this.node = this._cells.node;
  }

  readonly node: HTMLTableElement;

  get table(): TableData {
    return this._table;
  }

  /**
   * The selected rectangle, and at its moving end the cell that takes the keys.
   */
  get area(): IArea {
    const { _active: a, _anchor: b } = this;
    return {
      top: Math.min(a.row, b.row),
      bottom: Math.max(a.row, b.row),
      start: Math.min(a.column, b.column),
      end: Math.max(a.column, b.column)
    };
  }

  get isEditing(): boolean {
    return this._editor !== null;
  }

  /**
   * Whether nothing can be changed for now: cells are no native controls, so what disables
   * those is asked.
   */
  get isDisabled(): boolean {
    return this.node.closest('fieldset:disabled') !== null;
  }

  /**
   * Show a table; an open editor closes without effect.
   */
  show(table: TableData): void {
    this._table = table;
    this._close();
    this._cells.draw(table, this._options.editsHeaders);
    this._active = this._clamp(this._active);
    this._anchor = this._clamp(this._anchor);
    this._cells.mark(this._active, this.area);
  }

  /**
   * Show which cells hold something wrong.
   */
  markProblems(places: ReadonlyArray<IPlace>): void {
    this._cells.markProblems(places);
  }

  /**
   * Go to a cell, and with `extend` select all on the way.
   */
  go(place: IPlace, extend = false): void {
    this._active = this._clamp(place);
    if (!extend) {
      this._anchor = this._active;
    }
    this._cells.mark(this._active, this.area);
    this._tellSelected();
    const cell = this._cells.at(this._active);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }

  /**
   * Keep what is being typed. Whether anything changed.
   */
  finish(): boolean {
    const editor = this._editor;
    if (!editor) {
      return false;
    }
    const { place, area, before } = editor;
    const text = area.value;
    this._close();
    if (text === before) {
      return false;
    }
    const { row, column } = place;
    if (row === -1) {
      this._change(this._table.withHeader(column, text));
    } else {
      this._write(row, column, readCell(text, this._table.types[column]));
    }
    return true;
  }

  /**
   * Empty the selected cells.
   */
  erase(): void {
    const { top, bottom, start, end } = this.area;
    let table = this._table;
    for (let row = Math.max(top, 0); row <= bottom; row++) {
      for (let column = start; column <= end; column++) {
        table = table.withCell(row, column, blankCell(table.types[column]));
      }
    }
    this._change(table);
  }

  onPress(event: MouseEvent): void {
    const place = this._cells.placeOf(event.target);
    const isBox = event.target instanceof HTMLInputElement;
    if (!place || event.button !== 0 || this._isAt(place) || isBox || !this._isReachable(place)) {
      return;
    }
    event.preventDefault();
    this._keep();
    this.go(place, event.shiftKey);
  }

  onDrag(event: MouseEvent): void {
    const place = this._cells.placeOf(event.target);
    if (place && event.buttons === 1 && !this._editor && this._isReachable(place)) {
      const { row, column } = this._active;
      if (place.row !== row || place.column !== column) {
        this.go(place, true);
      }
    }
  }

  onDoubleClick(event: MouseEvent): void {
    const place = this._cells.placeOf(event.target);
    if (place && !this._isAt(place) && this._isReachable(place)) {
      this._edit(place, null);
    }
  }

  /**
   * A box was ticked.
   */
  onTick(event: Event): void {
    const place = this._cells.placeOf(event.target);
    if (place && event.target instanceof HTMLInputElement) {
      this.go(place);
      this._write(place.row, place.column, event.target.checked);
    }
  }

  onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) {
      return;
    }
    const isHandled = this._editor ? this._keyEditing(event) : this._keyMoving(event);
    if (isHandled) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  private _keyEditing(event: KeyboardEvent): boolean {
    const { row, column } = this._active;
    switch (event.key) {
      case 'Enter':
        if (event.altKey) {
          const { area } = this._editor as Private.IEditor;
          area.setRangeText('\n', area.selectionStart, area.selectionEnd, 'end');
          area.rows = Math.min(area.value.split('\n').length, Private.LINES);
          return true;
        }
        this._keep();
        this.go({ row: row + 1, column });
        return true;
      case 'Tab':
        this._keep();
        if (!this._step(event.shiftKey ? -1 : 1)) {
          // The last cell: from it, Tab leaves the table.
          this._cells.at(this._active)?.focus();
          return false;
        }
        return true;
      case 'Escape':
        this._close();
        this.go({ row, column });
        return true;
      default:
        return false;
    }
  }

  private _keyMoving(event: KeyboardEvent): boolean {
    const { row, column } = this._active;
    const isCommand = event.ctrlKey || event.metaKey;
    const target = targetOf(event, this._active, this._table, this._isRightToLeft());
    if (target) {
      this.go(target, event.shiftKey);
      return true;
    }
    if (isCommand && event.key.toLowerCase() === 'a') {
      this._anchor = { row: 0, column: 0 };
      this.go({ row: this._table.rows.length - 1, column: Infinity }, true);
      return true;
    }
    if (event.key === 'Tab') {
      return this._step(event.shiftKey ? -1 : 1);
    }
    if (event.key === 'Delete' || event.key === 'Backspace') {
      this.erase();
      return true;
    }
    const value = row === -1 ? null : this._table.rows[row]?.[column];
    const isBox = row !== -1 && isTicked(value, this._table.types[column]);
    if (isBox && (event.key === ' ' || event.key === 'Enter')) {
      this._write(row, column, value !== true);
      return true;
    }
    if (event.key === 'Enter' || event.key === 'F2') {
      this._edit(this._active, null);
      return true;
    }
    if (event.key.length === 1 && !isCommand && !event.altKey && !isBox) {
      // The key itself goes on into the editor that now has the focus.
      this._edit(this._active, '');
      event.stopPropagation();
    }
    return false;
  }

  private _step(by: number): boolean {
    const { columns, rows } = this._table.size;
    const { row, column } = this._active;
    const at = row * columns + column + by;
    const first = this._options.editsHeaders ? -columns : 0;
    if (at < first || at >= rows * columns) {
      return false;
    }
    const next = Math.floor(at / columns);
    this.go({ row: next, column: at - next * columns });
    return true;
  }

  private _edit(place: IPlace, text: string | null): void {
    const { headers, rows } = this._table;
    const before =
      place.row === -1 ? headers[place.column] : writeCell(rows[place.row]?.[place.column]);
    const cell = this._cells.at(place);
    if (!cell || this.isDisabled) {
      return;
    }
    this.go(place);
    const area = document.createElement('textarea');
    area.className = 'intarsia-Control intarsia-Dataframe-editor';
    area.rows = Math.min(before.split('\n').length, Private.LINES);
    area.value = text ?? before;
    const name = headers[place.column];
    const { trans } = this._options;
    area.setAttribute(
      'aria-label',
      place.row === -1 ? trans.__('Name of column %1', name) : `${name}, ${place.row + 1}`
    );
    Field.keepKeys(area);
    // Over what the cell shows, which keeps the column as wide as it is.
    cell.append(area);
    this._editor = { place, area, before };
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }

  private _keep(): void {
    if (this._editor && !this.finish()) {
      this._close();
    }
  }

  private _close(): void {
    const editor = this._editor;
    if (editor) {
      this._editor = null;
      // Before the editor goes: else the focus would leave the table with it.
      if (document.activeElement === editor.area) {
        this._cells.at(editor.place)?.focus({ preventScroll: true });
      }
      this._cells.redraw(editor.place);
    }
  }

  private _write(row: number, column: number, value: unknown): void {
    const before = this._table.rows[row][column];
    this._change(this._table.withCell(row, column, value));
    if (Object.is(this._table.rows[row][column], value)) {
      this._options.told('edit', { index: [row, column], value, previous_value: before });
    }
  }

  private _change(table: TableData): void {
    if (!this.isDisabled) {
      this.show(table);
      this._options.changed();
    }
  }

  private _tellSelected(): void {
    const { row, column } = this._active;
    const place = `${row} ${column}`;
    if (row !== -1 && place !== this._told) {
      this._told = place;
      const cells = this._table.rows[row];
      this._options.told('select', {
        index: [row, column],
        value: cells[column] ?? null,
        row_value: [...cells],
        selected: true
      });
    }
  }

  private _clamp(place: IPlace): IPlace {
    const { rows, columns } = this._table.size;
    const first = this._options.editsHeaders ? -1 : 0;
    return {
      row: Math.max(Math.min(place.row, rows - 1), first),
      column: Math.max(Math.min(place.column, columns - 1), 0)
    };
  }

  private _isAt(place: IPlace): boolean {
    const editor = this._editor?.place;
    return editor?.row === place.row && editor.column === place.column;
  }

  private _isReachable(place: IPlace): boolean {
    return place.row >= 0 || this._options.editsHeaders;
  }

  private _isRightToLeft(): boolean {
    return getComputedStyle(this.node).direction === 'rtl';
  }

  private _active: IPlace = { row: 0, column: 0 };
  private _anchor: IPlace = { row: 0, column: 0 };
  private _cells: GridCells;
  private _editor: Private.IEditor | null = null;
  private _options: TableGrid.IOptions;
  declare private _table: TableData;
  private _told = '';
}

export namespace TableGrid {
  export interface IOptions {
    readonly trans: TranslationBundle;
    readonly name: string;
    /** Whether the names of the columns can be edited. */
    readonly editsHeaders: boolean;
    /** Called after a person changed the table. */
    readonly changed: () => void;
    /** Called with an event that is not a change of the value, and what belongs to it. */
    readonly told: (name: 'edit' | 'select', data: unknown) => void;
  }
}

namespace Private {
  export interface IEditor {
    readonly place: IPlace;
    readonly area: HTMLTextAreaElement;
    readonly before: string;
  }

  /** How high an editor becomes at the most. */
  export const LINES = 4;
}
