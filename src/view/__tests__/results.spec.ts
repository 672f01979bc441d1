import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { createContext, press } from '../../components/__tests__/stage';
import type { Rendered } from '../../components/rendered';
import type { LogEntry, WireError } from '../../protocol/types';
import { LogView } from '../log';
import { barState, FakeSession, interfaceApp, runState, textbox, textOutput } from './fakesession';
import { mount, unmountAll } from './mount';

afterEach(() => {
  unmountAll();
  jest.useRealTimers();
});

const app = interfaceApp([textbox('name', 'Name')], [textOutput('out')]);

function entry(text: string, given: Partial<LogEntry> = {}): LogEntry {
  return { run: 'r1', stream: 'stdout', text, bundle: {}, ...given };
}

function failure(given: Partial<WireError> = {}): WireError {
  return {
    code: 'user-error',
    message: 'division by zero',
    where: null,
    fields: [],
    traceback: {
      visible: true,
      seconds: null,
      name: 'ZeroDivisionError',
      text: 'Traceback (most recent call last):\n  ...\nZeroDivisionError: division by zero',
      frames: [
        {
          file: 'cell 4',
          line: 3,
          function: 'rate',
          source: 'return total / months',
          cell: 'c4',
          caret: [7, 21]
        }
      ]
    },
    ...given
  };
}

function start(hooks = {}) {
  const session = new FakeSession({ app, values: new Map([['out', 'Hello']]) });
  const mounted = mount(session, hooks);
  const tabs = () =>
    [...mounted.node.querySelectorAll<HTMLElement>('[role="tab"]')].map(tab =>
      tab.textContent?.trim()
    );
  const tab = (label: string) => mounted.find(`[role="tab"][data-tab="${label.toLowerCase()}"]`);
  const fail = (error: WireError, run = 'r1') =>
    session.tellRun({ status: 'failed', seconds: 0.002, error, run });
  return { session, tabs, tab, fail, ...mounted };
}

describe('Tabs', () => {
  it('come with the second page, and count what is in the log', () => {
    const { session, tabs, find, text } = start();
    expect(find('.intarsia-TabStrip').classList).toContain('lm-mod-hidden');
    session.set({ log: [entry('one\ntwo\n'), entry('three')] });
    expect(find('.intarsia-TabStrip').classList).not.toContain('lm-mod-hidden');
    expect(tabs()).toEqual(['Output', 'Log 3']);
    expect(text()).toContain('Hello');
    session.set({ log: [] });
    expect(find('.intarsia-TabStrip').classList).toContain('lm-mod-hidden');
  });

  it('are one stop for the Tab key; arrows, Home and End move', () => {
    const { session, tab, find } = start();
    session.set({ log: [entry('one')] });
    const [output, log] = [tab('Output'), tab('Log')];
    expect([output.tabIndex, log.tabIndex]).toEqual([0, -1]);
    press(output, 'ArrowRight');
    expect(document.activeElement).toBe(log);
    expect(log.getAttribute('aria-selected')).toBe('true');
    expect(find('.intarsia-Log').classList).not.toContain('lm-mod-hidden');
    expect(find('.intarsia-Results-output').classList).toContain('lm-mod-hidden');
    press(log, 'ArrowRight');
    expect(document.activeElement).toBe(output);
    press(output, 'End');
    expect(document.activeElement).toBe(log);
    press(log, 'Home');
    expect(document.activeElement).toBe(output);
  });

  it('follow the direction of reading', () => {
    const { session, tab, view } = start();
    view.node.style.direction = 'rtl';
    session.set({ log: [entry('one')] });
    press(tab('Output'), 'ArrowLeft');
    expect(document.activeElement).toBe(tab('Log'));
  });

  it('keep their choice and their focus while values come', () => {
    const { session, tab, text } = start();
    session.set({ log: [entry('one')] });
    tab('Log').focus();
    tab('Log').click();
    session.tell('out', 'Later');
    session.set({ log: [...session.state.log, entry('two')] });
    expect(document.activeElement).toBe(tab('Log'));
    expect(text()).toContain('one');
    expect(text()).not.toContain('Later');
  });

  it('take pages from elsewhere, in order, present or not', () => {
    const { session, tabs, view } = start();
    session.set({ log: [entry('one')] });
    const source = {};
    const changed = new Signal<typeof source, void>(source);
    const page = {
      id: 'interpretation',
      label: 'Interpretation',
      rank: 10,
      widget: new Widget(),
      isPresent: false,
      changed
    };
    const added = view.results!.addPage(page);
    expect(tabs()).toEqual(['Output', 'Log 1']);
    page.isPresent = true;
    changed.emit();
    expect(tabs()).toEqual(['Output', 'Interpretation', 'Log 1']);
    added.dispose();
    expect(tabs()).toEqual(['Output', 'Log 1']);
    expect(page.widget.isDisposed).toBe(true);
  });
});

