import * as fc from 'fast-check';
import { mergeOrder } from '../dragorder';
import { House } from './house';
import { clearStage, press } from './stage';

afterEach(clearStage);

function make(given: object = {}): House {
  return new House({
    root: { kind: 'draggable', children: ['a', 'b', 'c'], ...given },
    a: {},
    b: {},
    c: {},
    d: {}
  });
}

const handle = (house: House, label: string): HTMLButtonElement =>
  house.get(label).node.parentElement!.querySelector('button')!;
const spoken = (house: House): string =>
  house.root.node.querySelector('[role=status]')?.textContent ?? '';

/** Let every item be 100 px wide and 20 high, in the order in which they stand. */
function layOut(house: House, isRow: boolean): void {
  const items = (): Element[] =>
    [...house.root.node.children].filter(node => node.className.includes('item'));
  jest.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (
    this: HTMLElement
  ) {
    const place = items().indexOf(this);
    const [x, y] = (this.style.translate || '0px 0px').split(' ').map(parseFloat);
    const [left, top] = isRow ? [place * 100 + x, y] : [x, place * 20 + y];
    return new DOMRect(left, top, 100, 20);
  });
  // jsdom has neither.
  house.root.node.setPointerCapture = jest.fn();
}

function point(target: Element, type: string, clientX: number, clientY: number): void {
  target.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, clientX, clientY }));
}

beforeAll(() => {
  globalThis.DOMRect ??= class {
    constructor(
      readonly left: number,
      readonly top: number,
      readonly width: number,
      readonly height: number
    ) {}
    get right(): number {
      return this.left + this.width;
    }
    get bottom(): number {
      return this.top + this.height;
    }
  } as never;
});

describe('Draggable', () => {
  afterEach(() => jest.restoreAllMocks());

  it('moves what a handle belongs to by arrows, Home and End, and says where it is', () => {
    const house = make();
    const keys: [string, string[]][] = [
      ['ArrowDown', ['b', 'a', 'c']],
      ['ArrowRight', ['b', 'c', 'a']],
      ['ArrowDown', ['b', 'c', 'a']],
      ['Home', ['a', 'b', 'c']],
      ['ArrowUp', ['a', 'b', 'c']],
      ['End', ['b', 'c', 'a']]
    ];
    for (const [key, order] of keys) {
      expect(press(handle(house, 'a'), key)).toBe(false);
      expect(house.read()).toEqual(order);
      expect(document.activeElement).toBe(handle(house, 'a'));
    }
    expect(spoken(house)).toBe('a: place 3 of 3');
    expect(handle(house, 'a').getAttribute('aria-label')).toBe('Move a, 3 of 3');
    expect(house.stage.heard()).toEqual([]);
  });

  it.each([false, true])('moves with the pointer (in a row: %p)', isRow => {
    const house = make({ orientation: isRow ? 'row' : 'column' });
    layOut(house, isRow);
    const { node } = house.root;
    const along = (n: number): [number, number] => (isRow ? [n * 100 + 5, 5] : [5, n * 20 + 5]);
    point(handle(house, 'a'), 'pointerdown', 5, 5);
    point(node, 'pointermove', ...along(1));
    expect(house.read()).toEqual(['a', 'b', 'c']); // not past the middle
    point(node, 'pointermove', ...along(1.6));
    expect(house.read()).toEqual(['b', 'a', 'c']);
    const item = house.get('a').node.parentElement!;
    expect(item.style.translate).not.toBe('');
    point(node, 'pointermove', ...along(2.6));
    expect(house.read()).toEqual(['b', 'c', 'a']);
    point(node, 'pointerup', ...along(2.6));
    expect(item.style.translate).toBe('');
    expect(spoken(house)).toBe('a: place 3 of 3');
    point(node, 'pointermove', ...along(0));
    expect(house.read()).toEqual(['b', 'c', 'a']);
  });

  it('takes it back with Escape', () => {
    const house = make();
    layOut(house, false);
    point(handle(house, 'a'), 'pointerdown', 5, 5);
    point(house.root.node, 'pointermove', 5, 58);
    expect(house.read()).not.toEqual(['a', 'b', 'c']);
    press(handle(house, 'a'), 'Escape');
    expect(house.read()).toEqual(['a', 'b', 'c']);
    expect(house.get('a').node.parentElement!.className).not.toContain('dragged');
  });

  it('keeps the order of a person when the app adds something, and takes that of the app', () => {
    const house = make();
    press(handle(house, 'a'), 'End');
    house.change({ children: ['a', 'b', 'd', 'c'] });
    expect(house.read()).toEqual(['b', 'd', 'c', 'a']);
    house.change({ children: ['d', 'a', 'b', 'c'] });
    expect(house.read()).toEqual(['d', 'a', 'b', 'c']);
  });

  it('passes over what is not to be seen', () => {
    const house = make();
    const hidden = house.get('b');
    hidden.setSpec({ ...hidden.spec, visible: false });
    press(handle(house, 'a'), 'ArrowDown');
    expect(house.read()).toEqual(['c', 'a']);
    expect(spoken(house)).toBe('a: place 2 of 2');
  });
});

describe('mergeOrder', () => {
  const list = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e']);

  it('has exactly what the app tells, and nothing twice', () => {
    fc.assert(
      fc.property(list, list, fc.nat(), (before, now, seed) => {
        const order = [...before].sort((a, b) =>
          (a.charCodeAt(0) * (seed + 7)) % 11 > (b.charCodeAt(0) * (seed + 7)) % 11 ? 1 : -1
        );
        expect(mergeOrder(order, before, now).sort()).toEqual([...now].sort());
        expect(mergeOrder(order, before, before)).toEqual(order);
      })
    );
  });
});
