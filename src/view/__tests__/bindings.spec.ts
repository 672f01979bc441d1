import type { ComponentSpec, ExpressionSpec, ListenerSpec } from '../../protocol/types';
import { COMMON } from '../../testing/common';
import { FakeSession, button, listener, radio, textbox } from './fakesession';
import type { IMounted } from './mount';
import { mount, unmountAll } from './mount';

const node = (op: ExpressionSpec['op'], ...of: ExpressionSpec[]): ExpressionSpec => ({
  op,
  of,
  component: null,
  constant: null
});
const value = (component: string): ExpressionSpec => ({ ...node('value'), component });
const constant = (held: unknown): ExpressionSpec => ({ ...node('constant'), constant: held });
const is = (component: string, held: unknown): ExpressionSpec =>
  node('is', value(component), constant(held));

const bound = (
  spec: ComponentSpec,
  property: 'visible' | 'interactive' | 'choices',
  expression: ExpressionSpec
): ComponentSpec =>
  ({ ...spec, bindings: [...spec.bindings, { property, expression }] }) as ComponentSpec;

const column = (id: string, children: string[]): ComponentSpec => ({
  ...COMMON,
  id,
  kind: 'column',
  variant: 'default',
  show_progress: false,
  children
});

/** A part that is hidden is hidden from everybody. */
const isSeen = (element: HTMLElement): boolean => element.closest('.lm-mod-hidden') === null;

function start(
  components: ComponentSpec[],
  values: Record<string, unknown> = {},
  listeners: ListenerSpec[] = []
): IMounted & { session: FakeSession } {
  const within = components.flatMap(spec => ('children' in spec ? spec.children : []));
  const outer = components.map(spec => spec.id).filter(id => !within.includes(id));
  const session = new FakeSession({
    app: {
      title: null,
      heading: false,
      description: null,
      root: 'root',
      components: [column('root', outer), ...components],
      listeners
    },
    values: new Map(Object.entries(values))
  });
  return { session, ...mount(session) };
}

