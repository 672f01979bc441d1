import { PromiseDelegate } from '@lumino/coreutils';
import { Panel, Widget } from '@lumino/widgets';
import axe from 'axe-core';
import type { FileValue } from '../../protocol/types';
import type { Component } from '../component';
import { CameraControl } from '../cameracontrol';
import { FrameStream } from '../framestream';
import { FakeCamera, settled } from './fakecamera';
import { clearStage, place, press, type IPlaced } from './stage';

const sent: File[] = [];
const made: Blob[] = [];

const upload: Component.IContext['upload'] = file => {
  sent.push(file);
  return Promise.resolve({ handle: 'h1', name: file.name, mime: file.type, size: file.size });
};

beforeEach(() => {
  sent.length = 0;
  made.length = 0;
  Object.assign(URL, {
    createObjectURL: (blob: Blob) => `blob:${made.push(blob)}`,
    revokeObjectURL: () => undefined
  });
});

afterEach(() => {
  clearStage();
  jest.restoreAllMocks();
  jest.useRealTimers();
  FakeCamera.remove();
});

function open(given: object = {}, context: Partial<Component.IContext> = {}): IPlaced {
  const stage = place('image', given, { upload, ...context });
  stage.component.setValue(null);
  return stage;
}

function button(stage: IPlaced, words: string): HTMLButtonElement {
  const found = [...stage.component.node.querySelectorAll('button')].find(
    each => each.textContent === words && !each.closest('[hidden]')
  );
  if (!found) {
    throw new Error(`There is no button "${words}".`);
  }
  return found;
}

/** The picture is there. */
function seen(stage: IPlaced): void {
  stage.find('video').dispatchEvent(new Event('loadedmetadata'));
}

async function withCamera(stage: IPlaced): Promise<void> {
  button(stage, 'Camera').click();
  await settled();
  seen(stage);
}

const problem = (stage: IPlaced): string => stage.find('.intarsia-Field-error').textContent ?? '';

const isOpen = (stage: IPlaced): boolean =>
  stage.component.node.querySelector('.intarsia-Camera') !== null;

