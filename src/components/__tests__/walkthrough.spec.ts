import { House } from './house';
import { clearStage } from './stage';

afterEach(clearStage);

function make(given: object = {}): House {
  return new House({
    root: { kind: 'walkthrough', children: ['s1', 's2', 's3'], ...given },
    s1: { kind: 'step', label: 'Upload', page_id: 1, children: ['a'] },
    s2: { kind: 'step', label: null, page_id: 2, children: ['b'] },
    s3: { kind: 'step', label: 'Train', page_id: 3, children: ['c'] },
    a: {},
    b: {},
    c: {}
  });
}

const steps = (house: House): HTMLButtonElement[] => [
  ...house.root.node.querySelectorAll<HTMLButtonElement>('li > button')
];
const current = (house: House): string[] =>
  steps(house)
    .filter(step => step.getAttribute('aria-current') === 'step')
    .map(step => step.getAttribute('aria-label')!);

describe('Walkthrough', () => {
  it('shows the first step, or the one that is named', () => {
    const house = make();
    expect(current(house)).toEqual(['Step 1 of 3: Upload']);
    expect(house.read()).toEqual(['a']);
    expect(house.has('b')).toBe(false);
    expect(current(make({ selected: 2 }))).toEqual(['Step 2 of 3: Step 2']);
  });

  it('lets a person go back to what is done, and no further', () => {
    const house = make({ selected: 2 });
    expect(steps(house).map(step => step.disabled)).toEqual([false, false, true]);
    expect(steps(house)[0].getAttribute('aria-label')).toBe('Step 1 of 3, done: Upload');
    steps(house)[2].click();
    expect(house.stage.heard()).toEqual([]);
    steps(house)[0].click();
    expect(house.read()).toEqual(['a']);
    const data = { index: 0, value: 'Upload', selected: true };
    expect(house.stage.events.map(({ name }) => name)).toEqual(['change', 'select']);
    expect(house.told).toEqual([['s1', 'select', data]]);
    expect(steps(house).map(step => step.disabled)).toEqual([false, true, true]);
  });

  it('goes on when a function says so, with the focus of the button that was pressed', () => {
    const house = make();
    house.get('a').focusFirst();
    house.change({ selected: 2, told: 1 });
    expect(house.read()).toEqual(['b']);
    expect(house.get('b').node.contains(document.activeElement)).toBe(true);
    expect(house.stage.heard()).toEqual([]);
    const page = house.get('s2').node;
    expect(page.getAttribute('aria-labelledby')).toBe(steps(house)[1].id);
  });

  it('counts the steps that there are', () => {
    const house = make({ selected: 3 });
    const gone = house.get('s2');
    gone.setSpec({ ...gone.spec, visible: false });
    expect(current(house)).toEqual(['Step 2 of 2: Train']);
    const fixed = house.get('s1');
    fixed.setSpec({ ...fixed.spec, interactive: false });
    expect(steps(house)[0].disabled).toBe(true);
  });

  it('has only the name of the step at hand where there is little room', () => {
    const house = make({ selected: 3 });
    const stepper = house.root.node.querySelector<HTMLElement>('.intarsia-Stepper')!;
    const list = stepper.querySelector<HTMLElement>('ol')!;
    expect(stepper.className).not.toContain('intarsia-mod-narrow');
    Object.defineProperties(list, { scrollWidth: { value: 400 }, clientWidth: { value: 300 } });
    house.change({ selected: 1, told: 1 });
    expect(stepper.className).toContain('intarsia-mod-narrow');
    expect(stepper.querySelector('.intarsia-Stepper-now')?.textContent).toBe('Upload');
  });
});
