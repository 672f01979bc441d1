import type { TranslationBundle } from '@jupyterlab/translation';
import type { IPlotRow, Position } from './plotrows';
import { limits, orderedWords, plotRows } from './plotrows';
import type { ColumnType, IPlotTable, Mark, NativePlotSpec } from './plottable';
import { wordOf } from './plottable';

/**
 * One axis: its words, and from where to where it goes.
 */
export interface IPlotAxis {
  readonly title: string;
  readonly type: ColumnType;
  /** Of an axis of words: all of them, in order. */
  readonly words: ReadonlyArray<string>;
  /** Of another axis: what has to be seen, before it is rounded. */
  readonly extent: readonly [number, number];
  /** Which of the ends somebody has set. */
  readonly fixed: readonly [boolean, boolean];
  /** Whether nothing stands between whole numbers: epochs, counts. */
  readonly isWhole: boolean;
  /** Whether it goes from the greatest to the least. */
  readonly isReversed: boolean;
}

/**
 * A bar, a point, or a corner of a line.
 */
export interface IPlotItem extends IPlotRow {
  /** Where a bar begins: below it stand those of other series. */
  readonly base: number;
  /** Where it ends. */
  readonly top: Position;
}

/**
 * All that there is to draw of a table, whoever draws it.
 */
export interface IPlotChart {
  readonly mark: Mark;
  readonly x: IPlotAxis;
  readonly y: IPlotAxis;
  readonly color: {
    /** Of the column. */
    readonly name: string;
    /** Above the legend. */
    readonly title: string | null;
    readonly type: ColumnType;
    /** The series, or the extent of a scale of colors. */
    readonly words: ReadonlyArray<string>;
    readonly extent: readonly [number, number];
  } | null;
  readonly items: ReadonlyArray<IPlotItem>;
  /** Columns that are told at the pointer beside x, y and color. */
  readonly told: ReadonlyArray<{ readonly name: string; readonly column: number }>;
}

/**
 * What a table looks like by a description, or in words why nothing can be drawn.
 */
export function chartOf(
  table: IPlotTable,
  spec: NativePlotSpec,
  trans: TranslationBundle
): IPlotChart | string {
  const columns = {
    x: table.columns.indexOf(spec.x ?? ''),
    y: table.columns.indexOf(spec.y ?? ''),
    color: table.columns.indexOf(spec.color ?? '')
  };
  const missing = [spec.x, spec.y, spec.color].find(
    name => name !== null && !table.columns.includes(name)
  );
  if (table.columns.length === 0 || table.rows.length === 0) {
    return trans.__('There are no rows to draw.');
  }
  if (missing !== undefined) {
    const known = table.columns.map(name => `“${name}”`).join(', ');
    return trans.__('There is no column “%1” in this table; it has %2.', missing!, known);
  }
  if (columns.x < 0 || columns.y < 0) {
    return trans.__('Nobody has said which columns are x and y.');
  }
  const rows = plotRows(table, columns, spec);
  const [xType, yType] = [columns.x, columns.y].map(column => table.types[column]);
  const isCounted = spec.y_aggregate === 'count' && rows.some(row => row.isGroup);
  const items = Private.stacked(rows, table.mark, yType);
  const x = Private.axis(
    items.flatMap(item => (item.end === null ? [item.x] : [item.x, item.end])),
    xType,
    xType === 'nominal' ? orderedWords(rows, spec.sort) : [],
    spec.x_title || table.columns[columns.x],
    limits(spec.x_lim, xType),
    xType !== 'nominal' && spec.sort === '-x'
  );
  const y = Private.axis(
    items.flatMap(item => (table.mark === 'bar' ? [item.base, item.top] : [item.top])),
    isCounted ? 'quantitative' : yType,
    [...new Set(rows.map(row => wordOf(row.y)))],
    spec.y_title || table.columns[columns.y],
    limits(spec.y_lim, isCounted ? 'quantitative' : yType),
    false
  );
  const isAfter = (a: IPlotItem, b: IPlotItem): number =>
    Private.place(a.x, x.words) - Private.place(b.x, x.words);
  return {
    mark: table.mark,
    x,
    y,
    color: columns.color < 0 ? null : Private.color(rows, table.types[columns.color], spec),
    items: table.mark === 'line' ? [...items].sort(isAfter) : items,
    told: Private.told(table, spec)
  };
}

namespace Private {
  export function place(at: Position, words: ReadonlyArray<string>): number {
    return typeof at === 'number' ? at : words.indexOf(wordOf(at));
  }

  export function axis(
    positions: ReadonlyArray<Position>,
    type: ColumnType,
    words: ReadonlyArray<string>,
    title: string,
    [from, to]: readonly [number | null, number | null],
    isReversed: boolean
  ): IPlotAxis {
    const [low, high] = extent(positions);
    return {
      title,
      type,
      words: type === 'nominal' ? words : [],
      extent: [from ?? low, to ?? high],
      fixed: [from !== null, to !== null],
      isWhole:
        type === 'quantitative' &&
        positions.every(position => typeof position !== 'number' || Number.isInteger(position)),
      isReversed
    };
  }

  /**
   * The least and the greatest number; where there is only one, a little around it.
   */
  export function extent(positions: ReadonlyArray<Position>): [number, number] {
    let low = Infinity;
    let high = -Infinity;
    for (const position of positions) {
      if (typeof position === 'number') {
        low = Math.min(low, position);
        high = Math.max(high, position);
      }
    }
    if (low > high) {
      return [0, 1];
    }
    const around = low === high ? Math.abs(low) / 10 || 1 : 0;
    return [low - around, high + around];
  }

  /**
   * Bars of several series at one x stand on one another: up above zero, down below it.
   */
  export function stacked(
    rows: ReadonlyArray<IPlotRow>,
    mark: Mark,
    yType: ColumnType
  ): IPlotItem[] {
    const heights = new Map<Position, { up: number; down: number }>();
    return rows.map(row => {
      if (mark !== 'bar' || typeof row.y !== 'number' || yType === 'temporal') {
        return { ...row, base: 0, top: row.y };
      }
      const height = heights.get(row.x) ?? { up: 0, down: 0 };
      heights.set(row.x, height);
      const side = row.y < 0 ? 'down' : 'up';
      const base = height[side];
      height[side] += row.y;
      return { ...row, base, top: height[side] };
    });
  }

  export function color(
    rows: ReadonlyArray<IPlotRow>,
    type: ColumnType,
    spec: NativePlotSpec
  ): IPlotChart['color'] {
    const words = type === 'nominal' ? [...new Set(rows.map(row => wordOf(row.color)))] : [];
    return {
      name: spec.color ?? '',
      title: spec.color_title,
      type,
      words,
      extent: extent(rows.map(row => row.color))
    };
  }

  export function told(table: IPlotTable, spec: NativePlotSpec): IPlotChart['told'] {
    const { tooltip } = spec;
    const own = [spec.x, spec.y, spec.color];
    return table.columns
      .map((name, column) => ({ name, column }))
      .filter(
        ({ name }) =>
          !own.includes(name) &&
          (tooltip === 'all' || (Array.isArray(tooltip) && tooltip.includes(name)))
      );
  }
}
