import type { ComponentSpec } from '../protocol/types';
import type { Component } from './component';

/**
 * Which class draws which kind, beyond those that intarsia has.
 */
export interface IComponentRegistry {
  /** Draw a kind by this class from now on. The last one registered counts. */
  register<S extends ComponentSpec>(kind: string, factory: Component.Factory<S>): void;
  /** The class that was registered for a kind. */
  find(kind: string): Component.Factory | undefined;
}

/**
 * The one implementation.
 *
 * #### Notes
 * It knows none of our own kinds, so that it is there before they are loaded.
 */
export class ComponentRegistry implements IComponentRegistry {
  register<S extends ComponentSpec>(kind: string, factory: Component.Factory<S>): void {
    // A factory is only ever given descriptions of its own kind.
    this._factories.set(kind, factory as unknown as Component.Factory);
  }

  find(kind: string): Component.Factory | undefined {
    return this._factories.get(kind);
  }

  private _factories = new Map<string, Component.Factory>();
}