describe('A failure', () => {
  it('shows type, message, the line and the place in it', () => {
    const { fail, find, text } = start();
    fail(failure());
    expect(find('.intarsia-Error-message').textContent).toBe('ZeroDivisionError: division by zero');
    expect(find('.intarsia-Error-message').getAttribute('role')).toBe('alert');
    expect(find('.intarsia-Error-frames').textContent).toBe(
      ['cell 4, line 3, in rate', '    return total / months', '           ^^^^^^^^^^^^^^'].join(
        '\n'
      )
    );
    expect(text()).toContain('Failed after 2 ms');
  });

  it('keeps the earlier result below, marked', () => {
    const { fail, session, text, find } = start();
    fail(failure());
    expect(text()).toMatch(/division by zero.*Earlier result Hello/);
    expect(find('.intarsia-Interface-outputs').classList).toContain('intarsia-mod-stale');
    session.tellRun({ status: 'done' });
    expect(text()).not.toMatch(/division by zero|Earlier result/);
    expect(find('.intarsia-Interface-outputs').classList).not.toContain('intarsia-mod-stale');
  });

  it('keeps what its own run gave before it failed, marked as that', () => {
    const { fail, session, text, find } = start();
    session.tellRun({ status: 'running', run: 'r2' });
    expect(find('.intarsia-Interface-outputs').classList).not.toContain('intarsia-mod-streaming');
    session.tell('out', 'the first part');
    expect(find('.intarsia-Interface-outputs').classList).toContain('intarsia-mod-streaming');
    fail(failure(), 'r2');
    expect(text()).toMatch(/What came before it failed the first part/);
    expect(find('.intarsia-Interface-outputs').classList).not.toContain('intarsia-mod-streaming');
    session.tellRun({ status: 'running', run: 'r3' });
    fail(failure(), 'r3');
    expect(text()).toMatch(/Earlier result the first part/);
  });

  it('stays while the next run is under way, and is told once', () => {
    const { fail, session, find } = start();
    const error = failure();
    fail(error);
    const message = find('.intarsia-Error-message');
    session.tellRun({ status: 'running' });
    expect(find('.intarsia-Error').classList).toContain('intarsia-mod-stale');
    fail(error);
    expect(find('.intarsia-Error-message')).toBe(message);
  });

  it('comes to the front', () => {
    const { fail, session, tab } = start();
    session.set({ log: [entry('one')] });
    tab('Log').click();
    fail(failure());
    expect(tab('Output').getAttribute('aria-selected')).toBe('true');
  });

  it('opens the whole traceback, goes to the line, copies', async () => {
    const goTo = jest.fn();
    const { fail, button, find } = start({ goTo });
    fail(failure());
    const toggle = button('Whole traceback');
    expect(find('.intarsia-Error-traceback').hidden).toBe(true);
    toggle.click();
    expect(find('.intarsia-Error-traceback').hidden).toBe(false);
    expect(toggle.getAttribute('aria-expanded')).toBe('true');
    button('Go to line').click();
    expect(goTo).toHaveBeenCalledWith('c4', 3);
    const writeText = jest.fn(() => Promise.resolve());
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    const copy = button('Copy');
    copy.click();
    await Promise.resolve();
    await Promise.resolve();
    expect(writeText).toHaveBeenCalledWith(failure().traceback!.text);
    expect(copy.textContent).toBe('Copied');
    Reflect.deleteProperty(navigator, 'clipboard');
  });

  it('offers no line to go to where there are no cells', () => {
    const { fail, node } = start();
    fail(failure());
    expect(node.textContent).not.toContain('Go to line');
  });

  it('shows a failure as long as its author says, and none that is not to be seen', () => {
    jest.useFakeTimers();
    try {
      const { fail, find, node } = start();
      const traceback = { ...failure().traceback!, frames: [], text: '' };
      fail(failure({ traceback: { ...traceback, seconds: 3 } }));
      expect(node.textContent).toContain('division by zero');
      jest.advanceTimersByTime(2900);
      expect(find('.intarsia-Error').classList).not.toContain('lm-mod-hidden');
      jest.advanceTimersByTime(200);
      expect(find('.intarsia-Error').classList).toContain('lm-mod-hidden');
      expect(find('.intarsia-Results-earlier').classList).toContain('lm-mod-hidden');
      fail(failure({ message: 'unseen', traceback: { ...traceback, visible: false } }));
      expect(node.textContent).not.toContain('unseen');
    } finally {
      jest.useRealTimers();
    }
  });

  it('shortens a long way down, and draws no caret that is not in the line', () => {
    const { fail, find } = start();
    const frame = failure().traceback!.frames[0];
    fail(
      failure({
        traceback: {
          visible: true,
          seconds: null,
          name: 'RecursionError',
          text: '',
          frames: Array.from({ length: 10 }, (_, i) => ({
            ...frame,
            line: i,
            caret: [50, 60] as [number, number]
          }))
        }
      })
    );
    expect(find('.intarsia-Error-frames').textContent?.split('\n')).toEqual([
      'cell 4, line 0, in rate',
      '    return total / months',
      '… 7 more',
      'cell 4, line 8, in rate',
      '    return total / months',
      'cell 4, line 9, in rate',
      '    return total / months'
    ]);
  });

  it('never takes what it shows for markup', () => {
    const { fail, node } = start();
    fail(failure({ message: '<img src=x onerror=alert(1)>' }));
    expect(node.querySelector('img')).toBeNull();
  });

  it('of a request as a whole stands there too', () => {
    const { session, text } = start();
    session.set({ failure: 'Too many runs wait already. Try again in a moment.' });
    expect(text()).toContain('Too many runs wait already.');
    session.set({ failure: null });
    expect(text()).not.toContain('Too many');
  });
});

