import type { PartialJSONObject } from '@lumino/coreutils';
import type { IPlotAxis, IPlotChart } from './plotchart';
import type { NativePlotSpec } from './plottable';
import type { IPlotTheme } from './plottheme';
import { colorsOf } from './plottheme';
import { writePosition } from './plotwords';
import { wordOf } from './plottable';

/**
 * The type of data that the host's renderer of Vega-Lite draws.
 */
export const VEGA_LITE = 'application/vnd.vegalite.v5+json';

/**
 * The signal that says which range of x is chosen.
 */
export const BRUSH = 'brush';

/**
 * Pixels, all around.
 */
export interface IPlotSize {
  readonly width: number;
  readonly height: number;
}

/**
 * A plot in Vega-Lite's words.
 *
 * #### Notes
 * Fields have names of ours: no name of a column is read as a path or an expression, and
 * none chooses what a tooltip shows.
 */
export function vegaLite(
  chart: IPlotChart,
  spec: NativePlotSpec,
  theme: IPlotTheme,
  size: IPlotSize,
  summary: string
): PartialJSONObject {
  const { mark, color } = chart;
  const isLine = mark === 'line';
  const encoding = {
    ...Private.places(chart, spec),
    ...(color ? { color: Private.color(chart, spec, theme) } : {})
  };
  const told = spec.tooltip === 'none' ? {} : { tooltip: Private.told(chart) };
  const brush = {
    name: BRUSH,
    select: {
      type: 'interval',
      encodings: ['x'],
      mark: { fill: theme.quiet, fillOpacity: 0.25, stroke: theme.quiet }
    },
    views: ['plot']
  };
  const near = {
    name: 'near',
    select: { type: 'point', nearest: true, on: 'mouseover', clear: 'mouseout' },
    views: ['near']
  };
  const layers: PartialJSONObject[] = [
    {
      name: 'plot',
      mark: Private.mark(chart, theme),
      encoding: { ...encoding, ...(isLine ? {} : told) }
    }
  ];
  if (isLine) {
    layers.push({
      name: 'near',
      mark: { type: 'point', filled: true, size: 60, clip: Private.isClipped(chart) },
      encoding: {
        ...encoding,
        ...told,
        opacity: { condition: { param: 'near', empty: false, value: 1 }, value: 0 }
      }
    });
  }
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    background: 'transparent',
    description: summary,
    width: size.width,
    height: size.height,
    autosize: { type: 'fit', contains: 'padding' },
    padding: { left: 0, top: 4, right: 4, bottom: 4 },
    ...(spec.title ? { title: { text: spec.title } } : {}),
    data: { name: 'rows', values: Private.rows(chart) },
    // One without effect, so that there are signals, to which others are added.
    params: [
      { name: 'drawn', value: true },
      ...(isLine ? [near] : []),
      ...(spec.selectable ? [brush] : [])
    ],
    layer: layers,
    config: Private.config(theme, spec)
  } as unknown as PartialJSONObject;
}

/**
 * How the host's renderer embeds it.
 *
 * #### Notes
 * Vega binds signals to elements: through one the width comes in, through another the chosen
 * range goes out. Expressions are interpreted, not compiled: pages that forbid `eval` draw it.
 */
export function embedOptions(
  ids: { readonly size: string; readonly brush: string },
  spec: NativePlotSpec,
  count: number
): PartialJSONObject {
  const bind = (name: string, id: string, event: string): PartialJSONObject => ({
    op: 'add',
    path: '/signals/-',
    value: { name, bind: { element: `#${id}`, event } }
  });
  return {
    actions: false,
    ast: true,
    defaultStyle: false,
    renderer: count > Private.MANY ? 'canvas' : 'svg',
    theme: 'none',
    tooltip: { theme: 'intarsia', id: 'intarsia-Plot-tooltip', disableDefaultStyle: true },
    patch: [
      bind('width', ids.size, 'input'),
      ...(spec.selectable
        ? [
            {
              op: 'add',
              path: '/signals/-',
              value: {
                name: 'chosen',
                update: BRUSH,
                bind: { element: `#${ids.brush}`, event: 'input' }
              }
            }
          ]
        : [])
    ]
  };
}

namespace Private {
  /** Pixels by which a label may reach beyond its axis. */
  const LABEL_BOUND = 16;

  /** Marks from which on a canvas is faster than elements. */
  export const MANY = 3000;

  export function rows(chart: IPlotChart): PartialJSONObject[] {
    const { x, y, color, told } = chart;
    return chart.items.map(item => ({
      x: item.x,
      y: item.top,
      ...(item.end === null ? {} : { end: item.end, middle: ((item.x as number) + item.end) / 2 }),
      ...(chart.mark === 'bar' ? { base: item.base } : {}),
      ...(color ? { color: item.color } : {}),
      sx: writePosition(item.x, x) + (item.end === null ? '' : ` – ${writePosition(item.end, x)}`),
      sy: writePosition(item.y, y),
      ...(color ? { sc: writePosition(item.color, color) } : {}),
      ...Object.fromEntries(
        told.map(({ column }, index) => [`s${index}`, word(item.cells[column])])
      )
    }));
  }

  /** Rows of a group that do not agree have nothing to tell. */
  function word(cell: unknown): string {
    return cell === undefined ? '' : wordOf(cell);
  }

  /**
   * Whether something may reach beyond the axes: else no mark at an edge is cut in half.
   */
  export function isClipped({ x, y }: IPlotChart): boolean {
    return [...x.fixed, ...y.fixed].includes(true);
  }

