import { Widget } from '@lumino/widgets';
import type { SoundScores } from '../protocol/types';
import { Field } from './field';
import type { ScoreView } from './scoreview';

/**
 * The stretches of a sound along its time: upwards what raised the result, downwards what lowered
 * it.
 */
export class ScoreSound extends Widget {
  constructor(options: ScoreView.IOptions) {
    super();
    this._options = options;
    this.addClass('intarsia-ScoreSound');
    this._stage.className = 'intarsia-ScoreSound-stage';
    this._stage.tabIndex = 0;
    this._stage.setAttribute('role', 'slider');
    this._told.className = 'intarsia-ScoreText-told';
    this._stage.addEventListener('pointerover', event => this._evtPointer(event));
    this._stage.addEventListener('keydown', event => this._evtKeyDown(event));
    Field.keepKeys(this._stage);
    this.node.append(this._stage, this._told);
  }

  /**
   * Show the stretches.
   */
  draw({ units }: SoundScores, given: ScoreView.IGiven): void {
    this._units = units;
    this._given = given;
    this._stage.setAttribute('aria-label', given.name);
    const end = Math.max(...units.map(unit => unit.end), Number.MIN_VALUE);
    const bars = units.map(({ start, end: stop, score }) => {
      const bar = document.createElement('span');
      const strength = given.scale.strength(score);
      bar.className = 'intarsia-ScoreSound-bar';
      bar.classList.toggle('intarsia-mod-raises', strength > 0);
      bar.classList.toggle('intarsia-mod-lowers', strength < 0);
      bar.style.insetInlineStart = `${((start / end) * 100).toFixed(2)}%`;
      bar.style.inlineSize = `${(((stop - start) / end) * 100).toFixed(2)}%`;
      bar.style.setProperty('--intarsia-strength', Math.abs(strength).toFixed(3));
      return bar;
    });
    this._stage.replaceChildren(...bars);
    this._stage.hidden = units.length === 0;
    this._look(this._at);
  }

  private _evtPointer(event: PointerEvent): void {
    const at = [...this._stage.children].indexOf(event.target as Element);
    if (at >= 0) {
      this._look(at);
    }
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    const steps: Record<string, number | undefined> = { ArrowRight: 1, ArrowLeft: -1 };
    const step = steps[event.key];
    if (step !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      this._look(Math.max(0, Math.min(this._at + step, this._units.length - 1)));
      event.preventDefault();
      event.stopPropagation();
    }
  }

  private _look(at: number): void {
    this._at = Math.min(at, this._units.length - 1);
    const unit = this._units[this._at];
    if (!unit || !this._given) {
      return;
    }
    const { scale, target, prediction } = this._given;
    const { trans } = this._options;
    const without =
      unit.without === null
        ? ''
        : ` · ${trans.__(
            'without it %1 %2 in place of %3',
            target,
            scale.plain(unit.without),
            scale.plain(prediction)
          )}`;
    const time = `${unit.start.toFixed(2)}–${unit.end.toFixed(2)} s`;
    this._told.textContent = `${time} ${scale.signed(unit.score)}${without}`;
    [...this._stage.children].forEach((bar, index) =>
      bar.classList.toggle('intarsia-mod-current', index === this._at)
    );
    this._stage.setAttribute('aria-valuemin', '0');
    this._stage.setAttribute('aria-valuemax', String(this._units.length - 1));
    this._stage.setAttribute('aria-valuenow', String(this._at));
    this._stage.setAttribute('aria-valuetext', this._told.textContent);
  }

  private _at = 0;
  private _given: ScoreView.IGiven | null = null;
  private readonly _options: ScoreView.IOptions;
  private readonly _stage = document.createElement('div');
  private readonly _told = document.createElement('div');
  private _units: SoundScores['units'] = [];
}
