import type { DataframeSpec } from '../../protocol/types';
import type { IPlaced } from './stage';
import { clearStage, place, press } from './stage';

afterEach(clearStage);

const FRUIT = {
  headers: ['name', 'price', 'ripe'],
  data: [
    ['apple', 1.5, true],
    ['pear', 2, false],
    ['plum', NaN, true]
  ],
  metadata: null
};

function table(own: Partial<DataframeSpec> = {}, value: unknown = FRUIT): IPlaced {
  const placed = place('dataframe', { label: 'Fruit', ...own });
  placed.component.setValue(value);
  return placed;
}

function cell(placed: IPlaced, row: number, column: number): HTMLTableCellElement {
  return placed.find<HTMLTableElement>('table').rows[row + 1].cells[column + 1];
}

function draft(placed: IPlaced): { headers: string[]; data: unknown[][]; metadata: unknown } {
  return placed.component.draft as ReturnType<typeof draft>;
}

function focused(): HTMLElement {
  return document.activeElement as HTMLElement;
}

/** Go to a cell with the mouse. */
function click(target: HTMLElement, init: MouseEventInit = {}): void {
  target.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true, ...init }));
}

function key(name: string, init: KeyboardEventInit = {}): boolean {
  return press(focused(), name, init);
}

/** Type a text into the cell that has the focus: its first key opens the editor. */
function write(text: string): void {
  key(text[0]);
  const editor = focused() as HTMLTextAreaElement;
  expect(editor.localName).toBe('textarea');
  editor.value = text;
}

function paste(target: HTMLElement, text: string): boolean {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  const getData = (type: string): string => (type === 'text/plain' ? text : '');
  Object.defineProperty(event, 'clipboardData', { value: { getData } });
  return target.dispatchEvent(event);
}

function copy(target: HTMLElement, name: 'copy' | 'cut' = 'copy'): string {
  let copied = '';
  const event = new Event(name, { bubbles: true, cancelable: true });
  const setData = (_: string, text: string): void => {
    copied = text;
  };
  Object.defineProperty(event, 'clipboardData', { value: { setData } });
  target.dispatchEvent(event);
  return copied;
}