  export function mark(chart: IPlotChart, theme: IPlotTheme): PartialJSONObject {
    const clip = isClipped(chart);
    switch (chart.mark) {
      case 'bar':
        // Groups that touch are kept apart by a line in the page's colour.
        return chart.items.some(item => item.end !== null)
          ? { type: 'rect', clip, stroke: theme.surface, strokeWidth: 1 }
          : { type: 'bar', clip, cornerRadiusEnd: chart.color ? 0 : 2 };
      case 'line':
        return { type: 'line', clip, strokeWidth: 2, interpolate: 'linear' };
      default:
        return { type: 'point', filled: true, size: 40, opacity: 0.8, clip };
    }
  }

  export function places(chart: IPlotChart, spec: NativePlotSpec): PartialJSONObject {
    const isBinned = chart.items.some(item => item.end !== null);
    const isBar = chart.mark === 'bar';
    const x = {
      field: isBinned && !isBar ? 'middle' : 'x',
      ...axis(chart.x, spec.x_label_angle, spec.x_axis_format, spec.x_axis_labels_visible),
      scale: scale(chart.x)
    };
    const y = {
      field: 'y',
      ...axis(chart.y, spec.y_label_angle, spec.y_axis_format, true),
      scale: scale(chart.y)
    };
    return {
      x,
      y,
      ...(isBinned && isBar ? { x2: { field: 'end' } } : {}),
      ...(isBar && chart.y.type === 'quantitative' ? { y2: { field: 'base' } } : {})
    } as unknown as PartialJSONObject;
  }

  function axis(
    { title, type, isWhole }: IPlotAxis,
    angle: number | null,
    format: string | null,
    isVisible: boolean
  ): PartialJSONObject {
    return {
      type,
      title,
      sort: null,
      axis: {
        title,
        labels: isVisible,
        ...(isWhole ? { tickMinStep: 1 } : {}),
        // Each number stands at its tick, those at the ends as well, where they are short.
        ...(type === 'quantitative' ? { labelFlush: false, labelBound: LABEL_BOUND } : {}),
        ...(angle === null ? {} : { labelAngle: angle }),
        ...(format === null || type === 'nominal' ? {} : { format })
      }
    };
  }

  function scale(axis: IPlotAxis): PartialJSONObject {
    if (axis.type === 'nominal') {
      return { domain: [...axis.words] };
    }
    if (axis.type === 'temporal') {
      // Of plain numbers Vega-Lite makes calls of `datetime()`, which the interpreter gets wrong.
      const [from, to] = axis.extent.map(end => ({ expr: end.toFixed(3) }));
      return {
        type: 'utc',
        ...(axis.fixed[0] ? { domainMin: from } : {}),
        ...(axis.fixed[1] ? { domainMax: to } : {}),
        reverse: axis.isReversed
      };
    }
    return {
      domain: [...axis.extent],
      nice: !axis.fixed.includes(true),
      zero: false,
      reverse: axis.isReversed
    };
  }

  export function color(
    chart: IPlotChart,
    spec: NativePlotSpec,
    theme: IPlotTheme
  ): PartialJSONObject {
    const { title, type, words, extent } = chart.color!;
    const shown = spec.colors_in_legend;
    const legend =
      shown?.length === 0
        ? null
        : {
            orient: 'bottom',
            title,
            ...(shown && type === 'nominal' ? { values: [...shown] } : {})
          };
    return {
      field: 'color',
      type,
      legend,
      scale:
        type === 'nominal'
          ? { domain: [...words], range: colorsOf(words, spec.color_map, theme) }
          : { domain: [...extent], range: [...theme.shades] }
    };
  }

  export function told(chart: IPlotChart): PartialJSONObject[] {
    const titles = [
      ['sy', chart.y.title],
      ['sx', chart.x.title],
      ...(chart.color ? [['sc', chart.color.title ?? chart.color.name]] : []),
      ...chart.told.map(({ name }, index) => [`s${index}`, name])
    ];
    const taken = new Set<string>();
    return titles.map(([field, title]) => {
      // Vega's tooltip makes a heading of `title` and fetches `image`; of two equal names it
      // shows one.
      let name = title === 'title' || title === 'image' ? `${title}\u200b` : title || '\u200b';
      while (taken.has(name)) {
        name += '\u200b';
      }
      taken.add(name);
      return { field, type: 'nominal', title: name };
    });
  }

  export function config(theme: IPlotTheme, spec: NativePlotSpec): PartialJSONObject {
    const words = {
      labelColor: theme.quiet,
      labelFont: theme.font,
      labelFontSize: theme.size,
      titleColor: theme.text,
      titleFont: theme.font,
      titleFontSize: theme.size,
      titleFontWeight: 'normal'
    };
    return {
      aria: false,
      axis: {
        ...words,
        domain: false,
        gridColor: theme.line,
        labelOverlap: 'greedy',
        labelPadding: 6,
        labelSeparation: 8,
        ticks: false,
        titlePadding: 8
      },
      axisX: { grid: false, domain: true, domainColor: theme.line },
      legend: { ...words, symbolStrokeWidth: 2, offset: 8, padding: 0 },
      mark: {
        color: theme.series[0],
        cursor: spec.selectable ? 'crosshair' : 'default',
        tooltip: null
      },
      title: {
        anchor: 'start',
        color: theme.text,
        font: theme.font,
        fontSize: theme.size * (14 / 12),
        fontWeight: 600,
        offset: 12
      },
      view: { stroke: null, ...(spec.selectable ? { cursor: 'crosshair' } : {}) }
    };
  }
}
