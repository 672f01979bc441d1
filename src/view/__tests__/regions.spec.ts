import type { Widget } from '@lumino/widgets';
import { COMMON, PLACES } from '../../testing/common';
import type { AppSpec, ComponentSpec } from '../../protocol/types';
import { FakeSession, button, listener, textOutput, textbox } from './fakesession';
import { mount, unmountAll } from './mount';

afterEach(unmountAll);

/** An app of interfaces, one below the other; `changed` is of the button that the first has. */
function appOf(numbers: number[], changed: string = 'run1'): AppSpec {
  const of = (n: number): ComponentSpec[] => [
    {
      ...COMMON,
      id: `i${n}`,
      kind: 'interface',
      ...PLACES,
      inputs: [`in${n}`],
      outputs: [`out${n}`],
      submit: n === 1 ? changed : `run${n}`,
      clear: null
    },
    { ...textbox(`in${n}`), label: `Input ${n}` },
    textOutput(`out${n}`),
    button(n === 1 ? changed : `run${n}`, `Run ${n}`, 'primary')
  ];
  const root: ComponentSpec = {
    ...COMMON,
    id: 'root',
    kind: 'column',
    variant: 'default',
    show_progress: false,
    children: numbers.map(n => `i${n}`)
  };
  return {
    title: null,
    heading: false,
    description: null,
    root: 'root',
    components: [root, ...numbers.flatMap(of)],
    listeners: numbers.map(n =>
      listener(n - 1, n === 1 ? changed : `run${n}`, [`in${n}`], [`out${n}`])
    )
  };
}

/** One of two interfaces. */
function start() {
  const session = new FakeSession({ app: appOf([1, 2]) });
  const mounted = mount(session);
  const region = (n: number): HTMLElement =>
    mounted.node.querySelectorAll<HTMLElement>('.intarsia-Interface .intarsia-Output')[n - 1];
  return { session, region, ...mounted };
}

/** The widgets below one; one that was disposed has none below it. */
function* below(widget: Widget): Generator<Widget> {
  for (const child of widget.children()) {
    yield child;
    yield* below(child);
  }
}

const failure = (message: string) => ({
  code: 'user-error' as const,
  message,
  where: null,
  traceback: null,
  fields: []
});

