import type { Widget } from '@lumino/widgets';
import type { ChoiceScores, InputScores } from '../protocol/types';
import { ScoreAttention } from './scoreattention';
import { ScoreBars } from './scorebars';
import { ScoreCurve } from './scorecurve';
import { ScoreFeatures } from './scorefeatures';
import { ScorePicture } from './scorepicture';
import { ScoreSound } from './scoresound';
import { ScoreTable } from './scoretable';
import { ScoreText } from './scoretext';
import type { ScoreView } from './scoreview';

/**
 * What draws the parts of one input.
 */
export interface IDrawing {
  readonly widget: Widget;
  show(input: InputScores, given: ScoreView.IGiven): void;
}

type Detail = NonNullable<InputScores['detail']>;

/**
 * The drawing for the parts of an input, by their kind.
 */
export function drawingOf(input: InputScores, options: ScoreView.IOptions): IDrawing {
  return Private.DRAWINGS[input.detail!.kind](options);
}

namespace Private {
  type Make = (options: ScoreView.IOptions) => IDrawing;

  /**
   * Give a drawing the parts that it is for, and no others.
   */
  function of<K extends Detail['kind'], W extends Widget>(
    kind: K,
    widget: W,
    show: (widget: W, detail: Extract<Detail, { kind: K }>, given: ScoreView.IGiven) => void
  ): IDrawing {
    return {
      widget,
      show: ({ detail }, given) => {
        if (detail?.kind === kind) {
          show(widget, detail as Extract<Detail, { kind: K }>, given);
        }
      }
    };
  }

  export const DRAWINGS: Readonly<Record<Detail['kind'], Make>> = {
    tokens: options =>
      of('tokens', new ScoreText(options), (text, detail, given) =>
        text.draw(detail.text, detail.units, given)
      ),
    curve: options =>
      of('curve', new ScoreCurve(options), (curve, detail, given) =>
        curve.draw(detail.at, detail.points, given)
      ),
    choices: () =>
      of('choices', new ScoreBars(), (bars, detail, given) => bars.draw(choiceBars(detail, given))),
    features: options =>
      of('features', new ScoreFeatures(options), (features, detail, given) =>
        features.draw(detail, given)
      ),
    segments: options =>
      of('segments', new ScorePicture(options), (picture, detail, given) =>
        picture.drawSegments(detail, given)
      ),
    heatmap: options =>
      of('heatmap', new ScorePicture(options), (picture, detail, given) =>
        picture.drawHeat(detail, given)
      ),
    table: options =>
      of('table', new ScoreTable(options), (table, detail, given) => table.draw(detail, given)),
    sound: options =>
      of('sound', new ScoreSound(options), (sound, detail, given) => sound.draw(detail, given)),
    attention: options =>
      of('attention', new ScoreAttention(options), (attention, detail, given) =>
        attention.draw(detail, given)
      )
  };

  /**
   * Of one choice: how the prediction would change with another; of several: what each adds.
   */
  function choiceBars(
    { units, several }: ChoiceScores,
    { scale }: ScoreView.IGiven
  ): ScoreBars.IBar[] {
    return units.map(({ label, chosen, score, prediction }) => {
      const change = several || score === null ? score : -score;
      return {
        name: label,
        value: prediction === null || several ? '' : scale.plain(prediction),
        from: change === null ? null : 0,
        to: change,
        number: chosen && !several ? '' : scale.signed(change),
        tone: ScoreBars.toneOf(change),
        isPresent: chosen
      };
    });
  }
}
