import type { TranslationBundle } from '@jupyterlab/translation';
import { Panel, Widget } from '@lumino/widgets';
import type { Explanation, InputScores } from '../protocol/types';
import { drawingOf } from './scoredrawings';
import type { IDrawing } from './scoredrawings';
import { ScoreScale } from './scorescale';
import { waterfallOf } from './scorewaterfall';
import { ScoreRows } from './scorerows';
import { ScoreFidelity } from './scorefidelity';
import { ScoreNotes } from './scorenotes';
import type { ScoreView } from './scoreview';

/**
 * One explanation: what was explained, each input with its parts, and what to think of it.
 *
 * #### Notes
 * What comes step by step is drawn into what stands there, so that a piece that is pointed at
 * stays where it is.
 */
export class ExplanationView extends Panel {
  constructor(options: ScoreView.IOptions) {
    super();
    this._options = options;
    this.addClass('intarsia-Explanation');
    this._said = document.createElement('div');
    this._said.className = 'intarsia-Explanation-said';
    this._legend = Private.legend(options.trans);
    const head = new Widget();
    head.addClass('intarsia-Explanation-head');
    head.node.append(this._said, this._legend.node);
    this._bars = new ScoreRows(options);
    this._bars.bars.addClass('intarsia-Explanation-inputs');
    this._parts = new Panel();
    this._parts.addClass('intarsia-Explanation-parts');
    this._notes = new ScoreNotes(options.trans);
    this._fidelity = new ScoreFidelity(options.trans);
    for (const widget of [head, this._bars, this._parts, this._notes, this._fidelity]) {
      this.addWidget(widget);
    }
  }

  /**
   * Show an explanation; with what it has in common with one that it is compared with.
   */
  draw(
    explanation: Explanation,
    pictures: ReadonlyMap<string, string>,
    common: Partial<ExplanationView.ICommon> = {}
  ): void {
    const { trans } = this._options;
    const { scale = new ScoreScale(explanation), order, reach } = common;
    const target = Private.targetOf(explanation, trans);
    this._said.replaceChildren(...Private.said(explanation, target, scale, trans));
    this._legend.show(explanation, scale);
    const bars = waterfallOf(explanation, scale, trans, order);
    this._bars.setHidden(bars.length === 0);
    const { prediction } = explanation;
    this._bars.draw(bars, { scale, target, prediction }, explanation.base_value ?? 0, reach);
    this._draw(explanation, input => ({
      input: input.name,
      scale,
      target,
      prediction: explanation.prediction,
      name: input.label || input.name,
      picture: pictures.get(input.name),
      without: explanation.inputs.length === 1 ? input.without : null,
      range: common.ranges?.get(input.name)
    }));
    this._notes.draw(explanation, scale);
    this._fidelity.setHidden(explanation.fidelity === null);
    if (explanation.fidelity !== null) {
      this._fidelity.draw(explanation.fidelity, scale);
    }
  }

  private _draw({ inputs }: Explanation, given: (input: InputScores) => ScoreView.IGiven): void {
    const drawn = inputs.filter(input => input.detail !== null);
    const key = drawn.map(({ name, detail }) => `${detail!.kind} ${name}`).join('\n');
    if (key !== this._key) {
      this._key = key;
      for (const widget of [...this._parts.widgets]) {
        widget.dispose();
      }
      this._drawings = drawn.map(input => drawingOf(input, this._options));
      this._drawings.forEach((drawing, at) => {
        const part = Private.part(drawn[at], drawing, drawn.length > 1 || inputs.length > 1);
        this._parts.addWidget(part);
      });
    }
    drawn.forEach((input, at) => this._drawings[at].show(input, given(input)));
  }

  private readonly _bars: ScoreRows;
  private _drawings: IDrawing[] = [];
  private readonly _fidelity: ScoreFidelity;
  private _key = '';
  private readonly _legend: Private.ILegend;
  private readonly _notes: ScoreNotes;
  private readonly _options: ScoreView.IOptions;
  private readonly _parts: Panel;
  private readonly _said: HTMLElement;
}

