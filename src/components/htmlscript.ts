import type { IDisposable } from '@lumino/disposable';
import { loadHead, loadModule } from './authormodule';

/**
 * A script of the author's that runs once for a piece of HTML: it hears of its events, and
 * changes what it shows.
 */
export class HtmlScript implements IDisposable {
  constructor(options: HtmlScript.IOptions) {
    this._options = options;
    this._done = this._run().catch((error: unknown) => {
      if (!this._isDisposed) {
        options.onFail(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
      }
    });
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Resolves when the script has run, or failed.
   */
  get done(): Promise<void> {
    return this._done;
  }

  /**
   * Tell whoever watches that the kernel changed something.
   */
  changed(names: ReadonlyArray<string>): void {
    for (const { watched, callback } of this._watches) {
      if (watched.some(name => names.includes(name))) {
        try {
          callback();
        } catch (error) {
          this._options.onFail(String(error));
        }
      }
    }
  }

  dispose(): void {
    this._isDisposed = true;
    this._watches = [];
  }

  private async _run(): Promise<void> {
    const { head, text, element, read, write, fire, call, upload } = this._options;
    if (head !== null) {
      await loadHead(head);
    }
    const main = await loadModule(text);
    if (this._isDisposed || typeof main !== 'function') {
      return;
    }
    await (main as (surroundings: object) => unknown)({
      element,
      props: new Proxy(Object.create(null) as Record<string, unknown>, {
        get: (_, name) => read(String(name)),
        set: (_, name, value) => {
          write(String(name), value);
          return true;
        }
      }),
      trigger: (name: string, data: unknown = {}) => fire(name, data),
      watch: (names: string | string[], callback: () => void) => {
        this._watches.push({ watched: Array.isArray(names) ? names : [names], callback });
      },
      server: new Proxy(Object.create(null) as Record<string, unknown>, {
        // A promise resolved with this would ask for `then`.
        get: (_, name) =>
          typeof name === 'string' && name !== 'then'
            ? (...args: unknown[]) => call(name, args)
            : undefined
      }),
      upload
    });
  }

  private readonly _done: Promise<void>;
  private _isDisposed = false;
  private readonly _options: HtmlScript.IOptions;
  private _watches: { watched: ReadonlyArray<string>; callback: () => void }[] = [];
}

export namespace HtmlScript {
  export interface IOptions {
    /** What stands in the head of the page for it. */
    readonly head: string | null;
    /** The module. */
    readonly text: string;
    /** What it works on. */
    readonly element: HTMLElement;
    read(name: string): unknown;
    write(name: string, value: unknown): void;
    fire(name: string, data: unknown): void;
    /** Call one of the functions that the author gave for it, in the kernel. */
    call(name: string, args: ReadonlyArray<unknown>): Promise<unknown>;
    upload(file: File): Promise<unknown>;
    onFail(words: string): void;
  }
}
