import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { HeatScores, SegmentScore, SegmentScores } from '../protocol/types';
import { Field } from './field';
import { readGrid } from './scoregrid';
import type { IGridValues } from './scoregrid';
import { scoreCheck, scoreMenu, scoreRange } from './scoretools';
import type { IScoreMenu, IScoreTool } from './scoretools';
import { mayPress } from './scoreview';
import type { ScoreView } from './scoreview';
import { scoreWords } from './scorewords';

/**
 * A picture under the scores of its pieces or pixels: how strong they cover it, which sign is
 * seen, and from what strength on, a person chooses.
 *
 * #### Notes
 * Arrows go from piece to piece, the strongest first; a piece that is pressed is taken away.
 */
export class ScorePicture extends Widget {
  constructor(options: ScoreView.IOptions) {
    super();
    this._options = options;
    this._trans = options.trans;
    const { trans } = options;
    this.addClass('intarsia-ScorePicture');
    this._stage.className = 'intarsia-ScorePicture-stage';
    this._stage.tabIndex = 0;
    this._stage.setAttribute('role', 'application');
    this._image.alt = '';
    this._mark.className = 'intarsia-ScorePicture-mark';
    this._heat.className = 'intarsia-ScorePicture-heat';
    this._stage.append(this._image, this._heat, this._mark);
    this._told.className = 'intarsia-ScoreText-told';
    this._told.setAttribute('aria-live', 'polite');
    const redraw = (): void => this._paint();
    this._opacity = scoreRange(trans.__('Strength'), 0.7, redraw);
    this._threshold = scoreRange(trans.__('From'), 0, redraw);
    this._sign = scoreMenu(trans.__('Show'), redraw);
    this._sign.offer([
      ['both', trans.__('both')],
      ['raises', trans.__('what raises')],
      ['lowers', trans.__('what lowers')]
    ]);
    const tools = document.createElement('div');
    tools.className = 'intarsia-ScorePicture-tools';
    this._outlines = scoreCheck(trans.__('Outlines'), redraw);
    tools.append(
      ...[this._opacity, this._threshold, this._sign, this._outlines].map(({ node }) => node)
    );
    this.node.append(this._stage, this._told, tools);
    this._stage.addEventListener('pointermove', event => {
      this._look(this._pieceAt(event));
      this._lookAtPixel(this._isHeat ? this._pixelAt(event) : -1);
    });
    this._stage.addEventListener('pointerleave', () => {
      this._look(-1);
      this._lookAtPixel(-1);
    });
    this._stage.addEventListener('click', event => this._choose(this._pieceAt(event)));
    this._stage.addEventListener('keydown', event => this._evtKeyDown(event));
    Field.keepKeys(this._stage);
  }

  /**
   * Show the pieces of a picture.
   */
  drawSegments({ labels, units }: SegmentScores, given: ScoreView.IGiven): void {
    const grid = readGrid(labels, 2);
    this._placed = units;
    this._units = [...units].sort((a, b) => Math.abs(b.score ?? 0) - Math.abs(a.score ?? 0));
    const strengths = new Map(units.map(unit => [unit.index, given.scale.strength(unit.score)]));
    this._labels = grid;
    this._isHeat = false;
    this._strength = at => strengths.get(grid!.values[at]) ?? 0;
    this._draw(
      grid,
      given,
      units.some(unit => (unit.score ?? 0) < 0)
    );
  }

  /**
   * Show the pixels of a picture.
   */
  drawHeat({ values, signed }: HeatScores, given: ScoreView.IGiven): void {
    const grid = readGrid(values, 2);
    let largest = 0;
    for (let at = 0; at < (grid?.values.length ?? 0); at++) {
      largest = Math.max(largest, Math.abs(grid!.values[at]));
    }
    this._units = this._placed = [];
    this._labels = null;
    this._isHeat = true;
    this._strength = at => (largest > 0 ? grid!.values[at] / largest : 0);
    this._draw(grid, given, signed);
  }

