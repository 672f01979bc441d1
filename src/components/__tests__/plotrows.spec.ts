import { chartOf, type IPlotChart } from '../plotchart';
import { binWidth } from '../plotrows';
import { readPlotTable, type Mark } from '../plottable';
import { summaryOf, tableOf } from '../plotwords';
import { nullTranslator } from '@jupyterlab/translation';
import type { LinePlotSpec } from '../../protocol/types';
import { sampleSpec } from './stage';

// What is drawn of a table: gathered, ordered, thinned as Gradio's browser does it.

const trans = nullTranslator.load('intarsia');
const DAY = 86_400_000;

function chart(
  mark: Mark,
  data: unknown[][],
  spec: Partial<LinePlotSpec> = {},
  types: Record<string, string> = {}
): IPlotChart {
  const value = {
    columns: ['x', 'y', 'c'],
    data,
    datatypes: { x: 'quantitative', y: 'quantitative', c: 'nominal', ...types },
    mark
  };
  const table = readPlotTable(value, mark);
  const found = chartOf(table!, sampleSpec('lineplot', { x: 'x', y: 'y', ...spec }), trans);
  if (typeof found === 'string') {
    throw new Error(found);
  }
  return found;
}

const points = (made: IPlotChart): unknown[][] =>
  made.items.map(({ x, y, color }) => (made.color ? [x, y, color] : [x, y]));

