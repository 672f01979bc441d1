import type { Disclosure } from '../disclosure';
import { House } from './house';
import { clearStage } from './stage';

afterEach(clearStage);

describe.each(['accordion', 'sidebar'] as const)('%s', kind => {
  const make = (given: object = {}): House =>
    new House({ root: { kind, label: 'More', children: ['a'], ...given }, a: {} });
  const button = (house: House): HTMLButtonElement =>
    house.root.node.querySelector<HTMLButtonElement>('.intarsia-Disclosure-button')!;
  const isOpen = (house: House): boolean => {
    const told = button(house).getAttribute('aria-expanded') === 'true';
    expect((house.root as Disclosure<never>).isOpen).toBe(told);
    expect(house.get('a').isVisible).toBe(told);
    return told;
  };

  it('is open or closed as described, and has a name', () => {
    expect(isOpen(make())).toBe(true);
    const house = make({ open: false });
    expect(isOpen(house)).toBe(false);
    expect(`${button(house).textContent}${button(house).getAttribute('aria-label')}`).toMatch(
      'More'
    );
    const content = document.getElementById(button(house).getAttribute('aria-controls')!)!;
    expect(content.contains(house.get('a').node)).toBe(true);
  });

  it('opens and closes at once when pressed, and tells so', () => {
    const house = make();
    button(house).click();
    expect(isOpen(house)).toBe(false);
    button(house).click();
    expect(isOpen(house)).toBe(true);
    expect(house.stage.heard()).toEqual(['collapse', 'expand']);
  });

  it('what a function says counts, also when it says the same again', () => {
    const house = make();
    button(house).click();
    house.change({ label: 'Other' });
    expect(isOpen(house)).toBe(false);
    house.change({ told: 1 });
    expect(isOpen(house)).toBe(true);
    house.change({ open: false, told: 2 });
    expect(isOpen(house)).toBe(false);
    expect(house.stage.heard()).toEqual(['collapse']);
  });

  it('gives its own button the focus when what had it is closed', () => {
    const house = make();
    house.get('a').focusFirst();
    house.change({ open: false });
    expect(document.activeElement).toBe(button(house));
  });
});
