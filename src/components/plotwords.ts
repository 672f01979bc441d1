import type { TranslationBundle } from '@jupyterlab/translation';
import type { IPlotAxis, IPlotChart } from './plotchart';
import type { Position } from './plotrows';
import { writeTime } from './plotscale';
import { wordOf } from './plottable';
import { displayNumber } from './numbertext';

/**
 * A plot in words, for those who do not see it.
 */
export function summaryOf(chart: IPlotChart, trans: TranslationBundle): string {
  const { mark, x, y, color, items } = chart;
  const kind = {
    bar: trans.__('Bars'),
    line: trans.__('Lines'),
    point: trans.__('Points')
  }[mark];
  const sentences = [trans.__('%1: %2 by %3.', kind, y.title, x.title)];
  if (color?.type === 'nominal') {
    sentences.push(trans.__('%1 series: %2.', color.words.length, Private.few(color.words, trans)));
  }
  const tops = items.map(item => item.y);
  sentences.push(
    `${Private.range(
      x.title,
      x,
      items.map(item => item.x),
      trans
    )} ` + Private.range(y.title, y, tops, trans)
  );
  return sentences.join(' ');
}

/**
 * A position as it is told.
 */
export function writePosition(position: Position, axis: Pick<IPlotAxis, 'type'>): string {
  if (position === null) {
    return '';
  }
  if (typeof position === 'string') {
    return position;
  }
  if (axis.type === 'temporal') {
    return writeTime(position).replace(/ 00:00:00$/, '');
  }
  // Enough to tell two marks apart; whole numbers are told wholly.
  const whole = Math.trunc(Math.abs(position)).toString().length;
  const digits = Number.isInteger(position) ? 17 : Math.min(17, Math.max(6, whole + 2));
  return displayNumber(Number(position.toPrecision(digits)));
}

/**
 * What is drawn, as a table.
 */
export function tableOf(chart: IPlotChart): { headers: string[]; data: unknown[][] } {
  const { x, y, color, items } = chart;
  const isBinned = items.some(item => item.end !== null);
  const shown = (position: Position, axis: Pick<IPlotAxis, 'type'>): unknown =>
    axis.type === 'temporal' ? writePosition(position, axis) : position;
  return {
    headers: [
      x.title,
      ...(isBinned ? [`${x.title} …`] : []),
      y.title,
      ...(color ? [color.title ?? color.name] : [])
    ],
    data: items.map(item => [
      shown(item.x, x),
      ...(isBinned ? [shown(item.end, x)] : []),
      shown(item.y, y),
      ...(color ? [shown(item.color, color)] : [])
    ])
  };
}

namespace Private {
  const FEW = 6;

  export function few(words: ReadonlyArray<string>, trans: TranslationBundle): string {
    const named = words.slice(0, FEW).join(', ');
    return words.length > FEW ? trans.__('%1 and %2 more', named, words.length - FEW) : named;
  }

  export function range(
    title: string,
    axis: IPlotAxis,
    positions: ReadonlyArray<Position>,
    trans: TranslationBundle
  ): string {
    if (axis.type === 'nominal') {
      const words = axis.words.length > 0 ? axis.words : positions.map(wordOf);
      return trans.__('%1: %2.', title, few(words, trans));
    }
    let low = Infinity;
    let high = -Infinity;
    for (const position of positions) {
      if (typeof position === 'number') {
        low = Math.min(low, position);
        high = Math.max(high, position);
      }
    }
    if (low > high) {
      return trans.__('%1 is empty.', title);
    }
    const [from, to] = [low, high].map(end => writePosition(end, axis));
    return trans.__('%1 from %2 to %3.', title, from, to);
  }
}
