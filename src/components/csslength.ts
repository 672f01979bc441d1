/**
 * A length that an author gave, for a style: a number of pixels, or a text like `20rem`.
 *
 * #### Notes
 * Whatever is no length gives an empty text, which sets nothing: a description may come
 * from a file that somebody else wrote.
 */
export function cssLength(value: number | string | null): string {
  if (typeof value === 'number') {
    return value >= 0 ? `${value}px` : '';
  }
  return value !== null && LENGTH.test(value) && !OTHER.test(value) ? value : '';
}

/** Functions of style sheets that do not calculate. */
const OTHER = /\b(?!calc|min|max|clamp)[a-z-]+\(/i;

const LENGTH =
  /^((\d+(\.\d+)?|\.\d+)(px|r?em|ex|ch|r?lh|[dls]?v(h|w|i|b|min|max)|cq(w|h|i|b|min|max)|%|cm|mm|in|pt|pc)|(calc|min|max|clamp)\([\w\s.%+*/(),-]{1,120}\)|auto|(min|max|fit)-content)$/;
