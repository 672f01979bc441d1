import { AuthorStyle } from '../authorstyle';

describe('AuthorStyle', () => {
  it.each([
    ['#name { color: #abc; }', '[data-elem-id="name"] { color: #abc; }'],
    ['#a, .x #b:hover { }', '[data-elem-id="a"], .x [data-elem-id="b"]:hover { }'],
    ['.gradio-container { width: 1px; }', ':scope { width: 1px; }'],
    ['body .x { }', ':scope .x { }'],
    ['.body-text { }', '.body-text { }'],
    ['/* #a { } */ .x { }', ' .x { }'],
    ['@media (width > 1px) { #a { } }', '@media (width > 1px) { [data-elem-id="a"] { } }']
  ])('makes of %s, what counts in one card', (css, scoped) => {
    expect(AuthorStyle.scoped(css)).toBe(scoped);
  });

  it('stands in the card once, and goes', () => {
    const card = document.createElement('div');
    AuthorStyle.show(card, '.x { }');
    AuthorStyle.show(card, '.y { }');
    expect(card.querySelectorAll('style')).toHaveLength(1);
    expect(card.textContent).toContain('@scope {');
    expect(card.textContent).toContain('.y');
    AuthorStyle.show(card, null);
    expect(card.innerHTML).toBe('');
  });
});
