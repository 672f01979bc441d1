/**
 * The order that a person sees, after the app has told another list.
 *
 * @param order - as a person sees it now
 * @param before - as the app told it before
 * @param now - as the app tells it
 *
 * #### Notes
 * A person's order stays; what is new comes after what it follows. When the app puts those
 * that stay in another order, its order counts.
 */
export function mergeOrder(
  order: ReadonlyArray<string>,
  before: ReadonlyArray<string>,
  now: ReadonlyArray<string>
): string[] {
  const stays = before.filter(id => now.includes(id));
  const same = now.filter(id => before.includes(id));
  if (stays.some((id, i) => id !== same[i])) {
    return [...now];
  }
  const merged = order.filter(id => now.includes(id));
  now.forEach((id, i) => {
    if (!merged.includes(id)) {
      merged.splice(i === 0 ? 0 : merged.indexOf(now[i - 1]) + 1, 0, id);
    }
  });
  return merged;
}
