import { breakLines, MarkdownBlocks } from '../markdownblocks';

function split(text: string): string[] {
  const blocks = new MarkdownBlocks();
  blocks.update(text);
  return [...blocks.blocks];
}

describe('MarkdownBlocks', () => {
  it.each([
    ['one\n\ntwo', ['one\n\n', 'two']],
    ['one\ntwo', ['one\ntwo']],
    ['# Title\n\ntext\n\n\n\nmore', ['# Title\n\n', 'text\n\n\n\n', 'more']],
    ['\n\none\n\ntwo', ['\n\none\n\n', 'two']],
    ['', []],
    // A list whose items stand apart is one list.
    ['- a\n\n- b\n\n  more\n\ntext', ['- a\n\n- b\n\n  more\n\n', 'text']],
    ['1. a\n\n2) b', ['1. a\n\n2) b']],
    ['1. a\n\n10 b', ['1. a\n\n', '10 b']],
    // Code is code, whatever stands in it.
    ['```\na\n\nb\n```\n\nc', ['```\na\n\nb\n```\n\n', 'c']],
    ['~~~~\n```\n\n~~~\n\n~~~~\n\nc', ['~~~~\n```\n\n~~~\n\n~~~~\n\n', 'c']],
    ['``` a`b\n\nc', ['``` a`b\n\n', 'c']],
    ['text\n\n    code\n\n    more', ['text\n\n    code\n\n    more']],
    // What HTML opens may be closed anywhere below.
    ['a\n\n<details>\n\nb\n\n</details>\n\nc', ['a\n\n', '<details>\n\nb\n\n</details>\n\nc']],
    // Links that are named elsewhere.
    ['see [1]\n\nmore\n\n[1]: https://example.org', ['see [1]\n\nmore\n\n[1]: https://example.org']]
  ])('splits %j', (text, blocks) => {
    expect(split(text)).toEqual(blocks);
  });

  it('joined is the text, however it came', () => {
    const text = [
      'A *start*.\n\n- one\n\n- two\n\n  more\n\n9. nine\n\n10. ten\n\n2026 it was.\n\nText with `code`.\n\n```python\nx = 1\n\ny = 2\n```',
      '\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\nEnd.\n\n<b>x</b>\n\nafter\n'
    ].join('');
    const blocks = new MarkdownBlocks();
    for (let end = 1; end <= text.length; end++) {
      blocks.update(text.slice(0, end));
      expect(blocks.blocks.join('')).toBe(text.slice(0, end));
      expect(blocks.blocks).toEqual(split(text.slice(0, end)));
    }
  });

  it('says from where on a text differs', () => {
    const blocks = new MarkdownBlocks();
    expect(blocks.update('one\n\ntwo')).toBe(0);
    expect(blocks.update('one\n\ntwo')).toBe(2);
    expect(blocks.update('one\n\ntwo more')).toBe(1);
    expect(blocks.update('one\n\ntwo more\n\nthree')).toBe(1);
    expect(blocks.update('one\n\ntwo more\n\nthree!')).toBe(2);
    expect(blocks.update('one\n\nother\n\nthree!')).toBe(1);
    expect(blocks.update('[a]: b\n\nother')).toBe(0);
    expect(blocks.blocks).toEqual(['[a]: b\n\nother']);
    expect(blocks.update('one')).toBe(0);
  });

  it('takes time for what is new alone', () => {
    const blocks = new MarkdownBlocks();
    let text = '';
    const begun = performance.now();
    for (let at = 0; at < 10_000; at++) {
      text += at % 40 === 39 ? 'word.\n\n' : 'word ';
      blocks.update(text);
    }
    expect(blocks.blocks.length).toBeGreaterThan(200);
    // Each time from the beginning it would be a hundred times as long.
    expect(performance.now() - begun).toBeLessThan(4000);
  });
});

describe('breakLines', () => {
  it.each([
    ['a\nb', 'a  \nb'],
    ['a\n\nb\n', 'a\n\nb\n'],
    ['a\\\nb  \nc', 'a\\\nb  \nc'],
    ['a\n```\nx\ny\n```\nb\nc', 'a  \n```\nx\ny\n```\nb  \nc']
  ])('of %j', (text, broken) => {
    expect(breakLines(text)).toBe(broken);
  });
});
