import type { ICodeCellModel } from '@jupyterlab/cells';
import type { INotebookContent } from '@jupyterlab/nbformat';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { NotebookModel } from '@jupyterlab/notebook';
import { RenderMimeRegistry } from '@jupyterlab/rendermime';
import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { registry } from '../../components/__tests__/stage';
import { MIME_TYPE } from '../../protocol/types';
import { encode } from '../../protocol/wire';
import { fakeBundle, FakeKernel } from '../../testing/fakekernel';
import { AppHost } from '../../view/apphost';
import type { IPlace } from '../../view/place';
import { AppTab } from '../apptab';

const trans = nullTranslator.load('');
const made: { dispose(): void }[] = [];

const PLACE: IPlace = {
  hasTabs: true,
  runCell: () => undefined,
  goTo: () => undefined,
  openTab: () => undefined,
  showCell: () => undefined,
  setTabTitle: () => undefined,
  holds: () => true
};

beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(console, 'warn').mockImplementation();
});

afterEach(() => {
  made.splice(0).forEach(item => item.dispose());
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const output = (name: string): object => ({
  output_type: 'display_data',
  metadata: {},
  data: { [MIME_TYPE]: encode({ ...fakeBundle(), app_id: name }).data, 'text/plain': '' }
});

/** Notebooks that are open, as the host's tracker tells of them. */
class Notebooks {
  readonly widgetAdded = new Signal<this, NotebookPanel>(this);
  readonly panels: NotebookPanel[] = [];
  readonly kernels = new Map<NotebookPanel, FakeKernel>();

  find(is: (panel: NotebookPanel) => boolean): NotebookPanel | undefined {
    return this.panels.find(is);
  }

  open(path: string, cells: Record<string, object[]>): NotebookPanel {
    const model = new NotebookModel();
    model.fromJSON({
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
      cells: Object.entries(cells).map(([id, outputs]) => ({
        id,
        cell_type: 'code',
        source: '',
        metadata: { trusted: true },
        execution_count: 1,
        outputs
      }))
    } as unknown as INotebookContent);
    for (const cell of model.cells) {
      cell.trusted = true;
    }
    const rendermime = new RenderMimeRegistry();
    const kernel = new FakeKernel();
    const sessions = new AppHost({ registry, trans }).attach({
      rendermime,
      link: kernel,
      place: PLACE
    });
    const panel = Object.assign(new Widget(), {
      content: { rendermime, widgets: [] },
      context: {
        path,
        ready: Promise.resolve(),
        model,
        pathChanged: new Signal<object, string>({})
      }
    }) as unknown as NotebookPanel;
    panel.disposed.connect(() => {
      sessions.dispose();
      this.panels.splice(this.panels.indexOf(panel), 1);
    });
    this.panels.push(panel);
    this.kernels.set(panel, kernel);
    this.widgetAdded.emit(panel);
    made.push(panel);
    return panel;
  }
}

interface IStage {
  readonly tab: AppTab;
  readonly open: jest.Mock<void, [string]>;
  text(): string;
  notice(): string;
}

function stage(notebooks: Notebooks, spot: AppTab.ISpot): IStage {
  const rendermime = new RenderMimeRegistry();
  made.push(new AppHost({ registry, trans }).attach({ rendermime, link: null, place: null }));
  const open = jest.fn<void, [string]>();
  const tab = new AppTab({
    spot,
    notebooks: notebooks as unknown as INotebookTracker,
    rendermime,
    trans,
    open,
    reveal: () => undefined
  });
  made.push(tab);
  Widget.attach(tab, document.body);
  return {
    tab,
    open,
    text: () => tab.node.textContent ?? '',
    notice: () => tab.node.querySelector(':scope > .intarsia-Notice')?.textContent ?? ''
  };
}

const calm = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) {
    await jest.advanceTimersByTimeAsync(0);
  }
};

const SPOT: AppTab.ISpot = { path: 'a/b.ipynb', cell: 'one', index: 0 };

