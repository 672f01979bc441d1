import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { PartialJSONObject, ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { Rendered } from './rendered';

/**
 * How a figure can be shown here: as a picture, by a renderer of the host, by the page's own
 * Bokeh, or in words that say what is missing.
 */
export type PlotFigure =
  | { readonly way: 'picture'; readonly source: string }
  | { readonly way: 'renderer'; readonly bundle: Rendered.IBundle }
  | { readonly way: 'bokeh'; readonly item: ReadonlyPartialJSONObject }
  | { readonly way: 'words'; readonly text: string; readonly title: string | null };

/**
 * The surroundings that a figure is shown in.
 */
export interface IFigurePlace {
  readonly rendermime: IRenderMimeRegistry;
  readonly trans: TranslationBundle;
  readonly trusted: boolean;
}

const PLOTLY = 'application/vnd.plotly.v1+json';

/**
 * Decide how a wire value is shown; `null` for what is no figure.
 */
export function figureOf(value: unknown, place: IFigurePlace): PlotFigure | null {
  const { type, plot } = (value ?? {}) as Record<string, unknown>;
  if (typeof plot !== 'string') {
    return null;
  }
  if (type === 'matplotlib') {
    return Private.picture(plot, place);
  }
  const figure = Private.parse(plot);
  if (figure === null) {
    return { way: 'words', text: place.trans.__('This figure cannot be read.'), title: null };
  }
  switch (type) {
    case 'plotly':
      return Private.plotly(figure, place);
    case 'altair':
      return Private.altair(figure, place);
    case 'bokeh':
      return Private.bokeh(figure, place);
    default:
      return null;
  }
}

namespace Private {
  /** The page shows through, where the figure says nothing else. */
  const EMBED = { actions: false, renderer: 'svg', config: { background: 'transparent' } };

  const RASTER = /^data:image\/(png|jpeg|jpg|gif|webp);base64,[a-z0-9+/=\s]*$/i;
  const DRAWING = /^data:image\/svg\+xml;base64,[a-z0-9+/=\s]*$/i;

  /**
   * Only what stands in the value itself: nothing is fetched. As an image, no drawing runs
   * anything; where nobody has vouched for it, it is left out all the same.
   */
  export function picture(plot: string, { trans, trusted }: IFigurePlace): PlotFigure {
    if (RASTER.test(plot) || (trusted && DRAWING.test(plot))) {
      return { way: 'picture', source: plot };
    }
    const text = DRAWING.test(plot)
      ? trans.__('A drawing is shown when the notebook is trusted.')
      : trans.__('This is no picture that can be shown; PNG, JPEG, WebP and SVG are.');
    return { way: 'words', text, title: null };
  }

  export function parse(text: string): PartialJSONObject | null {
    try {
      const figure: unknown = JSON.parse(text);
      return typeof figure === 'object' && figure !== null && !Array.isArray(figure)
        ? (figure as PartialJSONObject)
        : null;
    } catch {
      return null;
    }
  }

  export function plotly(figure: PartialJSONObject, place: IFigurePlace): PlotFigure {
    const { trans } = place;
    const layout = record(figure.layout);
    const title = words(record(layout.title).text ?? layout.title);
    const needed = untrusted(place) ?? missing(PLOTLY, place);
    if (needed !== null) {
      const text =
        needed ||
        trans.__(
          'Figures of Plotly are drawn where the package plotly is installed beside the Jupyter server: pip install plotly.'
        );
      return { way: 'words', text, title };
    }
    const shown = {
      ...figure,
      // As wide as there is room; as high as Plotly makes it where nobody says.
      layout: { height: 450, ...layout, autosize: true },
      config: { ...record(figure.config), responsive: true }
    };
    return { way: 'renderer', bundle: { data: { [PLOTLY]: shown }, metadata: {} } };
  }

  export function altair(figure: PartialJSONObject, place: IFigurePlace): PlotFigure {
    const { rendermime, trans } = place;
    const title = words(record(figure.title).text ?? figure.title);
    const version = /\/v(\d)[\d.]*\.json$/.exec(String(figure.$schema))?.[1] ?? '5';
    // What is new in a version is seldom used: the nearest renderer does.
    const mime = [version, '6', '5', '4']
      .map(each => `application/vnd.vegalite.v${each}+json`)
      .find(each => rendermime.getFactory(each) !== undefined);
    const text = untrusted(place);
    if (text !== null || mime === undefined) {
      return {
        way: 'words',
        text: text ?? trans.__('Figures of Altair are drawn in JupyterLab and Jupyter Notebook.'),
        title
      };
    }
    return {
      way: 'renderer',
      bundle: {
        // With a picture beside it the renderer makes none of what it has drawn.
        data: { [mime]: figure, 'image/png': 'AA==' },
        // The renderer writes into it.
        metadata: { [mime]: { embed_options: { ...EMBED } } }
      }
    };
  }

  export function bokeh(item: PartialJSONObject, place: IFigurePlace): PlotFigure {
    const text = untrusted(place);
    if (text !== null) {
      return { way: 'words', text, title: null };
    }
    return { way: 'bokeh', item };
  }

  function untrusted({ trans, trusted }: IFigurePlace): string | null {
    return trusted ? null : trans.__('This figure is drawn when the notebook is trusted.');
  }

  function missing(mime: string, { rendermime }: IFigurePlace): '' | null {
    return rendermime.getFactory(mime) === undefined ? '' : null;
  }

  function record(value: unknown): PartialJSONObject {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as PartialJSONObject)
      : {};
  }

  function words(value: unknown): string | null {
    return typeof value === 'string' && value !== '' ? value : null;
  }
}
