import { Panel, Widget } from '@lumino/widgets';
import type { FeatureScore, FeatureScores } from '../protocol/types';
import { ScoreBars } from './scorebars';
import { ScoreCurve } from './scorecurve';
import { ScoreRows } from './scorerows';
import { ScoreSwarm } from './scoreswarm';
import type { ScoreView } from './scoreview';

/**
 * Named parts as bars; over a set of data, below, how the answer goes with each of them, and the
 * scores of all rows.
 */
export class ScoreFeatures extends Panel {
  constructor(options: ScoreView.IOptions) {
    super();
    this._options = options;
    this.addClass('intarsia-ScoreFeatures');
    this._bars = new ScoreRows(options);
    this._figures = new Panel();
    this._figures.addClass('intarsia-ScoreFeatures-figures');
    this.addWidget(this._bars);
    this.addWidget(this._figures);
  }

  /**
   * Show them.
   */
  draw({ units, of_model: isOfModel }: FeatureScores, given: ScoreView.IGiven): void {
    const sorted = [...units].sort((a, b) => Math.abs(b.score ?? 0) - Math.abs(a.score ?? 0));
    const shown = sorted.slice(0, Private.MOST);
    // What a model got is no part of the input that could be left out; nor is it over all data.
    const isPart = !isOfModel && given.prediction !== null;
    this._bars.draw(
      shown.map(unit => Private.row(unit, isPart ? units.indexOf(unit) : null, given)),
      given
    );
    const over = shown.filter(({ curve, points }) => curve.length > 1 || points.length > 1);
    this._figures.setHidden(over.length === 0);
    // One alone has its bar among those of the inputs.
    this._bars.setHidden(units.length === 1 && over.length === 1);
    for (const widget of [...this._figures.widgets]) {
      widget.dispose();
    }
    over.forEach(unit => this._figures.addWidget(this._figure(unit, given, units.length > 1)));
  }

  private _figure(unit: FeatureScore, given: ScoreView.IGiven, isNamed: boolean): Widget {
    const figure = new Panel();
    if (isNamed) {
      const name = new Widget();
      name.addClass('intarsia-Explanation-name');
      name.node.textContent = unit.name;
      figure.addWidget(name);
    }
    if (unit.curve.length > 1) {
      const curve = new ScoreCurve(this._options);
      // Of no value in particular.
      curve.draw(NaN, unit.curve, { ...given, name: unit.name });
      figure.addWidget(curve);
    }
    if (unit.points.length > 1) {
      const swarm = new ScoreSwarm(this._options.trans);
      swarm.draw(unit.points, given.scale);
      figure.addWidget(swarm);
    }
    return figure;
  }

  private readonly _bars: ScoreRows;
  private readonly _figures: Panel;
  private readonly _options: ScoreView.IOptions;
}

namespace Private {
  /** Features beyond which the weaker ones are left out. */
  export const MOST = 30;

  export function row(
    { name, value, score, std, low, high, without }: FeatureScore,
    at: number | null,
    { scale, input }: ScoreView.IGiven
  ): ScoreRows.IRow {
    return {
      part: at === null ? undefined : { input, at, score, std, without },
      name,
      value,
      from: score === null ? null : 0,
      to: score,
      number: `${scale.signed(score)}${std ? ` ± ${scale.plain(std)}` : ''}`,
      tone: ScoreBars.toneOf(score),
      low,
      high
    };
  }
}
