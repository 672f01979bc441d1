/**
 * What a module of the author's talks to: anywidget's model, over one component.
 */
export class CustomModel {
  constructor(private readonly _port: CustomModel.IPort) {}

  /** The value, or one of the component's properties. */
  get(name: string): unknown {
    return this._changed.has(name) ? this._changed.get(name) : this._port.read(name);
  }

  /** Change the value; `save_changes` tells it. */
  set(name: string, value: unknown): void {
    this._changed.set(name, value);
  }

  /** Tell what was changed. */
  save_changes(): void {
    const changed = [...this._changed];
    this._changed.clear();
    for (const [name, value] of changed) {
      if (name === 'value') {
        this._port.enter(value);
      }
      this.emit(`change:${name}`);
    }
  }

  /** Hear of `change:name`. */
  on(name: string, callback: () => void): void {
    const list = this._callbacks.get(name) ?? new Set();
    this._callbacks.set(name, list.add(callback));
  }

  /** Hear of it no more: by this function, or by none. */
  off(name?: string | null, callback?: (() => void) | null): void {
    for (const [known, list] of this._callbacks) {
      if (!name || known === name) {
        if (callback) {
          list.delete(callback);
        } else {
          list.clear();
        }
      }
    }
  }

  /** Fire an event of the component. */
  send(content: unknown): void {
    const { event, data } = (content ?? {}) as { event?: unknown; data?: unknown };
    if (typeof event === 'string') {
      this._port.fire(event, data ?? null);
    }
  }

  /** Call those who hear of something. */
  emit(name: string): void {
    for (const callback of [...(this._callbacks.get(name) ?? [])]) {
      callback();
    }
  }

  private readonly _callbacks = new Map<string, Set<() => void>>();
  private readonly _changed = new Map<string, unknown>();
}

export namespace CustomModel {
  /**
   * The component that the model is of.
   */
  export interface IPort {
    read(name: string): unknown;
    enter(value: unknown): void;
    fire(event: string, data: unknown): void;
  }
}
