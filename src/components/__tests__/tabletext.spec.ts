import fc from 'fast-check';
import { readHtmlTable, readTable, writeTable } from '../tabletext';

describe('readTable', () => {
  it.each([
    [
      'a\tb\n1\t2\n',
      [
        ['a', 'b'],
        ['1', '2']
      ]
    ],
    [
      'a\tb\r\n1\t2\r\n',
      [
        ['a', 'b'],
        ['1', '2']
      ]
    ],
    ['"two\nlines"\t"say ""hi"""', [['two\nlines', 'say "hi"']]],
    ['5" pipe\t"a" b', [['5" pipe', '"a" b']]],
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2']
      ]
    ],
    ['"a, b",c', [['a, b', 'c']]],
    ['1,5\t2', [['1,5', '2']]],
    [
      '1;2\n3;4',
      [
        ['1', '2'],
        ['3', '4']
      ]
    ],
    ['well, a sentence', [['well, a sentence']]],
    ['1,234\n5', [['1,234'], ['5']]],
    [
      '\t\n\t',
      [
        ['', ''],
        ['', '']
      ]
    ],
    ['', [['']]],
    ['"never ends', [['"never ends']]]
  ])('reads %j', (text, rows) => {
    expect(readTable(text)).toEqual(rows);
  });

  it('reads what writeTable wrote', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ',', ';', ' ') });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain(width =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 })
      )
      // A lone empty line at the end is the end of the text.
      .filter(rows => rows[rows.length - 1].join('') !== '');
    fc.assert(
      fc.property(table, rows => {
        expect(readTable(writeTable(rows))).toEqual(rows);
      })
    );
  });

  it('takes a long text in time', () => {
    const text = `${'"'.repeat(200_000)}\t${'x,'.repeat(100_000)}`;
    const start = performance.now();
    readTable(text);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('readHtmlTable', () => {
  it('reads the first table, and runs nothing', () => {
    const html =
      '<img src=x onerror="globalThis.ran = true"><table><tr><th>a</th><td> b </td></tr></table>';
    expect(readHtmlTable(html)).toEqual([['a', 'b']]);
    expect(readHtmlTable('<p>none</p>')).toEqual([]);
    expect('ran' in globalThis).toBe(false);
  });
});
