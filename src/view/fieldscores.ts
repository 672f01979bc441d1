import type { IDisposable } from '@lumino/disposable';

/**
 * Bars at the fields of a form: what each input did to the result that is explained.
 *
 * #### Notes
 * For the eye alone: the page with the explanation says the same in words.
 */
export class FieldScores implements IDisposable {
  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Show a bar at each of these fields, and nowhere else.
   */
  draw(scores: ReadonlyArray<FieldScores.IScore>): void {
    const wanted = new Set(scores.map(score => score.field));
    for (const [field, bar] of this._bars) {
      if (!wanted.has(field)) {
        bar.remove();
        this._bars.delete(field);
      }
    }
    for (const { field, strength, text } of scores) {
      const bar = this._bars.get(field) ?? Private.bar();
      this._bars.set(field, bar);
      if (bar.parentElement !== field) {
        field.append(bar);
      }
      bar.dataset.tone = strength > 0 ? 'raises' : strength < 0 ? 'lowers' : 'quiet';
      bar.style.setProperty('--intarsia-strength', Math.abs(strength).toFixed(3));
      bar.lastElementChild!.textContent = text;
    }
  }

  dispose(): void {
    this._isDisposed = true;
    this.draw([]);
  }

  private readonly _bars = new Map<HTMLElement, HTMLElement>();
  private _isDisposed = false;
}

export namespace FieldScores {
  /**
   * What one input did.
   */
  export interface IScore {
    readonly field: HTMLElement;
    /** From -1 to 1, beside the others. */
    readonly strength: number;
    readonly text: string;
  }
}

namespace Private {
  export function bar(): HTMLElement {
    const node = document.createElement('div');
    node.className = 'intarsia-FieldScore';
    node.setAttribute('aria-hidden', 'true');
    const track = document.createElement('span');
    track.className = 'intarsia-FieldScore-track';
    track.append(document.createElement('span'));
    const number = document.createElement('span');
    number.className = 'intarsia-FieldScore-number';
    node.append(track, number);
    return node;
  }
}
