import type { Explanation } from '../protocol/types';
import type { IExplained } from './explained';

/**
 * An explanation that can be shown, with the pictures that it is of.
 */
export interface IShelved {
  /** Tells it from the others. */
  readonly id: string;
  readonly explanation: Explanation;
  readonly pictures: ReadonlyMap<string, string>;
  /** Stands for the inputs that it is of; empty where nobody said. */
  readonly of: string;
  /** Whether a person has kept it. */
  readonly isKept: boolean;
}

/**
 * The explanations that a person has kept, to compare them with others.
 *
 * #### Notes
 * They belong to the place where they are shown, and are gone with it.
 */
export class ExplanationShelf {
  /**
   * All that there are, the newest last.
   */
  get all(): ReadonlyArray<IShelved> {
    return this._kept;
  }

  /**
   * The one that was kept last, and that nothing has been compared with yet.
   */
  get awaited(): IShelved | null {
    return this._kept.find(({ id }) => id === this._awaited) ?? null;
  }

  /**
   * Where an explanation stands among them.
   */
  find(shown: IShelved): IShelved | null {
    return this._kept.find(each => Private.isSame(each, shown)) ?? null;
  }

  /**
   * Keep one; the first one goes where there are too many.
   */
  keep(shown: IShelved): void {
    const id = `kept${this._count++}`;
    this._kept = [...this._kept, { ...shown, id, isKept: true }].slice(-Private.MOST);
    this._awaited = id;
  }

  /**
   * Keep it no longer.
   */
  release(id: string): void {
    this._kept = this._kept.filter(each => each.id !== id);
  }

  /**
   * It stands beside another one now.
   */
  onCompared(): void {
    this._awaited = '';
  }

  /**
   * Take what has become known of those that are kept.
   */
  refresh({ explanations, of, pictures }: IExplained): void {
    this._kept = this._kept.map(each => {
      const found = explanations.find(explanation =>
        Private.isSame(each, { explanation, of, pictures })
      );
      return found ? { ...each, explanation: found } : each;
    });
  }

  private _awaited = '';
  private _count = 0;
  private _kept: ReadonlyArray<IShelved> = [];
}

namespace Private {
  /** Explanations that are kept at once. */
  export const MOST = 8;

  type Placed = Pick<IShelved, 'explanation' | 'of' | 'pictures'>;

  /**
   * Whether two are of the same question.
   */
  export function isSame(a: Placed, b: Placed): boolean {
    if (a.explanation === b.explanation) {
      return true;
    }
    return a.of !== '' && a.of === b.of && question(a) === question(b);
  }

  function question({ explanation }: Placed): string {
    const { explained, method, parameters } = explanation;
    return JSON.stringify([method, explained.output, explained.label, parameters.level ?? null]);
  }
}
