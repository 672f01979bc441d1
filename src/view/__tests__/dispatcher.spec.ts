import { PromiseDelegate } from '@lumino/coreutils';
import { leave, press, sampleSpec, type } from '../../components/__tests__/stage';
import { Component } from '../../components/component';
import type { AppSpec, ComponentSpec, FileValue } from '../../protocol/types';
import {
  FakeSession,
  interfaceApp,
  listener,
  number,
  runState,
  slider,
  textbox,
  textOutput
} from './fakesession';
import { mount, unmountAll } from './mount';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  unmountAll();
  jest.useRealTimers();
});

function start(
  options: { live?: boolean; inputs?: ComponentSpec[]; change?: (app: AppSpec) => AppSpec } = {}
) {
  const inputs = options.inputs ?? [textbox('name', 'Name'), number('age', 'Age')];
  const session = new FakeSession({
    app: (options.change ?? (app => app))(interfaceApp(inputs, [textOutput('out')], options)),
    values: new Map<string, unknown>([
      ['name', 'Ada'],
      ['age', 36]
    ]),
    revisions: new Map([
      ['name', 1],
      ['age', 1]
    ])
  });
  return { session, ...mount(session) };
}

describe('A draft', () => {
  it('is committed after a pause, once', () => {
    const { session, field } = start();
    type(field('Name'), 'Gr');
    jest.advanceTimersByTime(299);
    type(field('Name'), 'Grace');
    jest.advanceTimersByTime(299);
    expect(session.commits).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(session.commits).toEqual([['name', 'Grace']]);
    leave(field('Name'));
    jest.advanceTimersByTime(1000);
    expect(session.commits).toHaveLength(1);
  });

  it('is committed at once by leaving the field', () => {
    const { session, field } = start();
    type(field('Name'), 'Grace');
    leave(field('Name'));
    expect(session.commits).toEqual([['name', 'Grace']]);
    jest.advanceTimersByTime(1000);
    expect(session.commits).toHaveLength(1);
  });

  it('is not committed when it is what stands already', () => {
    const { session, field } = start();
    type(field('Name'), 'Adam');
    type(field('Name'), 'Ada');
    leave(field('Name'));
    jest.advanceTimersByTime(1000);
    expect(session.commits).toEqual([]);
  });

  it('goes back to what stood before, also while the first commit is on its way', () => {
    const { session, field } = start();
    type(field('Name'), 'Grace');
    jest.advanceTimersByTime(300);
    type(field('Name'), 'Ada');
    leave(field('Name'));
    expect(session.commits).toEqual([
      ['name', 'Grace'],
      ['name', 'Ada']
    ]);
  });

  it('is not overwritten while a person is at it', () => {
    const { session, field } = start();
    type(field('Name'), 'Grace H');
    session.tell('name', 'Somebody else');
    expect(field('Name').value).toBe('Grace H');
    expect(session.state.values.get('name')).toBe('Somebody else');
    leave(field('Name'));
    expect(session.commits).toEqual([['name', 'Grace H']]);
    session.tell('name', 'Grace Hopper');
    expect(field('Name').value).toBe('Grace Hopper');
  });

  it('gives way to what others entered when nobody is at it', () => {
    const { session, field } = start();
    session.tell('name', 'Somebody else');
    expect(field('Name').value).toBe('Somebody else');
  });

  it('does not flicker between leaving and the answer', () => {
    const { session, field } = start();
    type(field('Name'), ' Grace ');
    leave(field('Name'));
    field('Age').focus();
    expect(field('Name').value).toBe(' Grace ');
    session.tell('age', 37);
    expect(field('Name').value).toBe(' Grace ');
    session.tell('name', 'Grace');
    expect(field('Name').value).toBe('Grace');
  });

  it('shows what the kernel made of it once the field is left', async () => {
    const { session, field } = start();
    type(field('Name'), ' Grace ');
    jest.advanceTimersByTime(300);
    session.tell('name', 'Grace');
    expect(field('Name').value).toBe(' Grace ');
    leave(field('Name'));
    await Promise.resolve();
    expect(field('Name').value).toBe('Grace');
    expect(session.commits).toHaveLength(1);
  });

  it('stays when it is refused, with what is wrong', () => {
    const { session, field, text } = start();
    type(field('Age'), '-1');
    leave(field('Age'));
    session.set({
      errors: new Map([['age', [{ component: 'age', path: [], message: 'Must be 0 or more.' }]]])
    });
    expect(field('Age').value).toBe('-1');
    expect(text()).toContain('Must be 0 or more.');
    session.set({ errors: new Map() });
    expect(text()).not.toContain('Must be 0 or more.');
  });

  it('may be entered again after it gave way', () => {
    const { session, field } = start();
    type(field('Name'), 'Grace');
    leave(field('Name'));
    session.tell('name', 'Grace');
    session.tell('name', 'Somebody else');
    type(field('Name'), 'Grace');
    leave(field('Name'));
    expect(session.commits).toEqual([
      ['name', 'Grace'],
      ['name', 'Grace']
    ]);
  });
});

