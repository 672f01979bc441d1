import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import axe from 'axe-core';
import type { Connection } from '../../session/state';
import { Component } from '../../components/component';
import { press, type } from '../../components/__tests__/stage';
import type { ISightControl } from '../../testing/sight';
import { controlSight } from '../../testing/sight';
import {
  barState,
  FakeSession,
  button as buttonSpec,
  formOf,
  interfaceApp,
  labelOutput,
  number,
  radio,
  runState,
  slider,
  textbox,
  textOutput
} from './fakesession';
import { mount, type IMounted, unmountAll } from './mount';

afterEach(() => {
  unmountAll();
  jest.useRealTimers();
});

const hello = () =>
  interfaceApp([textbox('name', 'Name'), number('age', 'Age')], [textOutput('out')], {
    title: 'Hello',
    description: 'Greets.'
  });

const values = (entries: Record<string, unknown>) => new Map(Object.entries(entries));

const nextFrame = () => new Promise(resolve => requestAnimationFrame(resolve));

describe('AppView', () => {
  it('draws head, inputs, buttons, results and foot in reading order', () => {
    const session = new FakeSession({
      app: hello(),
      values: values({ name: 'Ada', age: 36, out: 'Hello Ada' }),
      runs: new Map([[0, runState({ number: 12 })]])
    });
    const { node, text, field, button } = mount(session);
    expect(text()).toBe('Hello Greets. Name Age Run Clear ⇧⏎ Hello Ada Done in 38 ms run 12');
    expect(field('Name').value).toBe('Ada');
    const stops = [...node.querySelectorAll<HTMLElement>('input, button')].filter(
      item => !item.closest('[hidden], .lm-mod-hidden')
    );
    expect(stops).toEqual([field('Name'), field('Age'), button('Run'), button('Clear')]);
    expect(node.classList).toContain('intarsia-App');
    expect(node.querySelector('.intarsia-mod-submit')?.textContent).toBe('Run');
    expect(node.querySelector('.intarsia-Output')?.textContent).toContain('Hello Ada');
  });

  it('shows no head without a title, no strip for one page, and what will be there', () => {
    const session = new FakeSession({ app: interfaceApp([textbox('a')], [textOutput('out')]) });
    const { find, text } = mount(session);
    expect(find('.intarsia-Head').classList).toContain('lm-mod-hidden');
    expect(find('.intarsia-TabStrip').classList).toContain('lm-mod-hidden');
    expect(text()).toContain('The result will appear here.');
    session.set({ runs: new Map([[0, runState({})]]) });
    expect(text()).toContain('It ran, and returned nothing to show.');
  });

  it('has a menu where there is something to do with the whole app', () => {
    const openTab = jest.fn();
    const app = hello();
    const without = mount(new FakeSession({ app })).find<HTMLButtonElement>('.intarsia-Head-menu');
    expect([without.hidden, without.disabled]).toEqual([true, true]);

    const { find, choose } = mount(new FakeSession({ app }), { openTab });
    const button = find<HTMLButtonElement>('.intarsia-Head-menu');
    const names = ['aria-label', 'aria-haspopup', 'aria-expanded'];
    const said = (): unknown[] => names.map(name => button.getAttribute(name));
    expect(button.hidden).toBe(false);
    expect(said()).toEqual(['More', 'menu', 'false']);
    button.click();
    expect(said()[2]).toBe('true');
    expect(document.activeElement).toBe(find('[role=menuitem]'));
    expect(find('[role=menuitem]').textContent).toBe('Open in a tab');
    press(find('[role=menuitem]'), 'Escape');
    expect(said()[2]).toBe('false');
    expect(document.activeElement).toBe(button);
    choose('Open in a tab');
    expect(openTab).toHaveBeenCalledTimes(1);
  });

  it('says that its function was reloaded, until that has run', () => {
    jest.useFakeTimers();
    const session = new FakeSession({
      app: hello(),
      runs: new Map([[0, runState({ number: 3 })]])
    });
    const { find } = mount(session);
    const said = (): string => find('.intarsia-Foot-words').textContent;
    session.set({ reloaded: { name: 'greet', after: 3 } });
    expect(said()).toBe('greet reloaded');
    jest.runAllTimers();
    expect(find('[role=status].intarsia-mod-spoken').textContent).toBe('greet reloaded');
    session.tellRun({ number: 4, run: 'r4', status: 'running' });
    expect(said()).toContain('Running');
    session.tellRun({ number: 4, run: 'r4' });
    expect(said()).toBe('Done in 38 ms');
  });

  it('keeps the fields that stay, and what is typed into them, when the form changes', () => {
    const session = new FakeSession({ app: hello() });
    const { field, find, text } = mount(session);
    const name = field('Name');
    type(name, 'Ad');
    const app = interfaceApp(
      [textbox('name', 'Name'), textbox('mark', 'Mark')],
      [textOutput('out')]
    );
    session.set({ app, reloaded: { name: 'greet', after: 0 } });
    expect(field('Name')).toBe(name);
    expect(document.activeElement).toBe(name);
    expect(name.value).toBe('Ad');
    expect(field('Mark')).toBeTruthy();
    expect(text()).not.toContain('Age');
    expect(find('.intarsia-mod-submit')).toBeTruthy();
  });

  it('names the tab after the app, once', () => {
    const setTabTitle = jest.fn();
    const session = new FakeSession({ app: hello() });
    mount(session, { setTabTitle });
    session.tell('out', 'x');
    expect(setTabTitle.mock.calls).toEqual([['Hello']]);
  });

  it('paints at once, and gives credit once per frame in which it painted', async () => {
    const session = new FakeSession({ app: hello() });
    const { find } = mount(session);
    await nextFrame();
    const before = session.paintings;
    for (let i = 0; i < 5; i++) {
      session.tell('out', `step ${i}`);
      expect(find('.intarsia-Output').textContent).toContain(`step ${i}`);
    }
    expect(session.paintings).toBe(before);
    await nextFrame();
    expect(session.paintings).toBe(before + 1);
    await nextFrame();
    expect(session.paintings).toBe(before + 1);
  });

  it('gives credit once a second in a hidden page, where there are no frames', async () => {
    const session = new FakeSession({ app: hello() });
    mount(session);
    await nextFrame();
    const before = session.paintings;
    jest.useFakeTimers();
    const visible = jest.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const frames = jest.spyOn(window, 'requestAnimationFrame').mockReturnValue(1);
    session.tell('out', 'one');
    session.tell('out', 'two');
    jest.advanceTimersByTime(999);
    expect(session.paintings).toBe(before);
    jest.advanceTimersByTime(1);
    expect(session.paintings).toBe(before + 1);
    // Hidden while it waits for a frame that does not come.
    visible.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    session.tell('out', 'three');
    visible.mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    jest.advanceTimersByTime(1000);
    expect(session.paintings).toBe(before + 2);
    visible.mockRestore();
    frames.mockRestore();
    jest.useRealTimers();
  });

  describe('that nobody sees', () => {
    let sight: ISightControl;
    const scroll = (isWithin: boolean): void => sight.scroll(isWithin);

    beforeEach(() => {
      jest.useFakeTimers();
      sight = controlSight();
    });

    afterEach(() => {
      sight.release();
      jest.useRealTimers();
    });

    /** An app whose function runs, and all that changes in it. */
    function running(): IMounted & { session: FakeSession; changes(): MutationRecord[] } {
      const session = new FakeSession({ app: hello() });
      const mounted = mount(session);
      session.tellRun({ status: 'running' });
      session.tell('out', 'seen');
      jest.advanceTimersByTime(1000);
      session.paintings = 0;
      const observer = new MutationObserver(() => undefined);
      observer.observe(mounted.node, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true
      });
      return { ...mounted, session, changes: () => observer.takeRecords() };
    }

    it('changes nothing of itself while something runs, and shows the newest to who comes', () => {
      const { session, changes, text } = running();
      scroll(false);
      for (let n = 0; n < 100; n++) {
        session.tell('out', `step ${n}`);
        jest.advanceTimersByTime(50);
      }
      expect(changes()).toEqual([]);
      // Once a second: the kernel goes on, and its end is heard.
      expect(session.paintings).toBe(5);
      scroll(true);
      expect(text()).toContain('step 99');
      session.tell('out', 'step 100');
      expect(text()).toContain('step 100');
    });

    it('tells the ear how far it is all the same', () => {
      const { session, node, text } = running();
      scroll(false);
      for (let tenths = 1; tenths <= 100; tenths++) {
        const bar = barState({ fraction: tenths / 200, description: 'Reading' });
        session.set({ progress: new Map([['r1', [bar]]]) });
        jest.advanceTimersByTime(100);
      }
      expect(node.querySelector('.intarsia-mod-spoken[role=status]')?.textContent).toMatch(
        /^Reading, \d+ %$/
      );
      expect(text()).not.toContain('Reading');
    });

    it('says within a second that it is over', () => {
      const { session, text } = running();
      scroll(false);
      session.tell('out', 'last');
      session.tellRun({ status: 'done' });
      expect(text()).not.toContain('last');
      jest.advanceTimersByTime(1000);
      expect(text()).toContain('last');
      expect(text()).toContain('Done in');
    });

    describe('but hears', () => {
      const heard = (state: DocumentVisibilityState): number => {
        const { session, text } = running();
        const visible = jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
        scroll(state === 'hidden');
        session.tell('out', 'heard');
        expect(text()).toContain('heard');
        session.tell('out', 'heard as well');
        expect(session.paintings).toBe(0);
        jest.runAllTicks();
        visible.mockRestore();
        return session.paintings;
      };

      beforeEach(() => {
        jest.spyOn(Component.prototype, 'isHeard', 'get').mockReturnValue(true);
      });

      afterEach(() => {
        jest.restoreAllMocks();
      });

      it.each(['visible', 'hidden'] as const)(
        'shows what comes, and gives credit at once, in a page that is %s',
        state => {
          expect(heard(state)).toBe(1);
        }
      );

      it('does not wait for the credit of a second when it begins', () => {
        const { session } = running();
        const isHeard = jest.mocked(
          Object.getOwnPropertyDescriptor(Component.prototype, 'isHeard')!.get!
        );
        isHeard.mockReturnValue(false);
        scroll(false);
        session.tell('out', 'silent');
        jest.runAllTicks();
        expect(session.paintings).toBe(0);
        isHeard.mockReturnValue(true);
        session.tell('out', 'heard');
        jest.runAllTicks();
        expect(session.paintings).toBe(1);
        jest.advanceTimersByTime(1000);
        expect(session.paintings).toBe(1);
      });
    });

    it('goes on while it is out of the page, and catches up', () => {
      const { session, view, text } = running();
      Widget.detach(view);
      session.tell('out', 'unseen');
      jest.advanceTimersByTime(999);
      expect(session.paintings).toBe(0);
      jest.advanceTimersByTime(1);
      expect(session.paintings).toBe(1);
      expect(text()).not.toContain('unseen');
      Widget.attach(view, document.body);
      expect(text()).toContain('unseen');
    });
  });

  it('shows all the others when one component fails, and gives credit', async () => {
    const drawn = jest.spyOn(Component.prototype, 'setBusy');
    const session = new FakeSession({ app: hello() });
    const { field, find } = mount(session);
    await nextFrame();
    const failing = drawn.mock.contexts.find(({ spec }) => spec.id === 'name')!;
    drawn.mockRestore();
    failing.setValue = () => {
      throw new Error('no');
    };
    const before = Signal.setExceptionHandler(error => told.push(error.message));
    const told: string[] = [];
    try {
      const { paintings } = session;
      session.set({
        values: values({ name: 'Ada', age: 36, out: 'Hello' }),
        runs: new Map([[0, runState({ seconds: 2 })]])
      });
      expect(field('Age').value).toBe('36');
      expect(find('.intarsia-Output').textContent).toContain('Hello');
      expect(find('.intarsia-Foot-words').textContent).toBe('Done in 2.0 s');
      await nextFrame();
      expect(session.paintings).toBe(paintings + 1);
      expect(told).toEqual(['no']);
    } finally {
      Signal.setExceptionHandler(before);
    }
  });

  it('touches only what differs', () => {
    const session = new FakeSession({
      app: hello(),
      values: values({ name: 'Ada', age: 36, out: 'Hello' })
    });
    const { node } = mount(session);
    const before = [...node.querySelectorAll('*')];
    const seen: MutationRecord[] = [];
    const observer = new MutationObserver(records => seen.push(...records));
    observer.observe(node.querySelector('.intarsia-App-body')!, {
      subtree: true,
      childList: true,
      characterData: true
    });
    // What hello answers: the same spec and values, in other objects.
    session.set({
      app: structuredClone(session.state.app),
      values: new Map(session.state.values),
      revisions: values({ name: 1 }) as ReadonlyMap<string, number>
    });
    seen.push(...observer.takeRecords());
    observer.disconnect();
    expect(seen).toEqual([]);
    expect([...node.querySelectorAll('*')]).toEqual(before);
  });

  it('draws the kernel’s app where it differs, and keeps the focus', () => {
    const session = new FakeSession({ app: hello() });
    const { field, text } = mount(session);
    field('Age').focus();
    session.set({
      app: interfaceApp(
        [textbox('name', 'Given name'), textbox('family', 'Family'), number('age', 'Age')],
        [textOutput('out')],
        { title: 'Hello again' }
      )
    });
    expect(text()).toContain('Hello again Given name Family Age');
    expect(document.activeElement).toBe(field('Age'));
  });

  it('shows a changed description without drawing anything else', () => {
    const session = new FakeSession({ app: hello() });
    const { field } = mount(session);
    const input = field('Name');
    const { app } = session.state;
    session.set({
      app: {
        ...app,
        components: app.components.map(spec =>
          spec.id === 'name' ? { ...spec, label: 'Your name' } : spec
        )
      }
    });
    expect(field('Your name')).toBe(input);
  });

  it('says what is wrong with an app that cannot be laid out', () => {
    const app = hello();
    const session = new FakeSession({
      app: { ...app, components: app.components.filter(spec => spec.id !== 'age') }
    });
    const { text } = mount(session);
    expect(text()).toContain('Run the cell again to make a new one.');
    expect(text()).toContain('There is no component "age".');
    session.set({ app: hello() });
    expect(text()).toContain('Age');
  });

  it('refuses a picture of more than a person can read, where nobody vouches for it', () => {
    const many = Array.from({ length: 600 }, (_, i) => textbox(`t${i}`));
    const app = interfaceApp(many, []);
    const refused = mount(new FakeSession({ app, connection: 'untrusted' }));
    expect(refused.text()).toContain('500 components at the most');
    expect(refused.node.querySelector('input')).toBeNull();
    const nested = interfaceApp([formOf('form', many)], []);
    expect(mount(new FakeSession({ app: nested, connection: 'untrusted' })).text()).toContain(
      '500 components at the most'
    );
  });

  it('refuses a layout that contains itself', () => {
    const app = hello();
    const components = app.components.map(spec =>
      spec.kind === 'interface' ? { ...spec, inputs: ['name', 'root'] } : spec
    );
    const { text } = mount(new FakeSession({ app: { ...app, components } }));
    expect(text()).toContain('The layout "root" contains itself.');
  });
});

