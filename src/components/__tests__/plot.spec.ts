import type { IRenderMime } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';
import type { Component } from '../component';
import { strangeModel } from '../bokehfigure';
import { clearStage, createContext, place, type IPlaced } from './stage';

// Figures of Python's libraries: by the host's renderers, as pictures, or in words.

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const DRAWING = 'data:image/svg+xml;base64,PHN2Zy8+';
const PLOTLY = 'application/vnd.plotly.v1+json';

let drawn: unknown[] = [];

function withRenderers(...mimeTypes: string[]): Partial<Component.IContext> {
  const { rendermime } = createContext();
  class Fake extends Widget implements IRenderMime.IRenderer {
    renderModel(model: IRenderMime.IMimeModel): Promise<void> {
      const mime = mimeTypes.find(each => model.data[each] !== undefined)!;
      drawn.push({ [mime]: model.data[mime], metadata: model.metadata });
      this.node.textContent = 'drawn by the host';
      return Promise.resolve();
    }
  }
  rendermime.addFactory({ safe: true, mimeTypes, createRenderer: () => new Fake() }, 57);
  return { rendermime };
}

function show(
  type: string,
  plot: unknown,
  context: Partial<Component.IContext> = {}
): IPlaced & { settled(): Promise<void> } {
  const stage = place('plot', { label: 'Sales' }, context);
  stage.component.setValue({ type, plot: typeof plot === 'string' ? plot : JSON.stringify(plot) });
  return {
    ...stage,
    settled: async () => {
      await (stage.component as unknown as { settled: Promise<void> }).settled;
      await new Promise(resolve => setTimeout(resolve, 0));
    }
  };
}

beforeEach(() => {
  drawn = [];
});

afterEach(() => {
  clearStage();
  delete (window as { Bokeh?: unknown }).Bokeh;
});

describe('a figure of matplotlib', () => {
  it('is a picture with a name, also where nobody has vouched for it', () => {
    for (const trusted of [true, false]) {
      const picture = show('matplotlib', PIXEL, { trusted }).find<HTMLImageElement>('img');
      expect(picture.src).toBe(PIXEL);
      expect(picture.alt).toBe('Sales');
    }
  });

  it('that is a drawing is an image, and only where somebody has', () => {
    expect(show('matplotlib', DRAWING).find<HTMLImageElement>('img').src).toBe(DRAWING);
    const { node } = show('matplotlib', DRAWING, { trusted: false }).component;
    expect(node.querySelector('img')).toBeNull();
    expect(node.textContent).toContain('trusted');
  });

  it.each([
    'https://example.org/a.png',
    'file:///etc/passwd',
    'data:text/html;base64,PGI+',
    'data:image/svg+xml,<svg onload="x">',
    `${PIXEL}" onerror="alert(1)`
  ])('is not fetched from elsewhere: %s', address => {
    const { node } = show('matplotlib', address).component;
    expect(node.querySelector('img')).toBeNull();
    expect(node.textContent).toContain('no picture that can be shown');
  });

  it('that cannot be shown says so', () => {
    const stage = show('matplotlib', PIXEL);
    stage.find('img').dispatchEvent(new Event('error'));
    expect(stage.component.node.textContent).toContain('This picture cannot be shown.');
  });
});

describe('a figure of plotly', () => {
  const FIGURE = { data: [{ y: [1] }], layout: { title: { text: 'Sold' } } };

  it('is drawn by the renderer that is there, as wide as there is room', async () => {
    const stage = show('plotly', FIGURE, withRenderers(PLOTLY));
    await stage.settled();
    expect(stage.component.node.textContent).toContain('drawn by the host');
    expect(drawn).toEqual([
      {
        [PLOTLY]: {
          data: [{ y: [1] }],
          layout: { title: { text: 'Sold' }, height: 450, autosize: true },
          config: { responsive: true }
        },
        metadata: {}
      }
    ]);
  });

  it('is drawn once when it is sent again as it was', async () => {
    const stage = show('plotly', FIGURE, withRenderers(PLOTLY));
    await stage.settled();
    stage.component.setValue({ type: 'plotly', plot: JSON.stringify(FIGURE) });
    await stage.settled();
    expect(drawn.length).toBe(1);
  });

  it('says what is missing, and its title, where there is none', () => {
    const text = show('plotly', FIGURE).component.node.textContent;
    expect(text).toContain('Sold: Figures of Plotly are drawn where the package plotly');
  });

  it('says what is missing where nobody has vouched for it', () => {
    const context = { ...withRenderers(PLOTLY), trusted: false };
    const { node } = show('plotly', FIGURE, context).component;
    expect(node.textContent).toContain('drawn when the notebook is trusted');
    expect(drawn).toEqual([]);
  });

  it('that cannot be read says so', () => {
    for (const broken of ['{', '[]', 'null', '1']) {
      const { node } = show('plotly', broken, withRenderers(PLOTLY)).component;
      expect(node.textContent).toContain('This figure cannot be read.');
    }
  });
});

