import { printOnto } from '../terminal';

const print = (...chunks: string[]) => chunks.reduce(printOnto, '');

describe('printOnto', () => {
  it.each([
    [['a', 'b\n', 'c'], 'ab\nc'],
    [['\u001b[31mred\u001b[0m \u001b[1;4mbold\u001b[m'], 'red bold'],
    [['\u001b]8;;http://x\u0007link\u001b]8;;\u0007'], 'link'],
    [['10 %', '\r20 %', '\r100 %\n', 'done'], '100 %\ndone'],
    [['abc\rX'], 'Xbc'],
    [['one\r\ntwo\r\n'], 'one\ntwo\n'],
    [['one\r', '\ntwo'], 'one\ntwo'],
    [['abc\b\bX'], 'aXc'],
    [['\b\bX'], 'X'],
    [['tab\there\u0000\u0007'], 'tab\there'],
    [['a 😀\rb'], 'b 😀']
  ])('%j', (chunks, expected) => {
    expect(print(...chunks)).toBe(expected);
  });
});
