import { nullTranslator } from '@jupyterlab/translation';
import { PromiseDelegate } from '@lumino/coreutils';
import type { FileValue } from '../../protocol/types';
import type { Component } from '../component';
import { acceptText, sizeText } from '../filetext';
import { clearStage, place, type IPlaced } from './stage';

const trans = nullTranslator.load('intarsia');

afterEach(() => {
  jest.restoreAllMocks();
  clearStage();
});

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
}

function value(name: string, size = 3, mime = 'text/plain'): FileValue {
  return { handle: `h-${name}`, name, mime, size };
}

function choose(stage: IPlaced, ...files: File[]): void {
  const input = stage.find('input[type=file]');
  Object.defineProperty(input, 'files', { value: files, configurable: true });
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

function drag(stage: IPlaced, name: string, files: File[]): boolean {
  const event = new Event(name, { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { types: ['Files'], files, dropEffect: 'none' } });
  return stage.find('.intarsia-File-drop').dispatchEvent(event);
}

const names = (stage: IPlaced): string[] =>
  [...stage.component.node.querySelectorAll('.intarsia-File-name')].map(
    element => element.textContent ?? ''
  );

describe('sizeText', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1500, '1.5 kB'],
    [1024, '1 KiB'],
    [50 * 1024 * 1024, '50 MiB'],
    [12_345_678, '12 MB']
  ])('%d is %s', (bytes, words) => {
    expect(sizeText(bytes, trans)).toBe(words);
  });
});

it('hands the types to the file dialog', () => {
  expect(acceptText(['.csv', 'image', 'application/json', 'file'])).toBe(
    '.csv,image/*,application/json'
  );
  expect(acceptText(null)).toBe('');
});

