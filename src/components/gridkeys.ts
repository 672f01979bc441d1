import type { IPlace } from './gridcells';
import type { TableData } from './tabledata';

/** How many rows PageUp and PageDown go. */
const PAGE = 10;

/**
 * Where a key moves to, or null for a key that does not move.
 */
export function targetOf(
  event: KeyboardEvent,
  { row, column }: IPlace,
  table: TableData,
  isRightToLeft: boolean
): IPlace | null {
  const isFar = event.ctrlKey || event.metaKey;
  const forth = isRightToLeft ? 'ArrowLeft' : 'ArrowRight';
  const back = isRightToLeft ? 'ArrowRight' : 'ArrowLeft';
  switch (event.key) {
    case 'ArrowUp':
      return { row: isFar ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: isFar ? table.rows.length - 1 : row + 1, column };
    case forth:
      return { row, column: isFar ? Infinity : column + 1 };
    case back:
      return { row, column: isFar ? 0 : column - 1 };
    case 'Home':
      return { row: isFar ? 0 : row, column: 0 };
    case 'End':
      return { row: isFar ? table.rows.length - 1 : row, column: Infinity };
    case 'PageUp':
      return { row: Math.max(row - PAGE, 0), column };
    case 'PageDown':
      return { row: row + PAGE, column };
    default:
      return null;
  }
}
