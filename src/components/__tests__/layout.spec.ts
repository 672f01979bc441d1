import { PanelLayout, Widget } from '@lumino/widgets';
import * as fc from 'fast-check';
import { cssLength } from '../csslength';
import { Layout } from '../layout';
import { House } from './house';
import { clearStage, place } from './stage';

afterEach(clearStage);

describe('Layout.arrange', () => {
  const letters = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f']);

  it('makes any order of any other, and never moves the one with the focus', () => {
    fc.assert(
      fc.property(letters, letters, fc.nat(), (before, after, pick) => {
        const known = new Map<string, Widget>();
        const widget = (name: string): Widget => {
          const node = document.createElement('input');
          node.dataset.name = name;
          return known.get(name) ?? known.set(name, new Widget({ node })).get(name)!;
        };
        const host = new Widget();
        const slots = new PanelLayout();
        host.layout = slots;
        Widget.attach(host, document.body);
        Layout.arrange(slots, before.map(widget));
        const stays = before.filter(name => after.includes(name));
        const focused = stays.length > 0 ? widget(stays[pick % stays.length]) : null;
        focused?.node.focus();
        Layout.arrange(slots, after.map(widget));
        expect([...host.node.children].map(node => (node as HTMLElement).dataset.name)).toEqual(
          after
        );
        expect(slots.widgets).toEqual(after.map(widget));
        expect(document.activeElement).toBe(focused?.node ?? document.body);
        host.dispose();
        known.forEach(each => each.dispose());
      })
    );
  });
});

describe.each(['row', 'column', 'group', 'accordion', 'sidebar', 'draggable'] as const)(
  '%s',
  kind => {
    it('has exactly its children, and those that stay are not drawn anew', () => {
      const house = new House({ root: { kind, children: ['a', 'b'] }, a: {}, b: {}, c: {} });
      expect(house.read()).toEqual(['a', 'b']);
      const field = house.get('b').node.querySelector('input')!;
      field.value = 'half a wor';
      field.focus();
      house.change({ children: ['c', 'b'] });
      expect(house.read()).toEqual(['c', 'b']);
      expect(document.activeElement).toBe(field);
      expect(field.isConnected).toBe(true);
      expect(field.value).toBe('half a wor');
      expect(house.get('a').isDisposed).toBe(false);
      expect(house.get('a').isAttached).toBe(false);
      house.get('a').dispose();
    });

    it('lets go of what stands elsewhere by now', () => {
      const house = new House({
        root: { kind, children: ['a', 'inner'] },
        a: {},
        inner: { kind: 'row', children: [] }
      });
      const inner = house.get('inner');
      inner.setSpec({ ...inner.spec, children: ['a'] } as never);
      house.change({ children: ['inner'] });
      expect(inner.node.contains(house.get('a').node)).toBe(true);
      expect(house.get('a').isAttached).toBe(true);
      house.root.dispose();
      expect(house.get('a').isDisposed).toBe(true);
    });
  }
);

it('a row is as high as it is told, and only tells of runs when asked to', () => {
  const { component } = place('row', { max_height: '50vh', show_progress: true });
  expect(component.hasClass('intarsia-mod-progress')).toBe(true);
  component.setSpec({ ...component.spec, variant: 'panel', equal_height: true } as never);
  expect(component.node.className).toMatch(/mod-panel.*mod-equal/);
  expect(component.node.style.maxBlockSize).toBe('50vh');
  component.setSpec({ ...component.spec, max_height: 'red; x', show_progress: false } as never);
  expect(component.node.style.maxBlockSize).toBe('');
  expect(component.hasClass('intarsia-mod-progress')).toBe(false);
});

it('panels stand beside all the others, which keep their order and the focus', () => {
  const house = new House({
    root: { kind: 'column', children: ['a', 'b'] },
    a: {},
    b: {},
    c: {},
    left: { kind: 'sidebar', children: ['inside'] },
    right: { kind: 'sidebar', position: 'right', children: [] },
    inside: {}
  });
  house.get('a').node.querySelector('input')!.focus();
  house.change({ children: ['c', 'right', 'a', 'left', 'b'] });
  const { node } = house.root;
  const [first, main, last] = [...node.children];
  expect(node.children.length).toBe(3);
  expect(first).toBe(house.get('left').node);
  expect(last).toBe(house.get('right').node);
  expect([...main.children]).toEqual(['c', 'a', 'b'].map(id => house.get(id).node));
  expect(house.get('a').node.contains(document.activeElement)).toBe(true);
  house.change({ children: ['b', 'a'] });
  expect(house.read()).toEqual(['b', 'a']);
});

it('shows a component that layouts around it hide', () => {
  const house = new House({
    root: { kind: 'tabs', children: ['one', 'two'] },
    one: { kind: 'tab', children: [] },
    two: { kind: 'tab', children: ['box'], render_children: true },
    box: { kind: 'accordion', open: false, children: ['field'] },
    field: {}
  });
  expect(house.get('field').isVisible).toBe(false);
  Layout.uncover(house.get('field'));
  expect(house.get('field').isVisible).toBe(true);
  expect(house.told).toEqual([]);
});

it.each([
  [120, '120px'],
  [-3, ''],
  ['50vh', '50vh'],
  ['1.5rem', '1.5rem'],
  ['calc(100% - 2rem)', 'calc(100% - 2rem)'],
  ['max-content', 'max-content'],
  ['url(https://evil)', ''],
  ['calc(url(//evil))', ''],
  ['3px; color: red', ''],
  [null, '']
])('the length %p is %p in a style', (given, meant) => {
  expect(cssLength(given)).toBe(meant);
});
