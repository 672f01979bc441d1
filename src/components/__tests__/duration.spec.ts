import * as fc from 'fast-check';
import { readDuration, writeDuration } from '../durationtext';
import { clearStage, leave, place, type } from './stage';

afterEach(clearStage);

describe('readDuration', () => {
  it.each([
    ['90', 90],
    ['90 s', 90],
    ['1:30', 90],
    ['1:30:00', 5400],
    ['0:00:01.5', 1.5],
    ['2h 5m', 7500],
    ['2 hours and 5 minutes', 7500],
    ['1 d 02:00', 93600],
    ['1 day, 2:00:00', 93600],
    ['1 d 02:00:00', 93600],
    ['100:00:00', 360000],
    ['250 ms', 0.25],
    ['5 \u00b5s', 0.000005],
    ['1w', 604800],
    ['PT1H30M', 5400],
    ['P1DT2H', 93600],
    ['-90 s', -90],
    ['\u22121:30', -90],
    ['1,5 h', 5400],
    ['0.1 s 200 ms', 0.3],
    ['', null]
  ])('reads %j', (text, seconds) => {
    expect(readDuration(text)).toBe(seconds);
  });

  it.each([
    'soon',
    '1:60',
    '1:30:60',
    '5m 2h',
    '5m 3m',
    '3 apples',
    'P',
    'PT',
    '1:2:3:4',
    '-',
    '1e999'
  ])('refuses %j', text => {
    expect(readDuration(text)).toBeUndefined();
  });

  it('refuses a megabyte at once', () => {
    expect(readDuration('1 s' + ' '.repeat(1_000_000) + 'x')).toBeUndefined();
    expect(readDuration('1'.repeat(1_000_000))).toBeUndefined();
  });

  it('reads what writeDuration writes, to the microsecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), micros => {
        const seconds = micros / 1e6;
        expect(readDuration(writeDuration(seconds))).toBeCloseTo(seconds, 6);
      })
    );
  });
});

it('writes as a clock from a minute on', () => {
  expect(writeDuration(45)).toBe('45 s');
  expect(writeDuration(90)).toBe('0:01:30');
  expect(writeDuration(93600.5)).toBe('1 d 02:00:00.5');
  expect(writeDuration(-5400)).toBe('-1:30:00');
});

describe('Duration', () => {
  it('drafts seconds, and bad text as it is', () => {
    const { component, find } = place('duration', { minimum: 0, maximum: 3600 });
    component.setValue(90);
    const input = find('input');
    expect(input.value).toBe('0:01:30');
    type(input, '2h');
    expect(component.draft).toBe(7200);
    leave(input);
    expect(find('.intarsia-Field-error').textContent).toBe('Must be 1:00:00 or shorter.');
    type(input, 'soon');
    expect(component.draft).toBe('soon');
    expect(find('.intarsia-Field-error').textContent).toBe(
      'Enter a length of time, e.g. 1:30:00 or 90 s.'
    );
    type(input, '');
    expect(component.draft).toBeNull();
  });

  it('leaves what is being typed alone when its own value comes back', () => {
    const { component, find } = place('duration');
    component.setValue(0);
    type(find('input'), '90 s');
    component.setValue(90);
    expect(find('input').value).toBe('90 s');
  });
});
