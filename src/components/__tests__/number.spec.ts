import { clearStage, leave, place, press, type } from './stage';

afterEach(clearStage);

describe('Number', () => {
  it('shows a committed value, and tells what is entered as a number', () => {
    const { component, find, heard } = place('number');
    component.setValue(1200.5);
    const input = find('input');
    expect(input.value).toBe('1200.5');
    type(input, '7');
    expect(component.draft).toBe(7);
    leave(input);
    expect(heard()).toEqual(['focus', 'input', 'change', 'blur']);
  });

  it.each([
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [-0, '-0'],
    [9007199254740993n, '9007199254740993'],
    [null, '']
  ])('shows %p', (value, text) => {
    const { component, find } = place('number');
    component.setValue(value);
    expect(find('input').value).toBe(text);
  });

  it('keeps digits beyond 2**53', () => {
    const { component, find } = place('number', { precision: 0, whole: true });
    component.setValue(null);
    type(find('input'), '123456789012345678901234567890');
    expect(component.draft).toBe(123456789012345678901234567890n);
  });

  it('keeps text that is no number, as the draft, and says so when it is left', () => {
    const { component, find } = place('number');
    component.setValue(1);
    const input = find('input');
    type(input, 'twelve');
    expect(component.draft).toBe('twelve');
    expect(find('.intarsia-Field-error').textContent).toBe('');
    leave(input);
    expect(input.value).toBe('twelve');
    expect(find('.intarsia-Field-error').textContent).toBe('Enter a number.');
    expect(input.getAttribute('aria-invalid')).toBe('true');
  });

  it('takes an error back as soon as the value is right', () => {
    const { component, find } = place('number', { maximum: 5 });
    component.setValue(1);
    const input = find('input');
    type(input, '6');
    leave(input);
    expect(find('.intarsia-Field-error').textContent).toBe('Must be 5 or less.');
    type(input, '5');
    expect(find('.intarsia-Field-error').textContent).toBe('');
    expect(input.hasAttribute('aria-invalid')).toBe(false);
  });

  it('takes what the kernel said back too, once something else is entered', () => {
    const { component, find } = place('number');
    component.setValue(4);
    component.showErrors([{ path: [], message: 'Must be a prime.' }]);
    expect(find('.intarsia-Field-error').textContent).toBe('Must be a prime.');
    type(find('input'), '5');
    expect(find('.intarsia-Field-error').textContent).toBe('');
  });

  it('gives null for an empty field', () => {
    const { component, find } = place('number');
    component.setValue(1);
    type(find('input'), '');
    expect(component.draft).toBeNull();
  });

  it('steps by the arrow keys, and leaves the caret keys alone', () => {
    const { component, find, heard } = place('number', {
      step: 0.1,
      maximum: 1
    });
    component.setValue(0.7);
    const input = find('input');
    expect(press(input, 'ArrowUp')).toBe(false);
    expect(component.draft).toBe(0.8);
    press(input, 'ArrowDown', { shiftKey: true });
    expect(component.draft).toBe(-0.2);
    press(input, 'PageUp');
    expect(input.value).toBe('0.8');
    expect(press(input, 'ArrowLeft')).toBe(true);
    leave(input);
    expect(heard()).toEqual(['focus', 'input', 'input', 'input', 'change', 'blur']);
  });

  it('begins to step from nothing at the range', () => {
    const { component, find } = place('number', { minimum: 10 });
    component.setValue(null);
    press(find('input'), 'ArrowUp');
    expect(component.draft).toBe(11);
  });

  it('leaves what is being typed alone when its own value comes back', () => {
    const { component, find } = place('number');
    component.setValue(0);
    const input = find('input');
    type(input, '1.50');
    component.setValue(1.5);
    expect(input.value).toBe('1.50');
    input.blur();
    component.setValue(1.5);
    expect(input.value).toBe('1.5');
  });

  it('submits by Enter, and by Shift+Enter without the notebook hearing of it', () => {
    const { component, find, heard } = place('number');
    component.setValue(0);
    const input = find('input');
    const outside = jest.fn();
    document.body.addEventListener('keydown', outside);
    type(input, '3');
    expect(press(input, 'Enter')).toBe(false);
    expect(heard()).toEqual(['focus', 'input', 'change', 'submit']);
    expect(outside).toHaveBeenCalledTimes(1);
    expect(press(input, 'Enter', { shiftKey: true })).toBe(false);
    expect(press(input, 'Enter', { ctrlKey: true })).toBe(false);
    expect(heard()).toEqual(['submit', 'submit']);
    expect(outside).toHaveBeenCalledTimes(1);
    document.body.removeEventListener('keydown', outside);
  });

  it('does not submit the Enter that ends a composition', () => {
    const { component, find, heard } = place('number');
    component.setValue(0);
    press(find('input'), 'Enter', { isComposing: true });
    expect(heard()).toEqual(['focus']);
  });

  it('shows a result large, its digits grouped', () => {
    document.documentElement.lang = 'en';
    const { component, find } = place('number', { interactive: false });
    component.setValue(1234567);
    expect(find('.intarsia-Number-text').textContent).toBe('1,234,567');
    expect(component.node.querySelector('input')).toBeNull();
  });

  it('keeps a draft and the focus when its range changes', () => {
    const { component, find } = place('number', { maximum: 5 });
    component.setValue(1);
    type(find('input'), '1.5x');
    component.setSpec({ ...(component.spec as object), maximum: 9 } as never);
    expect(find('input').value).toBe('1.5x');
    expect(document.activeElement).toBe(find('input'));
  });

  it('does not touch the control when only the words change', () => {
    const { component, find } = place('number');
    component.setValue(1);
    const input = find('input');
    component.setSpec({
      ...(component.spec as object),
      label: 'Length',
      unit: 'cm'
    } as never);
    expect(find('input')).toBe(input);
    expect(find('label').textContent).toBe('Length');
    expect((find('label') as unknown as HTMLLabelElement).control).toBe(input);
    expect(find('.intarsia-Field-unit').textContent).toBe('cm');
  });
});
