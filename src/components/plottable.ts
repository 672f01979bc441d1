import type { BarPlotSpec, LinePlotSpec, ScatterPlotSpec } from '../protocol/types';

/**
 * The description of a plot of a table, whichever kind.
 */
export type NativePlotSpec = BarPlotSpec | LinePlotSpec | ScatterPlotSpec;

/**
 * How rows are drawn.
 */
export type Mark = 'bar' | 'line' | 'point';

/**
 * What a column holds: numbers, words, or times in milliseconds since 1970.
 */
export type ColumnType = 'quantitative' | 'nominal' | 'temporal';

/**
 * A table as it travels to a plot.
 */
export interface IPlotTable {
  readonly columns: ReadonlyArray<string>;
  readonly rows: ReadonlyArray<ReadonlyArray<unknown>>;
  readonly types: ReadonlyArray<ColumnType>;
  readonly mark: Mark;
}

/**
 * Read a wire value; `null` for whatever is no table. Where the value does not say how it is
 * drawn, the kind does.
 */
export function readPlotTable(value: unknown, mark: Mark): IPlotTable | null {
  const { columns, data, datatypes, mark: said } = (value ?? {}) as Record<string, unknown>;
  if (!Array.isArray(columns) || !Array.isArray(data)) {
    return null;
  }
  const known = new Map(Object.entries((datatypes ?? {}) as object));
  const names = columns.map(wordOf);
  return {
    columns: names,
    rows: data.map(row => (Array.isArray(row) ? (row as unknown[]) : [row])),
    types: names.map(name => Private.type(known.get(name))),
    mark: said === 'bar' || said === 'line' || said === 'point' ? said : mark
  };
}

/**
 * The number of a cell; `null` where it holds none.
 */
export function numberOf(cell: unknown): number | null {
  if (cell === null || cell === undefined || cell === '' || typeof cell === 'object') {
    return null;
  }
  const number = Number(cell);
  return Number.isFinite(number) ? number : null;
}

/**
 * The word of a cell.
 */
export function wordOf(cell: unknown): string {
  return typeof cell === 'object' && cell !== null
    ? JSON.stringify(cell, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}` : item))
    : String(cell ?? null);
}

namespace Private {
  export function type(said: unknown): ColumnType {
    return said === 'quantitative' || said === 'temporal' ? said : 'nominal';
  }
}