describe('A run', () => {
  it('carries the drafts of its inputs, and nothing that is committed', () => {
    const { session, field, button } = start();
    type(field('Name'), 'Grace');
    button('Run').click();
    expect(session.runs).toEqual([{ listener: 0, drafts: { name: 'Grace' }, event: 'click' }]);
    jest.advanceTimersByTime(1000);
    expect(session.commits).toEqual([]);
  });

  it.each(['shiftKey', 'ctrlKey', 'metaKey'])('begins with Enter and %s in a field', key => {
    const { session, field } = start();
    type(field('Name'), 'Grace');
    const goesOn = press(field('Name'), 'Enter', { [key]: true });
    expect(goesOn).toBe(false);
    expect(session.runs).toEqual([{ listener: 0, drafts: { name: 'Grace' }, event: 'click' }]);
    expect(document.activeElement).toBe(field('Name'));
  });

  it('begins once with Shift+Enter on the button itself', () => {
    const { session, button } = start();
    press(button('Run'), 'Enter', { shiftKey: true });
    expect(session.runs).toHaveLength(1);
  });

  it('shows that it waits in the same moment, before any answer', () => {
    const { button, text, find } = start();
    button('Run').click();
    expect(text()).toContain('Waiting');
    expect(find('.intarsia-Output').getAttribute('aria-busy')).toBe('true');
  });

  it('shows the bar only for what takes a moment', () => {
    const { session, button, find } = start();
    const bar = find('.intarsia-ProgressBar');
    button('Run').click();
    jest.advanceTimersByTime(149);
    expect(bar.classList).toContain('lm-mod-hidden');
    jest.advanceTimersByTime(1);
    expect(bar.classList).not.toContain('lm-mod-hidden');
    session.tellRun({ status: 'done' });
    expect(bar.classList).toContain('lm-mod-hidden');
    button('Run').click();
    session.tellRun({ status: 'done' });
    jest.advanceTimersByTime(1000);
    expect(bar.classList).toContain('lm-mod-hidden');
  });

  it('turns Run into Stop a moment later, and back', () => {
    const { session, button, find } = start();
    const run = button('Run');
    run.click();
    run.click();
    expect(session.runs).toHaveLength(1);
    expect(session.cancelled).toEqual([]);
    jest.advanceTimersByTime(300);
    expect(run.textContent).toBe('Stop');
    expect(run.className).toContain('intarsia-mod-stop');
    run.click();
    expect(session.cancelled).toEqual(['r1']);
    session.tellRun({ run: 'r1', status: 'cancelled', seconds: 1.23 });
    expect(run.textContent).toBe('Run');
    expect(run.className).toContain('intarsia-mod-primary');
    expect(find('.intarsia-Foot').textContent).toContain('Cancelled after 1.2 s');
  });

  it('turns Run into what its author says for Stop', () => {
    const { button } = start({
      change: app => ({
        ...app,
        components: app.components.map(spec =>
          spec.kind === 'interface' ? { ...spec, stop: 'Enough' } : spec
        )
      })
    });
    const run = button('Run');
    run.click();
    jest.advanceTimersByTime(300);
    expect(run.textContent).toBe('Enough');
  });

  it('is begun as by its button where a field that is submitted calls the same', () => {
    const { session, field, find } = start({
      change: app => ({
        ...app,
        listeners: app.listeners.map(each =>
          each.index === 0
            ? { ...each, targets: [...each.targets, { component: 'name', event: 'submit' }] }
            : each
        )
      })
    });
    press(field('Name'), 'Enter', { shiftKey: true });
    press(field('Name'), 'Enter', { shiftKey: true });
    expect(session.runs).toHaveLength(1);
    jest.advanceTimersByTime(300);
    expect(find('.intarsia-mod-submit').textContent).toBe('Stop');
    session.set({ errors: new Map([['age', [{ component: 'age', path: [], message: 'No.' }]]]) });
    session.tellRun({
      status: 'failed',
      error: { code: 'bad-value', message: '', where: null, traceback: null, fields: [] }
    });
    expect(document.activeElement).toBe(field('Age'));
  });

  it('never shows Stop for a quick function', () => {
    const { session, button } = start();
    const run = button('Run');
    run.click();
    jest.advanceTimersByTime(100);
    session.tellRun({ run: 'r1' });
    jest.advanceTimersByTime(1000);
    expect(run.textContent).toBe('Run');
  });

  it('is stopped by Escape anywhere in the card; without a run the key is the host’s', () => {
    const { session, field, button } = start();
    expect(press(field('Name'), 'Escape')).toBe(true);
    button('Run').click();
    expect(press(field('Name'), 'Escape')).toBe(false);
    expect(session.cancelled).toEqual(['r1']);
  });

  it('is not begun by Enter while a text is being composed', () => {
    const { session, field } = start();
    press(field('Name'), 'Enter', { shiftKey: true, isComposing: true });
    expect(session.runs).toEqual([]);
  });

  it('follows each keystroke in a live app', () => {
    const { session, field, node } = start({ live: true });
    expect(node.querySelector('.intarsia-mod-submit')).toBeNull();
    type(field('Name'), 'G');
    type(field('Name'), 'Gr');
    expect(session.runs).toEqual([
      { listener: 0, drafts: { name: 'G' }, event: 'input' },
      { listener: 0, drafts: { name: 'Gr' }, event: 'input' }
    ]);
    leave(field('Name'));
    jest.advanceTimersByTime(1000);
    expect(session.commits).toEqual([]);
    expect(session.runs).toHaveLength(2);
  });

  it('is spoken of in a live app only when it takes a while', () => {
    const { session, field, find } = start({ live: true });
    session.tellRun({ run: 'r0' });
    type(field('Name'), 'G');
    expect(find('.intarsia-Foot-words').textContent).toBe('Done in 38 ms');
    jest.advanceTimersByTime(100);
    expect(find('.intarsia-Foot-words').textContent).toBe('Waiting');
  });

  it('follows a commit where a listener asks for `change`', () => {
    const session = new FakeSession({
      app: {
        ...interfaceApp([textbox('name', 'Name')], [textOutput('out')]),
        listeners: [listener(7, 'name', ['name'], ['out'], 'change')]
      },
      values: new Map([['name', 'Ada']])
    });
    const { field } = mount(session);
    type(field('Name'), 'Grace');
    expect(session.runs).toEqual([]);
    jest.advanceTimersByTime(300);
    expect(session.runs).toEqual([{ listener: 7, drafts: { name: 'Grace' }, event: 'change' }]);
    expect(session.commits).toEqual([]);
  });

  it('commits a draft that its listener does not take', () => {
    const session = new FakeSession({
      app: {
        ...interfaceApp([textbox('name', 'Name'), textbox('b', 'B')], [textOutput('out')]),
        listeners: [listener(7, 'name', ['b'], ['out'], 'change')]
      }
    });
    const { field } = mount(session);
    type(field('Name'), 'Grace');
    leave(field('Name'));
    expect(session.commits).toEqual([['name', 'Grace']]);
    expect(session.runs).toEqual([{ listener: 7, drafts: {}, event: 'change' }]);
  });

  it('carries a slider’s step, and its release fires what listens for it', () => {
    const session = new FakeSession({
      app: {
        ...interfaceApp([slider('x', 'X', null)], [textOutput('out')]),
        listeners: [listener(3, 'x', ['x'], ['out'], 'release')]
      },
      values: new Map([['x', 1]])
    });
    const { find } = mount(session);
    const range = find<HTMLInputElement>('input[type="range"]');
    range.value = '2';
    range.dispatchEvent(new InputEvent('input', { bubbles: true }));
    range.dispatchEvent(new Event('change', { bubbles: true }));
    expect(session.commits).toEqual([['x', 2]]);
    expect(session.runs).toEqual([{ listener: 3, drafts: { x: 2 }, event: 'release' }]);
  });
});

