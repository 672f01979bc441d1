import type { CustomComponentSpec } from '../protocol/types';
import { loadModule } from './authormodule';
import { Component } from './component';
import { CustomModel } from './custommodel';
import { Field } from './field';

/**
 * A component of the author's own, drawn by a module of anywidget's form.
 *
 * #### Notes
 * The text of the module comes from the live kernel, by the context, which gives none where
 * the output is not trusted or the setting is off. It is loaded from a `blob:` that is revoked.
 */
export class CustomComponent extends Component<CustomComponentSpec> {
  constructor(options: Component.IOptions<CustomComponentSpec>) {
    super(options);
    this.addClass('intarsia-CustomComponent');
    const { trans } = options.context;
    this.node.setAttribute('role', 'group');
    this._field = new Field({ node: this.node, spec: options.spec, trans, layout: 'group' });
    this.refresh();
  }

  setSpec(spec: CustomComponentSpec): void {
    const before = this.spec;
    super.setSpec(spec);
    this._field.setSpec(spec);
    if (spec.module !== before.module) {
      this._end();
      this.refresh();
    } else {
      Object.keys(spec.props).forEach(name => this._model.emit(`change:${name}`));
    }
  }

  refresh(): void {
    const text = this.context.script(`module:${this.spec.module}`);
    if (text === null) {
      this._end();
      this._say(this.context.trans.__('This part is drawn by its author when the app is live.'));
    } else if (this._controller === null) {
      void this._begin(text);
    }
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._field.showErrors(errors.map(error => error.message));
  }

  dispose(): void {
    this._end();
    super.dispose();
  }

  protected showValue(_value: unknown): void {
    this._model.emit('change:value');
  }

  private async _begin(text: string): Promise<void> {
    const controller = new AbortController();
    this._controller = controller;
    const { signal } = controller;
    const element = document.createElement('div');
    element.className = 'intarsia-CustomComponent-drawn';
    try {
      const module = await CustomComponent.load(text);
      const found = typeof module === 'function' ? await (module as () => unknown)() : module;
      const hooks = (found ?? {}) as Partial<CustomComponent.IHooks>;
      if (signal.aborted) {
        return;
      }
      this._field.slot.replaceChildren(element);
      this._style(element);
      const model = this._model;
      for (const begin of [
        () => hooks.initialize?.({ model, signal }),
        () => hooks.render?.({ model, el: element, signal })
      ]) {
        const cleanup = signal.aborted ? undefined : await begin();
        if (typeof cleanup === 'function') {
          const end = (): void => void (cleanup as () => unknown)();
          if (signal.aborted) {
            end(); // it has gone meanwhile
          } else {
            signal.addEventListener('abort', end);
          }
        }
      }
    } catch (error) {
      if (!signal.aborted) {
        const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        this._say(this.context.trans.__('The module of this part failed. %1', words));
      }
    }
  }

  private _style(element: HTMLElement): void {
    const css = this.context.script(`style:${this.spec.module}`);
    if (css) {
      const style = document.createElement('style');
      style.textContent = `@scope {\n${css}\n}`;
      element.append(style);
    }
  }

  private _end(): void {
    this._controller?.abort();
    this._controller = null;
    this._model.off();
  }

  private _say(words: string): void {
    const note = document.createElement('p');
    note.className = 'intarsia-CustomComponent-note';
    note.textContent = words;
    this._field.slot.replaceChildren(note);
  }

  private _controller: AbortController | null = null;
  private readonly _field: Field;
  private readonly _model = new CustomModel({
    read: name =>
      name === 'value'
        ? this.draft === undefined
          ? this.value
          : this.draft
        : this.spec.props[name],
    enter: value => {
      this.enter(value);
      this.trigger('change');
    },
    fire: (event, data) => this.trigger(event, data)
  });
}

export namespace CustomComponent {
  /**
   * What a module exports.
   */
  export interface IHooks {
    initialize(context: { model: CustomModel; signal: AbortSignal }): unknown;
    render(context: { model: CustomModel; el: HTMLElement; signal: AbortSignal }): unknown;
  }

  /**
   * Load a module from its text, and return its default export.
   */
  export const load: (text: string) => Promise<unknown> = loadModule;
}
