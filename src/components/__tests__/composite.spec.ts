import type { ComponentSpec } from '../../protocol/types';
import type { IPlaced } from './stage';
import { clearStage, leave, place, press, sampleSpec, type } from './stage';

afterEach(clearStage);

const name = sampleSpec('textbox', { id: '', label: 'Name' });
const age = sampleSpec('number', { id: '', label: 'Age', precision: 0, whole: true });

function person(): IPlaced {
  return place('form', {
    label: 'Person',
    fields: [
      { name: 'name', component: name },
      { name: 'age', component: age }
    ]
  });
}

function inputs(placed: IPlaced): HTMLInputElement[] {
  return [...placed.component.node.querySelectorAll<HTMLInputElement>('input[type=text]')];
}

function errorOf(control: HTMLElement): string | null {
  const field = control.closest('.intarsia-Field');
  return field?.querySelector('.intarsia-Field-error')?.textContent ?? null;
}

function button(placed: IPlaced, label: string): HTMLButtonElement {
  return placed.find<HTMLButtonElement>(`button[aria-label="${label}"]`);
}

describe('Form', () => {
  it('shows the parts of a value, and blanks for those that are not there', () => {
    const form = person();
    form.component.setValue({ name: 'Ada', age: 36 });
    expect(inputs(form).map(input => input.value)).toEqual(['Ada', '36']);
    form.component.setValue(null);
    expect(inputs(form).map(input => input.value)).toEqual(['', '']);
    expect(form.find('legend').textContent).toBe('Person');
  });

  it('has the value with what is drafted inside', () => {
    const form = person();
    form.component.setValue({ name: 'Ada', age: 36 });
    type(inputs(form)[0], 'Grace');
    expect(form.component.draft).toEqual({ name: 'Grace', age: 36 });
    leave(inputs(form)[0]);
    type(inputs(form)[1], '85');
    expect(form.component.draft).toEqual({ name: 'Grace', age: 85 });
    expect(form.heard()).toEqual(['input', 'change', 'input']);
    press(inputs(form)[1], 'Enter');
    expect(form.heard()).toEqual(['change', 'submit']);
    form.component.setValue({ name: 'Grace', age: 85 });
    expect(form.component.draft).toBeUndefined();
  });

  it('gives errors to the fields they are in, the rest stands below', () => {
    const form = person();
    form.component.setValue({ name: 'Ada', age: -1 });
    form.component.showErrors([
      { path: ['age'], message: 'Must be 0 or more.' },
      { path: [], message: 'Nobody has this name and age.' }
    ]);
    const [first, second] = inputs(form);
    expect(errorOf(first)).toBe('');
    expect(errorOf(second)).toBe('Must be 0 or more.');
    expect(form.find(':scope > .intarsia-Field-error').textContent).toBe(
      'Nobody has this name and age.'
    );
    form.component.showErrors([]);
    expect(errorOf(second)).toBe('');
  });

  it('works within another form', () => {
    const inner = sampleSpec('form', {
      id: '',
      label: 'Address',
      fields: [{ name: '__proto__', component: name }]
    });
    const form = place('form', { fields: [{ name: 'address', component: inner }] });
    form.component.setValue(null);
    type(inputs(form)[0], 'Main Street');
    const draft = form.component.draft as Record<string, object>;
    expect(JSON.stringify(draft)).toBe('{"address":{"__proto__":"Main Street"}}');
    form.component.showErrors([{ path: ['address', '__proto__'], message: 'Too long.' }]);
    expect(errorOf(inputs(form)[0])).toBe('Too long.');
  });

  it('only shows when it is not interactive', () => {
    const form = place('form', {
      interactive: false,
      fields: [{ name: 'name', component: name }]
    });
    form.component.setValue({ name: 'Ada' });
    expect(form.component.node.querySelector('input')).toBeNull();
    expect(form.component.node.textContent).toContain('Ada');
  });

  it('draws changed fields and keeps the value', () => {
    const form = person();
    form.component.setValue({ name: 'Ada', age: 36 });
    const { spec } = form.component;
    form.component.setSpec({
      ...spec,
      fields: [{ name: 'name', component: name }]
    } as ComponentSpec);
    expect(inputs(form).map(input => input.value)).toEqual(['Ada']);
  });
});