export namespace ExplanationView {
  /**
   * What explanations have in common that are compared.
   */
  export interface ICommon {
    readonly scale: ScoreScale;
    /** Whose scores tell the order of the inputs. */
    readonly order: ReadonlyArray<Explanation>;
    /** By input, the answers that its curve has to have room for. */
    readonly ranges: ReadonlyMap<string, ReadonlyArray<number>> | undefined;
    /** How far bars reach; by default as far as they need. */
    readonly reach: ReadonlyArray<number> | undefined;
  }
}

namespace Private {
  export interface ILegend {
    readonly node: HTMLElement;
    show(explanation: Explanation, scale: ScoreScale): void;
  }

  /**
   * What the tints mean, with the ends of the scale.
   */
  export function legend(trans: TranslationBundle): ILegend {
    const node = document.createElement('div');
    node.className = 'intarsia-Explanation-legend';
    const [lowers, scaleNode, raises] = ['span', 'span', 'span'].map(tag =>
      document.createElement(tag)
    );
    scaleNode.className = 'intarsia-Explanation-scale';
    scaleNode.setAttribute('aria-hidden', 'true');
    node.append(lowers, scaleNode, raises);
    return {
      node,
      show: (explanation, scale) => {
        const isOfPixels = explanation.inputs.some(({ detail }) => detail?.kind === 'heatmap');
        // The tints of pixels are those of the greatest of them, which is another number.
        lowers.textContent = isOfPixels
          ? trans.__('lowers')
          : trans.__('lowers %1', scale.signed(-scale.largest));
        raises.textContent = isOfPixels
          ? trans.__('raises')
          : trans.__('%1 raises', scale.signed(scale.largest));
        node.hidden = scale.largest === 0 || !isSigned(explanation);
      }
    };
  }

  /**
   * Whether scores tell what raises and what lowers, and not only what matters.
   */
  function isSigned({ inputs, scope }: Explanation): boolean {
    if (scope === 'global') {
      return false;
    }
    return inputs.some(({ detail }) =>
      detail?.kind === 'heatmap' ? detail.signed : detail?.kind !== 'attention'
    );
  }

  export function targetOf({ explained }: Explanation, trans: TranslationBundle): string {
    switch (explained.kind) {
      case 'same':
        return trans.__('staying “%1”', explained.label);
      case 'own':
        return explained.label || trans.__('the result');
      default:
        return explained.label || explained.output_label || trans.__('the result');
    }
  }

  /**
   * What is explained, and its numbers.
   */
  export function said(
    explanation: Explanation,
    target: string,
    scale: ScoreScale,
    trans: TranslationBundle
  ): Node[] {
    const { prediction, base_value, scope } = explanation;
    const name = document.createElement('strong');
    name.textContent = target;
    if (scope === 'global') {
      return [name, document.createTextNode(` ${trans.__('over the data')}`)];
    }
    if (prediction === null) {
      return explanation.method === 'own' ? [] : [name];
    }
    const number = document.createElement('span');
    number.className = 'intarsia-Explanation-number';
    const { scale: unit } = explanation.explained;
    number.textContent = `${scale.plain(prediction)}${unit ? ` (${unit})` : ''}`;
    const nodes: Node[] = [name, document.createTextNode(' '), number];
    if (base_value !== null) {
      const base = document.createElement('span');
      base.className = 'intarsia-mod-quiet';
      base.textContent = trans.__('%1 with everything absent', scale.plain(base_value));
      nodes.push(document.createTextNode(' '), base);
    }
    return nodes;
  }

  /**
   * The parts of one input, below its name.
   */
  export function part(input: InputScores, drawing: IDrawing, isNamed: boolean): Widget {
    const panel = new Panel();
    panel.addClass('intarsia-Explanation-part');
    const { detail } = input;
    const isSmall = detail?.kind === 'features' && detail.units.length === 1;
    panel.node.dataset.kind = isSmall ? 'curve' : detail!.kind;
    if (isNamed) {
      const name = new Widget();
      name.addClass('intarsia-Explanation-name');
      name.node.textContent = input.label || input.name;
      panel.addWidget(name);
    }
    panel.addWidget(drawing.widget);
    return panel;
  }
}
