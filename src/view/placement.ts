import type { ISanitizer } from '@jupyterlab/apputils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Component } from '../components/component';
import { createComponent } from '../components/create';
import type { IComponentRegistry } from '../components/registry';
import type { ComponentSpec, FileValue } from '../protocol/types';
import type { ISession } from '../session/state';

/**
 * What one placed component, and all within it, may ask of the app.
 */
export class Placement implements Component.IContext {
  constructor(options: Placement.IOptions, id: string, tree: Placement.ITree) {
    this._id = id;
    this._options = options;
    this._tree = tree;
  }

  get trans(): TranslationBundle {
    return this._options.trans;
  }

  get rendermime(): IRenderMimeRegistry {
    return this._options.rendermime;
  }

  get sanitizer(): ISanitizer {
    return this._options.sanitizer;
  }

  get trusted(): boolean {
    return this._options.trusted;
  }

  get upload(): Component.IContext['upload'] {
    if (!this._options.hasFiles()) {
      return null;
    }
    return (file, options) =>
      // What stands inside a composite has no id: the kernel knows the whole of it.
      this._options.session.upload(options.component || this._id, file, options);
  }

  get download(): ((file: FileValue) => Promise<Blob>) | null {
    return this._options.hasFiles() ? file => this._options.session.download(file) : null;
  }

  get read(): Component.IContext['read'] {
    const { session, hasFiles } = this._options;
    return hasFiles() ? (file, from) => session.read(file, from) : null;
  }

  pace(id: string): number {
    const { listeners } = this._options.session.state.app;
    const every = listeners
      .filter(({ targets }) => targets.some(at => at.component === id && at.event === 'stream'))
      .map(listener => listener.stream_every ?? Placement.PACE);
    return Math.min(...every, Placement.PACE);
  }

  call(name: string, args: ReadonlyArray<unknown>): Promise<unknown> {
    return this._options.session.call(this._id, name, args);
  }

  script(name: string): string | null {
    const { mayScript, session } = this._options;
    return mayScript() ? (session.state.scripts.get(name) ?? null) : null;
  }

  create(spec: ComponentSpec): Component {
    return createComponent(this._options.registry, spec, this);
  }

  placed(id: string): Component {
    return this._tree.place(id);
  }

  tool(id: string): Component | null {
    return this._tree.tool(id);
  }

  private readonly _id: string;
  private readonly _options: Placement.IOptions;
  private readonly _tree: Placement.ITree;
}

export namespace Placement {
  /** Seconds between two streamed values, where no listener says otherwise. */
  export const PACE = 0.5;

  /** Where no other component stands. */
  export const ALONE: ITree = {
    place: (id): Component => {
      throw new Error(`No component ${id} stands here.`);
    },
    tool: () => null
  };

  /**
   * Where the other components of the app are.
   */
  export interface ITree {
    /** One that stands in this one, which is a layout. */
    place(id: string): Component;
    /** A button that belongs to this one, if there is such a button. */
    tool(id: string): Component | null;
  }

  export interface IOptions {
    readonly registry: IComponentRegistry;
    readonly rendermime: IRenderMimeRegistry;
    readonly sanitizer: ISanitizer;
    readonly session: ISession;
    readonly trans: TranslationBundle;
    readonly trusted: boolean;
    /** Whether the author's scripts may run. */
    mayScript(): boolean;
    /** Whether there is a kernel that holds files now. */
    hasFiles(): boolean;
  }
}
