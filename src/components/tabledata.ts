import type { DataframeSpec } from '../protocol/types';
import type { ColumnType } from './cellvalue';
import { blankCell, columnType, readCell } from './cellvalue';

/**
 * The rows and columns of a table that is being edited. Immutable: an edit makes a new one.
 */
export class TableData {
  constructor(
    readonly headers: ReadonlyArray<string>,
    readonly types: ReadonlyArray<ColumnType>,
    readonly rows: ReadonlyArray<ReadonlyArray<unknown>>
  ) {}

  /**
   * A table from its wire value, at least as large as the description wants it.
   */
  static read(value: unknown, spec: DataframeSpec): TableData {
    const { headers, data } = TableData.parse(value);
    const width = spec.headers?.length ?? spec.column_count ?? Math.max(headers.length, 1);
    const names = Array.from({ length: Math.max(width, headers.length) }, (_, column) => {
      return headers[column] ?? spec.headers?.[column] ?? TableData.letters(column);
    });
    const types = names.map((_, column) => {
      const values = data.map(row => row[column]);
      return columnType(spec.datatype?.[column], values);
    });
    const rows = data.map(row => types.map((_, column) => row[column] ?? null));
    const table = new TableData(names, types, rows);
    return table.grown(Math.max(spec.row_count ?? 1, rows.length));
  }

  /**
   * The parts of a wire value; an empty table for whatever else it is.
   */
  static parse(value: unknown): TableData.IParts {
    const { headers, data, metadata } = (value ?? {}) as Record<string, unknown>;
    const { index, total_rows: total } = (metadata ?? {}) as Record<string, unknown>;
    const rows = Array.isArray(data) ? data.map(row => (Array.isArray(row) ? row : [row])) : [];
    return {
      headers: Array.isArray(headers) ? headers.map(String) : [],
      data: rows,
      index: Array.isArray(index) ? index.map(String) : null,
      total: typeof total === 'number' ? total : rows.length
    };
  }

  /**
   * A column's name as in a spreadsheet: A, B, ..., Z, AA.
   */
  static letters(column: number): string {
    const letter = String.fromCharCode(65 + (column % 26));
    return column < 26 ? letter : TableData.letters(Math.floor(column / 26) - 1) + letter;
  }

  get size(): { readonly rows: number; readonly columns: number } {
    return { rows: this.rows.length, columns: this.headers.length };
  }

  /**
   * The wire value, without rows at the end that are only there to be filled in.
   */
  wire(options: TableData.IWireOptions): TableData.IWire {
    const { isFixed, index, total } = options;
    let count = this.rows.length;
    while (!isFixed && count > 0 && Private.PADDING.has(this.rows[count - 1])) {
      count--;
    }
    const isIndexed = index !== null && index.length === count;
    const hasMore = total > count;
    return {
      headers: [...this.headers],
      data: this.rows.slice(0, count).map(row => [...row]),
      metadata:
        isIndexed || hasMore
          ? { index: isIndexed ? [...index] : null, total_rows: hasMore ? total : count }
          : null
    };
  }

  withCell(row: number, column: number, value: unknown): TableData {
    const rows = this.rows.map((cells, at) =>
      at === row ? cells.map((cell, c) => (c === column ? value : cell)) : cells
    );
    return new TableData(this.headers, this.types, rows);
  }

  withHeader(column: number, name: string): TableData {
    const headers = this.headers.map((old, at) => (at === column ? name : old));
    return new TableData(headers, this.types, this.rows);
  }

  /**
   * With texts written into the cells from a place on, as far as there are cells.
   */
  withTexts(row: number, column: number, texts: ReadonlyArray<ReadonlyArray<string>>): TableData {
    const rows = this.rows.map((cells, at) => {
      const line = texts[at - row];
      return line === undefined
        ? cells
        : cells.map((cell, c) => {
            const text = line[c - column];
            return text === undefined ? cell : readCell(text, this.types[c]);
          });
    });
    return new TableData(this.headers, this.types, rows);
  }

  /**
   * With at least so many rows.
   */
  grown(count: number): TableData {
    const missing = Array.from({ length: Math.max(count - this.rows.length, 0) }, () =>
      Private.padding(this.types.map(blankCell))
    );
    return missing.length === 0
      ? this
      : new TableData(this.headers, this.types, [...this.rows, ...missing]);
  }

  /**
   * With at least so many columns.
   */
  widened(count: number): TableData {
    const names = [...this.headers];
    while (names.length < count) {
      names.push(this._freeName(names));
    }
    const added = names.slice(this.headers.length).map(() => null);
    const types = [...this.types, ...added.map((): ColumnType => 'auto')];
    const rows = this.rows.map(cells => Private.reshaped(cells, [...cells, ...added]));
    return new TableData(names, types, rows);
  }

  withoutRows(first: number, last: number): TableData {
    const rows = this.rows.filter((_, at) => at < first || at > last);
    return new TableData(this.headers, this.types, rows);
  }

  withoutColumns(first: number, last: number): TableData {
    const stays = (_: unknown, at: number): boolean => at < first || at > last;
    return new TableData(
      this.headers.filter(stays),
      this.types.filter(stays),
      this.rows.map(cells => Private.reshaped(cells, cells.filter(stays)))
    );
  }

  private _freeName(taken: ReadonlyArray<string>): string {
    let column = taken.length;
    while (taken.includes(TableData.letters(column))) {
      column++;
    }
    return TableData.letters(column);
  }
}

export namespace TableData {
  export interface IParts {
    readonly headers: ReadonlyArray<string>;
    readonly data: ReadonlyArray<ReadonlyArray<unknown>>;
    readonly index: ReadonlyArray<string> | null;
    readonly total: number;
  }

  export interface IWireOptions {
    /** Whether rows can be neither added nor removed. */
    readonly isFixed: boolean;
    /** The names of the rows, as they came. */
    readonly index: ReadonlyArray<string> | null;
    /** How many rows there are when not all are here; else 0. */
    readonly total: number;
  }

  export interface IWire {
    readonly headers: string[];
    readonly data: unknown[][];
    readonly metadata: { readonly index: string[] | null; readonly total_rows: number } | null;
  }
}

namespace Private {
  type Cells = ReadonlyArray<unknown>;

  /** Rows in which nobody has entered anything; an edit makes another row of them. */
  export const PADDING = new WeakSet<Cells>();

  export function padding(cells: Cells): Cells {
    PADDING.add(cells);
    return cells;
  }

  export function reshaped(before: Cells, after: Cells): Cells {
    return PADDING.has(before) ? padding(after) : after;
  }
}
