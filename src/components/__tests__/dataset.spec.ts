import type { DatasetSpec } from '../../protocol/types';
import { clearStage, place, press, type IPlaced } from './stage';

afterEach(clearStage);

const GIF = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';

function show(given: Partial<DatasetSpec> = {}): IPlaced {
  return place('dataset', {
    headers: ['Name', 'Age'],
    kinds: ['textbox', 'number'],
    samples: [
      ['Ada', 36],
      ['Grace', 85],
      ['Alan', null]
    ],
    sample_labels: null,
    layout: 'table',
    samples_per_page: 10,
    ...given
  });
}

const buttons = ({ component }: IPlaced): HTMLButtonElement[] => [
  ...component.node.querySelectorAll<HTMLButtonElement>('.intarsia-Dataset-sample')
];
const names = (stage: IPlaced): (string | null)[] =>
  buttons(stage).map(button => button.getAttribute('aria-label'));

describe('Dataset', () => {
  it('is a table with a head, and numbers under one another', () => {
    const { component } = show();
    const heads = [...component.node.querySelectorAll('th')];
    expect(heads.map(head => head.textContent)).toEqual(['Name', 'Age']);
    expect(heads.map(head => head.classList.contains('intarsia-mod-numeric'))).toEqual([
      false,
      true
    ]);
    const cells = [...component.node.querySelectorAll('td')].map(cell => cell.textContent);
    expect(cells).toEqual(['Ada', '36', 'Grace', '85', 'Alan', '']);
  });

  it('tells the index by value, then that it was pressed and chosen', () => {
    const stage = show();
    stage.component.node.querySelectorAll('td')[3].click();
    expect(stage.component.draft).toBe(1);
    expect(stage.events).toEqual([
      { name: 'input' },
      { name: 'click', data: 1 },
      { name: 'select', data: { index: 1, value: ['Grace', 85], selected: true } },
      { name: 'change', data: null }
    ]);
    expect(buttons(stage)[1].getAttribute('aria-current')).toBe('true');
    stage.heard();
    buttons(stage)[1].click();
    expect(stage.heard()).toEqual(['input', 'click', 'select', 'change']);
  });

  it('is reached by one Tab, and the arrows lead on', () => {
    const stage = show();
    const [first, second, third] = buttons(stage);
    expect(buttons(stage).map(button => button.tabIndex)).toEqual([0, -1, -1]);
    expect(press(first, 'ArrowDown')).toBe(false);
    expect(document.activeElement).toBe(second);
    press(second, 'End');
    expect(document.activeElement).toBe(third);
    press(third, 'ArrowRight');
    expect(document.activeElement).toBe(third);
    press(third, 'Home');
    press(first, 'ArrowUp');
    expect(document.activeElement).toBe(first);
    expect(press(first, 'ArrowDown', { altKey: true })).toBe(true);
    expect(press(first, 'a')).toBe(true);
    expect(stage.heard()).toEqual([]);
  });

  it('turns pages, goes to the one that its value is on, and keeps the focus', () => {
    const samples = Array.from({ length: 23 }, (_, at) => [`s${at}`]);
    const stage = show({ samples, kinds: ['textbox'], headers: [], layout: 'gallery' });
    const status = stage.find('.intarsia-Pager-status');
    const [back, next] =
      stage.component.node.querySelectorAll<HTMLButtonElement>('.intarsia-Pager button');
    expect(status.textContent).toBe('1–10 of 23');
    back.click();
    next.focus();
    next.click();
    next.click();
    expect(status.textContent).toBe('21–23 of 23');
    expect(names(stage)).toEqual(['s20', 's21', 's22']);
    expect(next.getAttribute('aria-disabled')).toBe('true');
    expect(document.activeElement).toBe(next);
    next.click();
    buttons(stage)[2].click();
    expect(stage.component.draft).toBe(22);
    stage.component.setValue(3);
    expect(status.textContent).toBe('1–10 of 23');
    expect(buttons(stage)[3].getAttribute('aria-current')).toBe('true');
    stage.component.setValue(99);
    expect(stage.component.node.querySelector('[aria-current]')).toBeNull();
  });

  it('shows other samples without another page than there is', () => {
    const samples = [['a'], ['b'], ['c']];
    const stage = show({ samples, kinds: ['textbox'], samples_per_page: 1 });
    stage.component.setValue(2);
    const spec = stage.component.spec as DatasetSpec;
    stage.component.setSpec({ ...spec, samples: [['kiwi']] });
    expect(names(stage)).toEqual(['kiwi']);
    expect(stage.find('.intarsia-Pager').hidden).toBe(true);
    stage.component.setSpec({ ...spec, samples: [] });
    expect(stage.component.node.textContent).toContain('Nothing here yet.');
  });

  it('shows labels in place of samples', () => {
    const stage = show({ sample_labels: ['A', 'G', 'T'], layout: 'gallery' });
    expect(buttons(stage).map(button => button.textContent)).toEqual(['A', 'G', 'T']);
    const table = show({ sample_labels: ['A', 'G', 'T'] });
    expect(buttons(table).map(button => button.textContent)).toEqual(['A', 'G', 'T']);
  });

  it('shows pictures of four kinds, and no other address', () => {
    const samples = [GIF, 'data:image/svg+xml;base64,PHN2Zz4=', 'https://example.org/a.png'].map(
      value => [value]
    );
    const stage = show({ samples, kinds: ['image'], headers: [], layout: 'gallery' });
    expect([...stage.component.node.querySelectorAll('img')].map(image => image.src)).toEqual([
      GIF
    ]);
    expect(names(stage)[0]).toBe('Sample 1');
  });

  it('reads values of other kinds in words', () => {
    const samples = [
      [true],
      [['a', 'b', false]],
      [{ label: 'cat', confidences: [] }],
      [{ headers: ['x'], data: [[1, 2], [3]], metadata: null }],
      [{ handle: 'h', name: 'a.txt', mime: 'text/plain', size: 1 }],
      [{ text: 'hello', files: [] }],
      [{ a: 1 }]
    ];
    const stage = show({ samples, kinds: ['json'], headers: [] });
    expect(buttons(stage).map(button => button.textContent)).toEqual([
      'yes',
      'a, b, no',
      'cat',
      '1 2 / 3',
      'a.txt',
      'hello',
      '{"a":1}'
    ]);
  });

  it('is out of use while it is disabled, and where it is only to be read', () => {
    const stage = show({ interactive: false });
    stage.component.node.querySelectorAll('td')[3].click();
    const other = show();
    other.component.setDisabled(true);
    other.component.node.querySelectorAll('td')[3].click();
    expect([...stage.heard(), ...other.heard()]).toEqual([]);
  });
});
