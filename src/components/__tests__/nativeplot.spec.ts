import type { IRenderMime } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';
import type { LinePlotSpec } from '../../protocol/types';
import type { Component } from '../component';
import { VEGA_LITE } from '../plotspec';
import { SERIES_ON_DARK } from '../plottheme';
import { clearStage, createContext, place, type IPlaced } from './stage';

// Plots of tables: drawn by the host where it can, and what a person does there.

const TABLE = {
  columns: ['day', 'sold', 'shop'],
  data: [
    [1_700_000_000_000, 3, 'north'],
    [1_700_086_400_000, 5, 'south']
  ],
  datatypes: { day: 'temporal', sold: 'quantitative', shop: 'nominal' },
  mark: 'line'
};

interface IDrawn {
  readonly spec: Record<string, never>;
  readonly options: { patch: { value: { name: string; bind: { element: string } } }[] };
}

/** What the host's renderer was given, newest last. */
const drawn: IDrawn[] = [];

class FakeVega extends Widget implements IRenderMime.IRenderer {
  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const metadata = model.metadata[VEGA_LITE] as { embed_options: IDrawn['options'] };
    drawn.push({ spec: model.data[VEGA_LITE] as never, options: metadata.embed_options });
    this.node.textContent = 'drawn by Vega';
    return Promise.resolve();
  }
}

function withVega(given: Partial<Component.IContext> = {}): Partial<Component.IContext> {
  const { rendermime } = createContext();
  rendermime.addFactory(
    { safe: true, mimeTypes: [VEGA_LITE], createRenderer: () => new FakeVega() },
    57
  );
  return { rendermime, ...given };
}

function show(
  spec: Partial<LinePlotSpec> = {},
  context: Partial<Component.IContext> = withVega(),
  value: unknown = TABLE
): IPlaced {
  const stage = place('lineplot', { x: 'day', y: 'sold', ...spec }, context);
  stage.component.setValue(value);
  return stage;
}

/** The element that a signal is bound to. */
function bound(name: string): HTMLElement & { value: unknown } {
  const { patch } = drawn[drawn.length - 1].options;
  const { element } = patch.find(({ value }) => value.name === name)!.value.bind;
  return document.querySelector(element)!;
}

/** Say as Vega does what is chosen, while the pointer is down. */
async function brush(stage: IPlaced, chosen?: unknown): Promise<void> {
  const plot = stage.find('.intarsia-NativePlot-stage');
  plot.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true, button: 0 }));
  if (chosen !== undefined) {
    const element = bound('chosen');
    element.value = chosen;
    element.dispatchEvent(new Event('input'));
  }
  document.dispatchEvent(new MouseEvent('pointerup', { bubbles: true }));
  await new Promise(resolve => setTimeout(resolve, 0));
}

let width = 480;

beforeEach(() => {
  drawn.length = 0;
  width = 480;
  jest.spyOn(Element.prototype, 'clientWidth', 'get').mockImplementation(() => width);
});

afterEach(() => {
  clearStage();
  jest.restoreAllMocks();
});

