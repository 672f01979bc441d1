import { Panel, Widget } from '@lumino/widgets';
import axe from 'axe-core';
import { PromiseDelegate } from '@lumino/coreutils';
import type { FileValue } from '../../protocol/types';
import type { Component } from '../component';
import { CameraControl } from '../cameracontrol';
import { VideoStream } from '../videostream';
import { FakeCamera, settled } from './fakecamera';
import { FakeRecorder, FakeSource } from './fakemedia';
import { clearStage, place, type IPlaced } from './stage';

const MIME = 'video/mp4; codecs="avc1.64001f, mp4a.40.2"';

const sent: File[] = [];
const made: { type?: string }[] = [];
const revoked: string[] = [];

const upload: Component.IContext['upload'] = file => {
  sent.push(file);
  return Promise.resolve({ handle: 'sent', name: file.name, mime: file.type, size: file.size });
};

const read: Component.IContext['read'] = () => Promise.resolve(new ArrayBuffer(0));

const film = (name = 'film.mp4', mime = 'video/mp4'): FileValue => ({
  handle: `h-${name}`,
  name,
  mime,
  size: 5
});

const growing = (size: number, isGrowing = true): FileValue =>
  ({
    handle: 'h1',
    name: 'video.mp4',
    mime: MIME,
    size,
    ...(isGrowing ? { is_stream: true } : {})
  }) as FileValue;

beforeEach(() => {
  sent.length = made.length = revoked.length = 0;
  Object.assign(URL, {
    createObjectURL: (blob: Blob) => `blob:${made.push(blob)}`,
    revokeObjectURL: (url: string) => revoked.push(url)
  });
});

afterEach(() => {
  clearStage();
  jest.restoreAllMocks();
  jest.useRealTimers();
  FakeCamera.remove();
  FakeSource.remove();
  FakeRecorder.remove();
});

function button(stage: IPlaced, words: string): HTMLButtonElement {
  const found = [...stage.component.node.querySelectorAll('button')].find(
    each =>
      (each.textContent === words || each.getAttribute('aria-label') === words) &&
      !each.closest('[hidden]')
  );
  if (!found) {
    throw new Error(`There is no button "${words}".`);
  }
  return found;
}

const words = (stage: IPlaced): string => stage.find('.intarsia-Video-words').textContent ?? '';

const problem = (stage: IPlaced): string => stage.find('.intarsia-Field-error').textContent ?? '';

const fire = (stage: IPlaced, ...names: string[]): void =>
  names.forEach(name => stage.find('video').dispatchEvent(new Event(name)));

