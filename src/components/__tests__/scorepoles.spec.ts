import { readFileSync } from 'fs';
import { join } from 'path';

const SHEET = readFileSync(join(__dirname, '../../../style/base.css'), 'utf8');

type Colour = readonly number[];

/** A colour of the style sheet, as light: red, green and blue from 0 to 1. */
function pole(name: string): Colour {
  const [, code] = new RegExp(`--intarsia-${name}: (#[0-9a-f]{6});`).exec(SHEET)!;
  return light(code);
}

function light(code: string): Colour {
  return [1, 3, 5].map(at => {
    const part = parseInt(code.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
}

const times = (matrix: ReadonlyArray<Colour>, colour: Colour): Colour =>
  matrix.map(row => row.reduce((sum, each, at) => sum + each * colour[at], 0));

/** How those see who lack one sort of cones (Machado, Oliveira & Fernandes 2009). */
const SIGHTS: Readonly<Record<string, ReadonlyArray<Colour>>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998]
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881]
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039]
  ]
};

const XYZ: ReadonlyArray<Colour> = [
  [0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505],
  [0.2126, 0.7152, 0.0722],
  [0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089]
];

/** How far two colours are from each other (CIE 1976); about 2 is seen beside each other. */
function distance(a: Colour, b: Colour): number {
  const [one, other] = [a, b].map(colour => {
    const [x, y, z] = times(XYZ, colour).map(n =>
      n > 0.008856 ? Math.cbrt(n) : 7.787 * Math.max(n, 0) + 16 / 116
    );
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
  });
  return Math.hypot(...one.map((n, at) => n - other[at]));
}

function contrast(a: Colour, b: Colour): number {
  const [dark, bright] = [a, b].map(colour => times(XYZ, colour)[1]).sort((m, n) => m - n);
  return (bright + 0.05) / (dark + 0.05);
}

describe('the poles of signed scores', () => {
  const poles = ['raises', 'lowers'].map(pole);

  it.each(Object.keys(SIGHTS))('are far apart also in %s', name => {
    const [raises, lowers] = poles.map(colour => times(SIGHTS[name], colour));
    expect(distance(raises, lowers)).toBeGreaterThan(40);
  });

  it('would not be in red and green, which is what the test would find', () => {
    const [red, green] = ['#c62828', '#5d7a1f'].map(light);
    const seen = [red, green].map(colour => times(SIGHTS.deuteranopia, colour));
    expect(distance(seen[0], seen[1])).toBeLessThan(25);
  });

  it.each(['#ffffff', '#212121', '#000000'])('stand out on %s', surface => {
    for (const colour of poles) {
      expect(contrast(colour, light(surface))).toBeGreaterThanOrEqual(3);
    }
  });
});
