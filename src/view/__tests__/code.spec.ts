import axe from 'axe-core';
import type { FunctionCode } from '../../protocol/types';
import { FakeSession, interfaceApp, runState, textOutput, textbox } from './fakesession';
import { mount, unmountAll } from './mount';

const copied: string[] = [];

beforeEach(() => {
  copied.length = 0;
  Object.assign(navigator, {
    clipboard: {
      writeText: (text: string): Promise<void> => {
        copied.push(text);
        return Promise.resolve();
      }
    }
  });
});

afterEach(() => {
  unmountAll();
  Reflect.deleteProperty(navigator, 'clipboard');
  Reflect.deleteProperty(globalThis, 'ClipboardItem');
  jest.useRealTimers();
});

const code = (listener: number, given: Partial<FunctionCode> = {}): FunctionCode => ({
  listener,
  name: `f${listener}`,
  call: `f${listener}(1)`,
  source: `def f${listener}(x):\n    return x`,
  why: null,
  cell: '3',
  file: null,
  line: 1,
  ...given
});

const session = (...functions: FunctionCode[]): FakeSession => {
  const app = interfaceApp([textbox('a', 'A')], [textOutput('out')], { title: 'Hello' });
  const made = new FakeSession({ app, hasCode: true });
  made.code = functions;
  return made;
};

const settled = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) {
    await Promise.resolve();
  }
};

describe('copy as code', () => {
  it('puts the call on the clipboard, and says so', async () => {
    const { choose, find, node } = mount(session(code(0, { call: '# a is taken …\nf0(1)' })));
    choose('Copy as code');
    await settled();
    expect(copied).toEqual(['# a is taken …\nf0(1)']);
    const said = find('.intarsia-Toasts').textContent;
    expect(said).toContain('The call of f0 is on the clipboard.');
    expect(said).toContain('named in a comment');
    expect(node.querySelector('.intarsia-CodePanel')).toBeNull();
  });

  it('promises the text within the press where the browser wants that', async () => {
    const items: Record<string, Promise<Blob>>[] = [];
    Object.assign(globalThis, {
      ClipboardItem: class {
        constructor(item: Record<string, Promise<Blob>>) {
          items.push(item);
        }
      }
    });
    Object.assign(navigator.clipboard, { write: () => Promise.resolve() });
    const { choose, find } = mount(session(code(0)));
    choose('Copy as code');
    expect(items).toHaveLength(1);
    const blob = await items[0]['text/plain'];
    expect([blob.type, blob.size]).toEqual(['text/plain', 'f0(1)'.length]);
    await settled();
    expect(find('.intarsia-Toasts').textContent).toContain('on the clipboard');
  });

  it('shows the code where the browser refuses', async () => {
    Object.assign(navigator.clipboard, { writeText: () => Promise.reject(new Error('no')) });
    const { choose, find } = mount(session(code(0)));
    choose('Copy as code');
    await settled();
    expect(find('.intarsia-CodePanel').textContent).toContain('f0(1)');
  });

  it('takes the function that was used last, and names the way to the others', async () => {
    const several = session(code(0), code(2));
    several.set({
      runs: new Map([
        [0, runState({ number: 1 })],
        [2, runState({ listener: 2, number: 5, run: 'r5' })],
        [7, runState({ listener: 7, number: 9, run: 'r9' })]
      ])
    });
    const { choose, find, node } = mount(several);
    choose('Copy as code');
    await settled();
    expect(copied).toEqual(['f2(1)']);
    expect(find('.intarsia-Toasts').textContent).toContain('“Show the code” has the other');
    choose('Show the code');
    await settled();
    const select = find<HTMLSelectElement>('.intarsia-CodePanel select');
    expect([...select.options].map(option => option.textContent)).toEqual(['f0', 'f2']);
    expect(select.value).toBe('2');
    expect(node.textContent).toContain('def f2');
    select.value = '0';
    select.dispatchEvent(new Event('change'));
    expect(node.textContent).toContain('def f0');
  });

  it('says what to do where nothing has a name, and when nobody answers', async () => {
    const nameless = session(code(0, { call: null }));
    const { choose, find } = mount(nameless);
    choose('Copy as code');
    await settled();
    expect(copied).toEqual([]);
    expect(find('.intarsia-Toasts').textContent).toContain('app = show(…)');
    nameless.readCode = () => Promise.reject(new Error(''));
    choose('Copy as code');
    await settled();
    expect(find('.intarsia-Toasts').textContent).toContain('The kernel does not answer.');
  });

  it('is not offered where the kernel does not tell, or is gone', () => {
    const quiet = session(code(0));
    quiet.set({ hasCode: false });
    const { find } = mount(quiet);
    expect(find<HTMLButtonElement>('.intarsia-Head-menu').hidden).toBe(true);
    quiet.set({ hasCode: true });
    expect(find<HTMLButtonElement>('.intarsia-Head-menu').hidden).toBe(false);
    quiet.set({ connection: 'died' });
    expect(find<HTMLButtonElement>('.intarsia-Head-menu').hidden).toBe(true);
  });
});

