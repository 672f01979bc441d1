import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { CurvePoint } from '../protocol/types';
import { Field } from './field';
import { scaleOfAxis } from './plotscale';
import type { IPlotScale } from './plotscale';
import type { ScoreView } from './scoreview';
import { svgElement } from './svgelement';

/**
 * What the function says where one number has other values: a line, the present value on it.
 *
 * #### Notes
 * Arrows move along the points; the line below tells of the one that is looked at.
 */
export class ScoreCurve extends Widget {
  constructor(options: ScoreView.IOptions) {
    super();
    this._trans = options.trans;
    this.addClass('intarsia-ScoreCurve');
    this._stage = document.createElement('div');
    this._stage.className = 'intarsia-ScoreCurve-stage';
    this._stage.tabIndex = 0;
    this._stage.setAttribute('role', 'slider');
    this._stage.addEventListener('pointermove', event => this._evtPointer(event));
    this._stage.addEventListener('pointerleave', () => this._look(null));
    this._stage.addEventListener('keydown', event => this._evtKeyDown(event));
    this._stage.addEventListener('blur', () => this._look(null));
    Field.keepKeys(this._stage);
    this._told = document.createElement('div');
    this._told.className = 'intarsia-ScoreCurve-told';
    this.node.append(this._stage, this._told);
  }

  /**
   * Show a curve.
   */
  draw(at: number, points: ReadonlyArray<CurvePoint>, given: ScoreView.IGiven): void {
    this._at = at;
    this._points = points.filter(point => point.prediction !== null);
    this._given = given;
    this._stage.setAttribute('aria-label', this._trans.__('Prediction by %1', given.name));
    this._draw();
    this._look(this._looked);
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    if (typeof ResizeObserver !== 'undefined') {
      this._watch ??= new ResizeObserver(() => {
        if (Math.abs(this._stage.clientWidth - this._width) > 1) {
          this._draw();
          this._look(this._looked);
        }
      });
      this._watch.observe(this._stage);
    }
  }

  protected onBeforeDetach(msg: Message): void {
    this._watch?.disconnect();
    super.onBeforeDetach(msg);
  }

  private _draw(): void {
    const points = this._points;
    this._stage.hidden = points.length === 0;
    if (points.length === 0) {
      return;
    }
    this._width = this._stage.clientWidth || Private.WIDTH;
    const frame = Private.frame(points, this._width, this._given?.range ?? []);
    const picture = svgElement('svg', {
      width: this._width,
      height: Private.HEIGHT,
      viewBox: `0 0 ${this._width} ${Private.HEIGHT}`,
      'aria-hidden': 'true'
    });
    Private.drawAxes(picture, frame);
    Private.drawLine(picture, points, frame);
    const here = points.find(point => point.x === this._at);
    if (here) {
      const [x, y] = Private.place(here, frame);
      picture.append(
        svgElement('line', { class: 'now', x1: x, x2: x, y1: frame.top, y2: frame.bottom }),
        svgElement('circle', { class: 'now', cx: x, cy: y, r: 4.5 })
      );
    }
    this._mark = svgElement('circle', {
      class: 'mark',
      cx: 0,
      cy: 0,
      r: 4,
      visibility: 'hidden'
    });
    picture.append(this._mark);
    this._frame = frame;
    this._stage.replaceChildren(picture);
  }

  private _evtPointer(event: PointerEvent): void {
    if (!this._frame) {
      return;
    }
    const x = event.clientX - this._stage.getBoundingClientRect().left;
    const far = (point: CurvePoint): number => Math.abs(Private.place(point, this._frame!)[0] - x);
    const nearest = [...this._points.keys()].sort(
      (a, b) => far(this._points[a]) - far(this._points[b])
    )[0];
    this._look(nearest ?? null);
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    const here = this._points.findIndex(point => point.x === this._at);
    const at = this._looked ?? here;
    const last = this._points.length - 1;
    const steps: Record<string, number | undefined> = {
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      Home: 0,
      End: last
    };
    const next = steps[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this._look(Math.max(0, Math.min(next, last)));
  }

  /**
   * Tell of a point; of the present value where none is looked at.
   */
  private _look(index: number | null): void {
    this._looked = index;
    const { scale } = this._given ?? {};
    const point =
      index === null ? this._points.find(each => each.x === this._at) : this._points[index];
    const [first] = this._points;
    this._told.classList.toggle('intarsia-mod-quiet', !point);
    if (!point || !scale || !this._given) {
      // Of no value in particular: how far it goes.
      const all = this._points.map(({ prediction }) => prediction ?? 0);
      this._told.textContent =
        first && scale
          ? this._trans.__(
              'from %1 to %2',
              scale.plain(Math.min(...all)),
              scale.plain(Math.max(...all))
            )
          : '';
      this._setValue(first?.x ?? 0);
      return;
    }
    const x = Private.short(point.x);
    const words = `${x} → ${scale.plain(point.prediction)}`;
    const change =
      this._given.prediction !== null && point.prediction !== null && point.x !== this._at
        ? ` (${scale.signed(point.prediction - this._given.prediction)})`
        : '';
    const { without = null, target } = this._given;
    const absent =
      without === null
        ? ''
        : ` · ${this._trans.__('without it %1 %2', target, scale.plain(without))}`;
    this._told.textContent =
      point.x === this._at ? this._trans.__('now %1', words) + absent : words + change;
    this._setValue(point.x);
    this._mark?.setAttribute('visibility', index === null ? 'hidden' : 'visible');
    if (this._frame && this._mark) {
      const [cx, cy] = Private.place(point, this._frame);
      this._mark.setAttribute('cx', String(cx));
      this._mark.setAttribute('cy', String(cy));
    }
  }

  /**
   * Tell those who do not see it where it is.
   */
  private _setValue(x: number): void {
    const values: Record<string, number | string> = {
      'aria-valuemin': this._points[0]?.x ?? 0,
      'aria-valuemax': this._points.at(-1)?.x ?? 0,
      'aria-valuenow': x,
      'aria-valuetext': this._told.textContent ?? ''
    };
    Object.entries(values).forEach(([name, value]) =>
      this._stage.setAttribute(name, String(value))
    );
  }

  private _at = 0;
  private _frame: Private.IFrame | null = null;
  private _given: ScoreView.IGiven | null = null;
  private _looked: number | null = null;
  private _mark: SVGElement | null = null;
  private _points: ReadonlyArray<CurvePoint> = [];
  private readonly _stage: HTMLElement;
  private readonly _told: HTMLElement;
  private readonly _trans: TranslationBundle;
  private _watch: ResizeObserver | null = null;
  private _width = 0;
}

namespace Private {
  /** Pixels, where nobody has laid anything out. */
  export const WIDTH = 240;
  export const HEIGHT = 112;
  const SIZE = 11;

