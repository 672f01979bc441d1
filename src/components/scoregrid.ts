import type { Grid } from '../protocol/types';

/**
 * The numbers of a grid, one after another, the last dimension first.
 */
export interface IGridValues {
  readonly shape: ReadonlyArray<number>;
  readonly values: ArrayLike<number>;
}

/**
 * Read a grid of so many dimensions; `null` where its bytes are not what it says.
 */
export function readGrid({ shape, dtype, data }: Grid, dimensions: number): IGridValues | null {
  const bytes = Private.bytes(data);
  const size = shape.reduce((product, length) => product * length, 1);
  const isShape = shape.every(length => Number.isInteger(length) && length >= 0);
  const width = Private.WIDTHS[dtype];
  if (bytes === null || !isShape || shape.length !== dimensions || bytes.length !== size * width) {
    return null;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    const value = Private.READ[dtype](view, at * width);
    values[at] = Number.isFinite(value) ? value : 0;
  }
  return { shape, values };
}

namespace Private {
  type Kind = Grid['dtype'];

  export const WIDTHS: Readonly<Record<Kind, number>> = {
    float32: 4,
    float64: 8,
    uint8: 1,
    uint16: 2,
    uint32: 4
  };

  export const READ: Readonly<Record<Kind, (view: DataView, at: number) => number>> = {
    float32: (view, at) => view.getFloat32(at, true),
    float64: (view, at) => view.getFloat64(at, true),
    uint8: (view, at) => view.getUint8(at),
    uint16: (view, at) => view.getUint16(at, true),
    uint32: (view, at) => view.getUint32(at, true)
  };

  export function bytes(data: unknown): Uint8Array | null {
    if (data instanceof Uint8Array) {
      return data;
    }
    if (typeof data !== 'string') {
      return null;
    }
    try {
      return Uint8Array.from(atob(data), sign => sign.charCodeAt(0));
    } catch {
      return null;
    }
  }
}
