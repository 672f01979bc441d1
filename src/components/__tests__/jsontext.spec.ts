import { nullTranslator } from '@jupyterlab/translation';
import fc from 'fast-check';
import { formatJson, parseJson } from '../jsontext';

const trans = nullTranslator.load('intarsia');

describe('parseJson', () => {
  it.each([
    ['1', 1],
    [' {"a": [1, 2.5, "x"], "b": null} ', { a: [1, 2.5, 'x'], b: null }],
    ['9007199254740993', 9007199254740993n],
    ['-12345678901234567890', -12345678901234567890n],
    ['1e400', Infinity],
    ['NaN', NaN],
    ['[-Infinity, Infinity]', [-Infinity, Infinity]],
    ['"\\ud83d\\ude00"', '\u{1f600}'],
    ['-0', -0]
  ])('reads %s', (text, value) => {
    expect(parseJson(text, trans)).toEqual({ value, problem: null });
  });

  it('makes a key like any other of __proto__', () => {
    const { value } = parseJson('{"__proto__": 1}', trans);
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each([
    ['{', 'line 1, column 2: a key in double quotes is expected'],
    ["{'a': 1}", 'line 1, column 2: a key in double quotes is expected'],
    ['{"a" 1}', 'line 1, column 6: a colon is expected'],
    ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3: a comma or } is expected'],
    ['[1, 2', 'line 1, column 6: a comma or ] is expected'],
    ['[1, ]', 'line 1, column 5: a value is expected'],
    ['"abc', 'line 1, column 1: the text that begins here does not end'],
    ['"\\x"', 'line 1, column 1: a text with a character that must be escaped'],
    ['1 2', 'line 1, column 3: nothing more is expected'],
    ['nope', 'line 1, column 1: a value is expected'],
    ['['.repeat(100), 'line 1, column 66: nested more than 64 levels deep']
  ])('says where %s goes wrong', (text, problem) => {
    expect(parseJson(text, trans).problem).toBe(`Not valid JSON at ${problem}.`);
  });

  it('agrees with the language on all that both take', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), text => {
        const { value, problem } = parseJson(text, trans);
        expect(problem).toBeNull();
        // The language rounds long integers; nothing else is different.
        const rounded = JSON.stringify(value, (_, item: unknown) =>
          typeof item === 'bigint' ? Number(item) : item
        );
        expect(rounded).toBe(JSON.stringify(JSON.parse(text)));
      })
    );
  });
});

describe('formatJson', () => {
  it('writes what parseJson reads back', () => {
    const value = { a: [1, 10n ** 20n, NaN, -Infinity, []], b: { 'c "d"': 'x\ny', e: {} } };
    expect(parseJson(formatJson(value), trans).value).toEqual(value);
  });

  it('indents by two', () => {
    expect(formatJson({ a: [{ b: 1 }] })).toBe('{\n  "a": [\n    {\n      "b": 1\n    }\n  ]\n}');
  });

  it('writes a short list of plain values in one line', () => {
    expect(formatJson({ a: [1, 'b', null], c: [] })).toBe(
      '{\n  "a": [1, "b", null],\n  "c": []\n}'
    );
    expect(formatJson(['x'.repeat(60)])).toContain('\n');
  });
});
