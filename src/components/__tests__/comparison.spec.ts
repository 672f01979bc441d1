import type { Explanation } from '../../protocol/types';
import { explained, explanation, input } from './explanations';
import { clearStage, createContext, place, type IPlaced } from './stage';

afterEach(clearStage);

/** Why another text is good: another word raised it. */
function other(): Explanation {
  const units = [
    { text: 'a', start: 0, end: 1, score: 0, std: null, without: 0.85 },
    { text: 'lovely', start: 2, end: 8, score: 0.35, std: null, without: 0.5 },
    { text: 'day', start: 9, end: 12, score: 0, std: null, without: 0.85 }
  ];
  const detail = { kind: 'tokens', text: 'a lovely day', level: 'word', units } as const;
  return explanation({
    prediction: 0.85,
    inputs: [input({ shown: 'a lovely day', score: 0.35, detail: { ...detail, units } })]
  });
}

function show(value: unknown): IPlaced {
  const stage = place('interpretation', { on_request: true } as never, createContext());
  stage.component.setLive(true);
  stage.component.setValue(value);
  return stage;
}

const of = (name: string, ...explanations: Explanation[]): Record<string, unknown> => ({
  ...explained(...explanations),
  of: name
});

const link = (stage: IPlaced, words: string): HTMLButtonElement => {
  const found = [...stage.component.node.querySelectorAll<HTMLButtonElement>('button')].find(
    button => button.textContent === words
  );
  if (!found) {
    throw new Error(`There is no "${words}".`);
  }
  return found;
};

/** The names of the columns that are seen. */
const columns = (stage: IPlaced): (string | null)[] =>
  [...stage.component.node.querySelectorAll('.intarsia-Comparison-column')].map(column =>
    column.getAttribute('aria-label')
  );

const rows = (stage: IPlaced): string[][] =>
  [...stage.component.node.querySelectorAll('.intarsia-Comparison-table tr')].map(row =>
    [...row.children].map(cell => cell.textContent ?? '')
  );

const menu = (stage: IPlaced): HTMLSelectElement => {
  const label = [...stage.component.node.querySelectorAll('label')].find(each =>
    each.textContent?.startsWith('Compare with')
  );
  return label!.querySelector('select')!;
};