describe('Clear', () => {
  it('gives up the drafts of what it clears', () => {
    const { session, field, button } = start();
    type(field('Name'), 'Grace');
    button('Clear').focus();
    button('Clear').click();
    expect(session.runs).toEqual([{ listener: 1, drafts: {}, event: 'click' }]);
    session.tell('name', '');
    expect(field('Name').value).toBe('');
  });

  it('is not what Stop stops', () => {
    const { session, button } = start();
    button('Clear').click();
    jest.advanceTimersByTime(1000);
    expect(button('Run').textContent).toBe('Run');
    session.tellRun({ listener: 1, run: 'r1' });
    button('Run').click();
    expect(session.runs.map(run => run.listener)).toEqual([1, 0]);
  });
});

describe('A run that is refused', () => {
  const errors = new Map([
    ['age', [{ component: 'age', path: [], message: 'Must be 0 or more.' }]],
    ['name', [{ component: 'name', path: [], message: 'Enter a name.' }]]
  ]);

  it('says how many fields are wrong and goes to the first', () => {
    const { session, field, button, text } = start();
    button('Run').focus();
    button('Run').click();
    session.set({
      errors,
      runs: new Map([
        [
          0,
          runState({
            status: 'failed',
            error: {
              code: 'bad-value',
              message: 'Two values are wrong.',
              where: null,
              traceback: null,
              fields: [...errors.values()].flat()
            }
          })
        ]
      ])
    });
    expect(text()).toContain('2 fields need attention');
    expect(text()).toContain('Not run');
    expect(text()).not.toContain('Two values are wrong.');
    expect(document.activeElement).toBe(field('Name'));
    session.set({ errors: new Map([['age', errors.get('age')!]]) });
    expect(text()).toContain('1 field needs attention');
    session.set({ errors: new Map() });
    expect(text()).not.toContain('need attention');
  });

  it('waits for the answer: what an earlier one says of a field is not the whole', () => {
    const { session, field, button, text } = start();
    button('Run').focus();
    button('Run').click();
    session.tellRun({ status: 'waiting', number: 1 });
    session.set({ errors: new Map([['age', errors.get('age')!]]) });
    session.set({ errors: new Map() });
    expect(text()).not.toContain('attention');
    expect(document.activeElement).toBe(button('Run'));
    session.set({ errors });
    session.tellRun({ status: 'failed', number: 1 });
    expect(text()).toContain('2 fields need attention');
    expect(document.activeElement).toBe(field('Name'));
  });

  it('moves nobody’s focus when the run went well, whatever they entered meanwhile', () => {
    const { session, field, button, text } = start();
    button('Run').click();
    session.tellRun({ status: 'running', number: 1 });
    field('Age').focus();
    session.set({ errors });
    session.tellRun({ status: 'done', number: 1 });
    expect(document.activeElement).toBe(field('Age'));
    expect(text()).not.toContain('attention');
  });

  it('moves nobody’s focus when nothing was pressed', () => {
    const { session, field, text } = start();
    field('Age').focus();
    session.set({ errors });
    expect(document.activeElement).toBe(field('Age'));
    expect(text()).not.toContain('attention');
  });
});

