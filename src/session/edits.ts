import type { Edit } from '../protocol/types';

/**
 * A value after some edits, or `undefined` when they do not fit it.
 *
 * #### Notes
 * The value before stays as it is; what no edit reaches is the same object in both, so that
 * whoever shows the value sees at once what changed.
 */
export function edited(value: unknown, edits: readonly Edit[]): unknown {
  let result: unknown = value;
  for (const edit of edits) {
    result = Private.along(result, edit, 0);
    if (result === undefined) {
      return undefined;
    }
  }
  return result;
}

namespace Private {
  export function along(value: unknown, edit: Edit, depth: number): unknown {
    if (depth === edit.path.length) {
      return changed(value, edit);
    }
    const key = edit.path[depth];
    const isLast = depth === edit.path.length - 1;
    if (Array.isArray(value) && typeof key === 'number' && key >= 0 && key < value.length) {
      const item = along(value[key], edit, depth + 1);
      const copy: unknown[] = [...value];
      copy[key] = item;
      return item === undefined ? undefined : copy;
    }
    if (!isRecord(value) || typeof key !== 'string') {
      return undefined;
    }
    // By entries: a key may be called `__proto__`.
    const entries = new Map(Object.entries(value));
    if (isLast && edit.op === 'set') {
      entries.set(key, edit.value);
    } else if (!entries.has(key)) {
      return undefined;
    } else if (isLast && edit.op === 'remove') {
      entries.delete(key);
    } else {
      const item = along(entries.get(key), edit, depth + 1);
      if (item === undefined) {
        return undefined;
      }
      entries.set(key, item);
    }
    return Object.fromEntries(entries);
  }

  function changed(value: unknown, { op, value: news }: Edit): unknown {
    switch (op) {
      case 'set':
        return news;
      case 'append':
        if (typeof value === 'string' && typeof news === 'string') {
          return value + news;
        }
        return Array.isArray(value) && Array.isArray(news) ? [...value, ...news] : undefined;
      case 'cut':
        return Array.isArray(value) && typeof news === 'number' ? value.slice(0, news) : undefined;
      case 'remove':
        return undefined;
    }
  }

  function isRecord(value: unknown): value is Record<string, unknown> {
    return Object.prototype.toString.call(value) === '[object Object]';
  }
}