describe('The height', () => {
  it('of the last frame is kept while a run is under way, and a little longer', () => {
    jest.useFakeTimers();
    const told = new Map<Element, ResizeObserverCallback>();
    const original = globalThis.ResizeObserver;
    globalThis.ResizeObserver = class extends original {
      constructor(private readonly _callback: ResizeObserverCallback) {
        super(_callback);
      }
      observe(node: Element) {
        told.set(node, this._callback);
      }
    };
    const laidOut = jest.spyOn(HTMLElement.prototype, 'offsetHeight', 'get');
    try {
      const { session, find } = start();
      const node = find('.intarsia-Results-output');
      session.tellRun({ status: 'running', run: 'r1' });
      expect(node.style.minBlockSize).toBe('');
      session.tellRun({ status: 'done', run: 'r1' });
      const entry = { borderBoxSize: [{ blockSize: 84 }] } as unknown as ResizeObserverEntry;
      told.get(node)!([entry], new original(() => undefined));
      session.tellRun({ status: 'running', run: 'r2' });
      expect(node.style.minBlockSize).toBe('84px');
      session.tellRun({ status: 'done', run: 'r2' });
      expect(node.style.minBlockSize).toBe('84px');
      jest.advanceTimersByTime(500);
      expect(node.style.minBlockSize).toBe('');
      expect(laidOut).not.toHaveBeenCalled();
    } finally {
      laidOut.mockRestore();
      globalThis.ResizeObserver = original;
    }
  });
});

