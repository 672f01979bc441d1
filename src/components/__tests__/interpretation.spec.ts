import { explained, explanation, input } from './explanations';
import { clearStage, createContext, place, type IPlaced } from './stage';

function show(value: unknown, spec: object = {}): IPlaced {
  const stage = place('interpretation', { on_request: true, ...spec } as never, createContext());
  stage.component.setLive(true);
  stage.component.setValue(value);
  return stage;
}

const all = (stage: IPlaced, selector: string): HTMLElement[] => [
  ...stage.component.node.querySelectorAll<HTMLElement>(selector)
];

const words = (stage: IPlaced, selector: string): string =>
  stage.component.node.querySelector(selector)?.textContent ?? '';

const rows = (stage: IPlaced): string[] =>
  all(stage, '.intarsia-Explanation-inputs > li').map(row => row.textContent ?? '');

afterEach(clearStage);

describe('a text', () => {
  it('is whole, its pieces tinted by what they did', () => {
    const stage = show(explained(explanation()));
    const parts = all(stage, '.intarsia-ScoreText-part');
    expect(words(stage, '.intarsia-ScoreText-text')).toBe(
      'a (0.000)  good (+0.250)  day (\u22120.050) '
    );
    expect(parts.map(part => part.classList.contains('intarsia-mod-raises'))).toEqual([
      false,
      true,
      false
    ]);
    expect(parts[2].classList).toContain('intarsia-mod-lowers');
    expect(parts[2].style.getPropertyValue('--intarsia-strength')).toBe('0.200');
  });

  it('counts places in code points', () => {
    const units = [{ text: 'good', start: 2, end: 6, score: 1, std: null, without: null }];
    const detail = { kind: 'tokens', text: '😀 good', level: 'word', units } as const;
    const stage = show(
      explained(explanation({ inputs: [input({ detail: { ...detail, units } })] }))
    );
    expect(words(stage, '.intarsia-ScoreText-words')).toBe('good');
  });

  it('tells of a piece that has the focus, and keeps that of one that is pressed', () => {
    const stage = show(explained(explanation()));
    const [first, second] = all(stage, '.intarsia-ScoreText-part');
    first.focus();
    first.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    expect(document.activeElement).toBe(second);
    expect(words(stage, '.intarsia-ScoreText-told')).toBe(
      '“good” +0.250 · without it good 0.500 in place of 0.750'
    );
    second.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    second.blur();
    expect(second.getAttribute('aria-pressed')).toBe('true');
    expect(words(stage, '.intarsia-ScoreText-told')).toContain('without it good 0.500');
  });

  it('stays what it is while scores come', () => {
    const stage = show(explained(explanation({ final: false, progress: 0.2 })));
    const before = all(stage, '.intarsia-ScoreText-part');
    before[1].focus();
    stage.component.setValue(explained(explanation()));
    expect(all(stage, '.intarsia-ScoreText-part')).toEqual(before);
    expect(document.activeElement).toBe(before[1]);
  });
});

describe('several inputs', () => {
  const inputs = [
    input({ name: 'rooms', label: 'Rooms', shown: '3', score: 0.3, detail: null }),
    input({ name: 'garden', label: 'Garden', shown: 'No', score: -0.1, detail: null })
  ];

  it('lead from what is said without them to the prediction, the greatest first', () => {
    const stage = show(explained(explanation({ inputs, additivity_gap: 0.05 })));
    expect(rows(stage)).toEqual([
      'Everything absent  0.500',
      'Rooms 3 +0.300',
      'Garden No \u22120.100',
      'Together what they only do jointly +0.050',
      'Prediction  0.750'
    ]);
  });

  it('have no row for what they do together where the scores add up', () => {
    const stage = show(
      explained(explanation({ inputs, prediction: 0.7, additivity_gap: 0, is_additive: true }))
    );
    expect(rows(stage)).toHaveLength(4);
    expect(words(stage, '.intarsia-ScoreNotes')).toContain('as the method promises');
  });
});

