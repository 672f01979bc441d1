import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Field } from './field';
import type { IPlotChart } from './plotchart';
import { PlotRange } from './plotrange';

/**
 * What a person chooses in a plot: a range of x, with the pointer or by its ends.
 *
 * #### Notes
 * Vega tells through an element that it binds a signal to, and hears the width in the same
 * way: nothing of the renderer has to be reached into. A choice counts when the pointer is
 * let go, once.
 */
export class PlotBrush implements IDisposable {
  constructor(
    trans: TranslationBundle,
    tell: (name: 'select' | 'double_click', data?: unknown) => void
  ) {
    this._tell = tell;
    this._range = new PlotRange(
      trans,
      (from, to) => this._select([from, to]),
      () => tell('double_click')
    );
    this.node = document.createElement('div');
    this.node.className = 'intarsia-PlotBrush';
    this.node.append(this._size, this._brush, this._range.node);
  }

  readonly node: HTMLElement;

  /**
   * Of the elements that the newest drawing binds its signals to.
   */
  get ids(): { readonly size: string; readonly brush: string } {
    return { size: this._size.id, brush: this._brush.id };
  }

  /**
   * Whether a person has hold of the plot: it must not change now.
   */
  get isPressed(): boolean {
    return this._isPressed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * The plot was let go.
   */
  get released(): ISignal<this, void> {
    return this._released;
  }

  /**
   * Let a range of a chart be chosen, or none.
   */
  offer(chart: IPlotChart | null): void {
    this._isTemporal = chart?.x.type === 'temporal';
    this._range.offer(chart);
  }

  /**
   * Begin anew with another drawing, so wide.
   *
   * #### Notes
   * It gets elements of its own: the drawing before lives until this one is there, and would
   * tell its range through the same.
   */
  forget(width: number): void {
    const [size, brush] = [Private.bound(width), Private.bound(null)];
    brush.addEventListener('input', () => this._onChosen(brush.value));
    this._size.before(size, brush);
    this._size = size;
    this._brush = brush;
  }

  /**
   * The newest drawing is there, and none before it.
   */
  settle(): void {
    while (this._brush.nextSibling && this._brush.nextSibling !== this._range.node) {
      this._brush.nextSibling.remove();
    }
  }

  /**
   * Tell the drawing how wide it is.
   */
  resize(width: number): void {
    if (this._size.value !== width) {
      this._size.value = width;
      this._size.dispatchEvent(new Event('input'));
    }
  }

  /**
   * The pointer is pressed on the plot.
   */
  press(event: PointerEvent): void {
    if (event.button === 0 && !this._isPressed) {
      this._isPressed = true;
      this._chosen = null;
      document.addEventListener('pointerup', this._onRelease);
      document.addEventListener('pointercancel', this._onRelease);
    }
  }

  dispose(): void {
    this._isDisposed = true;
    this._letGo();
    Signal.clearData(this);
  }

  private _letGo(): void {
    if (!this._isPressed) {
      return;
    }
    this._isPressed = false;
    document.removeEventListener('pointerup', this._onRelease);
    document.removeEventListener('pointercancel', this._onRelease);
  }

  private _onRelease = (): void => {
    this._letGo();
    // Vega hears of it in the same turn, and may tell of the last bit of the way.
    window.setTimeout(() => {
      if (!this._isDisposed && !this._isPressed) {
        const chosen = this._chosen;
        this._chosen = null;
        if (chosen) {
          this._select(chosen);
        }
        this._released.emit();
      }
    }, 0);
  };

  private _onChosen(value: unknown): void {
    const [range] = typeof value === 'object' && value !== null ? Object.values(value) : [];
    this._chosen = Array.isArray(range) && range.length > 0 ? (range as unknown[]) : null;
  }

  private _select(range: ReadonlyArray<unknown>): void {
    const told = range.map(end =>
      typeof end === 'string' ? end : Number(end) / (this._isTemporal ? 1000 : 1)
    );
    this._tell('select', { index: told, value: told, selected: true });
  }

  private _brush = Private.bound(null);
  private _chosen: ReadonlyArray<unknown> | null = null;
  private _isDisposed = false;
  private _isPressed = false;
  private _isTemporal = false;
  private readonly _range: PlotRange;
  private readonly _released = new Signal<this, void>(this);
  private _size = Private.bound(null);
  private readonly _tell: (name: 'select' | 'double_click', data?: unknown) => void;
}

namespace Private {
  /**
   * An element with a value of any type: Vega reads and writes it, and listens.
   */
  export type IBound = HTMLElement & { value: unknown };

  export function bound(value: unknown): IBound {
    const element = document.createElement('span');
    element.hidden = true;
    element.id = Field.uniqueId();
    return Object.assign(element, { value });
  }
}
