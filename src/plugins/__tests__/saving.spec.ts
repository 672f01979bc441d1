import type { ICodeCellModel } from '@jupyterlab/cells';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookContent } from '@jupyterlab/nbformat';
import { NotebookModel } from '@jupyterlab/notebook';
import type { INotebookModel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';
import type { Bundle } from '../../protocol/types';
import { MIME_TYPE } from '../../protocol/types';
import { encode } from '../../protocol/wire';
import { SessionManager } from '../../session/manager';
import { fakeBundle, FakeKernel, settled } from '../../testing/fakekernel';
import { SavedBundle } from '../savedbundle';
import { NotebookSaver } from '../saving';
import { COMMON } from '../../testing/common';

const disposables: { dispose(): void }[] = [];

function keep<T extends { dispose(): void }>(item: T): T {
  disposables.push(item);
  return item;
}

afterEach(() => {
  disposables.splice(0).forEach(item => item.dispose());
});

interface IStage {
  readonly kernel: FakeKernel;
  readonly model: INotebookModel;
  readonly settings: { saveValues: boolean; authorScripts: boolean };
  readonly sessions: SessionManager;
  save(): string;
  written(): Bundle;
  output(): Record<string, unknown>;
}

/**
 * A notebook's model of the host's own; making it, yjs warns of what the host does.
 */
function makeModel(cells: object[]): INotebookModel {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  const model = keep(new NotebookModel());
  const content = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
  model.fromJSON(content as unknown as INotebookContent);
  model.dirty = false;
  warn.mockRestore();
  return model;
}

async function stage(bundle = fakeBundle(), kernel = new FakeKernel()): Promise<IStage> {
  const data = { [MIME_TYPE]: encode(bundle).data, 'text/html': '<b>old</b>', 'text/plain': 'old' };
  const outputs = [{ output_type: 'display_data', data, metadata: {} }];
  const stream = { output_type: 'stream', name: 'stdout', text: 'printed' };
  const cell = { cell_type: 'code', source: '', metadata: {}, execution_count: 1 };
  const markdown = { cell_type: 'markdown', source: '', metadata: {} };
  const model = makeModel([{ ...cell, outputs: [stream, ...outputs] }, markdown]);
  const sessions = keep(new SessionManager({ link: kernel }));
  keep(sessions.create({ bundle, trusted: true }));
  await settled();
  const settings = { saveValues: true, authorScripts: true };
  const context = { model } as { model: INotebookModel };
  const saveState = new Signal<
    DocumentRegistry.IContext<INotebookModel>,
    DocumentRegistry.SaveState
  >(context as DocumentRegistry.IContext<INotebookModel>);
  keep(new NotebookSaver({ context: { model, saveState }, sessions, settings }));
  const output = () => (model.cells.get(0) as ICodeCellModel).outputs.get(1).data;
  return {
    kernel,
    model,
    settings,
    sessions,
    save: () => {
      saveState.emit('started');
      return JSON.stringify(model.toJSON());
    },
    output,
    written: () => output()[MIME_TYPE] as unknown as Bundle
  };
}

describe('saving', () => {
  it('writes what is on screen, for readers with the extension and without', async () => {
    const { kernel, save, written, output } = await stage();
    kernel.app.components[1].label = 'Name';
    kernel.update('t', '<Ada>');
    kernel.send({
      type: 'updated',
      request_seq: null,
      run: null,
      values: [],
      props: [{ component: 't', props: { label: 'Name' }, revision: 1 }]
    });
    await settled();
    save();
    expect(written().values.t).toBe('<Ada>');
    expect(written().revisions.t).toBe(1);
    expect(output()['text/html']).toContain('<tr><th>Name</th><td>&lt;Ada&gt;</td></tr>');
    expect(output()['text/plain']).toContain('Name: <Ada>');
    expect(JSON.stringify(written())).not.toContain('session-1');
  });

  it('gives the same bytes when saved twice', async () => {
    const { kernel, save } = await stage();
    kernel.update('out', 'result');
    await settled();
    expect(save()).toBe(save());
  });

  it('does not make a clean document dirty: not by values, nor by a save without news', async () => {
    const bundle = { ...fakeBundle(), values: { a: 1, t: 'text', out: null, root: null } };
    const { kernel, model, save } = await stage(bundle);
    save();
    expect(model.dirty).toBe(false);
    kernel.update('out', 'result');
    await settled();
    expect(model.dirty).toBe(false);
  });

  it('writes nothing when the settings say so, nor of an app that never was live', async () => {
    const { settings, save, written } = await stage();
    settings.saveValues = false;
    save();
    expect(written().values).toEqual(fakeBundle().values);
    const silent = new FakeKernel();
    silent.answers.set('hello', () => null);
    const other = await stage(fakeBundle(), silent);
    other.save();
    expect(other.written().values).toEqual(fakeBundle().values);
  });

  it('keeps what was shown last when the kernel is gone', async () => {
    const { kernel, save, written } = await stage();
    kernel.update('out', 'the last result');
    await settled();
    kernel.emit('died');
    save();
    expect(written().values.out).toBe('the last result');
  });

  it('keeps no run that is under way', async () => {
    const { kernel, sessions, save, written } = await stage();
    const [session] = sessions.of(fakeBundle().app_id);
    session.run(0, new Map(), 'click');
    await settled();
    save();
    expect(written().runs).toEqual([]);
    kernel.finish('1', 'done');
    await settled();
    save();
    expect(written().runs.map(run => run.status)).toEqual(['done']);
  });
});

describe('SavedBundle', () => {
  const session = async (kernel: FakeKernel) => {
    const sessions = keep(new SessionManager({ link: kernel }));
    const made = keep(sessions.create({ bundle: fakeBundle(), trusted: true }));
    await settled();
    return made;
  };

  it('faults 097, 098: never keeps a password, at any depth', async () => {
    const kernel = new FakeKernel();
    const text = kernel.app.components[1];
    const password = { ...text, id: '', type: 'password' };
    const form = {
      ...text,
      kind: 'form',
      id: 'form',
      fields: [{ name: 'key', component: password }]
    };
    const wrap = (kind: string, id: string, more: object) => ({
      ...COMMON,
      id,
      kind,
      ...more
    });
    const limits = { min_length: null, max_length: null };
    const specs = [
      { ...password, id: 'password' },
      wrap('form', 'form', { fields: form.fields }),
      wrap('list', 'list', { item: password, ...limits }),
      wrap('tuple', 'tuple', { items: [password] }),
      wrap('mapping', 'mapping', { key: { ...text, id: '' }, item: password, ...limits }),
      wrap('optional', 'optional', { item: password }),
      wrap('union', 'union', { options: [{ label: 'x', component: password }] })
    ];
    kernel.app = {
      ...kernel.app,
      components: [...kernel.app.components, ...specs] as typeof kernel.app.components
    };
    const values = {
      password: 'hunter2',
      form: { key: 'hunter2' },
      list: ['hunter2', 'hunter2'],
      tuple: ['hunter2'],
      mapping: [['name', 'hunter2']],
      optional: { value: 'hunter2' },
      union: { option: 0, value: 'hunter2' }
    };
    Object.assign(kernel.values, values);
    Object.keys(values).forEach(id => (kernel.revisions[id] = 0));
    const saved = SavedBundle.make(await session(kernel)) as Bundle;
    expect(JSON.stringify(saved)).not.toContain('hunter2');
    expect(saved.values.mapping).toEqual([['name', '']]);
  });

  it('leaves out first the log, then the largest values, above 2 MiB', async () => {
    const kernel = new FakeKernel();
    const large = 'x'.repeat(1.5 * 1024 * 1024);
    const made = await session(kernel);
    kernel.send({
      type: 'log',
      request_seq: null,
      entries: [{ run: '1', stream: 'stdout', text: large, bundle: null }]
    });
    kernel.update('out', large);
    await settled();
    const one = SavedBundle.make(made) as Bundle;
    expect(one.log).toEqual([]);
    expect(one.values.out).toBe(large);
    kernel.update('t', large.slice(1));
    await settled();
    const two = SavedBundle.make(made) as Bundle;
    expect(two.values.out).toBeNull();
    expect(two.values.t).toBe(large.slice(1));
    expect(JSON.stringify(two).length).toBeLessThan(SavedBundle.MAX_SIZE);
  });
});