describe('AppView without a live kernel', () => {
  const CONNECTIONS: [Connection, boolean, RegExp, string | null][] = [
    ['untrusted', false, /not trusted.*if you trust it, run it/, null],
    ['static', false, /no kernel.*run this cell/, 'Run this cell'],
    ['connecting', true, /Connecting/, null],
    ['live', true, /Ready/, null],
    ['busy', true, /busy, perhaps with another cell/, null],
    ['reconnecting', true, /What you enter is kept/, null],
    ['disconnected', false, /try again/, 'Try again'],
    ['unknown', false, /does not know the app/, 'Run this cell'],
    ['restarted', false, /The kernel restarted/, 'Run this cell'],
    ['died', false, /The kernel has stopped/, 'Run this cell'],
    ['missing', false, /pip install intarsia\), restart the kernel/, 'Run this cell'],
    ['incompatible', false, /1\.0.*2\.0.*same version/, null],
    ['replaced', false, /a newer app has taken over/, null]
  ];

  it.each(CONNECTIONS)('%s: says so, and what to do', (connection, isEnabled, words, action) => {
    const runCell = jest.fn();
    const session = new FakeSession({
      app: hello(),
      connection,
      detail: connection === 'incompatible' ? 'The page speaks 1.0, the kernel 2.0.' : '',
      values: values({ name: 'Ada', age: 36, out: 'Hello Ada' })
    });
    const mounted = mount(session, { runCell });
    expect(mounted.text()).toMatch(words);
    expect(mounted.text()).not.toContain('!');
    expect(mounted.text()).toContain('Hello Ada');
    for (const control of ['Name', 'Age'].map(label => mounted.field(label))) {
      expect(control.matches(':disabled')).toBe(!isEnabled);
    }
    expect(mounted.button('Run').disabled).toBe(!isEnabled);
    const offered = mounted.find('.intarsia-Notice button');
    expect(offered.hidden).toBe(action === null);
    if (action) {
      expect(offered.textContent).toBe(action);
      offered.click();
      expect([runCell.mock.calls.length, session.reconnects]).toEqual(
        action === 'Try again' ? [0, 1] : [1, 0]
      );
    }
  });

  it('offers no cell to run where there is none', () => {
    const { find } = mount(new FakeSession({ app: hello(), connection: 'restarted' }));
    expect(find('.intarsia-Notice button').hidden).toBe(true);
  });

  it('keeps what is typed when the kernel goes, and lets one go on when it is back', () => {
    const session = new FakeSession({ app: hello() });
    const { field } = mount(session);
    type(field('Name'), 'Gra');
    session.set({ connection: 'disconnected' });
    expect(field('Name').value).toBe('Gra');
    expect(field('Name').matches(':disabled')).toBe(true);
    session.set({ connection: 'live' });
    expect(field('Name').value).toBe('Gra');
    expect(field('Name').matches(':disabled')).toBe(false);
  });

  it('shows no run as under way when nobody can know', () => {
    const session = new FakeSession({
      app: hello(),
      connection: 'died',
      runs: new Map([[0, runState({ status: 'running' })]])
    });
    const { find, text } = mount(session);
    expect(find('.intarsia-ProgressBar').classList).toContain('lm-mod-hidden');
    expect(find('.intarsia-Output').getAttribute('aria-busy')).not.toBe('true');
    expect(text()).toContain('Kernel stopped');
  });
});