describe('a dataframe to edit', () => {
  it('is a grid with one cell in the tab order', () => {
    const fruit = table();
    const grid = fruit.find('table');
    expect(grid.getAttribute('role')).toBe('grid');
    expect(grid.getAttribute('aria-rowcount')).toBe('4');
    expect(grid.getAttribute('aria-colcount')).toBe('4');
    expect(cell(fruit, 1, 0).getAttribute('aria-colindex')).toBe('2');
    expect(cell(fruit, 1, 0).parentElement?.getAttribute('aria-rowindex')).toBe('3');
    expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    expect(cell(fruit, 0, 0).dataset.lmSuppressShortcuts).toBe('true');
    expect(cell(fruit, 2, 1).textContent).toBe('NaN');
    expect(cell(fruit, 0, 1).classList.contains('intarsia-mod-numeric')).toBe(true);
    expect(cell(fruit, 0, 2).querySelector('input')?.checked).toBe(true);
  });

  it('moves by arrows, Home, End and Tab, and lets Tab leave at its ends', () => {
    const fruit = table();
    click(cell(fruit, 0, 0));
    key('ArrowDown');
    expect(focused()).toBe(cell(fruit, 1, 0));
    key('ArrowRight');
    expect(focused()).toBe(cell(fruit, 1, 1));
    key('End');
    expect(focused()).toBe(cell(fruit, 1, 2));
    expect(key('Tab')).toBe(false);
    expect(focused()).toBe(cell(fruit, 2, 0));
    key('End', { ctrlKey: true });
    expect(focused()).toBe(cell(fruit, 2, 2));
    expect(key('Tab')).toBe(true);
    key('Home', { ctrlKey: true });
    expect(focused()).toBe(cell(fruit, 0, 0));
    expect(fruit.component.draft).toBeUndefined();
  });

  it('edits by typing: Enter keeps it and goes down', () => {
    const fruit = table();
    click(cell(fruit, 0, 1));
    fruit.heard();
    write('2.25');
    key('Enter');
    expect(draft(fruit).data[0]).toEqual(['apple', 2.25, true]);
    expect(cell(fruit, 0, 1).textContent).toBe('2.25');
    expect(focused()).toBe(cell(fruit, 1, 1));
    expect(fruit.events.map(({ name, data }) => [name, data])).toEqual([
      ['input', undefined],
      ['change', null],
      ['edit', { index: [0, 1], value: 2.25, previous_value: 1.5 }],
      ['select', { index: [1, 1], value: 2, row_value: ['pear', 2, false], selected: true }]
    ]);
  });

  it('edits by F2 what is there, and Escape takes it back', () => {
    const fruit = table();
    click(cell(fruit, 0, 0));
    key('F2');
    const editor = focused() as HTMLTextAreaElement;
    expect(editor.value).toBe('apple');
    expect(editor.getAttribute('aria-label')).toBe('name, 1');
    expect(editor.dataset.lmSuppressShortcuts).toBe('true');
    editor.value = 'changed';
    key('Escape');
    expect(focused()).toBe(cell(fruit, 0, 0));
    expect(cell(fruit, 0, 0).textContent).toBe('apple');
    expect(fruit.component.draft).toBeUndefined();
  });

  it('goes on to the next cell with Tab', () => {
    const fruit = table();
    click(cell(fruit, 0, 0));
    write('kiwi');
    key('Tab');
    expect(focused()).toBe(cell(fruit, 0, 1));
    expect(draft(fruit).data[0][0]).toBe('kiwi');
  });

  it('keeps what was typed when the focus leaves, and before a run', () => {
    const fruit = table();
    click(cell(fruit, 0, 0));
    write('kiwi');
    focused().blur();
    expect(draft(fruit).data[0][0]).toBe('kiwi');
    click(cell(fruit, 1, 0));
    fruit.heard();
    write('fig');
    key('Enter', { shiftKey: true });
    expect(draft(fruit).data[1][0]).toBe('fig');
    expect(fruit.heard()).toEqual(['input', 'change', 'edit', 'submit']);
  });

  it('ticks boxes with Space and by a click', () => {
    const fruit = table();
    click(cell(fruit, 1, 2));
    key(' ');
    expect(draft(fruit).data[1][2]).toBe(true);
    cell(fruit, 0, 2).querySelector('input')?.click();
    expect(draft(fruit).data[0][2]).toBe(false);
  });

  it('selects with Shift, empties and copies what is selected', () => {
    const fruit = table();
    click(cell(fruit, 0, 0));
    key('ArrowDown', { shiftKey: true });
    key('ArrowRight', { shiftKey: true });
    expect(fruit.find('table').querySelectorAll('[aria-selected=true]')).toHaveLength(4);
    expect(copy(focused())).toBe('apple\t1.5\npear\t2');
    key('Delete');
    expect(draft(fruit).data.map(row => row.slice(0, 2))).toEqual([
      ['', null],
      ['', null],
      ['plum', NaN]
    ]);
    expect(copy(cell(fruit, 2, 0), 'cut')).not.toBe('');
  });

  it('takes what a spreadsheet copied, with line breaks in a cell, and grows', () => {
    const fruit = table();
    click(cell(fruit, 2, 0));
    fruit.heard();
    expect(paste(focused(), '"a\nb"\t3\tno\nfig\t4\tyes\n')).toBe(false);
    expect(draft(fruit).data.slice(2)).toEqual([
      ['a\nb', 3, false],
      ['fig', 4, true]
    ]);
    expect(fruit.heard()).toEqual(['select', 'input', 'change']);
    expect(focused()).toBe(cell(fruit, 3, 2));
  });

  it('leaves out the head that was copied with a table', () => {
    const fruit = table();
    click(cell(fruit, 0, 0));
    paste(focused(), 'name\tprice\tripe\nfig\t4\ttrue');
    expect(draft(fruit).data[0]).toEqual(['fig', 4, true]);
    expect(draft(fruit).data).toHaveLength(3);
  });

  it('pastes one cell into the text that is being edited', () => {
    const fruit = table();
    click(cell(fruit, 0, 0));
    key('F2');
    expect(paste(focused(), 'word')).toBe(true);
    expect(focused().localName).toBe('textarea');
  });

  it('does not grow where the number of rows and columns is fixed', () => {
    const fruit = table({ row_count: 3, headers: ['name', 'price', 'ripe'] });
    expect(fruit.component.node.textContent).not.toContain('Add row');
    click(cell(fruit, 2, 1));
    paste(focused(), '1\ttrue\t5\n2\tfalse\t6');
    expect(draft(fruit).data).toHaveLength(3);
    expect(draft(fruit).data[2]).toEqual(['plum', 1, true]);
    expect(fruit.find('[role=status]').textContent).toBe(
      'Not everything that was pasted fits in here.'
    );
  });

  it('adds and removes rows; a row counts once something stands in it', () => {
    const fruit = table();
    const [addRow, removeRow] = [...fruit.component.node.querySelectorAll('button')];
    addRow.click();
    expect(fruit.component.draft).toBeUndefined();
    expect(focused()).toBe(cell(fruit, 3, 0));
    fruit.component.setValue({ ...FRUIT });
    expect(focused()).toBe(cell(fruit, 3, 0));
    write('fig');
    key('Enter');
    expect(draft(fruit).data).toHaveLength(4);
    click(cell(fruit, 1, 0));
    removeRow.click();
    expect(draft(fruit).data.map(row => row[0])).toEqual(['apple', 'plum', 'fig']);
  });

  it('adds, names and removes columns where nobody named them', () => {
    const fruit = table();
    const [, , addColumn, removeColumn] = [...fruit.component.node.querySelectorAll('button')];
    addColumn.click();
    expect(draft(fruit).headers).toEqual(['name', 'price', 'ripe', 'D']);
    expect(focused().textContent).toBe('D');
    write('origin');
    key('Enter');
    expect(draft(fruit).headers[3]).toBe('origin');
    click(cell(fruit, 0, 0));
    removeColumn.click();
    expect(draft(fruit).headers).toEqual(['price', 'ripe', 'origin']);
    expect(draft(fruit).data[0]).toEqual([1.5, true, null]);
  });

  it('has something to begin with when it is empty', () => {
    const fruit = table({ headers: ['name', 'price'], datatype: ['str', 'number'] }, null);
    click(cell(fruit, 0, 1));
    write('3');
    key('Enter');
    expect(draft(fruit)).toEqual({ headers: ['name', 'price'], data: [['', 3]], metadata: null });
  });

  it('says at which cell what is wrong, and takes it back', () => {
    const fruit = table({ datatype: ['str', 'number', 'bool'] });
    click(cell(fruit, 1, 1));
    write('much');
    key('Enter');
    expect(draft(fruit).data[1][1]).toBe('much');
    expect(cell(fruit, 1, 1).getAttribute('aria-invalid')).toBe('true');
    expect(fruit.find('.intarsia-Field-error').textContent).toBe(
      'Row 2, price: Must be a number, like 1234.5.'
    );
    click(cell(fruit, 1, 1));
    write('7');
    key('Enter');
    expect(cell(fruit, 1, 1).hasAttribute('aria-invalid')).toBe(false);
    expect(fruit.find('.intarsia-Field-error').textContent).toBe('');
    fruit.component.showErrors([{ path: [0, 'price'], message: 'Must be 1 or less.' }]);
    expect(cell(fruit, 0, 1).getAttribute('aria-invalid')).toBe('true');
    expect(fruit.find('.intarsia-Field-error').textContent).toBe(
      'Row 1, price: Must be 1 or less.'
    );
    fruit.component.showErrors([]);
    expect(cell(fruit, 0, 1).hasAttribute('aria-invalid')).toBe(false);
  });

  it('keeps the index while the number of rows stays', () => {
    const value = { ...FRUIT, metadata: { index: ['x', 'y', 'z'], total_rows: 3 } };
    const fruit = table({}, value);
    click(cell(fruit, 0, 0));
    write('kiwi');
    key('Enter');
    expect(draft(fruit).metadata).toEqual({ index: ['x', 'y', 'z'], total_rows: 3 });
  });

  it('can be edited when only a part of it is here, but neither grows nor shrinks', () => {
    const fruit = table({}, { ...FRUIT, metadata: { index: ['x', 'y', 'z'], total_rows: 5000 } });
    expect(fruit.find('[role=status]').textContent).toBe(
      'The first 3 of 5000 rows; the others stay as they are.'
    );
    const [addRow, removeRow] = [...fruit.component.node.querySelectorAll('button')];
    expect([addRow.disabled, removeRow.disabled]).toEqual([true, true]);
    click(cell(fruit, 2, 0));
    paste(focused(), 'a\t1\nb\t2');
    expect(draft(fruit).data).toHaveLength(3);
    expect(draft(fruit).data[2]).toEqual(['a', 1, true]);
    expect(draft(fruit).metadata).toEqual({ index: ['x', 'y', 'z'], total_rows: 5000 });
  });

  it('can be read, not edited, while it is disabled', () => {
    const fruit = table();
    fruit.component.setDisabled(true);
    click(cell(fruit, 0, 0));
    key('F2');
    expect(focused()).toBe(cell(fruit, 0, 0));
    key('Delete');
    paste(focused(), 'a\tb');
    expect(fruit.component.draft).toBeUndefined();
    expect(copy(focused())).toBe('apple');
    fruit.component.setDisabled(false);
    key('F2');
    expect(focused().localName).toBe('textarea');
  });

  it('takes at most so many cells', () => {
    const fruit = table({ max_cells: 9 });
    const [addRow] = [...fruit.component.node.querySelectorAll('button')];
    addRow.click();
    expect(fruit.find('[role=status]').textContent).toBe('This table takes at most 9 cells.');
  });

  it('shows hostile names and texts as they are', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const fruit = table({}, { headers: [evil], data: [[evil]], metadata: null });
    expect(cell(fruit, 0, 0).textContent).toBe(evil);
    expect(fruit.component.node.querySelector('img')).toBeNull();
  });
});