describe('The log', () => {
  const lines = (node: HTMLElement) =>
    [...node.querySelectorAll('.intarsia-Log-text')].map(item => item.textContent);

  it('joins what one stream of one run printed, and tells streams apart', () => {
    const { session, node } = start();
    session.set({
      log: [
        entry('a'),
        entry('b\n'),
        entry('careful', { stream: 'warning' }),
        entry('again', { stream: 'warning' }),
        entry('c\n'),
        entry('d\n', { run: 'r2' })
      ]
    });
    expect(lines(node)).toEqual(['ab\n', 'careful\nagain\n', 'c\n', 'd\n']);
  });

  it('draws only what is new, also when the oldest was dropped', () => {
    const { session, node } = start();
    const [a, b, c] = [entry('a\n'), entry('b\n', { run: 'r2' }), entry('c\n', { run: 'r3' })];
    session.set({ log: [a, b] });
    const drawn = node.querySelectorAll('.intarsia-Log-text')[1];
    session.set({ log: [b, c] });
    expect(node.querySelectorAll('.intarsia-Log-text')[1]).toBe(drawn);
    expect(lines(node)).toEqual(['a\n', 'b\n', 'c\n']);
    session.set({ log: [entry('new\n')] });
    expect(lines(node)).toEqual(['new\n']);
  });

  it('draws a thousand entries at the most, and says so', () => {
    const { session, node, text, tab } = start();
    session.set({
      log: Array.from({ length: 1500 }, (_, i) => entry(`${i}\n`, { run: `r${i}` }))
    });
    tab('Log').click();
    const shown = lines(node);
    expect(shown.length).toBeLessThanOrEqual(1000);
    expect(shown.at(-1)).toBe('1499\n');
    expect(text()).toContain('Earlier entries are not shown.');
    session.set({ log: [...session.state.log, entry('last\n')] });
    expect(lines(node).at(-1)).toBe('last\n');
  });

  it('stays at its end while it grows, unless a person has scrolled up', async () => {
    const { session, find } = start();
    session.set({ log: [entry('a\n')] });
    const log = find('.intarsia-Log');
    const print = async (text: string, scrollHeight: number): Promise<void> => {
      session.set({ log: [...session.state.log, entry(text)] });
      Object.defineProperty(log, 'scrollHeight', { configurable: true, value: scrollHeight });
      Object.defineProperty(log, 'clientHeight', { configurable: true, value: 100 });
      await new Promise(resolve => requestAnimationFrame(resolve));
    };
    await print('b\n', 300);
    expect(log.scrollTop).toBe(200);
    log.scrollTop = 190;
    log.dispatchEvent(new Event('scroll'));
    await print('c\n', 400);
    expect(log.scrollTop).toBe(190);
  });

  it('shows what was displayed', async () => {
    const log = new LogView(createContext());
    Widget.attach(log, document.body);
    log.setLog([
      entry('', { stream: 'display', bundle: { data: { 'text/plain': 'shown' }, metadata: {} } })
    ]);
    const [display] = log.widgets;
    await (display as Rendered).settled;
    expect(display.node.textContent).toContain('shown');
    expect(log.count).toBe(1);
    log.dispose();
  });
});

