import type { PlotSpec } from '../protocol/types';
import { BokehFigure } from './bokehfigure';
import { Component } from './component';
import { Field } from './field';
import type { PlotFigure } from './plotfigure';
import { figureOf } from './plotfigure';
import { Rendered } from './rendered';
import { SlotLayout } from './slotlayout';

/**
 * A figure that a library of Python has described, or drawn.
 */
export class Plot extends Component<PlotSpec> {
  constructor(options: Component.IOptions<PlotSpec>) {
    super(options);
    this.addClass('intarsia-Plot');
    const { rendermime, trans } = options.context;
    this.node.setAttribute('role', 'group');
    this._field = new Field({ node: this.node, spec: options.spec, trans, layout: 'group' });
    const drawing = Private.part('div', 'drawing');
    this._bokeh = new BokehFigure(Private.part('div', 'bokeh'));
    this._picture = Private.part('div', 'frame');
    this._message = Private.part('p', 'message');
    this._field.slot.append(drawing, this._bokeh.node, this._picture, this._message);
    this._rendered = new Rendered({ rendermime, trans, trusted: true });
    const layout = new SlotLayout(drawing);
    this.layout = layout;
    layout.addWidget(this._rendered);
  }

  /**
   * Resolves when what is shown is on screen.
   */
  get settled(): Promise<void> {
    return this._rendered.settled;
  }

  setSpec(spec: PlotSpec): void {
    super.setSpec(spec);
    this._field.setSpec(spec);
    this._name();
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._field.showErrors(errors.map(error => error.message));
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._bokeh.clear();
    super.dispose();
  }

  protected showValue(value: unknown): void {
    const { plot, type } = (value ?? {}) as Record<string, unknown>;
    // Sent again as it was: one that was zoomed into stays as it is.
    if (this._shown !== null && this._shown[0] === type && this._shown[1] === plot) {
      return;
    }
    this._shown = [type, plot];
    const figure = figureOf(value, this.context);
    this._stand(figure);
    switch (figure?.way) {
      case 'picture':
        this._showPicture(figure.source);
        break;
      case 'renderer':
        void this._rendered.render(figure.bundle);
        break;
      case 'bokeh':
        void this._drawBokeh(figure);
        break;
      case 'words':
        this._say([figure.title, figure.text].filter(words => words).join(': '));
        break;
    }
  }

  /**
   * Show what the figure is shown by, and nothing else.
   */
  private _stand(figure: PlotFigure | null): void {
    this._message.hidden = true;
    if (figure?.way !== 'picture') {
      this._picture.replaceChildren();
    }
    if (figure?.way !== 'renderer') {
      void this._rendered.render(null);
    }
    if (figure?.way !== 'bokeh') {
      this._bokeh.clear();
    }
  }

  private _showPicture(source: string): void {
    const picture = document.createElement('img');
    picture.className = 'intarsia-Plot-image';
    picture.addEventListener('error', () => {
      if (picture.parentNode) {
        this._say(this.context.trans.__('This picture cannot be shown.'));
      }
    });
    picture.src = source;
    this._picture.replaceChildren(picture);
    this._name();
  }

  private _name(): void {
    const [picture] = this._picture.children;
    picture?.setAttribute('alt', this.spec.label ?? this.context.trans.__('Figure'));
  }

  private async _drawBokeh(figure: PlotFigure & { way: 'bokeh' }): Promise<void> {
    const { trans } = this.context;
    const shown = this._shown;
    try {
      const problem = await this._bokeh.draw(figure.item);
      if (this.isDisposed || this._shown !== shown) {
        this._bokeh.clear();
      } else if (problem?.name === 'absent') {
        this._say(
          trans.__(
            'Figures of Bokeh need BokehJS in the page. In a cell, run: ' +
              'from bokeh.io import output_notebook; output_notebook()'
          )
        );
      } else if (problem) {
        this._say(
          trans.__(
            'This figure of Bokeh is not drawn: it has %1, which may run scripts. ' +
              'bokeh.io.show() draws it in a cell of its own.',
            problem.model
          )
        );
      }
    } catch (error) {
      if (!this.isDisposed && this._shown === shown) {
        const reason = error instanceof Error ? error.message : String(error);
        this._say(trans.__('This figure could not be drawn: %1', reason));
      }
    }
  }

  private _say(text: string): void {
    this._message.textContent = text;
    this._message.hidden = false;
    this._picture.replaceChildren();
  }

  private _bokeh: BokehFigure;
  private _field: Field;
  private _message: HTMLElement;
  private _picture: HTMLElement;
  private _rendered: Rendered;
  private _shown: readonly [unknown, unknown] | null = null;
}

namespace Private {
  export function part(tag: string, name: string): HTMLElement {
    const element = document.createElement(tag);
    element.className = `intarsia-Plot-${name}`;
    return element;
  }
}
