import type { TranslationBundle } from '@jupyterlab/translation';
import { Panel, Widget } from '@lumino/widgets';
import type { AttentionScores, TokenScore } from '../protocol/types';
import { cellAfter } from './cellkeys';
import { AttentionArcs } from './attentionarcs';
import { AttentionMatrix } from './attentionmatrix';
import { Field } from './field';
import { readGrid } from './scoregrid';
import type { IGridValues } from './scoregrid';
import { scoreMenu } from './scoretools';
import type { IScoreMenu } from './scoretools';
import { ScoreText } from './scoretext';
import type { ScoreView } from './scoreview';

/**
 * A way to draw who looks at whom.
 */
export interface IAttentionDrawing {
  readonly node: HTMLElement;
  /** Draw anew, for these tokens. */
  build(tokens: ReadonlyArray<string>): void;
  /** Show how strong each looks at each, as shares of the strongest. */
  paint(share: (row: number, column: number) => number): void;
  /** Show which look is told. */
  mark(at: readonly [number, number] | null): void;
  /** The look that an element stands for. */
  placeOf(target: EventTarget | null): readonly [number, number] | null;
}

/**
 * What a transformer attended to, as a matrix or as arcs between tokens: of one head, of the mean
 * of a layer, or followed through all layers.
 *
 * #### Notes
 * Above, each token is tinted by its share in the answer. Below, arrows go up and down among
 * those that look, left and right among those that are looked at.
 */
export class ScoreAttention extends Panel {
  constructor(options: ScoreView.IOptions) {
    super();
    const { trans } = options;
    this._trans = trans;
    const askWithout = (input: string, part: number | null): void => {
      const unit = this._units[part ?? -1];
      // Nothing of the text is left out with a special token.
      if (unit && unit.end > unit.start) {
        options.askWithout?.(input, part);
      }
    };
    this._text = new ScoreText({
      trans,
      get askWithout() {
        return options.askWithout && askWithout;
      }
    });
    this.addClass('intarsia-ScoreAttention');
    const menu = (label: string, onChange = (): void => this._paint()): IScoreMenu =>
      scoreMenu(label, onChange);
    this._layer = menu(trans.__('Layer'));
    this._head = menu(trans.__('Head'));
    this._form = menu(trans.__('As'), () => this._show());
    this._form.offer([
      ['matrix', trans.__('matrix')],
      ['arcs', trans.__('arcs')]
    ]);
    const tools = document.createElement('div');
    tools.className = 'intarsia-ScorePicture-tools';
    tools.append(this._layer.node, this._head.node, this._form.node);
    this._stage.className = 'intarsia-ScoreAttention-stage';
    this._stage.tabIndex = 0;
    this._stage.setAttribute('role', 'application');
    this._told.className = 'intarsia-ScoreText-told';
    this._told.setAttribute('aria-live', 'polite');
    this._stage.addEventListener('pointermove', event =>
      this._look(this._drawing.placeOf(event.target))
    );
    this._stage.addEventListener('keydown', event => this._evtKeyDown(event));
    Field.keepKeys(this._stage);
    const looks = new Widget();
    looks.node.append(tools, this._stage, this._told);
    this.addWidget(this._text);
    this.addWidget(looks);
  }

  /**
   * Show what was attended to.
   */
  draw(detail: AttentionScores, given: ScoreView.IGiven): void {
    const trans = this._trans;
    this._text.draw(...Private.text(detail.units), given);
    this._units = detail.units.slice(0, Private.MOST);
    this._weights = readGrid(detail.weights, 4);
    this._rollout = readGrid(detail.rollout, 2);
    const [layers, heads] = this._weights?.shape ?? [0, 0];
    const numbered = (count: number): [string, string][] =>
      Array.from({ length: count }, (_, at) => [String(at), String(at + 1)]);
    this._layer.offer([['rollout', trans.__('all, followed through')], ...numbered(layers)]);
    this._head.offer([['mean', trans.__('mean of all')], ...numbered(heads)]);
    this._stage.setAttribute('aria-label', trans.__('Attention in %1', given.name));
    const tokens = this._units.map(unit => unit.text);
    if (tokens.join('\n') !== this._key) {
      this._key = tokens.join('\n');
      this._at = null;
      this._show();
    } else {
      this._paint();
    }
  }

