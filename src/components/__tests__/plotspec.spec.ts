import fc from 'fast-check';
import { nullTranslator } from '@jupyterlab/translation';
import type { LinePlotSpec } from '../../protocol/types';
import { chartOf, type IPlotChart } from '../plotchart';
import { embedOptions, vegaLite } from '../plotspec';
import { plotPicture } from '../plotpicture';
import { scaleOfAxis } from '../plotscale';
import { summaryOf } from '../plotwords';
import { readPlotTable, type Mark } from '../plottable';
import { colorsOf, SERIES_ON_DARK, SERIES_ON_LIGHT, safeColor, themeOf } from '../plottheme';
import { sampleSpec } from './stage';

// A plot in Vega-Lite's words: with names of ours, and colours that can be told apart.

const HOSTILE = 'a\\.b["c"]\'+alert(1)+\'</script>';
const IDS = { size: 'size', brush: 'brush' };
const trans = nullTranslator.load('intarsia');
const theme = themeOf(document.body);

function made(mark: Mark, given: Partial<LinePlotSpec> = {}, x = 'x'): Record<string, never> {
  const value = {
    columns: [x, 'y', 'image', 'title'],
    data: [
      ['p', 1, 'https://example.org/a.png', 't'],
      ['q', 2, 'b', 't']
    ],
    datatypes: { [x]: 'nominal', y: 'quantitative', image: 'nominal', title: 'nominal' },
    mark
  };
  const spec = sampleSpec('lineplot', { x, y: 'y', ...given });
  const chart = chartOf(readPlotTable(value, mark)!, spec, trans) as IPlotChart;
  return vegaLite(chart, spec, theme, { width: 400, height: 300 }, 'In words.') as never;
}

function everything(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, item]) => [
    ...(name === key ? [item] : []),
    ...everything(item, key)
  ]);
}

