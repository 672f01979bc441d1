import type { Shape } from './schema';
import { RECORDS, SPECS } from './schema';
import type { ComponentSpec } from './types';

/**
 * Whether a part of a decoded value is a component's description: of a kind that is known,
 * and with all that such a description has.
 */
export function isSpec(data: unknown): data is ComponentSpec {
  return Private.fits({ ref: 'ComponentSpec' }, data, 0);
}

namespace Private {
  const MAX_DEPTH = 100;

  export function fits(shape: Shape, data: unknown, depth: number): boolean {
    if (depth > MAX_DEPTH) {
      return false;
    }
    if (typeof shape === 'string') {
      return isScalar(shape, data);
    }
    if ('enum' in shape) {
      return typeof data === 'string' && shape.enum.includes(data);
    }
    if ('union' in shape) {
      return shape.union.some(option => fits(option, data, depth + 1));
    }
    if ('array' in shape) {
      return Array.isArray(data) && data.every(item => fits(shape.array, item, depth + 1));
    }
    if (!isRecord(data)) {
      return false;
    }
    if ('map' in shape) {
      return Object.values(data).every(item => fits(shape.map, item, depth + 1));
    }
    const name = shape.ref === 'ComponentSpec' ? SPECS[kindOf(data)] : shape.ref;
    return (
      name !== undefined &&
      Object.entries(RECORDS[name]).every(
        ([field, inner]) => Object.hasOwn(data, field) && fits(inner, data[field], depth + 1)
      )
    );
  }

  function isScalar(shape: string, data: unknown): boolean {
    switch (shape) {
      case 'unknown':
        return true;
      case 'null':
        return data === null;
      case 'integer':
        return Number.isInteger(data);
      default:
        return typeof data === shape;
    }
  }

  function kindOf(data: Record<string, unknown>): string {
    const { kind } = data;
    return typeof kind === 'string' && Object.hasOwn(SPECS, kind) ? kind : '';
  }

  function isRecord(data: unknown): data is Record<string, unknown> {
    return typeof data === 'object' && data !== null && !Array.isArray(data);
  }
}