describe('List', () => {
  function list(own: { min_length?: number; max_length?: number } = {}): IPlaced {
    const item = sampleSpec('textbox', { id: '', label: null });
    return place('list', { label: 'Tags', item, min_length: null, max_length: null, ...own });
  }

  it('says when it is empty, and adds items', () => {
    const tags = list();
    tags.component.setValue([]);
    const empty = tags.find('.intarsia-Sequence-empty');
    expect(empty.hidden).toBe(false);
    expect(empty.textContent).toBe('No items yet.');
    button(tags, 'Add to Tags').click();
    expect(empty.hidden).toBe(true);
    expect(tags.component.draft).toEqual(['']);
    expect(document.activeElement).toBe(inputs(tags)[0]);
    type(inputs(tags)[0], 'red');
    expect(tags.component.draft).toEqual(['red']);
    expect(tags.heard()).toEqual(['input', 'change', 'input']);
  });

  it('names items without a label for those who do not see them', () => {
    const tags = list();
    tags.component.setValue(['red', 'blue']);
    const [, second] = inputs(tags);
    expect(second.labels?.[0].textContent).toBe('Tags, item 2');
  });

  it('moves and removes items, and what is drafted in them', () => {
    const tags = list();
    tags.component.setValue(['a', 'b', 'c']);
    type(inputs(tags)[2], 'changed');
    button(tags, 'Move item 3 up').click();
    expect(tags.component.draft).toEqual(['a', 'changed', 'b']);
    expect(document.activeElement).toBe(button(tags, 'Move item 2 up'));
    press(inputs(tags)[1], 'ArrowUp', { altKey: true });
    expect(tags.component.draft).toEqual(['changed', 'a', 'b']);
    expect(document.activeElement).toBe(inputs(tags)[0]);
    button(tags, 'Remove item 2').click();
    expect(tags.component.draft).toEqual(['changed', 'b']);
    expect(tags.find('[role=status]').textContent).toBe('Item 2 removed.');
    expect(inputs(tags).map(input => input.value)).toEqual(['changed', 'b']);
  });

  it('keeps to its bounds', () => {
    const tags = list({ min_length: 1, max_length: 2 });
    tags.component.setValue(['a']);
    expect(button(tags, 'Remove item 1').disabled).toBe(true);
    button(tags, 'Add to Tags').click();
    expect(button(tags, 'Add to Tags').disabled).toBe(true);
    expect(tags.find('.intarsia-Sequence-note').textContent).toBe('At most 2.');
    expect(button(tags, 'Remove item 1').disabled).toBe(false);
  });

  it('gives errors to the item they are in', () => {
    const tags = list();
    tags.component.setValue(['a', 'b']);
    tags.component.showErrors([
      { path: [1], message: 'Too short.' },
      { path: [7], message: 'Nowhere.' }
    ]);
    expect(errorOf(inputs(tags)[0])).toBe('');
    expect(errorOf(inputs(tags)[1])).toBe('Too short.');
    expect(tags.find(':scope > .intarsia-Field-error').textContent).toBe('Nowhere.');
  });

  it('keeps its rows when values come', () => {
    const tags = list();
    tags.component.setValue(['a', 'b']);
    const before = inputs(tags);
    tags.component.setValue(['c', 'd', 'e']);
    expect(inputs(tags).slice(0, 2)).toEqual(before);
    expect(inputs(tags).map(input => input.value)).toEqual(['c', 'd', 'e']);
    tags.component.setValue(null);
    expect(inputs(tags)).toEqual([]);
  });

  it('starts a new record with what its controls show', () => {
    const item = sampleSpec('form', {
      label: null,
      fields: [
        { name: 'on', component: sampleSpec('checkbox', { id: '', label: 'On' }) },
        { name: 'size', component: sampleSpec('slider', { id: '', minimum: 2, label: 'Size' }) },
        { name: 'tags', component: sampleSpec('list', { id: '', item: name, label: 'Tags' }) },
        { name: 'age', component: age }
      ]
    });
    const records = place('list', { label: 'Rows', item, min_length: null, max_length: null });
    records.component.setValue([]);
    button(records, 'Add to Rows').click();
    expect(records.component.draft).toEqual([{ on: false, size: 2, tags: [], age: null }]);
  });
});

describe('Mapping', () => {
  it('has pairs of keys and values', () => {
    const mapping = place('mapping', {
      label: 'Prices',
      key: sampleSpec('textbox', { id: '', label: null }),
      item: sampleSpec('number', { id: '', label: null }),
      min_length: null,
      max_length: null
    });
    mapping.component.setValue([['tea', 2]]);
    expect(inputs(mapping).map(input => input.value)).toEqual(['tea', '2']);
    button(mapping, 'Add to Prices').click();
    type(inputs(mapping)[2], 'milk');
    expect(mapping.component.draft).toEqual([
      ['tea', 2],
      ['milk', null]
    ]);
    mapping.component.showErrors([
      { path: [1, 1], message: 'Enter a number.' },
      { path: [1], message: 'Twice.' }
    ]);
    expect(errorOf(inputs(mapping)[3])).toBe('Enter a number.');
    expect(mapping.find(':scope > .intarsia-Field-error').textContent).toBe('Twice.');
  });
});

