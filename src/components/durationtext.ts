/**
 * Read a length of time as people write it: `90`, `90 s`, `1:30:00`, `2h 5m`,
 * `1 d 02:00`, `PT1H30M`. In seconds; `null` for nothing, `undefined` for no length of time.
 *
 * #### Notes
 * `1:30` is a minute and a half, but an hour and a half behind days, where a clock stands.
 */
export function readDuration(text: string): number | null | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/(\d),(\d)/g, '$1.$2');
  if (plain === '') {
    return null;
  }
  if (plain.length > Private.LONGEST) {
    return undefined;
  }
  const [, sign, rest] = /^([+-]?)\s*(.*)$/.exec(plain) ?? [];
  const seconds = Private.iso(rest) ?? Private.clock(rest) ?? Private.units(rest);
  if (seconds === undefined || rest === '') {
    return undefined;
  }
  // As fine as Python's timedelta, without the noise of adding binary fractions.
  const rounded = Math.round(seconds * 1e6) / 1e6;
  return sign === '-' && rounded !== 0 ? -rounded : rounded;
}

/**
 * Write a length of time: `0:01:30`, `1 d 02:00:00`, `0.25 s`.
 */
export function writeDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) {
    return String(seconds);
  }
  const sign = seconds < 0 ? '-' : '';
  const micros = Math.round(Math.abs(seconds) * 1e6);
  const whole = Math.floor(micros / 1e6);
  const fraction = String(micros % 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const point = fraction === '' ? '' : `.${fraction}`;
  if (whole < 60) {
    return `${sign}${whole}${point} s`;
  }
  const two = (value: number): string => String(value).padStart(2, '0');
  const days = Math.floor(whole / 86400);
  const hours = Math.floor(whole / 3600) % 24;
  const clock = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}${point}`;
  return sign + (days > 0 ? `${days} d ${two(hours)}:${clock}` : `${hours}:${clock}`);
}

namespace Private {
  /** Characters; a longer text is no length of time, and would be slow to find that out. */
  export const LONGEST = 100;

  const NAMES: ReadonlyArray<readonly [RegExp, number]> = [
    [/^(w|weeks?)$/, 604800],
    [/^(d|days?)$/, 86400],
    [/^(h|hrs?|hours?)$/, 3600],
    [/^(m|mins?|minutes?)$/, 60],
    [/^(s|secs?|seconds?)$/, 1],
    [/^(ms|millis|milliseconds?)$/, 1e-3],
    [/^(us|\u00b5s|\u03bcs|micros|microseconds?)$/, 1e-6]
  ];

  /** `pt1h30m`, `p1dt2h`, `p2w`. */
  export function iso(text: string): number | undefined {
    const match =
      /^p(?=.)(?:([\d.]+)w)?(?:([\d.]+)d)?(?:t(?=.)(?:([\d.]+)h)?(?:([\d.]+)m)?(?:([\d.]+)s)?)?$/.exec(
        text
      );
    if (!match) {
      return undefined;
    }
    const factors = [604800, 86400, 3600, 60, 1];
    return finite(
      match.slice(1).reduce((sum, part, index) => sum + Number(part ?? 0) * factors[index], 0)
    );
  }

  /** `1:30:00`, `1:30`, `1 d 02:00`, `1 day, 2:00:00`. */
  export function clock(text: string): number | undefined {
    const match =
      /^(?:(\d+)\s*(?:d|days?)\s*[,.]?\s*)?(\d+):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?)|(\.\d+))?$/.exec(
        text
      );
    if (!match) {
      return undefined;
    }
    const [, days, first, second, third, fraction = ''] = match;
    if (Number(second) > 59 || Number(third ?? 0) >= 60) {
      return undefined;
    }
    const isShort = third === undefined && days === undefined;
    const parts = isShort
      ? [0, Number(first), Number(second + fraction)]
      : [Number(first), Number(second), Number(third ?? 0)];
    return Number(days ?? 0) * 86400 + parts[0] * 3600 + parts[1] * 60 + parts[2];
  }

  /** `90`, `90 s`, `2h 5m`, `1 hour and 30 minutes`. */
  export function units(text: string): number | undefined {
    if (/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text)) {
      return finite(Number(text));
    }
    const part = /(\d+\.?\d*|\.\d+)\s*([a-z\u00b5\u03bc]+)(?:\s*(?:,|and)?\s*)/y;
    let sum = 0;
    let last = Infinity;
    while (part.lastIndex < text.length) {
      const match = part.exec(text);
      const factor = NAMES.find(([name]) => match !== null && name.test(match[2]))?.[1];
      // Each unit once, the greater ones first: `5m 2h` is a slip.
      if (!match || factor === undefined || factor >= last) {
        return undefined;
      }
      last = factor;
      sum += Number(match[1]) * factor;
    }
    return finite(sum);
  }

  function finite(value: number): number | undefined {
    return Number.isFinite(value) ? value : undefined;
  }
}
