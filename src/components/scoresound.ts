import { Widget } from '@lumino/widgets';
import type { SoundScores } from '../protocol/types';
import { Field } from './field';
import { readGrid } from './scoregrid';
import type { IGridValues } from './scoregrid';
import { mayPress } from './scoreview';
import type { ScoreView } from './scoreview';
import { scoreWords } from './scorewords';
import { svgElement } from './svgelement';

type Stretch = SoundScores['units'][number];

/**
 * A sound along its time: its wave, each stretch in the tint of what it did, and below bars,
 * upwards what raised the result, downwards what lowered it.
 *
 * #### Notes
 * Arrows go from stretch to stretch; one that is pressed falls silent.
 */
export class ScoreSound extends Widget {
  constructor(options: ScoreView.IOptions) {
    super();
    this._options = options;
    this.addClass('intarsia-ScoreSound');
    this._stage.className = 'intarsia-ScoreSound-stage';
    this._stage.tabIndex = 0;
    this._stage.dir = 'ltr'; // time goes to the right
    this._stage.setAttribute('role', 'application');
    this._axis.className = 'intarsia-ScoreSound-axis';
    this._axis.dir = 'ltr';
    this._axis.setAttribute('aria-hidden', 'true');
    this._told.className = 'intarsia-ScoreText-told';
    this._told.setAttribute('aria-live', 'polite');
    this._stage.addEventListener('pointermove', event => this._look(this._placeOf(event)));
    this._stage.addEventListener('pointerleave', () => this._look(-1));
    this._stage.addEventListener('click', event => this._choose(this._placeOf(event)));
    this._stage.addEventListener('keydown', event => this._evtKeyDown(event));
    Field.keepKeys(this._stage);
    this.node.append(this._stage, this._axis, this._told);
  }

  /**
   * Show the stretches.
   */
  draw({ units, wave }: SoundScores, given: ScoreView.IGiven): void {
    this._units = units;
    this._given = given;
    this._stage.setAttribute('aria-label', given.name);
    const end = Math.max(...units.map(unit => unit.end), Number.MIN_VALUE);
    const grid = wave === null ? null : readGrid(wave, 2);
    this._stage.classList.toggle('intarsia-mod-wave', grid !== null);
    this._stretches = units.map(unit => Private.stretch(unit, end, given, grid));
    this._stage.replaceChildren(...this._stretches);
    this._stage.hidden = this._axis.hidden = units.length === 0;
    const ends = [0, end].map(time => {
      const node = document.createElement('span');
      node.textContent = `${Number(time.toPrecision(3))} s`;
      return node;
    });
    this._axis.replaceChildren(...ends);
    this._tell();
  }

  private _placeOf(event: Event): number {
    return this._stretches.findIndex(node => node.contains(event.target as Node));
  }

  private _look(at: number): void {
    if (at !== this._pointed) {
      this._pointed = at;
      this._tell();
    }
  }

  /**
   * Have a stretch fall silent, or be heard again.
   */
  private _choose(at: number): void {
    const unit: Stretch | undefined = this._units[at];
    if (!unit) {
      return;
    }
    this._chosen = this._chosen === at ? -1 : at;
    if (this._chosen >= 0 && this._given && unit.without === null) {
      this._options.askWithout?.(this._given.input, at);
    }
    this._tell();
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const last = this._units.length - 1;
    const at = this._pointed;
    const steps: Record<string, number | undefined> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: last
    };
    const next = steps[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      this._choose(at);
    } else if (event.key === 'Escape' && this._chosen >= 0) {
      this._choose(this._chosen);
    } else if (next !== undefined) {
      this._look(Math.max(0, Math.min(next, last)));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Tell of the stretch that is pointed at, or else of the one that is silent.
   */
  private _tell(): void {
    const { trans } = this._options;
    this._stretches.forEach((node, at) => {
      node.classList.toggle('intarsia-mod-current', at === this._pointed);
      node.classList.toggle('intarsia-mod-away', at === this._chosen);
    });
    const unit: Stretch | undefined =
      this._units[this._pointed >= 0 ? this._pointed : this._chosen];
    this._told.classList.toggle('intarsia-mod-quiet', !unit);
    if (unit && this._given) {
      const time = `${unit.start.toFixed(2)}–${unit.end.toFixed(2)} s`;
      this._told.textContent = scoreWords(trans, time, unit, this._given);
    } else {
      this._told.textContent = mayPress(this._options, this._units)
        ? trans.__('Point at a stretch, or press it to see the result without it.')
        : trans.__('Point at a stretch.');
    }
  }

  private readonly _axis = document.createElement('div');
  private _chosen = -1;
  private _given: ScoreView.IGiven | null = null;
  private readonly _options: ScoreView.IOptions;
  private _pointed = -1;
  private readonly _stage = document.createElement('div');
  private _stretches: HTMLElement[] = [];
  private readonly _told = document.createElement('div');
  private _units: ReadonlyArray<Stretch> = [];
}

namespace Private {
  /**
   * One stretch, from top to bottom: its piece of the wave, and its bar.
   */
  export function stretch(
    { start, end: stop, score }: Stretch,
    end: number,
    { scale }: ScoreView.IGiven,
    grid: IGridValues | null
  ): HTMLElement {
    const node = document.createElement('span');
    const strength = scale.strength(score);
    node.className = 'intarsia-ScoreSound-stretch';
    node.classList.toggle('intarsia-mod-raises', strength > 0);
    node.classList.toggle('intarsia-mod-lowers', strength < 0);
    node.style.insetInlineStart = `${((start / end) * 100).toFixed(2)}%`;
    node.style.inlineSize = `${(((stop - start) / end) * 100).toFixed(2)}%`;
    node.style.setProperty('--intarsia-strength', Math.abs(strength).toFixed(3));
    if (grid) {
      node.append(wave(grid, start / end, stop / end));
    }
    const bar = document.createElement('span');
    bar.className = 'intarsia-ScoreSound-bar';
    node.append(bar);
    return node;
  }

  /**
   * The wave between two shares of the time.
   */
  function wave({ shape, values }: IGridValues, from: number, to: number): SVGSVGElement {
    const count = shape[1];
    const [first, last] = [Math.round(from * count), Math.round(to * count)];
    const svg = svgElement('svg', {
      viewBox: `0 0 ${Math.max(last - first, 1)} 2`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true'
    });
    const places = Array.from({ length: Math.max(last - first, 0) }, (_, at) => first + at);
    // Steps, so that there is no gap to the next stretch.
    const up = places.map((place, at) => `V${(1 - values[count + place]).toFixed(3)}H${at + 1}`);
    const down = places.map((place, at) => `V${(1 - values[place]).toFixed(3)}H${at}`);
    if (places.length > 0) {
      svg.append(svgElement('path', { d: `M0 1${up.join('')}${down.reverse().join('')}Z` }));
    }
    return svg;
  }
}