describe('a camera', () => {
  it('takes a picture, which goes the way of an upload, and is switched off', async () => {
    const camera = new FakeCamera();
    const stage = open();
    await withCamera(stage);
    expect(camera.asked).toEqual([{ video: { facingMode: 'user' }, audio: false }]);
    expect(camera.on.length).toBe(1);
    expect(document.activeElement).toBe(button(stage, 'Take picture'));
    button(stage, 'Take picture').click();
    await settled();
    expect(camera.on).toEqual([]);
    expect(isOpen(stage)).toBe(false);
    expect(camera.drawn).toEqual([{ mirrored: true, width: 640, height: 480 }]);
    expect(camera.qualities).toEqual([0.92]);
    expect(sent.map(({ name, type }) => [name, type])).toEqual([['webcam.jpg', 'image/jpeg']]);
    expect((stage.component.draft as FileValue).name).toBe('webcam.jpg');
    const told = stage.heard().filter(name => name !== 'focus' && name !== 'blur');
    expect(told).toEqual(['input', 'upload', 'change', 'settled']);
  });

  it('is not taken before there is a picture', async () => {
    new FakeCamera();
    const stage = open();
    button(stage, 'Camera').click();
    await settled();
    const take = button(stage, 'Take picture');
    expect(take.getAttribute('aria-disabled')).toBe('true');
    take.click();
    await settled();
    expect(isOpen(stage)).toBe(true);
    expect([problem(stage), sent.length]).toEqual(['', 0]);
    seen(stage);
    expect(take.hasAttribute('aria-disabled')).toBe(false);
  });

  it('is shown and taken as it is, where its description says so', async () => {
    const camera = new FakeCamera();
    const stage = open({ camera: { mirror: false, constraints: { width: 320 } } });
    await withCamera(stage);
    expect(camera.asked[0].video).toEqual({ width: 320 });
    expect(stage.find('video').classList).not.toContain('intarsia-mod-mirror');
    button(stage, 'Take picture').click();
    await settled();
    expect(camera.drawn[0].mirrored).toBe(false);
  });

  it("takes Gradio's constraints, which are those of a whole stream", async () => {
    const camera = new FakeCamera();
    const constraints = { video: { width: 800 }, audio: true };
    const stage = open({ camera: { mirror: true, constraints } });
    await withCamera(stage);
    expect(camera.asked).toEqual([{ video: { width: 800 }, audio: false }]);
  });

  it.each([
    ['NotAllowedError', 'gives no camera'],
    ['NotFoundError', 'No camera was found'],
    ['NotReadableError', 'other programs'],
    ['OverconstrainedError', 'asks for'],
    ['TypeError', 'TypeError']
  ])('says in words why there is none: %s', async (name, words) => {
    const camera = new FakeCamera();
    camera.refuses = name;
    const stage = open();
    button(stage, 'Camera').click();
    await settled();
    expect(problem(stage)).toContain(words);
    expect(isOpen(stage)).toBe(false);
    camera.refuses = null;
    await withCamera(stage);
    expect(problem(stage)).toBe('');
    expect(isOpen(stage)).toBe(true);
  });

  it('says that a page which is not secure has none', async () => {
    FakeCamera.remove();
    const stage = open();
    button(stage, 'Camera').click();
    await settled();
    expect(problem(stage)).toContain('https and localhost');
  });

  it('says that it was lost in the middle', async () => {
    const camera = new FakeCamera();
    const stage = open();
    await withCamera(stage);
    camera.tracks[0].lose();
    expect(problem(stage)).toBe('The camera was lost.');
    expect(isOpen(stage)).toBe(false);
  });

  it.each([
    ['Close', stage => button(stage, 'Close').click()],
    ['Escape', stage => press(button(stage, 'Close'), 'Escape')],
    ['disabling', stage => stage.component.setDisabled(true)],
    ['hiding', stage => stage.component.hide()],
    [
      'another description',
      stage => stage.component.setSpec({ ...stage.component.spec, interactive: false } as never)
    ],
    ['disposing', stage => stage.component.dispose()]
  ] as [string, (stage: IPlaced) => void][])('is switched off by %s', async (_, leave) => {
    const camera = new FakeCamera();
    const stage = open();
    await withCamera(stage);
    expect(camera.on.length).toBe(1);
    leave(stage);
    expect(camera.on).toEqual([]);
    expect(isOpen(stage)).toBe(false);
  });

  it('is switched off a while after what it stands in was hidden', async () => {
    const camera = new FakeCamera();
    const stage = open();
    const around = new Panel();
    Widget.attach(around, document.body);
    around.addWidget(stage.component);
    await withCamera(stage);
    jest.useFakeTimers();
    around.hide();
    jest.advanceTimersByTime(CameraControl.PATIENCE - 1);
    around.show();
    jest.advanceTimersByTime(CameraControl.PATIENCE);
    expect(camera.on.length).toBe(1); // it was for a moment only
    around.hide();
    jest.advanceTimersByTime(CameraControl.PATIENCE);
    expect(camera.on).toEqual([]);
    around.dispose();
  });

  it('is switched off also when it was left before it came', async () => {
    const camera = new FakeCamera();
    const stage = open();
    button(stage, 'Camera').click();
    stage.component.dispose();
    await settled();
    expect(camera.tracks.length).toBe(1);
    expect(camera.on).toEqual([]);
  });

  it('stays open while only words of the field change', async () => {
    const camera = new FakeCamera();
    const stage = open();
    await withCamera(stage);
    stage.component.setSpec({ ...stage.component.spec, label: 'Other' } as never);
    expect(isOpen(stage)).toBe(true);
    expect(camera.on.length).toBe(1);
  });

  it('can be chosen where there are several', async () => {
    const camera = new FakeCamera(['Front', 'Back']);
    const stage = open();
    await withCamera(stage);
    const choice = stage.find<HTMLSelectElement>('select');
    expect([...choice.options].map(each => each.textContent)).toEqual(['Front', 'Back']);
    expect(choice.value).toBe('Front');
    choice.value = 'Back';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    await settled();
    expect(camera.asked[1].video).toMatchObject({ deviceId: { exact: 'Back' } });
    expect(camera.on.map(track => track.deviceId)).toEqual(['Back']);
    expect(stage.component.draft).toBeUndefined();
    for (const name of ['Front', 'Back']) {
      choice.value = name;
      choice.dispatchEvent(new Event('change', { bubbles: true }));
    }
    await settled();
    expect(camera.on.map(track => track.deviceId)).toEqual(['Back']); // the last word counts
  });

  it('goes on with the one that was chosen last, though one before it is refused', async () => {
    const camera = new FakeCamera(['Front', 'Back']);
    const stage = open();
    await withCamera(stage);
    const refused = new PromiseDelegate<MediaStream>();
    const choice = stage.find<HTMLSelectElement>('select');
    const give = jest.spyOn(camera, 'getUserMedia').mockReturnValueOnce(refused.promise);
    for (const name of ['Back', 'Front']) {
      choice.value = name;
      choice.dispatchEvent(new Event('change', { bubbles: true }));
    }
    await settled();
    refused.reject(new DOMException('', 'NotReadableError'));
    await settled();
    expect(give).toHaveBeenCalledTimes(2);
    expect(camera.on.map(track => track.deviceId)).toEqual(['Front']);
    expect(isOpen(stage)).toBe(true);
  });

  it('is the only thing to press where nothing else is taken', () => {
    const stage = open({ sources: ['webcam'] });
    expect(stage.component.node.querySelector('input')).toBeNull();
    expect(
      [...stage.component.node.querySelectorAll('button')].map(each => each.textContent)
    ).toEqual(['Camera']);
    stage.component.focusFirst();
    expect(document.activeElement).toBe(button(stage, 'Camera'));
  });

  it('is silent under axe while it is open', async () => {
    new FakeCamera(['Front', 'Back']);
    const stage = open();
    await withCamera(stage);
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } }
    });
    expect(violations).toEqual([]);
  });
});

