/**
 * A colour, in parts from 0 to 255, and how much of it covers what is behind, from 0 to 1.
 */
export interface IColor {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/**
 * Read a colour as style sheets write it: `#f80`, `rgb(255 136 0 / 50%)`, `hsl(32, 100%, 50%)`,
 * `orange`. `null` when it is none.
 */
export function readColor(text: string): IColor | null {
  const plain = text.trim().toLowerCase();
  if (plain.length > Private.LONGEST) {
    return null;
  }
  return Private.fromHex(plain) ?? Private.fromFunction(plain) ?? Private.fromName(plain);
}

/**
 * Write a colour: `#ff8800`, or with `rgba` when it does not cover all.
 */
export function writeColor(color: IColor): string {
  const { red, green, blue, alpha } = color;
  return alpha < 1 ? `rgba(${red}, ${green}, ${blue}, ${alpha})` : writeHex(color);
}

/**
 * Write a colour as native controls take it: without what it does not cover.
 */
export function writeHex({ red, green, blue }: IColor): string {
  return `#${[red, green, blue].map(part => part.toString(16).padStart(2, '0')).join('')}`;
}

namespace Private {
  export const LONGEST = 64;

  /** Words that mean whatever colour is around. */
  const RELATIVE: ReadonlySet<string> = new Set([
    'currentcolor',
    'inherit',
    'initial',
    'revert',
    'unset'
  ]);

  export function fromHex(text: string): IColor | null {
    const digits = /^#([0-9a-f]+)$/.exec(text)?.[1] ?? '';
    if (![3, 4, 6, 8].includes(digits.length)) {
      return null;
    }
    const width = digits.length > 4 ? 2 : 1;
    const parts = [0, 1, 2, 3].map(index => {
      const part = digits.slice(index * width, (index + 1) * width);
      return part === '' ? 255 : parseInt(width === 1 ? part + part : part, 16);
    });
    const [red, green, blue, alpha] = parts;
    return { red, green, blue, alpha: Math.round((alpha / 255) * 1000) / 1000 };
  }

  export function fromFunction(text: string): IColor | null {
    const [, name, inner] = /^(rgb|hsl)a?\(([^()]*)\)$/.exec(text) ?? [];
    if (name === undefined) {
      return null;
    }
    const parts = inner.split(/[\s,/]+/).filter(part => part !== '');
    const numbers = parts.map(part => read(part));
    if (parts.length < 3 || parts.length > 4 || numbers.some(number => number === null)) {
      return null;
    }
    const [a, b, c, d = { value: 1, isShare: false }] = numbers as INumber[];
    const alpha = within(d.isShare ? d.value / 100 : d.value, 1);
    if (name === 'rgb') {
      const [red, green, blue] = [a, b, c].map(({ value, isShare }) =>
        Math.round(within(isShare ? value * 2.55 : value, 255))
      );
      return { red, green, blue, alpha };
    }
    return { ...fromHue(a.value, within(b.value, 100) / 100, within(c.value, 100) / 100), alpha };
  }

  /**
   * Ask the browser what a name means: a word, and nothing else, is tried on an element.
   */
  export function fromName(text: string): IColor | null {
    if (!/^[a-z]+$/.test(text) || RELATIVE.has(text)) {
      return null;
    }
    const probe = document.createElement('span');
    probe.hidden = true;
    probe.style.color = text;
    if (probe.style.color === '') {
      return null;
    }
    document.body.append(probe);
    const color = getComputedStyle(probe).color;
    probe.remove();
    return fromFunction(color);
  }

  interface INumber {
    readonly value: number;
    readonly isShare: boolean;
  }

  function read(text: string): INumber | null {
    const [, number, unit] = /^([+-]?(?:\d+\.?\d*|\.\d+))(%|deg)?$/.exec(text) ?? [];
    return number === undefined ? null : { value: Number(number), isShare: unit === '%' };
  }

  function within(value: number, most: number): number {
    return Math.min(most, Math.max(0, value));
  }

  function fromHue(hue: number, saturation: number, lightness: number): Omit<IColor, 'alpha'> {
    const reach = saturation * Math.min(lightness, 1 - lightness);
    const part = (offset: number): number => {
      const k = (((offset + hue / 30) % 12) + 12) % 12;
      return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
    };
    return { red: part(0), green: part(8), blue: part(4) };
  }
}
