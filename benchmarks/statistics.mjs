// A handful of numbers: their middle and their ends.

/** The middle one of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** `{median, min, max}` of some numbers; undefined where there are none. */
export function summary(numbers) {
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
  const pairs = numbers
    .map((number, index) => number / others[index])
    .filter(quotient => Number.isFinite(quotient));
  return pairs.length > 0 ? median(pairs) : undefined;
}
