import type { Explanation, Grid, InputScores } from '../../protocol/types';
import { explained, explanation, input } from './explanations';
import { clearStage, createContext, place, type IPlaced } from './stage';

type Detail = NonNullable<InputScores['detail']>;

beforeAll(() => {
  // jsdom paints nothing.
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
});

afterEach(clearStage);

function grid(shape: number[], numbers: number[], dtype: Grid['dtype'] = 'float32'): Grid {
  const array = dtype === 'float32' ? new Float32Array(numbers) : new Uint8Array(numbers);
  const bytes = new Uint8Array(array.buffer);
  return { shape, dtype, data: btoa(String.fromCharCode(...bytes)) };
}

function show(
  detail: Detail,
  given: Partial<Explanation> = {},
  held: object = {},
  spec: object = {}
): IPlaced {
  const stage = place('interpretation', spec as never, createContext());
  stage.component.setLive(true);
  const inputs = [input({ name: 'x', label: 'X', detail })];
  stage.component.setValue({ ...explained(explanation({ inputs, ...given })), ...held });
  return stage;
}

const words = (stage: IPlaced, selector: string): string[] =>
  [...stage.component.node.querySelectorAll(selector)].map(node => node.textContent ?? '');

function press(node: Element, key: string): void {
  node.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
}

describe('a number', () => {
  const detail: Detail = {
    kind: 'curve',
    at: 2,
    points: [
      { x: 1, prediction: 0.5, low: null, high: null },
      { x: 2, prediction: 0.75, low: null, high: null },
      { x: 3, prediction: null, low: null, high: null },
      { x: 4, prediction: 0.9, low: null, high: null }
    ]
  };

  it('has a curve, on which arrows go; what failed is no point of it', () => {
    const stage = show(detail);
    const curve = stage.find('.intarsia-ScoreCurve-stage');
    expect(curve.querySelectorAll('.point')).toHaveLength(3);
    expect(words(stage, '.intarsia-ScoreCurve-told')).toEqual([
      'now 2 → 0.750 · without it good 0.500'
    ]);
    press(curve, 'ArrowRight');
    expect(words(stage, '.intarsia-ScoreCurve-told')).toEqual(['4 → 0.900 (+0.150)']);
    expect(curve.getAttribute('aria-valuetext')).toBe('4 → 0.900 (+0.150)');
  });
});

describe('a choice', () => {
  it('tells what each other one would change', () => {
    const stage = show({
      kind: 'choices',
      several: false,
      units: [
        { label: 'city', chosen: false, score: 0.2, std: null, prediction: 0.55 },
        { label: 'sea', chosen: true, score: null, std: null, prediction: 0.75 }
      ]
    });
    const rows = words(stage, '.intarsia-Explanation-part li');
    expect(rows).toEqual(['city 0.550 \u22120.200', 'sea 0.750 ']);
    const told = (): string[] =>
      words(stage, '.intarsia-Explanation-part .intarsia-ScoreRows-told');
    expect(told()).toEqual(['Point at another one to see the result with it.']);
    stage.find('.intarsia-Explanation-part button').focus();
    expect(told()).toEqual(['city: with it good 0.550 in place of 0.750']);
    expect(stage.find('li:last-child').classList).toContain('intarsia-mod-present');
  });

  it('of several tells what each adds', () => {
    const stage = show({
      kind: 'choices',
      several: true,
      units: [
        { label: 'garden', chosen: true, score: 0.1, std: null, prediction: 0.65 },
        { label: 'lift', chosen: false, score: 0.2, std: null, prediction: 0.95 }
      ]
    });
    const rows = words(stage, '.intarsia-Explanation-part li');
    expect(rows).toEqual(['garden  +0.100', 'lift  +0.200']);
  });
});

describe('features', () => {
  it('stand in the order of their strength, with intervals', () => {
    const unit = { value: '1', std: null, without: null, points: [], curve: [] };
    const stage = show({
      kind: 'features',
      of_model: true,
      units: [
        { ...unit, name: 'age', score: 0.1, low: 0.05, high: 0.15 },
        { ...unit, name: 'fare', score: -0.2, low: null, high: null }
      ]
    });
    const rows = words(stage, '.intarsia-Explanation-part li');
    expect(rows).toEqual(['fare 1 \u22120.200', 'age 1 +0.100']);
    const spans = [
      ...stage.component.node.querySelectorAll<HTMLElement>('.intarsia-ScoreBars-span')
    ];
    expect(spans.map(span => span.hidden)).toContain(false);
  });
});

