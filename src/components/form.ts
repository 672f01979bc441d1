import type { FormSpec } from '../protocol/types';
import { blankValue } from './blank';
import type { Component } from './component';
import { Composite } from './composite';

/**
 * The fields of a record.
 */
export class Form extends Composite<FormSpec> {
  constructor(options: Component.IOptions<FormSpec>) {
    super(options);
    this.addClass('intarsia-Form');
    this.build();
    this.showValue(null);
  }

  protected build(): void {
    this._fields = new Map();
    for (const { name, component } of this.spec.fields) {
      const child = this.adopt(component, name);
      this._fields.set(name, child);
      this.childLayout.addWidget(child);
    }
  }

  protected showValue(value: unknown): void {
    const record = typeof value === 'object' && value !== null ? value : {};
    for (const [name, child] of this._fields) {
      const part: unknown = Object.hasOwn(record, name)
        ? (record as Record<string, unknown>)[name]
        : blankValue(child.spec);
      child.setValue(part);
    }
  }

  protected collect(): unknown {
    return Object.fromEntries(
      [...this._fields].map(([name, child]) => [name, Composite.held(child)])
    );
  }

  protected locate(path: Component.IError['path']): Composite.IPlace | null {
    const child = path.length > 0 ? this._fields.get(String(path[0])) : undefined;
    return child ? { child, path: path.slice(1) } : null;
  }

  private _fields = new Map<string, Component>();
}