describe('two interfaces in one app', () => {
  it('each shows what failed in its own runs', () => {
    const { session, region } = start();
    session.tellRun({ listener: 1, run: '1', status: 'failed', error: failure('second') });
    expect(region(1).textContent).not.toContain('second');
    expect(region(2).textContent).toContain('second');
    session.tellRun({
      listener: 0,
      run: '2',
      number: 2,
      status: 'failed',
      error: failure('first')
    });
    expect(region(1).textContent).toContain('first');
    expect(region(2).textContent).toContain('second');
  });

  it('each shows what its own runs printed', () => {
    const { session, region } = start();
    session.tellRun({ listener: 1, run: '1', status: 'done' });
    session.set({ log: [{ run: '1', stream: 'stdout', text: 'printed', bundle: {} }] });
    expect(region(2).querySelector('.intarsia-Log')?.textContent).toContain('printed');
    expect(region(1).querySelector('.intarsia-Log')?.textContent).toBe('');
  });

  it('Shift+Enter runs the one that the focus is in', () => {
    const { session, field } = start();
    for (const label of ['Input 2', 'Input 1']) {
      field(label).focus();
      field(label).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, bubbles: true })
      );
    }
    expect(session.runs.map(run => run.listener)).toEqual([1, 0]);
  });

  it('each stops its own runs, also before they have names', () => {
    jest.useFakeTimers();
    try {
      const { session, button: press, node } = start();
      const cancel = jest.spyOn(session, 'cancel');
      session.isOptimistic = false;
      for (const n of [1, 2]) {
        press(`Run ${n}`).click();
        session.tellRun({ listener: n - 1, run: '', status: 'waiting', number: n });
      }
      jest.advanceTimersByTime(400);
      node.querySelectorAll<HTMLElement>('.intarsia-mod-stop')[1].click();
      expect(cancel.mock.calls).toEqual([['', 1]]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('says beside its own button how many fields are wrong', () => {
    const { session, button: press, node } = start();
    press('Run 2').click();
    session.set({ errors: new Map([['in2', [{ component: 'in2', path: [], message: 'No.' }]]]) });
    session.tellRun({
      listener: 1,
      run: '1',
      status: 'failed',
      error: { ...failure('1 field needs attention.'), code: 'bad-value' }
    });
    const said = [...node.querySelectorAll('.intarsia-App-attention')].map(n => n.textContent);
    expect(said).toEqual(['', '1 field needs attention']);
  });
});

describe('an interface that stays while another one comes or goes', () => {
  it('keeps its results, what failed, and the page that was chosen', () => {
    const { session, region, node } = start();
    session.tell('out1', 'kept');
    session.tellRun({ listener: 0, run: '1', status: 'failed', error: failure('first') });
    session.set({ log: [{ run: '1', stream: 'stdout', text: 'printed', bundle: {} }] });
    region(1).querySelector<HTMLElement>('[data-tab="log"]')!.click();
    const before = region(1);
    const output = node.querySelector('.intarsia-Interface-outputs')!;
    for (const numbers of [[1], [1, 2]]) {
      session.set({ app: appOf(numbers) });
      expect(region(1)).toBe(before);
      expect(before.contains(output)).toBe(true);
      expect(output.textContent).toContain('kept');
      expect(before.textContent).toContain('first');
      const log = before.querySelector('[data-tab="log"]');
      expect(log?.getAttribute('aria-selected')).toBe('true');
    }
    expect(region(2).querySelector('.intarsia-Interface-outputs')).not.toBeNull();
  });

  it('keeps them also with another button', () => {
    const { session, region, button: press, view } = start();
    session.tell('out1', 'kept');
    const output = region(1).querySelector('.intarsia-Interface-outputs > *')!;
    session.set({ app: appOf([1], 'other') });
    expect(region(1).contains(output)).toBe(true);
    expect([...below(view)].map(widget => widget.node)).toContain(output);
    press('Run 1').click();
    expect(session.runs.map(run => run.listener)).toEqual([0]);
  });
});

describe('The results of an interface', () => {
  /** An interface with a button that empties, and examples that fill in its input. */
  function only() {
    const root: ComponentSpec = {
      ...COMMON,
      id: 'root',
      kind: 'interface',
      ...PLACES,
      inputs: ['in'],
      outputs: ['out'],
      submit: 'run',
      clear: 'clear'
    };
    const session = new FakeSession({
      app: {
        title: null,
        heading: true,
        description: null,
        root: 'root',
        components: [
          root,
          textbox('in'),
          textOutput('out'),
          button('run', 'Run', 'primary'),
          button('clear', 'Clear')
        ],
        listeners: [
          listener(0, 'run', ['in'], ['out']),
          listener(1, 'clear', [], ['in', 'out']),
          listener(2, 'examples', [], ['in'])
        ]
      }
    });
    const { find } = mount(session);
    const told = (run: string, listener: number, status: 'done' | 'failed'): string => {
      const error = status === 'failed' ? failure(`failed in ${run}`) : null;
      session.tellRun({ listener, run, number: Number(run), status, error });
      return find('.intarsia-Output').textContent ?? '';
    };
    return { told };
  }

  it('are not there yet when an example was filled in, or all was emptied', () => {
    const { told } = only();
    expect(told('1', 2, 'done')).toContain('The result will appear here.');
    expect(told('2', 0, 'done')).toContain('It ran, and returned nothing to show.');
    expect(told('3', 1, 'done')).toContain('The result will appear here.');
  });

  it('say what failed until there is another result, or all is emptied', () => {
    const { told } = only();
    told('1', 0, 'failed');
    expect(told('2', 2, 'done')).toContain('failed in 1');
    expect(told('3', 2, 'failed')).toContain('failed in 3');
    expect(told('4', 1, 'done')).not.toContain('failed');
  });
});
