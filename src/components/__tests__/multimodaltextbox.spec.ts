import { PromiseDelegate } from '@lumino/coreutils';
import type { FileValue, MultimodalTextboxSpec } from '../../protocol/types';
import type { Component } from '../component';
import { clearStage, place, press, type, type IPlaced } from './stage';

afterEach(clearStage);

/**
 * A kernel that takes files when the test says so.
 */
class Uploads {
  readonly started: {
    file: File;
    options: Component.IUploadOptions;
    answer: PromiseDelegate<FileValue>;
  }[] = [];

  readonly upload = (file: File, options: Component.IUploadOptions): Promise<FileValue> => {
    const answer = new PromiseDelegate<FileValue>();
    options.signal.addEventListener('abort', () => answer.reject(new Error('aborted')));
    this.started.push({ file, options, answer });
    return answer.promise;
  };

  async answer(at: number): Promise<void> {
    const { file, answer } = this.started[at];
    answer.resolve(value(file.name));
    await answer.promise;
    await Promise.resolve();
  }
}

function value(name: string): FileValue {
  return { handle: `h-${name}`, name, mime: 'text/plain', size: 3 };
}

interface IBox extends IPlaced {
  readonly kernel: Uploads;
  readonly area: HTMLTextAreaElement;
}

function open(given: Partial<MultimodalTextboxSpec> = {}): IBox {
  const kernel = new Uploads();
  const stage = place(
    'multimodaltextbox',
    {
      uploads: true,
      file_types: null,
      file_count: 'multiple',
      max_size: 1000,
      lines: 1,
      max_lines: 20,
      submit_btn: true,
      stop_btn: false,
      max_plain_text_length: 10,
      autofocus: false,
      text_align: null,
      ...given
    },
    { upload: kernel.upload }
  );
  stage.component.setValue({ text: '', files: [] });
  return { ...stage, kernel, area: stage.find('.intarsia-MultimodalTextbox-text') };
}

function choose(stage: IPlaced, ...files: File[]): void {
  const input = stage.find('input[type=file]');
  Object.defineProperty(input, 'files', { value: files, configurable: true });
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

function paste(stage: IBox, text: string, files: File[] = []): boolean {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { files, getData: () => text } });
  return stage.area.dispatchEvent(event);
}

function drag(stage: IBox, name: string, files: File[]): boolean {
  const event = new Event(name, { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { types: ['Files'], files, dropEffect: 'none' } });
  return stage.area.dispatchEvent(event);
}

const names = (stage: IBox): string[] =>
  [...stage.component.node.querySelectorAll('li span:first-of-type')].map(
    each => each.textContent ?? ''
  );

const button = (stage: IBox, label: string): HTMLButtonElement | undefined =>
  [...stage.component.node.querySelectorAll('button')].find(
    each => (each.getAttribute('aria-label') ?? each.textContent) === label
  );

describe('keys', () => {
  it('with one line, Enter submits and Shift+Enter begins a line that nobody else hears of', () => {
    const stage = open();
    const outside = jest.fn();
    document.body.addEventListener('keydown', outside);
    type(stage.area, 'Hello');
    expect(press(stage.area, 'Enter', { shiftKey: true })).toBe(true);
    expect(outside).not.toHaveBeenCalled();
    expect(stage.heard()).toEqual(['focus', 'input']);
    expect(press(stage.area, 'Enter')).toBe(false);
    expect(stage.heard()).toEqual(['change', 'submit']);
    expect(press(stage.area, 'Enter', { ctrlKey: true })).toBe(false);
    expect(stage.heard()).toEqual(['submit']);
    document.body.removeEventListener('keydown', outside);
  });

  it('with several lines it is the other way round', () => {
    const stage = open({ lines: 3 });
    expect(press(stage.area, 'Enter')).toBe(true);
    expect(press(stage.area, 'Enter', { shiftKey: true })).toBe(false);
    expect(stage.heard()).toEqual(['focus', 'submit']);
  });

  it('take a suggestion while a text is being composed', () => {
    const stage = open();
    expect(press(stage.area, 'Enter', { isComposing: true })).toBe(true);
    expect(stage.heard()).toEqual(['focus']);
  });
});

it('submits with a file that is still on its way', async () => {
  const stage = open();
  type(stage.area, 'See');
  choose(stage, new File(['abc'], 'a.txt'));
  expect(stage.component.isWaiting).toBe(true);
  press(stage.area, 'Enter');
  expect(stage.heard()).toContain('submit');
  let settled: unknown;
  stage.component.triggered.connect((_, { name }) => {
    settled = name === 'settled' ? stage.component.draft : settled;
  });
  await stage.kernel.answer(0);
  expect(settled).toEqual({ text: 'See', files: [value('a.txt')] });
  expect(stage.component.isWaiting).toBe(false);
});