function type(input: HTMLInputElement, text: string): void {
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

beforeEach(() => jest.useFakeTimers());

afterEach(() => {
  unmountAll();
  jest.useRealTimers();
});

const long = node('less', constant(2), node('length', value('name')));

describe('what follows other values', () => {
  it('changes with each key, before anything is sent', () => {
    const { field, session } = start([
      textbox('name'),
      bound(textbox('more'), 'visible', long),
      bound(textbox('note'), 'interactive', long)
    ]);
    const [name, more] = [field('name'), field('more')];
    expect(isSeen(more)).toBe(false);
    type(name, 'ab');
    expect(isSeen(more)).toBe(false);
    type(name, 'abc');
    expect(isSeen(more)).toBe(true);
    expect(field('note').tagName).toBe('INPUT');
    expect(document.activeElement).toBe(name);
    expect([session.commits, session.runs]).toEqual([[], []]);
  });

  it('changes with what the kernel tells, and with descriptions that come later', () => {
    const { field, session } = start([textbox('name'), bound(textbox('more'), 'visible', long)]);
    session.tell('name', 'abc');
    expect(isSeen(field('more'))).toBe(true);
    session.tell('name', '');
    expect(isSeen(field('more'))).toBe(false);
    const components = session.state.app.components.map(spec =>
      spec.id === 'more' ? { ...spec, bindings: [] } : spec
    );
    session.set({ app: { ...session.state.app, components } });
    expect(isSeen(field('more'))).toBe(true);
  });

  it('hides what stands in a layout', () => {
    const { field } = start([
      textbox('name'),
      bound(column('box', ['inside']), 'visible', long),
      textbox('inside')
    ]);
    expect(isSeen(field('inside'))).toBe(false);
    type(field('name'), 'abc');
    expect(isSeen(field('inside'))).toBe(true);
  });

  it('offers other choices, and shows none as chosen that is not offered', () => {
    const cases = (...names: string[]): ExpressionSpec =>
      constant(names.map(name => ({ label: name, value: name })));
    const { node: root, session } = start(
      [
        radio('country', 'Country', ['de', 'fr']),
        bound(
          radio('city', 'City', []),
          'choices',
          node(
            'choose',
            value('country'),
            constant('de'),
            cases('Bonn', 'Berlin'),
            constant('fr'),
            cases('Paris'),
            constant(null)
          )
        )
      ],
      { country: 'de', city: 'Bonn' }
    );
    const radios = (): HTMLInputElement[] => [
      ...root.querySelectorAll<HTMLInputElement>('input[type=radio]')
    ];
    const words = (): string[] => radios().map(item => item.closest('label')?.textContent ?? '');
    expect(words()).toEqual(['de', 'fr', 'Bonn', 'Berlin']);
    expect(radios()[2].checked).toBe(true);
    radios()[1].click();
    expect(words()).toEqual(['de', 'fr', 'Paris']);
    expect(radios().map(item => item.checked)).toEqual([false, true, false]);
    session.tell('country', null);
    expect(words()).toEqual(['de', 'fr']);
  });

  it('is worked out for a static picture', () => {
    const session = new FakeSession({
      connection: 'untrusted',
      app: {
        title: null,
        heading: false,
        description: null,
        root: 'root',
        components: [
          column('root', ['name', 'more']),
          textbox('name'),
          bound(textbox('more'), 'visible', is('name', 'x'))
        ],
        listeners: []
      },
      values: new Map([['name', 'x']])
    });
    expect(mount(session).text()).toContain('more');
  });
});

describe('what the kernel judges by', () => {
  it('is committed before what depends on it', () => {
    const {
      field,
      session,
      button: press
    } = start(
      [
        textbox('name'),
        bound(textbox('more'), 'visible', long),
        bound(button('go', 'Go'), 'interactive', long)
      ],
      {},
      [listener(0, 'go', ['more'], [])]
    );
    type(field('name'), 'abc');
    // Without leaving the first field: as a key that submits does.
    type(field('more'), 'x');
    jest.advanceTimersByTime(300);
    expect(session.commits.slice(0, 2)).toEqual([
      ['name', 'abc'],
      ['more', 'x']
    ]);
    type(field('name'), 'abcd');
    press('Go').click();
    expect(session.commits.at(-1)).toEqual(['name', 'abcd']);
    expect(session.runs).toHaveLength(1);
  });

  it('is committed by itself where a run carries it that may wait', () => {
    const { field, session } = start(
      [textbox('name'), bound(textbox('more'), 'visible', long)],
      {},
      [listener(0, 'name', ['name'], [], 'change')]
    );
    type(field('name'), 'abc');
    field('name').dispatchEvent(new Event('change', { bubbles: true }));
    expect(session.runs).toEqual([{ listener: 0, drafts: { name: 'abc' }, event: 'change' }]);
    expect(session.commits).toEqual([]);
    type(field('more'), 'x');
    jest.advanceTimersByTime(300);
    expect(session.commits).toEqual([
      ['name', 'abc'],
      ['more', 'x']
    ]);
    expect(session.runs).toHaveLength(1);
  });

  it('never gets what was entered where nobody may enter it any more', () => {
    const { field, session } = start(
      [textbox('name'), bound(textbox('more'), 'visible', node('not', is('name', 'x')))],
      { more: 'before' }
    );
    type(field('more'), 'late');
    session.tell('name', 'x');
    jest.advanceTimersByTime(300);
    expect(session.commits).toEqual([]);
    session.tell('name', '');
    expect(field('more').value).toBe('before');
  });

  it('presses no button that is hidden', () => {
    const { field, session } = start(
      [textbox('name'), bound(button('go', 'Go', 'primary'), 'visible', long)],
      {},
      [listener(0, 'go', ['name'], [])]
    );
    const submit = (): boolean =>
      field('name').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, bubbles: true })
      );
    type(field('name'), 'ab');
    submit();
    expect(session.runs).toEqual([]);
    type(field('name'), 'abc');
    submit();
    expect(session.runs).toEqual([{ listener: 0, drafts: { name: 'abc' }, event: 'click' }]);
  });
});

it('is let go of with the tree', () => {
  const many = Array.from({ length: 50 }, (_, i) => bound(textbox(`t${i}`), 'visible', long));
  const { field, view } = start([textbox('name'), ...many]);
  type(field('name'), 'abc');
  expect(many.every(({ id }) => isSeen(field(id)))).toBe(true);
  view.dispose();
});
