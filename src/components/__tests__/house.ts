import type { ComponentSpec } from '../../protocol/types';
import type { Component } from '../component';
import { createComponent } from '../create';
import { createContext, place, registry, sampleSpec, type IPlaced } from './stage';

/**
 * A layout with what stands in it, as a view holds them: each placed once, by its id.
 */
export class House {
  /**
   * Describe what there is, by id; the first one is the outermost.
   */
  constructor(specs: Readonly<Record<string, Partial<ComponentSpec>>>) {
    for (const [id, spec] of Object.entries(specs)) {
      this.specs.set(
        id,
        sampleSpec(spec.kind ?? 'textbox', { label: id, ...spec, id } as never) as ComponentSpec
      );
    }
    const [root] = this.specs.values();
    this.stage = place(root.kind, root as never, this._context);
  }

  readonly specs = new Map<string, ComponentSpec>();
  readonly stage: IPlaced;
  /** What was told by components inside, each with its id. */
  readonly told: [string, string, unknown][] = [];

  /** The outermost layout. */
  get root(): Component {
    return this.stage.component;
  }

  /** A component that stands somewhere inside. */
  get(id: string): Component {
    const found = this._components.get(id);
    if (!found) {
      throw new Error(`Nobody asked for "${id}".`);
    }
    return found;
  }

  /** Whether anything asked for a component. */
  has(id: string): boolean {
    return this._components.has(id);
  }

  /** Change the description of the outermost layout. */
  change(spec: Readonly<Record<string, unknown>>): void {
    this.root.setSpec({ ...this.root.spec, ...spec } as never);
  }

  /** The labels in the order in which they are read; of what is shown only. */
  read(selector = 'label'): string[] {
    return [...this.root.node.querySelectorAll<HTMLElement>(selector)]
      .filter(label => !label.closest('.lm-mod-hidden, [hidden]'))
      .map(label => label.textContent?.trim() ?? '');
  }

  private readonly _components = new Map<string, Component>();
  private readonly _context = createContext({
    placed: (id): Component => {
      const known = this._components.get(id);
      if (known) {
        return known;
      }
      const spec = this.specs.get(id);
      if (!spec) {
        throw new Error(`There is no "${id}".`);
      }
      const made = createComponent(registry, spec, this._context);
      made.triggered.connect((_, { name, data }) => {
        this.told.push([id, name, data]);
      });
      this._components.set(id, made);
      return made;
    }
  });
}
