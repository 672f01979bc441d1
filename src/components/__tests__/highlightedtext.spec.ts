import type { HighlightedTextSpec } from '../../protocol/types';
import { clearStage, place, press, type IPlaced } from './stage';

afterEach(clearStage);

const TEXT = [
  { token: 'Ada', class_or_confidence: 'person' },
  { token: ' wrote to ', class_or_confidence: null },
  { token: 'Babbage', class_or_confidence: 'person' },
  { token: ' in ', class_or_confidence: null },
  { token: 'London', class_or_confidence: 'place' }
];

function show(given: Partial<HighlightedTextSpec> = {}, value: unknown = TEXT): IPlaced {
  const stage = place('highlightedtext', { interactive: false, ...given });
  stage.component.setValue(value);
  return stage;
}

function parts({ component }: IPlaced): HTMLElement[] {
  return [...component.node.querySelectorAll<HTMLElement>('.intarsia-HighlightedText-part')];
}

function select(node: Element | null | undefined, start: number, end: number): void {
  const words = node?.firstElementChild?.firstChild;
  const range = document.createRange();
  range.setStart(words as Node, start);
  range.setEnd(words as Node, end);
  document.getSelection()?.removeAllRanges();
  document.getSelection()?.addRange(range);
}

describe('HighlightedText', () => {
  it('marks parts by category, each named and in a colour of its own', () => {
    const stage = show();
    const [ada, wrote, babbage, , london] = parts(stage);
    expect(ada.textContent).toBe('Adaperson');
    expect(wrote.tagName).toBe('SPAN');
    const hues = [ada, babbage, london].map(node => node.style.getPropertyValue('--intarsia-part'));
    expect(hues).toEqual([
      'var(--intarsia-hue-1)',
      'var(--intarsia-hue-1)',
      'var(--intarsia-hue-2)'
    ]);
  });

  it('takes the colours of its author, and nothing that is none', () => {
    const color_map = { person: '#00000000', place: 'red;background:url(x)' };
    const [ada, , , , london] = parts(show({ color_map }));
    expect(ada.style.getPropertyValue('--intarsia-part')).toBe('#00000000');
    expect(ada.classList.contains('intarsia-mod-clear')).toBe(true);
    expect(london.style.getPropertyValue('--intarsia-part')).toBe('var(--intarsia-hue-1)');
  });

  it('names categories in a legend instead, which shows one alone', () => {
    const stage = show({ show_legend: true, color_map: { other: 'green' } });
    const entries = [...stage.component.node.querySelectorAll('button')];
    expect(entries.map(entry => entry.textContent)).toEqual(['other', 'person', 'place']);
    expect(stage.component.node.querySelector('.intarsia-HighlightedText-category')).toBeNull();
    entries[2].dispatchEvent(new Event('mouseover', { bubbles: true }));
    const dimmed = (): boolean[] =>
      parts(stage).map(node => node.classList.contains('intarsia-mod-dimmed'));
    expect(dimmed()).toEqual([true, true, true, true, false]);
    entries[2].dispatchEvent(new Event('mouseout', { bubbles: true }));
    expect(dimmed()).toEqual([false, false, false, false, false]);
  });

  it('draws scores on a scale with two ends, and says them', () => {
    const stage = show({ show_legend: true }, [
      { token: 'good', class_or_confidence: 0.41 },
      { token: 'bad', class_or_confidence: -1 }
    ]);
    const [good, bad] = parts(stage);
    expect(good.classList.contains('intarsia-mod-raises')).toBe(true);
    expect(bad.classList.contains('intarsia-mod-lowers')).toBe(true);
    expect(good.style.getPropertyValue('--intarsia-strength')).toBe('0.410');
    expect([good.title, bad.textContent]).toEqual(['+0.41', 'bad (\u22121) ']);
    expect(stage.find('.intarsia-HighlightedText-scale').textContent).toBe('\u221210+1');
  });

  it('joins neighbours where its author says so', () => {
    const value = [
      { token: 'a', class_or_confidence: 'x' },
      { token: 'b', class_or_confidence: 'x' }
    ];
    const stage = show({ combine_adjacent: true, adjacent_separator: '+' }, value);
    expect(parts(stage).map(node => node.firstElementChild?.textContent)).toEqual(['a+b']);
  });

  it('tells which part was chosen, by pointer and keys, where somebody listens', () => {
    const stage = show({ selectable: true });
    const nodes = parts(stage);
    expect(nodes.map(node => node.tabIndex)).toEqual([0, -1, -1, -1, -1]);
    nodes[1].click();
    press(nodes[0], 'ArrowRight');
    expect(document.activeElement).toBe(nodes[1]);
    press(nodes[1], 'End');
    press(nodes[4], 'ArrowDown');
    press(nodes[0], 'ArrowLeft');
    press(nodes[4], 'Home');
    expect(document.activeElement).toBe(nodes[0]);
    press(nodes[0], 'Enter');
    const told = stage.events.filter(event => event.name === 'select').map(event => event.data);
    expect(told).toEqual([
      { index: 1, value: [' wrote to ', null], selected: true },
      { index: 0, value: ['Ada', 'person'], selected: true }
    ]);
  });

  it('is only text where nobody listens', () => {
    const stage = show();
    const [ada] = parts(stage);
    ada.click();
    expect(ada.hasAttribute('tabindex')).toBe(false);
    expect(stage.events).toEqual([]);
  });

  it('runs from right to left where its author says so', () => {
    expect(show({ rtl: true }).find<HTMLElement>('.intarsia-HighlightedText-text').dir).toBe('rtl');
  });
});

