/**
 * How many characters two texts begin with in common; of what only grows none is looked at.
 */
export function commonStart(before: string, text: string): number {
  if (text.startsWith(before)) {
    return before.length;
  }
  let at = 0;
  while (at < before.length && before[at] === text[at]) {
    at++;
  }
  return at;
}
