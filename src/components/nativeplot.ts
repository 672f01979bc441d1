import type { Message } from '@lumino/messaging';
import { Component } from './component';
import { Field } from './field';
import type { IPlotChart } from './plotchart';
import { chartOf } from './plotchart';
import { plotPicture } from './plotpicture';
import { PlotBrush } from './plotbrush';
import { embedOptions, vegaLite, VEGA_LITE } from './plotspec';
import type { Mark, NativePlotSpec } from './plottable';
import { readPlotTable } from './plottable';
import { themeOf } from './plottheme';
import { PlotTools } from './plottools';
import { summaryOf } from './plotwords';
import { Rendered } from './rendered';
import { SlotLayout } from './slotlayout';

/**
 * A plot of a table.
 *
 * #### Notes
 * The host's renderer of Vega-Lite draws it, in trusted outputs; elsewhere it is a picture of
 * our own. Either is made from the same chart, which is computed here and not in Vega.
 */
export abstract class NativePlot<S extends NativePlotSpec> extends Component<S> {
  constructor(options: Component.IOptions<S>, mark: Mark) {
    super(options);
    this._mark = mark;
    const { trans } = options.context;
    this.addClass('intarsia-NativePlot');
    this.node.setAttribute('role', 'group');
    this._field = new Field({ node: this.node, spec: options.spec, trans, layout: 'group' });
    this._stage = Private.part('div', 'stage');
    this._drawing = Private.part('div', 'drawing');
    this._message = Private.part('p', 'message');
    this._caption = Private.part('p', 'caption');
    this._brush = new PlotBrush(trans, (name, data) => this.trigger(name, data));
    this._tools = new PlotTools({
      trans,
      plot: this.node,
      stage: this._drawing,
      surface: () => themeOf(this.node).surface
    });
    this._stage.append(this._drawing, this._brush.node);
    this._field.slot.append(
      this._tools.node,
      this._stage,
      this._message,
      this._tools.table,
      this._caption
    );
    const layout = new SlotLayout(this._drawing);
    this.layout = layout;
    if (this._isHostDrawn) {
      this._rendered = new Rendered({
        rendermime: options.context.rendermime,
        trans,
        trusted: true
      });
      // For the ear there is the label around it, and the numbers below.
      this._rendered.node.setAttribute('aria-hidden', 'true');
      layout.addWidget(this._rendered);
    }
    this._stage.addEventListener('dblclick', () => this.trigger('double_click'));
    this._stage.addEventListener('pointerdown', event => this._brush.press(event));
    this._brush.released.connect(() => this._draw(), this);
    this._describe();
  }

  /**
   * Resolves when what is shown is on screen.
   */
  get settled(): Promise<void> {
    return this._rendered?.settled ?? Promise.resolve();
  }

  setSpec(spec: S): void {
    super.setSpec(spec);
    this._field.setSpec(spec);
    this._describe();
    this.showValue(this.value);
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._field.showErrors(errors.map(error => error.message));
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._watch?.disconnect();
    this._themes?.disconnect();
    this._brush.dispose();
    super.dispose();
  }

  protected showValue(value: unknown): void {
    const { trans } = this.context;
    const table = readPlotTable(value, this._mark);
    const chart = table ? chartOf(table, this.spec, trans) : trans.__('The plot appears here.');
    this._chart = typeof chart === 'string' ? null : chart;
    this._message.textContent = typeof chart === 'string' ? chart : '';
    this._message.hidden = typeof chart !== 'string';
    this._stage.hidden = typeof chart === 'string';
    this._tools.show(this._chart, this.spec.tools);
    this._brush.offer(this.spec.selectable ? this._chart : null);
    this._drawn = '';
    this._draw();
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._watch ??= new ResizeObserver(() => this._onResized());
    this._watch.observe(this._stage);
    // The host says on the body which theme it has, while nothing is laid out.
    this._themes ??= new MutationObserver(() => requestAnimationFrame(() => this._draw()));
    this._themes.observe(document.body, {
      attributeFilter: ['data-jp-theme-name', 'data-jp-theme-light', 'class']
    });
    this._draw();
  }

  protected onBeforeDetach(msg: Message): void {
    this._watch?.disconnect();
    this._themes?.disconnect();
    super.onBeforeDetach(msg);
  }

  private get _isHostDrawn(): boolean {
    const { rendermime, trusted } = this.context;
    return trusted && rendermime.getFactory(VEGA_LITE) !== undefined;
  }

  private _describe(): void {
    const { height, caption } = this.spec;
    this._stage.style.blockSize = typeof height === 'number' ? `${height}px` : '';
    this._caption.textContent = caption ?? '';
    this._caption.hidden = !caption;
  }

  private _onResized(): void {
    const width = this._stage.clientWidth;
    if (this._rendered && this._drawn !== '' && width > 0) {
      this._brush.resize(width);
    }
    this._draw();
  }

  /**
   * Draw, unless it stands there already, or a person is choosing a range of what does.
   */
  private _draw(): void {
    const width = this._stage.clientWidth;
    const chart = this._chart;
    if (!chart || width === 0 || !this.isAttached || this._brush.isPressed) {
      return;
    }
    const theme = themeOf(this.node);
    const height = this._stage.clientHeight || this.spec.height || Private.HEIGHT;
    const look = `${JSON.stringify(theme)} ${height}${this._rendered ? '' : ` ${width}`}`;
    if (look === this._drawn) {
      return;
    }
    this._drawn = look;
    const size = { width, height };
    const summary = summaryOf(chart, this.context.trans);
    this._drawing.setAttribute('role', 'img');
    this._drawing.setAttribute(
      'aria-label',
      [this.spec.title, summary].filter(words => words).join('. ')
    );
    if (!this._rendered) {
      this._drawing.replaceChildren(plotPicture(chart, this.spec, theme, size));
      return;
    }
    this._brush.forget(width);
    const options = embedOptions(this._brush.ids, this.spec, chart.items.length);
    const drawn = this._rendered.render({
      data: {
        [VEGA_LITE]: vegaLite(chart, this.spec, theme, size, summary),
        // With a picture beside it the renderer makes none of what it has drawn.
        'image/png': 'AA=='
      },
      metadata: { [VEGA_LITE]: { embed_options: options } }
    });
    void drawn.then(() => this._brush.settle());
  }

  private _brush: PlotBrush;
  private _caption: HTMLElement;
  private _chart: IPlotChart | null = null;
  private _drawing: HTMLElement;
  private _drawn = '';
  private _field: Field;
  private _mark: Mark;
  private _message: HTMLElement;
  private _rendered: Rendered | null = null;
  private _stage: HTMLElement;
  private _themes: MutationObserver | undefined;
  private _tools: PlotTools;
  private _watch: ResizeObserver | undefined;
}

namespace Private {
  /** Pixels, of a plot that nobody has given a height. */
  export const HEIGHT = 300;

  export function part(tag: string, name: string): HTMLElement {
    const element = document.createElement(tag);
    element.className = `intarsia-NativePlot-${name}`;
    return element;
  }
}
