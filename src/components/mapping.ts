import type { ComponentSpec, MappingSpec } from '../protocol/types';
import type { Component } from './component';
import { Sequence } from './sequence';

/**
 * Pairs of a key and a value.
 */
export class Mapping extends Sequence<MappingSpec> {
  constructor(options: Component.IOptions<MappingSpec>) {
    super(options);
    this.addClass('intarsia-Mapping');
    this.build();
  }

  protected partSpecs(): ReadonlyArray<ComponentSpec> {
    return [this.spec.key, this.spec.item];
  }

  protected partNames(row: number): ReadonlyArray<string> {
    const { trans } = this.context;
    return [
      trans.__('%1, key %2', this.name, row + 1),
      trans.__('%1, value %2', this.name, row + 1)
    ];
  }

  protected split(value: unknown): ReadonlyArray<unknown> {
    return Array.isArray(value) ? value : [null, null];
  }

  protected join(parts: ReadonlyArray<unknown>): unknown {
    return [...parts];
  }
}