describe('the clipboard', () => {
  const clipboard = (read: () => Promise<unknown>): void => {
    Object.defineProperty(navigator, 'clipboard', { value: { read }, configurable: true });
  };

  afterEach(() => clipboard(() => Promise.reject(new Error('none'))));

  it('gives its picture', async () => {
    const item = { types: ['text/html', 'image/png'], getType: async () => new Blob(['png']) };
    clipboard(async () => [item]);
    const stage = open();
    button(stage, 'Paste').click();
    await settled();
    expect(sent.map(({ name, type }) => [name, type])).toEqual([['clipboard.png', 'image/png']]);
  });

  it.each([
    [() => Promise.reject(new DOMException('', 'NotAllowedError')), 'Ctrl+V'],
    [() => Promise.resolve([{ types: ['text/plain'] }]), 'no picture on the clipboard'],
    [
      () =>
        Promise.resolve([
          {
            types: ['image/png'],
            getType: () => Promise.reject(new DOMException('', 'NotAllowedError'))
          }
        ]),
      'Ctrl+V'
    ]
  ])('says in words why not', async (read, words) => {
    clipboard(read);
    const stage = open();
    button(stage, 'Paste').click();
    await settled();
    expect(problem(stage)).toContain(words);
    expect(sent).toEqual([]);
  });

  it('is taken by key also where no file may be chosen', () => {
    const stage = open({ sources: ['clipboard'] });
    const event = new Event('paste', { bubbles: true, cancelable: true });
    const files = [new File(['png'], 'image.png', { type: 'image/png' })];
    Object.assign(event, { clipboardData: { files } });
    button(stage, 'Paste').dispatchEvent(event);
    expect(sent.map(file => file.name)).toEqual(['image.png']);
  });
});