describe('A component that streams', () => {
  function streaming() {
    const stop = jest.spyOn(Component.prototype, 'stopStream');
    const started = start({
      change: app => ({
        ...app,
        listeners: [...app.listeners, listener(7, 'name', ['name'], [], 'stream')]
      })
    });
    const stopped = () => stop.mock.contexts.map(component => component.spec.id);
    return { ...started, stopped };
  }

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each(['failed', 'cancelled', 'interrupted'] as const)(
    'is told to stop when what it streams into has %s',
    status => {
      const { session, stopped } = streaming();
      session.tellRun({ listener: 7, run: 'r1', status: 'running' });
      expect(stopped()).toEqual([]);
      session.tellRun({ listener: 7, run: 'r1', status });
      expect(stopped()).toEqual(['name']);
      session.set({ failure: 'Something else.' });
      expect(stopped()).toEqual(['name']);
    }
  );

  it('goes on when a run of its has ended, or another one has failed', () => {
    const { session, stopped } = streaming();
    session.tellRun({ listener: 7, run: 'r1', status: 'done' });
    session.tellRun({ listener: 0, run: 'r2', status: 'failed' });
    expect(stopped()).toEqual([]);
  });
});

describe('Keys', () => {
  it('keeps the notebook’s commands away from whatever has the focus', () => {
    const { field, button } = start();
    for (const element of [field('Name'), button('Clear')]) {
      element.focus();
      expect(element.dataset.lmSuppressShortcuts).toBe('true');
    }
  });

  it('keeps new lines and undoing in a text from the host, which would prevent them', () => {
    const { field } = start();
    const heard: string[] = [];
    field('Name').addEventListener('beforeinput', event => heard.push(event.inputType));
    for (const inputType of ['insertText', 'insertLineBreak', 'historyUndo', 'historyRedo']) {
      field('Name').dispatchEvent(new InputEvent('beforeinput', { inputType, bubbles: true }));
    }
    expect(heard).toEqual(['insertText']);
  });

  it('lets the host have Ctrl+S, and not what edits a text', () => {
    const { field } = start();
    const heard: string[] = [];
    const listen = (event: KeyboardEvent) => {
      const { target } = event;
      const isHosts = target instanceof Element && !target.closest('.intarsia-App');
      if (isHosts) {
        heard.push(event.key);
        event.preventDefault();
      }
    };
    document.addEventListener('keydown', listen);
    expect(press(field('Name'), 's', { ctrlKey: true })).toBe(false);
    expect(press(field('Name'), 'z', { ctrlKey: true })).toBe(true);
    expect(press(field('Name'), 's')).toBe(true);
    document.removeEventListener('keydown', listen);
    expect(heard).toEqual(['s']);
  });
});