describe('a figure of altair', () => {
  const five = 'application/vnd.vegalite.v5+json';
  const six = 'application/vnd.vegalite.v6+json';
  const spec = (version: string): object => ({
    $schema: `https://vega.github.io/schema/vega-lite/v${version}.json`,
    mark: 'bar'
  });

  it.each([
    ['6.1.0', [five, six], six],
    ['6.1.0', [five], five],
    ['5.17.0', [five, six], five],
    ['5.17.0', [six], six]
  ])('of version %s goes to the nearest of %j', async (version, there, mime) => {
    const stage = show('altair', spec(version), withRenderers(...there));
    await stage.settled();
    expect(drawn).toEqual([
      { [mime]: spec(version), metadata: { [mime]: { embed_options: expect.anything() } } }
    ]);
  });

  it('says where it is drawn where it is not', () => {
    const text = show('altair', { title: 'Sold' }).component.node.textContent;
    expect(text).toContain('Sold: Figures of Altair are drawn in JupyterLab');
  });
});

describe('a figure of bokeh', () => {
  const model = (name: string, attributes: object = {}): object => ({
    doc: {
      version: '3.9.2',
      roots: [{ type: 'object', name: 'Figure', id: 'p1', attributes: { x: part(name) } }]
    },
    root_id: 'p1',
    target_id: null
  });
  const part = (name: string, attributes: object = {}): object => ({
    type: 'object',
    name,
    id: 'p2',
    attributes
  });

  it('says what it needs where the page has no BokehJS', async () => {
    const stage = show('bokeh', model('Line'));
    await stage.settled();
    expect(stage.component.node.textContent).toContain('output_notebook()');
  });

  it('is drawn by the BokehJS of the page, and let go of', async () => {
    const view = { clear: jest.fn() };
    const embed_item = jest.fn((_: unknown, place: HTMLElement) => {
      place.textContent = 'drawn by Bokeh';
      return Promise.resolve([view]);
    });
    (window as { Bokeh?: unknown }).Bokeh = { embed: { embed_item } };
    const stage = show('bokeh', model('Line'));
    await stage.settled();
    expect(stage.component.node.textContent).toContain('drawn by Bokeh');
    stage.component.dispose();
    expect(view.clear).toHaveBeenCalledTimes(1);
  });

  it.each(['CustomJS', 'Div', 'OpenURL', 'ImageURL', 'AjaxDataSource', 'WMTSTileSource', 'Wat'])(
    'that has a %s does not reach BokehJS',
    async name => {
      const embed_item = jest.fn();
      (window as { Bokeh?: unknown }).Bokeh = { embed: { embed_item } };
      const stage = show('bokeh', model(name));
      await stage.settled();
      expect(embed_item).not.toHaveBeenCalled();
      expect(stage.component.node.textContent).toContain(`it has ${name}, which may run scripts`);
    }
  );

  it('is not drawn where nobody has vouched for it', async () => {
    const embed_item = jest.fn();
    (window as { Bokeh?: unknown }).Bokeh = { embed: { embed_item } };
    const stage = show('bokeh', model('Line'), { trusted: false });
    await stage.settled();
    expect(embed_item).not.toHaveBeenCalled();
  });

  it('has no markup at the pointer, and is of a version whose parts have known names', () => {
    const hover = (tooltips: unknown): unknown => ({
      doc: { version: '3.1', roots: [part('HoverTool', { tooltips })] }
    });
    expect(strangeModel(hover([['x', '@x']]))).toBeNull();
    expect(strangeModel(hover('<b>@x</b>'))).toBe('HoverTool.tooltips');
    expect(strangeModel(hover([['x', '@x{safe}']]))).toBe('HoverTool.tooltips');
    expect(strangeModel({ doc: { version: '2.4', roots: { references: [] } } })).toBe(
      'a form of another version'
    );
  });
});