  private _draw(grid: IGridValues | null, given: ScoreView.IGiven, isSigned: boolean): void {
    this._given = given;
    this._grid = grid;
    this._stage.hidden = grid === null;
    this._stage.setAttribute('aria-label', given.name);
    this._sign.node.hidden = !isSigned;
    this._outlines.node.hidden = this._isHeat;
    if (grid === null) {
      this._told.textContent = this._trans.__('The picture cannot be drawn.');
      return;
    }
    const [height, width] = grid.shape;
    this._stage.style.aspectRatio = `${width} / ${height}`;
    this._stage.style.setProperty('--intarsia-ratio', String(width / Math.max(height, 1)));
    this._stage.classList.toggle('intarsia-mod-coarse', width < 100);
    if (given.picture === undefined) {
      this._image.removeAttribute('src');
    } else if (this._image.src !== given.picture) {
      this._image.src = given.picture;
    }
    this._image.hidden = given.picture === undefined;
    this._paint();
    this._tell();
  }

  /**
   * Lay the scores over the picture.
   */
  private _paint(): void {
    const grid = this._grid;
    const context = grid && Private.contextOf(this._heat, grid.shape);
    if (!grid || !context) {
      return;
    }
    const [height, width] = grid.shape;
    const style = getComputedStyle(this.node);
    const raises = Private.rgb(style.getPropertyValue('--intarsia-raises'), [209, 96, 31]);
    const lowers = Private.rgb(style.getPropertyValue('--intarsia-lowers'), [38, 115, 201]);
    const [opacity, threshold, sign] = [
      this._opacity.value(),
      this._threshold.value(),
      this._sign.value()
    ];
    const hasOutlines = this._outlines.value() && this._labels !== null;
    const image = context.createImageData(width, height);
    for (let at = 0; at < width * height; at++) {
      const piece = this._labels?.values[at];
      const isAway = piece !== undefined && piece === this._chosen;
      const strength = this._strength(at);
      const size = Math.abs(strength);
      const isSeen = size > 0 && size >= threshold && sign !== (strength > 0 ? 'lowers' : 'raises');
      const color = isAway ? [128, 128, 128] : strength > 0 ? raises : lowers;
      const isPointed = piece !== undefined && piece === this._pointed;
      const isEdge = (isPointed || hasOutlines) && this._isEdge(at, width);
      image.data.set(
        isEdge
          ? isPointed
            ? [255, 255, 255, 255]
            : [128, 128, 128, 200]
          : [...color, isAway ? 255 : isSeen ? Math.round(255 * opacity * size) : 0],
        at * 4
      );
    }
    context.putImageData(image, 0, 0);
  }

  private _isEdge(at: number, width: number): boolean {
    const { values } = this._labels!;
    const own = values[at];
    return [at - 1, at + 1, at - width, at + width].some(next => values[next] !== own);
  }

  private _pieceAt(event: MouseEvent): number {
    const at = this._labels ? this._pixelAt(event) : -1;
    return at < 0 ? -1 : this._labels!.values[at];
  }

  /** The place of a pixel among all, row by row. */
  private _pixelAt(event: MouseEvent): number {
    const box = this._heat.getBoundingClientRect();
    const [height, width] = this._grid?.shape ?? [0, 0];
    const x = Math.floor(((event.clientX - box.left) / box.width) * width);
    const y = Math.floor(((event.clientY - box.top) / box.height) * height);
    const isInside = x >= 0 && y >= 0 && x < width && y < height;
    return isInside ? y * width + x : -1;
  }

  private _lookAtPixel(at: number): void {
    if (at !== this._pixel) {
      this._pixel = at;
      this._tell();
    }
  }

  /**
   * Go some way over a picture whose pixels have scores; from its middle at first.
   */
  private _evtHeatKey(event: KeyboardEvent): boolean {
    const [height, width] = this._grid?.shape ?? [0, 0];
    const [x, y] =
      this._pixel < 0
        ? [Math.floor(width / 2), Math.floor(height / 2)]
        : [this._pixel % width, Math.floor(this._pixel / width)];
    const step = this._pixel < 0 ? 0 : Math.max(1, Math.round(Math.max(width, height) / 24));
    const steps: Record<string, readonly [number, number] | undefined> = {
      ArrowRight: [x + step, y],
      ArrowLeft: [x - step, y],
      ArrowDown: [x, y + step],
      ArrowUp: [x, y - step]
    };
    const next = steps[event.key];
    if (!next || width === 0 || height === 0) {
      return false;
    }
    const inside = (place: number, count: number): number =>
      Math.max(0, Math.min(place, count - 1));
    this._lookAtPixel(inside(next[1], height) * width + inside(next[0], width));
    return true;
  }

