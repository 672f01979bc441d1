import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import { Component } from '../components/component';
import type { AppSpec, ComponentSpec } from '../protocol/types';
import type { IAppState } from '../session/state';
import { sameValue } from '../protocol/equality';
import { followersIn, present } from '../protocol/expressions';
import { Placement } from './placement';

/**
 * The components of an app, each placed once, and what is shown in them.
 *
 * #### Notes
 * Components are made when a layout asks for them, from the root on. What is painted is
 * compared with what shall be: only what differs touches a component. What follows the
 * values of others is worked out here, from what a person has entered so far.
 */
export class ComponentTree implements IDisposable {
  /**
   * Draw an app. Throws when its layout names what is not there, or contains itself.
   */
  constructor(options: ComponentTree.IOptions) {
    this._options = options;
    this._app = options.state.app;
    this._specs = new Map(this._app.components.map(spec => [spec.id, spec]));
    this._state = options.state;
    if (!options.placement.trusted && Private.isHuge(this._app.components)) {
      throw new Error(`A saved picture has ${Private.MOST} components at the most.`);
    }
    try {
      this.root = this._place(this._app.root);
    } catch (error) {
      this.dispose();
      throw error;
    }
    this.setDisabled(options.disabled);
  }

  /**
   * The outermost layout.
   */
  readonly root: Component;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Something a person did, and where.
   */
  get triggered(): ISignal<this, ComponentTree.ITriggered> {
    return this._triggered;
  }

  /**
   * The component placed under an id.
   */
  get(id: string): Component | undefined {
    return this._components.get(id);
  }

  /**
   * All that are placed.
   */
  all(): IterableIterator<Component> {
    return this._components.values();
  }

  /**
   * Whether an app can be shown by these components: only what they hold differs.
   */
  fits(app: AppSpec): boolean {
    return (
      app === this._app ||
      (app.root === this._app.root &&
        app.components.every(spec => {
          const known = this._specs.get(spec.id);
          return known === undefined ? spec.id !== app.root : known.kind === spec.kind;
        }))
    );
  }

  /**
   * Show a state; says whether anything was painted.
   */
  setState(state: IAppState): boolean {
    const before = this._state;
    this._state = state;
    let painted = false;
    if (state.app !== this._app) {
      painted = this._setApp(state.app);
    }
    for (const [id, component] of this._components) {
      const isAnswered = state.revisions.get(id) !== before.revisions.get(id);
      if (isAnswered || state.values.get(id) !== before.values.get(id)) {
        Private.alone(() => (painted = this.settle(component) || painted));
      }
      const errors = state.errors.get(id) ?? [];
      if (!sameValue(errors, before.errors.get(id) ?? [])) {
        Private.alone(() => component.showErrors(errors));
        painted = true;
      }
    }
    return this._follow() || painted;
  }

  /**
   * The components whose values others follow, in the order of the app.
   */
  followed(): Component[] {
    const sources = followersIn(this._app);
    return this._app.components
      .filter(spec => sources.has(spec.id))
      .flatMap(spec => this._components.get(spec.id) ?? []);
  }

  /**
   * Whether what it follows, or a layout around it follows, keeps a person from a component.
   */
  isOff(component: Component): boolean {
    const { bindings, visible, interactive } = component.spec;
    if (bindings.some(({ property }) => property === 'interactive') && !interactive) {
      return true;
    }
    if (bindings.some(({ property }) => property === 'visible') && !visible) {
      return true;
    }
    for (let at = component.parent; at; at = at.parent) {
      const spec = this._specOf(at);
      if (spec && !spec.visible && spec.bindings.some(({ property }) => property === 'visible')) {
        return true;
      }
    }
    return false;
  }

  /**
   * Show a component's committed value, unless a person is at it.
   */
  settle(component: Component): boolean {
    const { id } = component.spec;
    const value = this._state.values.get(id) ?? null;
    const hasDraft = component.draft !== undefined;
    if (hasDraft && this._options.drafts.isProtected(component)) {
      return false;
    }
    if (!hasDraft && sameValue(value, component.value)) {
      return false;
    }
    component.setValue(value);
    this._options.drafts.onSettled(component);
    this._follow();
    return true;
  }

  /**
   * Paint what asks for files, or shows them, again: bytes can, or cannot, be sent now.
   */
  refreshFiles(): void {
    for (const component of this._components.values()) {
      const hasFiles = Private.asksForFile(component.spec) || Private.holdsFile(component.value);
      if (component.draft === undefined && hasFiles) {
        component.setValue(component.value);
      }
    }
  }

  /**
   * The author's scripts have come, or may run no more.
   */
  refreshScripts(): void {
    for (const component of this._components.values()) {
      component.refresh();
    }
  }

  /**
   * Let nobody use the controls for now. What is only shown is as it was.
   */
  setDisabled(disabled: boolean): void {
    this._isDisabled = disabled;
    for (const component of this._components.values()) {
      this._disable(component);
      component.setLive(!disabled);
    }
  }