describe('HighlightedText to mark', () => {
  function field(stage: IPlaced): HTMLInputElement {
    return stage.find<HTMLInputElement>('.intarsia-HighlightedText-field');
  }

  it('marks what is selected, asks what it is, and tells it', () => {
    const stage = show({ interactive: true });
    const nodes = parts(stage);
    select(nodes[1], 1, 6);
    nodes[1].dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
    expect(document.activeElement).toBe(field(stage));
    field(stage).value = 'verb';
    press(field(stage), 'Enter');
    expect(stage.component.draft).toEqual([
      TEXT[0],
      { token: ' ', class_or_confidence: null },
      { token: 'wrote', class_or_confidence: 'verb' },
      { token: ' to ', class_or_confidence: null },
      ...TEXT.slice(2)
    ]);
    expect(document.activeElement).toBe(parts(stage)[2]);
    const heard = stage.heard();
    expect(heard.filter(name => name === 'input')).toHaveLength(2);
    expect(heard.filter(name => name === 'change')).toHaveLength(2);
    expect(heard).not.toContain('submit');
  });

  it('changes a mark when it is pressed, and keeps it at Escape', () => {
    const stage = show({ interactive: true });
    parts(stage)[0].click();
    field(stage).value = 'mathematician';
    press(field(stage), 'Escape');
    expect(stage.component.draft).toBeUndefined();
    press(parts(stage)[0], 'Enter');
    field(stage).value = 'mathematician';
    field(stage).blur();
    expect(stage.component.draft).toEqual([
      { token: 'Ada', class_or_confidence: 'mathematician' },
      ...TEXT.slice(1)
    ]);
  });

  it('takes a mark away by Delete, by its cross, and when nothing is written', () => {
    const stage = show({ interactive: true });
    press(parts(stage)[2], 'Delete');
    expect(stage.component.draft).toEqual([
      TEXT[0],
      { token: ' wrote to Babbage in ', class_or_confidence: null },
      TEXT[4]
    ]);
    expect(document.activeElement).toBe(parts(stage)[1]);
    parts(stage)[2].querySelector<HTMLElement>('.intarsia-HighlightedText-remove')?.click();
    parts(stage)[0].click();
    field(stage).value = ' ';
    press(field(stage), 'Enter');
    expect(stage.component.draft).toEqual([
      { token: 'Ada wrote to Babbage in London', class_or_confidence: null }
    ]);
  });

  it('marks the whole of a part by the keyboard', () => {
    const stage = show({ interactive: true }, [{ token: 'Ada', class_or_confidence: null }]);
    press(parts(stage)[0], 'Enter');
    expect(stage.component.draft).toEqual([{ token: 'Ada', class_or_confidence: 'label' }]);
    expect(field(stage).value).toBe('label');
  });

  it('asks for numbers where there are scores', () => {
    const stage = show({ interactive: true }, [
      { token: 'a', class_or_confidence: 0.5 },
      { token: 'b', class_or_confidence: null }
    ]);
    press(parts(stage)[1], 'Enter');
    expect([field(stage).type, field(stage).value]).toEqual(['number', '1']);
    field(stage).value = '-0.5';
    press(field(stage), 'Enter');
    expect(stage.component.draft).toEqual([
      { token: 'a', class_or_confidence: 0.5 },
      { token: 'b', class_or_confidence: -0.5 }
    ]);
  });

  it('draws nothing anew when the kernel says the same', () => {
    const stage = show({ interactive: true });
    const before = parts(stage);
    stage.component.setValue(structuredClone(TEXT));
    expect(parts(stage)).toEqual(before);
    expect(parts(stage)[0]).toBe(before[0]);
  });
});