describe('AppView, opened and closed', () => {
  it('leaves nothing behind after fifty times', () => {
    const session = new FakeSession({
      app: hello(),
      values: values({ name: 'Ada', out: 'Hello' }),
      runs: new Map([[0, runState({ status: 'running' })]])
    });
    const timers = jest.spyOn(window, 'setInterval');
    const cleared = jest.spyOn(window, 'clearInterval');
    const connect = jest.spyOn(session.stateChanged, 'connect');
    const disconnect = jest.spyOn(session.stateChanged, 'disconnect');
    for (let i = 0; i < 50; i++) {
      const { view, field } = mount(session);
      type(field('Name'), `draft ${i}`);
      view.dispose();
    }
    const started = timers.mock.results.map(result => result.value as number);
    const stopped = cleared.mock.calls.map(([id]) => id);
    expect(started).toHaveLength(50);
    expect(started.every(id => stopped.includes(id))).toBe(true);
    expect(connect).toHaveBeenCalledTimes(50);
    expect(disconnect).toHaveBeenCalledTimes(50);
    expect(document.body.childElementCount).toBe(0);
    session.tell('out', 'nobody listens');
    timers.mockRestore();
    cleared.mockRestore();
  });

  it('commits nothing after it is gone', () => {
    jest.useFakeTimers();
    const session = new FakeSession({ app: hello() });
    const { view, field } = mount(session);
    type(field('Name'), 'Ada');
    view.dispose();
    jest.advanceTimersByTime(1000);
    expect(session.commits).toEqual([]);
  });
});

