/**
 * What this browser keeps for apps, by key; in memory where it may not keep anything.
 */
export class BrowserStore {
  /**
   * The one of this page.
   */
  static get(): BrowserStore {
    return Private.shared();
  }

  constructor(open: () => Storage = () => window.localStorage) {
    this._open = open;
  }

  /**
   * Whether the browser has refused to keep something.
   */
  get isDenied(): boolean {
    return this._isDenied;
  }

  /**
   * What is kept under a key; `undefined` where nothing is, or nothing that can be read.
   */
  read(key: string): unknown {
    if (this._memory.has(key)) {
      return this._memory.get(key);
    }
    const text = this._try(storage => storage.getItem(Private.PREFIX + key));
    try {
      return typeof text === 'string' ? (JSON.parse(text) as unknown) : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * Keep a value. Of those under keys that nobody chose, and nobody will ask for again, only
   * the newest stay.
   */
  write(key: string, value: unknown, isLasting: boolean): void {
    const text = JSON.stringify(value, Private.plain);
    const isKept = this._try(storage => {
      storage.setItem(Private.PREFIX + key, text);
      if (!isLasting) {
        this._makeRoom(storage, key);
      }
      return true;
    });
    if (isKept) {
      this._memory.delete(key);
    } else {
      this._memory.set(key, JSON.parse(text));
    }
  }

  remove(key: string): void {
    this._memory.delete(key);
    this._try(storage => storage.removeItem(Private.PREFIX + key));
  }

  private _makeRoom(storage: Storage, key: string): void {
    const known: unknown = JSON.parse(storage.getItem(Private.PASSING) ?? '[]');
    const keys = (Array.isArray(known) ? known : []).filter(
      (each): each is string => typeof each === 'string' && each !== key
    );
    keys.push(key);
    for (const old of keys.splice(0, Math.max(0, keys.length - Private.MOST))) {
      storage.removeItem(Private.PREFIX + old);
    }
    storage.setItem(Private.PASSING, JSON.stringify(keys));
  }

  /**
   * Even to look at the storage may be forbidden, and it may be full.
   */
  private _try<T>(use: (storage: Storage) => T): T | undefined {
    try {
      return use(this._open());
    } catch {
      this._isDenied = true;
      return undefined;
    }
  }

  private _isDenied = false;
  private readonly _memory = new Map<string, unknown>();
  private readonly _open: () => Storage;
}

namespace Private {
  let made: BrowserStore | null = null;

  export function shared(): BrowserStore {
    return (made ??= new BrowserStore());
  }

  export const PREFIX = 'intarsia:state:';
  export const PASSING = 'intarsia:passing';
  export const MOST = 50;

  /** JSON has no integers as large as Python's: nearest numbers. */
  export function plain(_key: string, value: unknown): unknown {
    return typeof value === 'bigint' ? Number(value) : value;
  }
}