describe('a row of an input', () => {
  const rooms = (without: number | null): ReturnType<typeof input>[] => [
    input({ name: 'rooms', label: 'Rooms', shown: '3', score: 0.3, without, detail: null }),
    input({
      name: 'garden',
      label: 'Garden',
      shown: 'No',
      score: -0.1,
      without: 0.85,
      detail: null
    })
  ];
  const press = (node: Element, key: string): boolean =>
    node.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));

  it('tells of what has the focus, and what is said without what is pressed', () => {
    const stage = show(explained(explanation({ inputs: rooms(0.45) })));
    const [first, second] = all(stage, '.intarsia-ScoreBars-button');
    expect(words(stage, '.intarsia-ScoreRows-told')).toContain('Point at a row');
    first.focus();
    press(first, 'ArrowDown');
    expect(document.activeElement).toBe(second);
    expect(words(stage, '.intarsia-ScoreRows-told')).toBe(
      'Garden −0.100 · without it good 0.850 in place of 0.750'
    );
    first.click();
    first.blur();
    second.blur();
    expect(first.getAttribute('aria-pressed')).toBe('true');
    expect(words(stage, '.intarsia-ScoreRows-told')).toBe(
      'Rooms +0.300 · without it good 0.450 in place of 0.750'
    );
    press(first, 'Escape');
    expect(first.getAttribute('aria-pressed')).toBe('false');
    expect(stage.events).toEqual([]);
  });

  it('asks what is said without the input, where that is not known, and tells it', () => {
    const stage = show(explained(explanation({ inputs: rooms(null) })));
    all(stage, '.intarsia-ScoreBars-button')[0].click();
    const asked = stage.events.at(-1)?.data as Record<string, unknown>;
    expect(asked.without).toEqual({ input: 'rooms', part: null });
    stage.component.setValue(explained(explanation({ inputs: rooms(0.45) })));
    expect(words(stage, '.intarsia-ScoreRows-told')).toContain('without it good 0.450');
  });

  it('can be pressed as long as somebody can be asked', () => {
    const stage = show(explained(explanation({ inputs: rooms(null) })));
    const names = (): (string | null)[] =>
      all(stage, '.intarsia-ScoreBars-button').map(button => button.textContent);
    expect(names()).toEqual(['Rooms', 'Garden']);
    stage.component.setLive(false);
    expect(names()).toEqual(['Garden']);
    stage.component.setLive(true);
    expect(names()).toEqual(['Rooms', 'Garden']);
  });

  it('is no button where nobody knows it, and nobody can be asked', () => {
    const stage = show(explained(explanation({ inputs: rooms(null) })), { on_request: false });
    const buttons = all(stage, '.intarsia-ScoreBars-button').map(button => button.textContent);
    expect(buttons).toEqual(['Garden']);
  });
});

describe('what to think of it', () => {
  it('is the method and why, the cost, what absent means, and what went wrong', () => {
    const cost = {
      calls: 6,
      cached: 1,
      failed: 2,
      seconds: 0.5,
      budget: '8 calls',
      exhausted: true
    };
    const stage = show(explained(explanation({ cost, warnings: ['The budget is spent.'] })));
    const said = words(stage, '.intarsia-ScoreNotes');
    expect(said).toContain('The budget is spent.');
    expect(said).toContain('Leave-one-out, chosen because');
    expect(said).toContain('6 calls · 1 known before · 2 failed · budget 8 calls · 0.50 s');
    expect(said).toContain('left out (by default)');
    expect(said).toContain('leave +0.050 of the change');
  });
});

describe('a test of how faithful it is', () => {
  const fidelity = {
    fractions: [0, 0.5, 1],
    deletion: [0.75, 0.5, 0.5],
    insertion: [0.5, 0.75, 0.75],
    random_deletion: [0.75, 0.6, 0.5],
    random_insertion: [0.5, 0.6, 0.75],
    deletion_area: 0.58,
    insertion_area: 0.67,
    random_deletion_area: 0.62,
    random_insertion_area: 0.62,
    orders: 10,
    p_value: 0.09,
    calls: 40
  };

  it('is asked for, by the method and of the target that stand there', () => {
    const stage = show(explained(explanation()));
    all(stage, '.intarsia-ExplanationTools .intarsia-Link')[0].click();
    expect(stage.events.at(-1)?.data).toEqual({
      method: 'perturb',
      label: 'good',
      output: 0,
      fidelity: true
    });
  });

  it('tells in words and curves whether random orders do as well', () => {
    const stage = show(explained(explanation({ fidelity })));
    expect(words(stage, '.intarsia-ScoreFidelity-title')).toBe(
      'The scores tell what matters: 9 % of 10 random orders do as well.'
    );
    expect(all(stage, '.intarsia-ScoreFidelity path.own')).toHaveLength(2);
    expect(all(stage, '.intarsia-ExplanationTools .intarsia-Link')[0].hidden).toBe(true);
  });
});

