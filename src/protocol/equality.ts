/**
 * Whether two decoded values are the same in all they hold; NaN equals itself.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) {
    return true;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return false;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => sameValue(item, b[i]))
    );
  }
  if (!Private.isPlain(a) || !Private.isPlain(b)) {
    return false; // bytes and the like: another object is another value
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
  );
}

namespace Private {
  export function isPlain(value: object): value is Record<string, unknown> {
    return Object.prototype.toString.call(value) === '[object Object]';
  }
}
