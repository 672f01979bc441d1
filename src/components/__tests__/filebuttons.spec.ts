import type { FileValue } from '../../protocol/types';
import type { Component } from '../component';
import { clearStage, place, type IPlaced } from './stage';

afterEach(clearStage);

const FILE: FileValue = { handle: 'h1', name: 'table.csv', mime: 'text/csv', size: 3 };

describe('DownloadButton', () => {
  let saved: { name: string; href: string }[];
  let clicks: jest.SpyInstance;
  let made: Blob[];

  beforeEach(() => {
    saved = [];
    made = [];
    clicks = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement
    ) {
      saved.push({ name: this.download, href: this.href });
    });
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => `blob:${made.push(blob)}`,
      revokeObjectURL: () => undefined
    });
  });

  afterEach(() => clicks.mockRestore());

  it('gets the file and lets the browser save it, as bytes that nothing runs', async () => {
    const download = jest.fn(() => Promise.resolve(new Blob(['abc'], { type: 'text/html' })));
    const stage = place('downloadbutton', {}, { download });
    stage.component.setValue(FILE);
    stage.find('button').click();
    expect(stage.heard()).toEqual(['click']);
    expect(stage.find('button').getAttribute('aria-busy')).toBe('true');
    stage.find('button').click();
    await settled();
    expect(download.mock.calls).toEqual([[FILE]]);
    expect(saved).toEqual([{ name: 'table.csv', href: 'blob:1' }]);
    expect(made[0].type).toBe('application/octet-stream');
    expect(stage.find('button').getAttribute('aria-busy')).toBe('false');
  });

  it('is only pressed where there is no file', async () => {
    const download = jest.fn();
    const stage = place('downloadbutton', {}, { download });
    stage.component.setValue(null);
    stage.find('button').click();
    await settled();
    expect(stage.heard()).toEqual(['click']);
    expect(download).not.toHaveBeenCalled();
  });

  it('says what went wrong, until it goes well', async () => {
    const download = jest
      .fn()
      .mockRejectedValueOnce(new Error('The file is gone.'))
      .mockResolvedValue(new Blob([]));
    const stage = place('downloadbutton', {}, { download });
    stage.component.setValue(FILE);
    stage.find('button').click();
    await settled();
    expect(stage.component.node.textContent).toContain('The file is gone.');
    expect(stage.find('button').hasAttribute('aria-describedby')).toBe(true);
    stage.find('button').click();
    await settled();
    expect(stage.component.node.textContent).not.toContain('The file is gone.');
  });

  it('says what to do where there is no kernel', () => {
    const stage = place('downloadbutton');
    stage.component.setValue(FILE);
    stage.find('button').click();
    expect(stage.component.node.textContent).toContain('Run this cell');
  });
});

describe('UploadButton', () => {
  let dialogs: HTMLInputElement[];
  let clicks: jest.SpyInstance;

  beforeEach(() => {
    dialogs = [];
    clicks = jest.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (
      this: HTMLInputElement
    ) {
      dialogs.push(this);
    });
  });

  afterEach(() => clicks.mockRestore());

  function choose(stage: IPlaced, ...files: File[]): void {
    stage.find('button').click();
    const dialog = dialogs[dialogs.length - 1];
    Object.defineProperty(dialog, 'files', { value: files });
    dialog.dispatchEvent(new Event('change'));
  }

  it('asks for the files it takes', () => {
    const stage = place('uploadbutton', {
      file_count: 'directory',
      file_types: ['.csv', 'image']
    });
    stage.find('button').click();
    expect(stage.heard()).toEqual(['click']);
    const [dialog] = dialogs;
    expect([dialog.type, dialog.accept, dialog.multiple, dialog.webkitdirectory]).toEqual([
      'file',
      '.csv,image/*',
      true,
      true
    ]);
    expect(document.contains(dialog)).toBe(false);
  });

  it('sends what is chosen, and tells it in the order that listeners count on', async () => {
    const upload = jest.fn(() => Promise.resolve(FILE));
    const stage = place('uploadbutton', {}, { upload });
    choose(stage, new File(['abc'], 'table.csv'));
    expect(stage.component.isWaiting).toBe(true);
    expect(stage.component.node.textContent).toContain('table.csv');
    await settled();
    expect(stage.component.draft).toEqual(FILE);
    expect(stage.heard()).toEqual(['click', 'input', 'upload', 'change', 'settled']);
    expect(stage.component.isWaiting).toBe(false);
    expect(stage.component.node.textContent).not.toContain('table.csv');
  });

  it('gives a list where there may be several, when the last one is there', async () => {
    const ends: (() => void)[] = [];
    const upload = jest.fn(
      (file: File) =>
        new Promise<FileValue>(resolve => {
          ends.push(() => resolve({ ...FILE, name: file.name }));
        })
    );
    const stage = place('uploadbutton', { file_count: 'multiple' }, { upload });
    choose(stage, new File(['a'], 'a.csv'), new File(['b'], 'b.csv'));
    ends[1]();
    await settled();
    expect(stage.component.draft).toBeUndefined();
    ends[0]();
    await settled();
    expect((stage.component.draft as FileValue[]).map(file => file.name)).toEqual([
      'a.csv',
      'b.csv'
    ]);
  });

  it('refuses at once what the kernel would refuse', async () => {
    const upload = jest.fn();
    const stage = place('uploadbutton', { file_types: ['.csv'], max_size: 2 }, { upload });
    choose(stage, new File(['abc'], 'a.txt'));
    choose(stage, new File(['abc'], 'a.csv'));
    await settled();
    expect(upload).not.toHaveBeenCalled();
    expect(stage.component.node.textContent).toContain('a.csv has 3 bytes');
    stage.component.setValue(null);
    expect(stage.component.node.textContent).not.toContain('a.csv');
  });

  it('can be told to stop, and then nothing has come', async () => {
    const signals: AbortSignal[] = [];
    const upload: Component.IContext['upload'] = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signals.push(signal);
        signal.addEventListener('abort', () => reject(new Error('Given up.')));
      });
    const stage = place('uploadbutton', {}, { upload });
    choose(stage, new File(['abc'], 'table.csv'));
    stage.find('.intarsia-File-cancel').click();
    await settled();
    expect(signals[0].aborted).toBe(true);
    expect(stage.component.draft).toBeUndefined();
    expect(stage.heard()).toEqual(['click', 'settled']);
    expect(stage.events).toEqual([]);
    expect(stage.component.node.textContent).not.toContain('Given up.');
  });

  it('says what went wrong on the way', async () => {
    const upload = (): Promise<FileValue> => Promise.reject(new Error('The disk is full.'));
    const stage = place('uploadbutton', {}, { upload });
    choose(stage, new File(['abc'], 'table.csv'));
    await settled();
    expect(stage.component.node.textContent).toContain('The disk is full.');
    expect(stage.events.find(event => event.name === 'settled')?.data).toBe(false);
  });

  it('says what to do where there is no kernel', () => {
    const stage = place('uploadbutton');
    choose(stage, new File(['abc'], 'table.csv'));
    expect(stage.component.node.textContent).toContain('Run this cell');
  });
});

/** Let promises that are settled already be heard. */
async function settled(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 0));
}
