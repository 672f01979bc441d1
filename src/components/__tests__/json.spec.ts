import { clearStage, leave, place, press, type } from './stage';

afterEach(clearStage);

describe('JSON to edit', () => {
  it('enters and commits what is valid', () => {
    const { component, find, heard } = place('json');
    component.setValue({ a: 1 });
    const area = find<HTMLTextAreaElement>('textarea');
    expect(area.value).toBe('{\n  "a": 1\n}');
    type(area, '{"a": [1, 2]}');
    expect(component.draft).toEqual({ a: [1, 2] });
    leave(area);
    expect(heard()).toEqual(['focus', 'input', 'change', 'blur']);
  });

  it('says in words where a text is no JSON, and drafts what the kernel refuses', () => {
    const { component, find } = place('json');
    component.setValue(null);
    const area = find<HTMLTextAreaElement>('textarea');
    type(area, '[1,\n 2');
    leave(area);
    expect(find('.intarsia-Field-error').textContent).toBe(
      'Not valid JSON at line 2, column 3: a comma or ] is expected.'
    );
    expect(ArrayBuffer.isView(component.draft)).toBe(true);
    type(area, '[1,\n 2]');
    expect(find('.intarsia-Field-error').textContent).toBe('');
    expect(component.draft).toEqual([1, 2]);
  });

  it('keeps how a person wrote it when the same value comes back', () => {
    const { component, find } = place('json');
    component.setValue(null);
    const area = find<HTMLTextAreaElement>('textarea');
    type(area, '{"a":1,  "b":2}');
    component.setValue({ a: 1, b: 2 });
    expect(area.value).toBe('{"a":1,  "b":2}');
    component.setValue({ a: 2 });
    expect(area.value).toBe('{\n  "a": 2\n}');
  });

  it('is empty for nothing, and nothing when empty', () => {
    const { component, find } = place('json');
    component.setValue(null);
    const area = find<HTMLTextAreaElement>('textarea');
    expect(area.value).toBe('');
    type(area, '  ');
    expect(component.draft).toBeNull();
  });

  it('submits with Shift and Enter', () => {
    const { component, find, heard } = place('json');
    component.setValue(null);
    const area = find<HTMLTextAreaElement>('textarea');
    type(area, '1');
    heard();
    press(area, 'Enter', { shiftKey: true });
    expect(heard()).toEqual(['change', 'submit']);
    expect(area.dataset.lmSuppressShortcuts).toBe('true');
  });
});

describe('JSON to read', () => {
  it('draws a branch when it is opened first', () => {
    const { component } = place('json', { interactive: false, open: false });
    component.setValue({ a: { b: ['<img src=x onerror=alert(1)>'] } });
    const branches = component.node.querySelectorAll('details');
    expect(branches).toHaveLength(2);
    const [root, inner] = branches;
    expect(root.open).toBe(true);
    expect(inner.open).toBe(false);
    expect(component.node.textContent).not.toContain('onerror');
    inner.open = true;
    inner.dispatchEvent(new Event('toggle'));
    const list = inner.querySelector('details');
    if (list) {
      list.open = true;
      list.dispatchEvent(new Event('toggle'));
    }
    expect(component.node.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(component.node.querySelector('img')).toBeNull();
  });

  it('keeps what was closed when another value comes', () => {
    const { component } = place('json', { interactive: false, open: true });
    component.setValue({ a: [1], b: [2] });
    const a = component.node.querySelectorAll('details')[1];
    a.open = false;
    a.dispatchEvent(new Event('toggle'));
    component.setValue({ a: [3], b: [4] });
    const states = [...component.node.querySelectorAll('details')].map(branch => branch.open);
    expect(states).toEqual([true, false, true]);
  });

  it('keeps the elements of what stays, and of what stands under the same name', () => {
    const { component } = place('json', { interactive: false, open: true });
    const stays = { deep: ['x'] };
    component.setValue({ a: stays, loss: [1], done: false });
    const before = [...component.node.querySelectorAll('details, .intarsia-JSON-line')];
    const text = component.node.querySelector('.intarsia-JSON-string')!.firstChild!;
    document.getSelection()!.setBaseAndExtent(text, 1, text, 2);
    component.setValue({ a: stays, loss: [1, 0.5], done: { at: 3 } });
    const after = [...component.node.querySelectorAll('details, .intarsia-JSON-line')];
    expect(after.slice(0, 5)).toEqual(before.slice(0, 5));
    expect(after.map(each => each.textContent)).toContain('1: 0.5');
    expect(component.node.textContent).toContain('loss: [ 2 items ]');
    expect(component.node.textContent).toContain('done: { 1 key }at: 3');
    expect(String(document.getSelection())).toBe('x');
    component.setValue({ loss: [] });
    expect(component.node.textContent).toBe('Petal length{ 1 key }loss: [ 0 items ]');
    component.setValue([]);
    expect(component.node.textContent).toContain('[ 0 items ]');
  });

  it('shows long texts and long lists by parts', () => {
    const { component } = place('json', { interactive: false, open: true });
    component.setValue(Array.from({ length: 250 }, (_, index) => index));
    const lines = (): number => component.node.querySelectorAll('.intarsia-JSON-line').length;
    expect(lines()).toBe(100);
    const more = (): HTMLElement | null => component.node.querySelector('.intarsia-Link');
    expect(more()?.textContent).toBe('Show more (150 left)');
    more()?.click();
    more()?.click();
    expect(lines()).toBe(250);
    expect(more()).toBeNull();
    component.setValue('x'.repeat(1000));
    expect(component.node.querySelector('.intarsia-JSON-string')?.textContent).toHaveLength(301);
    more()?.click();
    expect(component.node.querySelector('.intarsia-JSON-string')?.textContent).toHaveLength(1002);
  });

  it('shows every value exactly', () => {
    const { component } = place('json', { interactive: false, open: true });
    component.setValue([NaN, -0, 2n ** 70n, null, true]);
    const shown = [...component.node.querySelectorAll('.intarsia-JSON-line')].map(
      line => line.textContent
    );
    expect(shown).toEqual(['0: NaN', '1: -0.0', '2: 1180591620717411303424', '3: null', '4: true']);
  });

  it('copies the whole as text', async () => {
    const { component, find } = place('json', { interactive: false, open: false });
    component.setValue({ a: 1 });
    const written: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void written.push(text) }
    });
    find('[aria-label="Copy"]').click();
    await Promise.resolve();
    await Promise.resolve();
    expect(written).toEqual(['{\n  "a": 1\n}']);
    expect(find('.intarsia-Field-button').title).toBe('Copied');
  });

  it('numbers the items of arrays where it is asked to', () => {
    const shown = (show_indices: boolean): string => {
      const { component } = place('json', { interactive: false, open: true, show_indices });
      component.setValue(['a', { b: 1 }]);
      return component.node.querySelector('.intarsia-JSON-tree')?.textContent ?? '';
    };
    expect(shown(false)).toContain('"a"{ 1 key }b: 1');
    expect(shown(true)).toContain('0: "a"1: { 1 key }b: 1');
  });

  it('is as high as its author says, and without a button where none is wanted', () => {
    const { component, find } = place('json', {
      interactive: false,
      max_height: '10em',
      height: 100,
      buttons: []
    });
    component.setValue([1]);
    const { style } = find<HTMLElement>('.intarsia-JSON-tree');
    expect([style.blockSize, style.maxBlockSize, style.overflow]).toEqual([
      '100px',
      '10em',
      'auto'
    ]);
    expect(component.node.querySelector('button')).toBeNull();
  });
});