describe('features over a set of data', () => {
  it('have a curve of the answer, and a point for each row', () => {
    const point = (x: number, prediction: number): object => ({
      x,
      prediction,
      low: null,
      high: null
    });
    const unit = {
      name: 'age',
      value: '',
      score: 0.1,
      std: null,
      without: null,
      low: 0.05,
      high: 0.15,
      points: [[1, -0.1] as [number, number], [9, 0.2] as [number, number]],
      curve: [point(1, 0.4), point(9, 0.6)] as never
    };
    const stage = show(
      { kind: 'features', of_model: false, units: [unit] },
      { scope: 'global', prediction: null }
    );
    expect(stage.find('.intarsia-ScoreCurve-stage').querySelectorAll('.point')).toHaveLength(2);
    expect(stage.find('.intarsia-ScoreCurve-stage').getAttribute('aria-valuenow')).toBe('1');
    expect(words(stage, '.intarsia-ScoreCurve-told')).toEqual(['from 0.400 to 0.600']);
    expect(stage.component.node.querySelectorAll('.intarsia-ScoreSwarm circle')).toHaveLength(2);
    expect(words(stage, '.intarsia-ScoreSwarm-words')[0]).toContain('2 rows, scores from');
  });
});

describe('a picture', () => {
  const detail: Detail = {
    kind: 'segments',
    labels: grid([2, 2], [0, 0, 1, 1], 'uint8'),
    units: [
      { index: 0, pixels: 2, score: 0.1, std: null, without: 0.65 },
      { index: 1, pixels: 2, score: -0.25, std: null, without: 1 }
    ]
  };

  it('tells of its pieces, the strongest first', () => {
    const stage = show(detail);
    press(stage.find('.intarsia-ScorePicture-stage'), 'ArrowRight');
    expect(words(stage, '.intarsia-ScoreText-told')).toEqual([
      'Piece 1 of 2 by strength: \u22120.250 · without it good 1.000 in place of 0.750'
    ]);
  });

  it('lies below its scores where it is a picture, and nothing else does', () => {
    const src = 'data:image/png;base64,AAAA';
    const image = (pictures: object): HTMLImageElement | null =>
      show(detail, {}, { pictures }).component.node.querySelector('img');
    expect(image({ x: src })?.getAttribute('src')).toBe(src);
    for (const other of [
      'https://a.b/c.png',
      'data:text/html;base64,AAAA',
      'javascript:alert(1)'
    ]) {
      expect(image({ x: other })?.hasAttribute('src')).toBe(false);
    }
  });

  it('is left out where its bytes are not what they say', () => {
    const stage = show({ ...detail, labels: grid([3, 3], [1, 2], 'uint8') });
    expect(words(stage, '.intarsia-ScoreText-told')).toEqual(['The picture cannot be drawn.']);
  });

  it('tells of the pixels that arrows go to', () => {
    const values = grid([3, 3], [0, 0, 0, 0, 0.5, -0.25, 0, 0, 0]);
    const stage = show({ kind: 'heatmap', values, signed: true });
    expect(words(stage, '.intarsia-Explanation-legend')).toEqual(['lowersraises']);
    const picture = stage.find('.intarsia-ScorePicture-stage');
    expect(words(stage, '.intarsia-ScoreText-told')).toEqual(['Point at a pixel.']);
    press(picture, 'ArrowRight');
    expect(words(stage, '.intarsia-ScoreText-told')).toEqual(['Pixel 2, 2: +0.50']);
    press(picture, 'ArrowRight');
    press(picture, 'ArrowRight');
    expect(words(stage, '.intarsia-ScoreText-told')).toEqual(['Pixel 3, 2: \u22120.25']);
    expect(stage.find('.intarsia-ScorePicture-mark').hidden).toBe(false);
  });

  it('can have the outlines of its pieces, and none where it has no pieces', () => {
    const outlines = (stage: IPlaced): HTMLElement =>
      [...stage.component.node.querySelectorAll<HTMLElement>('label')].find(label =>
        label.textContent?.startsWith('Outlines')
      )!;
    const stage = show(detail);
    expect(outlines(stage).hidden).toBe(false);
    outlines(stage).querySelector('input')!.click();
    expect(stage.events).toEqual([]);
    const heat = show({ kind: 'heatmap', values: grid([1, 2], [1, -1]), signed: true });
    expect(outlines(heat).hidden).toBe(true);
  });

  it('can have a score for each pixel', () => {
    const stage = show({ kind: 'heatmap', values: grid([1, 2], [1, -1]), signed: true });
    expect(stage.find('.intarsia-ScorePicture-stage').hidden).toBe(false);
    const menus = [...stage.component.node.querySelectorAll<HTMLElement>('label')];
    expect(menus.find(menu => menu.textContent?.startsWith('Show'))?.hidden).toBe(false);
  });
});

