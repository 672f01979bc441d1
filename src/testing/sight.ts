/**
 * Stands for what tells whether elements are in sight, where nothing is laid out.
 */
export interface ISightControl {
  /** Scroll all that is watched into sight, or out of it. */
  scroll(isWithin: boolean): void;
  /** Give back what was there before. */
  release(): void;
}

/**
 * Let a test say what is in sight, of what is made from here on.
 */
export function controlSight(): ISightControl {
  const { IntersectionObserver } = globalThis;
  const calls: ((isIntersecting: boolean) => void)[] = [];
  globalThis.IntersectionObserver = class extends IntersectionObserver {
    constructor(callback: IntersectionObserverCallback) {
      super(callback);
      calls.push(isIntersecting =>
        callback([{ isIntersecting } as IntersectionObserverEntry], this)
      );
    }
  };
  return {
    scroll: isWithin => calls.forEach(call => call(isWithin)),
    release: () => {
      globalThis.IntersectionObserver = IntersectionObserver;
    }
  };
}
