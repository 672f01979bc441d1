import type { Choice } from '../protocol/types';

/**
 * Whether two values of choices are the same: `1`, `"1"` and `true` are three.
 */
export function isSameChoice(a: unknown, b: unknown): boolean {
  return a === b || Object.is(a, b);
}

/**
 * The position of a value among the choices; -1 when it is not offered.
 */
export function indexOfChoice(choices: ReadonlyArray<Choice>, value: unknown): number {
  return choices.findIndex(choice => isSameChoice(choice.value, value));
}

/**
 * What a value is called: its choice's label, or itself where it is not offered.
 */
export function labelOfChoice(choices: ReadonlyArray<Choice>, value: unknown): string {
  return choices[indexOfChoice(choices, value)]?.label ?? String(value);
}
