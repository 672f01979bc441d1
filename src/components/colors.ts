/**
 * A colour of an author's, if it is nothing but a colour; else `null`.
 */
export function safeColor(color: string | null | undefined): string | null {
  return typeof color === 'string' && Private.COLOR.test(color) ? color : null;
}

namespace Private {
  export const COLOR =
    /^(#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]{3,24}|(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([\d\s.,%/a-z+-]{1,60}\))$/i;
}
