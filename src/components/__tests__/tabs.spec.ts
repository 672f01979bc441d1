import type { TabSpec } from '../../protocol/types';
import { House } from './house';
import { clearStage, press } from './stage';

afterEach(clearStage);

function make(given: object = {}, tabs: Partial<TabSpec>[] = [{}, {}, {}]): House {
  const ids = tabs.map((_, i) => `t${i}`);
  return new House({
    root: { kind: 'tabs', children: ids, ...given },
    ...Object.fromEntries(
      tabs.map((tab, i) => [
        ids[i],
        { kind: 'tab' as const, label: `Tab ${i}`, children: [`f${i}`], ...tab }
      ])
    ),
    ...Object.fromEntries(tabs.map((_, i) => [`f${i}`, {}]))
  });
}

const tab = (house: House, label: string): HTMLButtonElement =>
  [...house.root.node.querySelectorAll<HTMLButtonElement>('[role=tab]')].find(
    each => each.textContent?.trim() === label
  )!;
const names = (house: House): string[] => house.read('[role=tab]');
const chosen = (house: House): string => {
  const [one, ...others] = [
    ...house.root.node.querySelectorAll<HTMLElement>('[role=tab][aria-selected=true]')
  ];
  expect(others).toEqual([]);
  const page = document.getElementById(one.getAttribute('aria-controls')!)!;
  expect(page.getAttribute('role')).toBe('tabpanel');
  expect(page.getAttribute('aria-labelledby')).toBe(one.id);
  const shown = [...house.root.node.querySelectorAll('[role=tabpanel]')].filter(
    each => !each.classList.contains('lm-mod-hidden')
  );
  expect(shown).toEqual([page]);
  return one.textContent!.trim();
};

