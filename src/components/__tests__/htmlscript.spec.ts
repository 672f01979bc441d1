import type { HTML } from '../html';
import * as modules from '../authormodule';
import { clearStage, place, type IPlaced } from './stage';

type Main = (surroundings: {
  element: HTMLElement;
  props: Record<string, unknown>;
  trigger: (name: string, data?: unknown) => void;
  watch: (names: string | string[], callback: () => void) => void;
  server: Record<string, (...args: unknown[]) => Promise<unknown>>;
  upload: (file: File) => Promise<Record<string, unknown>>;
}) => unknown;

jest.mock('../authormodule', () => ({
  ...jest.requireActual<object>('../authormodule'),
  loadModule: jest.fn()
}));

const load = jest.mocked(modules.loadModule);

afterEach(() => {
  load.mockReset();
  clearStage();
});

async function run(main: Main, given: object = {}, context: object = {}): Promise<IPlaced> {
  load.mockResolvedValue(main);
  const script = (name: string): string | null => (name === 'html:abc' ? 'the text' : null);
  const stage = place(
    'html',
    {
      script: 'abc',
      html_template: '<button>${value}</button><i>${unit}</i>',
      props: { unit: 'cm' },
      ...given
    },
    { script, ...context }
  );
  stage.component.setValue(3);
  await (stage.component as HTML).settled;
  await (stage.component as HTML).settled;
  return stage;
}

describe('A script of an author', () => {
  it('runs once, on an element that stays when the value changes', async () => {
    const seen: HTMLElement[] = [];
    const clicks: unknown[] = [];
    const stage = await run(({ element, trigger, props }) => {
      seen.push(element);
      element.querySelector('button')?.addEventListener('click', () => {
        clicks.push(props.value);
        trigger('opened', { at: props.unit });
      });
    });
    expect(load.mock.calls).toEqual([['the text']]);
    stage.find('button').click();
    stage.component.setValue(4);
    await (stage.component as HTML).settled;
    stage.find('button').click();
    expect(seen).toHaveLength(1);
    expect(clicks).toEqual([3, 4]);
    expect(stage.events.map(({ name, data }) => [name, data])).toEqual([
      ['opened', { at: 'cm' }],
      ['opened', { at: 'cm' }]
    ]);
    expect(seen[0].textContent).toBe('4cm');
  });

  it('changes the value, which is told, and other properties, which are not', async () => {
    const stage = await run(({ props }) => {
      props.unit = 'm';
      props.value = 7;
    });
    expect(stage.component.draft).toBe(7);
    expect(stage.heard()).toEqual(['input', 'change']);
    await (stage.component as HTML).settled;
    expect(stage.find<HTMLElement>('.intarsia-HTML-live').textContent).toBe('7m');
  });

  it('hears what the kernel changes', async () => {
    const heard: unknown[] = [];
    const stage = await run(({ props, watch }) => {
      watch('value', () => heard.push(props.value));
      watch(['unit', 'other'], () => heard.push(props.unit));
    });
    stage.component.setValue(8);
    stage.component.setSpec({ ...stage.component.spec, props: { unit: 'km' } } as never);
    expect(heard).toEqual([8, 'km']);
  });

  it('sends files, and calls functions of the kernel', async () => {
    const told: unknown[] = [];
    const upload = (): Promise<unknown> => Promise.resolve({ handle: 'h1', name: 'a' });
    await run(
      async ({ upload: send, server }) => {
        told.push(await send(new File([], 'a')));
        told.push(await server.list('src', 2));
        await server.lost().catch((error: Error) => told.push(error.message));
        told.push(await Promise.resolve(server).then(found => found === server));
      },
      {},
      {
        upload,
        call: (name: string, args: unknown[]) =>
          name === 'list' ? Promise.resolve(args) : Promise.reject(new Error('No lost here.'))
      }
    );
    expect(told).toEqual([
      { handle: 'h1', name: 'a', path: 'h1' },
      ['src', 2],
      'No lost here.',
      true
    ]);
  });

  it('says in words that it failed', async () => {
    const stage = await run(() => {
      throw new TypeError('no such thing');
    });
    await Promise.resolve();
    expect(stage.component.node.textContent).toContain(
      'The script failed. TypeError: no such thing'
    );
    expect(stage.find('button').textContent).toBe('3');
  });

  it('does not run where the kernel gave none, or none may', async () => {
    const main = jest.fn();
    const stage = await run(main, {}, { script: () => null });
    expect(main).not.toHaveBeenCalled();
    expect(load).not.toHaveBeenCalled();
    expect(stage.find('button').textContent).toBe('3');
  });

  it('begins anew when it was away, on what it has not changed yet', async () => {
    let text: string | null = 'the text';
    const clicks: unknown[] = [];
    const main: Main = ({ element }) => {
      element.append('!');
      element.querySelector('button')?.addEventListener('click', () => clicks.push(1));
    };
    const stage = await run(main, {}, { script: () => text });
    text = null;
    stage.component.refresh();
    await (stage.component as HTML).settled;
    expect(stage.find<HTMLElement>('.intarsia-HTML-live').textContent).toBe('3cm');
    text = 'the text';
    stage.component.refresh();
    await (stage.component as HTML).settled;
    stage.find('button').click();
    expect(clicks).toEqual([1]);
    expect(stage.find<HTMLElement>('.intarsia-HTML-live').textContent).toBe('3cm!');
  });

  it('begins when the app becomes live', async () => {
    const main = jest.fn();
    let text: string | null = null;
    const stage = await run(main, {}, { script: () => text });
    text = 'now';
    stage.component.refresh();
    await (stage.component as HTML).settled;
    expect(main).toHaveBeenCalledTimes(1);
  });
});

describe('What a script needs in the head of the page', () => {
  it('is put there once, in order, and anew, so that it runs', async () => {
    const html =
      '<script src="https://x.example/a.js" onload="x"></script>' +
      '<link rel="stylesheet" href="https://x.example/a.css"><meta name="x">';
    const first = modules.loadHead(html);
    const script = document.head.querySelector('script');
    expect(script?.getAttributeNames()).toEqual(['src']);
    expect(document.head.querySelector('link')).toBeNull();
    script?.dispatchEvent(new Event('load'));
    await first;
    await modules.loadHead(html);
    expect(document.head.querySelectorAll('script')).toHaveLength(1);
    expect(document.head.querySelectorAll('link')).toHaveLength(1);
    expect(document.head.querySelector('meta')).toBeNull();
    script?.remove();
    document.head.querySelector('link')?.remove();
  });

  it('is named when it cannot be loaded', async () => {
    const loaded = modules.loadHead('<script src="https://x.example/gone.js"></script>');
    document.head.querySelector('script')?.dispatchEvent(new Event('error'));
    await expect(loaded).rejects.toThrow('https://x.example/gone.js cannot be loaded.');
    expect(document.head.querySelector('script')).toBeNull();
  });
});
