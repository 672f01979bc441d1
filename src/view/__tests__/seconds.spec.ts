import { nullTranslator } from '@jupyterlab/translation';
import { sayDuration, sayElapsed } from '../seconds';

const trans = nullTranslator.load('intarsia');

describe('sayDuration', () => {
  it.each([
    [0, '1 ms'],
    [0.0384, '38 ms'],
    [0.9994, '999 ms'],
    [0.9996, '1.0 s'],
    [59.94, '59.9 s'],
    [59.96, '1 min 0 s'],
    [125.4, '2 min 5 s'],
    [3599.6, '1 h 0 min'],
    [7300, '2 h 1 min']
  ])('%d s', (seconds, words) => {
    expect(sayDuration(trans, seconds)).toBe(words);
  });

  it('steps in tenths while it counts', () => {
    expect([0, 0.44, 1.25, 75].map(seconds => sayElapsed(trans, seconds))).toEqual([
      '0.0 s',
      '0.4 s',
      '1.3 s',
      '1 min 15 s'
    ]);
  });
});