describe('the description for Vega-Lite', () => {
  it('names no column where names are read as paths', () => {
    const spec = made('point', { tooltip: 'all', color: 'image' }, HOSTILE);
    const fields = new Set(everything(spec, 'field'));
    expect(fields).toEqual(new Set(['x', 'y', 'color', 'sx', 'sy', 'sc', 's0']));
    expect(everything(spec, 'title')).toContain(HOSTILE);
  });

  it('holds no expression, address or script of its own but the schema', () => {
    const spec = made('line', { selectable: true, color: 'image' });
    for (const key of ['expr', 'calculate', 'filter', 'url', 'href', 'test', 'signal', 'bind']) {
      expect(everything(spec, key)).toEqual([]);
    }
  });

  it('says limits of times as numbers that are evaluated', () => {
    const value = {
      columns: ['x', 'y'],
      data: [[1_700_000_000_000, 1]],
      datatypes: { x: 'temporal', y: 'quantitative' }
    };
    const spec = sampleSpec('lineplot', { x: 'x', y: 'y', x_lim: [1.5e9, null] });
    const chart = chartOf(readPlotTable(value, 'line')!, spec, trans) as IPlotChart;
    const made = vegaLite(chart, spec, theme, { width: 400, height: 300 }, '');
    const [scale] = everything(made, 'scale');
    expect(scale).toEqual({
      type: 'utc',
      domainMin: { expr: '1500000000000.000' },
      reverse: false
    });
  });

  it('has each number at its tick, also at the ends, and times within the axis', () => {
    const axes = (type: string): unknown => {
      const value = {
        columns: ['x', 'y'],
        data: [
          [1, 1],
          [2, 2]
        ],
        datatypes: { x: type, y: 'quantitative' }
      };
      const spec = sampleSpec('scatterplot', { x: 'x', y: 'y' });
      const chart = chartOf(readPlotTable(value, 'point')!, spec, trans) as IPlotChart;
      const made = vegaLite(chart, spec, theme, { width: 400, height: 300 }, '');
      return everything(made, 'x').flatMap(each => everything(each, 'labelFlush'));
    };
    expect(axes('quantitative')).toEqual([false]);
    expect(axes('temporal')).toEqual([]);
  });

  it('has no ticks between whole numbers', () => {
    const ticks = (...xs: number[]): { vega: unknown; own: (string | null)[] } => {
      const value = {
        columns: ['epoch', 'loss'],
        data: xs.map(x => [x, 0.5]),
        datatypes: { epoch: 'quantitative', loss: 'quantitative' }
      };
      const spec = sampleSpec('lineplot', { x: 'epoch', y: 'loss' });
      const chart = chartOf(readPlotTable(value, 'line')!, spec, trans) as IPlotChart;
      const made = vegaLite(chart, spec, theme, { width: 400, height: 300 }, '');
      return {
        vega: (everything(made, 'x').at(-1) as { axis: { tickMinStep?: number } }).axis.tickMinStep,
        own: scaleOfAxis(chart.x, 0, 400, 8).ticks.map(({ text }) => text)
      };
    };
    expect(ticks(1, 2, 3)).toEqual({ vega: 1, own: ['1', '2', '3'] });
    expect(ticks(3)).toEqual({ vega: 1, own: ['2', '3', '4'] });
    expect(ticks(1, 2.5)).toEqual({ vega: undefined, own: expect.arrayContaining(['1.2', '2.4']) });
  });

  it('lets no column choose what a tooltip is made of', () => {
    const [told] = everything(made('point', { tooltip: ['image', 'title'] }), 'tooltip') as [
      { title: string }[]
    ];
    const titles = told.map(({ title }) => title);
    expect(titles).toEqual(['y', 'x', 'image\u200b', 'title\u200b']);
    expect(everything(made('point', { tooltip: 'none' }), 'tooltip')).toEqual([null]);
  });

  it('offers a range, and tells it, only where somebody listens', () => {
    const names = (spec: unknown): unknown[] => everything(everything(spec, 'params'), 'name');
    expect(names(made('bar', { selectable: true }))).toContain('brush');
    expect(names(made('bar'))).not.toContain('brush');
    const options = (selectable: boolean): string =>
      JSON.stringify(embedOptions(IDS, sampleSpec('lineplot', { selectable }), 10));
    expect(options(true)).toContain('"#brush"');
    expect(options(false)).not.toContain('"#brush"');
  });

  it('is interpreted, not compiled, and has no menu', () => {
    const options = embedOptions(IDS, sampleSpec('lineplot'), 10);
    expect(options).toMatchObject({ ast: true, actions: false, renderer: 'svg' });
    expect(embedOptions(IDS, sampleSpec('lineplot'), 5000).renderer).toBe('canvas');
  });

  it('has what the author wants', () => {
    const spec = made('bar', {
      title: 'Sales',
      x_label_angle: -45,
      y_axis_format: '.2e',
      y_lim: [0, 9],
      x_axis_labels_visible: false,
      color: 'image',
      color_map: { b: 'red', 'https://example.org/a.png': 'url(https://example.org)' },
      colors_in_legend: ['b']
    });
    expect(spec).toMatchObject({ title: { text: 'Sales' }, width: 400, height: 300 });
    const [x, y] = [everything(spec, 'x'), everything(spec, 'y')].map(each => each.pop());
    expect(x).not.toBeUndefined();
    expect(y).not.toBeUndefined();
    const text = JSON.stringify(spec);
    expect(text).toContain('"labelAngle":-45');
    expect(text).toContain('"format":".2e"');
    expect(text).toContain('"domain":[0,9]');
    expect(text).toContain('"labels":false');
    expect(text).toContain('"values":["b"]');
    expect(text).toContain(`"range":["${theme.series[0]}","red"]`);
    expect(text).not.toContain('url(');
  });
});

