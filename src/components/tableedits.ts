import type { TranslationBundle } from '@jupyterlab/translation';
import { writeCell } from './cellvalue';
import type { TableGrid } from './tablegrid';
import { writeTable } from './tabletext';

/**
 * What changes more than a cell of a table: pasting, and adding and removing rows and
 * columns; within the limits of the table.
 */
export class TableEdits {
  constructor(options: TableEdits.IOptions) {
    this._options = options;
  }

  /**
   * Write texts into the cells from the selected one on.
   */
  paste(rows: ReadonlyArray<ReadonlyArray<string>>): void {
    const { grid, trans, say, changed } = this._options;
    grid.finish();
    const { headers } = grid.table;
    // A table copied with its head: the head is there already.
    const hasHead = rows.length > 1 && headers.every((header, at) => rows[0][at] === header);
    const texts = hasHead ? rows.slice(1) : rows;
    const { top, start } = grid.area;
    const row = Math.max(top, 0);
    const width = texts.reduce((most, line) => Math.max(most, line.length), 0);
    const wanted = { rows: row + texts.length, columns: start + width };
    const room = this._room(wanted);
    const table = grid.table.widened(room.columns).grown(room.rows).withTexts(row, start, texts);
    grid.show(table);
    grid.go({ row, column: start });
    grid.go({ row: wanted.rows - 1, column: wanted.columns - 1 }, true);
    changed();
    const { size } = table;
    const isCut = size.rows < wanted.rows || size.columns < wanted.columns;
    say(isCut ? trans.__('Not everything that was pasted fits in here.') : '');
  }

  /**
   * Add rows or columns at the end.
   */
  grow(rows: number, columns: number): void {
    const { grid, trans, maxCells, say, changed } = this._options;
    grid.finish();
    const { size } = grid.table;
    const room = this._room({ rows: size.rows + rows, columns: size.columns + columns });
    if (room.rows === size.rows && room.columns === size.columns) {
      say(trans.__('This table takes at most %1 cells.', maxCells));
      return;
    }
    grid.show(grid.table.widened(room.columns).grown(room.rows));
    if (columns > 0) {
      changed();
      grid.go({ row: -1, column: size.columns });
    } else {
      // A row is part of the value once something stands in it.
      grid.go({ row: size.rows, column: 0 });
    }
  }

  /**
   * Remove the rows in which cells are selected.
   */
  removeRows(): void {
    const { grid, changed } = this._options;
    grid.finish();
    const { top, bottom, start } = grid.area;
    grid.show(grid.table.withoutRows(top, bottom).grown(1));
    grid.go({ row: top, column: start });
    changed();
  }

  /**
   * Remove the columns in which cells are selected; one always stays.
   */
  removeColumns(): void {
    const { grid, changed } = this._options;
    const { top, start, end } = grid.area;
    if (end - start + 1 < grid.table.size.columns) {
      grid.finish();
      grid.show(grid.table.withoutColumns(start, end));
      grid.go({ row: Math.max(top, 0), column: start });
      changed();
    }
  }

  /**
   * The selected cells, as spreadsheets read them.
   */
  selectedText(): string {
    const { table, area } = this._options.grid;
    const { top, bottom, start, end } = area;
    const head = top === -1 ? [table.headers.slice(start, end + 1)] : [];
    const rows = table.rows.slice(Math.max(top, 0), bottom + 1);
    return writeTable([...head, ...rows.map(row => row.slice(start, end + 1).map(writeCell))]);
  }

  /**
   * How large the table may become, at the most as large as wanted.
   */
  private _room(wanted: TableEdits.ISize): TableEdits.ISize {
    const { grid, maxCells, takesColumns, takesRows } = this._options;
    const { size } = grid.table;
    const columns = takesColumns
      ? Math.max(Math.min(wanted.columns, Math.floor(maxCells / size.rows)), size.columns)
      : size.columns;
    const rows = takesRows() ? Math.min(wanted.rows, Math.floor(maxCells / columns)) : 0;
    return { rows: Math.max(rows, size.rows), columns };
  }

  private _options: TableEdits.IOptions;
}

export namespace TableEdits {
  export interface ISize {
    readonly rows: number;
    readonly columns: number;
  }

  export interface IOptions {
    readonly grid: TableGrid;
    readonly trans: TranslationBundle;
    /** How many cells the table may have. */
    readonly maxCells: number;
    readonly takesColumns: boolean;
    readonly takesRows: () => boolean;
    /** Called after a change. */
    readonly changed: () => void;
    /** Tell a person why something was not done. */
    readonly say: (text: string) => void;
  }
}
