import { explained, explanation } from './explanations';
import { sampleSpec, type, type IPlaced } from './stage';
import type { ComponentSpec } from '../../protocol/types';

/**
 * What the battery needs to know of a kind beyond its description. A kind that is not
 * here is tried with what its description alone tells.
 */
export interface ISample {
  /** Own fields of the description that cannot be made up. */
  readonly spec?: Readonly<Record<string, unknown>>;
  /** A value that it shows. */
  readonly value?: unknown;
  /** What a person does, and the value that then travels. */
  readonly edit?: { readonly act: (stage: IPlaced) => void; readonly wire: unknown };
  /** Where inside the value an error is shown. */
  readonly path?: ReadonlyArray<string | number>;
  /** A layout has no words, value or errors of its own. */
  readonly isLayout?: boolean;
  /** What stands in a layout, by id. */
  readonly parts?: Readonly<Record<string, ComponentSpec>>;
  /** Whether it is never drawn. */
  readonly isUnseen?: boolean;
  /** Shift+Enter begins a new line: only Ctrl+Enter submits. */
  readonly beginsLines?: boolean;
  /** Shows text after the rules of a markup language, cleaned. */
  readonly isMarkup?: boolean;
}

const enter =
  (text: string, selector = 'input, textarea') =>
  (stage: IPlaced): void =>
    type(stage.find(selector), text);

const click =
  (selector: string) =>
  (stage: IPlaced): void =>
    stage.find(selector).click();

const child = (kind: ComponentSpec['kind'], label: string | null = 'Part'): ComponentSpec =>
  sampleSpec(kind, { id: '', label } as never);

const holding = (...kinds: ComponentSpec['kind'][]): ISample => ({
  value: null,
  isLayout: true,
  spec: { children: kinds.map((_, i) => `part${i}`) },
  parts: Object.fromEntries(
    kinds.map((kind, i) => [`part${i}`, sampleSpec(kind, { id: `part${i}` } as never)])
  )
});

const FILE = { handle: 'h1', name: 'a.png', mime: 'image/png', size: 3 };

const TABLE = {
  columns: ['day', 'sold', 'shop'],
  data: [
    [1, 3, 'north'],
    [2, 5, 'south'],
    [3, null, 'north']
  ],
  datatypes: { day: 'quantitative', sold: 'quantitative', shop: 'nominal' },
  mark: 'line'
};

const COLUMNS = { x: 'day', y: 'sold', color: 'shop', caption: 'All sales', tools: ['export'] };