describe('a table of whatever a browser is sent', () => {
  const cell = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.string(),
    fc.constantFrom(null, '__proto__', 8.64e15, 1e300, -1e308, 1e-320, true),
    fc.constant({ toString: false }),
    fc.jsonValue({ maxDepth: 2 }),
    fc.bigInt(),
    fc.constant([2n ** 70n])
  );
  const type = fc.constantFrom('quantitative', 'nominal', 'temporal', 'wat');
  const lim = fc.oneof(fc.constant(null), fc.tuple(fc.option(fc.double()), fc.option(fc.double())));

  it('is drawn or told, and never breaks anything', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 12 }),
        fc.tuple(type, type, type),
        fc.constantFrom('line', 'bar', 'point'),
        fc.record({
          x_bin: fc.constantFrom(null, 1, 1e-300, 1e300, '1d', '9999999d', 'x'),
          y_aggregate: fc.constantFrom(null, 'median', 'count'),
          sort: fc.constantFrom(null, 'x', '-y', ['b', 'a']),
          color: fc.constantFrom(null, 'c'),
          tooltip: fc.constantFrom('axis', 'all', 'none', ['c']),
          x_lim: lim,
          y_lim: lim
        }),
        (data, [x, y, c], mark, given) => {
          const value = { columns: ['x', 'y', 'c'], data, datatypes: { x, y, c }, mark };
          const spec = sampleSpec('lineplot', { x: 'x', y: 'y', ...given } as never);
          const chart = chartOf(readPlotTable(value, 'line')!, spec, trans);
          if (typeof chart !== 'string') {
            const size = { width: 300, height: 200 };
            const words = summaryOf(chart, trans);
            JSON.stringify(vegaLite(chart, spec, theme, size, words));
            const { outerHTML } = plotPicture(chart, spec, theme, size);
            expect(outerHTML).not.toMatch(/<(?!\/?(svg|line|text|path|rect|circle)\b)/);
          }
        }
      ),
      { numRuns: 300 }
    );
  });
});

describe('colours', () => {
  it('are names and codes, no addresses', () => {
    for (const good of ['red', '#abc', '#AABBCC80', 'rgb(1, 2, 3)', 'hsl(120 50% 50% / 0.5)']) {
      expect(safeColor(good)).toBe(good);
    }
    for (const bad of ['url(#a)', 'var(--x)', 'red;x', 'image(a)', '#12', 'rgb(url(x))', '']) {
      expect(safeColor(bad)).toBeNull();
    }
    expect(colorsOf(['__proto__', 'a'], {}, theme)).toEqual(theme.series.slice(0, 2));
  });

  it.each([
    ['white', '#ffffff', SERIES_ON_LIGHT],
    ['dark', '#212121', SERIES_ON_DARK]
  ])('of series are seen on %s, and told apart with any eyes', (_, page, series) => {
    for (const color of series) {
      expect(contrast(color, page)).toBeGreaterThanOrEqual(3);
    }
    for (const eyes of Object.values(EYES)) {
      const seen = series.map(color => lab(seenBy(eyes, linear(color))));
      for (const [index, color] of seen.entries()) {
        for (const other of seen.slice(index + 1)) {
          expect(Math.hypot(...color.map((part, at) => part - other[at]))).toBeGreaterThan(14);
        }
      }
    }
  });

  it('are those for dark pages on a dark page', () => {
    document.body.style.setProperty('--jp-layout-color1', '#212121');
    expect(themeOf(document.body).series).toBe(SERIES_ON_DARK);
    document.body.style.removeProperty('--jp-layout-color1');
    expect(themeOf(document.body).series).toBe(SERIES_ON_LIGHT);
  });
});

// How colours look to those who see fewer of them: Machado and others, 2009, severity 1.
const EYES = {
  most: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1]
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998]
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881]
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039]
  ]
};

function linear(color: string): number[] {
  return [1, 3, 5].map(at => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
}

function seenBy(eyes: number[][], color: number[]): number[] {
  return eyes.map(row =>
    Math.max(
      0,
      Math.min(
        1,
        row.reduce((sum, part, at) => sum + part * color[at], 0)
      )
    )
  );
}

function lab([red, green, blue]: number[]): number[] {
  const [x, y, z] = [
    (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
    0.2126729 * red + 0.7151522 * green + 0.072175 * blue,
    (0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883
  ].map(part => (part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function contrast(a: string, b: string): number {
  const [dark, light] = [a, b]
    .map(color => {
      const [red, green, blue] = linear(color);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}
