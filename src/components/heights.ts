import { cssLength } from './csslength';

/**
 * Give an element the heights of a description; what is higher scrolls within it.
 */
export function setHeights(element: HTMLElement, heights: IHeights): void {
  const { height = null, min_height = null, max_height = null } = heights;
  element.style.blockSize = cssLength(height);
  element.style.minBlockSize = cssLength(min_height);
  element.style.maxBlockSize = cssLength(max_height);
  const isBounded = cssLength(height) !== '' || cssLength(max_height) !== '';
  element.style.overflow = isBounded ? 'auto' : '';
  element.classList.toggle('intarsia-mod-scrolling', isBounded);
}

export interface IHeights {
  readonly height?: number | string | null;
  readonly min_height?: number | string | null;
  readonly max_height?: number | string | null;
}
