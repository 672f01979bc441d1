import type { ColumnType, IPlotTable, NativePlotSpec } from './plottable';
import { numberOf, wordOf } from './plottable';

/**
 * Which columns of a table a plot is of; -1 where there is none.
 */
export interface IPlotColumns {
  readonly x: number;
  readonly y: number;
  readonly color: number;
}

/**
 * A place on an axis: a number, milliseconds, or a word; `null` where there is none.
 */
export type Position = number | string | null;

/**
 * What is drawn for a row, or for a group of rows.
 */
export interface IPlotRow {
  readonly x: Position;
  /** Where a group of near x ends. */
  readonly end: number | null;
  readonly y: Position;
  readonly color: Position;
  /** The row of the table; of a group, what all its rows agree on, else `undefined`. */
  readonly cells: ReadonlyArray<unknown>;
  readonly isGroup: boolean;
}

/**
 * How wide a group of x is, in the axis's own unit; `null` where x is not gathered.
 */
export function binWidth(bin: string | number | null): number | null {
  if (typeof bin === 'string') {
    const [, count, unit] = /^(\d+)([smhd])$/.exec(bin) ?? [];
    const seconds = { s: 1, m: 60, h: 3600, d: 86_400 }[unit] ?? 0;
    return 1000 * Number(count) * seconds || null;
  }
  return bin !== null && bin > 0 ? bin : null;
}

/**
 * The rows to draw: those in sight, gathered where the description says so, thinned where
 * there are more than can be told apart.
 */
export function plotRows(
  table: IPlotTable,
  columns: IPlotColumns,
  spec: NativePlotSpec
): IPlotRow[] {
  const xType = table.types[columns.x];
  const yType = table.types[columns.y];
  const width = xType === 'nominal' ? null : binWidth(spec.x_bin);
  const isGathered = width !== null || (table.mark !== 'point' && xType === 'nominal');
  let rows = table.rows.map(cells => Private.row(cells, table, columns));
  if (xType !== 'nominal') {
    rows = rows.filter(row => row.x !== null);
    rows = Private.inSight(rows, limits(spec.x_lim, xType));
  }
  if (isGathered && (yType === 'quantitative' || spec.y_aggregate === 'count')) {
    return gathered(rows, width, spec.y_aggregate ?? 'sum');
  }
  return table.mark === 'line' && xType !== 'nominal' ? thinned(rows) : rows;
}

/**
 * The limits of an axis in its own unit: of times, milliseconds.
 */
export function limits(
  given: ReadonlyArray<number | null> | null,
  type: ColumnType
): readonly [number | null, number | null] {
  const factor = type === 'temporal' ? 1000 : 1;
  const [from, to] = [0, 1].map(at => {
    const limit = given?.[at] ?? null;
    return limit === null ? null : limit * factor;
  });
  return type === 'nominal' ? [null, null] : [from, to];
}

/**
 * One row for each group of x and each color.
 *
 * #### Notes
 * Groups begin at multiples of the width. A greatest x that is one as well belongs to the
 * last group, as with Vega.
 */
export function gathered(
  rows: ReadonlyArray<IPlotRow>,
  width: number | null,
  aggregate: NonNullable<NativePlotSpec['y_aggregate']>
): IPlotRow[] {
  const groupOf = Private.grouping(rows, width);
  const groups = new Map<Position, Map<Position, IPlotRow[]>>();
  for (const row of rows) {
    const start = groupOf(row.x);
    let colors = groups.get(start);
    if (!colors) {
      groups.set(start, (colors = new Map()));
    }
    const members = colors.get(row.color);
    if (members) {
      members.push(row);
    } else {
      colors.set(row.color, [row]);
    }
  }
  return [...groups].flatMap(([x, colors]) =>
    [...colors].map(([color, members]) => ({
      x,
      end: width === null ? null : (x as number) + width,
      y: Private.aggregated(members, aggregate),
      color,
      cells: Private.agreed(members),
      isGroup: true
    }))
  );
}

/**
 * Of a long line, the highest and lowest of each of many short stretches: it looks the same.
 */
export function thinned(rows: ReadonlyArray<IPlotRow>): IPlotRow[] {
  if (rows.length < Private.LONG) {
    return [...rows];
  }
  const at = rows.map(row => row.x as number);
  const first = at.reduce((a, b) => Math.min(a, b));
  const span = at.reduce((a, b) => Math.max(a, b)) - first;
  const kept = new Map<Position, Map<number, { low: number; high: number }>>();
  rows.forEach((row, index) => {
    if (typeof row.y !== 'number') {
      return;
    }
    const stretch = span === 0 ? 0 : Math.floor(((at[index] - first) / span) * Private.STRETCHES);
    const stretches = kept.get(row.color) ?? new Map<number, { low: number; high: number }>();
    kept.set(row.color, stretches);
    const held = stretches.get(stretch);
    if (!held) {
      stretches.set(stretch, { low: index, high: index });
      return;
    }
    held.low = row.y < (rows[held.low].y as number) ? index : held.low;
    held.high = row.y > (rows[held.high].y as number) ? index : held.high;
  });
  const indices = new Set<number>();
  for (const stretches of kept.values()) {
    for (const { low, high } of stretches.values()) {
      indices.add(low).add(high);
    }
  }
  return rows.filter((_, index) => indices.has(index));
}