describe('a video that is whole', () => {
  let isPaused: boolean;

  beforeEach(() => {
    isPaused = true;
    const element = HTMLMediaElement.prototype;
    jest.spyOn(element, 'paused', 'get').mockImplementation(() => isPaused);
    jest.spyOn(element, 'play').mockImplementation(() => {
      isPaused = false;
      return Promise.resolve();
    });
    jest.spyOn(element, 'pause').mockImplementation(() => {
      isPaused = true;
    });
  });

  const show = async (given: object = {}, file: FileValue = film()): Promise<IPlaced> => {
    const stage = place(
      'video',
      { interactive: false, ...given },
      {
        download: () => Promise.resolve(new Blob(['video'], { type: 'text/html' })),
        read
      }
    );
    stage.component.setValue(file);
    await settled();
    return stage;
  };

  it('plays through a Blob of a type without scripts, which is let go of', async () => {
    const stage = await show({ loop: true, autoplay: true });
    const shown = stage.find<HTMLVideoElement>('video');
    expect(shown.src).toBe('blob:1');
    expect(made[0].type).toBe('video/mp4');
    expect([shown.loop, shown.autoplay]).toEqual([true, true]);
    expect(shown.getAttribute('aria-label')).toBe('Petal length');
    expect(stage.find('.intarsia-File-name').textContent).toBe('film.mp4');
    stage.component.setValue(film());
    await settled();
    expect(made.length).toBe(1); // the same one goes on
    stage.component.setValue(film('other.mp4'));
    expect(revoked).toEqual(['blob:1']);
    await settled();
    expect(stage.find<HTMLVideoElement>('video').src).toBe('blob:2');
    stage.component.setValue(null);
    expect(revoked).toEqual(['blob:1', 'blob:2']);
    expect(stage.find('.intarsia-Video-player').hidden).toBe(true);
    stage.component.setValue(film());
    await settled();
    stage.component.dispose();
    expect(revoked.at(-1)).toBe('blob:3');
  });

  it('comes once there is a kernel to ask', async () => {
    const context: { download: Component.IContext['download'] } = { download: null };
    const stage = place('video', { interactive: false }, { read });
    Object.defineProperty((stage.component as never as { context: object }).context, 'download', {
      get: () => context.download
    });
    stage.component.setValue(film());
    expect(words(stage)).toBe('Run this cell to see the video.');
    context.download = async () => new Blob(['video']);
    stage.component.setValue(film());
    await settled();
    expect(stage.find<HTMLVideoElement>('video').src).toBe('blob:1');
  });

  it('is asked for again when it was lost with the kernel, once there is one', async () => {
    const bytes = new PromiseDelegate<Blob>();
    const stage = place('video', { interactive: false }, { read, download: () => bytes.promise });
    stage.component.setValue(film());
    const { context } = stage.component as unknown as { context: object };
    Object.assign(context, { read: null, download: null });
    stage.component.setValue(film());
    bytes.reject(new Error('The connection to the kernel was lost.'));
    await settled();
    Object.assign(context, { read, download: async () => new Blob(['video']) });
    stage.component.setValue(film());
    await settled();
    expect(stage.find<HTMLVideoElement>('video').src).toBe('blob:1');
  });

  it('is what was asked for last, and nothing after it was left', async () => {
    const first = new PromiseDelegate<Blob>();
    const stage = place(
      'video',
      { interactive: false },
      {
        read,
        download: file => (file.name === 'a.mp4' ? first.promise : Promise.resolve(new Blob(['2'])))
      }
    );
    stage.component.setValue(film('a.mp4'));
    expect(words(stage)).toBe('The video is on its way.');
    stage.component.setValue(film('b.mp4'));
    await settled();
    first.resolve(new Blob(['1']));
    await settled();
    expect(made.length).toBe(1);
    expect(words(stage)).toBe('');
  });

  it.each(['video/x-shockwave', 'text/html', 'image/svg+xml', ''])(
    'is none of the type %j',
    async mime => {
      const stage = await show({}, film('a', mime));
      expect(made).toEqual([]);
      expect(words(stage)).toBe('This is no video that browsers play.');
      expect(button(stage, 'Download a')).toBeTruthy();
    }
  );

  it('says so when it cannot be fetched or played, and can be had all the same', async () => {
    const stage = await show();
    fire(stage, 'error');
    expect(words(stage)).toBe('This browser cannot play this video.');
    expect(stage.component.node.querySelector('video')).toBeNull();
    expect(revoked).toEqual(['blob:1']);
    expect(button(stage, 'Download film.mp4')).toBeTruthy();
    const other = place(
      'video',
      { interactive: false },
      { read, download: () => Promise.reject(new Error('The kernel is gone.')) }
    );
    other.component.setValue(film());
    await settled();
    expect(words(other)).toBe('The kernel is gone.');
  });

  it('plays and pauses by a press on the picture or the button, and tells', async () => {
    const stage = await show();
    expect(stage.component.isHeard).toBe(false);
    stage.find('video').click();
    expect(isPaused).toBe(false);
    expect(stage.component.isHeard).toBe(true);
    fire(stage, 'play');
    button(stage, 'Pause').click();
    expect(isPaused).toBe(true);
    fire(stage, 'pause');
    const ended = jest.spyOn(HTMLMediaElement.prototype, 'ended', 'get').mockReturnValue(true);
    fire(stage, 'pause', 'ended');
    ended.mockRestore();
    expect(stage.heard()).toEqual(['play', 'pause', 'stop', 'end']);
  });

  it('keeps the shape of its pictures', async () => {
    const stage = await show();
    const element = HTMLVideoElement.prototype;
    jest.spyOn(element, 'videoWidth', 'get').mockReturnValue(320);
    jest.spyOn(element, 'videoHeight', 'get').mockReturnValue(180);
    fire(stage, 'loadedmetadata');
    const shape = (): string =>
      stage.component.node.style.getPropertyValue('--intarsia-video-shape');
    expect(shape()).toBe('320 / 180');
    stage.component.setValue(film('other.mp4'));
    expect(shape()).toBe('320 / 180');
  });

  it('finds out how long a recording is', async () => {
    const stage = await show({}, film('recording.webm', 'video/webm'));
    const video = stage.find<HTMLVideoElement>('video');
    const places: number[] = [];
    let duration = Infinity;
    Object.defineProperty(video, 'duration', { get: () => duration });
    Object.defineProperty(video, 'currentTime', {
      get: () => places.at(-1) ?? 0,
      set: (place: number) => places.push(place)
    });
    fire(stage, 'loadedmetadata');
    expect(places).toEqual([Number.MAX_SAFE_INTEGER]);
    duration = 4;
    fire(stage, 'durationchange');
    expect(places).toEqual([Number.MAX_SAFE_INTEGER, 0]);
    fire(stage, 'durationchange');
    expect(places.length).toBe(2);
  });

  it('can be downloaded by a button beside the label', async () => {
    const stage = await show({ buttons: ['download'] });
    const link = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => undefined);
    button(stage, 'Download').click();
    await settled();
    expect(link).toHaveBeenCalled();
    expect(made.at(-1)!.type).toBe('application/octet-stream');
    expect(stage.heard()).toEqual(['download']);
    stage.component.setValue(null);
    button(stage, 'Download').click();
    expect(stage.heard()).toEqual([]);
  });

  it('fills the screen', async () => {
    const stage = await show();
    const video = stage.find<HTMLVideoElement>('video');
    video.requestFullscreen = jest.fn(() => Promise.reject(new Error('not in a frame')));
    button(stage, 'Full screen').click();
    await settled();
    expect(video.requestFullscreen).toHaveBeenCalled();
  });

  it('is silent under axe', async () => {
    await show();
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } }
    });
    expect(violations).toEqual([]);
  });
});

