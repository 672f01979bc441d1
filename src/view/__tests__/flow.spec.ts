import { press } from '../../components/__tests__/stage';
import type { StepResponse } from '../../protocol/types';
import { FakeSession, interfaceApp, listener, runState, textbox, textOutput } from './fakesession';
import { controlSight } from '../../testing/sight';
import { chain, shownFlow, stepState, steps, stepValue } from '../../testing/flows';
import type { IMounted } from './mount';
import { mount, unmountAll } from './mount';

afterEach(() => {
  unmountAll();
  jest.useRealTimers();
});

const form = interfaceApp([textbox('name', 'Name')], [textOutput('out')]);
const follower = { ...listener(2, 'name', ['name'], ['out']), targets: [] };
const app = { ...form, listeners: [...form.listeners, follower] };
const FLOW = chain('upload', 'predict', 'download');

function answer(index: number, given: Partial<StepResponse> = {}): StepResponse {
  return {
    type: 'step_response',
    seq: 1,
    request_seq: 1,
    state: stepState(index, { status: 'done', can_resume: true }),
    inputs: [],
    outputs: [],
    error: null,
    stale: [],
    ...given
  };
}

function open(...states: ReturnType<typeof stepState>[]): [FakeSession, IMounted] {
  const session = new FakeSession({ app });
  const mounted = mount(session);
  mounted.choose('Flow');
  session.set({ flow: shownFlow(FLOW, ...states) });
  return [session, mounted];
}

const buttons = ({ node }: IMounted): HTMLButtonElement[] => [
  ...node.querySelectorAll<HTMLButtonElement>('.intarsia-Flow-button')
];
const says = (mounted: IMounted): string[] =>
  [...mounted.node.querySelectorAll('.intarsia-Flow-status')].map(node => node.textContent ?? '');
const settled = (): Promise<void> => new Promise(resolve => setTimeout(resolve));

