import type { ComponentSpec } from '../protocol/types';
import { Component } from './component';
import { Field } from './field';

/**
 * Which class draws which kind.
 */
export interface IComponentRegistry {
  /** Draw a kind by this class from now on. The last one registered counts. */
  register<S extends ComponentSpec>(kind: string, factory: Component.Factory<S>): void;
  /** Draw a description; a kind that nobody knows is shown in words. */
  create(spec: ComponentSpec, context: Component.IContext): Component;
}

/**
 * The one implementation, filled from the list in `index.ts`.
 */
export class ComponentRegistry implements IComponentRegistry {
  /**
   * Begin with the list of kinds and classes.
   */
  constructor(components: Readonly<Record<string, unknown>> = {}) {
    for (const [kind, factory] of Object.entries(components)) {
      this.register(kind, factory as Component.Factory);
    }
  }

  /**
   * The kinds that can be drawn.
   */
  get kinds(): ReadonlyArray<string> {
    return [...this._factories.keys()];
  }

  register<S extends ComponentSpec>(kind: string, factory: Component.Factory<S>): void {
    // A factory is only ever given descriptions of its own kind.
    this._factories.set(kind, factory as unknown as Component.Factory);
  }

  create(spec: ComponentSpec, context: Component.IContext): Component {
    const factory = this._factories.get(spec.kind) ?? UnknownComponent;
    return new factory({ spec, context });
  }

  private _factories = new Map<string, Component.Factory>();
}

/**
 * What stands where a kind is not known here: its name, and the value as text.
 */
export class UnknownComponent extends Component {
  /**
   * Draw a description of any kind.
   */
  constructor(options: Component.IOptions) {
    super(options);
    this.addClass('intarsia-Unknown');
    this.addClass('intarsia-mod-display');
    this._field = new Field({
      node: this.node,
      spec: options.spec,
      trans: options.context.trans
    });
    const words = document.createElement('div');
    words.className = 'intarsia-Unknown-words';
    words.textContent = options.context.trans.__(
      'This version of intarsia cannot show a component of the kind "%1".',
      String(options.spec.kind)
    );
    this._text = document.createElement('pre');
    this._text.className = 'intarsia-Unknown-value';
    this._field.slot.append(words, this._text);
  }

  setSpec(spec: ComponentSpec): void {
    super.setSpec(spec);
    this._field.setSpec(spec);
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._field.showErrors(errors.map(error => error.message));
  }

  protected showValue(value: unknown): void {
    this._text.textContent =
      typeof value === 'string'
        ? value
        : value == null
          ? ''
          : JSON.stringify(
              value,
              (_, item: unknown) => (typeof item === 'bigint' ? item.toString() : item),
              2
            );
  }

  private _field: Field;
  private _text: HTMLElement;
}
