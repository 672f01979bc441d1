import { clearStage, leave, place, press, release, type } from './stage';

afterEach(clearStage);

function move(range: HTMLInputElement, value: string): void {
  range.focus();
  range.value = value;
  range.dispatchEvent(new Event('input', { bubbles: true }));
}

function settle(range: HTMLInputElement): void {
  range.dispatchEvent(new Event('change', { bubbles: true }));
}

describe('Slider', () => {
  it('shows a value on the track, in the field and in words', () => {
    const { component, find } = place('slider', { unit: 'cm' });
    component.setValue(4);
    const range = find('input[type=range]');
    expect(range.value).toBe('4');
    expect(find('.intarsia-Slider-number').value).toBe('4.0');
    expect(range.getAttribute('aria-valuetext')).toBe('4.0 cm');
    expect(
      find('.intarsia-Slider-track').style.getPropertyValue('--intarsia-slider-fraction')
    ).toBe('0.8000');
  });

  it('tells each move, and once its end', () => {
    const { component, find, heard } = place('slider');
    component.setValue(4);
    const range = find('input[type=range]');
    move(range, '4.1');
    move(range, '4.2');
    expect(component.draft).toBe(4.2);
    expect(find('.intarsia-Slider-number').value).toBe('4.2');
    settle(range);
    expect(heard()).toEqual(['focus', 'input', 'input', 'change', 'release']);
  });

  it('commits each step of a key held down, and releases once', () => {
    const { component, find, heard } = place('slider');
    component.setValue(1);
    const range = find('input[type=range]');
    for (const value of ['1.1', '1.2', '1.3']) {
      expect(press(range, 'ArrowRight')).toBe(true);
      move(range, value);
      settle(range);
    }
    release(range, 'ArrowRight');
    release(range, 'Tab');
    expect(heard()).toEqual([
      'focus',
      ...['input', 'change'],
      ...['input', 'change'],
      ...['input', 'change'],
      'release'
    ]);
    expect(component.draft).toBe(1.3);
  });

  it('takes an exact value in its field, also between the steps', () => {
    const { component, find } = place('slider');
    component.setValue(1);
    type(find('.intarsia-Slider-number'), '1.25');
    expect(component.draft).toBe(1.25);
    expect(Number(find('input[type=range]').value)).toBeCloseTo(1.25, 0);
    leave(find('.intarsia-Slider-number'));
    expect(find('.intarsia-Slider-number').value).toBe('1.25');
  });

  it('does not draft what the track rounds', () => {
    const { component, find } = place('slider');
    component.setValue(4.0512);
    expect(find('.intarsia-Slider-number').value).toBe('4.0512');
    expect(component.draft).toBeUndefined();
  });

  it('says what is wrong in its field', () => {
    const { component, find } = place('slider');
    component.setValue(1);
    const input = find('.intarsia-Slider-number');
    type(input, '9');
    leave(input);
    expect(find('.intarsia-Field-error').textContent).toBe('Must be 5 or less.');
    type(input, '');
    expect(find('.intarsia-Field-error').textContent).toBe('Enter a number.');
    type(input, 'x');
    expect(component.draft).toBe('x');
  });

  it('steps in its field too', () => {
    const { component, find } = place('slider');
    component.setValue(4.95);
    press(find('.intarsia-Slider-number'), 'ArrowUp');
    expect(component.draft).toBe(5);
    press(find('.intarsia-Slider-number'), 'ArrowDown');
    expect(component.draft).toBe(4.9);
  });

  it('names both of its controls', () => {
    const { find } = place('slider', { label: 'Width' });
    expect(find('input[type=range]').labels?.[0].textContent).toBe('Width');
    expect(find('.intarsia-Slider-number').getAttribute('aria-label')).toBe('Width, as a number');
  });

  it('sets what it started with again, as if a person had moved there', () => {
    const { component, find, heard } = place('slider', { buttons: ['reset'], start: 2 });
    component.setValue(4);
    find('.intarsia-Field-button').click();
    expect(component.draft).toBe(2);
    expect(find('.intarsia-Slider-number').value).toBe('2.0');
    expect(find('input[type=range]').value).toBe('2');
    expect(heard()).toEqual(['input', 'change', 'release']);
  });

  it('started with what it showed first, where its description does not say it', () => {
    const { component, find } = place('slider', { buttons: ['reset'] });
    component.setValue(3);
    component.setValue(4);
    find('.intarsia-Field-button').click();
    expect(component.draft).toBe(3);
  });

  it('takes numbers that are not whole, unless only those count', () => {
    const rounding = place('slider', { precision: 0, step: 1 });
    rounding.component.setValue(4);
    type(rounding.find('.intarsia-Slider-number'), '2.6');
    leave(rounding.find('.intarsia-Slider-number'));
    expect(rounding.component.draft).toBe(2.6);
    expect(rounding.find('.intarsia-Field-error').textContent).toBe('');
    const whole = place('slider', { precision: 0, step: 1, whole: true });
    whole.component.setValue(4);
    type(whole.find('.intarsia-Slider-number'), '2.6');
    leave(whole.find('.intarsia-Slider-number'));
    expect(whole.find('.intarsia-Field-error').textContent).toBe('Enter a whole number.');
  });
});
