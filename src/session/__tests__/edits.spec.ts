import { readFileSync } from 'fs';
import { join } from 'path';
import type { Edit } from '../../protocol/types';
import { edited } from '../edits';

interface ICase {
  name: string;
  old: unknown;
  edits: Edit[];
  new: unknown;
}

const cases = JSON.parse(
  readFileSync(join(__dirname, '../../../schema/cases/edits.json'), 'utf8')
) as ICase[];

describe('edited', () => {
  it.each(cases.map(each => [each.name, each] as const))('%s', (_, each) => {
    const before = JSON.stringify(each.old);
    const after = edited(each.old, each.edits);
    expect(JSON.stringify(after)).toBe(JSON.stringify(each.new));
    expect(JSON.stringify(each.old)).toBe(before);
  });

  it('leaves what no edit reaches as the same objects', () => {
    const old = [{ a: [1] }, { b: 'x' }];
    const after = edited(old, [{ path: [1, 'b'], op: 'append', value: 'y' }]) as typeof old;
    expect(after[0]).toBe(old[0]);
    expect(after[1]).toEqual({ b: 'xy' });
  });

  it('makes no prototype of a key', () => {
    const after = edited({}, [{ path: ['__proto__'], op: 'set', value: { hit: 1 } }]) as object;
    expect(Object.getPrototypeOf(after)).toBe(Object.prototype);
    expect('hit' in after).toBe(false);
  });

  const misfits: [unknown, Edit][] = [
    [[1], { path: [1], op: 'set', value: 2 }],
    [[1], { path: [-1], op: 'set', value: 2 }],
    [[1], { path: ['length'], op: 'set', value: 0 }],
    [[1], { path: [0], op: 'append', value: 'x' }],
    [['x'], { path: [0], op: 'append', value: [1] }],
    [{ a: 1 }, { path: ['b'], op: 'remove', value: null }],
    [{ a: 1 }, { path: ['b', 'c'], op: 'set', value: 1 }],
    [{ a: 1 }, { path: ['toString', 'x'], op: 'set', value: 1 }],
    [{ a: 1 }, { path: [0], op: 'set', value: 1 }],
    ['text', { path: [0], op: 'set', value: 'T' }],
    ['text', { path: [], op: 'cut', value: 1 }],
    [null, { path: ['a'], op: 'set', value: 1 }],
    [[1], { path: [], op: 'remove', value: null }]
  ];

  it.each(misfits)('finds that %j has no place for %j', (value, edit) => {
    expect(edited(value, [edit])).toBeUndefined();
  });
});