  /**
   * Draw it in the form that is chosen.
   */
  private _show(): void {
    this._drawing = this._form.value() === 'arcs' ? new AttentionArcs() : new AttentionMatrix();
    this._drawing.build(this._units.map(unit => unit.text));
    this._stage.replaceChildren(this._drawing.node);
    this._paint();
  }

  private _paint(): void {
    this._head.node.hidden = this._layer.value() === 'rollout';
    const count = this._units.length;
    let largest = 0;
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < count; column++) {
        largest = Math.max(largest, this._weight(row, column));
      }
    }
    this._drawing.paint((row, column) => (largest > 0 ? this._weight(row, column) / largest : 0));
    this._tell();
  }

  /**
   * How much one token attends to another.
   */
  private _weight(row: number, column: number): number {
    const layer = this._layer.value();
    if (layer === 'rollout' || !this._weights) {
      const grid = this._rollout;
      return grid ? (grid.values[row * grid.shape[1] + column] ?? 0) : 0;
    }
    const [, heads, rows, columns] = this._weights.shape;
    const { values } = this._weights;
    const at = (head: number): number =>
      values[((Number(layer) * heads + head) * rows + row) * columns + column] ?? 0;
    const head = this._head.value();
    if (head !== 'mean') {
      return at(Number(head));
    }
    return Array.from({ length: heads }, (_, each) => at(each)).reduce((a, b) => a + b, 0) / heads;
  }

  private _look(at: readonly [number, number] | null): void {
    if (at && (at[0] !== this._at?.[0] || at[1] !== this._at[1])) {
      this._at = at;
      this._tell();
    }
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    const last = this._units.length - 1;
    const next = cellAfter(event, this._at ?? [0, -1], this._stage);
    const inside = (at: number): number => Math.max(0, Math.min(at, last));
    if (!next) {
      return;
    }
    this._look([inside(next[0]), inside(next[1])]);
    event.preventDefault();
    event.stopPropagation();
  }

  private _tell(): void {
    this._drawing.mark(this._at);
    const trans = this._trans;
    this._told.classList.toggle('intarsia-mod-quiet', !this._at);
    if (this._at) {
      const [row, column] = this._at;
      this._told.textContent = trans.__(
        '“%1” looks at “%2”: %3 %',
        this._units[row].text,
        this._units[column].text,
        (this._weight(row, column) * 100).toFixed(1)
      );
    } else {
      this._told.textContent =
        this._form.value() === 'arcs'
          ? trans.__('On the left those that look, on the right what they look at.')
          : trans.__('Rows look at columns. Point at a cell.');
    }
  }

  private _at: readonly [number, number] | null = null;
  private _drawing: IAttentionDrawing = new AttentionMatrix();
  private readonly _form: IScoreMenu;
  private readonly _head: IScoreMenu;
  private _key: string | null = null;
  private readonly _layer: IScoreMenu;
  private _rollout: IGridValues | null = null;
  private readonly _stage = document.createElement('div');
  private readonly _text: ScoreText;
  private readonly _told = document.createElement('div');
  private readonly _trans: TranslationBundle;
  private _units: AttentionScores['units'] = [];
  private _weights: IGridValues | null = null;
}

namespace Private {
  /** Tokens beyond which the rest is left out. */
  export const MOST = 64;

  /**
   * The tokens as a text, those that stand for nothing in it among them.
   */
  export function text(units: AttentionScores['units']): [string, TokenScore[]] {
    let end = -1;
    const placed = units.map(unit => {
      const start = end + 1;
      end = start + Array.from(unit.text).length;
      return { ...unit, start, end };
    });
    return [units.map(unit => unit.text).join(' '), placed];
  }
}