  export interface IFrame {
    readonly x: IPlotScale & { readonly from: number; readonly to: number };
    readonly y: IPlotScale;
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  }

  function axis(values: ReadonlyArray<number>): Parameters<typeof scaleOfAxis>[0] {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = low === high ? Math.abs(low) * 0.1 || 1 : 0;
    return {
      title: '',
      type: 'quantitative',
      words: [],
      extent: [low - room, high + room],
      fixed: [false, false],
      isReversed: false,
      isWhole: false
    };
  }

  export function frame(
    points: ReadonlyArray<CurvePoint>,
    width: number,
    range: ReadonlyArray<number>
  ): IFrame {
    const [top, bottom, right] = [8, HEIGHT - SIZE * 1.9, width - 12];
    const heights = points
      .flatMap(({ prediction, low, high }) => [prediction, low, high])
      .filter(each => each !== null)
      .concat(range);
    const y = scaleOfAxis(axis(heights), bottom, top, 2);
    const left = Math.max(...y.ticks.map(({ text }) => text.length)) * SIZE * 0.58 + 8;
    const xs = points.map(point => point.x);
    const across = { ...axis(xs), fixed: [true, true] as const };
    const [from, to] = [Math.min(...xs), Math.max(...xs)];
    const x = { ...scaleOfAxis(across, left + 4, right, 2), from, to };
    return { x, y, left, right, top, bottom };
  }

  export function place(point: CurvePoint, { x, y }: IFrame): [number, number] {
    return [x.at(point.x) ?? 0, y.at(point.prediction) ?? 0];
  }

  export function drawAxes(picture: SVGElement, { x, y, left, right, bottom }: IFrame): void {
    for (const { at, text } of y.ticks) {
      picture.append(
        svgElement('line', { class: 'grid', x1: left, x2: right, y1: at, y2: at }),
        svgElement('text', { x: left - 5, y: at + SIZE * 0.35, 'text-anchor': 'end' }, text)
      );
    }
    // The ends alone: where it is in between, the line below tells.
    const ends = [
      [x.from, 'start'],
      [x.to, 'end']
    ] as const;
    for (const [end, anchor] of ends) {
      const text = short(end);
      picture.append(
        svgElement(
          'text',
          { x: x.at(end) ?? 0, y: bottom + SIZE * 1.4, 'text-anchor': anchor },
          text
        )
      );
    }
  }

  export function drawLine(
    picture: SVGElement,
    points: ReadonlyArray<CurvePoint>,
    frame: IFrame
  ): void {
    const ends = points.filter(({ low, high }) => low !== null && high !== null);
    if (ends.length > 1) {
      const up = ends.map(({ x, high }) => `${frame.x.at(x)} ${frame.y.at(high)}`);
      const down = ends.map(({ x, low }) => `${frame.x.at(x)} ${frame.y.at(low)}`).reverse();
      picture.append(svgElement('path', { class: 'band', d: `M${[...up, ...down].join('L')}Z` }));
    }
    const corners = points.map(point =>
      place(point, frame)
        .map(n => n.toFixed(1))
        .join(' ')
    );
    picture.append(svgElement('path', { class: 'line', d: `M${corners.join('L')}` }));
    for (const point of points) {
      const [cx, cy] = place(point, frame);
      picture.append(svgElement('circle', { class: 'point', cx, cy, r: 2 }));
    }
  }

  /** A number of an input, as short as it can be. */
  export function short(x: number): string {
    return String(Number(x.toPrecision(4))).replace('-', '\u2212');
  }
}
