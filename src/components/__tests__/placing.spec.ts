import { clearStage, place } from './stage';

afterEach(clearStage);

describe('Placing', () => {
  it('takes its share of a row, and breaks the row where it would be too narrow', () => {
    const { component } = place('number', { scale: 2, min_width: 160 });
    const { style } = component.node;
    expect([style.flexGrow, style.flexBasis]).toEqual(['2', '0%']);
    expect(style.minInlineSize).toBe('min(160px, 100%)');
    component.setSpec({ ...component.spec, scale: 0, min_width: null });
    expect([style.flexGrow, style.flexBasis, style.minInlineSize]).toEqual(['0', 'auto', '']);
    component.setSpec({ ...component.spec, scale: null, min_width: -1 });
    expect([style.flexGrow, style.flexBasis, style.minInlineSize]).toEqual(['', '', '']);
  });

  it('is without a frame where the author wants none', () => {
    const { component } = place('textbox', { container: false });
    expect(component.hasClass('intarsia-mod-bare')).toBe(true);
    component.setSpec({ ...component.spec, container: true });
    expect(component.hasClass('intarsia-mod-bare')).toBe(false);
  });

  it('gives the author names for style sheets, and takes them back', () => {
    const { component } = place('number', { elem_id: 'age', elem_classes: ['big red', 'wide'] });
    expect(component.node.dataset.elemId).toBe('age');
    expect(component.node.id).toBe('');
    expect(component.hasClass('big')).toBe(true);
    expect(component.hasClass('red')).toBe(true);
    component.setSpec({ ...component.spec, elem_id: null, elem_classes: ['wide'] });
    expect(component.node.dataset.elemId).toBeUndefined();
    expect(component.hasClass('red')).toBe(false);
    expect(component.hasClass('wide')).toBe(true);
    expect(component.hasClass('intarsia-Number')).toBe(true);
  });

  it('gives no class of the host, nor one of ours', () => {
    const elem_classes = ['jp-Dialog', 'lm-Widget x', 'intarsia-Button', 'JP-Dialog', '', ' '];
    const before = place('number').component.node.classList.length;
    const { classList } = place('number', { elem_classes }).component.node;
    expect([...classList].filter(name => /dialog|lm-mod|button/i.test(name))).toEqual([]);
    expect(classList.length).toBe(before + 1);
    expect(classList.contains('x')).toBe(true);
  });

  it('gives nothing of it where nobody vouches for the output', () => {
    const given = { elem_id: 'age', elem_classes: ['big'] };
    const { component } = place('number', given, { trusted: false });
    expect(component.node.dataset.elemId).toBeUndefined();
    expect(component.hasClass('big')).toBe(false);
  });
});
