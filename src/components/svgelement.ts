/**
 * Make an element of a drawing; numbers are written with two digits at the most.
 */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>>,
  text?: string
): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(
      name,
      typeof value === 'number' ? String(Math.round(value * 100) / 100) : value
    );
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}