/**
 * The words of an axis in the order in which they stand.
 */
export function orderedWords(
  rows: ReadonlyArray<IPlotRow>,
  sort: NativePlotSpec['sort']
): string[] {
  const totals = new Map<string, number>();
  for (const row of rows) {
    const word = wordOf(row.x);
    totals.set(word, (totals.get(word) ?? 0) + (typeof row.y === 'number' ? row.y : 0));
  }
  const words = [...totals.keys()];
  if (Array.isArray(sort)) {
    const named = sort.filter(word => totals.has(word));
    return [...new Set([...named, ...words])];
  }
  switch (sort) {
    case 'x':
      return words.sort(Private.byWord);
    case '-x':
      return words.sort((a, b) => Private.byWord(b, a));
    case 'y':
      return words.sort((a, b) => totals.get(a)! - totals.get(b)!);
    case '-y':
      return words.sort((a, b) => totals.get(b)! - totals.get(a)!);
    default:
      return words;
  }
}

namespace Private {
  /** Rows of a line from which on it is thinned. */
  export const LONG = 1000;

  export const STRETCHES = 250;

  export function row(
    cells: ReadonlyArray<unknown>,
    table: IPlotTable,
    columns: IPlotColumns
  ): IPlotRow {
    const at = (column: number): Position =>
      table.types[column] === 'nominal' ? wordOf(cells[column]) : numberOf(cells[column]);
    return {
      x: at(columns.x),
      end: null,
      y: at(columns.y),
      color: columns.color < 0 ? null : at(columns.color),
      cells,
      isGroup: false
    };
  }

  /**
   * The cells in which rows agree.
   */
  export function agreed(rows: ReadonlyArray<IPlotRow>): unknown[] {
    const [first] = rows;
    return first.cells.map((cell, column) =>
      rows.every(row => row.cells[column] === cell) ? cell : undefined
    );
  }

  /**
   * What lies between the limits, and of each color the nearest beyond them: lines go on.
   */
  export function inSight(
    rows: ReadonlyArray<IPlotRow>,
    [from, to]: readonly [number | null, number | null]
  ): IPlotRow[] {
    if (from === null || to === null) {
      return [...rows];
    }
    const before = new Map<Position, IPlotRow>();
    const after = new Map<Position, IPlotRow>();
    const inside: IPlotRow[] = [];
    for (const row of rows) {
      const x = row.x as number;
      if (x < from) {
        const nearest = before.get(row.color);
        before.set(row.color, nearest && (nearest.x as number) >= x ? nearest : row);
      } else if (x > to) {
        const nearest = after.get(row.color);
        after.set(row.color, nearest && (nearest.x as number) <= x ? nearest : row);
      } else {
        inside.push(row);
      }
    }
    return [...before.values(), ...inside, ...after.values()];
  }

  /** Binary fractions: 0.3 / 0.1 is a little less than 3. */
  const TINY = 1e-14;

  /**
   * Where the group of an x begins.
   */
  export function grouping(
    rows: ReadonlyArray<IPlotRow>,
    width: number | null
  ): (x: Position) => Position {
    if (width === null) {
      return x => x;
    }
    let first = Infinity;
    let last = -Infinity;
    for (const { x } of rows) {
      first = Math.min(first, x as number);
      last = Math.max(last, x as number);
    }
    const start = Math.floor(first / width + TINY) * width;
    const stop = first === last ? start + width : Math.ceil(last / width - TINY) * width;
    return x => {
      const within = Math.max(start, Math.min(x as number, stop - width));
      return start + width * Math.floor(TINY + (within - start) / width);
    };
  }

  export function aggregated(
    rows: ReadonlyArray<IPlotRow>,
    aggregate: NonNullable<NativePlotSpec['y_aggregate']>
  ): number | null {
    if (aggregate === 'count') {
      return rows.length;
    }
    const values = rows.map(row => row.y).filter(y => typeof y === 'number');
    if (values.length === 0) {
      return null;
    }
    switch (aggregate) {
      case 'min':
        return values.reduce((a, b) => Math.min(a, b));
      case 'max':
        return values.reduce((a, b) => Math.max(a, b));
      case 'median':
        return median(values);
      default: {
        const sum = values.reduce((a, b) => a + b, 0);
        return aggregate === 'mean' ? sum / values.length : sum;
      }
    }
  }

  function median(values: ReadonlyArray<number>): number {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = (sorted.length - 1) / 2;
    return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
  }

  /** As Vega compares: by code, not by language. */
  export function byWord(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
  }
}
