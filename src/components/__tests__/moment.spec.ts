import { displayMoment, joinMoment, readMoment } from '../moment';
import { clearStage, place, type } from './stage';

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