describe('a video that grows', () => {
  beforeEach(() => {
    FakeSource.install();
    const element = HTMLMediaElement.prototype;
    jest.spyOn(element, 'pause').mockImplementation(() => undefined);
  });

  const show = (read?: Component.IContext['read']): [IPlaced, [number, number][]] => {
    const asked: [number, number][] = [];
    const stage = place(
      'video',
      { interactive: false, autoplay: true },
      {
        download: () => Promise.resolve(new Blob(['video'])),
        read: (file, from) => {
          asked.push([from, file.size]);
          return read ? read(file, from) : Promise.resolve(new ArrayBuffer(file.size - from));
        }
      }
    );
    return [stage, asked];
  };

  it('is put together of what has come since, one piece after the other, to its end', async () => {
    const [stage, asked] = show();
    stage.component.setValue(growing(100));
    const [source] = FakeSource.made;
    expect(stage.find<HTMLVideoElement>('video').autoplay).toBe(true);
    source.open();
    await settled();
    expect(source.mime).toBe(MIME);
    expect(revoked).toEqual(['blob:1']);
    expect(asked).toEqual([[0, 100]]);
    const [buffer] = source.sourceBuffers;
    expect(buffer.appended).toEqual([100]);
    stage.component.setValue(growing(150));
    stage.component.setValue(growing(180));
    await settled();
    expect(asked.length).toBe(1); // the first is not in yet
    buffer.done();
    await settled();
    expect(asked).toEqual([
      [0, 100],
      [100, 180]
    ]);
    expect(buffer.appended).toEqual([100, 80]);
    expect(stage.find('.intarsia-Player-state').textContent).toBe('Live');
    stage.component.setValue(growing(180, false));
    await settled();
    expect(source.ends).toBe(0);
    buffer.done();
    await settled();
    expect(source.ends).toBe(1);
    expect(stage.find('.intarsia-Player-state').textContent).toBe('');
    expect(FakeSource.made.length).toBe(1); // it stays as it is
    stage.component.setValue(growing(180, false));
    await settled();
    expect([source.ends, asked.length]).toEqual([1, 2]);
  });

  it('ends also when all of it was there before that was told', async () => {
    const [stage, asked] = show();
    stage.component.setValue(growing(10));
    const [source] = FakeSource.made;
    source.open();
    await settled();
    source.sourceBuffers[0].done();
    await settled();
    stage.component.setValue(growing(10, false));
    await settled();
    expect(source.ends).toBe(1);
    expect(asked.length).toBe(1);
  });

  it('is read from the beginning by who comes late, and seekable at once', async () => {
    const [stage, asked] = show();
    stage.component.setValue(growing(3 * VideoStream.PIECE, false));
    const [source] = FakeSource.made;
    source.open();
    await settled();
    const [buffer] = source.sourceBuffers;
    for (let piece = 0; piece < 3; piece++) {
      buffer.done();
      await settled();
    }
    expect(asked).toEqual([[0, 3 * VideoStream.PIECE]]);
    expect(buffer.appended).toEqual([VideoStream.PIECE, VideoStream.PIECE, VideoStream.PIECE]);
    expect(source.ends).toBe(1);
  });

  it('gives way to another one', async () => {
    const [stage] = show();
    stage.component.setValue(growing(100));
    const [first] = FakeSource.made;
    first.open();
    await settled();
    stage.component.setValue({ ...growing(50), handle: 'h2' });
    const [, second] = FakeSource.made;
    second.open();
    await settled();
    first.sourceBuffers[0].done();
    await settled();
    expect(first.sourceBuffers[0].appended).toEqual([100]);
    expect(second.sourceBuffers[0].appended).toEqual([50]);
    expect(stage.component.node.querySelectorAll('video').length).toBe(1);
  });

  it('lets go of what was played where there is no room, and waits where nothing was', async () => {
    const [stage] = show();
    stage.component.setValue(growing(100));
    const [source] = FakeSource.made;
    source.open();
    await settled();
    const [buffer] = source.sourceBuffers;
    buffer.done();
    await settled();
    buffer.isFull = true;
    stage.component.setValue(growing(120));
    await settled();
    expect(buffer.removed).toEqual([]);
    stage.find<HTMLVideoElement>('video').currentTime = 40;
    fire(stage, 'timeupdate');
    await settled();
    expect(buffer.removed).toEqual([[0, 40 - VideoStream.KEPT]]);
    buffer.done();
    await settled();
    expect(buffer.appended).toEqual([100, 20]);
  });

  it('steps over a gap that nothing fills', () => {
    const [stage] = show();
    stage.component.setValue(growing(100));
    const video = stage.find<HTMLVideoElement>('video');
    const ranges = [
      [0, 2],
      [2.2, 4]
    ];
    Object.defineProperty(video, 'buffered', {
      value: {
        length: 2,
        start: (index: number) => ranges[index][0],
        end: (index: number) => ranges[index][1]
      }
    });
    video.currentTime = 2;
    fire(stage, 'waiting');
    expect(video.currentTime).toBe(2.2);
    video.currentTime = 4;
    fire(stage, 'waiting');
    expect(video.currentTime).toBe(4);
  });

  it('begins anew when it was lost with the kernel, once there is one', async () => {
    const bytes = new PromiseDelegate<ArrayBuffer>();
    const [stage] = show(() => bytes.promise);
    stage.component.setValue(growing(100));
    FakeSource.made[0].open();
    await settled();
    const { context } = stage.component as unknown as { context: object };
    Object.assign(context, { read: null });
    stage.component.setValue(growing(100));
    bytes.reject(new Error('The connection to the kernel was lost.'));
    await settled();
    Object.assign(context, { read: async () => new ArrayBuffer(100) });
    stage.component.setValue(growing(100));
    expect(FakeSource.made.length).toBe(2);
    expect(words(stage)).toBe('');
  });

  it('says so when the browser gives no place for it', async () => {
    const [stage] = show();
    stage.component.setValue(growing(100));
    const [source] = FakeSource.made;
    jest.spyOn(source, 'addSourceBuffer').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    source.open();
    await settled();
    expect(words(stage)).toBe('The browser cannot play this video any further.');
  });

  it('says what went wrong, once', async () => {
    const [stage] = show(() => Promise.reject(new Error('The kernel is gone.')));
    stage.component.setValue(growing(100));
    FakeSource.made[0].open();
    await settled();
    expect(words(stage)).toBe('The kernel is gone.');
    const [other] = show();
    other.component.setValue(growing(100));
    const source = FakeSource.made[1];
    source.open();
    await settled();
    source.sourceBuffers[0].fail();
    await settled();
    expect(words(other)).toBe('The browser cannot play this video any further.');
  });

  it.each([
    ['no sources at all', () => FakeSource.remove(), MIME],
    ['not this type', () => undefined, 'video/mp4; codecs="hvc1"']
  ])('is waited for where the browser has %s', async (_, prepare, mime) => {
    prepare();
    const [stage] = show();
    stage.component.setValue({ ...growing(100), mime });
    await settled();
    expect(words(stage)).toContain('Wait for its end');
    stage.component.setValue({ ...growing(200, false), mime });
    await settled();
    expect(words(stage)).toBe('');
    expect(made.at(-1)!.type).toBe('video/mp4');
  });

  it('leaves nothing going when it is left in the middle', async () => {
    const [stage, asked] = show();
    stage.component.setValue(growing(100));
    const [source] = FakeSource.made;
    source.open();
    await settled();
    stage.component.dispose();
    source.sourceBuffers[0].done();
    await settled();
    expect(asked.length).toBe(1);
    expect(source.ends).toBe(0);
  });
});