describe('the code beside the app', () => {
  it('is text, whatever it says', async () => {
    const evil = '<img src=x onerror="window.hit=1"></textarea><script>1</script>';
    const { choose, find } = mount(session(code(0, { source: evil, name: evil })));
    choose('Show the code');
    await settled();
    expect(find('.intarsia-CodePanel').querySelectorAll('img, script')).toHaveLength(0);
    expect(find('.intarsia-CodePanel').textContent).toContain('<img src=x');
  });

  it('says why there is no source, and leads to where there is one', async () => {
    const why = 'It is not written in Python.';
    const without = mount(session(code(0, { source: null, why })));
    without.choose('Show the code');
    await settled();
    expect(without.text()).toContain(`There is no source to show. ${why}`);
    unmountAll();
    const goTo = jest.fn();
    const { choose, find, button } = mount(session(code(0, { line: 4 })), { goTo });
    choose('Show the code');
    await settled();
    expect(find('.intarsia-CodePanel').textContent).toContain('Cell [3], line 4');
    button('Go to the cell').click();
    expect(goTo).toHaveBeenCalledWith('3', 4);
  });

  it('follows what is entered, and a function that is reloaded; closed it asks nothing', async () => {
    jest.useFakeTimers();
    const living = session(code(0));
    const { choose, find } = mount(living);
    const read = jest.spyOn(living, 'readCode');
    living.tell('a', 'closed');
    jest.advanceTimersByTime(1000);
    expect(read).not.toHaveBeenCalled();
    choose('Show the code');
    await settled();
    living.code = [code(0, { call: 'f0(2)' })];
    living.tell('a', 'new');
    living.tell('a', 'newer');
    jest.advanceTimersByTime(300);
    await settled();
    expect(find('.intarsia-CodePanel').textContent).toContain('f0(2)');
    expect(read).toHaveBeenCalledTimes(2);
    living.code = [code(0, { source: 'def f0(): ...' })];
    living.set({ reloaded: { name: 'f0', after: 0 } });
    jest.advanceTimersByTime(300);
    await settled();
    expect(find('.intarsia-CodePanel').textContent).toContain('def f0(): ...');
    choose('Show the code');
    living.tell('a', 'newest');
    jest.advanceTimersByTime(1000);
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('is opened and closed by its entry, its button and Esc', async () => {
    const { choose, find, node } = mount(session(code(0)));
    const isOpen = (): boolean => node.querySelector('.intarsia-CodePanel') !== null;
    const close = (): HTMLButtonElement => find<HTMLButtonElement>('.intarsia-CodePanel button');
    choose('Show the code');
    await settled();
    expect(isOpen()).toBe(true);
    expect(document.activeElement).toBe(close());
    choose('Show the code');
    expect(isOpen()).toBe(false);
    choose('Show the code');
    close().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(isOpen()).toBe(false);
    expect(document.activeElement).toBe(find('.intarsia-Head-menu'));
    choose('Show the code');
    close().click();
    expect(isOpen()).toBe(false);
  });

  it('keeps what it showed when the kernel has gone', async () => {
    const living = session(code(0));
    const { choose, find } = mount(living);
    choose('Show the code');
    await settled();
    living.set({ connection: 'died' });
    expect(find('.intarsia-CodePanel').textContent).toContain('def f0');
  });

  it('has names for all its parts', async () => {
    const { choose, node } = mount(session(code(0), code(1)));
    choose('Show the code');
    await settled();
    const { violations } = await axe.run(node, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes[0].html])).toEqual([]);
  });
});
