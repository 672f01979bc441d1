/** A place among cells: row and column. */
export type Cell = readonly [number, number];

/**
 * Where a key leads from a cell, perhaps beyond the last one; null for a key that leads nowhere.
 */
export function cellAfter(event: KeyboardEvent, [row, column]: Cell, node: Element): Cell | null {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return null;
  }
  const forth = getComputedStyle(node).direction === 'rtl' ? -1 : 1;
  const steps: Record<string, Cell | undefined> = {
    ArrowRight: [row, column + forth],
    ArrowLeft: [row, column - forth],
    ArrowDown: [row + 1, column],
    ArrowUp: [row - 1, column],
    Home: [row, 0],
    End: [row, Infinity]
  };
  return steps[event.key] ?? null;
}