describe('Tabs', () => {
  it('shows the first page, or the one that is named; a place names one without a name', () => {
    expect(chosen(make())).toBe('Tab 0');
    const named = [{ page_id: 'a' }, { page_id: 'b' }, { page_id: 0 }];
    expect(chosen(make({ selected: 'b' }, named))).toBe('Tab 1');
    expect(chosen(make({ selected: 0 }, named))).toBe('Tab 2');
    expect(chosen(make({ selected: 1 }, named))).toBe('Tab 0');
    expect(chosen(make({ selected: 1 }))).toBe('Tab 1');
    expect(chosen(make({ selected: 'x' }, named))).toBe('Tab 0');
  });

  it('shows the page that a person chooses at once, and tells so with both', () => {
    const house = make();
    tab(house, 'Tab 1').click();
    expect(chosen(house)).toBe('Tab 1');
    expect(house.read()).toEqual(['f1']);
    const data = { index: 1, value: 'Tab 1', selected: true };
    expect(house.stage.events).toEqual([
      { name: 'change', data: null },
      { name: 'select', data }
    ]);
    expect(house.told).toEqual([['t1', 'select', data]]);
    tab(house, 'Tab 1').click();
    expect(house.stage.heard()).toEqual(['change', 'select']);
  });

  it('shows the page that a function chooses, also when it chooses the same again', () => {
    const house = make({ selected: 1 });
    tab(house, 'Tab 2').click();
    house.stage.heard();
    house.change({ overflow_behavior: 'wrap' });
    expect(chosen(house)).toBe('Tab 2');
    house.change({ told: 1 });
    expect(chosen(house)).toBe('Tab 1');
    house.change({ selected: 0, told: 2 });
    expect(chosen(house)).toBe('Tab 0');
    house.change({ selected: 'nowhere', told: 3 });
    expect(chosen(house)).toBe('Tab 0');
    expect(house.stage.heard()).toEqual([]);
  });

  it('takes the focus along when a function chooses another page', () => {
    const house = make();
    house.get('f0').focusFirst();
    house.change({ selected: 1, told: 1 });
    expect(house.get('f1').node.contains(document.activeElement)).toBe(true);
  });

  it('draws a page when it is first shown, or at once if it is asked to', () => {
    const house = make({}, [{}, {}, { render_children: true }]);
    expect([house.has('f0'), house.has('f1'), house.has('f2')]).toEqual([true, false, true]);
    tab(house, 'Tab 1').click();
    const drawn = house.get('f1');
    tab(house, 'Tab 0').click();
    expect(drawn.isVisible).toBe(false);
    expect(drawn.isAttached).toBe(true);
    house.get('t2').setSpec({ ...house.get('t2').spec, children: ['f2'] } as never);
    expect(house.get('f2').isVisible).toBe(false);
  });

  it('tells what it shows that it has a size now', () => {
    const house = make({}, [{}, { render_children: true }]);
    const resized = jest.spyOn(house.get('f1') as unknown as { onResize(): void }, 'onResize');
    tab(house, 'Tab 1').click();
    expect(resized).toHaveBeenCalled();
  });

  it('draws all pages for paper, those within pages too', () => {
    const house = new House({
      root: { kind: 'tabs', children: ['a', 'b'] },
      a: { kind: 'tab', children: [] },
      b: { kind: 'tab', children: ['inner'] },
      inner: { kind: 'tabs', children: ['c', 'd'] },
      c: { kind: 'tab', children: [] },
      d: { kind: 'tab', children: ['leaf'] },
      leaf: {}
    });
    expect(house.has('inner')).toBe(false);
    window.dispatchEvent(new Event('beforeprint'));
    expect(house.get('leaf').isAttached).toBe(true);
    expect(house.get('leaf').isVisible).toBe(false);
    expect(house.get('b').node.dataset.title).toBe('b');
  });

  it('has no tab of a page that is not to be seen, and gives way to another', () => {
    const house = make();
    const gone = house.get('t0');
    gone.setSpec({ ...gone.spec, visible: false });
    expect(names(house)).toEqual(['Tab 1', 'Tab 2']);
    expect(chosen(house)).toBe('Tab 1');
    gone.setSpec({ ...gone.spec, visible: true, label: 'Again' });
    expect(names(house)).toEqual(['Again', 'Tab 1', 'Tab 2']);
    house.change({ children: ['t2', 't1'] });
    expect(names(house)).toEqual(['Tab 2', 'Tab 1']);
    gone.dispose();
  });

  it('lets nobody choose a page that is not for choosing; a function can', () => {
    const house = make({}, [{ interactive: false }, {}, { interactive: false }, {}]);
    expect(chosen(house)).toBe('Tab 1');
    expect(tab(house, 'Tab 0').disabled).toBe(true);
    press(tab(house, 'Tab 1'), 'ArrowRight');
    expect(chosen(house)).toBe('Tab 3');
    house.change({ selected: 2, told: 1 });
    expect(chosen(house)).toBe('Tab 2');
  });

  it('puts some names at the end of the line, in reading order', () => {
    const house = make({}, [{ alignment: 'right' }, {}, { alignment: 'right' }]);
    expect(names(house)).toEqual(['Tab 1', 'Tab 0', 'Tab 2']);
    expect(chosen(house)).toBe('Tab 0');
    expect(tab(house, 'Tab 0').className).toContain('intarsia-mod-end');
    expect(tab(house, 'Tab 2').className).not.toContain('intarsia-mod-end');
    tab(house, 'Tab 2').click();
    expect(house.told[0][2]).toEqual({ index: 2, value: 'Tab 2', selected: true });
  });

  it('is one stop for the Tab key; arrows, Home and End choose', () => {
    const house = make();
    const stops = (): string[] =>
      [...house.root.node.querySelectorAll<HTMLElement>('[role=tab]')]
        .filter(each => each.tabIndex === 0)
        .map(each => each.textContent!.trim());
    const outside = jest.fn();
    document.body.addEventListener('keydown', outside);
    const steps = [
      ['ArrowRight', 'Tab 1'],
      ['End', 'Tab 2'],
      ['ArrowRight', 'Tab 0'],
      ['ArrowLeft', 'Tab 2'],
      ['Home', 'Tab 0']
    ];
    tab(house, 'Tab 0').focus();
    for (const [key, expected] of steps) {
      press(document.activeElement as HTMLElement, key);
      expect(chosen(house)).toBe(expected);
      expect(document.activeElement).toBe(tab(house, expected));
      expect(stops()).toEqual([expected]);
    }
    expect(outside).not.toHaveBeenCalled();
    document.body.removeEventListener('keydown', outside);
  });

  it('shows what is no page all the time', () => {
    const house = new House({
      root: { kind: 'tabs', children: ['a', 'field'] },
      a: { kind: 'tab', children: [] },
      field: {}
    });
    expect(house.get('field').isVisible).toBe(true);
    expect(names(house)).toEqual(['a']);
  });

  it('lets the author find the button of a page', () => {
    const house = make({}, [{ elem_id: 'start' }]);
    expect(tab(house, 'Tab 0').dataset.elemId).toBe('start-button');
    house.get('t0').setSpec({ ...house.get('t0').spec, elem_id: null });
    expect(tab(house, 'Tab 0').dataset.elemId).toBeUndefined();
  });
});

