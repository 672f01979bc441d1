import { Decoder } from '../protocol/decode';
import type { Explanation } from '../protocol/types';

/**
 * What a place for explanations holds.
 */
export interface IExplained {
  /** Several of one question: of other targets, by other methods. */
  readonly explanations: ReadonlyArray<Explanation>;
  /** Which of them came last. */
  readonly current: number;
  /** Stands for the inputs that they are of; empty where nobody said. */
  readonly of: string;
  /** Why there is none, in words. */
  readonly problem: string | null;
  /** What has changed since; null where they are of what stands there. */
  readonly stale: 'inputs' | 'function' | null;
  /** How many calls it takes, where somebody has to agree first. */
  readonly asks: number | null;
  /** The pictures that were explained, by the name of the input, as `data:` addresses. */
  readonly pictures: ReadonlyMap<string, string>;
}

/**
 * Read a value as it travels; what is no explanation is left out.
 */
export function readExplained(value: unknown): IExplained {
  const held = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const given = Array.isArray(held.explanations) ? held.explanations : [];
  const explanations = given.flatMap(each => Private.decoded(each));
  const current = typeof held.current === 'number' ? held.current : 0;
  return {
    explanations,
    current: Math.max(0, Math.min(current, explanations.length - 1)),
    of: typeof held.of === 'string' ? held.of : '',
    problem: typeof held.problem === 'string' ? held.problem : null,
    stale: held.stale === 'inputs' || held.stale === 'function' ? held.stale : null,
    asks: typeof held.asks === 'number' ? held.asks : null,
    pictures: Private.pictures(held.pictures)
  };
}

namespace Private {
  /** Pictures that can be shown without asking anybody. */
  const PICTURE = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]*$/;

  const decoder = new Decoder();
  const known = new WeakMap<object, Explanation[]>();

  /**
   * Decoded once for each object: a value that has grown by edits shares the others.
   */
  export function decoded(data: unknown): Explanation[] {
    if (typeof data !== 'object' || data === null) {
      return [];
    }
    const before = known.get(data);
    if (before) {
      return before;
    }
    let found: Explanation[] = [];
    try {
      found = [decoder.explanation(data)];
    } catch {
      // Of another version, or forged: nothing can be said of it.
    }
    known.set(data, found);
    return found;
  }

  export function pictures(data: unknown): ReadonlyMap<string, string> {
    const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
    return new Map(
      entries.filter((entry): entry is [string, string] => {
        const [, address] = entry as [string, unknown];
        return typeof address === 'string' && PICTURE.test(address);
      })
    );
  }
}
