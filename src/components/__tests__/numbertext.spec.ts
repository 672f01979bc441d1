import { nullTranslator } from '@jupyterlab/translation';
import * as fc from 'fast-check';
import { checkNumber, displayNumber, readNumber, stepNumber, writeNumber } from '../numbertext';

const trans = nullTranslator.load('intarsia');

function read(text: string, isWhole = false): unknown {
  const reading = readNumber(text, isWhole);
  return 'value' in reading ? reading.value : reading.problem;
}

describe('readNumber', () => {
  it.each([
    ['12', 12],
    [' 1.5 ', 1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['-3e-2', -0.03],
    ['+7', 7],
    ['1 200', 1200],
    ['1\u202f200,5', 1200.5],
    ["1'200.5", 1200.5],
    ['1,200.5', 1200.5],
    ['1.200,5', 1200.5],
    ['1,234,567', 1234567],
    ['1.234.567', 1234567],
    ['0,125', 0.125],
    ['3,5', 3.5],
    ['\u22124', -4],
    ['\u0661\u0662\u066b\u0665', 12.5],
    ['\uff11\uff12', 12],
    ['NaN', NaN],
    ['inf', Infinity],
    ['-Infinity', -Infinity],
    ['\u221e', Infinity],
    ['-0', -0],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', 9007199254740993n],
    ['-9007199254740993', -9007199254740993n],
    ['', null],
    ['  ', null]
  ])('reads %j', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each(['abc', '1.2.3', '1,2,3', '12 apples', '--1', '1e', '10\u00b2', '0x10', '1_'])(
    'does not read %j',
    text => {
      expect(read(text)).toBe('not-a-number');
    }
  );

  it('asks where a comma can mean both, and only there', () => {
    expect(read('12,000')).toBe('ambiguous');
    expect(read('12,000', true)).toBe(12000);
    expect(read('12,00')).toBe(12);
    expect(checkNumber('12,000', {}, trans)).toBe('Enter 12000 or 12.000: a comma can mean both.');
  });

  it('refuses a megabyte of digits at once', () => {
    expect(read('9'.repeat(1_000_000))).toBe('not-a-number');
  });

  it('reads what writeNumber writes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double(),
          fc.bigInt().filter(n => !Number.isSafeInteger(Number(n)))
        ),
        fc.integer({ min: 0, max: 20 }),
        (value, digits) => {
          const found = read(writeNumber(value, digits));
          // A float beyond 2**53 has the text of an integer, and is read as one.
          expect(
            typeof value === 'number' && typeof found === 'bigint' ? Number(found) : found
          ).toBe(value);
        }
      )
    );
  });
});

describe('writeNumber', () => {
  it('shows at least the digits asked for, and never fewer than there are', () => {
    expect(writeNumber(4, 1)).toBe('4.0');
    expect(writeNumber(4.05, 1)).toBe('4.05');
    expect(writeNumber(0.1 + 0.2, 1)).toBe('0.30000000000000004');
    expect(writeNumber(1e300, 2)).toBe('1e+300');
  });
});

describe('displayNumber', () => {
  it('groups long numbers and leaves short ones', () => {
    document.documentElement.lang = 'en';
    expect(displayNumber(1234)).toBe('1234');
    expect(displayNumber(1234567.5)).toBe('1,234,567.5');
    expect(displayNumber(-2)).toBe('\u22122');
    expect(displayNumber(NaN)).toBe('NaN');
    expect(displayNumber(12345678901234567890n)).toBe('12,345,678,901,234,567,890');
  });
});

describe('stepNumber', () => {
  it('steps without the noise of binary fractions', () => {
    expect(stepNumber(0.1, 0.2, 1, {})).toBe(0.3);
    expect(stepNumber(1e-7, 1e-7, 2, {})).toBe(3e-7);
  });

  it('stops at the bounds, and never jumps back from outside', () => {
    expect(stepNumber(4.5, 1, 1, { maximum: 5 })).toBe(5);
    expect(stepNumber(4.5, 1, 1, { maximum: 5, exclusive_maximum: true })).toBe(4.5);
    expect(stepNumber(9, 1, 1, { maximum: 5 })).toBe(9);
    expect(stepNumber(9, 1, -1, { maximum: 5 })).toBe(9);
  });

  it('counts integers beyond 2**53 exactly', () => {
    expect(stepNumber(9007199254740993n, 1, 1, {})).toBe(9007199254740994n);
    expect(stepNumber(9007199254740992n, 1, -1, {})).toBe(9007199254740991);
  });
});

describe('checkNumber', () => {
  it.each([
    [6, { maximum: 5 }, 'Must be 5 or less.'],
    [-1, { minimum: 0 }, 'Must be 0 or more.'],
    [5, { maximum: 5, exclusive_maximum: true }, 'Must be less than 5.'],
    [0, { minimum: 0, exclusive_minimum: true }, 'Must be more than 0.'],
    [NaN, { minimum: 0 }, 'Must be 0 or more.'],
    [1.5, { whole: true }, 'Enter a whole number.'],
    ['x', {}, 'Enter a number.'],
    ['x', { whole: true }, 'Enter a whole number.'],
    [5, { minimum: 0, maximum: 5 }, null],
    [9007199254740993n, { minimum: 0 }, null],
    [null, { minimum: 0 }, null]
  ])('%p in %p: %p', (draft, range, words) => {
    expect(checkNumber(draft, range, trans)).toBe(words);
  });
});
