import type { RecordShape, Shape } from './schema';
import { OPTIONAL, RECORDS, REPLIES, SPECS } from './schema';
import type { Bundle, Explanation, Reply } from './types';
import type { Bytes } from './wire';
import { DecodeError, decodeValue, setOwn, wellFormed } from './wire';

export { DecodeError } from './wire';

/**
 * Called once for each thing that a newer release says and this one does not know.
 */
export type Warn = (text: string) => void;

/**
 * The one gate for what comes down: makes a message, or an error that names the field.
 *
 * #### Notes
 * A kernel of a newer minor version may say more than is known here: unknown fields and
 * unknown events are left out, with one warning each.
 */
export class Decoder {
  constructor(warn: Warn = () => undefined) {
    this._warn = warn;
  }

  /**
   * Decode a response or event; `null` for an event of an unknown type.
   */
  reply(data: unknown, buffers: ReadonlyArray<Bytes> = []): Reply | null {
    if (!Private.isObject(data)) {
      throw new DecodeError(`A message is an object, not ${Private.name(data)}.`);
    }
    const type = Private.own(data, 'type');
    if (typeof type !== 'string') {
      throw new DecodeError('A message needs a text `type`.', 'type');
    }
    if (!Object.hasOwn(REPLIES, type)) {
      if (!Number.isInteger(Private.own(data, 'seq'))) {
        throw new DecodeError(`There is no message "${type.slice(0, 40)}".`, 'type');
      }
      this._once(`The message "${type.slice(0, 40)}" is not known here.`);
      return null;
    }
    return this._record(REPLIES[type], data, '', buffers, 0) as unknown as Reply;
  }

  /**
   * Decode what stands in a notebook file.
   */
  bundle(data: unknown): Bundle {
    return this._record('Bundle', data, '', [], 0) as unknown as Bundle;
  }

  /**
   * Decode an explanation of a result, as a value holds it.
   */
  explanation(data: unknown): Explanation {
    return this._record('Explanation', data, '', [], 0) as unknown as Explanation;
  }

  private _record(
    name: string,
    data: unknown,
    where: string,
    buffers: ReadonlyArray<Bytes>,
    depth: number
  ): Record<string, unknown> {
    if (!Private.isObject(data)) {
      return Private.refuse(where, 'an object', data);
    }
    const shape = name === 'ComponentSpec' ? Private.ANY_SPEC : RECORDS[name];
    const record: Record<string, unknown> = {};
    for (const field of Object.keys(shape)) {
      const at = where ? `${where}.${field}` : field;
      if (Object.hasOwn(data, field)) {
        record[field] = this._value(shape[field], data[field], at, buffers, depth + 1);
      } else if (!OPTIONAL.has(`${name}.${field}`)) {
        throw new DecodeError(`${name} needs the field "${at}".`, at);
      }
    }
    for (const field of Object.keys(data)) {
      if (!Object.hasOwn(shape, field)) {
        this._once(`${name} has a field "${field.slice(0, 40)}" that is not known here.`);
      }
    }
    return record;
  }

  private _value(
    shape: Shape,
    data: unknown,
    where: string,
    buffers: ReadonlyArray<Bytes>,
    depth: number
  ): unknown {
    if (depth > Private.MAX_DEPTH) {
      throw new DecodeError('The message is nested too deep.', where);
    }
    if (typeof shape === 'string') {
      return Private.scalar(shape, data, where, buffers);
    }
    if ('ref' in shape) {
      return this._record(Private.recordName(shape.ref, data), data, where, buffers, depth);
    }
    if ('enum' in shape) {
      return typeof data === 'string' && shape.enum.includes(data)
        ? data
        : Private.refuse(where, shape.enum.join(' or '), data);
    }
    if ('array' in shape) {
      return Array.isArray(data)
        ? data.map((item, i) =>
            this._value(shape.array, item, `${where}[${i}]`, buffers, depth + 1)
          )
        : Private.refuse(where, 'an array', data);
    }
    if ('map' in shape) {
      return this._map(shape.map, data, where, buffers, depth);
    }
    return this._union(shape.union, data, where, buffers, depth);
  }

  private _map(
    shape: Shape,
    data: unknown,
    where: string,
    buffers: ReadonlyArray<Bytes>,
    depth: number
  ): unknown {
    if (!Private.isObject(data)) {
      return Private.refuse(where, 'an object', data);
    }
    const map: object = Object.create(null);
    for (const key of Object.keys(data)) {
      const value = this._value(shape, data[key], `${where}.${key}`, buffers, depth + 1);
      setOwn(map, wellFormed(key), value);
    }
    return map;
  }

