import {
  categoriesOf,
  joinParts,
  markPiece,
  readParts,
  scoreText,
  strengthsOf
} from '../highlightparts';
import type { IPart } from '../highlightparts';

function part(token: string, label: string | number | null = null): IPart {
  return { token, class_or_confidence: label };
}

describe('Parts of a text', () => {
  it('are read from what travels, and whatever else it is is left out', () => {
    expect(
      readParts([
        part('a', 'x'),
        { token: 'b' },
        null,
        7,
        { token: 3 },
        part('c', NaN),
        { token: 'd', class_or_confidence: {} }
      ])
    ).toEqual([part('a', 'x'), part('b'), part('c'), part('d')]);
    expect(readParts('text')).toEqual([]);
  });

  it('are joined where the same is said of neighbours', () => {
    const parts = [part('a', 'x'), part('b', 'x'), part('c'), part('d'), part('e', 'x')];
    expect(joinParts(parts)).toEqual([part('ab', 'x'), part('cd'), part('e', 'x')]);
    expect(joinParts(parts, ' ')[0]).toEqual(part('a b', 'x'));
  });

  it('are split where a piece is marked', () => {
    const parts = [part('x', 'y'), part('Ada lives')];
    expect(markPiece(parts, 1, { start: 4, end: 9 }, 'verb')).toEqual({
      parts: [part('x', 'y'), part('Ada '), part('lives', 'verb')],
      index: 2
    });
    expect(markPiece(parts, 1, { start: 0, end: 99 }, 1)).toEqual({
      parts: [part('x', 'y'), part('Ada lives', 1)],
      index: 1
    });
  });

  it('have categories, the author\u2019s first', () => {
    expect(categoriesOf([part('a', 'x'), part('b', 'y'), part('c', 1)], { y: 'red' })).toEqual([
      'y',
      'x'
    ]);
  });

  it('have strengths, against the largest where one is beyond the scale', () => {
    expect([0.5, -1].map(strengthsOf([part('a', 0.5), part('b', -1)]))).toEqual([0.5, -1]);
    expect([2, -4].map(strengthsOf([part('a', 2), part('b', -4)]))).toEqual([0.5, -1]);
    expect(strengthsOf([part('a', Infinity)])(Infinity)).toBe(1);
  });

  it('have scores in words', () => {
    expect([0.4129, -0.26, 0, 12345].map(scoreText)).toEqual([
      '+0.413',
      '\u22120.26',
      '0',
      '+12300'
    ]);
  });
});
