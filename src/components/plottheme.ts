/**
 * How a plot looks: the page's colours and letters, and colours that can be told apart.
 */
export interface IPlotTheme {
  readonly isDark: boolean;
  readonly surface: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly font: string;
  /** Pixels of the words at the axes. */
  readonly size: number;
  /** Colours of series, in order. */
  readonly series: ReadonlyArray<string>;
  /** Colours of a scale, from little to much. */
  readonly shades: ReadonlyArray<string>;
}

/**
 * The look of the page around an element.
 */
export function themeOf(element: Element): IPlotTheme {
  const style = getComputedStyle(element);
  const read = (name: string, otherwise: string): string =>
    style.getPropertyValue(name).trim() || otherwise;
  const surface = read('--jp-layout-color1', '#ffffff');
  const isDark = lightness(surface, element) < 0.5;
  const [text, quiet, line] = isDark
    ? ['#e0e0e0', '#a0a0a0', '#505050']
    : ['#212121', '#616161', '#e0e0e0'];
  const size = parseFloat(read('--jp-ui-font-size1', '13px'));
  return {
    isDark,
    surface,
    text: read('--jp-ui-font-color1', text),
    quiet: read('--jp-ui-font-color2', quiet),
    line: read('--jp-border-color2', line),
    font: read('--jp-ui-font-family', 'system-ui, sans-serif'),
    size: (Number.isFinite(size) ? size : 13) * (12 / 13),
    series: isDark ? SERIES_ON_DARK : SERIES_ON_LIGHT,
    shades: isDark ? SHADES : [...SHADES].reverse()
  };
}

/**
 * Colours of series: each at least 3 to 1 against the page, and different to those who see
 * fewer colours as well.
 */
export const SERIES_ON_LIGHT: ReadonlyArray<string> = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#b8578d',
  '#941aff',
  '#472806',
  '#2e0b8e',
  '#760a43'
];

export const SERIES_ON_DARK: ReadonlyArray<string> = [
  '#56b4e9',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#f0e442',
  '#d55e00',
  '#8842f0',
  '#c2ff99'
];

/** From dark to light, evenly, by blue and yellow alone. */
const SHADES: ReadonlyArray<string> = ['#3d5a9c', '#68729a', '#8b8b8b', '#b3a66f', '#e3cb4f'];

/**
 * The colours of series: those their author gave, else the palette's.
 */
export function colorsOf(
  words: ReadonlyArray<string>,
  given: Readonly<Record<string, string>> | null,
  theme: IPlotTheme
): string[] {
  return words.map((word, index) => {
    const color = given && Object.hasOwn(given, word) ? safeColor(given[word]) : null;
    return color ?? theme.series[index % theme.series.length];
  });
}

/**
 * A colour by its name or code; `null` for whatever is no colour. An address would be fetched.
 */
export function safeColor(text: string): string | null {
  const plain = text.trim();
  const isColor =
    /^[a-z]{3,24}$/i.test(plain) ||
    /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(plain) ||
    /^(rgb|hsl)a?\([\d\s.,%/+-]{1,60}\)$/i.test(plain);
  return isColor ? plain : null;
}

/**
 * How light a colour looks, from 0 to 1; what cannot be read counts as light.
 */
function lightness(color: string, element: Element): number {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color)?.[1];
  const parts = hex
    ? (hex.length === 3 ? [...hex].map(c => c + c) : (hex.match(/../g) ?? [])).map(c =>
        parseInt(c, 16)
      )
    : (/^rgba?\(([^)]*)\)$/i.exec(resolved(color, element))?.[1] ?? '')
        .split(/[\s,/]+/)
        .map(Number);
  const [red, green, blue] = parts;
  const light = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  return Number.isFinite(light) ? light : 1;
}

/**
 * A colour by its parts, whatever it was said by: browsers know its name.
 */
function resolved(color: string, element: Element): string {
  const probe = document.createElement('span');
  probe.style.color = color;
  element.append(probe);
  const parts = getComputedStyle(probe).color;
  probe.remove();
  return parts;
}
