import axe from 'axe-core';
import { displayMoment, joinMoment, readMoment } from '../moment';
import { clearStage, leave, place, press, type } from './stage';

afterEach(clearStage);

describe('readMoment', () => {
  it.each([
    ['2024-05-01', ['2024-05-01', '', '', '']],
    ['10:00', ['', '10:00:00', '', '']],
    ['10:00:05.25', ['', '10:00:05', '.25', '']],
    ['2024-05-01T10:00:00', ['2024-05-01', '10:00:00', '', '']],
    ['2024-05-01 10:00', ['2024-05-01', '10:00:00', '', '']],
    ['2024-05-01T10:00:00.123456+02:00', ['2024-05-01', '10:00:00', '.123456', '+02:00']],
    ['2024-05-01T10:00:00Z', ['2024-05-01', '10:00:00', '', 'Z']]
  ])('takes %s apart', (text, [date, time, fraction, offset]) => {
    expect(readMoment(text)).toEqual({ date, time, fraction, offset });
  });

  it.each(['', 'tomorrow', '2024-05-01T', '24-05-01', '2024-5-1', '10', '10:00+'])(
    'refuses %j',
    text => {
      expect(readMoment(text)).toBeNull();
    }
  );
});

describe('joinMoment', () => {
  const before = readMoment('2024-05-01T10:00:00.123456+02:00');

  it('keeps the offset, and the fraction of the second that was not touched', () => {
    expect(joinMoment('2024-05-02T10:00', before)).toBe('2024-05-02T10:00:00.123456+02:00');
    expect(joinMoment('2024-05-01T10:30:00', before)).toBe('2024-05-01T10:30:00+02:00');
    expect(joinMoment('2024-05-02', before)).toBe('2024-05-02');
    expect(joinMoment('10:30', null)).toBe('10:30:00');
  });
});

it('reads well', () => {
  expect(displayMoment('2024-05-01T10:00:00+02:00')).toBe('2024-05-01 10:00 +02:00');
  expect(displayMoment('10:00:05')).toBe('10:00:05');
  expect(displayMoment('soon')).toBe('soon');
});

describe('DateTime', () => {
  it('goes from ISO to the native control and back', () => {
    const { component, find, heard } = place('datetime');
    component.setValue('2024-05-01T10:00:00.123456+02:00');
    const input = find('input');
    expect(input.type).toBe('datetime-local');
    expect(readMoment(input.value)?.time).toBe('10:00:00');
    expect(find('.intarsia-Moment-offset').textContent).toBe('+02:00');
    type(input, '2024-05-01T11:15');
    expect(component.draft).toBe('2024-05-01T11:15:00+02:00');
    input.dispatchEvent(new Event('change', { bubbles: true }));
    expect(heard()).toEqual(['focus', 'input']);
    input.blur();
    expect(heard()).toEqual(['change', 'blur']);
  });

  it('asks for the day alone without time', () => {
    const { component, find } = place('datetime', { include_time: false });
    component.setValue('2024-05-01T00:00:00');
    expect(find('input').type).toBe('date');
    expect(find('input').value).toBe('2024-05-01');
  });

  it('tells the bounds in words', () => {
    const { component, find } = place('datetime', {
      minimum: '2024-01-01T00:00:00',
      maximum: '2024-12-31T12:00:00'
    });
    component.setValue('2024-05-01T10:00:00');
    const input = find('input');
    const error = find('.intarsia-Field-error');
    type(input, '2023-05-01T10:00');
    input.blur();
    expect(error.textContent).toBe('Must be 2024-01-01 00:00 or later.');
    type(input, '2024-12-31T12:00:01');
    expect(error.textContent).toBe('Must be 2024-12-31 12:00 or earlier.');
    type(input, '2024-12-31T12:00:00');
    expect(error.textContent).toBe('');
  });

  it('is empty for null, and gives null when it is emptied', () => {
    const { component, find } = place('datetime');
    component.setValue('2024-05-01T10:00:00');
    component.setValue(null);
    expect(find('input').value).toBe('');
    type(find('input'), '2024-05-01T10:00');
    type(find('input'), '');
    expect(component.draft).toBeNull();
  });
});