  private _union(
    options: ReadonlyArray<Shape>,
    data: unknown,
    where: string,
    buffers: ReadonlyArray<Bytes>,
    depth: number
  ): unknown {
    if (data === null && options.includes('null')) {
      return null;
    }
    const rest = options.filter(option => option !== 'null');
    for (const option of rest.slice(0, -1)) {
      try {
        return this._value(option, data, where, buffers, depth);
      } catch (error) {
        if (!(error instanceof DecodeError)) {
          throw error;
        }
      }
    }
    return this._value(rest[rest.length - 1], data, where, buffers, depth);
  }

  private _once(text: string): void {
    if (!this._told.has(text)) {
      this._told.add(text);
      this._warn(text);
    }
  }

  private _told = new Set<string>();
  private _warn: Warn;
}

/**
 * Decode a response or event; `null` for an event of an unknown type.
 */
export function decodeReply(data: unknown, buffers: ReadonlyArray<Bytes> = []): Reply | null {
  return new Decoder().reply(data, buffers);
}

/**
 * Decode what stands in a notebook file.
 */
export function decodeBundle(data: unknown): Bundle {
  return new Decoder().bundle(data);
}

namespace Private {
  /**
   * Levels of a whole message, its description and its values.
   */
  export const MAX_DEPTH = 200;

  /**
   * What every description has; the shape of a kind that a newer release brought.
   */
  export const ANY_SPEC: RecordShape = {
    id: 'string',
    kind: 'string',
    label: { union: ['string', 'null'] },
    info: { union: ['string', 'null'] },
    unit: { union: ['string', 'null'] },
    interactive: 'boolean',
    visible: 'boolean',
    show_label: 'boolean',
    container: 'boolean',
    scale: { union: ['integer', 'null'] },
    min_width: { union: ['integer', 'null'] },
    elem_id: { union: ['string', 'null'] },
    elem_classes: { array: 'string' },
    bindings: { array: { ref: 'Binding' } }
  };

  export function isObject(data: unknown): data is Record<string, unknown> {
    return typeof data === 'object' && data !== null && !Array.isArray(data);
  }

  export function own(data: Record<string, unknown>, name: string): unknown {
    return Object.hasOwn(data, name) ? data[name] : undefined;
  }

  export function name(data: unknown): string {
    if (data === null || data === undefined) {
      return 'null';
    }
    const names: Record<string, string> = {
      boolean: 'a truth value',
      number: 'a number',
      string: 'a text'
    };
    return names[typeof data] ?? (Array.isArray(data) ? 'an array' : 'an object');
  }

  export function refuse(where: string, wanted: string, data: unknown): never {
    throw new DecodeError(`${where || 'The message'} must be ${wanted}, not ${name(data)}.`, where);
  }

  export function recordName(ref: string, data: unknown): string {
    if (ref !== 'ComponentSpec' || !isObject(data)) {
      return ref;
    }
    const kind = own(data, 'kind');
    return typeof kind === 'string' && Object.hasOwn(SPECS, kind) ? SPECS[kind] : ref;
  }

  export function scalar(
    shape: string,
    data: unknown,
    where: string,
    buffers: ReadonlyArray<Bytes>
  ): unknown {
    switch (shape) {
      case 'unknown':
        return value(data, where, buffers);
      case 'string':
        return typeof data === 'string' ? wellFormed(data) : refuse(where, 'a text', data);
      case 'boolean':
        return typeof data === 'boolean' ? data : refuse(where, 'a truth value', data);
      case 'null':
        return data === null ? null : refuse(where, 'null', data);
      case 'integer':
        return Number.isInteger(data) ? data : number(where, 'an integer', data);
      case 'number':
        return typeof data === 'number' ? data : number(where, 'a number', data);
      default:
        throw new Error(`The schema has an unknown shape "${shape}".`);
    }
  }

  function value(data: unknown, where: string, buffers: ReadonlyArray<Bytes>): unknown {
    try {
      return decodeValue(data, buffers);
    } catch (error) {
      throw error instanceof DecodeError ? new DecodeError(error.message, where) : error;
    }
  }

  /**
   * A bound beyond the safe integers, or an infinite one, comes with a tag.
   */
  function number(where: string, wanted: string, data: unknown): number {
    if (isObject(data)) {
      const real = value(data, where, []);
      if (typeof real === 'bigint' || (typeof real === 'number' && wanted === 'a number')) {
        return Number(real);
      }
    }
    return refuse(where, wanted, data);
  }
}
