// A handful of numbers: their middle, their ends, and how they are written.

/** The middle one of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** `{median, min, max}` of some numbers; undefined where there are none. */
export function summary(all) {
  const numbers = all.filter(Number.isFinite);
  if (numbers.length === 0) {
    return undefined;
  }
  return { median: median(numbers), min: Math.min(...numbers), max: Math.max(...numbers) };
}

/**
 * How many times as long the first one takes.
 *
 * Both were measured in turn: what slowed the machine down in one repetition slowed both,
 * so they are compared within each repetition.
 */
export function ratio(numbers, others) {
  const quotients = numbers
    .map((number, index) => [number, others[index]])
    .filter(pair => pair.every(Number.isFinite))
    .map(([number, other]) => number / other);
  return quotients.length > 0 ? median(quotients) : undefined;
}

/** The middle one; undefined where there are none. */
export function middle(numbers) {
  return summary(numbers)?.median;
}

/** An aim: how many times as long as another contestant something may take. */
export function against(row, own, other, limit, text) {
  const value = other && ratio(row.of(own.results) ?? [], row.of(other.results) ?? []);
  return value === undefined
    ? []
    : [
        { text: `${text} ≤ ${limit} × ${other.title}`, value: quotient(value), met: value <= limit }
      ];
}

/** An aim: what the middle of some numbers must not exceed. */
export function atMost(numbers, limit, text, unit = '') {
  const value = middle(numbers);
  return value === undefined
    ? []
    : [
        { text: `${text} ≤ ${limit}${unit}`, value: `${number(value)}${unit}`, met: value <= limit }
      ];
}

export function range(values) {
  if (!values) {
    return '–';
  }
  const { median, min, max } = values;
  return `${number(median)} [${number(min)}–${number(max)}]`;
}

export function number(value) {
  return Number.isInteger(value) || value >= 9.95 ? value.toFixed(0) : value.toFixed(1);
}

export function quotient(value) {
  return value === undefined ? '–' : `${value.toFixed(2)} ×`;
}
