import { LaidOut } from '../../testing/laidout';
import type { Code } from '../code';
import { clearStage, place, press, type, type IPlaced } from './stage';

afterEach(clearStage);

async function show(given: object = {}, value: unknown = 'x = 1'): Promise<IPlaced> {
  const stage = place('code', { language: 'python', ...given });
  stage.component.setValue(value);
  await (stage.component as Code).settled;
  return stage;
}

/** Write as a person does, as far as the page can be told. */
function write(stage: IPlaced, text: string): void {
  const content = stage.find<HTMLElement>('.cm-content');
  content.focus();
  const line = content.querySelector('.cm-line');
  (line as HTMLElement).textContent = text;
}

async function observed(): Promise<void> {
  // The editor hears of changes of the page as microtasks.
  await new Promise(resolve => setTimeout(resolve, 0));
}

describe('Code to write', () => {
  it('is a text area until the editor is there, and keeps what was entered', async () => {
    const stage = place('code');
    stage.component.setValue('a');
    const area = stage.find<HTMLTextAreaElement>('textarea');
    expect(area.value).toBe('a');
    type(area, 'ab');
    expect(stage.component.draft).toBe('ab');
    await (stage.component as Code).settled;
    expect(stage.component.node.querySelector('textarea')).toBeNull();
    expect(stage.find<HTMLElement>('.cm-content').textContent).toBe('ab');
    expect(document.activeElement).toBe(stage.find('.cm-content'));
  });

  it('tells what a person writes, and commits it when it is left', async () => {
    const stage = await show();
    write(stage, 'x = 12');
    await observed();
    expect(stage.component.draft).toBe('x = 12');
    stage.find<HTMLElement>('.cm-content').blur();
    expect(stage.heard()).toEqual(['focus', 'input', 'change', 'blur']);
  });

  it('shows another value, telling nobody', async () => {
    const stage = await show();
    stage.component.setValue('y = 2\nz = 3');
    expect(stage.find<HTMLElement>('.cm-content').textContent).toBe('y = 2z = 3');
    stage.component.setValue(null);
    expect(stage.find<HTMLElement>('.cm-content').textContent).toBe('');
    expect(stage.events).toEqual([]);
  });

  it('is coloured after its language', async () => {
    const stage = await show({}, 'import math');
    expect(stage.find<HTMLElement>('.cm-line').children.length).toBeGreaterThan(0);
    const plain = await show({ language: null }, 'import math');
    expect(plain.find<HTMLElement>('.cm-line').children.length).toBe(0);
  });

  it('runs by Shift+Enter, and the notebook does not hear of it', async () => {
    const stage = await show();
    const outside = jest.fn();
    document.body.addEventListener('keydown', outside);
    press(stage.find('.cm-content'), 'Enter', { shiftKey: true, keyCode: 13 });
    press(stage.find('.cm-content'), 'Enter', { ctrlKey: true, keyCode: 13 });
    document.body.removeEventListener('keydown', outside);
    expect(stage.heard().filter(name => name === 'submit')).toHaveLength(2);
    expect(outside).not.toHaveBeenCalled();
  });

  it('keeps its keys from the notebook, has its name, and can be disabled', async () => {
    const stage = await show({ label: 'Program' });
    const content = stage.find<HTMLElement>('.cm-content');
    expect(content.dataset.lmSuppressShortcuts).toBe('true');
    const label = document.getElementById(content.getAttribute('aria-labelledby') ?? '');
    expect(label?.textContent).toBe('Program');
    stage.component.setDisabled(true);
    expect(content.getAttribute('contenteditable')).toBe('false');
    stage.component.setDisabled(false);
    expect(content.getAttribute('contenteditable')).toBe('true');
  });

  it('numbers lines, wraps them, and has its height, as its author says', async () => {
    const stage = await show({
      show_line_numbers: true,
      wrap_lines: true,
      lines: 3,
      max_lines: 7,
      autocomplete: true
    });
    expect(stage.component.node.querySelector('.cm-lineNumbers')).not.toBeNull();
    expect(stage.component.node.querySelector('.cm-lineWrapping')).not.toBeNull();
    const { style } = stage.find<HTMLElement>('.intarsia-Code-editor');
    expect(style.getPropertyValue('--intarsia-lines')).toBe('3');
    expect(style.getPropertyValue('--intarsia-max-lines')).toBe('7');
    const bare = await show({ show_line_numbers: false, wrap_lines: false });
    expect(bare.component.node.querySelector('.cm-lineNumbers, .cm-lineWrapping')).toBeNull();
  });

  it('becomes another editor when its language changes, with the same text', async () => {
    const stage = await show({ language: 'python' }, 'let x = 1');
    stage.component.setSpec({ ...stage.component.spec, language: 'javascript' } as never);
    await (stage.component as Code).settled;
    expect(stage.component.node.querySelectorAll('.cm-editor')).toHaveLength(1);
    expect(stage.find<HTMLElement>('.cm-content').textContent).toBe('let x = 1');
  });
});

describe('Code to read', () => {
  it('can be read and not written', async () => {
    const stage = await show({ interactive: false, label: null });
    const content = stage.find<HTMLElement>('.cm-content');
    expect(content.getAttribute('contenteditable')).toBe('false');
    expect(content.getAttribute('aria-label')).toBe('Code');
  });

  it('is followed while it is written out, and read from its beginning else', async () => {
    const page = new LaidOut();
    const stage = await show({ interactive: false, max_lines: 4 }, 'a');
    const scroller = stage.find<HTMLElement>('.cm-scroller');
    stage.component.setValue('a\nb');
    page.measure(scroller, 300);
    expect(scroller.scrollTop).toBe(200);
    stage.component.setValue('a\nb\nc');
    page.measure(scroller, 400);
    expect(scroller.scrollTop).toBe(300);
    scroller.scrollTop = 0;
    stage.component.setValue('another program\nwith lines');
    page.measure(scroller, 500);
    expect(scroller.scrollTop).toBe(0);
    page.restore();
  });

  it('is copied and saved by its buttons', async () => {
    const stage = await show({ interactive: false, buttons: ['copy', 'download'] }, 'x\ny');
    const written: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: (text: string) => Promise.resolve(void written.push(text)) }
    });
    stage.find('[aria-label="Copy"]').click();
    await Promise.resolve();
    expect(written).toEqual(['x\ny']);
    const saved: string[] = [];
    Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined });
    const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement
    ) {
      saved.push(this.download);
    });
    stage.find('[aria-label="Download"]').click();
    click.mockRestore();
    expect(saved).toEqual(['code.py']);
  });
});

describe('Code where the host has no editor', () => {
  it('stays a text area, or plain text', async () => {
    jest.resetModules();
    jest.doMock('../codeeditor', () => {
      throw new Error('Shared module is not available');
    });
    const stage = await import('./stage');
    const { component } = stage.place('code');
    component.setValue('x');
    await (component as Code).settled;
    expect(component.node.querySelector('textarea')?.value).toBe('x');
    const read = stage.place('code', { interactive: false });
    read.component.setValue('y');
    await (read.component as Code).settled;
    expect(read.component.node.querySelector('pre')?.textContent).toBe('y');
    stage.clearStage();
    jest.dontMock('../codeeditor');
  });
});