describe('File', () => {
  it('sends a file at once, shows how far it is, and commits its handle', async () => {
    const kernel = new Uploads();
    const stage = place('file', {}, { upload: kernel.upload });
    stage.component.setValue(null);
    choose(stage, new File(['abc'], 'a.txt'));
    expect(kernel.started.length).toBe(1);
    expect(stage.component.isWaiting).toBe(true);
    const [{ options, answer }] = kernel.started;
    expect(options.component).toBe('c1');
    options.onProgress(2);
    expect(stage.find<HTMLProgressElement>('progress').value).toBe(2);
    expect(stage.find('.intarsia-File-size').textContent).toBe('2 bytes of 3 bytes');
    expect(stage.heard()).toEqual([]);
    answer.resolve(value('a.txt'));
    await answer.promise;
    expect(stage.component.isWaiting).toBe(false);
    expect(stage.component.draft).toEqual(value('a.txt'));
    expect(stage.heard()).toEqual(['input', 'upload', 'change', 'settled']);
    expect(stage.component.node.querySelector('progress')).toBeNull();
    expect(names(stage)).toEqual(['a.txt']);
  });

  it('takes several, by dropping too', async () => {
    const kernel = new Uploads();
    const stage = place('file', { file_count: 'multiple' }, { upload: kernel.upload });
    stage.component.setValue([value('old')]);
    expect(drag(stage, 'dragover', [])).toBe(false);
    expect(stage.find('.intarsia-File-drop').classList).toContain('intarsia-mod-over');
    expect(drag(stage, 'drop', [new File(['1'], 'b'), new File(['2'], 'c')])).toBe(false);
    expect(stage.find('.intarsia-File-drop').classList).not.toContain('intarsia-mod-over');
    for (const { file, answer } of kernel.started) {
      answer.resolve(value(file.name));
      await answer.promise;
    }
    expect(stage.component.draft).toEqual([value('old'), value('b'), value('c')]);
  });

  it('gives up what is on its way by Cancel, by another file, and at its end', async () => {
    const kernel = new Uploads();
    const stage = place('file', {}, { upload: kernel.upload });
    stage.component.setValue(null);
    choose(stage, new File(['1'], 'a'));
    stage.find('.intarsia-File-cancel').click();
    expect(kernel.started[0].options.signal.aborted).toBe(true);
    choose(stage, new File(['1'], 'b'));
    choose(stage, new File(['1'], 'c'));
    expect(kernel.started[1].options.signal.aborted).toBe(true);
    expect(names(stage)).toEqual(['c']);
    stage.component.dispose();
    expect(kernel.started[2].options.signal.aborted).toBe(true);
    await Promise.allSettled(kernel.started.map(({ answer }) => answer.promise));
    expect(stage.heard()).toEqual(['settled', 'focus']);
  });

  it('keeps a line that is pressed while the same value comes again', () => {
    const stage = place('file', { file_count: 'multiple' });
    stage.component.setValue([value('a'), value('a'), value('b')]);
    const pressed = [...stage.component.node.querySelectorAll('.intarsia-File-remove')];
    stage.component.setValue([value('a'), value('a'), value('b')]);
    expect([...stage.component.node.querySelectorAll('.intarsia-File-remove')]).toEqual(pressed);
    expect(pressed.every(each => each.isConnected)).toBe(true);
    (pressed[1] as HTMLElement).click();
    expect(names(stage)).toEqual(['a', 'b']);
    stage.component.setValue([value('c')]);
    expect(names(stage)).toEqual(['c']);
  });

  it('says in the words of the kernel why a file was refused', async () => {
    const kernel = new Uploads();
    const stage = place('file', {}, { upload: kernel.upload });
    stage.component.setValue(value('old'));
    choose(stage, new File(['1'], 'a'));
    kernel.started[0].answer.reject(new Error('The disk is full.'));
    await expect(kernel.started[0].answer.promise).rejects.toThrow();
    expect(stage.find('.intarsia-Field-error').textContent).toBe('The disk is full.');
    expect(names(stage)).toEqual(['old']);
    expect(stage.component.draft).toBeUndefined();
  });

  it('refuses at once what is too large or of another type', () => {
    const kernel = new Uploads();
    const stage = place('file', { max_size: 2, file_types: ['.txt'] }, { upload: kernel.upload });
    stage.component.setValue(null);
    choose(stage, new File(['abc'], 'a.txt'));
    expect(stage.find('.intarsia-Field-error').textContent).toBe(
      'a.txt has 3 bytes; at most 2 bytes can be sent.'
    );
    choose(stage, new File(['a'], 'a.csv'));
    expect(stage.find('.intarsia-Field-error').textContent).toBe(
      'a.csv: choose a file of the type .txt.'
    );
    expect(kernel.started.length).toBe(0);
    choose(stage, new File(['a'], 'A.TXT'));
    expect(stage.find('.intarsia-Field-error').textContent).toBe('');
    expect(kernel.started.length).toBe(1);
  });

  it('removes a file', () => {
    const stage = place('file', {}, { upload: new Uploads().upload });
    stage.component.setValue(value('a'));
    const remove = stage.find('.intarsia-File-remove');
    expect(remove.getAttribute('aria-label')).toBe('Remove a');
    remove.click();
    expect(stage.component.draft).toBeNull();
    expect(stage.heard()).toEqual(['delete', 'input', 'clear', 'change', 'focus']);
    expect(names(stage)).toEqual([]);
  });

  it('says why nothing can be sent without a kernel', () => {
    const stage = place('file');
    stage.component.setValue(null);
    expect(stage.find('input').disabled).toBe(true);
    expect(stage.find('.intarsia-File-reason').textContent).toBe('Run this cell to send files.');
    expect(drag(stage, 'drop', [new File(['1'], 'a')])).toBe(true);
  });

  it('offers results for saving, as bytes that nothing runs', async () => {
    const make = jest.fn((_: Blob) => 'blob:x');
    const revoke = jest.fn();
    Object.assign(URL, { createObjectURL: make, revokeObjectURL: revoke });
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => undefined);
    const done = new PromiseDelegate<Blob>();
    const stage = place(
      'file',
      { interactive: false, file_count: 'multiple' },
      { download: () => done.promise }
    );
    stage.component.setValue([value('a.html', 3, 'text/html')]);
    jest.useFakeTimers();
    stage.find('.intarsia-File-download').click();
    done.resolve(new Blob(['<script>'], { type: 'text/html' }));
    await done.promise;
    await Promise.resolve();
    expect(click).toHaveBeenCalledTimes(1);
    expect(make.mock.calls[0][0].type).toBe('application/octet-stream');
    jest.runAllTimers();
    expect(revoke).toHaveBeenCalledWith('blob:x');
    jest.useRealTimers();
    click.mockRestore();
  });

  it('shows nothing for a value that is no file', () => {
    const stage = place('file');
    stage.component.setValue({ path: '/etc/passwd' });
    expect(names(stage)).toEqual([]);
  });
});

