import type { Signal } from '@lumino/signaling';
import { sampleSpec } from '../../components/__tests__/stage';
import { Component } from '../../components/component';
import { COMMON } from '../../testing/common';
import type { ComponentSpec } from '../../protocol/types';
import { FakeSession, listener, number, textOutput, textbox } from './fakesession';
import { mount, unmountAll } from './mount';

const column = (id: string, children: string[]): ComponentSpec => ({
  ...COMMON,
  id,
  kind: 'column',
  variant: 'default',
  show_progress: false,
  children
});

const render = (children: string[]): ComponentSpec => ({
  ...COMMON,
  id: 'render',
  kind: 'render',
  children
});

const app = (
  components: ComponentSpec[],
  listeners = [listener(0, 'kept', ['kept'], ['out'], 'input')]
) => ({
  title: null,
  heading: false,
  description: null,
  root: 'root',
  components,
  listeners
});

const kept = { ...textbox('kept'), label: 'Kept' };
const first = { ...textbox('r1'), label: 'First' };
const second = { ...textbox('r2'), label: 'Second' };
const out = textOutput('out', 'Out');

afterEach(unmountAll);

describe('a part that is rendered', () => {
  const start = () => {
    const session = new FakeSession({
      app: app([column('root', ['kept', 'render', 'out']), kept, render(['r1']), first, out])
    });
    return { session, ...mount(session) };
  };

  it('comes and goes, and what stays is the same element', () => {
    const { session, field, node } = start();
    const before = field('Kept');
    before.focus();
    before.value = 'typed';
    before.dispatchEvent(new Event('input', { bubbles: true }));
    const element = field('First');
    session.set({
      app: app([
        column('root', ['kept', 'render', 'out']),
        kept,
        render(['r1', 'r2']),
        first,
        second,
        out
      ]),
      values: new Map([['r2', 'new']])
    });
    expect(field('First')).toBe(element);
    expect(field('Second').value).toBe('new');
    expect(field('Kept')).toBe(before);
    expect(before.value).toBe('typed');
    expect(document.activeElement).toBe(before);
    session.set({
      app: app([column('root', ['kept', 'render', 'out']), kept, render(['r2']), second, out])
    });
    expect(element.isConnected).toBe(false);
    expect(node.textContent).not.toContain('First');
    expect(field('Second').isConnected).toBe(true);
  });

  it('takes along what was being entered into it', () => {
    jest.useFakeTimers();
    try {
      const { session, field } = start();
      field('First').value = 'half';
      field('First').dispatchEvent(new Event('input', { bubbles: true }));
      session.set({ app: app([column('root', ['kept', 'render', 'out']), kept, render([]), out]) });
      jest.advanceTimersByTime(1000);
      expect(session.commits).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is disabled with the rest while the kernel takes nothing', () => {
    const { session, field } = start();
    session.set({ connection: 'restarted' });
    session.set({
      app: app([column('root', ['kept', 'render', 'out']), kept, render(['r2']), second, out])
    });
    expect(field('Second').matches(':disabled')).toBe(true);
    session.set({ connection: 'live' });
    expect(field('Second').matches(':disabled')).toBe(false);
  });

  it('has listeners of its own', () => {
    const { session, field } = start();
    session.set({
      app: app(
        [column('root', ['kept', 'render', 'out']), kept, render(['r2']), second, out],
        [listener(7, 'r2', ['r2'], ['out'], 'input')]
      )
    });
    field('Second').value = 'x';
    field('Second').dispatchEvent(new Event('input', { bubbles: true }));
    expect(session.runs).toEqual([{ listener: 7, drafts: { r2: 'x' }, event: 'input' }]);
  });
});

describe('where something is under way', () => {
  it('shows at the outputs of what runs, as the listener says', () => {
    const session = new FakeSession({ app: app([column('root', ['kept', 'out']), kept, out]) });
    const { node } = mount(session);
    session.tellRun({ listener: 0, run: '1', status: 'running' });
    expect([...node.querySelectorAll('[data-busy]')].map(n => n.className)).toEqual([
      expect.stringContaining('intarsia-Textbox')
    ]);
    session.tellRun({ listener: 0, run: '1', status: 'done' });
    expect(node.querySelector('[data-busy]')).toBeNull();
  });
});

describe('a text that was handed over', () => {
  const start = (event: string) => {
    const session = new FakeSession({
      app: app(
        [column('root', ['kept', 'out']), kept, out],
        [listener(0, 'kept', ['kept'], ['kept'], event)]
      )
    });
    const { field } = mount(session);
    field('Kept').focus();
    field('Kept').value = 'sent';
    field('Kept').dispatchEvent(new Event('input', { bubbles: true }));
    return { session, field: field('Kept') };
  };
  const press = (field: HTMLElement) =>
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));

  it('leaves its field when the kernel empties that, though a person is at it', () => {
    const { session, field } = start('submit');
    press(field);
    session.tell('kept', 'sent');
    expect(field.value).toBe('sent');
    session.tell('kept', '');
    expect(field.value).toBe('');
  });

  it('stays when a person has gone on writing', () => {
    const { session, field } = start('submit');
    press(field);
    field.value = 'sent, and more';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    session.tell('kept', '');
    expect(field.value).toBe('sent, and more');
  });
});