export const SAMPLES: Readonly<Record<string, ISample>> = {
  textbox: { value: 'wonderful', edit: { act: enter('cold'), wire: 'cold' } },
  multimodaltextbox: {
    value: { text: 'What is this?', files: [FILE] },
    edit: {
      act: enter('And this?', '.intarsia-MultimodalTextbox-text'),
      wire: { text: 'And this?', files: [FILE] }
    },
    beginsLines: true
  },
  chatbot: {
    spec: {
      listened: ['like', 'retry', 'undo', 'select'],
      editable: 'all',
      feedback_options: ['Like', 'Dislike', 'Odd'],
      placeholder: 'Ask.',
      examples: [{ text: 'Why?', display_text: null, icon: null, files: [] }]
    },
    value: [
      { role: 'user', metadata: null, content: [{ type: 'text', text: 'Why?' }], options: null },
      {
        role: 'assistant',
        metadata: { title: 'Looked up', log: 'in a book', duration: 1.5, status: 'pending' },
        content: [{ type: 'text', text: 'page 3' }],
        options: null
      },
      {
        role: 'assistant',
        metadata: null,
        content: [
          { type: 'text', text: 'So.' },
          { type: 'file', file: FILE, alt_text: 'a leaf' },
          {
            type: 'component',
            component: 'label',
            value: 'setosa',
            constructor_args: {},
            props: { ...sampleSpec('label', { id: 'seal' }) }
          }
        ],
        options: [{ value: 'yes', label: 'Yes' }]
      }
    ],
    isMarkup: true
  },
  number: { value: 3, edit: { act: enter('4.5'), wire: 4.5 } },
  slider: {
    value: 4,
    edit: { act: enter('1.3', '.intarsia-Slider-number'), wire: 1.3 }
  },
  checkbox: { value: true, edit: { act: click('input'), wire: false } },
  checkboxgroup: {
    value: [1],
    edit: { act: click('label:last-of-type input'), wire: [1, true] }
  },
  radio: {
    value: 'forest',
    edit: { act: click('label:last-of-type input'), wire: 'logistic' }
  },
  dropdown: {
    value: 'forest',
    edit: {
      act: stage => {
        const select = stage.find<HTMLSelectElement>('select');
        select.selectedIndex = 1;
        select.dispatchEvent(new Event('input', { bubbles: true }));
        select.dispatchEvent(new Event('change', { bubbles: true }));
      },
      wire: 'logistic'
    }
  },
  colorpicker: {
    value: '#ff8800',
    edit: { act: enter('#08f', '.intarsia-ColorPicker-code'), wire: '#0088ff' }
  },
  datetime: {
    value: '2024-05-01T10:00:00+02:00',
    edit: { act: enter('2024-05-02T11:30'), wire: '2024-05-02T11:30:00+02:00' }
  },
  date: {
    value: '2024-05-01',
    edit: { act: enter('2024-05-02'), wire: '2024-05-02' }
  },
  time: { value: '10:00:00', edit: { act: enter('11:30'), wire: '11:30:00' } },
  duration: { value: 90, edit: { act: enter('2 h'), wire: 7200 } },
  file: {
    value: FILE,
    edit: { act: click('.intarsia-File-remove'), wire: null }
  },
  image: {
    value: FILE,
    edit: { act: click('.intarsia-File-remove'), wire: null }
  },
  audio: {
    value: FILE,
    edit: { act: click('.intarsia-File-remove'), wire: null }
  },
  video: {
    value: FILE,
    edit: { act: click('.intarsia-File-remove'), wire: null }
  },
  dataframe: {
    value: { headers: ['a', 'b'], data: [[1, 'x']], metadata: null },
    edit: {
      act: stage => {
        const event = new Event('paste', { bubbles: true, cancelable: true });
        const getData = (): string => '7';
        Object.assign(event, { clipboardData: { getData } });
        stage.find('td[tabindex="0"]').dispatchEvent(event);
      },
      wire: { headers: ['a', 'b'], data: [[7, 'x']], metadata: null }
    },
    path: [0, 0]
  },
  dataset: {
    spec: {
      headers: ['Number', 'Text'],
      kinds: ['number', 'textbox'],
      samples: [
        [1, 'one'],
        [2, 'two']
      ],
      sample_labels: null,
      layout: 'table',
      samples_per_page: 1
    },
    value: 1
  },
  json: {
    value: { a: [1, null, 'x'] },
    edit: { act: enter('[1, {"b": true}]'), wire: [1, { b: true }] }
  },
  label: {
    value: {
      label: 'versicolor',
      confidences: [{ label: 'versicolor', confidence: 0.91 }]
    }
  },
  code: {
    value: 'print("hello")',
    edit: { act: enter('import math'), wire: 'import math' }
  },
  highlightedtext: {
    value: [
      { token: 'Ada', class_or_confidence: 'person' },
      { token: ' is ', class_or_confidence: null },
      { token: 'good', class_or_confidence: 0.41 }
    ]
  },
  markdown: { value: 'It is **wonderful**.', isMarkup: true },
  html: { value: '<p>It is <b>wonderful</b>.</p>', isMarkup: true },
  display: {
    value: { items: [{ data: { 'text/plain': 'a text' }, metadata: {} }] },
    isMarkup: true
  },
  form: {
    spec: { fields: [{ name: 'age', component: child('number', 'Age') }] },
    value: { age: 3 },
    edit: { act: enter('4'), wire: { age: 4 } },
    path: ['age']
  },
  list: {
    spec: { item: child('number', null), min_length: null, max_length: null },
    value: [1, 2],
    edit: { act: enter('5', 'input[type=text]'), wire: [5, 2] },
    path: [0]
  },
  mapping: {
    spec: {
      key: child('textbox', null),
      item: child('number', null),
      min_length: null,
      max_length: null
    },
    value: [['a', 1]],
    edit: { act: enter('b', 'input[type=text]'), wire: [['b', 1]] },
    path: [0, 1]
  },
  optional: {
    spec: { item: child('textbox') },
    value: { value: 'x' },
    edit: { act: click('input[type=checkbox]'), wire: null },
    path: ['value']
  },
  union: {
    spec: {
      options: [
        { label: 'number', component: child('number', null) },
        { label: 'text', component: child('textbox', null) }
      ]
    },
    value: { option: 0, value: 3 },
    edit: {
      act: enter('4', 'input[type=text]'),
      wire: { option: 0, value: 4 }
    },
    path: ['value']
  },
  tuple: {
    spec: { items: [child('number', null), child('textbox', null)] },
    value: [3, 'x'],
    edit: { act: enter('4'), wire: [4, 'x'] },
    path: [0]
  },
  button: { value: null },
  downloadbutton: { value: FILE },
  uploadbutton: { value: null },
  customcomponent: { value: 3 },
  widget: { value: 3 },
  render: holding('display'),
  row: holding('display'),
  column: holding('display'),
  group: holding('display'),
  tabs: holding('tab', 'tab'),
  tab: holding('display'),
  accordion: holding('display'),
  sidebar: holding('display'),
  draggable: holding('display', 'markdown'),
  walkthrough: holding('step', 'step'),
  step: holding('display'),
  state: { value: null, isLayout: true, isUnseen: true },
  timer: { value: 1, isLayout: true, isUnseen: true },
  browserstate: { value: 'kept', isLayout: true, isUnseen: true },
  plot: {
    // A picture is what it is for; of a hostile one only words are shown.
    value: { type: 'plotly', plot: '{"data":[],"layout":{"title":{"text":"Sales"}}}' }
  },
  lineplot: { spec: COLUMNS, value: TABLE },
  barplot: { spec: COLUMNS, value: TABLE },
  scatterplot: { spec: COLUMNS, value: TABLE },
  interface: { value: null, isLayout: true },
  interpretation: { value: explained(explanation()) }
};