describe('Image', () => {
  const made: Blob[] = [];
  /** The pictures that are made from now on, whether they are in the document or not. */
  const loads = (): HTMLImageElement[] => {
    const found: HTMLImageElement[] = [];
    const create = document.createElement.bind(document);
    jest.spyOn(document, 'createElement').mockImplementation((name: string) => {
      const node = create(name);
      if (name === 'img') {
        found.push(node as HTMLImageElement);
      }
      return node;
    });
    return found;
  };
  const revoked: string[] = [];
  const picture = (name: string, mime = 'image/png'): FileValue => value(name, 3, mime);

  beforeEach(() => {
    made.length = 0;
    revoked.length = 0;
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => `blob:${made.push(blob)}`,
      revokeObjectURL: (url: string) => revoked.push(url)
    });
  });

  it('shows a result through a Blob, and revokes it when another comes', async () => {
    const bytes = Promise.resolve(new Blob(['png'], { type: 'text/html' }));
    const stage = place(
      'image',
      { interactive: false, label: 'Result' },
      { download: () => bytes }
    );
    stage.component.setValue(picture('a'));
    await bytes;
    const shown = stage.find<HTMLImageElement>('img');
    expect(shown.alt).toBe('Result');
    expect(shown.src).toBe('blob:1');
    expect(made[0].type).toBe('image/png');
    stage.component.setValue(picture('a'));
    await bytes;
    expect(made.length).toBe(1);
    const next = loads();
    stage.component.setValue(picture('b'));
    await bytes;
    expect(stage.find<HTMLImageElement>('img').src).toBe('blob:1'); // until the next is there
    expect(revoked).toEqual([]);
    next[0].dispatchEvent(new Event('load'));
    expect(stage.find<HTMLImageElement>('img').src).toBe('blob:2');
    expect(revoked).toEqual(['blob:1']);
    stage.component.dispose();
    expect(revoked).toEqual(['blob:1', 'blob:2']);
  });

  it('shows frames of a fast stream as they are ready, and never an older one after', async () => {
    const bytes = Promise.resolve(new Blob(['png']));
    const stage = place('image', { interactive: false }, { download: () => bytes });
    stage.component.setValue(picture('0'));
    await bytes;
    const frames = loads();
    for (const name of ['1', '2', '3']) {
      stage.component.setValue(picture(name));
      await bytes;
    }
    const shown = (): string => stage.find<HTMLImageElement>('img').src;
    frames[1].dispatchEvent(new Event('load'));
    expect(shown()).toBe('blob:3');
    frames[0].dispatchEvent(new Event('load'));
    expect(shown()).toBe('blob:3');
    frames[2].dispatchEvent(new Event('load'));
    expect(shown()).toBe('blob:4');
    expect(revoked).toEqual(['blob:1', 'blob:2', 'blob:3']);
    stage.component.setValue(null);
    expect(stage.component.node.querySelector('img')).toBeNull();
    expect(revoked.at(-1)).toBe('blob:4');
  });

  it('shows the newest of two that were asked for', async () => {
    const first = new PromiseDelegate<Blob>();
    const second = Promise.resolve(new Blob(['2']));
    const stage = place(
      'image',
      { interactive: false },
      { download: file => (file.name === 'a' ? first.promise : second) }
    );
    stage.component.setValue(picture('a'));
    stage.component.setValue(picture('b'));
    await second;
    first.resolve(new Blob(['1']));
    await first.promise;
    await Promise.resolve();
    expect(made.length).toBe(1);
    expect(stage.component.node.querySelectorAll('img').length).toBe(1);
  });

  it.each(['image/svg+xml', 'text/html', 'image/bmp', ''])('makes no picture of %j', async mime => {
    const download = jest.fn();
    const stage = place('image', { interactive: false }, { download });
    stage.component.setValue(picture('a', mime));
    await Promise.resolve();
    expect(download).not.toHaveBeenCalled();
    expect(stage.component.node.querySelector('img')).toBeNull();
    expect(names(stage)).toEqual(['a']);
  });

  it('shows what it has sent without asking for it', async () => {
    const kernel = new Uploads();
    const download = jest.fn();
    const stage = place('image', {}, { upload: kernel.upload, download });
    stage.component.setValue(null);
    const file = new File(['png'], 'a.png', { type: 'image/png' });
    choose(stage, file);
    kernel.started[0].answer.resolve(picture('a.png'));
    await kernel.started[0].answer.promise;
    await Promise.resolve();
    expect(stage.find<HTMLImageElement>('img').src).toBe('blob:1');
    expect(download).not.toHaveBeenCalled();
  });

  it('asks again for what was lost with the kernel, once there is one', async () => {
    const bytes = Promise.resolve(new Blob(['png']));
    const lost = new PromiseDelegate<Blob>();
    const download = (file: FileValue) => (file.name === 'a' ? bytes : lost.promise);
    const stage = place('image', { interactive: false }, { download });
    stage.component.setValue(picture('a'));
    await bytes;
    stage.component.setValue(picture('b'));
    const { context } = stage.component as unknown as { context: object };
    Object.assign(context, { download: null });
    stage.component.setValue(picture('b'));
    lost.reject(new Error('The connection to the kernel was lost.'));
    await lost.promise.catch(() => undefined);
    await Promise.resolve();
    Object.assign(context, { download: () => bytes });
    stage.component.setValue(picture('b'));
    await bytes;
    expect(stage.find<HTMLImageElement>('img').src).toBe('blob:2');
  });

  it('says so when a picture cannot be fetched or drawn', async () => {
    const failure = Promise.reject(new Error('The kernel is gone.'));
    const stage = place('image', { interactive: false }, { download: () => failure });
    stage.component.setValue(picture('a'));
    await failure.catch(() => undefined);
    await Promise.resolve();
    expect(stage.find('.intarsia-Image-stage').textContent).toBe('The kernel is gone.');
    const bytes = Promise.resolve(new Blob(['x']));
    const other = place('image', { interactive: false }, { download: () => bytes });
    other.component.setValue(picture('b'));
    await bytes;
    other.find('img').dispatchEvent(new Event('error'));
    expect(other.find('.intarsia-Image-stage').textContent).toBe('This picture cannot be shown.');
  });
});
