/**
 * Drawings that cost come one after the other, in each frame as many as it has time for.
 *
 * #### Notes
 * Many wait at once where a long text is shown, or where the host loads a part of itself for
 * the first of them: drawn in one go, they would stop the page.
 */
export class DrawingTurns {
  /**
   * Draw when it is its turn; resolves when that is done.
   */
  async take(draw: () => Promise<void>): Promise<void> {
    const before = this._last;
    let leave!: () => void;
    this._last = new Promise(resolve => (leave = resolve));
    await before;
    while (this._spent >= Private.BUDGET) {
      await this._count();
    }
    void this._count();
    const begun = performance.now();
    // One that waits for something without end holds up nobody.
    const timer = window.setTimeout(leave, Private.PATIENCE);
    try {
      await draw();
    } finally {
      window.clearTimeout(timer);
      this._spent += performance.now() - begun;
      leave();
    }
  }

  /**
   * Count from zero in the next frame; resolves when that has come.
   */
  private _count(): Promise<void> {
    this._frame ??= Private.nextFrame().then(() => {
      this._spent = 0;
      this._frame = null;
    });
    return this._frame;
  }

  private _frame: Promise<void> | null = null;
  private _last: Promise<void> = Promise.resolve();
  private _spent = 0;
}

/** Those of all Markdown texts of this page. */
export const markdownTurns = new DrawingTurns();

namespace Private {
  /** Milliseconds of a frame that drawing may take; the last one that begins may take longer. */
  export const BUDGET = 8;

  /** Milliseconds after which the next one begins although one is not done. */
  export const PATIENCE = 2000;

  /** Milliseconds after which a frame is over that does not come: nobody sees the page. */
  const UNSEEN = 100;

  export function nextFrame(): Promise<void> {
    return new Promise(resolve => {
      const timer = window.setTimeout(come, UNSEEN);
      const frame = requestAnimationFrame(come);
      function come(): void {
        window.clearTimeout(timer);
        cancelAnimationFrame(frame);
        resolve();
      }
    });
  }
}