function choose(select: HTMLSelectElement, title: string): void {
  select.value = [...select.options].find(option => option.text === title)!.value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

it('stands alone where nobody compares it', () => {
  const stage = show(of('x', explanation()));
  expect(columns(stage)).toEqual([null]);
  expect(menu(stage).parentElement!.hidden).toBe(true);
});

describe('an explanation that is kept', () => {
  it('stands beside that of the next inputs, below what they tell differently', () => {
    const stage = show(of('x', explanation()));
    link(stage, 'Keep to compare').click();
    expect(link(stage, 'Kept to compare').getAttribute('aria-pressed')).toBe('true');
    expect(columns(stage)).toEqual([null]);
    stage.component.setValue(of('y', other()));
    expect(columns(stage)).toEqual(['Kept: “a good day”', 'Now: “a lovely day”']);
    expect(rows(stage)).toEqual([
      ['', 'Kept', 'Now', 'Change'],
      ['Text', '“a good day”', '“a lovely day”', ''],
      ['Prediction', '0.750', '0.850', '+0.100'],
      ['“lovely”', '', '+0.350', '+0.350'],
      ['“good”', '+0.250', '', '\u22120.250'],
      ['“day”', '\u22120.050', '0.000', '+0.050']
    ]);
    // On one scale: the stronger word of the two is the strongest.
    const strengths = [
      ...stage.component.node.querySelectorAll<HTMLElement>('.intarsia-mod-raises')
    ];
    expect(
      strengths.map(part => Number(part.style.getPropertyValue('--intarsia-strength')))
    ).toEqual([0.714, 1]);
  });

  it('is not beside itself, and can be taken away', () => {
    const stage = show(of('x', explanation()));
    link(stage, 'Keep to compare').click();
    stage.component.setValue(of('x', explanation({ prediction: 0.76 })));
    expect(columns(stage)).toEqual([null]);
    stage.component.setValue(of('y', other()));
    link(stage, 'Remove').click();
    expect(columns(stage)).toEqual([null]);
    expect(document.activeElement).toBe(link(stage, 'Keep to compare'));
    expect(menu(stage).parentElement!.hidden).toBe(true);
  });

  it('is asked nothing, since its inputs stand there no more', () => {
    const units = [{ text: 'good', start: 2, end: 6, score: 0.25, std: null, without: null }];
    const detail = { kind: 'tokens', text: 'a good day', level: 'word', units } as const;
    const stage = show(of('x', explanation({ inputs: [input({ detail: { ...detail, units } })] })));
    link(stage, 'Keep to compare').click();
    stage.component.setValue(of('y', other()));
    stage.component.node.querySelector<HTMLElement>('.intarsia-ScoreText-part')!.click();
    expect(stage.events).toEqual([]);
  });

  it('knows what becomes known of it', () => {
    const stage = show(of('x', explanation()));
    link(stage, 'Keep to compare').click();
    stage.component.setValue(of('x', explanation({ base_value: 0.4 })));
    stage.component.setValue(of('y', other()));
    expect(rows(stage)).toContainEqual(['Everything absent', '0.400', '0.500', '+0.100']);
  });

  it('is still there after others were looked at', () => {
    const stage = show(of('x', explanation()));
    link(stage, 'Keep to compare').click();
    stage.component.setValue(of('y', other()));
    choose(menu(stage), 'nothing');
    expect(columns(stage)).toEqual([null]);
    choose(menu(stage), 'Kept: “a good day”');
    expect(columns(stage)).toHaveLength(2);
  });
});

describe('two that are there', () => {
  const bad = (): Explanation => {
    const { explained: target } = explanation();
    return explanation({ prediction: 0.25, explained: { ...target, label: 'bad' } });
  };

  it('of other targets are beside each other, without a change that would mean nothing', () => {
    const stage = show(of('x', explanation(), bad()));
    choose(menu(stage), 'good');
    expect(columns(stage)).toEqual(['good', 'bad']);
    expect(rows(stage)).toEqual([
      ['', 'good', 'bad'],
      ['Prediction', '0.750', '0.250']
    ]);
  });

  it('by other methods are, also without a kernel', () => {
    const shap = explanation({ method: 'shap', title: 'SHAP', base_value: 0.5 });
    const stage = show(of('x', explanation(), shap));
    stage.component.setLive(false);
    choose(menu(stage), 'Leave-one-out');
    expect(columns(stage)).toEqual(['Leave-one-out', 'SHAP']);
    expect(stage.component.node.textContent).toContain('They tell the same.');
  });

  it('of other inputs have these for names', () => {
    const stage = show(of('', explanation(), other()));
    const tabs = [...stage.component.node.querySelectorAll('[role=tab]')];
    expect(tabs.map(tab => tab.textContent?.trim())).toEqual(['“a good day”', '“a lovely day”']);
    choose(menu(stage), '“a good day”');
    expect(columns(stage)).toEqual(['“a good day”', '“a lovely day”']);
  });
});

describe('several inputs', () => {
  const rooms = (score: number, shown: string): Explanation =>
    explanation({
      prediction: 0.5 + score - 0.1,
      inputs: [
        input({ name: 'rooms', label: 'Rooms', kind: 'number', shown, score, detail: null }),
        input({
          name: 'garden',
          label: 'Garden',
          kind: 'choice',
          shown: 'No',
          score: -0.1,
          detail: null
        })
      ]
    });

  it('are in one order, with bars on one scale', () => {
    const stage = show(of('x', rooms(0.3, '3')));
    link(stage, 'Keep to compare').click();
    stage.component.setValue(of('y', rooms(0.05, '1')));
    const lists = [...stage.component.node.querySelectorAll('.intarsia-Explanation-inputs')];
    const names = (list: Element): (string | null)[] =>
      [...list.querySelectorAll('.intarsia-ScoreBars-name')].map(node => node.textContent);
    expect(names(lists[0]).slice(1, 3)).toEqual(['Rooms', 'Garden']);
    expect(names(lists[1]).slice(1, 3)).toEqual(['Rooms', 'Garden']);
    const widths = lists.map(
      list => list.querySelectorAll<HTMLElement>('.intarsia-ScoreBars-bar')[2].style.inlineSize
    );
    expect(widths[0]).toBe(widths[1]);
    expect(columns(stage)).toEqual(['Kept: Rooms 3', 'Now: Rooms 1']);
  });

  it('have curves on one scale', () => {
    const curve = (top: number): Explanation => {
      const points = [0, top].map((prediction, x) => ({ x, prediction, low: null, high: null }));
      const detail = { kind: 'curve', at: 0, points } as const;
      return explanation({ inputs: [input({ name: 'x', detail: { ...detail, points } })] });
    };
    const stage = show(of('x', curve(1)));
    link(stage, 'Keep to compare').click();
    stage.component.setValue(of('y', curve(0.2)));
    const ticks = [...stage.component.node.querySelectorAll('.intarsia-ScoreCurve svg')].map(svg =>
      [...svg.querySelectorAll('text')].map(text => text.textContent)
    );
    expect(ticks[0]).toEqual(ticks[1]);
  });
});
