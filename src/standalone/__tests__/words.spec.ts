import { nullTranslator } from '@jupyterlab/translation';
import { PlainWords } from '../words';

const ours = new PlainWords();
const host = nullTranslator.load('jupyterlab_intarsia');

describe('PlainWords', () => {
  it.each([
    ['Run', []],
    ['%1 of %2', [3, 'ten']],
    ['%2, then %1, then %2', ['a', 'b']],
    ['%1%% done', [40]]
  ])('says %j as the host does', (text, args) => {
    expect(ours.__(text, ...args)).toBe(host.__(text, ...args));
    expect(ours._p('menu', text, ...args)).toBe(host._p('menu', text, ...args));
  });

  it.each([0, 1, 2])('counts %i as the host does', n => {
    const said = ours._n('%1 field in %2', '%1 fields in %2', n, 'this form');
    expect(said).toBe(host._n('%1 field in %2', '%1 fields in %2', n, 'this form'));
    expect(said).toBe(ours._np('form', '%1 field in %2', '%1 fields in %2', n, 'this form'));
  });
});
