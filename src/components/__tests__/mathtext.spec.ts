import { extractMath, restoreMath } from '../mathtext';

const BLOCK = { left: '$$', right: '$$', display: true };
const INLINE = { left: '$', right: '$', display: false };
const ROUND = { left: '\\(', right: '\\)', display: false };

/**
 * A text whose formulas were taken out and put back, as `<tex>` or `<<tex>>`.
 */
function seen(text: string, ...delimiters: (typeof BLOCK)[]): string {
  const found = extractMath(text, delimiters);
  const root = document.createElement('div');
  root.textContent = found.text;
  restoreMath(root, found.formulas, formula => {
    const element = document.createElement('span');
    element.textContent = formula.display ? `<<${formula.tex}>>` : `<${formula.tex}>`;
    return element;
  });
  return root.textContent ?? '';
}

describe('formulas', () => {
  it.each([
    ['no formula', 'no formula'],
    ['$$a$$ and $b$', '<<a>> and $b$'],
    ['it costs $5 and *$6*', 'it costs $5 and *$6*'],
    ['$$a', '$$a'],
    ['$$$$', '$$$$'],
    ['$$a\n\nb$$', '$$a\n\nb$$'],
    ['$$\\text{$$}$$', '<<\\text{$$}>>'],
    ['\\$$a$$', '$$a$$'],
    ['`$$a$$` $$b$$', '`$$a$$` <<b>>'],
    ['``a ` $$b$$`` $$c$$', '``a ` $$b$$`` <<c>>'],
    ['```\n$$a$$\n```\n$$b$$', '```\n$$a$$\n```\n<<b>>'],
    ['```\n$$a$$', '```\n$$a$$'],
    ['a ` b $$c$$', 'a ` b <<c>>']
  ])('between two dollars in %j', (text, wanted) => {
    expect(seen(text, BLOCK)).toBe(wanted);
  });

  it.each([
    ['$$a$$ and $b$', '<<a>> and <b>'],
    ['$a_1$ and $b_2$', '<a_1> and <b_2>'],
    ['\\(x\\) and [$y$]', '\\(x\\) and [<y>]']
  ])('between one or two in %j', (text, wanted) => {
    expect(seen(text, INLINE, BLOCK)).toBe(wanted);
  });

  it('between whatever the author says', () => {
    expect(seen('\\(x\\) is $y$', ROUND)).toBe('<x> is $y$');
    expect(seen('$$x$$')).toBe('$$x$$');
  });

  it('are written out where no element can stand', () => {
    const { text, formulas } = extractMath('$$a$$ $b', [BLOCK]);
    const root = document.createElement('div');
    const link = document.createElement('a');
    link.setAttribute('href', `https://example.org/?q=${encodeURI(text)}`);
    link.title = text;
    root.append(link);
    restoreMath(root, formulas, () => document.createElement('span'));
    expect(link.getAttribute('href')).toBe('https://example.org/?q=$$a$$%20$b');
    expect(link.title).toBe('$$a$$ $b');
  });

  it('are found in bounded time', () => {
    const begun = performance.now();
    for (const piece of ['$', '`', '\\', '$$', '{', '```\n', '$a`']) {
      extractMath(piece.repeat(20_000), [BLOCK, INLINE]);
    }
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