describe('Flow', () => {
  it('is asked for when it is opened, again after a new snapshot, and not when it is closed', () => {
    const [session, mounted] = open();
    expect(session.watching).toEqual([true]);
    session.set({ flow: null });
    expect(session.watching).toEqual([true, true]);
    expect(buttons(mounted)).toHaveLength(3);
    session.set({ flow: shownFlow(FLOW), connection: 'reconnecting' });
    session.set({ flow: null, connection: 'live' });
    expect(session.watching).toHaveLength(3);
    session.set({ flow: shownFlow(FLOW) });
    mounted.choose('Flow');
    expect(session.watching).toEqual([true, true, true, false]);
    expect(mounted.node.querySelector('.intarsia-Flow')).toBeNull();
    mounted.choose('Flow');
    expect(session.watching).toEqual([true, true, true, false, true]);
  });

  it('is not offered without a kernel, nor where there is one function alone', () => {
    const isOffered = (session: FakeSession): boolean => {
      const { node } = mount(session, { openTab: () => undefined });
      node.querySelector<HTMLElement>('.intarsia-Head-menu')?.click();
      return [...node.querySelectorAll('.intarsia-Menu-item')].some(
        item => item.textContent === 'Flow'
      );
    };
    expect(isOffered(new FakeSession({ app }))).toBe(true);
    expect(isOffered(new FakeSession({ app, connection: 'static' }))).toBe(false);
    expect(isOffered(new FakeSession({ app: form }))).toBe(false);
  });

  it('says how each step stands, and how long it took', () => {
    const [session, mounted] = open(
      stepState(0, { status: 'done', seconds: 1.24, can_resume: true }),
      stepState(1, { status: 'failed', seconds: 0.012, can_resume: true }),
      stepState(2, { status: 'skipped', because: 'failed' })
    );
    expect(says(mounted)).toEqual(['Done · 1.2 s', 'Failed · 12 ms', 'Skipped']);
    session.set({
      flow: shownFlow(
        FLOW,
        stepState(0, { status: 'done', reused: true, seconds: 0.001 }),
        stepState(1, { status: 'waiting' }),
        stepState(2)
      )
    });
    expect(says(mounted)).toEqual(['Kept · 1 ms', 'Waiting', 'Not run']);
  });

  it('counts the time while a step runs', () => {
    jest.useFakeTimers();
    const [session, mounted] = open(stepState(0, { status: 'running', seconds: 2 }));
    expect(says(mounted)[0]).toBe('Running · 2.0 s');
    jest.advanceTimersByTime(1500);
    expect(says(mounted)[0]).toBe('Running · 3.5 s');
    session.set({ flow: shownFlow(FLOW, stepState(0, { status: 'done', seconds: 3.6 })) });
    jest.advanceTimersByTime(1000);
    expect(says(mounted)[0]).toBe('Done · 3.6 s');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('counts nothing for nobody: out of sight, or closed', () => {
    const sight = controlSight();
    jest.useFakeTimers();
    const [, mounted] = open(stepState(0, { status: 'running', seconds: 2 }));
    jest.advanceTimersByTime(500);
    const timers = jest.getTimerCount();
    sight.scroll(false);
    jest.advanceTimersByTime(10_000);
    expect(says(mounted)[0]).toBe('Running · 2.5 s');
    expect(jest.getTimerCount()).toBe(timers - 1);
    sight.scroll(true);
    expect(says(mounted)[0]).toBe('Running · 12.5 s');
    jest.advanceTimersByTime(500);
    expect(says(mounted)[0]).toBe('Running · 13.0 s');
    mounted.choose('Flow');
    jest.advanceTimersByTime(1000);
    expect(jest.getTimerCount()).toBe(0);
    sight.release();
  });

  it('tells the ear what a step begins with', () => {
    const [, mounted] = open();
    const [first, second] = buttons(mounted);
    expect(first.textContent).toContain('On click of Go');
    expect(second.textContent).toContain('After upload, if it succeeds');
    expect(mounted.find('.intarsia-Flow-lines').getAttribute('aria-hidden')).toBe('true');
  });

  it('moves between the steps with the arrows, one of them in the order of tabs', () => {
    const [, mounted] = open();
    const [first, second, third] = buttons(mounted);
    expect(buttons(mounted).map(each => each.tabIndex)).toEqual([0, -1, -1]);
    first.focus();
    press(first, 'ArrowRight');
    expect(document.activeElement).toBe(second);
    press(second, 'End');
    expect(document.activeElement).toBe(third);
    press(third, 'ArrowDown');
    expect(document.activeElement).toBe(third);
    press(third, 'Home');
    expect(buttons(mounted).map(each => each.tabIndex)).toEqual([0, -1, -1]);
    press(first, 'Escape');
    expect(mounted.node.querySelector('.intarsia-Flow')).toBeNull();
  });

  it('shows what the last run of a step read and wrote', async () => {
    const [session, mounted] = open(stepState(1, { status: 'done', can_resume: true }));
    session.details.set(
      1,
      answer(1, {
        inputs: [stepValue('name', { value: 'Ada' }), stepValue('rows', { text: 'list, 3 items' })],
        outputs: [stepValue('out', { skipped: true })],
        stale: ['name']
      })
    );
    buttons(mounted)[1].click();
    expect(buttons(mounted)[1].getAttribute('aria-expanded')).toBe('true');
    await settled();
    const details = mounted.find('.intarsia-Flow-details');
    expect(
      details.querySelector<HTMLInputElement>('input, textarea, .intarsia-Field-display')
    ).not.toBeNull();
    expect(details.textContent).toContain('Ada');
    expect(details.textContent).toContain('list, 3 items');
    expect(details.textContent).toContain('Left as it was');
    expect(details.textContent).toContain('Has another value by now.');
    mounted.button('Run from here').click();
    expect(session.resumed).toEqual([1]);
    mounted.button('Run with the present values').click();
    expect(session.runs.map(run => run.listener)).toEqual([1]);
  });

  it('asks again when the step has gone on, and an answer that comes late counts no more', async () => {
    const [session, mounted] = open(stepState(0), stepState(1));
    session.details.set(0, answer(0, { state: stepState(0) }));
    buttons(mounted)[0].click();
    await settled();
    expect(mounted.text()).toContain('It has not run yet.');
    const [go, ...rest] = [stepState(0, { status: 'running' }), stepState(1)];
    session.set({ flow: shownFlow(FLOW, go, ...rest) });
    buttons(mounted)[1].click();
    await settled();
    expect(session.looked).toEqual([0, 0, 1]);
    expect(mounted.text()).toContain('No such step here.');
    expect(mounted.text()).not.toContain('It has not run yet.');
  });

  it('marks what is in a cycle, and shows hostile names as text', () => {
    const session = new FakeSession({ app });
    const mounted = mount(session);
    mounted.choose('Flow');
    const [one, two] = steps('<img src=x onerror=alert(1)>', 'b');
    session.set({
      flow: shownFlow({ steps: [{ ...one, in_cycle: true }, two], edges: [], labels: {} })
    });
    expect(mounted.node.querySelectorAll('.intarsia-Flow-cycle')).toHaveLength(1);
    expect(mounted.node.querySelector('img')).toBeNull();
    expect(mounted.text()).toContain('<img src=x onerror=alert(1)>');
  });

  it('leaves nothing behind', () => {
    const began = jest.spyOn(window, 'setInterval');
    const ended = jest.spyOn(window, 'clearInterval');
    const [session, mounted] = open(stepState(0, { status: 'running' }));
    const timers = began.mock.results.map(result => result.value as number);
    expect(timers).toHaveLength(1);
    mounted.view.dispose();
    expect(ended.mock.calls.flat()).toEqual(expect.arrayContaining(timers));
    expect(session.watching).toEqual([true, false]);
    began.mockRestore();
    ended.mockRestore();
  });
});

describe('run from here, below a failure', () => {
  const failed = runState({
    listener: 2,
    status: 'failed',
    error: {
      code: 'user-error',
      message: 'no',
      where: null,
      fields: [],
      traceback: { name: 'ValueError', frames: [], text: 'no', visible: true, seconds: null }
    }
  });

  it.each([
    ['of a step that follows others', [], true],
    ['of a step that a person begins', [{ component: 'name', event: 'submit' }], false]
  ])('is offered %s: %s', (_, targets, isOffered) => {
    const second = { ...listener(2, 'name', ['name'], ['out']), targets };
    const session = new FakeSession({ app: { ...form, listeners: [...form.listeners, second] } });
    const mounted = mount(session);
    session.set({ runs: new Map([[2, failed]]) });
    const links = [...mounted.node.querySelectorAll<HTMLElement>('.intarsia-Error-links button')];
    const link = links.find(each => each.textContent === 'Run from here');
    link?.click();
    expect(session.resumed).toEqual(isOffered ? [2] : []);
  });
});