describe('a table', () => {
  const detail: Detail = {
    kind: 'table',
    rows: 2,
    columns: [
      { name: 'age', score: 0.2, std: null, without: null },
      { name: 'fare', score: 0, std: null, without: 0.75 }
    ],
    cells: [{ row: 1, column: 0, score: -0.1, std: null, without: 0.85 }]
  };

  it('has a bar for each column, and tints its cells', () => {
    const stage = show(detail);
    expect(words(stage, '.intarsia-ScoreTable li')).toEqual(['age  +0.200', 'fare  0.000']);
    expect(words(stage, 'td')).toEqual(['', '', '', '\u22120.100', '']);
    expect(stage.find('tbody tr:last-child td').classList).toContain('intarsia-mod-lowers');
  });

  it('is asked without a column that is pressed', () => {
    const stage = show(detail, {}, {}, { on_request: true });
    stage.find('.intarsia-ScoreTable li button').click();
    const asked = stage.events.at(-1)?.data as Record<string, unknown> | undefined;
    expect(asked?.without).toEqual({ input: 'x', part: 0 });
  });

  it('tells of a cell, to which arrows go', () => {
    const stage = show(detail);
    const told = (): string | undefined =>
      words(stage, '.intarsia-ScoreTable > .intarsia-ScoreText-told').at(-1);
    expect(told()).toBe('Point at a cell.');
    const cells = stage.find('.intarsia-ScoreTable-cells');
    press(cells, 'ArrowDown');
    expect(told()).toBe('age, row 1: not known');
    press(cells, 'ArrowDown');
    expect(told()).toBe('age, row 2 \u22120.100 · without it good 0.850 in place of 0.750');
  });

  it('stays where keys have gone when its cells come under a pointer that rests', () => {
    const stage = show(detail);
    const cells = stage.find('.intarsia-ScoreTable-cells');
    press(cells, 'ArrowDown');
    const current = (): string | undefined =>
      cells.querySelector('.intarsia-mod-current')?.previousElementSibling?.textContent ??
      undefined;
    expect(current()).toBe('1');
    const other = cells.querySelectorAll('tbody tr')[1].querySelector('td')!;
    other.dispatchEvent(new Event('pointerover', { bubbles: true }));
    expect(current()).toBe('1');
    other.dispatchEvent(new Event('pointermove', { bubbles: true }));
    expect(current()).toBe('2');
  });
});

describe('a sound', () => {
  const detail: Detail = {
    kind: 'sound',
    rate: 8,
    samples: 8,
    units: [
      { start: 0, end: 0.5, score: 0.2, std: null, without: 0.55 },
      { start: 0.5, end: 1, score: -0.1, std: null, without: null }
    ],
    wave: grid([2, 4], [-1, -0.5, 0, -0.25, 1, 0.5, 0, 0.25])
  };

  it('is told stretch by stretch, and lies on its wave', () => {
    const stage = show(detail);
    const sound = stage.find('.intarsia-ScoreSound-stage');
    press(sound, 'ArrowRight');
    press(sound, 'ArrowRight');
    expect(words(stage, '.intarsia-ScoreText-told')).toEqual(['0.50–1.00 s \u22120.100']);
    const waves = [...sound.querySelectorAll('path')].map(path => path.getAttribute('d'));
    expect(waves).toEqual([
      'M0 1V0.000H1V0.500H2V1.500H1V2.000H0Z',
      'M0 1V1.000H1V0.750H2V1.250H1V1.000H0Z'
    ]);
    expect(words(stage, '.intarsia-ScoreSound-axis')).toEqual(['0 s1 s']);
  });

  it('is drawn without its wave where that is not told, or is not what it says', () => {
    for (const wave of [null, grid([2, 9], [1, 2])]) {
      const stage = show({ ...detail, wave });
      expect(stage.find('.intarsia-ScoreSound-stage').querySelector('path')).toBeNull();
    }
  });

  it('asks what is said without a stretch that is pressed', () => {
    const stage = show(detail, {}, {}, { on_request: true });
    const sound = stage.find('.intarsia-ScoreSound-stage');
    press(sound, 'End');
    press(sound, 'Enter');
    const asked = stage.events.at(-1)?.data as Record<string, unknown> | undefined;
    expect(asked?.without).toEqual({ input: 'x', part: 1 });
    press(sound, 'Escape');
    sound.querySelector<HTMLElement>('.intarsia-ScoreSound-stretch')!.click();
    expect(stage.events).toHaveLength(1);
    sound.dispatchEvent(new Event('pointerleave'));
    expect(words(stage, '.intarsia-ScoreText-told')).toEqual([
      '0.00–0.50 s +0.200 · without it good 0.550 in place of 0.750'
    ]);
  });
});

