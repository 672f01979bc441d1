import { Portions } from './portions';

/**
 * Reads out, politely and in portions, a text that grows: a stream.
 *
 * #### Notes
 * A text that takes the place of another one is not read out; if it begins to grow at once,
 * it was the beginning of a stream.
 */
export class GrownPortions extends Portions {
  /**
   * Take note of the text that is shown.
   */
  note(text: string): void {
    const before = this._text;
    const now = performance.now();
    this._text = text;
    if (before === '' || !text.startsWith(before)) {
      this.known([0]);
      this._since = now;
    } else if (text.length > before.length) {
      if (now - this._since > GrownPortions.BEGINNING) {
        this.known([before.length]);
      }
      this._since = Infinity;
      this.news(1);
    }
  }

  protected texts(): { text: string; before: string }[] {
    return [{ text: this._text, before: '' }];
  }

  /** When the text that grows was first shown; never, once it is being told. */
  private _since = Infinity;
  private _text = '';
}

export namespace GrownPortions {
  /** Milliseconds within which a text begins to grow that is the first of a stream. */
  export const BEGINNING = 3000;
}
