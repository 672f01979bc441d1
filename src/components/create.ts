import type { ComponentSpec } from '../protocol/types';
import type { Component } from './component';
import { COMPONENTS } from './index';
import type { IComponentRegistry } from './registry';
import { UnknownComponent } from './unknown';

/**
 * Draw a description: by what was registered for its kind, else by our own class; a kind
 * that nobody knows is shown in words.
 */
export function createComponent(
  registry: IComponentRegistry,
  spec: ComponentSpec,
  context: Component.IContext
): Component {
  const own = new Map<string, unknown>(Object.entries(COMPONENTS)).get(spec.kind);
  const factory = registry.find(spec.kind) ?? (own as Component.Factory | undefined);
  return new (factory ?? UnknownComponent)({ spec, context });
}