  private _look(piece: number): void {
    if (piece !== this._pointed) {
      this._pointed = piece;
      this._paint();
      this._tell();
    }
  }

  private _choose(piece: number): void {
    if (piece >= 0) {
      this._chosen = this._chosen === piece ? -1 : piece;
      const at = this._placed.findIndex(unit => unit.index === piece);
      if (this._chosen >= 0 && this._given && this._placed[at]?.without === null) {
        this._options.askWithout?.(this._given.input, at);
      }
      this._paint();
      this._tell();
    }
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    const last = this._units.length - 1;
    const at = this._units.findIndex(unit => unit.index === this._pointed);
    const steps: Record<string, number | undefined> = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: last
    };
    const next = steps[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    if (last < 0) {
      if (this._isHeat && this._evtHeatKey(event)) {
        event.preventDefault();
        event.stopPropagation();
      }
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      this._choose(this._pointed);
    } else if (next !== undefined) {
      this._look(this._units[Math.max(0, Math.min(next, last))].index);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Tell of the pixel that is pointed at.
   */
  private _tellPixel(): void {
    const [height, width] = this._grid?.shape ?? [0, 0];
    const at = this._pixel;
    this._mark.hidden = at < 0;
    this._told.classList.toggle('intarsia-mod-quiet', at < 0);
    if (at < 0 || !this._given) {
      this._told.textContent = this._trans.__('Point at a pixel.');
      return;
    }
    const [x, y] = [at % width, Math.floor(at / width)];
    const { style } = this._mark;
    style.insetInlineStart = `${(x / width) * 100}%`;
    style.insetBlockStart = `${(y / height) * 100}%`;
    style.inlineSize = `${100 / width}%`;
    style.blockSize = `${100 / height}%`;
    const score = this._grid!.values[at];
    this._told.textContent = this._trans.__(
      'Pixel %1, %2: %3',
      x + 1,
      y + 1,
      score === 0 ? '0' : `${score > 0 ? '+' : '\u2212'}${Math.abs(score).toPrecision(2)}`
    );
  }

  private _tell(): void {
    if (this._isHeat) {
      this._tellPixel();
      return;
    }
    this._mark.hidden = true;
    const piece = this._pointed >= 0 ? this._pointed : this._chosen;
    const place = this._units.findIndex(unit => unit.index === piece);
    const unit: SegmentScore | undefined = this._units[place];
    if (!unit || !this._given) {
      this._told.textContent = !this._units.length
        ? ''
        : mayPress(this._options, this._units)
          ? this._trans.__('Point at a piece, or press it to see the result without it.')
          : this._trans.__('Point at a piece.');
      this._told.classList.add('intarsia-mod-quiet');
      return;
    }
    const name = this._trans.__('Piece %1 of %2 by strength:', place + 1, this._units.length);
    this._told.textContent = scoreWords(this._trans, name, unit, this._given);
    this._told.classList.remove('intarsia-mod-quiet');
  }

  private _chosen = -1;
  private _given: ScoreView.IGiven | null = null;
  private _grid: IGridValues | null = null;
  private readonly _heat = document.createElement('canvas');
  private _isHeat = false;
  private readonly _image = document.createElement('img');
  private _labels: IGridValues | null = null;
  private readonly _mark = document.createElement('span');
  private readonly _opacity: IScoreTool<number>;
  private readonly _options: ScoreView.IOptions;
  private readonly _outlines: IScoreTool<boolean>;
  private _pixel = -1;
  /** The pieces in their own order. */
  private _placed: ReadonlyArray<SegmentScore> = [];
  private _pointed = -1;
  private readonly _sign: IScoreMenu;
  private readonly _stage = document.createElement('div');
  private _strength: (at: number) => number = () => 0;
  private readonly _threshold: IScoreTool<number>;
  private readonly _told = document.createElement('div');
  private readonly _trans: TranslationBundle;
  private _units: ReadonlyArray<SegmentScore> = [];
}

namespace Private {
  export function contextOf(
    canvas: HTMLCanvasElement,
    [height, width]: ReadonlyArray<number>
  ): CanvasRenderingContext2D | null {
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    return width > 0 && height > 0 ? canvas.getContext('2d') : null;
  }

  /**
   * A colour of the style sheet as numbers.
   */
  export function rgb(text: string, otherwise: number[]): number[] {
    const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
    return found ? found.slice(1).map(part => parseInt(part, 16)) : otherwise;
  }
}
