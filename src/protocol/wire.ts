/**
 * What crosses the border, and how: nothing else touches JSON.
 *
 * The rules are those of `kernel-bridge/intarsia/wire.py`, where the table stands; the
 * fixtures in `schema/fixtures/` are read by both.
 */

/**
 * Bytes beside a message.
 */
export type Bytes = ArrayBuffer | ArrayBufferView;

/**
 * A value or message that is not of the protocol; `where` names the field.
 */
export class DecodeError extends Error {
  constructor(
    message: string,
    readonly where = ''
  ) {
    super(message);
    this.name = 'DecodeError';
  }
}

/**
 * Levels that a value may be nested.
 */
export const MAX_DEPTH = 64;

/**
 * Characters of JSON that a message going up may have.
 */
export const MAX_TEXT = 1024 * 1024;

/**
 * Return a value as JSON, its bytes appended to `buffers`.
 *
 * #### Notes
 * Throws a `TypeError` for a value that no rule covers.
 */
export function encodeValue(value: unknown, buffers: Bytes[]): unknown {
  return Private.encode(value, buffers, 0);
}

/**
 * Return the value that `encodeValue` wrote, here or in Python.
 *
 * #### Notes
 * Throws a `DecodeError` for an unknown tag or a buffer that is not there.
 */
export function decodeValue(value: unknown, buffers: ReadonlyArray<Bytes> = []): unknown {
  return Private.decode(value, buffers, 0);
}

/**
 * Return a message as a JSON object, and the buffers beside it.
 */
export function encode(message: object): { data: Record<string, unknown>; buffers: Bytes[] } {
  const buffers: Bytes[] = [];
  const data: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(message)) {
    data[name] = encodeValue(value, buffers);
  }
  return { data, buffers };
}

/**
 * Replace lone surrogates, which no other program can read.
 */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/**
 * Set a property whatever its name, `__proto__` included.
 */
export function setOwn(target: object, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true
    });
  } else {
    (target as Record<string, unknown>)[name] = value;
  }
}

namespace Private {
  const FLOATS: ReadonlyMap<unknown, number> = new Map([
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity],
    ['-0', -0]
  ]);
  const MAX_DIGITS = 4300;

  export function encode(value: unknown, buffers: Bytes[], depth: number): unknown {
    switch (typeof value) {
      case 'undefined':
        return null;
      case 'boolean':
        return value;
      case 'string':
        return wellFormed(value);
      case 'number':
        return real(value);
      case 'bigint':
        return integer(value);
      case 'object':
        return value === null ? null : composite(value, buffers, depth);
      default:
        throw new TypeError(`A ${typeof value} cannot be sent.`);
    }
  }

  function real(value: number): unknown {
    if (Number.isNaN(value)) {
      return { $float: 'NaN' };
    }
    if (!Number.isFinite(value)) {
      return { $float: value > 0 ? 'Infinity' : '-Infinity' };
    }
    return Object.is(value, -0) ? { $float: '-0' } : value;
  }

  function integer(value: bigint): unknown {
    const small = Number(value);
    if (Number.isSafeInteger(small)) {
      return small;
    }
    const text = value.toString();
    if (text.length > MAX_DIGITS) {
      throw new TypeError('An integer of more than 4,300 digits cannot be sent.');
    }
    return { $int: text };
  }

  function composite(value: object, buffers: Bytes[], depth: number): unknown {
    if (isBytes(value)) {
      return { $buffer: buffers.push(value) - 1 };
    }
    if (value instanceof Date) {
      return value.toISOString();
    }
    if (depth > MAX_DEPTH) {
      throw new TypeError(`The value is nested more than ${MAX_DEPTH} levels deep.`);
    }
    if (Array.isArray(value) || value instanceof Set) {
      return Array.from(value as Iterable<unknown>, item => encode(item, buffers, depth + 1));
    }
    const out: Record<string, unknown> = {};
    let tagged = false;
    const entries: Iterable<[unknown, unknown]> =
      value instanceof Map ? value.entries() : Object.entries(value);
    for (const [key, item] of entries) {
      const name = wellFormed(String(key));
      if (Object.hasOwn(out, name)) {
        throw new TypeError(`Two keys of an object are both sent as ${JSON.stringify(name)}.`);
      }
      tagged ||= name.startsWith('$');
      setOwn(out, name, encode(item, buffers, depth + 1));
    }
    return tagged ? { $object: out } : out;
  }

  function isBytes(value: object): value is Bytes {
    // By name as well: bytes can come from another realm, a worker or a test's sandbox.
    return ArrayBuffer.isView(value) || toString.call(value) === '[object ArrayBuffer]';
  }

  export function decode(value: unknown, buffers: ReadonlyArray<Bytes>, depth: number): unknown {
    if (typeof value === 'string') {
      return wellFormed(value);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    // A message's own levels stand around its values: twice the limit is never honest.
    if (depth > 2 * MAX_DEPTH) {
      throw new DecodeError('A value is nested too deep.');
    }
    if (Array.isArray(value)) {
      return value.map(item => decode(item, buffers, depth + 1));
    }
    const keys = Object.keys(value);
    if (keys.length === 1 && keys[0].startsWith('$')) {
      return untag(keys[0], (value as Record<string, unknown>)[keys[0]], buffers, depth);
    }
    if (keys.some(key => key.startsWith('$'))) {
      throw new DecodeError('A key with a dollar sign stands outside of a $object.');
    }
    return members(value as Record<string, unknown>, buffers, depth);
  }

  function untag(
    tag: string,
    inner: unknown,
    buffers: ReadonlyArray<Bytes>,
    depth: number
  ): unknown {
    if (tag === '$float' && FLOATS.has(inner)) {
      return FLOATS.get(inner);
    }
    if (
      tag === '$int' &&
      typeof inner === 'string' &&
      inner.length <= MAX_DIGITS &&
      /^-?[0-9]+$/.test(inner)
    ) {
      return BigInt(inner);
    }
    if (tag === '$buffer' && Number.isInteger(inner) && Object.hasOwn(buffers, inner as number)) {
      return buffers[inner as number];
    }
    if (tag === '$object' && typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
      return members(inner as Record<string, unknown>, buffers, depth);
    }
    throw new DecodeError(`${tag} does not stand before a value of the protocol.`);
  }

  function members(
    value: Record<string, unknown>,
    buffers: ReadonlyArray<Bytes>,
    depth: number
  ): unknown {
    // Without a prototype where a key could be taken for one.
    const out: object = Object.hasOwn(value, '__proto__') ? Object.create(null) : {};
    for (const key of Object.keys(value)) {
      setOwn(out, wellFormed(key), decode(value[key], buffers, depth + 1));
    }
    return out;
  }

  const { toString } = Object.prototype;
}