describe('the menu of tabs that find no room', () => {
  const sizes = { list: 200, tab: 60, more: 30 };

  beforeEach(() => {
    const widthOf = (node: HTMLElement): number =>
      node.hidden
        ? 0
        : node.className.includes('more')
          ? sizes.more
          : node.className.includes('list')
            ? sizes.list
            : sizes.tab;
    for (const name of ['offsetWidth', 'clientWidth'] as const) {
      jest.spyOn(HTMLElement.prototype, name, 'get').mockImplementation(function (
        this: HTMLElement
      ) {
        return widthOf(this);
      });
    }
  });

  afterEach(() => {
    jest.restoreAllMocks();
    sizes.list = 200;
  });

  const more = (house: House): HTMLButtonElement =>
    house.root.node.querySelector<HTMLButtonElement>('.intarsia-TabStrip-more')!;
  const items = (house: House): string[] => house.read('[role=menuitem]');
  const six = (given: object = {}): House => make(given, [{}, {}, {}, {}, {}, {}]);

  it('is there only when it is needed', () => {
    expect(more(make()).hidden).toBe(true);
    const house = six();
    expect(more(house).hidden).toBe(false);
    expect(names(house)).toEqual(['Tab 0', 'Tab 1']);
    house.change({ overflow_behavior: 'wrap' });
    expect(house.root.node.querySelector('.intarsia-TabStrip-more')).toBeNull();
    expect(names(house).length).toBe(6);
  });

  it('opens with a press or an arrow, and gives what is chosen a place in the line', () => {
    const house = six();
    press(more(house), 'ArrowDown');
    expect(items(house)).toEqual(['Tab 2', 'Tab 3', 'Tab 4', 'Tab 5']);
    expect(document.activeElement?.textContent).toBe('Tab 2');
    expect(more(house).getAttribute('aria-expanded')).toBe('true');
    press(document.activeElement as HTMLElement, 'ArrowUp');
    expect(document.activeElement?.textContent).toBe('Tab 5');
    (document.activeElement as HTMLElement).click();
    expect(chosen(house)).toBe('Tab 5');
    expect(names(house)).toEqual(['Tab 0', 'Tab 5']);
    expect(document.activeElement).toBe(tab(house, 'Tab 5'));
    expect(items(house)).toEqual([]);
    expect(house.told[0][2]).toEqual({ index: 5, value: 'Tab 5', selected: true });
  });

  it('closes with Escape and by a press elsewhere, and choosing goes on in the line', () => {
    const house = six();
    more(house).click();
    press(document.activeElement as HTMLElement, 'Escape');
    expect(document.activeElement).toBe(more(house));
    more(house).click();
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    expect(items(house)).toEqual([]);
    press(tab(house, 'Tab 1'), 'ArrowRight');
    expect(names(house)).toEqual(['Tab 0', 'Tab 2']);
    expect(document.activeElement).toBe(tab(house, 'Tab 2'));
  });

  it('leaves nothing on the page', () => {
    const house = six();
    const removed = jest.spyOn(window, 'removeEventListener');
    more(house).click();
    house.change({ overflow_behavior: 'wrap' });
    expect(removed.mock.calls.map(([name]) => name)).toEqual(['scroll', 'resize']);
    expect(document.querySelector('.intarsia-Popup')).toBeNull();
    house.root.dispose();
    expect(removed.mock.calls.map(([name]) => name)).toContain('beforeprint');
  });
});
