const SVG = 'http://www.w3.org/2000/svg';

/**
 * Draw an icon in the colour of the text around it, from a path on a grid of 16.
 */
export function createIcon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('intarsia-Icon');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/**
 * The icons of fields.
 */
export namespace Icon {
  /** Two sheets, one behind the other. */
  export const COPY = 'M6 5.5h7.5v8H6zM3.5 10.5h-1v-8H10v1';
  /** A tick. */
  export const CHECK = 'M3 8.5 6.5 12 13 4.5';
  /** An arrow that goes round. */
  export const RESET = 'M4 5.2A5 5 0 1 1 3 8M4 2v3.4h3.4';
  /** An arrow downwards, onto a line. */
  export const DOWNLOAD = 'M8 2.5V10M5 7.2l3 3 3-3M3 13.5h10';
  /** An arrow upwards. */
  export const SEND = 'M8 13V3.5M4 7.5l4-4 4 4';
  /** A square. */
  export const STOP = 'M4.5 4.5h7v7h-7z';
  /** A sheet of a calendar. */
  export const CALENDAR = 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5V5M10.5 2.5V5';
}