describe('asking', () => {
  it('happens when a person looks, and not again while it is there', () => {
    const stage = show(null);
    const component = stage.component as unknown as { look(): void };
    component.look();
    expect(stage.events.map(event => event.name)).toEqual(['explain']);
    stage.component.setValue(explained(explanation()));
    component.look();
    expect(stage.events).toHaveLength(1);
  });

  it('is for another target, by the method that stands there', () => {
    const stage = show(explained(explanation()));
    const menu = all(stage, 'select')[0] as HTMLSelectElement;
    expect([...menu.options].map(option => option.value)).toEqual(['good', 'bad']);
    menu.value = 'bad';
    menu.dispatchEvent(new Event('change', { bubbles: true }));
    expect(stage.events.at(-1)).toEqual({
      name: 'explain',
      data: { method: 'perturb', label: 'bad', output: 0 }
    });
  });

  it('is for what is said without a piece, where the method does not know it', () => {
    const units = [{ text: 'good', start: 0, end: 4, score: 1, std: null, without: null }];
    const detail = { kind: 'tokens', text: 'good', level: 'word', units } as const;
    const inputs = [input({ detail: { ...detail, units } })];
    const stage = show(explained(explanation({ inputs, method: 'shap' })));
    all(stage, '.intarsia-ScoreText-part')[0].click();
    expect(stage.events.at(-1)?.data).toEqual({
      method: 'shap',
      label: 'good',
      output: 0,
      without: { input: 'text', part: 0 }
    });
  });

  it('is for other pieces of a text', () => {
    const stage = show(explained(explanation()));
    const menu = all(stage, 'select')[2] as HTMLSelectElement;
    expect(menu.value).toBe('word');
    menu.value = 'sentence';
    menu.dispatchEvent(new Event('change', { bubbles: true }));
    expect(stage.events.at(-1)?.data).toMatchObject({ level: 'sentence', label: 'good' });
  });

  it('stops what is under way, which stays as far as it came', () => {
    const stage = show(explained(explanation({ final: false, progress: 0.4 })));
    stage.component.setBusy('full');
    expect(words(stage, '.intarsia-ExplanationTools-line')).toBe('Explaining · 40 %Stop');
    all(stage, '.intarsia-ExplanationTools-line button')[0].click();
    expect(stage.events.map(event => event.name)).toEqual(['stop']);
    stage.component.setBusy(undefined);
    expect(words(stage, '.intarsia-ExplanationTools-line')).toContain('Stopped at 40 %');
  });

  it('comes before calls of a function with effects', () => {
    const stage = show({ ...explained(), asks: 1200 });
    const component = stage.component as unknown as { look(): void };
    component.look();
    expect(stage.events).toEqual([]);
    expect(words(stage, '.intarsia-ExplanationTools-line')).toContain('1,200');
    all(stage, '.intarsia-ExplanationTools-line button')[0].click();
    expect(stage.events.at(-1)).toEqual({ name: 'explain', data: { agreed: true } });
  });

  it('is not offered without a kernel, where all of it can still be read', () => {
    const stage = show(explained(explanation(), explanation({ method: 'shap', title: 'SHAP' })));
    stage.component.setLive(false);
    const offered = all(stage, 'label').filter(menu => !menu.hidden);
    // Nothing has to be asked for to see them beside each other.
    expect(offered.map(menu => menu.firstChild?.textContent)).toEqual(['Compare with']);
    const tabs = all(stage, '[role=tab]');
    expect(tabs.map(tab => tab.textContent?.trim())).toEqual(['Leave-one-out', 'SHAP']);
    tabs[0].click();
    expect(tabs[0].getAttribute('aria-selected')).toBe('true');
    expect(words(stage, '.intarsia-ScoreNotes')).toContain('Leave-one-out');
  });
});

describe('an explanation of what is there no more', () => {
  it.each([
    ['inputs', 'This is of earlier inputs.'],
    ['function', 'This is of an earlier function.']
  ])('says so: %s', (stale, said) => {
    const stage = show({ ...explained(explanation()), stale });
    expect(words(stage, '.intarsia-ExplanationTools-line')).toBe(`${said}Explain again`);
    expect(all(stage, '.intarsia-Explanation')[0].classList).toContain('intarsia-mod-stale');
    const component = stage.component as unknown as { look(): void; ask(wanted: object): void };
    component.ask({ without: { input: 'text', part: 1 } });
    expect(stage.events).toEqual([]);
    component.look();
    expect(stage.events.map(event => event.name)).toEqual(['explain']);
    stage.component.setValue({ ...explained(explanation()), stale: null });
    expect(all(stage, '.intarsia-ExplanationTools-line')[0].hidden).toBe(true);
  });

  it('stays in sight while it is marked, and gives way to what is asked for', () => {
    const bad = explanation({ explained: { ...explanation().explained, label: 'bad' } });
    const stage = show(explained(explanation(), bad));
    const chosen = (): string | undefined =>
      all(stage, '[role=tab][aria-selected=true]')[0].textContent?.trim();
    expect(chosen()).toBe('bad');
    all(stage, '[role=tab]')[0].click();
    stage.component.setValue({ ...explained(explanation(), bad), stale: 'inputs' });
    expect(chosen()).toBe('good');
    const menu = all(stage, 'select')[0] as HTMLSelectElement;
    menu.value = 'bad';
    menu.dispatchEvent(new Event('change', { bubbles: true }));
    stage.component.setValue(explained(explanation(), bad));
    expect(chosen()).toBe('bad');
  });
});

describe('what is no explanation', () => {
  it.each([[{ explanations: [{ version: 1 }] }], [{ explanations: 'x' }], [7], ['text']])(
    'is not drawn: %j',
    value => {
      const stage = show(value);
      expect(words(stage, '.intarsia-Interpretation-message')).toContain('will appear here');
    }
  );

  it('has the words why', () => {
    const stage = show({ ...explained(), problem: 'There is no number in the result.' });
    expect(words(stage, '.intarsia-Interpretation-message')).toBe(
      'There is no number in the result.'
    );
  });
});
