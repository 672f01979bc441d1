import type { Widget } from '@lumino/widgets';
import type { ChoiceScores, InputScores } from '../protocol/types';
import { ScoreAttention } from './scoreattention';
import { ScoreBars } from './scorebars';
import { ScoreCurve } from './scorecurve';
import { ScoreFeatures } from './scorefeatures';
import { ScorePicture } from './scorepicture';
import { ScoreRows } from './scorerows';
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
    choices: options =>
      of('choices', new ScoreRows(options), (rows, detail, given) => {
        rows.setInstead(!detail.several);
        rows.draw(choiceRows(detail, given, options), given);
      }),
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
  function choiceRows(
    { units, several }: ChoiceScores,
    given: ScoreView.IGiven,
    { trans }: ScoreView.IOptions
  ): ScoreRows.IRow[] {
    const { scale, target, prediction: now } = given;
    return units.map(({ label, chosen, score, std, prediction }, at) => {
      const change = several || score === null ? score : -score;
      const words =
        prediction === null
          ? label
          : trans.__(
              several && chosen
                ? '%1: without it %2 %3 in place of %4'
                : '%1: with it %2 %3 in place of %4',
              label,
              target,
              scale.plain(prediction),
              scale.plain(now)
            );
      return {
        name: label,
        value: prediction === null || several ? '' : scale.plain(prediction),
        from: change === null ? null : 0,
        to: change,
        number: chosen && !several ? '' : scale.signed(change),
        tone: ScoreBars.toneOf(change),
        isPresent: chosen,
        // The present choice is what there is; of another one it is known what is said with it.
        part:
          chosen && !several
            ? undefined
            : { input: given.input, at, score, std, without: prediction, words }
      };
    });
  }
}
