import * as fc from 'fast-check';
import { Morph, morph, setData } from '../morph';

// Elements become like others, and stay themselves.

function element(html: string): HTMLElement {
  const made = document.createElement('div');
  made.innerHTML = html;
  return made;
}

const tree = fc.letrec<{ node: string; nodes: string }>(tie => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b c', ''),
    fc
      .tuple(fc.constantFrom('p', 'b', 'ul', 'input', 'a'), fc.constantFrom('', ' class="x"'))
      .chain(([name, given]) =>
        name === 'input'
          ? fc.constant(`<input${given}>`)
          : tie('nodes').map(inner => `<${name}${given}>${inner}</${name}>`)
      )
  ),
  nodes: fc.array(tie('node'), { maxLength: 4 }).map(nodes => nodes.join(''))
})).nodes;

describe('morph', () => {
  it('ends with what is wanted, whatever stood there', () => {
    fc.assert(
      fc.property(tree, tree, fc.boolean(), (before, after, isOfHost) => {
        const shown = element(before);
        const wanted = element(after).innerHTML;
        morph(shown, element(after), isOfHost ? { isBound: Morph.isOfHost } : {});
        expect(shown.innerHTML).toBe(wanted);
      })
    );
  });

  it.each([
    ['<b>a</b>', '<b>b</b><i>c</i>'],
    ['<b class="x" title="t">a</b>tail', '<b class="y">a</b>'],
    ['<b>a</b>', '<i>a</i>'],
    ['text', '<b>a</b>text'],
    ['<ul><li>1</li><li>2</li></ul>', '<ul><li>2</li></ul>'],
    ['<input value="a">', '<input value="b">']
  ])('keeps elements of a name: %s becomes %s', (before, after) => {
    const shown = element(before);
    const kept = shown.firstElementChild;
    const isKept = kept?.localName === element(after).firstChild?.nodeName.toLowerCase();
    morph(shown, element(after));
    expect(shown.innerHTML).toBe(after);
    expect(shown.firstElementChild === kept).toBe(isKept);
  });

  it('writes into an input what it is to hold', () => {
    const shown = element('<input value="a">');
    const input = shown.querySelector('input')!;
    input.value = 'typed';
    morph(shown, element('<input value="b">'));
    expect(input.value).toBe('b');
  });

  it('keeps what a link leads to with who listens to it', () => {
    const options = { isBound: Morph.isOfHost };
    const shown = element('<a href="#a">a</a><a href="#b">b</a>');
    const [same, other] = shown.children;
    const next = element('<a href="#a">a!</a><a href="#c">b</a>');
    const wanted = next.children[1];
    morph(shown, next, options);
    expect(shown.children[0]).toBe(same);
    expect(same.textContent).toBe('a!');
    expect(shown.children[1]).not.toBe(other);
    expect(shown.children[1]).toBe(wanted);
  });

  it('leaves folded or unfolded what a person has, until it is told to be otherwise', () => {
    const shown = element('');
    const told = (open: boolean, words: string): void =>
      morph(shown, element(`<p><details${open ? ' open' : ''}>${words}</details></p>`));
    const details = (): HTMLDetailsElement => shown.querySelector('details')!;
    told(false, 'one');
    details().open = true;
    told(false, 'one two');
    expect([details().open, details().textContent]).toEqual([true, 'one two']);
    told(true, 'one two');
    details().open = false;
    told(true, 'one two three');
    expect(details().open).toBe(false);
    details().open = true;
    told(false, 'done');
    expect(details().open).toBe(false);
  });

  it('keeps a selection in what goes on', () => {
    const shown = element('<p>one two</p>');
    document.body.append(shown);
    const text = shown.querySelector('p')!.firstChild as Text;
    document.getSelection()!.setBaseAndExtent(text, 0, text, 3);
    morph(shown, element('<p>one two three</p><p>four</p>'));
    expect(String(document.getSelection())).toBe('one');
    expect(shown.querySelector('p')!.firstChild).toBe(text);
    shown.remove();
  });
});

describe('setData', () => {
  it('changes a text from where it differs on', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (start, before, after) => {
        const text = document.createTextNode(start + before);
        const range = document.createRange();
        range.setStart(text, 0);
        range.setEnd(text, start.length);
        setData(text, start + after);
        expect(text.data).toBe(start + after);
        expect(range.endOffset).toBe(start.length);
      })
    );
  });
});