describe('a plot of a table', () => {
  it('is drawn by the host, in a trusted output', async () => {
    const { component } = show();
    await (component as unknown as { settled: Promise<void> }).settled;
    expect(drawn.length).toBe(1);
    expect(component.node.textContent).toContain('drawn by Vega');
    expect(component.node.querySelector('.intarsia-PlotPicture')).toBeNull();
  });

  it.each([
    ['untrusted', withVega({ trusted: false })],
    ['without a renderer', {}]
  ])('is a picture of our own %s, with nothing that fetches or runs', (_, context) => {
    for (const kind of ['lineplot', 'barplot', 'scatterplot'] as const) {
      const { component } = place(kind, { x: 'day', y: 'sold', color: 'shop' }, context);
      component.setValue({ ...TABLE, mark: undefined });
      const picture = component.node.querySelector('.intarsia-PlotPicture')!;
      expect(picture.querySelectorAll('path[d], rect, circle').length).toBeGreaterThan(0);
      expect(picture.textContent).toContain('north');
      const names = new Set([...picture.querySelectorAll('*')].map(each => each.localName));
      for (const name of names) {
        expect(['svg', 'line', 'text', 'path', 'rect', 'circle']).toContain(name);
      }
    }
    expect(drawn).toEqual([]);
  });

  it('is told in words to those who do not see it', () => {
    const { component } = show({ title: 'Sales' });
    const image = component.node.querySelector('[role="img"]')!;
    expect(image.getAttribute('aria-label')).toBe(
      'Sales. Lines: sold by day. day from 2023-11-14 22:13:20 to 2023-11-15 22:13:20. ' +
        'sold from 3 to 5.'
    );
  });

  it('shows its numbers as a table, and newer ones when they come', () => {
    const stage = show();
    const toggle = stage.find('.intarsia-PlotTools button');
    expect(stage.component.node.querySelector('table')).toBeNull();
    toggle.click();
    expect(toggle.getAttribute('aria-expanded')).toBe('true');
    expect(stage.find('table').textContent).toContain('2023-11-14 22:13:20');
    stage.component.setValue({ ...TABLE, data: [[0, 77, 'x']] });
    expect(stage.find('table').textContent).toContain('77');
    toggle.click();
    expect(stage.component.node.querySelector('table')).toBeNull();
  });

  it('says why it cannot be drawn, and is drawn when it can', () => {
    const stage = show({}, withVega(), null);
    const words = stage.find('.intarsia-NativePlot-message');
    expect(words.textContent).toBe('The plot appears here.');
    stage.component.setValue({ ...TABLE, columns: ['a', 'b', 'c'] });
    expect(words.textContent).toContain('There is no column “day”');
    expect(stage.find('.intarsia-NativePlot-stage').hidden).toBe(true);
    stage.component.setValue(TABLE);
    expect(words.hidden).toBe(true);
    expect(drawn.length).toBe(1);
  });

  it('tells a chosen range once, when the pointer is let go: times in seconds', async () => {
    const stage = show({ selectable: true });
    await brush(stage, { x: [1_700_000_000_000, 1_700_000_500_500] });
    expect(stage.events).toEqual([
      {
        name: 'select',
        data: {
          index: [1_700_000_000, 1_700_000_500.5],
          value: [1_700_000_000, 1_700_000_500.5],
          selected: true
        }
      }
    ]);
    await brush(stage, {});
    expect(stage.events.length).toBe(1);
  });

  it('tells the words between the ends', async () => {
    const stage = show({ selectable: true, x: 'shop' });
    await brush(stage, { x: ['north', 'south'] });
    expect(stage.events.map(event => event.data)).toEqual([
      { index: ['north', 'south'], value: ['north', 'south'], selected: true }
    ]);
  });

  it('hears nothing of the drawing before, nor of what was chosen earlier', async () => {
    const stage = show({ selectable: true });
    const before = bound('chosen');
    stage.component.setValue({ ...TABLE, data: [[0, 1, 'x']] });
    await (stage.component as unknown as { settled: Promise<void> }).settled;
    expect(bound('chosen')).not.toBe(before);
    expect(before.isConnected).toBe(false);
    const told = async (element: HTMLElement & { value: unknown }): Promise<void> => {
      element.value = { x: [1000, 2000] };
      element.dispatchEvent(new Event('input'));
      await brush(stage);
    };
    await told(before);
    await told(bound('chosen'));
    expect(stage.events).toEqual([]);
  });

  it('does not change under the hand', async () => {
    const stage = show({ selectable: true });
    const plot = stage.find('.intarsia-NativePlot-stage');
    plot.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true, button: 0 }));
    stage.component.setValue({ ...TABLE, data: [[0, 1, 'x']] });
    expect(drawn.length).toBe(1);
    document.dispatchEvent(new MouseEvent('pointerup', { bubbles: true }));
    await new Promise(resolve => setTimeout(resolve, 0));
    await (stage.component as unknown as { settled: Promise<void> }).settled;
    expect(drawn.length).toBe(2);
  });

  it('takes a range by its ends, from the keyboard', () => {
    const stage = show({ selectable: true });
    const [from, to] = stage.component.node.querySelectorAll<HTMLInputElement>(
      '.intarsia-PlotRange input'
    );
    const [choose, reset] = stage.component.node.querySelectorAll<HTMLButtonElement>(
      '.intarsia-PlotRange button'
    );
    expect(from.value).toMatch(/^2023-11-14T22:13:20/);
    expect(to.value).toMatch(/^2023-11-15T22:13:20/);
    from.value = '';
    choose.click();
    expect(stage.events).toEqual([]);
    from.value = '2023-11-14T00:00';
    to.value = '2023-11-15T00:00';
    choose.click();
    reset.click();
    expect(stage.events).toEqual([
      {
        name: 'select',
        data: {
          index: [1_699_920_000, 1_700_006_400],
          value: [1_699_920_000, 1_700_006_400],
          selected: true
        }
      },
      { name: 'double_click', data: null }
    ]);
  });

  it('offers no range where nobody listens', () => {
    expect(show().component.node.querySelector('.intarsia-PlotRange input')).toBeNull();
  });

  it('keeps what a drawing binds to while that is under way', () => {
    const stage = show({ selectable: true });
    const first = bound('chosen');
    stage.component.setValue({ ...TABLE, data: [[0, 1, 'x']] });
    expect(first.isConnected).toBe(true);
  });

  it('tells that it was pressed twice', () => {
    const stage = show();
    stage.find('.intarsia-NativePlot-stage').dispatchEvent(new MouseEvent('dblclick'));
    expect(stage.heard()).toEqual(['double_click']);
  });

  it('is drawn again with the theme of the page, and not without a reason', async () => {
    const { component } = show();
    const turned = async (name: string): Promise<void> => {
      document.body.dataset.jpThemeName = name;
      await new Promise(resolve => setTimeout(resolve, 0));
      await new Promise(requestAnimationFrame);
      await (component as unknown as { settled: Promise<void> }).settled;
    };
    await turned('Another name');
    expect(drawn.length).toBe(1);
    // jsdom inherits no variables.
    component.node.style.setProperty('--jp-layout-color1', '#212121');
    await turned('Dark');
    expect(drawn.length).toBe(2);
    expect(JSON.stringify(drawn[1].spec)).toContain(SERIES_ON_DARK[0]);
    delete document.body.dataset.jpThemeName;
  });

  it('shows other columns when its description changes', async () => {
    const { component } = show();
    await (component as unknown as { settled: Promise<void> }).settled;
    component.setSpec({ ...component.spec, title: 'Sales', caption: 'In euros' } as never);
    await (component as unknown as { settled: Promise<void> }).settled;
    expect(drawn[1].spec).toMatchObject({ title: { text: 'Sales' } });
    expect(component.node.textContent).toContain('In euros');
  });

  it('tells the drawing its width through an element, without drawing it anew', async () => {
    const observed: (() => void)[] = [];
    jest.spyOn(globalThis, 'ResizeObserver').mockImplementation(told => {
      observed.push(told as () => void);
      return { observe: () => undefined, disconnect: () => undefined } as never;
    });
    width = 0;
    const { component } = show();
    expect(drawn).toEqual([]);
    width = 320;
    observed.forEach(told => told());
    await (component as unknown as { settled: Promise<void> }).settled;
    expect(drawn.map(({ spec }) => spec.width)).toEqual([320]);
    const told: unknown[] = [];
    bound('width').addEventListener('input', () => told.push(bound('width').value));
    width = 640;
    observed.forEach(each => each());
    expect(told).toEqual([640]);
    expect(drawn.length).toBe(1);
  });
});
