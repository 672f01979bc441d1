import { clearStage, place } from './stage';

afterEach(clearStage);

describe('Field', () => {
  it('binds the label to the control, and describes it by unit, help and error', () => {
    const { component, find } = place('number', { info: 'Widest.', unit: 'cm' });
    const input = find('input');
    expect(input.labels?.[0].textContent).toBe('Petal length');
    const spoken = (): string[] =>
      (input.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map(id => document.getElementById(id)?.textContent ?? '');
    expect(spoken()).toEqual(['cm', 'Widest.']);
    component.showErrors([
      { path: [], message: 'Must be odd.' },
      { path: [], message: 'Must be small.' }
    ]);
    expect(spoken()).toEqual(['cm', 'Widest.', 'Must be odd. Must be small.']);
    const id = input.getAttribute('aria-errormessage') ?? '';
    expect(document.getElementById(id)?.getAttribute('aria-live')).toBe('assertive');
    component.showErrors([]);
    expect(spoken()).toEqual(['cm', 'Widest.']);
    expect(input.hasAttribute('aria-errormessage')).toBe(false);
    expect(component.hasClass('intarsia-mod-invalid')).toBe(false);
  });

  it('names a control without a label, and draws no empty line above it', () => {
    const { component, find } = place('number', { label: null });
    expect(find('input').getAttribute('aria-label')).toBe('Value');
    expect(component.node.querySelector('.intarsia-Field-head')).toBeNull();
    component.setSpec({ ...(component.spec as object), label: 'Age' } as never);
    expect(find('input').hasAttribute('aria-label')).toBe(false);
    expect(find('input').labels?.[0].textContent).toBe('Age');
    expect(component.node.firstElementChild?.className).toBe('intarsia-Field-head');
  });

  it('has no ids in common with another, not even of the same app drawn twice', () => {
    place('number', { info: 'Widest.', unit: 'cm' });
    place('number', { info: 'Widest.', unit: 'cm' });
    const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every(id => /^intarsia-[0-9a-f]+-\d+(-\w+)?$/.test(id))).toBe(true);
  });

  it('leaves what is being pressed in its place: errors are shown after the click', async () => {
    const { component, find } = place('number');
    const errors = [{ path: [], message: 'Must be odd.' }];
    document.dispatchEvent(new Event('pointerdown'));
    component.showErrors([{ path: [], message: 'Must be small.' }]);
    component.showErrors(errors);
    expect(find('.intarsia-Field-error').textContent).toBe('');
    document.dispatchEvent(new Event('pointerup'));
    expect(find('.intarsia-Field-error').textContent).toBe('');
    await new Promise(resolve => window.setTimeout(resolve, 0));
    expect(find('.intarsia-Field-error').textContent).toBe('Must be odd.');
    component.showErrors([]);
    expect(find('.intarsia-Field-error').textContent).toBe('');
  });

  it('says the focus came and went once, whatever moved inside', () => {
    const { component, find, heard } = place('slider');
    component.setValue(1);
    find('input[type=range]').focus();
    find('.intarsia-Slider-number').focus();
    find('.intarsia-Slider-number').blur();
    expect(heard()).toEqual(['focus', 'blur']);
  });

  it('becomes a display and a control again', () => {
    const { component, find } = place('number');
    component.setValue(3);
    component.setSpec({ ...(component.spec as object), interactive: false } as never);
    expect(component.node.querySelector('input, label')).toBeNull();
    expect(find('.intarsia-Number-text').textContent).toBe('3');
    component.setSpec({ ...(component.spec as object), interactive: true } as never);
    expect(find('input').value).toBe('3');
    expect(find('input').labels?.[0].textContent).toBe('Petal length');
  });

  it('hears nothing once it is taken off the page', () => {
    const { component, find, heard } = place('number');
    component.setValue(3);
    const input = find('input');
    component.dispose();
    document.body.append(component.node);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    expect(heard()).toEqual([]);
  });

  it('keeps the name of a control whose label is not shown, and gives it no line', () => {
    for (const kind of ['number', 'radio', 'checkbox'] as const) {
      const { component, find } = place(kind, { show_label: false });
      const label = find('.intarsia-Field-label');
      expect(label.textContent).toBe('Petal length');
      expect(label.classList.contains('intarsia-mod-spoken')).toBe(true);
      expect(component.node.querySelector('.intarsia-Field-head')).toBeNull();
      component.setSpec({ ...component.spec, show_label: true });
      expect(find('.intarsia-Field-label').classList.contains('intarsia-mod-spoken')).toBe(false);
      clearStage();
    }
    const { find } = place('number', { show_label: false });
    expect(find('input').labels?.[0].textContent).toBe('Petal length');
  });

  it('has quiet buttons behind its label, of those that the description names', () => {
    const { component, find } = place('textbox', { buttons: ['copy', 'share', 'constructor'] });
    const tools = (): (string | null)[] =>
      [...component.node.querySelectorAll('.intarsia-Field-tools button')].map(button =>
        button.getAttribute('aria-label')
      );
    expect(tools()).toEqual(['Copy']);
    expect(find('.intarsia-Field-head').lastElementChild?.className).toBe('intarsia-Field-tools');
    component.setSpec({ ...component.spec, buttons: [] } as never);
    expect(tools()).toEqual([]);
    expect(component.node.querySelector('.intarsia-Field-tools')).toBeNull();
  });

  it('changes what stands around a control without drawing it again', () => {
    const { component, find } = place('textbox');
    component.setValue('');
    const input = find('input');
    const changed = { label: 'Name', show_label: false, scale: 3, elem_classes: ['big'] };
    component.setSpec({ ...component.spec, ...changed, buttons: ['copy'] } as never);
    expect(find('input')).toBe(input);
  });
});
