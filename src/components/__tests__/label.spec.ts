import { clearStage, place } from './stage';

afterEach(clearStage);

function iris(versicolor: number, virginica: number, setosa: number): unknown {
  return {
    label: 'versicolor',
    confidences: [
      { label: 'setosa', confidence: setosa },
      { label: 'versicolor', confidence: versicolor },
      { label: 'virginica', confidence: virginica }
    ]
  };
}

function rows(node: HTMLElement): string[] {
  return [...node.querySelectorAll('.intarsia-Label-row')].map(row => row.textContent ?? '');
}

function widths(node: HTMLElement): string[] {
  return [...node.querySelectorAll<HTMLElement>('.intarsia-Label-bar')].map(
    bar => bar.style.inlineSize || bar.style.getPropertyValue('inline-size')
  );
}

describe('Label', () => {
  it('shows the winner, then the classes with their shares, the surest first', () => {
    const { component, find } = place('label', { interactive: false });
    component.setValue(iris(0.91, 0.08, 0.01));
    expect(find('.intarsia-Label-winner').textContent).toBe('versicolor');
    expect(rows(component.node)).toEqual([
      'versicolor 91\u00a0%',
      'virginica 8\u00a0%',
      'setosa 1\u00a0%'
    ]);
    expect(find('.intarsia-Label-rows').getAttribute('role')).toBe('list');
  });

  it('keeps the rows of a class while values change, and sorts them again', () => {
    const { component } = place('label', { interactive: false });
    component.setValue(iris(0.91, 0.08, 0.01));
    const before = [...component.node.querySelectorAll('.intarsia-Label-row')];
    component.setValue(iris(0.2, 0.7, 0.1));
    const after = [...component.node.querySelectorAll('.intarsia-Label-row')];
    expect(after.map(row => before.indexOf(row))).toEqual([1, 0, 2]);
  });

  it('has only the heading without confidences', () => {
    const { component, find } = place('label', { interactive: false });
    component.setValue({ label: '<b>cat</b>', confidences: null });
    expect(find('.intarsia-Label-winner').textContent).toBe('<b>cat</b>');
    expect(find('.intarsia-Label-rows').hidden).toBe(true);
    component.setValue(null);
    expect(find('.intarsia-Label-winner').textContent).toBe('');
  });

  it('draws what is no share against the largest, with plain numbers', () => {
    const { component } = place('label', { interactive: false });
    component.setValue({
      label: 'a',
      confidences: [
        { label: 'a', confidence: 4 },
        { label: 'b', confidence: -2 },
        { label: 'c', confidence: NaN }
      ]
    });
    expect(rows(component.node)).toEqual(['a 4', 'b \u22122', 'c NaN']);
    expect(widths(component.node)).toEqual(['100.00%', '50.00%', '0.00%']);
    const negative = component.node.querySelectorAll('.intarsia-mod-negative');
    expect(negative).toHaveLength(1);
  });

  it('does not write a small share as nothing', () => {
    const { component } = place('label', { interactive: false });
    component.setValue({
      label: 'a',
      confidences: [
        { label: 'a', confidence: 0.9969 },
        { label: 'b', confidence: 0.003 },
        { label: 'c', confidence: 0.0001 },
        { label: 'd', confidence: 0 }
      ]
    });
    expect(rows(component.node)).toEqual([
      'a 99.7\u00a0%',
      'b 0.3\u00a0%',
      'c < 0.1\u00a0%',
      'd 0.0\u00a0%'
    ]);
  });

  it('shows ten classes, and the others when asked', () => {
    const { component, find } = place('label', { interactive: false });
    const confidences = Array.from({ length: 14 }, (_, index) => ({
      label: `class ${index}`,
      confidence: index / 100
    }));
    component.setValue({ label: 'class 13', confidences });
    expect(rows(component.node)).toHaveLength(10);
    expect(find('.intarsia-Label-more').textContent).toBe('and 4 more');
    find('.intarsia-Label-more').click();
    expect(rows(component.node)).toHaveLength(14);
    expect(find('.intarsia-Label-more').hidden).toBe(true);
  });

  it('shows as many as its description wants', () => {
    const { component, find } = place('label', { interactive: false, num_top_classes: 2 });
    component.setValue(iris(0.91, 0.08, 0.01));
    expect(rows(component.node)).toHaveLength(2);
    expect(find('.intarsia-Label-more').hidden).toBe(true);
  });

  it('keeps two classes of one name apart', () => {
    const { component } = place('label', { interactive: false });
    component.setValue({
      label: 'a',
      confidences: [
        { label: 'a', confidence: 0.6 },
        { label: 'a', confidence: 0.4 }
      ]
    });
    expect(rows(component.node)).toEqual(['a 60\u00a0%', 'a 40\u00a0%']);
  });

  it('leaves the heading out where it is not wanted, but for a class alone', () => {
    const { component, find } = place('label', { show_heading: false });
    component.setValue({ label: 'a', confidences: [{ label: 'a', confidence: 1 }] });
    expect(find<HTMLElement>('.intarsia-Label-winner').hidden).toBe(true);
    component.setValue({ label: 'a', confidences: null });
    expect(find<HTMLElement>('.intarsia-Label-winner').hidden).toBe(false);
  });

  it('has the colour of its author, and nothing that is none', () => {
    const { component, find } = place('label', { color: '#ff8800' });
    const { style, classList } = find<HTMLElement>('.intarsia-Label-winner');
    expect(style.getPropertyValue('--intarsia-label-color')).toBe('#ff8800');
    component.setSpec({ ...component.spec, color: 'url(https://evil.example)' } as never);
    expect(style.getPropertyValue('--intarsia-label-color')).toBe('');
    expect(classList.contains('intarsia-mod-coloured')).toBe(false);
  });

  it('lets a class be chosen where somebody listens', () => {
    const value = {
      label: 'b',
      confidences: [
        { label: 'a', confidence: 0.2 },
        { label: 'b', confidence: 0.8 }
      ]
    };
    const { component, events } = place('label', { selectable: true });
    component.setValue(value);
    const names = component.node.querySelectorAll<HTMLElement>('button.intarsia-Label-name');
    names[1].click();
    expect(events).toEqual([{ name: 'select', data: { index: 1, value: 'a', selected: true } }]);
    component.setSpec({ ...component.spec, selectable: false } as never);
    expect(component.node.querySelector('button.intarsia-Label-name')).toBeNull();
    component.node.querySelector<HTMLElement>('.intarsia-Label-row')?.click();
    expect(events).toHaveLength(1);
  });

  it('shows nothing of what is empty', () => {
    const { component, find } = place('label');
    component.setValue({});
    expect(find('.intarsia-Label-winner').textContent).toBe('');
    expect(component.node.querySelectorAll('li')).toHaveLength(0);
  });
});