describe('where a run has written', () => {
  it('is brought into sight when its listener asks for that', () => {
    const scroll = jest.fn();
    Element.prototype.scrollIntoView = scroll;
    const asking = { ...listener(0, 'kept', ['kept'], ['out'], 'input'), scroll_to_output: true };
    const session = new FakeSession({
      app: app([column('root', ['kept', 'out']), kept, out], [asking])
    });
    mount(session);
    session.tellRun({ listener: 0, run: '1', status: 'running' });
    expect(scroll).not.toHaveBeenCalled();
    session.tellRun({ listener: 0, run: '1', status: 'done' });
    session.tell('out', 'more');
    expect(scroll).toHaveBeenCalledTimes(1);
  });
});

describe('notices', () => {
  const told = (text: string, duration: number | null) => ({
    run: '1',
    stream: 'notice' as const,
    text,
    bundle: { level: 'warning', title: 'Look', duration }
  });

  it('shows those that come, for a while, and none that were there before', () => {
    jest.useFakeTimers();
    try {
      const session = new FakeSession({
        app: app([column('root', ['kept', 'out']), kept, out]),
        log: [told('old', 1)]
      });
      const { node } = mount(session);
      const shown = () =>
        [...node.querySelectorAll('.intarsia-Toast-message')].map(n => n.textContent);
      expect(shown()).toEqual([]);
      session.set({ log: [...session.state.log, told('new', 1), told('stays', null)] });
      expect(shown()).toEqual(['new', 'stays']);
      jest.advanceTimersByTime(1001);
      expect(shown()).toEqual(['stays']);
      node.querySelector<HTMLButtonElement>('.intarsia-Toast-close')?.click();
      expect(shown()).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('a notice', () => {
  function tell() {
    const session = new FakeSession({ app: app([column('root', ['kept', 'out']), kept, out]) });
    const { node } = mount(session);
    const bundle = { level: 'info', title: '', duration: 1 };
    session.set({ log: [{ run: '1', stream: 'notice', text: 'new', bundle }] });
    const toast = node.querySelector<HTMLElement>('.intarsia-Toast')!;
    return { toast, close: toast.querySelector<HTMLButtonElement>('.intarsia-Toast-close')! };
  }

  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('stays while the focus is on it, whatever the pointer does', () => {
    const { toast, close } = tell();
    close.focus();
    toast.dispatchEvent(new Event('pointerenter'));
    toast.dispatchEvent(new Event('pointerleave'));
    jest.advanceTimersByTime(5000);
    expect(toast.isConnected).toBe(true);
    close.blur();
    jest.advanceTimersByTime(1001);
    expect(toast.isConnected).toBe(false);
  });

  it('stays while the pointer is on it, however it came there', () => {
    const { toast, close } = tell();
    toast.dispatchEvent(new Event('pointerenter'));
    close.focus();
    close.blur();
    jest.advanceTimersByTime(5000);
    expect(toast.isConnected).toBe(true);
    toast.dispatchEvent(new Event('pointerleave'));
    jest.advanceTimersByTime(1001);
    expect(toast.isConnected).toBe(false);
  });
});

describe('scripts of the author', () => {
  const scripted = (calls: boolean) => ({
    ...listener(0, 'kept', ['kept'], ['out'], 'input'),
    calls
  });
  const type = async (field: (label: string) => HTMLInputElement) => {
    field('Kept').value = 'x';
    field('Kept').dispatchEvent(new Event('input', { bubbles: true }));
    await Promise.resolve();
    await Promise.resolve();
  };

  it('run before the function, and give it its inputs', async () => {
    const session = new FakeSession({
      app: app([column('root', ['kept', 'out']), kept, out], [scripted(true)]),
      scripts: new Map([['0', "x => x + '!'"]])
    });
    await type(mount(session).field);
    expect(session.runs).toEqual([{ listener: 0, drafts: { kept: 'x!' }, event: 'input' }]);
  });

  it('run instead of a function, and their values are committed', async () => {
    const session = new FakeSession({
      app: app([column('root', ['kept', 'out']), kept, out], [scripted(false)]),
      scripts: new Map([['0', 'return [arguments[0].toUpperCase()]']])
    });
    await type(mount(session).field);
    expect(session.commits).toContainEqual(['out', 'X']);
    // The kernel hears of it after the values: something may wait for its end there.
    expect(session.runs).toEqual([{ listener: 0, drafts: {}, event: 'input' }]);
  });

  it('run once when the app comes alive, if they listen to that', async () => {
    const waiting = { ...scripted(false), targets: [{ component: 'root', event: 'load' }] };
    const session = new FakeSession({
      connection: 'connecting',
      app: app([column('root', ['kept', 'out']), kept, out], [waiting]),
      scripts: new Map([['0', '() => "loaded"']])
    });
    mount(session);
    for (let i = 0; i < 2; i++) {
      session.set({ connection: 'live' });
      await new Promise(resolve => setTimeout(resolve));
      session.set({ connection: 'reconnecting' });
    }
    expect(session.commits).toEqual([['out', 'loaded']]);
    expect(session.runs).toEqual([]);
  });

  it('are given an emptied field as that', async () => {
    const age = { ...number('age'), label: 'Age' };
    const session = new FakeSession({
      app: app(
        [column('root', ['age', 'out']), age, out],
        [listener(0, 'age', ['age'], ['out'], 'input')]
      ),
      values: new Map([['age', 36]]),
      scripts: new Map([['0', 'x => x === null ? -1 : x']])
    });
    const { field } = mount(session);
    field('Age').value = '';
    field('Age').dispatchEvent(new Event('input', { bubbles: true }));
    await Promise.resolve();
    await Promise.resolve();
    expect(session.runs).toEqual([{ listener: 0, drafts: { age: -1 }, event: 'input' }]);
  });

  it('leave a run what a component has brought along for it', async () => {
    const drawn = jest.spyOn(Component.prototype, 'setBusy');
    const session = new FakeSession({
      app: app(
        [column('root', ['kept', 'out']), kept, out],
        [listener(0, 'kept', ['kept'], ['out'], 'stream')]
      ),
      scripts: new Map([['0', 'x => x']])
    });
    const run = jest.spyOn(session, 'run');
    mount(session);
    const component = drawn.mock.contexts.find(({ spec }) => spec.id === 'kept')!;
    drawn.mockRestore();
    const brings = { name: 'a.jpg', mime: 'image/jpeg', data: new ArrayBuffer(1), replaces: true };
    (component.triggered as Signal<Component, Component.IEvent>).emit({ name: 'stream', brings });
    await Promise.resolve();
    await Promise.resolve();
    const brought = [{ component: 'kept', ...brings }];
    expect(run).toHaveBeenCalledWith(0, new Map([['kept', null]]), 'stream', undefined, brought);
  });

  it('tell when they fail', async () => {
    const session = new FakeSession({
      app: app([column('root', ['kept', 'out']), kept, out], [scripted(true)]),
      scripts: new Map([['0', '() => { throw new Error("no") }']])
    });
    await type(mount(session).field);
    expect(session.state.failure).toBe('Error: no');
    expect(session.runs).toEqual([]);
  });

  it('never run in an output that is not trusted', async () => {
    const session = new FakeSession({
      connection: 'untrusted',
      app: app([column('root', ['kept', 'out']), kept, out], [scripted(true)]),
      scripts: new Map([['0', 'globalThis.wasRun = true']])
    });
    await type(mount(session).field);
    expect('wasRun' in globalThis).toBe(false);
  });
});

describe('a button that belongs to a field', () => {
  it('is found by its name, and neither it nor the field is a layout', () => {
    const mend = { ...sampleSpec('button'), id: 'mend', label: null } as ComponentSpec;
    const named = {
      ...textbox('named'),
      label: 'Named',
      buttons: ['mend', 'gone', 'kept']
    } as ComponentSpec;
    const session = new FakeSession({
      app: app([column('root', ['named', 'kept', 'out']), kept, named, mend, out]),
      values: new Map([['mend', 'Mend']])
    });
    const { button, field } = mount(session);
    expect(button('Mend').closest('.intarsia-Field-tools')).not.toBeNull();
    session.set({ connection: 'restarted' });
    expect([field('Named'), button('Mend')].map(c => c.matches(':disabled'))).toEqual([true, true]);
  });
});