describe('A file on its way', () => {
  const value: FileValue = { handle: 'h', name: 'a.txt', mime: 'text/plain', size: 1 };

  async function send(sent: Promise<FileValue>) {
    const file = sampleSpec('file', { id: 'file', label: 'File' });
    const { session, view } = start({ inputs: [file] });
    session.sending = () => sent;
    const input = view.node.querySelector<HTMLInputElement>('input[type=file]')!;
    Object.defineProperty(input, 'files', { value: [new File(['1'], 'a.txt')] });
    input.dispatchEvent(new Event('change', { bubbles: true }));
    view.node.querySelector<HTMLElement>('.intarsia-mod-submit')!.click();
    expect(session.runs).toEqual([]);
    await sent.catch(() => null);
    await Promise.resolve();
    return session;
  }

  it('is waited for by the run that needs it', async () => {
    const session = await send(Promise.resolve(value));
    expect(session.runs).toEqual([{ listener: 0, drafts: { file: value }, event: 'click' }]);
  });

  it('is waited for though another one, which the run does not need, is given up', async () => {
    const files = ['one', 'two'].map(id => sampleSpec('file', { id, label: id }));
    const { session, view } = start({
      inputs: files,
      change: app => ({ ...app, listeners: [listener(0, 'run', ['one'], ['out'])] })
    });
    const sent = [new PromiseDelegate<FileValue>(), new PromiseDelegate<FileValue>()];
    const waiting = [...sent];
    session.sending = () => waiting.shift()!.promise;
    for (const input of view.node.querySelectorAll<HTMLInputElement>('input[type=file]')) {
      Object.defineProperty(input, 'files', { value: [new File(['1'], 'a.txt')] });
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }
    view.node.querySelector<HTMLElement>('.intarsia-mod-submit')!.click();
    sent[1].reject(new Error('The disk is full.'));
    await sent[1].promise.catch(() => null);
    await Promise.resolve();
    sent[0].resolve(value);
    await sent[0].promise;
    await Promise.resolve();
    expect(session.runs).toEqual([{ listener: 0, drafts: { one: value }, event: 'click' }]);
  });

  it('begins no run when it does not arrive', async () => {
    const session = await send(Promise.reject(new Error('The disk is full.')));
    expect(session.runs).toEqual([]);
  });
});
