import type { IPlotChart, IPlotItem } from './plotchart';
import type { Position } from './plotrows';
import type { IPlotScale } from './plotscale';
import { scaleOfAxis } from './plotscale';
import type { IPlotSize } from './plotspec';
import type { NativePlotSpec } from './plottable';
import type { IPlotTheme } from './plottheme';
import { colorsOf } from './plottheme';
import { svgElement } from './svgelement';

/**
 * A plot as a picture of our own, where the host draws none or must not: untrusted outputs,
 * pages without JupyterLab.
 */
export function plotPicture(
  chart: IPlotChart,
  spec: NativePlotSpec,
  theme: IPlotTheme,
  size: IPlotSize
): SVGSVGElement {
  const picture = svgElement('svg', {
    class: 'intarsia-PlotPicture',
    width: size.width,
    height: size.height,
    viewBox: `0 0 ${size.width} ${size.height}`,
    'font-family': theme.font,
    'font-size': theme.size
  });
  const legend = Private.legendOf(chart, spec, theme);
  const place = Private.place(chart, spec, theme, size, legend.length > 0);
  Private.drawTitle(picture, spec, theme);
  Private.drawAxes(picture, place, theme);
  const isClipped = [...chart.x.fixed, ...chart.y.fixed].includes(true);
  const marks = svgElement('svg', {
    overflow: isClipped ? 'hidden' : 'visible',
    x: place.left,
    y: place.top,
    width: Math.max(place.right - place.left, 0),
    height: Math.max(place.bottom - place.top, 0),
    viewBox: `${place.left} ${place.top} ${place.right - place.left} ${place.bottom - place.top}`
  });
  picture.append(marks);
  Private.drawMarks(marks, chart, spec, place, theme);
  Private.drawLegend(picture, legend, place, size, theme);
  return picture;
}

namespace Private {
  /** Items beyond which the picture is of the first ones: it is made of elements. */
  const MOST = 10_000;

  export interface IPlace {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
    readonly x: IPlotScale;
    readonly y: IPlotScale;
    readonly titles: readonly [string, string];
    readonly hasLabels: boolean;
  }

  export interface ILegendItem {
    readonly text: string;
    readonly color: string;
  }

  function widest(texts: ReadonlyArray<{ readonly text: string }>, theme: IPlotTheme): number {
    // Close enough, and the same whatever letters the page has.
    return Math.max(0, ...texts.map(({ text }) => text.length)) * theme.size * 0.58;
  }

  export function place(
    chart: IPlotChart,
    spec: NativePlotSpec,
    theme: IPlotTheme,
    size: IPlotSize,
    hasLegend: boolean
  ): IPlace {
    const line = theme.size * 1.6;
    const top = (spec.title ? line * 1.6 : 0) + theme.size / 2;
    const bottom =
      size.height - line * (1 + (spec.x_axis_labels_visible ? 1 : 0) + (hasLegend ? 1.3 : 0)) - 4;
    const y = scaleOfAxis(chart.y, bottom, top, Math.max(2, Math.floor((bottom - top) / 45)));
    const left = Math.min(widest(y.ticks, theme), size.width * 0.3) + line + 8;
    const right = size.width - theme.size;
    const perLabel =
      chart.x.type === 'nominal'
        ? (Math.max(4, ...chart.x.words.map(word => Math.min(word.length, 14))) + 1) *
          theme.size *
          0.58
        : 90;
    const x = scaleOfAxis(chart.x, left, right, Math.max(1, Math.floor((right - left) / perLabel)));
    return {
      left,
      right,
      top,
      bottom,
      x,
      y,
      titles: [chart.x.title, chart.y.title],
      hasLabels: spec.x_axis_labels_visible
    };
  }

  export function drawTitle(
    picture: SVGElement,
    { title }: NativePlotSpec,
    theme: IPlotTheme
  ): void {
    if (title) {
      const size = theme.size * (14 / 12);
      picture.append(
        svgElement(
          'text',
          { x: 0, y: size, fill: theme.text, 'font-size': size, 'font-weight': 600 },
          title
        )
      );
    }
  }

  export function drawAxes(picture: SVGElement, place: IPlace, theme: IPlotTheme): void {
    const { left, right, top, bottom, x, y, titles, hasLabels } = place;
    const label = { fill: theme.quiet };
    for (const tick of y.ticks) {
      picture.append(
        svgElement('line', { x1: left, x2: right, y1: tick.at, y2: tick.at, stroke: theme.line }),
        svgElement(
          'text',
          { ...label, x: left - 6, y: tick.at + theme.size * 0.35, 'text-anchor': 'end' },
          short(tick.text, 24)
        )
      );
    }
    picture.append(
      svgElement('line', { x1: left, x2: right, y1: bottom, y2: bottom, stroke: theme.line })
    );
    const under = bottom + theme.size * 1.5;
    for (const tick of hasLabels ? x.ticks : []) {
      picture.append(
        svgElement(
          'text',
          { ...label, x: tick.at, y: under, 'text-anchor': 'middle' },
          short(tick.text, 14)
        )
      );
    }
    const title = { fill: theme.text, 'text-anchor': 'middle' };
    const middle = (top + bottom) / 2;
    picture.append(
      svgElement(
        'text',
        { ...title, x: (left + right) / 2, y: under + (hasLabels ? theme.size * 1.6 : 0) },
        short(titles[0], 60)
      ),
      svgElement(
        'text',
        { ...title, x: theme.size, y: middle, transform: `rotate(-90 ${theme.size} ${middle})` },
        short(titles[1], 40)
      )
    );
  }

