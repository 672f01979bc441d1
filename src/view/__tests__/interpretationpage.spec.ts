import { explained, explanation, input } from '../../components/__tests__/explanations';
import { sampleSpec } from '../../components/__tests__/stage';
import type { AppSpec } from '../../protocol/types';
import { FakeSession, interfaceApp, listener, number, textOutput } from './fakesession';
import { mount, unmountAll } from './mount';

afterEach(unmountAll);

const TOLD = explained(
  explanation({
    inputs: [
      input({ name: 'rooms', label: 'Rooms', score: 0.2 }),
      input({ name: 'size', label: 'Size', score: -0.1 })
    ]
  })
);

/** An app of one function with a page for explanations. */
function explainedApp(): AppSpec {
  const app = interfaceApp([number('rooms'), number('size')], [textOutput('out')]);
  const spec = sampleSpec('interpretation', { id: 'why', on_request: true } as never);
  return {
    ...app,
    components: [
      ...app.components.map(each =>
        each.kind === 'interface' ? { ...each, interpretation: 'why' } : each
      ),
      { ...spec, interactive: false }
    ],
    listeners: [
      ...app.listeners,
      listener(2, 'why', ['rooms', 'size', 'why'], ['why'], 'explain'),
      { ...listener(3, 'why', [], [], 'stop'), cancels: [2] }
    ]
  };
}

function start(values: [string, unknown][] = [['out', '7']]) {
  const session = new FakeSession({ app: explainedApp(), values: new Map(values) });
  const mounted = mount(session);
  const tab = () => mounted.node.querySelector<HTMLElement>('[data-tab="interpretation"]');
  const line = () => mounted.find('.intarsia-ExplanationTools-line');
  const bars = () =>
    [...mounted.node.querySelectorAll('.intarsia-FieldScore')].map(bar => bar.textContent);
  const run = (status: 'running' | 'done', name = 'e1') =>
    session.tellRun({ listener: 2, run: name, number: 2, status });
  return { session, tab, line, bars, run, ...mounted };
}

it('is there as soon as there is a result', () => {
  const { session, tab } = start([]);
  expect(tab()).toBeNull();
  session.tell('out', '7');
  expect(tab()?.textContent?.trim()).toBe('Interpretation');
});

it('asks when it is chosen, once', () => {
  const { session, tab } = start();
  tab()!.click();
  expect(session.runs.map(({ listener: index, event }) => [index, event])).toEqual([
    [2, 'explain']
  ]);
  tab()!.click();
  expect(session.runs).toHaveLength(1);
});

it('says that it is of earlier inputs, until it is asked again', () => {
  const { session, tab, line, run } = start();
  tab()!.click();
  run('running');
  session.tell('why', TOLD);
  run('done');
  expect(line().hidden).toBe(true);
  session.tell('rooms', 4);
  expect(line().textContent).toContain('This is of earlier inputs.');
  line().querySelector('button')!.click();
  expect(session.runs).toHaveLength(2);
  run('running', 'e2');
  run('done', 'e2');
  expect(line().hidden).toBe(true);
});

it('has a bar at each field while it is seen, and of what stands there', () => {
  const { session, tab, bars, node } = start([
    ['out', '7'],
    ['why', TOLD]
  ]);
  expect(bars()).toEqual([]);
  tab()!.click();
  expect(bars()).toEqual(['+0.200', '\u22120.100']);
  session.tell('rooms', 4);
  expect(bars()).toEqual([]);
  session.tell('why', explained(explanation({ inputs: [input({ score: 0.2 })] })));
  node.querySelector<HTMLElement>('[data-tab="output"]')!.click();
  expect(bars()).toEqual([]);
});

it('does not take the place of the result when it fails', () => {
  const { session, tab, node } = start();
  tab()!.click();
  session.tell('why', { ...explained(), problem: 'There is no number in the result.' });
  expect(node.textContent).toContain('There is no number in the result.');
  expect(tab()!.getAttribute('aria-selected')).toBe('true');
});

it('asks nothing of nobody', () => {
  const { session, tab } = start();
  session.set({ connection: 'unknown' });
  tab()!.click();
  expect(session.runs).toEqual([]);
});