describe('AppView for those who hear it', () => {
  const scenes: [string, () => FakeSession][] = [
    [
      'a result with a log',
      () =>
        new FakeSession({
          app: interfaceApp(
            [
              slider('pl', 'Petal length', 'cm', 'At the widest point.'),
              radio('m', 'Model', ['a', 'b'])
            ],
            [labelOutput('out')],
            { title: 'Classify', description: 'Which iris?' }
          ),
          values: values({
            pl: 4,
            m: 'a',
            out: { label: 'versicolor', confidences: [{ label: 'versicolor', confidence: 0.9 }] }
          }),
          runs: new Map([[0, runState({})]]),
          log: [{ run: 'r1', stream: 'stdout', text: 'fitted\n', bundle: {} }]
        })
    ],
    [
      'a failure and wrong fields',
      () =>
        new FakeSession({
          app: hello(),
          values: values({ name: 'Ada', out: 'Hello' }),
          errors: new Map([['age', [{ component: 'age', path: [], message: 'Enter a number.' }]]]),
          runs: new Map([
            [
              0,
              runState({
                status: 'failed',
                error: {
                  code: 'user-error',
                  message: 'division by zero',
                  where: null,
                  fields: [],
                  traceback: {
                    visible: true,
                    seconds: null,
                    name: 'ZeroDivisionError',
                    text: 'Traceback',
                    frames: [
                      {
                        file: 'cell 4',
                        line: 3,
                        function: 'f',
                        source: '1 / 0',
                        cell: 'c',
                        caret: [0, 5]
                      }
                    ]
                  }
                }
              })
            ]
          ])
        })
    ],
    [
      'a run under way',
      () => new FakeSession({ app: hello(), runs: new Map([[0, runState({ status: 'running' })]]) })
    ],
    ['no kernel', () => new FakeSession({ app: hello(), connection: 'static' })],
    [
      'buttons alone',
      () =>
        new FakeSession({
          app: {
            ...hello(),
            root: 'go',
            components: [buttonSpec('go', 'Go', 'primary')],
            listeners: []
          }
        })
    ]
  ];

  it.each(scenes)('axe is silent: %s', async (_, scene) => {
    const { node } = mount(scene(), { runCell: () => undefined, openTab: () => undefined });
    const { violations } = await axe.run(node, {
      // Colours are not computed here; the browser tests look at them.
      rules: { 'color-contrast': { enabled: false } }
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(each => each.html)])).toEqual([]);
  });
});