describe('a dataframe to read', () => {
  it('shows every value exactly', () => {
    const fruit = table(
      { interactive: false },
      {
        headers: ['a', 'b'],
        data: [
          [NaN, 'x'],
          [-Infinity, null],
          [2n ** 64n, true],
          [0.1, '']
        ],
        metadata: { index: ['r1', 'r2', 'r3', 'r4'], total_rows: 4 }
      }
    );
    const rows = [...fruit.find<HTMLTableElement>('table').rows].map(row =>
      [...row.cells].map(each => each.textContent)
    );
    expect(rows).toEqual([
      ['', 'a', 'b'],
      ['r1', 'NaN', 'x'],
      ['r2', '-Infinity', 'null'],
      ['r3', '18446744073709551616', 'true'],
      ['r4', '0.1', '']
    ]);
    expect(fruit.find('table').getAttribute('role')).toBeNull();
    expect(fruit.find('.intarsia-Dataframe-scroll').tabIndex).toBe(0);
  });

  it('says how many rows there are beyond those shown', () => {
    const data = Array.from({ length: 50 }, (_, index) => [index, index]);
    const value = { headers: ['a', 'b'], data, metadata: { index: null, total_rows: 150000 } };
    const fruit = table({ interactive: false, max_cells: 20 }, value);
    expect(fruit.find<HTMLTableElement>('table').rows).toHaveLength(11);
    expect(fruit.find('[role=status]').textContent).toBe('Showing 10 of 150000 rows.');
  });

  it('keeps its cells when numbers change, and hides when there is nothing', () => {
    const fruit = table({ interactive: false });
    const first = fruit.find('td');
    fruit.component.setValue({ ...FRUIT, data: [['fig', 9, null]] });
    expect(fruit.find('td')).toBe(first);
    expect(first.textContent).toBe('fig');
    fruit.component.setValue(null);
    expect(fruit.find('.intarsia-Dataframe-scroll').hidden).toBe(true);
  });
});