describe('a recording', () => {
  beforeEach(() => {
    FakeRecorder.install();
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  });

  const open = async (given: object = {}): Promise<IPlaced> => {
    const stage = place('video', given, { upload });
    stage.component.setValue(null);
    button(stage, 'Camera').click();
    await settled();
    fire(stage, 'loadedmetadata');
    return stage;
  };

  const told = (stage: IPlaced): string[] =>
    stage.heard().filter(name => name !== 'focus' && name !== 'blur');

  it('is shown while it runs, and becomes the value', async () => {
    const camera = new FakeCamera();
    const stage = await open();
    expect(camera.asked).toEqual([{ video: { facingMode: 'user' }, audio: true }]);
    button(stage, 'Record').click();
    const [recorder] = FakeRecorder.made;
    expect(recorder.mimeType).toBe('video/webm;codecs=vp8,opus');
    expect(document.activeElement).toBe(button(stage, 'Stop'));
    const mark = stage.find('.intarsia-Camera-mark');
    expect(mark.textContent).toBe('0:00');
    jest.advanceTimersByTime(3250);
    expect(mark.textContent).toBe('0:03');
    recorder.write(10);
    expect(told(stage)).toEqual(['start_recording']);
    button(stage, 'Stop').click();
    await settled();
    expect(camera.on).toEqual([]);
    expect(sent.map(({ name, type, size }) => [name, type, size])).toEqual([
      ['recording.webm', 'video/webm', 11]
    ]);
    expect((stage.component.draft as FileValue).name).toBe('recording.webm');
    expect(told(stage)).toEqual(['stop_recording', 'input', 'upload', 'change', 'settled']);
    // What this page has sent need not come back.
    expect(stage.find<HTMLVideoElement>('.intarsia-Video-picture').src).toBe('blob:1');
    expect(jest.getTimerCount()).toBe(0);
    button(stage, 'Remove recording.webm').click();
    expect(told(stage)).toEqual(['delete', 'input', 'clear', 'change']);
  });

  it('has no sound where none is wanted, or no microphone is there', async () => {
    const camera = new FakeCamera();
    await open({ include_audio: false });
    expect(camera.asked[0].audio).toBe(false);
    const deaf = new FakeCamera(['Front'], false);
    const stage = await open();
    expect(deaf.asked[0].audio).toBe(false);
    button(stage, 'Record').click();
    expect(FakeRecorder.made[0].mimeType).toBe('video/webm;codecs=vp8');
  });

  it('ends by itself when no more can be sent, and says so', async () => {
    new FakeCamera();
    const stage = await open({ max_size: 100 });
    button(stage, 'Record').click();
    FakeRecorder.made[0].write(60);
    FakeRecorder.made[0].write(60);
    await settled();
    expect(sent.map(file => file.size)).toEqual([60]);
    expect(stage.find('.intarsia-Video-note').textContent).toContain('60 bytes');
  });

  it('keeps what there is when the camera is lost', async () => {
    const camera = new FakeCamera();
    const stage = await open();
    button(stage, 'Record').click();
    FakeRecorder.made[0].write(10);
    camera.tracks[0].lose();
    await settled();
    expect(sent.map(file => file.size)).toEqual([11]);
    expect(problem(stage) + stage.find('.intarsia-Video-note').textContent).toContain('lost');
  });

  it('goes on while what it stands in is hidden', async () => {
    const camera = new FakeCamera();
    const around = new Panel();
    Widget.attach(around, document.body);
    const stage = await open();
    around.addWidget(stage.component);
    button(stage, 'Camera').click();
    await settled();
    fire(stage, 'loadedmetadata');
    button(stage, 'Record').click();
    around.hide();
    jest.advanceTimersByTime(2 * CameraControl.PATIENCE);
    expect(camera.on.length).toBe(2);
    around.dispose();
    expect(camera.on).toEqual([]);
  });

  it('ends where the kernel is lost, and is sent once there is one again', async () => {
    const camera = new FakeCamera();
    const stage = await open();
    button(stage, 'Record').click();
    FakeRecorder.made[0].write(10);
    stage.component.setDisabled(true);
    await settled();
    expect(camera.on).toEqual([]);
    expect(sent).toEqual([]);
    stage.component.setDisabled(false);
    await settled();
    expect(sent.map(file => file.size)).toEqual([11]);
    stage.component.setDisabled(true);
    stage.component.setDisabled(false);
    expect(sent.length).toBe(1);
  });

  it('is given up by Close, and when it is left', async () => {
    const camera = new FakeCamera();
    const stage = await open();
    button(stage, 'Record').click();
    FakeRecorder.made[0].write(10);
    button(stage, 'Close').click();
    await settled();
    expect(sent).toEqual([]);
    expect(camera.on).toEqual([]);
    expect(told(stage)).toEqual(['start_recording', 'stop_recording']);
    const other = await open();
    button(other, 'Record').click();
    other.component.dispose();
    expect(camera.on).toEqual([]);
    expect(FakeRecorder.made[1].state).toBe('inactive');
    expect(sent).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('says where the browser records nothing', async () => {
    new FakeCamera();
    FakeRecorder.remove();
    const stage = await open();
    button(stage, 'Record').click();
    expect(problem(stage)).toBe('This browser does not record videos.');
  });
});
