import type { DataframeSpec } from '../protocol/types';
import { checkCell, writeCell } from './cellvalue';
import { copyText } from './clipboard';
import type { Component } from './component';
import { Control } from './control';
import { Field } from './field';
import type { IPlace } from './gridcells';
import { PlainTable } from './plaintable';
import { TableData } from './tabledata';
import { TableGrid } from './tablegrid';
import { readHtmlTable, readTable, writeTable } from './tabletext';

/**
 * A table: edited as in a spreadsheet, or read.
 *
 * #### Notes
 * Each cell that is filled in is committed at once. A table of which only a part is here
 * is not edited: the rest would be lost.
 */
export class Dataframe extends Control<DataframeSpec> {
  constructor(options: Component.IOptions<DataframeSpec>) {
    super(options, 'group');
    this.addClass('intarsia-Dataframe');
    this.node.setAttribute('role', 'group');
    this.redraw();
    this.showValue(null);
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._wrong = errors
      .map(({ path }) => this._place(path))
      .filter((place): place is IPlace => place !== null);
    super.showErrors(errors.map(error => ({ ...error, message: this._located(error) })));
    this._markProblems();
  }

  focusFirst(): void {
    (this._grid?.node ?? this.node).querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  protected get events(): ReadonlyArray<string> {
    const own = ['mousedown', 'mouseover', 'dblclick', 'copy', 'cut', 'paste'];
    return [...super.events, ...own];
  }

  protected build(slot: HTMLElement): void {
    const { trans } = this.context;
    const { headers, column_count: width } = this.spec;
    const isOpen = headers === null && width === null;
    const grid = new TableGrid({
      trans,
      name: this.field.name,
      editsHeaders: isOpen,
      changed: () => this._onChanged()
    });
    this._grid = grid;
    const scroll = document.createElement('div');
    scroll.className = 'intarsia-Dataframe-scroll';
    scroll.append(grid.node);
    const bar = document.createElement('div');
    bar.className = 'intarsia-Dataframe-bar';
    if (this.spec.row_count === null) {
      bar.append(
        Private.button(trans.__('Add row'), () => this._grow(1, 0)),
        Private.button(trans.__('Remove row'), () => this._removeRows())
      );
    }
    if (isOpen) {
      bar.append(
        Private.button(trans.__('Add column'), () => this._grow(0, 1)),
        Private.button(trans.__('Remove column'), () => this._removeColumns())
      );
    }
    this._edits = [...bar.querySelectorAll('button')];
    this._drawFoot(slot, scroll, bar);
  }

  protected buildDisplay(display: HTMLElement): void {
    this._grid = null;
    this._plain = new PlainTable(this.context.trans, this.field.name);
    const bar = document.createElement('div');
    bar.className = 'intarsia-Dataframe-bar';
    this._drawFoot(display, this._plain.node, bar);
  }

  protected showControl(value: unknown): void {
    const parts = TableData.parse(value);
    this._index = parts.index;
    const table = TableData.read(value, this.spec);
    if (this._grid && !this._isShown(table)) {
      this._grid.show(table);
    }
    const isPart = parts.total > parts.data.length;
    this._lock(isPart);
    if (isPart) {
      this._say(
        this.context.trans.__(
          'Showing %1 of %2 rows: too many to be edited here.',
          parts.data.length,
          parts.total
        )
      );
    }
    this._markProblems();
  }

  protected showDisplay(_display: HTMLElement, value: unknown): void {
    const parts = TableData.parse(value);
    const shown = this._plain?.show(parts, this.spec.max_cells) ?? 0;
    const total = Math.max(parts.total, parts.data.length);
    const { trans } = this.context;
    const isEmpty = parts.headers.length === 0;
    this._plain?.node.toggleAttribute('hidden', isEmpty);
    this._foot?.toggleAttribute('hidden', isEmpty);
    this._say(shown < total ? trans.__('Showing %1 of %2 rows.', shown, total) : '');
  }

  protected asText(value: unknown): string {
    const { headers, data } = TableData.parse(value);
    return writeTable([headers, ...data.map(row => row.map(writeCell))]);
  }

  protected check(): string | null {
    const problems = this._problems();
    const [first] = problems;
    return first ? first.message : null;
  }

  /**
   * Keep what is being typed before it is committed.
   */
  protected commit(): void {
    this._grid?.finish();
    super.commit();
  }

  protected onChange(event: Event): void {
    // An editor's own `change` says nothing; a box that was ticked does.
    if (event.target instanceof HTMLInputElement) {
      this._grid?.onTick(event);
    }
  }

  protected onKeyDown(event: KeyboardEvent): void {
    if (this._grid?.node.contains(event.target as Node)) {
      this._grid.onKeyDown(event);
    }
  }

  protected onEvent(event: Event): void {
    const grid = this._grid;
    switch (event.type) {
      case 'mousedown':
        grid?.onPress(event as MouseEvent);
        break;
      case 'mouseover':
        grid?.onDrag(event as MouseEvent);
        break;
      case 'dblclick':
        grid?.onDoubleClick(event as MouseEvent);
        break;
      default:
        this._evtClipboard(event as ClipboardEvent);
    }
  }

  private _evtClipboard(event: ClipboardEvent): void {
    const { clipboardData: data } = event;
    if (!this._grid?.node.contains(event.target as Node) || !data) {
      return;
    }
    if (event.type !== 'copy' && this._grid.isLocked) {
      return;
    }
    if (event.type === 'paste') {
      const rows = Private.pasted(data);
      const isText = rows.length === 1 && rows[0].length === 1;
      if (rows.length === 0 || (this._grid.isEditing && isText)) {
        return;
      }
      this._paste(rows);
    } else if (this._grid.isEditing) {
      return;
    } else {
      data.setData('text/plain', this._selectedText());
      if (event.type === 'cut') {
        this._grid.erase();
      }
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private _paste(rows: string[][]): void {
    const grid = this._grid;
    if (!grid) {
      return;
    }
    grid.finish();
    const { headers } = grid.table;
    // A table copied with its head: the head is there already.
    const hasHead = rows.length > 1 && headers.every((header, at) => rows[0][at] === header);
    const texts = hasHead ? rows.slice(1) : rows;
    const { top, start } = grid.area;
    const row = Math.max(top, 0);
    const wanted = {
      rows: row + texts.length,
      columns: start + Math.max(...texts.map(t => t.length))
    };
    const room = this._room(wanted);
    const table = grid.table.widened(room.columns).grown(room.rows).withTexts(row, start, texts);
    grid.show(table);
    grid.go({ row, column: start });
    grid.go({ row: wanted.rows - 1, column: wanted.columns - 1 }, true);
    this._onChanged();
    const isCut = table.size.rows < wanted.rows || table.size.columns < wanted.columns;
    this._say(isCut ? this.context.trans.__('Not everything that was pasted fits in here.') : '');
  }

  /**
   * How large the table may become, at the most as large as wanted.
   */
  private _room(wanted: { rows: number; columns: number }): { rows: number; columns: number } {
    const { headers, row_count, column_count, max_cells } = this.spec;
    const { size } = this._grid?.table ?? { size: wanted };
    const isOpen = headers === null && column_count === null;
    const columns = isOpen
      ? Math.max(Math.min(wanted.columns, Math.floor(max_cells / size.rows)), size.columns)
      : size.columns;
    const rows = row_count === null ? Math.min(wanted.rows, Math.floor(max_cells / columns)) : 0;
    return { rows: Math.max(rows, size.rows), columns };
  }

  private _grow(rows: number, columns: number): void {
    const grid = this._grid;
    if (!grid) {
      return;
    }
    grid.finish();
    const { size } = grid.table;
    const room = this._room({ rows: size.rows + rows, columns: size.columns + columns });
    if (room.rows === size.rows && room.columns === size.columns) {
      this._say(this.context.trans.__('This table takes at most %1 cells.', this.spec.max_cells));
      return;
    }
    // A row is part of the value once something stands in it.
    grid.show(grid.table.widened(room.columns).grown(room.rows));
    if (columns > 0) {
      this._onChanged();
      grid.go({ row: -1, column: size.columns });
    } else {
      grid.go({ row: size.rows, column: 0 });
    }
  }

  private _removeRows(): void {
    const grid = this._grid;
    if (grid) {
      grid.finish();
      const { top, bottom, start } = grid.area;
      grid.show(grid.table.withoutRows(top, bottom).grown(1));
      grid.go({ row: top, column: start });
      this._onChanged();
    }
  }

  private _removeColumns(): void {
    const grid = this._grid;
    const area = grid?.area;
    if (grid && area && area.end - area.start + 1 < grid.table.size.columns) {
      grid.finish();
      grid.show(grid.table.withoutColumns(area.start, area.end));
      grid.go({ row: Math.max(area.top, 0), column: area.start });
      this._onChanged();
    }
  }

  private _onChanged(): void {
    const grid = this._grid;
    if (grid) {
      this._wrong = [];
      this.enter(grid.table.wire(this.spec.row_count !== null, this._index));
      this._markProblems();
      this.commit();
    }
  }

  private _selectedText(): string {
    const grid = this._grid;
    if (!grid) {
      return '';
    }
    const { top, bottom, start, end } = grid.area;
    const head = top === -1 ? [grid.table.headers.slice(start, end + 1)] : [];
    const rows = grid.table.rows.slice(Math.max(top, 0), bottom + 1);
    return writeTable([...head, ...rows.map(row => row.slice(start, end + 1).map(writeCell))]);
  }

  /**
   * Whether the value is what stands there: then rows to be filled in stay.
   */
  private _isShown(table: TableData): boolean {
    const isFixed = this.spec.row_count !== null;
    const shown = this._hasTable ? this._grid?.table.wire(isFixed, null) : undefined;
    this._hasTable = true;
    return shown !== undefined && Private.isSame(shown, table.wire(isFixed, null));
  }

  private _problems(): { readonly place: IPlace; readonly message: string }[] {
    const table = this._grid?.table;
    const found: { place: IPlace; message: string }[] = [];
    table?.rows.forEach((cells, row) => {
      cells.forEach((cell, column) => {
        const message = checkCell(cell, table.types[column], this.context.trans);
        if (message !== null) {
          found.push({
            place: { row, column },
            message: this._located({ path: [row, column], message })
          });
        }
      });
    });
    return found;
  }

  private _markProblems(): void {
    this._grid?.markProblems([...this._problems().map(({ place }) => place), ...this._wrong]);
  }

  private _place(path: Component.IError['path']): IPlace | null {
    const [row, column] = path;
    const at =
      typeof column === 'string' ? (this._grid?.table.headers.indexOf(column) ?? -1) : column;
    return typeof row === 'number' && typeof at === 'number' && at >= 0
      ? { row, column: at }
      : null;
  }

  private _located({ path, message }: Component.IError): string {
    const place = this._place(path);
    const header = place && this._grid?.table.headers[place.column];
    return place
      ? this.context.trans.__('Row %1, %2: %3', place.row + 1, header ?? place.column + 1, message)
      : message;
  }

  private _drawFoot(parent: HTMLElement, table: HTMLElement, bar: HTMLElement): void {
    const { trans } = this.context;
    const status = document.createElement('span');
    status.className = 'intarsia-Dataframe-status';
    status.setAttribute('role', 'status');
    bar.append(
      Private.button(trans.__('Copy'), () => {
        const shown = this.draft === undefined ? this.value : this.draft;
        void copyText(this.asText(shown)).then(done => {
          this._say(done ? trans.__('Copied.') : trans.__('The browser refuses to copy.'));
        });
      }),
      status
    );
    this._foot = bar;
    this._status = status;
    parent.append(table, bar);
  }

  private _lock(isLocked: boolean): void {
    if (this._grid) {
      this._grid.isLocked = isLocked;
    }
    this._edits.forEach(button => (button.disabled = isLocked));
  }

  private _say(text: string): void {
    if (this._status) {
      this._status.textContent = text;
    }
  }

  declare private _edits: ReadonlyArray<HTMLButtonElement>;
  declare private _foot: HTMLElement | undefined;
  declare private _grid: TableGrid | null;
  declare private _hasTable: boolean;
  declare private _index: ReadonlyArray<string> | null;
  declare private _plain: PlainTable | undefined;
  declare private _status: HTMLElement | undefined;
  private _wrong: IPlace[] = [];
}

namespace Private {
  export function button(text: string, pressed: () => void): HTMLButtonElement {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'intarsia-Button intarsia-mod-ghost';
    element.textContent = text;
    Field.keepKeys(element);
    element.addEventListener('click', pressed);
    return element;
  }

  export function pasted(data: DataTransfer): string[][] {
    const text = data.getData('text/plain');
    if (text !== '') {
      return readTable(text);
    }
    return readHtmlTable(data.getData('text/html'));
  }

  export function isSame(a: TableData.IWire, b: TableData.IWire): boolean {
    return (
      a.data.length === b.data.length &&
      a.headers.length === b.headers.length &&
      a.headers.every((header, at) => header === b.headers[at]) &&
      a.data.every((row, at) => row.every((cell, c) => Object.is(cell, b.data[at][c])))
    );
  }
}
