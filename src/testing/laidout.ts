/**
 * jsdom lays nothing out: a test says how high things are, and when that is so.
 *
 * #### Notes
 * Replaces `ResizeObserver` until `restore`; observers that were made before know nothing of it.
 */
export class LaidOut {
  constructor() {
    const { _observers: observers, _original } = this;
    globalThis.ResizeObserver = class extends _original {
      constructor(callback: ResizeObserverCallback) {
        super(callback);
        observers.add(() => callback([], this));
      }
    };
  }

  /**
   * Let an element be 100 pixels high, and what scrolls in it so many.
   */
  measure(node: HTMLElement, content: number): void {
    Object.defineProperty(node, 'clientHeight', { value: 100, configurable: true });
    Object.defineProperty(node, 'scrollHeight', { value: content, configurable: true });
    node.scrollTop = Math.min(node.scrollTop, Math.max(0, content - 100));
    this._observers.forEach(observer => observer());
  }

  restore(): void {
    globalThis.ResizeObserver = this._original;
  }

  private readonly _observers = new Set<() => void>();
  private readonly _original = globalThis.ResizeObserver;
}