describe('The foot', () => {
  it.each([
    [{ status: 'waiting', position: 2 }, 'Waiting · 2 before you'],
    [{ status: 'waiting', position: 2, eta: 10 }, 'Waiting · 2 before you · about 10 s'],
    [{ status: 'waiting', position: 1, eta: 150 }, 'Waiting · 1 before you · about 2 min 30 s'],
    [{ status: 'waiting' }, 'Waiting'],
    [{ status: 'running', seconds: 1.2 }, 'Running · 1.2 s'],
    [{ status: 'done', seconds: 0.0384 }, 'Done in 38 ms'],
    [{ status: 'done', seconds: 125 }, 'Done in 2 min 5 s'],
    [{ status: 'cancelled', seconds: 3 }, 'Cancelled after 3.0 s'],
    [{ status: 'interrupted', seconds: 3 }, 'Interrupted after 3.0 s']
  ] as const)('%j', (run, words) => {
    const { session, find } = start();
    session.tellRun({ ...run, number: 12 });
    expect(find('.intarsia-Foot-words').textContent).toBe(words);
    expect(find('.intarsia-Foot-number').textContent).toBe('run 12');
  });

  it('counts the time of a run, and how far it is', () => {
    jest.useFakeTimers();
    const { session, find } = start();
    session.tellRun({ status: 'running', seconds: 0 });
    jest.advanceTimersByTime(1200);
    expect(find('.intarsia-Foot-words').textContent).toBe('Running · 1.2 s');
    session.tell('out', 'a part of it');
    session.set({
      progress: new Map([['r1', [barState({ fraction: 0.4, description: 'Reading' })]]])
    });
    expect(find('.intarsia-Foot-words').textContent).toBe('Streaming · Reading · 40 % · 1.2 s');
    const bar = find('.intarsia-ProgressBar');
    expect(bar.getAttribute('aria-valuenow')).toBe('40');
    session.tellRun({ status: 'done' });
    expect(bar.classList).toContain('lm-mod-hidden');
    jest.runOnlyPendingTimers();
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each([
    [{ done: 3, total: 10, unit: 'files', fraction: 0.3 }, '3/10 files · 30 %'],
    [{ done: 3, unit: 'it', rate: 12.3 }, '3 · 12.3 it/s'],
    [{ done: 1, total: 4, unit: 'it', fraction: 0.25, rate: 0.31 }, '1/4 · 25 % · 3.23 s/it'],
    [{ fraction: 0.999, description: 'Almost', note: 'loss=0.2' }, 'Almost · 99 % · loss=0.2'],
    [
      { done: 1.5 * 2 ** 20, total: 2 ** 31, unit: 'B', divisor: 1024, fraction: 0, rate: 2048 },
      '1.50 MB/2.00 GB · 0 % · 2.00 kB/s'
    ],
    [{ fraction: 0.5, left: 40.4 }, '50 % · 40 s left'],
    [{ fraction: 0.5, left: 130 }, '50 % · 2 min 10 s left'],
    [{ fraction: 0.5, left: 1500 }, '50 % · 25 min left'],
    [{ fraction: 0.5, left: 7260 }, '50 % · 2 h 1 min left'],
    [{ description: 'Waiting for the model' }, 'Waiting for the model']
  ])('says of %j: %s', (bar, words) => {
    jest.useFakeTimers();
    const { session, find } = start();
    session.set({ progress: new Map([['r1', [barState(bar)]]]) });
    session.tellRun({ status: 'running', seconds: 2 });
    expect(find('.intarsia-Foot-words').textContent).toBe(`Running · ${words} · 2.0 s`);
  });

  it('counts down what is left until the next word of it', () => {
    jest.useFakeTimers();
    const { session, find } = start();
    session.tellRun({ status: 'running', seconds: 0 });
    session.set({ progress: new Map([['r1', [barState({ fraction: 0.5, left: 8 })]]]) });
    jest.advanceTimersByTime(3000);
    expect(find('.intarsia-Foot-words').textContent).toBe('Running · 50 % · 5 s left · 3.0 s');
    jest.advanceTimersByTime(9000);
    expect(find('.intarsia-Foot-words').textContent).toContain('1 s left');
  });

  it('shows bars within bars one below the other, and keeps their places until the end', () => {
    const { session, find } = start();
    const rows = () => [...find('.intarsia-FootBars').children] as HTMLElement[];
    const outer = barState({ description: 'Epochs', done: 1, total: 4, fraction: 0.25 });
    const inner = barState({ description: 'Batches', done: 5, total: 10, fraction: 0.5, left: 3 });
    session.tellRun({ status: 'running' });
    session.set({
      progress: new Map([['r1', [outer, inner, barState({ description: 'Saving' })]]])
    });
    expect(rows().map(row => row.textContent)).toEqual(['Batches5/10 · 50 % · 3 s left', 'Saving']);
    const [first, second] = rows();
    expect(first.getAttribute('role')).toBe('progressbar');
    expect(first.getAttribute('aria-label')).toBe('Batches');
    expect(first.getAttribute('aria-valuenow')).toBe('50');
    expect(first.getAttribute('aria-valuetext')).toBe('Batches, 50 %, 3 s left');
    expect(second.hasAttribute('aria-valuenow')).toBe(false);
    expect(second.className).toContain('intarsia-mod-indeterminate');
    session.set({ progress: new Map([['r1', [outer]]]) });
    expect(rows()).toEqual([first, second]);
    expect(first.className).toContain('intarsia-mod-over');
    expect(first.getAttribute('aria-hidden')).toBe('true');
    session.set({ progress: new Map([['r1', [outer, inner]]]) });
    expect(first.className).not.toContain('intarsia-mod-over');
    session.tellRun({ status: 'done' });
    expect(find('.intarsia-FootBars').hidden).toBe(true);
    expect(rows()).toEqual([]);
  });

  it('shows the bar of the run that is least far, with its words', () => {
    const { session, find } = start();
    session.set({
      runs: new Map([
        [0, runState({ status: 'running', number: 1 })],
        [1, runState({ run: 'r2', listener: 1, number: 2, status: 'running' })]
      ]),
      progress: new Map([
        ['r1', [barState({ fraction: 0.7, description: 'Far' })]],
        ['r2', [barState({ fraction: 0.2, description: 'Near' })]]
      ])
    });
    const bar = find('.intarsia-ProgressBar');
    expect(bar.getAttribute('aria-valuenow')).toBe('20');
    expect(bar.getAttribute('aria-valuetext')).toBe('Near, 20 %');
    session.set({ progress: new Map() });
    expect(bar.className).toContain('intarsia-mod-indeterminate');
    expect(bar.hasAttribute('aria-valuetext')).toBe(false);
  });

  it('speaks of the run that is under way rather than of a newer one that is over', () => {
    const { session, find } = start();
    session.set({
      runs: new Map([
        [0, runState({ status: 'running', number: 1, seconds: 2 })],
        [1, runState({ run: 'r2', listener: 1, number: 2 })]
      ])
    });
    expect(find('.intarsia-Foot-words').textContent).toBe('Running · 2.0 s');
  });
});

describe('The announcer', () => {
  it('fault 103: tells a result politely, and quick ones once', () => {
    jest.useFakeTimers();
    const { session, find } = start();
    const status = find('[role=status].intarsia-mod-spoken');
    expect(status.getAttribute('role')).toBe('status');
    session.tellRun({ run: 'a', status: 'running' });
    session.tellRun({ run: 'a', seconds: 0.01 });
    session.tellRun({ run: 'b', status: 'running' });
    session.tellRun({ run: 'b', seconds: 0.02 });
    expect(status.textContent).toBe('');
    jest.advanceTimersByTime(500);
    expect(status.textContent).toBe('Result ready in 20 ms');
  });

  it('tells how far a long run is, now and then', () => {
    jest.useFakeTimers();
    const { session, find } = start();
    const status = find('[role=status].intarsia-mod-spoken');
    const heard: string[] = [];
    session.tellRun({ run: 'a', status: 'running' });
    for (let step = 0; step <= 400; step++) {
      const bar = barState({ fraction: step / 400, description: 'Reading' });
      session.set({ progress: new Map([['a', [bar]]]) });
      if (status.textContent !== (heard.at(-1) ?? '')) {
        heard.push(status.textContent ?? '');
      }
      jest.advanceTimersByTime(100);
    }
    expect(heard).toEqual(['Reading, 12 %', 'Reading, 50 %', 'Reading, 87 %']);
  });

  it('tells it of each run, also where it is the same', () => {
    jest.useFakeTimers();
    const { session, find } = start();
    const status = find('[role=status].intarsia-mod-spoken');
    const progress = (run: string) =>
      session.set({ progress: new Map([[run, [barState({ description: 'Reading' })]]]) });
    for (const run of ['a', 'b']) {
      session.tellRun({ run, status: 'running' });
      progress(run);
      jest.advanceTimersByTime(6000);
      progress(run);
      expect(status.textContent).toBe('Reading');
      session.tellRun({ run });
      jest.advanceTimersByTime(500);
      expect(status.textContent).toBe('Result ready in 38 ms');
    }
  });
});