describe('Date and Time', () => {
  it.each(['0001-01-01', '2024-02-29', '9999-12-31'])('shows %s', value => {
    const { component, find } = place('date');
    component.setValue(value);
    expect(find('input').type).toBe('date');
    expect(find('input').value).toBe(value);
  });

  it('shows as text what the native control does not take', () => {
    const { component, find } = place('date');
    component.setValue('2023-02-29');
    expect(find('input').type).toBe('text');
    expect(find('input').value).toBe('2023-02-29');
    type(find('input'), 'soon');
    expect(component.draft).toBe('soon');
    find('input').blur();
    expect(find('.intarsia-Field-error').textContent).toBe('Enter a day.');
    component.setValue('2023-03-01');
    expect(find('input').type).toBe('date');
  });

  it('has half a date as a draft that is none, not as empty', () => {
    const { component, find } = place('time');
    component.setValue('10:00:00');
    const input = find('input');
    Object.defineProperty(input, 'validity', { value: { badInput: true } });
    type(input, '');
    expect(component.draft).toBe('?');
    input.blur();
    expect(find('.intarsia-Field-error').textContent).toBe('Enter a time of day.');
  });

  it('gives a time with its seconds', () => {
    const { component, find } = place('time');
    component.setValue('10:00:00.5');
    type(find('input'), '10:30');
    expect(component.draft).toBe('10:30:00');
  });
});

describe('DateTime, as Gradio writes it', () => {
  it('is a text, with the calendar of the browser behind a button', () => {
    const { component, find, heard } = place('datetime', { exact: false });
    component.setValue('2024-05-01 10:00:00');
    const text = find('.intarsia-DateTime-text');
    expect(text.type).toBe('text');
    expect(text.value).toBe('2024-05-01 10:00:00');
    const calendar = find('.intarsia-DateTime-calendar');
    const showPicker = jest.fn();
    Object.assign(calendar, { showPicker });
    find('.intarsia-Field-button').click();
    expect(showPicker).toHaveBeenCalled();
    expect(readMoment(calendar.value)?.time).toBe('10:00:00');
    calendar.value = '2024-05-02T11:30';
    calendar.dispatchEvent(new Event('input', { bubbles: true }));
    expect(component.draft).toBe('2024-05-02 11:30:00');
    expect(text.value).toBe('2024-05-02 11:30:00');
    expect(heard()).toEqual(['input', 'change']);
    expect([calendar.tabIndex, calendar.getAttribute('aria-hidden')]).toEqual([-1, 'true']);
  });

  it('opens where the browser cannot show its calendar by itself', () => {
    const { find } = place('datetime', { exact: false });
    find('.intarsia-Field-button').click();
    expect(document.activeElement).toBe(find('.intarsia-DateTime-calendar'));
  });

  it.each([
    ['2024-05-02 11:30:00', '2024-05-02 11:30:00', ''],
    ['2024-05-02T11:30', '2024-05-02 11:30:00', ''],
    ['now', 'now', ''],
    [' now - 5m ', ' now - 5m ', ''],
    ['  ', null, ''],
    ['2024-05-02', '2024-05-02', 'Enter a time like 2024-05-01 10:30:00, or now - 5m.'],
    ['now - 5', 'now - 5', 'Enter a time like 2024-05-01 10:30:00, or now - 5m.'],
    [
      '2024-05-02T11:30+02:00',
      '2024-05-02T11:30+02:00',
      'Enter a time like 2024-05-01 10:30:00, or now - 5m.'
    ]
  ])('takes %j as %j', (entered, wire, problem) => {
    const { component, find } = place('datetime', { exact: false });
    component.setValue('2024-05-01 10:00:00');
    const text = find('.intarsia-DateTime-text');
    type(text, entered);
    leave(text);
    expect(component.draft).toBe(wire);
    expect(find('.intarsia-Field-error').textContent).toBe(problem);
  });

  it('asks for the day alone without time, and submits by Enter', () => {
    const { component, find, heard } = place('datetime', { exact: false, include_time: false });
    component.setValue(null);
    const text = find('.intarsia-DateTime-text');
    type(text, '2024-05-02');
    press(text, 'Enter');
    expect(component.draft).toBe('2024-05-02');
    expect(heard()).toEqual(['focus', 'input', 'change', 'submit']);
    type(text, 'tomorrow');
    leave(text);
    expect(find('.intarsia-Field-error').textContent).toBe(
      'Enter a day like 2024-05-01, or now - 5d.'
    );
  });

  it('shows whatever a function wrote', () => {
    const { component } = place('datetime', { exact: false, interactive: false });
    component.setValue('2024-05-01 10:00:00');
    expect(component.node.textContent).toContain('2024-05-01 10:00');
    component.setValue('anything');
    expect(component.node.textContent).toContain('anything');
  });

  it('is silent under axe, and keeps its keys', async () => {
    const { component } = place('datetime', { exact: false, info: 'When?', unit: 'UTC' });
    component.setValue('2024-05-01 10:00:00');
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } }
    });
    expect(violations.map(({ id }) => id)).toEqual([]);
    for (const control of component.node.querySelectorAll<HTMLElement>('input, button')) {
      expect(control.dataset.lmSuppressShortcuts).toBe('true');
    }
  });
});