  export function drawMarks(
    marks: SVGElement,
    chart: IPlotChart,
    spec: NativePlotSpec,
    place: IPlace,
    theme: IPlotTheme
  ): void {
    const colorOf = coloring(chart, spec, theme);
    const items = chart.items.slice(0, MOST);
    if (chart.mark === 'line') {
      drawLines(marks, items, place, colorOf);
      return;
    }
    for (const item of items) {
      const color = colorOf(item.color);
      const [x, y] = [place.x.at(item.x), place.y.at(item.top)];
      if (x === null || y === null) {
        continue;
      }
      marks.append(
        chart.mark === 'bar'
          ? bar(item, x, y, place, color)
          : svgElement('circle', { cx: x, cy: y, r: 3.5, fill: color, 'fill-opacity': 0.8 })
      );
    }
  }

  function bar(
    item: IPlotItem,
    x: number,
    y: number,
    place: IPlace,
    color: string
  ): SVGRectElement {
    const end = item.end === null ? null : place.x.at(item.end);
    const width = end === null ? (place.x.step ? place.x.step * 0.8 : 5) : Math.abs(end - x) - 1;
    const start = end === null ? x - width / 2 : Math.min(x, end);
    const base = place.y.at(item.base) ?? place.bottom;
    return svgElement('rect', {
      x: start,
      y: Math.min(y, base),
      width: Math.max(width, 1),
      height: Math.abs(base - y),
      fill: color
    });
  }

  function drawLines(
    marks: SVGElement,
    items: ReadonlyArray<IPlotItem>,
    place: IPlace,
    colorOf: (color: Position) => string
  ): void {
    const series = new Map<Position, string[]>();
    for (const item of items) {
      const commands = series.get(item.color) ?? [];
      series.set(item.color, commands);
      const x = place.x.at(item.end === null ? item.x : ((item.x as number) + item.end) / 2);
      const y = place.y.at(item.top);
      if (x === null || y === null) {
        commands.push('');
        continue;
      }
      // After a gap the line begins anew.
      const isStart = commands.length === 0 || commands[commands.length - 1] === '';
      commands.push(`${isStart ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`);
    }
    for (const [color, commands] of series) {
      marks.append(
        svgElement('path', {
          d: commands.join(' '),
          fill: 'none',
          stroke: colorOf(color),
          'stroke-width': 2,
          'stroke-linejoin': 'round',
          'stroke-linecap': 'round'
        })
      );
    }
  }

  function coloring(
    { color }: IPlotChart,
    spec: NativePlotSpec,
    theme: IPlotTheme
  ): (color: Position) => string {
    if (color === null) {
      return () => theme.series[0];
    }
    if (color.type === 'nominal') {
      const colors = colorsOf(color.words, spec.color_map, theme);
      const known = new Map(color.words.map((word, index) => [word, colors[index]]));
      return position => known.get(String(position)) ?? theme.series[0];
    }
    const [low, high] = color.extent;
    return position => {
      const share = typeof position === 'number' ? (position - low) / (high - low) : 0;
      const last = theme.shades.length - 1;
      return theme.shades[Math.max(0, Math.min(last, Math.round(share * last)))];
    };
  }

  export function legendOf(
    { color }: IPlotChart,
    spec: NativePlotSpec,
    theme: IPlotTheme
  ): ILegendItem[] {
    if (color === null || color.type !== 'nominal') {
      return [];
    }
    const colors = colorsOf(color.words, spec.color_map, theme);
    return color.words
      .map((text, index) => ({ text, color: colors[index] }))
      .filter(({ text }) => spec.colors_in_legend?.includes(text) ?? true);
  }

  export function drawLegend(
    picture: SVGElement,
    legend: ReadonlyArray<ILegendItem>,
    place: IPlace,
    size: IPlotSize,
    theme: IPlotTheme
  ): void {
    let x = place.left;
    const y = size.height - theme.size * 0.6;
    for (const { text, color } of legend) {
      const shown = short(text, 24);
      const width = shown.length * theme.size * 0.58 + theme.size * 2.4;
      if (x + width > size.width && x > place.left) {
        picture.append(svgElement('text', { x, y, fill: theme.quiet }, '…'));
        return;
      }
      picture.append(
        svgElement('circle', { cx: x + 5, cy: y - theme.size * 0.35, r: 5, fill: color }),
        svgElement('text', { x: x + 14, y, fill: theme.quiet }, shown)
      );
      x += width;
    }
  }

  function short(text: string, length: number): string {
    return text.length > length ? `${text.slice(0, length - 1)}…` : text;
  }
}
