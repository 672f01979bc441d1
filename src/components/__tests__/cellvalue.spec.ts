import { nullTranslator } from '@jupyterlab/translation';
import { checkCell, columnType, readCell, writeCell } from '../cellvalue';

const trans = nullTranslator.load('intarsia');

describe('readCell', () => {
  it.each([
    ['12', 'number', 12],
    ['-1.5e3', 'number', -1500],
    ['NaN', 'number', NaN],
    ['9007199254740993', 'number', 9007199254740993n],
    ['', 'number', null],
    ['abc', 'number', 'abc'],
    ['yes', 'bool', true],
    ['FALSE', 'bool', false],
    ['maybe', 'bool', 'maybe'],
    ['2024-02-29', 'date', '2024-02-29'],
    ['2023-02-29', 'date', '2023-02-29'],
    [' kept ', 'str', ' kept '],
    ['12', 'str', '12'],
    ['12', 'auto', 12],
    ['007', 'auto', '007'],
    ['true', 'auto', true],
    ['x', 'auto', 'x'],
    ['', 'auto', null]
  ] as const)('reads %j as %s', (text, type, value) => {
    expect(readCell(text, type)).toEqual(value);
  });

  it('reads what writeCell wrote', () => {
    for (const value of [0, -1.25, 1e300, NaN, Infinity, -Infinity, 2n ** 80n]) {
      expect(readCell(writeCell(value), 'number')).toEqual(value);
    }
    expect(writeCell({ a: 1n })).toBe('{"a":"1"}');
    expect(writeCell(-0)).toBe('-0');
  });
});

describe('checkCell', () => {
  it.each([
    ['abc', 'number', 'Must be a number, like 1234.5.'],
    ['maybe', 'bool', 'Must be true or false.'],
    ['2023-02-29', 'date', 'Must be a date, like 2024-05-31.'],
    ['2024-13-01', 'date', 'Must be a date, like 2024-05-31.'],
    ['31.5.2024', 'date', 'Must be a date, like 2024-05-31.'],
    ['2024-05-31T10:00:00+02:00', 'date', null],
    ['2024-05-31 25:00', 'date', 'Must be a date, like 2024-05-31.'],
    [null, 'number', null],
    ['x', 'str', null]
  ] as const)('says of %p in a column of %s: %s', (value, type, problem) => {
    expect(checkCell(value, type, trans)).toBe(problem);
  });
});

it('takes integers of any length for numbers', () => {
  expect(checkCell(2n ** 70n, 'number', trans)).toBeNull();
});

describe('columnType', () => {
  it('is as described, or text where all values are text', () => {
    expect(columnType('date', [1])).toBe('date');
    expect(columnType(undefined, ['a', null])).toBe('str');
    expect(columnType(undefined, ['a', 1])).toBe('auto');
    expect(columnType(undefined, [true, null])).toBe('bool');
    expect(columnType(undefined, [1, 2])).toBe('auto');
    expect(columnType(undefined, [])).toBe('auto');
  });
});
