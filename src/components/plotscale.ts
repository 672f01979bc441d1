import type { IPlotAxis } from './plotchart';
import type { Position } from './plotrows';
import { wordOf } from './plottable';

/**
 * Where the positions of an axis stand on the screen.
 */
export interface IPlotScale {
  /** Pixels of a position; of a word, its middle. */
  at(position: Position): number | null;
  /** How wide a word's place is; 0 on axes of numbers. */
  readonly step: number;
  readonly ticks: ReadonlyArray<{ readonly at: number; readonly text: string }>;
}

/**
 * Lay an axis out from one pixel to another, with about so many ticks.
 */
export function scaleOfAxis(axis: IPlotAxis, from: number, to: number, count: number): IPlotScale {
  if (axis.type === 'nominal') {
    return Private.band(axis.words, from, to, count);
  }
  const ticks =
    axis.type === 'temporal'
      ? Private.timeTicks(axis.extent, count)
      : Private.numberTicks(axis.extent, count, axis.isWhole ? 1 : 0);
  const [low, high] = Private.domain(axis, ticks);
  const [start, end] = axis.isReversed ? [to, from] : [from, to];
  const at = (position: Position): number | null =>
    typeof position === 'number' ? start + ((position - low) / (high - low)) * (end - start) : null;
  const write = axis.type === 'temporal' ? Private.timeText(ticks) : Private.numberText(ticks);
  return {
    at,
    step: 0,
    ticks: ticks
      .filter(tick => tick >= low && tick <= high)
      .map(tick => ({ at: at(tick)!, text: write(tick) }))
  };
}

/**
 * A time as it stands in the table, to the second.
 */
export function writeTime(milliseconds: number): string {
  const time = new Date(milliseconds);
  return Number.isNaN(time.getTime())
    ? String(milliseconds)
    : time.toISOString().slice(0, 19).replace('T', ' ');
}

namespace Private {
  export function band(
    words: ReadonlyArray<string>,
    from: number,
    to: number,
    count: number
  ): IPlotScale {
    const step = (to - from) / Math.max(words.length, 1);
    const places = new Map(words.map((word, index) => [word, from + step * (index + 0.5)]));
    // More words than there is room for: every second, third … of them.
    const every = Math.ceil(words.length / Math.max(count, 1));
    return {
      at: position => places.get(wordOf(position)) ?? null,
      step: Math.abs(step),
      ticks: words
        .filter((_, index) => index % every === 0)
        .map(word => ({ at: places.get(word)!, text: word }))
    };
  }

  /**
   * Round numbers over an extent: 1, 2 or 5 times a power of ten apart, and at least `least`.
   */
  export function numberTicks(
    [low, high]: readonly [number, number],
    count: number,
    least: number
  ): number[] {
    const rough = Math.max((high - low) / Math.max(count, 1), least);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(times => times * power).find(each => each >= rough * 0.999)!;
    return multiples(low, high, step);
  }

  function multiples(low: number, high: number, step: number): number[] {
    const first = Math.floor(low / step + 1e-9);
    const last = Math.ceil(high / step - 1e-9);
    const most = Math.min(last - first, 200);
    // One multiplication each: adding up would add up the noise.
    return Array.from({ length: most + 1 }, (_, index) => (first + index) * step);
  }

  const SECOND = 1000;
  const DAY = 86_400 * SECOND;
  const STEPS = [
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
    ...[1, 5, 15, 30, 60, 300, 900, 1800].map(seconds => seconds * SECOND),
    ...[1, 3, 6, 12, 24, 48, 168, 336].map(hours => hours * 3600 * SECOND)
  ];

  /**
   * Round times over an extent, as their table has them: UTC.
   */
  export function timeTicks([low, high]: readonly [number, number], count: number): number[] {
    const rough = (high - low) / Math.max(count, 1);
    const step = STEPS.find(each => each >= rough);
    if (step !== undefined) {
      return multiples(low, high, step);
    }
    const months = Math.max(1, Math.ceil(rough / (30.5 * DAY)));
    const size = [1, 2, 3, 6, 12].find(each => each >= months) ?? Math.ceil(months / 12) * 12;
    const first = new Date(low);
    const start = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / size) * size;
    const ticks: number[] = [];
    for (let index = 0; index < 200 && (ticks.at(-1) ?? low) < high; index++) {
      const month = start + index * size;
      ticks.push(Date.UTC(Math.floor(month / 12), month % 12, 1));
    }
    return ticks;
  }

  /**
   * The ends of an axis: the ticks around the extent, but for what somebody has set.
   */
  export function domain(
    { extent, fixed, type }: IPlotAxis,
    ticks: ReadonlyArray<number>
  ): [number, number] {
    const isTime = type === 'temporal';
    const low = fixed[0] || isTime ? extent[0] : Math.min(extent[0], ticks[0]);
    const high = fixed[1] || isTime ? extent[1] : Math.max(extent[1], ticks[ticks.length - 1]);
    return low === high ? [low, low + 1] : [low, high];
  }

  export function numberText(ticks: ReadonlyArray<number>): (tick: number) => string {
    const largest = Math.max(...ticks.map(Math.abs));
    const step = ticks.length > 1 ? ticks[1] - ticks[0] : 1;
    const digits = Math.min(20, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
    if (largest >= 1e15 || (largest > 0 && largest < 1e-5)) {
      return tick => tick.toExponential(1);
    }
    const format = new Intl.NumberFormat(undefined, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits
    });
    return tick => format.format(tick + 0).replace(/^-/, '\u2212');
  }

  /** The last moment that a calendar has, in milliseconds. */
  const LAST = 8.64e15;

  export function timeText(ticks: ReadonlyArray<number>): (tick: number) => string {
    const step = ticks.length > 1 ? ticks[1] - ticks[0] : DAY;
    const options: Intl.DateTimeFormatOptions =
      step < 60 * SECOND
        ? { minute: '2-digit', second: '2-digit' }
        : step < DAY
          ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
          : step < 28 * DAY
            ? { month: 'short', day: 'numeric' }
            : step < 360 * DAY
              ? { year: 'numeric', month: 'short' }
              : { year: 'numeric' };
    const format = new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' });
    // A tick may lie beyond what a calendar has.
    return tick => (Math.abs(tick) <= LAST ? format.format(tick) : '');
  }
}
