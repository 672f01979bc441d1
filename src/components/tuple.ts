import type { TupleSpec } from '../protocol/types';
import { blankValue } from './blank';
import type { Component } from './component';
import { Composite } from './composite';

/**
 * A fixed number of values, each of its own type, side by side while there is room.
 */
export class Tuple extends Composite<TupleSpec> {
  constructor(options: Component.IOptions<TupleSpec>) {
    super(options);
    this.addClass('intarsia-Tuple');
    this.build();
    this.showValue(null);
  }

  protected build(): void {
    this._items = this.spec.items.map((spec, index) => {
      const name = this.context.trans.__('%1, part %2', this.name, index + 1);
      const child = this.adopt(spec, name);
      this.childLayout.addWidget(child);
      return child;
    });
  }

  protected showValue(value: unknown): void {
    const parts: ReadonlyArray<unknown> = Array.isArray(value) ? value : [];
    this._items.forEach((child, index) => {
      child.setValue(index < parts.length ? parts[index] : blankValue(child.spec));
    });
  }

  protected collect(): unknown {
    return this._items.map(Composite.held);
  }

  protected locate(path: Component.IError['path']): Composite.IPlace | null {
    const child = typeof path[0] === 'number' ? this._items[path[0]] : undefined;
    return child ? { child, path: path.slice(1) } : null;
  }

  private _items: Component[] = [];
}
