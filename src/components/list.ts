import type { ComponentSpec, ListSpec } from '../protocol/types';
import type { Component } from './component';
import { Sequence } from './sequence';

/**
 * Any number of values of one type.
 */
export class List extends Sequence<ListSpec> {
  constructor(options: Component.IOptions<ListSpec>) {
    super(options);
    this.addClass('intarsia-List');
    this.build();
  }

  protected partSpecs(): ReadonlyArray<ComponentSpec> {
    return [this.spec.item];
  }

  protected partNames(row: number): ReadonlyArray<string> {
    return [this.context.trans.__('%1, item %2', this.name, row + 1)];
  }

  protected split(value: unknown): ReadonlyArray<unknown> {
    return [value];
  }

  protected join(parts: ReadonlyArray<unknown>): unknown {
    return parts[0];
  }
}