describe('AppTab', () => {
  it('shows the app that stands at its place, live', async () => {
    const notebooks = new Notebooks();
    notebooks.open('other.ipynb', { one: [output('x')] });
    notebooks.open(SPOT.path, { zero: [output('w')], one: [output('x'), output('y')] });
    const { tab } = stage(notebooks, { ...SPOT, index: 1 });
    await calm();
    expect(tab.view?.session.state.connection).toBe('live');
    expect(tab.view?.offers('show-cell')).toBe(true);
    expect(tab.view?.offers('open-tab')).toBe(false);
  });

  it('follows the cell: another app, none for a while, deleted and brought back', async () => {
    const notebooks = new Notebooks();
    const panel = notebooks.open(SPOT.path, { one: [output('x')], two: [] });
    const { tab, notice } = stage(notebooks, SPOT);
    await calm();
    const before = tab.view;
    const cells = panel.context.model.cells;
    const { outputs } = cells.get(0) as ICodeCellModel;
    outputs.clear();
    await calm();
    expect(tab.view).toBe(before);
    outputs.add(output('z') as never);
    await calm();
    expect(tab.view).not.toBe(before);
    expect(tab.view?.session.state.connection).toBe('live');
    outputs.clear();
    await jest.advanceTimersByTimeAsync(1000);
    expect(notice()).toContain('The cell shows no app now.');
    const { sharedModel } = panel.context.model;
    sharedModel.deleteCell(0);
    await jest.advanceTimersByTimeAsync(1000);
    expect(notice()).toContain('not in the notebook any more');
    sharedModel.insertCell(0, {
      id: 'one',
      cell_type: 'code',
      source: '',
      metadata: { trusted: true },
      outputs: [output('z')] as never
    });
    await calm();
    expect([notice(), tab.view?.session.state.connection]).toEqual(['', 'live']);
  });

  it('keeps a picture when the notebook is closed, and goes on when it is open again', async () => {
    const notebooks = new Notebooks();
    const panel = notebooks.open(SPOT.path, { one: [output('x')] });
    const { tab, open, notice, text } = stage(notebooks, SPOT);
    await calm();
    notebooks.kernels.get(panel)?.update('out', 'the last result');
    await calm();
    panel.dispose();
    await calm();
    expect(notice()).toContain('b.ipynb is closed.');
    expect(text()).toContain('the last result');
    expect(tab.view).toBeNull();
    tab.node.querySelector<HTMLElement>('.intarsia-Notice button')?.click();
    expect(open).toHaveBeenCalledWith('a/b.ipynb');
    notebooks.open(SPOT.path, { one: [output('x')] });
    await calm();
    expect([notice(), tab.view?.session.state.connection]).toEqual(['', 'live']);
  });

  it('waits for a notebook that is not open yet, and follows its name', async () => {
    const notebooks = new Notebooks();
    const { tab, notice } = stage(notebooks, SPOT);
    expect(notice()).toContain('b.ipynb is closed.');
    const panel = notebooks.open(SPOT.path, { one: [output('x')] });
    await calm();
    expect(tab.view).not.toBeNull();
    const changed = jest.fn();
    tab.spotChanged.connect(changed);
    (panel.context.pathChanged as Signal<object, string>).emit('c.ipynb');
    expect(changed).toHaveBeenCalledTimes(1);
    expect(tab.spot).toEqual({ ...SPOT, path: 'c.ipynb' });
  });

  it('leaves nothing behind', async () => {
    const notebooks = new Notebooks();
    const panel = notebooks.open(SPOT.path, { one: [output('x')] });
    const { tab } = stage(notebooks, SPOT);
    await calm();
    const { session } = tab.view!;
    tab.dispose();
    expect(session.isDisposed).toBe(true);
    const { outputs } = panel.context.model.cells.get(0) as ICodeCellModel;
    const timers = jest.getTimerCount();
    outputs.clear();
    expect(jest.getTimerCount()).toBe(timers);
    panel.dispose();
    notebooks.open(SPOT.path, { one: [output('x')] });
    await calm();
    expect(tab.view).toBeNull();
  });
});