describe('rows of a plot', () => {
  it('stay as they are where x holds numbers and nobody gathers', () => {
    const rows = [
      [2, 1],
      [1, 5],
      [1, 6]
    ];
    expect(points(chart('point', rows))).toEqual(rows);
    expect(points(chart('bar', rows))).toEqual(rows);
    // A line goes from left to right.
    expect(points(chart('line', rows))).toEqual([
      [1, 5],
      [1, 6],
      [2, 1]
    ]);
  });

  it('are added up at each word, for each color, but not as points', () => {
    const rows = [
      ['b', 1, 'u'],
      ['a', 2, 'u'],
      ['b', 4, 'u'],
      ['b', 8, 'v']
    ];
    const nominal = { x: 'nominal' };
    expect(points(chart('bar', rows, { color: 'c' }, nominal))).toEqual([
      ['b', 5, 'u'],
      ['b', 8, 'v'],
      ['a', 2, 'u']
    ]);
    expect(points(chart('bar', rows, {}, nominal))).toEqual([
      ['b', 13],
      ['a', 2]
    ]);
    expect(points(chart('point', rows, {}, nominal)).length).toBe(4);
  });

  it.each([
    ['sum', 15],
    ['mean', 5],
    ['median', 4],
    ['min', 1],
    ['max', 10],
    ['count', 4]
  ] as const)('in a group become their %s, without those that are empty', (aggregate, y) => {
    const rows = [
      [0, 4],
      [1, null],
      [2, 10],
      [3, 1]
    ];
    const made = chart('bar', rows, { x_bin: 10, y_aggregate: aggregate });
    expect(made.items.map(item => [item.x, item.end, item.y])).toEqual([[0, 10, y]]);
  });

  it('are gathered from multiples of the width on, the greatest with the last', () => {
    const rows = [0.3, 0.7, 1, 1.4, 2].map(x => [x, 1]);
    const made = chart('line', rows, { x_bin: 0.5 });
    expect(made.items.map(item => [item.x, item.end, item.y])).toEqual([
      [0, 0.5, 1],
      [0.5, 1, 1],
      [1, 1.5, 2],
      [1.5, 2, 1]
    ]);
  });

  it('in a group keep what they agree on', () => {
    const rows = [
      [1, 1, 'u'],
      [1, 2, 'u'],
      [2, 3, 'v']
    ];
    const [one, other] = chart('bar', rows, {}, { x: 'nominal' }).items;
    expect([one.cells, other.cells]).toEqual([
      [1, undefined, 'u'],
      [2, 3, 'v']
    ]);
  });

  it('are gathered by time', () => {
    const rows = [0, 5, 6, 7, 13].map(day => [day * DAY, 1]);
    const made = chart('bar', rows, { x_bin: '7d' }, { x: 'temporal' });
    expect(made.items.map(item => [(item.x as number) / DAY, item.y])).toEqual([
      [0, 3],
      [7, 2]
    ]);
    expect(['10s', '15m', '1h', '2d', 'x', '5y', ''].map(binWidth)).toEqual([
      10_000,
      900_000,
      3_600_000,
      2 * DAY,
      null,
      null,
      null
    ]);
  });

  it('between two limits keep their neighbours: lines go on to the edge', () => {
    const rows = [0, 1, 2, 3, 4, 5].map(x => [x, x]);
    const spec = { x_lim: [2, 3] };
    expect(chart('line', rows, spec).items.map(item => item.x)).toEqual([1, 2, 3, 4]);
    expect(chart('line', rows, { x_lim: [2, null] }).items.length).toBe(6);
    expect(chart('line', rows, spec).x.extent).toEqual([2, 3]);
    const seconds = chart('line', [[5000, 1]], { x_lim: [4, 6] }, { x: 'temporal' });
    expect(seconds.x.extent).toEqual([4000, 6000]);
  });

  it('of a long line are thinned to the highest and lowest of each stretch', () => {
    const rows = Array.from({ length: 100_000 }, (_, x) => [x, x === 77_777 ? 9 : Math.sin(x)]);
    const made = chart('line', rows);
    expect(made.items.length).toBeLessThanOrEqual(502);
    expect(made.items.some(item => item.x === 77_777)).toBe(true);
    expect(chart('point', rows.slice(0, 2000)).items.length).toBe(2000);
    expect(chart('line', rows.slice(0, 999)).items.length).toBe(999);
  });

  it('stand in the order that is wanted', () => {
    const rows = [
      ['b', 1],
      ['c', 9],
      ['a', 5]
    ];
    const words = (sort: LinePlotSpec['sort']): unknown =>
      chart('bar', rows, { sort }, { x: 'nominal' }).x.words;
    expect(words(null)).toEqual(['b', 'c', 'a']);
    expect(words('x')).toEqual(['a', 'b', 'c']);
    expect(words('-x')).toEqual(['c', 'b', 'a']);
    expect(words('y')).toEqual(['b', 'a', 'c']);
    expect(words('-y')).toEqual(['c', 'a', 'b']);
    expect(words(['c', 'nothing'])).toEqual(['c', 'b', 'a']);
  });

  it('of several series are bars on one another, those below zero downwards', () => {
    const rows = [
      ['a', 3, 'u'],
      ['a', -2, 'v'],
      ['a', 4, 'w'],
      ['a', -1, 'z']
    ];
    const made = chart('bar', rows, { color: 'c' }, { x: 'nominal' });
    expect(made.items.map(item => [item.base, item.top])).toEqual([
      [0, 3],
      [0, -2],
      [3, 7],
      [-2, -3]
    ]);
    expect(made.y.extent).toEqual([-3, 7]);
  });

  it.each([
    [{ x: 'time' }, 'There is no column “time” in this table; it has “x”, “y”, “c”.'],
    [{ y: null }, 'Nobody has said which columns are x and y.']
  ])('cannot be drawn, and it is said why: %j', (spec, words) => {
    expect(() => chart('line', [[1, 2]], spec)).toThrow(words);
  });

  it('that are none are told', () => {
    expect(() => chart('line', [])).toThrow('There are no rows to draw.');
  });

  it('are told in words and as a table', () => {
    const rows = [
      [0, 1 / 3, 'u'],
      [DAY, 20_000, 'v']
    ];
    const made = chart('line', rows, { color: 'c', y_title: 'Sold' }, { x: 'temporal' });
    expect(summaryOf(made, trans)).toBe(
      'Lines: Sold by x. 2 series: u, v. x from 1970-01-01 to 1970-01-02. ' +
        'Sold from 0.333333 to 20,000.'
    );
    expect(tableOf(made)).toEqual({
      headers: ['x', 'Sold', 'c'],
      data: [
        ['1970-01-01', 1 / 3, 'u'],
        ['1970-01-02', 20_000, 'v']
      ]
    });
  });
});