  /**
   * Show at which components something is under way.
   */
  setBusy(busy: ReadonlyMap<string, 'full' | 'minimal'>): void {
    for (const [id, component] of this._components) {
      component.setBusy(busy.get(id));
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    for (const component of this._components.values()) {
      component.dispose();
    }
    this._components.clear();
    Signal.clearData(this);
  }

  /**
   * Show other descriptions. Layouts ask for the children that are new; what none of them
   * holds any more is gone.
   */
  private _setApp(app: AppSpec): boolean {
    const before = this._specs;
    this._app = app;
    this._specs = new Map(app.components.map(spec => [spec.id, spec]));
    let painted = false;
    for (const spec of app.components) {
      const component = this._components.get(spec.id);
      if (component && before.has(spec.id) && !sameValue(before.get(spec.id), spec)) {
        Private.alone(() => component.setSpec(present(spec, this._read)));
        this._disable(component);
        painted = true;
      }
    }
    for (const [id, component] of this._components) {
      if (!this._specs.has(id)) {
        this._components.delete(id);
        this._layouts.delete(id);
        component.dispose();
        painted = true;
      }
    }
    return painted;
  }

  private _disable(component: Component): void {
    const { id, interactive } = component.spec;
    if (!this._layouts.has(id) && interactive) {
      component.setDisabled(this._isDisabled);
    }
  }

  /**
   * Have what follows values that have changed be as they say. Says whether anything was
   * painted.
   */
  private _follow(): boolean {
    const followers = followersIn(this._app);
    const changed = new Set<string>();
    for (const [source, ids] of followers) {
      const value = this._read(source);
      if (!this._seen.has(source) || !sameValue(this._seen.get(source), value)) {
        this._seen.set(source, value);
        ids.forEach(id => changed.add(id));
      }
    }
    let painted = false;
    for (const id of changed) {
      const [component, spec] = [this._components.get(id), this._specs.get(id)];
      const next = spec && present(spec, this._read);
      if (component && next && !sameValue(next, component.spec)) {
        component.setSpec(next);
        this._disable(component);
        painted = true;
      }
    }
    return painted;
  }

  /**
   * What a component holds: a draft, or else the committed value.
   */
  private _read = (id: string): unknown => {
    const draft = this._components.get(id)?.draft;
    return draft === undefined ? (this._state.values.get(id) ?? null) : draft;
  };

  private _specOf(widget: Widget): ComponentSpec | null {
    return widget instanceof Component ? widget.spec : null;
  }

  private _place(id: string): Component {
    const known = this._components.get(id);
    if (known) {
      return known;
    }
    const spec = this._specs.get(id);
    if (!spec) {
      throw new Error(`There is no component "${id}".`);
    }
    if (this._building.has(id)) {
      throw new Error(`The layout "${id}" contains itself.`);
    }
    this._building.add(id);
    const context = new Placement(this._options.placement, id, {
      place: child => {
        this._layouts.add(id);
        return this._place(child);
      },
      tool: child => (this._specs.get(child)?.kind === 'button' ? this._place(child) : null)
    });
    const component = context.create(present(spec, this._read));
    this._building.delete(id);
    this._components.set(id, component);
    component.setValue(this._state.values.get(id) ?? null);
    const errors = this._state.errors.get(id);
    if (errors) {
      component.showErrors(errors);
    }
    component.triggered.connect((_, event) => {
      this._follow();
      this._triggered.emit({ component, event });
    });
    if (this._isDisabled) {
      this._disable(component);
    }
    component.setLive(!this._isDisabled);
    return component;
  }

  private _app: AppSpec;
  private readonly _building = new Set<string>();
  private readonly _components = new Map<string, Component>();
  private _isDisposed = false;
  private readonly _layouts = new Set<string>();
  private readonly _options: ComponentTree.IOptions;
  private _isDisabled = false;
  private _specs: Map<string, ComponentSpec>;
  private _state: IAppState;
  /** What the followed components held when it was last looked at. */
  private readonly _seen = new Map<string, unknown>();
  private readonly _triggered = new Signal<this, ComponentTree.ITriggered>(this);
}

export namespace ComponentTree {
  export interface ITriggered {
    readonly component: Component;
    readonly event: Component.IEvent;
  }

  /**
   * Who knows about drafts.
   */
  export interface IDrafts {
    /** Whether a component's draft must stay as it is. */
    isProtected(component: Component): boolean;
    /** A component's draft is over. */
    onSettled(component: Component): void;
  }

  export interface IOptions {
    readonly state: IAppState;
    readonly disabled: boolean;
    readonly placement: Placement.IOptions;
    readonly drafts: IDrafts;
  }
}

namespace Private {
  /**
   * Paint one component: where that fails, it is told, and the others are painted all the same.
   */
  export function alone(paint: () => void): void {
    try {
      paint();
    } catch (error) {
      Signal.getExceptionHandler()(error as Error);
    }
  }

  /** What nobody has vouched for may not keep the page busy. */
  export const MOST = 500;

  /**
   * Whether there are more descriptions than that, those within others counted too.
   */
  export function isHuge(components: ReadonlyArray<unknown>): boolean {
    let count = 0;
    const left: unknown[] = [...components];
    while (left.length > 0 && count <= MOST) {
      const item = left.pop();
      if (Array.isArray(item)) {
        left.push(...(item as unknown[]).slice(0, MOST + 1));
      } else if (typeof item === 'object' && item !== null) {
        count += 'kind' in item ? 1 : 0;
        left.push(...Object.values(item).filter(value => typeof value === 'object'));
      }
    }
    return count > MOST;
  }

  /** Kinds whose value is a file. */
  const ASKING: ReadonlySet<unknown> = new Set(['file', 'image', 'audio', 'video']);

  /**
   * Whether a component asks for a file, or one of those inside it.
   */
  export function asksForFile(spec: unknown): boolean {
    if (typeof spec !== 'object' || spec === null) {
      return false;
    }
    const kind = 'kind' in spec ? spec.kind : null;
    return ASKING.has(kind) || Object.values(spec).some(asksForFile);
  }

  export function holdsFile(value: unknown): boolean {
    if (Array.isArray(value)) {
      return value.some(holdsFile);
    }
    if (typeof value !== 'object' || value === null) {
      return false;
    }
    return 'handle' in value || Object.values(value).some(holdsFile);
  }
}