describe('attention', () => {
  const LOOKS = '.intarsia-ScoreAttention-stage + .intarsia-ScoreText-told';

  const token = (text: string, start: number): object => ({
    text,
    start,
    end: start + text.length,
    score: 0.1,
    std: null,
    without: null
  });

  const detail = {
    kind: 'attention' as const,
    units: [token('so', 0), token('good', 3)] as never,
    weights: grid([1, 2, 2, 2], [1, 0, 0, 1, 0.5, 0.5, 0.2, 0.8]),
    rollout: grid([2, 2], [0.75, 0.25, 0.1, 0.9])
  };

  const choose = (select: HTMLSelectElement, value: string): void => {
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  };

  it('is a matrix of one head, of a layer, or followed through all', () => {
    const stage = show(detail);
    press(stage.find('.intarsia-ScoreAttention-matrix'), 'ArrowDown');
    const told = (): string[] => words(stage, LOOKS);
    expect(told()).toEqual(['“good” looks at “so”: 10.0 %']);
    const [layer, head] = stage.component.node.querySelectorAll<HTMLSelectElement>(
      '.intarsia-ScoreAttention select'
    );
    choose(layer, '0');
    expect(told()).toEqual(['“good” looks at “so”: 10.0 %']);
    choose(head, '1');
    expect(told()).toEqual(['“good” looks at “so”: 20.0 %']);
    expect(stage.events).toEqual([]);
  });

  it('lowers nothing, and has no legend that says so', () => {
    expect(show(detail).find('.intarsia-Explanation-legend').hidden).toBe(true);
  });

  it('is arcs between tokens; of one that is looked at, its own', () => {
    const stage = show(detail);
    const form = [...stage.component.node.querySelectorAll<HTMLSelectElement>('select')].at(-1)!;
    choose(form, 'arcs');
    const arcs = stage.find('.intarsia-ScoreAttention-arcs');
    const seen = (): number => arcs.querySelectorAll('path:not(.intarsia-mod-absent)').length;
    expect(seen()).toBe(4);
    const good = arcs.querySelectorAll('.intarsia-ScoreAttention-token')[1];
    good.dispatchEvent(new Event('pointermove', { bubbles: true }));
    expect(seen()).toBe(2);
    expect(words(stage, LOOKS)).toEqual(['“good” looks at “good”: 90.0 %']);
    press(arcs, 'ArrowLeft');
    expect(words(stage, LOOKS)).toEqual(['“good” looks at “so”: 10.0 %']);
    const [, , to] = arcs.querySelectorAll<HTMLElement>('.intarsia-ScoreAttention-token');
    expect(to.style.getPropertyValue('--intarsia-strength')).toBe('0.111');
  });

  it('tints the tokens by their share; one of the text that is pressed is taken away', () => {
    const special = { ...token('[start]', 0), end: 0 };
    const stage = show(
      { ...detail, units: [special, token('good', 3)] as never },
      {},
      {},
      {
        on_request: true
      }
    );
    const [start, good] = stage.component.node.querySelectorAll<HTMLElement>(
      '.intarsia-ScoreText-part'
    );
    start.click();
    expect(stage.events).toEqual([]);
    good.click();
    const asked = stage.events.at(-1)?.data as Record<string, unknown> | undefined;
    expect(asked?.without).toEqual({ input: 'x', part: 1 });
  });
});