describe('files', () => {
  it('are sent at once, shown, and taken out again', async () => {
    const stage = open();
    type(stage.area, 'See');
    choose(stage, new File(['abc'], 'a.txt'), new File(['abc'], 'b.txt'));
    expect(stage.kernel.started.length).toBe(2);
    stage.kernel.started[0].options.onProgress(2);
    expect(stage.find<HTMLProgressElement>('progress').value).toBe(2);
    await stage.kernel.answer(0);
    await stage.kernel.answer(1);
    expect(names(stage)).toEqual(['a.txt', 'b.txt']);
    expect(stage.component.draft).toEqual({
      text: 'See',
      files: [value('a.txt'), value('b.txt')]
    });
    button(stage, 'Remove a.txt')?.click();
    expect(stage.component.draft).toEqual({ text: 'See', files: [value('b.txt')] });
    expect(document.activeElement).toBe(stage.area);
  });

  it('add to those that are there, also when one is chosen at a time', async () => {
    const stage = open({ file_count: 'single' });
    expect(stage.find('input[type=file]').multiple).toBe(false);
    choose(stage, new File(['1'], 'a.txt'));
    await stage.kernel.answer(0);
    choose(stage, new File(['1'], 'b.txt'));
    await stage.kernel.answer(1);
    expect(names(stage)).toEqual(['a.txt', 'b.txt']);
  });

  it('of a folder, all of them', () => {
    const stage = open({ file_count: 'directory' });
    expect(stage.find('input[type=file]').webkitdirectory).toBe(true);
  });

  it('come by dropping and pasting; a long text is one, a picture beside a text is not', () => {
    const stage = open();
    expect(drag(stage, 'dragover', [])).toBe(false);
    const box = stage.find('.intarsia-MultimodalTextbox-box');
    expect(box.classList).toContain('intarsia-mod-over');
    expect(drag(stage, 'drop', [new File(['1'], 'a')])).toBe(false);
    expect(box.classList).not.toContain('intarsia-mod-over');
    expect(paste(stage, '', [new File(['1'], 'b.png')])).toBe(false);
    expect(paste(stage, 'short')).toBe(true);
    expect(paste(stage, 'short', [new File(['1'], 'c.png')])).toBe(true);
    expect(paste(stage, 'longer than ten')).toBe(false);
    expect(stage.kernel.started.map(({ file }) => file.name)).toEqual([
      'a',
      'b.png',
      'pasted_text.txt'
    ]);
  });

  it('are refused at once when they are too large or of another type', () => {
    const stage = open({ file_types: ['.txt'], max_size: 2 });
    choose(stage, new File(['abc'], 'a.txt'));
    expect(stage.find('.intarsia-Field-error').textContent).toMatch(/at most 2 bytes/);
    choose(stage, new File(['a'], 'a.csv'));
    expect(stage.find('.intarsia-Field-error').textContent).toMatch(/of the type .txt/);
    expect(stage.kernel.started).toEqual([]);
  });

  it('are given up by Cancel, and the kernel’s refusal is told', async () => {
    const stage = open();
    choose(stage, new File(['a'], 'a.txt'));
    stage.find('.intarsia-File-cancel').click();
    expect(stage.kernel.started[0].options.signal.aborted).toBe(true);
    expect(stage.heard()).toEqual(['settled', 'focus']);
    choose(stage, new File(['a'], 'b.txt'));
    stage.kernel.started[1].answer.reject(new Error('The disk is full.'));
    await expect(stage.kernel.started[1].answer.promise).rejects.toThrow();
    await Promise.resolve();
    expect(stage.find('.intarsia-Field-error').textContent).toBe('The disk is full.');
    expect(names(stage)).toEqual([]);
  });

  it('are not taken without a kernel, which is told, while disabled, or where none are', () => {
    const closed = place('multimodaltextbox', { uploads: true, file_types: null, max_size: 9 });
    closed.component.setValue(null);
    choose(closed, new File(['1'], 'a'));
    expect(closed.find('.intarsia-Field-error').textContent).toBe('Run this cell to send files.');
    const stage = open();
    stage.component.setDisabled(true);
    expect(drag(stage, 'drop', [new File(['1'], 'a')])).toBe(true);
    expect(stage.kernel.started).toEqual([]);
    expect(open({ uploads: false }).find('.intarsia-MultimodalTextbox-attach').hidden).toBe(true);
  });
});

it('has the buttons that the author wants, in the author’s words', () => {
  const stage = open({ submit_btn: 'Ask', stop_btn: true });
  button(stage, 'Stop')?.click();
  button(stage, 'Ask')?.click();
  expect(stage.heard()).toEqual(['stop', 'submit']);
  const bare = open({ submit_btn: false });
  expect(bare.component.node.querySelectorAll('button').length).toBe(0);
});

it('tells what is selected', () => {
  const stage = open();
  type(stage.area, 'Hello');
  stage.area.setSelectionRange(1, 3);
  stage.area.dispatchEvent(new Event('select', { bubbles: true }));
  expect(stage.events.at(-1)).toEqual({ name: 'select', data: { index: [1, 3], value: 'el' } });
});

it('takes the focus at the beginning, but from nobody who writes', () => {
  const first = open({ autofocus: true });
  expect(document.activeElement).toBe(first.area);
  open({ autofocus: true });
  expect(document.activeElement).toBe(first.area);
});

it('shows text and files where it is only to be read', () => {
  const stage = place('multimodaltextbox', { interactive: false });
  stage.component.setValue({ text: 'Hello', files: [value('a.txt'), { path: '/etc/passwd' }] });
  expect(stage.find('.intarsia-Textbox-text').textContent).toBe('Hello');
  expect(stage.component.node.querySelectorAll('li').length).toBe(1);
  expect(stage.component.node.querySelector('button, input, textarea')).toBeNull();
});