describe('a camera that streams', () => {
  const frames = (stage: IPlaced): Component.IEvent[] =>
    stage.events.filter(event => event.name === 'stream' && event.brings !== undefined);
  const ends = (stage: IPlaced): Component.IEvent[] =>
    stage.events.filter(event => event.name === 'stream' && event.brings === undefined);

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  });

  const stream = async (given: object = {}): Promise<IPlaced> => {
    const stage = open({ streaming: true, ...given }, { pace: () => 0.1 });
    await withCamera(stage);
    await settled();
    return stage;
  };

  it('sends a picture at its pace, and says when it has ended', async () => {
    const camera = new FakeCamera();
    camera.width = 2560;
    camera.height = 1440;
    const stage = await stream();
    expect(frames(stage).length).toBe(1);
    expect(stage.find('.intarsia-Camera-mark').textContent).toBe('Streaming');
    for (let count = 0; count < 5; count++) {
      jest.advanceTimersByTime(100);
      await settled();
    }
    expect(frames(stage).length).toBe(6);
    const { brings } = frames(stage)[0];
    expect(brings).toMatchObject({ name: 'frame.jpg', mime: 'image/jpeg', replaces: true });
    expect(brings!.data.byteLength).toBe(3);
    expect(camera.drawn[0]).toEqual({ mirrored: true, width: 1280, height: 720 });
    expect(camera.qualities[0]).toBe(0.8);
    button(stage, 'Stop').click();
    expect(camera.on).toEqual([]);
    expect(ends(stage).map(event => event.data)).toEqual([{ last: true }]);
    jest.advanceTimersByTime(1000);
    await settled();
    expect(frames(stage).length).toBe(6);
  });

  it('is switched off when what it streams into has failed', async () => {
    const camera = new FakeCamera();
    const stage = await stream();
    stage.component.stopStream();
    expect(camera.on).toEqual([]);
    expect(ends(stage).map(event => event.data)).toEqual([{ last: true }]);
    button(stage, 'Camera');
  });

  it('never makes two pictures at once, and falls behind rather', async () => {
    const camera = new FakeCamera();
    camera.isSlow = true;
    const stage = await stream();
    jest.advanceTimersByTime(1000);
    await settled();
    document.dispatchEvent(new Event('visibilitychange'));
    expect(camera.encodings.length).toBe(1);
    camera.encoded();
    await settled();
    expect(frames(stage).length).toBe(1);
    expect(camera.encodings.length).toBe(1); // at once: it was due long since
  });

  it('sends nothing while nobody sees the page', async () => {
    new FakeCamera();
    const stage = await stream();
    const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    jest.advanceTimersByTime(1000);
    await settled();
    expect(frames(stage).length).toBe(1);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    await settled();
    expect(frames(stage).length).toBe(2);
  });

  it('takes away detail until a picture can be sent', async () => {
    const camera = new FakeCamera();
    camera.sizeOf = quality => (quality > 0.6 ? FrameStream.MOST + 1 : FrameStream.MOST);
    const stage = await stream();
    expect(frames(stage)[0].brings!.data.byteLength).toBe(FrameStream.MOST);
    const [first, ...rest] = camera.qualities;
    expect(first).toBe(0.8);
    expect(rest.at(-1)).toBeLessThanOrEqual(0.6);
    const before = camera.qualities.length;
    jest.advanceTimersByTime(100);
    await settled();
    expect(camera.qualities.length).toBe(before + 1); // the next knows
  });

  it('tells no end of what it never began', async () => {
    const camera = new FakeCamera();
    camera.isSlow = true;
    const stage = await stream();
    button(stage, 'Stop').click();
    await settled();
    expect(stage.events.filter(event => event.name === 'stream')).toEqual([]);
  });

  it.each([
    ['lost', (camera: FakeCamera) => camera.tracks[0].lose()],
    ['left', (_: FakeCamera, stage: IPlaced) => stage.component.dispose()]
  ] as [string, (camera: FakeCamera, stage: IPlaced) => void][])(
    'tells its end when the camera is %s',
    async (_, leave) => {
      const camera = new FakeCamera();
      const stage = await stream();
      leave(camera, stage);
      expect(ends(stage).length).toBe(1);
      expect(camera.on).toEqual([]);
    }
  );
});
