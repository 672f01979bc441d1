import type { DataframeSpec } from '../protocol/types';
import { checkCell, writeCell } from './cellvalue';
import { copyText } from './clipboard';
import type { Component } from './component';
import { Control } from './control';
import { Field } from './field';
import type { IPlace } from './gridcells';
import { PlainTable } from './plaintable';
import { TableData } from './tabledata';
import { TableEdits } from './tableedits';
import { TableGrid } from './tablegrid';
import { readHtmlTable, readTable, writeTable } from './tabletext';

/**
 * A table: edited as in a spreadsheet, or read.
 *
 * #### Notes
 * Each cell that is filled in is committed at once. Where only the first rows of a table
 * are here, these can be edited, but none added or removed: the others stay as they are.
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
      changed: () => this._onChanged(),
      told: (name, data) => this.trigger(name, data)
    });
    this._grid = grid;
    const edits = new TableEdits({
      grid,
      trans,
      maxCells: this.spec.max_cells,
      takesColumns: isOpen,
      takesRows: () => this.spec.row_count === null && this._total === 0,
      changed: () => this._onChanged(),
      say: text => this._say(text)
    });
    this._edits = edits;
    const scroll = document.createElement('div');
    scroll.className = 'intarsia-Dataframe-scroll';
    scroll.append(grid.node);
    const bar = document.createElement('div');
    bar.className = 'intarsia-Dataframe-bar';
    this._rowButtons = [];
    if (this.spec.row_count === null) {
      this._rowButtons = [
        Private.button(trans.__('Add row'), () => edits.grow(1, 0)),
        Private.button(trans.__('Remove row'), () => edits.removeRows())
      ];
      bar.append(...this._rowButtons);
    }
    if (isOpen) {
      bar.append(
        Private.button(trans.__('Add column'), () => edits.grow(0, 1)),
        Private.button(trans.__('Remove column'), () => edits.removeColumns())
      );
    }
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
    this._total = parts.total > parts.data.length ? parts.total : 0;
    this._rowButtons.forEach(button => (button.disabled = this._total > 0));
    if (this._total > 0) {
      const { trans } = this.context;
      this._say(
        trans.__(
          'The first %1 of %2 rows; the others stay as they are.',
          parts.data.length,
          this._total
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
    if (event.type !== 'copy' && this._grid.isDisabled) {
      return;
    }
    if (event.type === 'paste') {
      const rows = Private.pasted(data);
      const isText = rows.length === 1 && rows[0].length === 1;
      if (rows.length === 0 || (this._grid.isEditing && isText)) {
        return;
      }
      this._edits?.paste(rows);
    } else if (this._grid.isEditing) {
      return;
    } else {
      data.setData('text/plain', this._edits?.selectedText() ?? '');
      if (event.type === 'cut') {
        this._grid.erase();
      }
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private _onChanged(): void {
    const grid = this._grid;
    if (grid) {
      this._wrong = [];
      this.enter(this._wire(grid.table));
      this._markProblems();
      this.commit();
    }
  }

  /**
   * Whether the value is what stands there: then rows to be filled in stay.
   */
  private _isShown(table: TableData): boolean {
    const shown = this._hasTable ? this._grid?.table : undefined;
    this._hasTable = true;
    return shown !== undefined && Private.isSame(this._wire(shown), this._wire(table));
  }

  private _wire(table: TableData): TableData.IWire {
    return table.wire({
      isFixed: this.spec.row_count !== null || this._total > 0,
      index: this._index,
      total: this._total
    });
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

  private _say(text: string): void {
    if (this._status) {
      this._status.textContent = text;
    }
  }

  declare private _rowButtons: ReadonlyArray<HTMLButtonElement>;
  declare private _edits: TableEdits | undefined;
  declare private _foot: HTMLElement | undefined;
  declare private _grid: TableGrid | null;
  declare private _hasTable: boolean;
  declare private _index: ReadonlyArray<string> | null;
  declare private _plain: PlainTable | undefined;
  declare private _status: HTMLElement | undefined;
  declare private _total: number;
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
