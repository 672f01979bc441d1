import { MimeModel } from '@jupyterlab/rendermime';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { Widget } from '@lumino/widgets';
import { createContext, registry } from '../../components/__tests__/stage';
import { MIME_TYPE } from '../../protocol/types';
import { encode } from '../../protocol/wire';
import { SessionManager } from '../../session/manager';
import { fakeBundle, FakeKernel, settled } from '../../testing/fakekernel';
import type { IPlace } from '../place';
import { AppRenderer } from '../renderer';

const made: AppRenderer[] = [];

interface IStage {
  readonly kernel: FakeKernel;
  readonly sessions: SessionManager;
  readonly renderer: AppRenderer;
  readonly place: jest.Mocked<IPlace>;
  readonly warnings: string[];
  readonly node: HTMLElement;
}

function stage(): IStage {
  const kernel = new FakeKernel();
  const warnings: string[] = [];
  const sessions = new SessionManager({ link: kernel });
  const { rendermime, sanitizer, trans } = createContext();
  const place = {
    runCell: jest.fn(),
    goTo: jest.fn(),
    hasTabs: true,
    openTab: jest.fn(),
    showCell: jest.fn(),
    holds: jest.fn().mockReturnValue(true)
  };
  const warn = (text: string) => warnings.push(text);
  const renderer = new AppRenderer({
    registry,
    rendermime,
    sanitizer,
    sessions,
    trans,
    place,
    warn
  });
  made.push(renderer);
  Widget.attach(renderer, document.body);
  return { kernel, sessions, renderer, place, warnings, node: renderer.node };
}

function model(changes: object = {}, trusted = true): MimeModel {
  const data = { ...encode(fakeBundle()).data, ...changes } as ReadonlyPartialJSONObject;
  return new MimeModel({ data: { [MIME_TYPE]: data }, trusted });
}

afterEach(() => {
  made.splice(0).forEach(renderer => renderer.dispose());
});

describe('AppRenderer', () => {
  it('paints the bundle before the kernel has answered, then what the kernel says', async () => {
    const { kernel, renderer, node } = stage();
    kernel.app = { ...kernel.app, title: 'From the kernel' };
    await renderer.renderModel(model());
    expect(node.querySelector('.intarsia-App')?.textContent).toContain('Fake');
    await settled();
    expect(node.querySelector('.intarsia-App')?.textContent).toContain('From the kernel');
  });

  it('fault 095: asks nothing on behalf of an untrusted output', async () => {
    const { kernel, renderer, node } = stage();
    await renderer.renderModel(model({}, false));
    await settled();
    expect(kernel.joined).toBe(0);
    const app = node.querySelector<HTMLElement>('.intarsia-App');
    expect(app?.dataset.connection).toBe('untrusted');
  });

  it('fault 096: joins a trusted one, and draws nothing live that the kernel does not know', async () => {
    const { kernel, renderer, node } = stage();
    kernel.answers.set('hello', () => ({
      type: 'error',
      error: {
        code: 'unknown-session',
        message: 'Run the cell again.',
        where: null,
        traceback: null,
        fields: []
      }
    }));
    await renderer.renderModel(model());
    await settled();
    expect(node.querySelector<HTMLElement>('.intarsia-App')?.dataset.connection).toBe('unknown');
    expect(kernel.requests.map(request => request.type)).toEqual(['hello']);
  });

  it('leaves the same app as it is when the output is written to', async () => {
    const { kernel, renderer, node } = stage();
    await renderer.renderModel(model());
    await settled();
    const app = node.querySelector('.intarsia-App');
    await renderer.renderModel(model({ values: { a: 9, t: 'written', out: 'x', root: null } }));
    await settled();
    expect(node.querySelector('.intarsia-App')).toBe(app);
    expect(kernel.joined).toBe(1);
  });

  it('draws another app anew, and one that has become trusted', async () => {
    const { kernel, renderer } = stage();
    await renderer.renderModel(model({}, false));
    await renderer.renderModel(model());
    await settled();
    expect(kernel.joined).toBe(1);
    await renderer.renderModel(model({ app_id: '1e'.repeat(16) }));
    await settled();
    expect(kernel.joined).toBe(2);
    expect(kernel.of('close').length).toBe(1);
  });

  it.each([
    [{ spec: 7 }, 'broken', 'spec must be an object'],
    [{ spec: null, protocol: '2.0' }, 'newer', 'It speaks protocol 2.0, this page 1.0.'],
    [{ protocol: '0.9' }, 'older', 'It speaks protocol 0.9, this page 1.0.']
  ])('fault 095: shows a line for a bundle that is %j', async (changes, word, detail) => {
    const { kernel, renderer, place, node } = stage();
    await renderer.renderModel(model(changes));
    await settled();
    expect(node.textContent).toContain(word);
    expect(node.textContent).toContain(detail);
    expect(kernel.joined).toBe(0);
    node.querySelector('button')?.click();
    expect(place.runCell).toHaveBeenCalledTimes(1);
  });

  it('fault 024: draws a bundle of a newer minor version, with one warning', async () => {
    const { renderer, warnings, node } = stage();
    await renderer.renderModel(model({ protocol: '1.9', mood: 'calm' }));
    await settled();
    expect(node.querySelector<HTMLElement>('.intarsia-App')?.dataset.connection).toBe('live');
    expect(warnings).toEqual(['Bundle has a field "mood" that is not known here.']);
  });

  it.each([
    [true, 'closed'],
    [false, 'open']
  ])('tells the kernel whether the document still holds the app (%s)', async (holds, document) => {
    const { kernel, renderer, place } = stage();
    await renderer.renderModel(model());
    await settled();
    place.holds.mockReturnValue(holds);
    renderer.dispose();
    renderer.dispose();
    await settled();
    expect(kernel.of('close').map(request => request.document)).toEqual([document]);
  });

  it('leaves no session behind', async () => {
    const { sessions, renderer } = stage();
    await renderer.renderModel(model());
    expect(sessions.of(fakeBundle().app_id).length).toBe(1);
    renderer.dispose();
    expect(sessions.of(fakeBundle().app_id)).toEqual([]);
  });
});