describe('Optional', () => {
  it('is nothing until it is set, and keeps what was entered', () => {
    const optional = place('optional', { label: 'Nickname', item: { ...name, label: null } });
    optional.component.setValue(null);
    const box = optional.find('input[type=checkbox]');
    const frame = optional.find<HTMLFieldSetElement>('.intarsia-Optional-item');
    expect(frame.matches(':disabled')).toBe(true);
    expect(box.getAttribute('aria-label')).toBe('Set Nickname');
    box.click();
    expect(optional.component.draft).toEqual({ value: '' });
    expect(frame.matches(':disabled')).toBe(false);
    type(inputs(optional)[0], 'Ace');
    expect(optional.component.draft).toEqual({ value: 'Ace' });
    box.click();
    expect(optional.component.draft).toBeNull();
    optional.component.setValue(null);
    box.click();
    expect(optional.component.draft).toEqual({ value: 'Ace' });
  });

  it('shows the value inside, and errors of it', () => {
    const optional = place('optional', { label: 'Nickname', item: name });
    optional.component.setValue({ value: 'Ace' });
    expect(inputs(optional)[0].value).toBe('Ace');
    optional.component.showErrors([{ path: ['value'], message: 'Too short.' }]);
    expect(errorOf(inputs(optional)[0])).toBe('Too short.');
  });
});

describe('Union', () => {
  const options = [
    { label: 'number', component: { ...age, label: null } },
    { label: 'text', component: { ...name, label: null } }
  ];

  it('keeps what was entered for each type', () => {
    const union = place('union', { label: 'Key', options });
    union.component.setValue({ option: 0, value: 5 });
    expect(inputs(union).map(input => input.value)).toEqual(['5']);
    type(inputs(union)[0], '6');
    const radios = union.component.node.querySelectorAll<HTMLInputElement>('input[type=radio]');
    radios[1].click();
    expect(union.component.draft).toEqual({ option: 1, value: '' });
    type(inputs(union)[1], 'six');
    expect(union.component.draft).toEqual({ option: 1, value: 'six' });
    radios[0].click();
    expect(union.component.draft).toEqual({ option: 0, value: 6 });
    radios[1].click();
    expect(union.component.draft).toEqual({ option: 1, value: 'six' });
    const panes = [...union.component.node.querySelectorAll('.intarsia-Union-item')];
    expect(panes.map(pane => pane.classList.contains('lm-mod-hidden'))).toEqual([true, false]);
  });

  it('has a list for many types', () => {
    const many = Array.from({ length: 6 }, (_, index) => ({
      label: `type ${index}`,
      component: { ...name, label: null }
    }));
    const union = place('union', { label: 'Key', options: many });
    union.component.setValue({ option: 3, value: 'x' });
    const select = union.find<HTMLSelectElement>('select');
    expect(select.selectedIndex).toBe(3);
    select.selectedIndex = 1;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    expect(union.component.draft).toEqual({ option: 1, value: '' });
  });

  it('takes the first type for what it does not know', () => {
    const union = place('union', { label: 'Key', options });
    union.component.setValue({ option: 9, value: 'x' });
    expect(inputs(union).map(input => input.value)).toEqual(['']);
    union.component.showErrors([{ path: ['value'], message: 'Enter a number.' }]);
    expect(errorOf(inputs(union)[0])).toBe('Enter a number.');
  });
});

describe('Tuple', () => {
  it('has each part in its place', () => {
    const tuple = place('tuple', {
      label: 'Pair',
      items: [
        { ...age, label: null },
        { ...name, label: null }
      ]
    });
    tuple.component.setValue([1, 'one']);
    type(inputs(tuple)[1], 'uno');
    expect(tuple.component.draft).toEqual([1, 'uno']);
    tuple.component.showErrors([{ path: [0], message: 'Must be 2 or more.' }]);
    expect(errorOf(inputs(tuple)[0])).toBe('Must be 2 or more.');
    expect(inputs(tuple)[0].labels?.[0].textContent).toBe('Pair, part 1');
  });
});

describe('a composite', () => {
  it('keeps its name for the ear where its label is not shown', () => {
    const form = place('form', { label: 'Person', show_label: false });
    const legend = form.find('legend');
    expect(legend.textContent).toBe('Person');
    expect(legend.classList.contains('intarsia-mod-spoken')).toBe(true);
  });

  it('disposes its children with itself', () => {
    const form = person();
    const children = [...form.component.node.querySelectorAll('.intarsia-Component')];
    expect(children).toHaveLength(2);
    form.component.dispose();
    expect(form.component.isDisposed).toBe(true);
    expect(children.some(child => child.isConnected)).toBe(false);
  });
});
