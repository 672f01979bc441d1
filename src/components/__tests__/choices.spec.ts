import { clearStage, place } from './stage';

afterEach(clearStage);

function click(element: HTMLElement): void {
  element.click();
}

const MIXED = [
  { label: 'number', value: 1 },
  { label: 'text', value: '1' },
  { label: 'truth', value: true }
];

describe('Radio', () => {
  it('draws few and short choices as segments, others as a list', () => {
    expect(place('radio').component.hasClass('intarsia-mod-segments')).toBe(true);
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].map(value => ({ label: value, value }));
    expect(place('radio', { choices: six }).component.hasClass('intarsia-mod-segments')).toBe(
      false
    );
    const long = [
      { label: 'a forest of a hundred trees', value: 'a' },
      { label: 'logistic regression', value: 'b' }
    ];
    expect(place('radio', { choices: long }).component.hasClass('intarsia-mod-segments')).toBe(
      false
    );
  });

  it('chooses, and commits at once', () => {
    const { component, find, heard } = place('radio');
    component.setValue('forest');
    const [forest, logistic] = component.node.querySelectorAll('input');
    expect(forest.checked).toBe(true);
    click(logistic);
    expect(component.draft).toBe('logistic');
    expect(heard()).toEqual(['input', 'select', 'change']);
    expect(find('fieldset').getAttribute('role')).toBe('radiogroup');
  });

  it('keeps 1, "1" and true apart', () => {
    const { component } = place('radio', { choices: MIXED });
    const inputs = [...component.node.querySelectorAll('input')];
    for (const [index, { value }] of MIXED.entries()) {
      component.setValue(value);
      expect(inputs.map(input => input.checked)).toEqual(MIXED.map((_, other) => other === index));
      click(inputs[(index + 1) % 3]);
      expect(component.draft).toBe(MIXED[(index + 1) % 3].value);
    }
  });

  it('chooses none for null and for what is not offered', () => {
    const { component } = place('radio');
    component.setValue('forest');
    component.setValue(null);
    expect(component.node.querySelectorAll(':checked').length).toBe(0);
    component.setValue('oak');
    expect(component.node.querySelectorAll(':checked').length).toBe(0);
  });

  it('has groups of its own, however they are called', () => {
    const [one, two] = [place('radio'), place('radio')];
    one.component.setValue('forest');
    two.component.setValue('logistic');
    expect(one.component.node.querySelectorAll('input')[0].checked).toBe(true);
    expect(one.find('input').name).not.toBe(two.find('input').name);
  });

  it('marks the group as wrong, not each radio', () => {
    const { component, find } = place('radio');
    component.setValue(null);
    component.showErrors([{ path: [], message: 'Choose one of the offered values.' }]);
    expect(component.node.getAttribute('aria-invalid')).toBe('true');
    expect(find('input').hasAttribute('aria-invalid')).toBe(false);
  });
});

describe('CheckboxGroup', () => {
  it('gives the chosen values in the order of choosing', () => {
    const { component } = place('checkboxgroup');
    component.setValue([]);
    const inputs = component.node.querySelectorAll('input');
    click(inputs[2]);
    click(inputs[0]);
    expect(component.draft).toEqual([true, 1]);
    click(inputs[2]);
    expect(component.draft).toEqual([1]);
  });

  it('has a box for all of them, which shows whether all, none or some are ticked', () => {
    const { component, find, heard } = place('checkboxgroup', { show_select_all: true });
    component.setValue([]);
    const all = find('.intarsia-CheckboxGroup-all input');
    const each = component.node.querySelectorAll<HTMLInputElement>(
      '.intarsia-CheckboxGroup-choice input'
    );
    expect(all.labels?.[0].textContent).toBe('Select all');
    click(all);
    expect(component.draft).toEqual([1, '1', true]);
    expect([...each].every(input => input.checked)).toBe(true);
    expect(heard()).toEqual(['input', 'change']);
    click(each[1]);
    expect(component.draft).toEqual([1, true]);
    expect([all.checked, all.indeterminate]).toEqual([false, true]);
    component.setValue([]);
    expect([all.checked, all.indeterminate]).toEqual([false, false]);
    component.setValue([true, '1', 1]);
    expect([all.checked, all.indeterminate]).toEqual([true, false]);
    click(all);
    expect(component.draft).toEqual([]);
    component.setSpec({ ...component.spec, interactive: false });
    expect(component.node.querySelector('.intarsia-CheckboxGroup-all')).toBeNull();
  });

  it('tells how many to choose', () => {
    const { component, find } = place('checkboxgroup', { min_length: 1, max_length: 2 });
    component.setValue([]);
    const inputs = component.node.querySelectorAll('input');
    inputs.forEach(click);
    expect(find('.intarsia-Field-error').textContent).toBe('Choose at most 2 values.');
    click(inputs[0]);
    expect(find('.intarsia-Field-error').textContent).toBe('');
    click(inputs[1]);
    click(inputs[2]);
    expect(find('.intarsia-Field-error').textContent).toBe('Choose at least 1 value.');
  });

  it('lists the labels as a display', () => {
    const { component } = place('checkboxgroup', { interactive: false });
    component.setValue(['1', true]);
    expect(component.node.textContent).toContain('one, as text, yes');
  });
});

describe('Checkbox', () => {
  it('has its label behind it, bound to it', () => {
    const { component, find, heard } = place('checkbox', { label: 'Fast' });
    component.setValue(true);
    const input = find('input');
    expect(input.checked).toBe(true);
    expect(input.labels?.[0].textContent).toBe('Fast');
    click(input.labels?.[0] as HTMLElement);
    expect(component.draft).toBe(false);
    expect(heard()).toEqual(['input', 'select', 'change']);
  });

  it('says yes or no as a display', () => {
    const { component } = place('checkbox', { interactive: false });
    component.setValue(true);
    expect(component.node.textContent).toContain('Yes');
    component.setValue(false);
    expect(component.node.textContent).toContain('No');
    component.setValue(null);
    expect(component.node.textContent).not.toContain('No');
  });
});
