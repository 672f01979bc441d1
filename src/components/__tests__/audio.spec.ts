import { PromiseDelegate } from '@lumino/coreutils';
import type { FileValue } from '../../protocol/types';
import type { Component } from '../component';
import { Wav } from '../wav';
import { FakeAudioContext, FakeStream, FakeTap } from './fakeaudio';
import { clearStage, place, type IPlaced } from './stage';

const RATE = 48000;

/** What a microphone hears: each sample is another one. */
function sound(count: number, from: number = 0): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => (((from + i) % 60000) - 30000) / 32768);
}

/** The samples of a WAV file. */
function samplesOf(bytes: ArrayBuffer): number[] {
  expect(Wav.readHeader(new Uint8Array(bytes))).toEqual({ channels: 1, rate: RATE, start: 44 });
  return [...new Int16Array(bytes.slice(44))];
}

function value(name: string, given: Partial<FileValue> & { is_stream?: boolean } = {}): FileValue {
  return { handle: `h-${name}`, name, mime: 'audio/wav', size: 100, ...given };
}

/** jsdom's files have no `arrayBuffer`. */
function bytesOf(file: File): Promise<ArrayBuffer> {
  return new Promise(resolve => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.readAsArrayBuffer(file);
  });
}

/** Let what was begun go on, as far as it needs nobody. */
async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await Promise.resolve();
  }
}

let microphones: FakeStream[];
let asked: () => Promise<FakeStream>;
let sent: { file: File; answer: PromiseDelegate<FileValue> }[];

function upload(file: File): Promise<FileValue> {
  const answer = new PromiseDelegate<FileValue>();
  sent.push({ file, answer });
  return answer.promise;
}

function stage(spec: object = {}, context: Partial<Component.IContext> = {}): IPlaced {
  const made = place('audio', spec, { upload, ...context });
  made.component.setValue(null);
  return made;
}

const record = (at: IPlaced): HTMLButtonElement => at.find('.intarsia-File-source');
const stop = (at: IPlaced): HTMLButtonElement => at.find('.intarsia-Recorder-stop');
const error = (at: IPlaced): string => at.find('.intarsia-Field-error').textContent;
const has = (at: IPlaced, selector: string): boolean =>
  at.component.node.querySelector(selector) !== null;

beforeEach(() => {
  sent = [];
  microphones = [];
  FakeAudioContext.made.length = 0;
  FakeTap.isRefused = false;
  asked = async () => {
    const stream = new FakeStream();
    microphones.push(stream);
    return stream;
  };
  Object.assign(globalThis, { AudioContext: FakeAudioContext, AudioWorkletNode: FakeTap });
  Object.defineProperty(navigator, 'mediaDevices', {
    value: { getUserMedia: () => asked() },
    configurable: true
  });
  let urls = 0;
  Object.assign(URL, {
    createObjectURL: () => `blob:${++urls}`,
    revokeObjectURL: () => undefined
  });
  jest.spyOn(HTMLMediaElement.prototype, 'load').mockImplementation(() => undefined);
  jest.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => undefined);
});

afterEach(() => {
  clearStage();
  jest.restoreAllMocks();
  for (const name of ['AudioContext', 'AudioWorkletNode'] as const) {
    delete (globalThis as { [key: string]: unknown })[name];
  }
  delete (navigator as { mediaDevices?: unknown }).mediaDevices;
});

describe('where a sound comes from', () => {
  it('offers what the author named', () => {
    const both = stage();
    expect(has(both, 'input[type=file]')).toBe(true);
    expect(record(both).textContent).toBe('Record');
    const uploads = stage({ sources: ['upload'] });
    expect(has(uploads, '.intarsia-File-source')).toBe(false);
    const microphone = stage({ sources: ['microphone'] });
    expect(has(microphone, 'input')).toBe(false);
    expect(microphone.find('[role=group]').getAttribute('aria-labelledby')).toBe(
      microphone.find('.intarsia-Field-label').id
    );
  });

  it('takes no file where only the microphone is named', () => {
    const at = stage({ sources: ['microphone'] });
    const drop = new Event('drop', { bubbles: true, cancelable: true });
    const files = [new File(['x'], 'a.wav', { type: 'audio/wav' })];
    Object.assign(drop, { dataTransfer: { types: ['Files'], files } });
    expect(at.component.node.dispatchEvent(drop)).toBe(true);
    expect(sent).toEqual([]);
  });

  it('records nothing without a kernel, and says why', () => {
    const at = stage({}, { upload: null });
    expect(record(at).disabled).toBe(true);
    expect(at.component.node.textContent).toContain('Run this cell');
  });
});

describe('recording', () => {
  it('sends what was heard as a WAV file, to the last sample', async () => {
    const at = stage();
    record(at).click();
    expect(at.find('.intarsia-Recorder-state').textContent).toBe('Waiting for permission');
    expect(document.activeElement).toBe(stop(at));
    await settled();
    expect(at.find('.intarsia-Recorder-state').textContent).toBe('Recording');
    FakeTap.newest.hear(sound(RATE));
    FakeTap.newest.hear(sound(RATE / 2, RATE));
    expect(at.find('.intarsia-Recorder-time').textContent).toBe('0:01');
    FakeTap.newest.rest = sound(700, 1.5 * RATE);
    stop(at).click();
    await settled();
    expect(microphones.map(({ track }) => track.isLive)).toEqual([false]);
    expect(FakeAudioContext.made[0].state).toBe('closed');
    expect(sent.length).toBe(1);
    const [{ file, answer }] = sent;
    expect([file.name, file.type]).toEqual(['recording.wav', 'audio/wav']);
    const expected = Wav.quantize(sound(1.5 * RATE + 700));
    expect(samplesOf(await bytesOf(file))).toEqual([...expected]);
    expect(has(at, '.intarsia-Recorder')).toBe(false);
    answer.resolve(value('recording.wav'));
    await settled();
    expect(at.component.draft).toEqual(value('recording.wav'));
    expect(at.heard().filter(name => !['focus', 'blur'].includes(name))).toEqual([
      'start_recording',
      'stop_recording',
      'input',
      'upload',
      'change',
      'settled'
    ]);
    expect(document.activeElement).toBe(record(at));
  });

  it('leaves out what is heard while it is paused', async () => {
    const at = stage();
    record(at).click();
    await settled();
    const pause = at.find<HTMLButtonElement>('.intarsia-Recorder-pause');
    FakeTap.newest.hear(sound(1000));
    pause.click();
    expect(at.find('.intarsia-Recorder-state').textContent).toBe('Paused');
    FakeTap.newest.hear(sound(1000, 5000));
    pause.click();
    FakeTap.newest.hear(sound(1000, 1000));
    stop(at).click();
    await settled();
    expect(samplesOf(await bytesOf(sent[0].file))).toEqual([...Wav.quantize(sound(2000))]);
    expect(at.heard().filter(name => name.endsWith('_recording'))).toEqual([
      'start_recording',
      'pause_recording',
      'stop_recording'
    ]);
  });

  it('takes samples in another way where the worklet is refused', async () => {
    FakeTap.isRefused = true;
    const at = stage();
    record(at).click();
    await settled();
    FakeTap.newest.hear(sound(4096));
    stop(at).click();
    await settled();
    expect(samplesOf(await bytesOf(sent[0].file)).length).toBe(4096);
  });

  it.each([
    ['NotAllowedError', 'Allow it beside the address.'],
    ['NotFoundError', 'No microphone was found.'],
    ['NotReadableError', 'Close other programs that use it.'],
    ['SomethingError', 'SomethingError']
  ])('says what to do about a %s', async (name, words) => {
    asked = () => Promise.reject(new DOMException('no', name));
    const at = stage();
    record(at).click();
    await settled();
    expect(error(at)).toContain(words);
    expect(has(at, '.intarsia-Recorder')).toBe(false);
    expect(document.activeElement).toBe(record(at));
    expect(at.heard()).not.toContain('start_recording');
  });

  it('says where browsers give microphones, in a page that is not secure', async () => {
    delete (navigator as { mediaDevices?: unknown }).mediaDevices;
    const at = stage();
    record(at).click();
    await settled();
    expect(error(at)).toContain('https and localhost');
  });

  it('keeps what it has when the microphone is pulled out', async () => {
    const at = stage();
    record(at).click();
    await settled();
    FakeTap.newest.hear(sound(2000));
    microphones[0].lose();
    await settled();
    expect(samplesOf(await bytesOf(sent[0].file)).length).toBe(2000);
    sent[0].answer.resolve(value('recording.wav'));
    await settled();
    expect(at.find('.intarsia-Audio-note').textContent).toContain('is kept');
  });

  it('stops by itself when no more can be sent, and says so', async () => {
    const at = stage({ max_size: 44 + 2 * 3000 });
    record(at).click();
    await settled();
    FakeTap.newest.hear(sound(2000));
    FakeTap.newest.hear(sound(2000, 2000));
    FakeTap.newest.rest = sound(500);
    await settled();
    expect(sent[0].file.size).toBe(44 + 2 * 3000);
    expect(samplesOf(await bytesOf(sent[0].file))).toEqual([...Wav.quantize(sound(3000))]);
    expect(at.find('.intarsia-Audio-note').textContent).toContain('the most that can be sent');
    expect(microphones[0].track.isLive).toBe(false);
  });

  it('lets go of the microphone when it is taken off the page', async () => {
    const at = stage();
    record(at).click();
    await settled();
    at.component.dispose();
    expect(microphones[0].track.isLive).toBe(false);
    expect(FakeAudioContext.made[0].state).toBe('closed');
  });

  it('lets go of one that is given only after that', async () => {
    const given = new PromiseDelegate<FakeStream>();
    asked = () => given.promise;
    const at = stage();
    record(at).click();
    at.component.dispose();
    const stream = new FakeStream();
    given.resolve(stream);
    await settled();
    expect(stream.track.isLive).toBe(false);
    expect(FakeAudioContext.made).toEqual([]);
  });

  it('does not begin when Stop is pressed before it is allowed', async () => {
    const given = new PromiseDelegate<FakeStream>();
    asked = () => given.promise;
    const at = stage();
    record(at).click();
    stop(at).click();
    await settled();
    expect(has(at, '.intarsia-Recorder')).toBe(false);
    const stream = new FakeStream();
    given.resolve(stream);
    await settled();
    expect(stream.track.isLive).toBe(false);
    expect(sent).toEqual([]);
    expect(at.heard()).not.toContain('start_recording');
  });

  it('ends when there is no kernel any more, and sends when there is one again', async () => {
    const at = stage();
    record(at).click();
    await settled();
    FakeTap.newest.hear(sound(2000));
    at.component.setDisabled(true);
    await settled();
    expect(microphones[0].track.isLive).toBe(false);
    expect(sent).toEqual([]);
    at.component.setDisabled(false);
    expect(sent.length).toBe(1);
    at.component.setDisabled(true);
    at.component.setDisabled(false);
    expect(sent.length).toBe(1);
  });
});

describe('streaming', () => {
  it('tells of no end where the microphone is refused', async () => {
    asked = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    const at = stage({ streaming: true });
    record(at).click();
    await settled();
    expect(error(at)).toContain('Allow it');
    expect(at.heard()).not.toContain('stream');
  });

  const streams = (at: IPlaced): Component.IEvent[] =>
    at.events.filter(({ name }) => name === 'stream');

  it('tells what it hears at its pace: every sample once, and then the end', async () => {
    const at = stage({ streaming: true, sources: ['microphone'] }, { pace: () => 0.5 });
    record(at).click();
    await settled();
    expect(at.find('.intarsia-Recorder-state').textContent).toBe('Streaming');
    for (let i = 0; i < 50; i++) {
      FakeTap.newest.hear(sound(1024, 1024 * i));
    }
    // 0.5 s are 24,000 samples: whole batches beyond that.
    expect(streams(at).length).toBe(2);
    FakeTap.newest.rest = sound(300, 50 * 1024);
    stop(at).click();
    await settled();
    const all = streams(at);
    const brought = all.flatMap(({ brings }) => (brings ? [brings] : []));
    expect(brought.map(({ name, mime, replaces }) => [name, mime, replaces])).toEqual(
      brought.map(() => ['recording.wav', 'audio/wav', false])
    );
    expect(brought.flatMap(({ data }) => samplesOf(data))).toEqual([
      ...Wav.quantize(sound(50 * 1024 + 300))
    ]);
    expect(all.at(-1)).toMatchObject({ name: 'stream', data: { last: true } });
    expect(all.at(-1)?.brings).toBeUndefined();
    expect(all.filter(({ data }) => data !== null).length).toBe(1);
    expect(sent).toEqual([]);
    expect(at.component.draft).toBeUndefined();
  });

  it('sends no piece that is larger than a message', async () => {
    const at = stage({ streaming: true }, { pace: () => 60 });
    record(at).click();
    await settled();
    FakeTap.newest.hear(sound(600_000));
    const sizes = streams(at).map(({ brings }) => brings!.data.byteLength);
    expect(sizes).toEqual([1024 * 1024]);
    stop(at).click();
    await settled();
    const brought = streams(at).flatMap(({ brings }) => (brings ? [brings] : []));
    expect(brought.flatMap(({ data }) => samplesOf(data)).length).toBe(600_000);
  });

  it('says nothing more, but that it is over, when what it streams into has failed', async () => {
    const at = stage({ streaming: true });
    record(at).click();
    await settled();
    FakeTap.newest.hear(sound(1000));
    FakeTap.newest.rest = sound(300);
    at.component.stopStream();
    await settled();
    expect(streams(at).map(({ data }) => data)).toEqual([{ last: true }]);
    record(at).click(); // and may begin again
    await settled();
    expect(at.find('.intarsia-Recorder-state').textContent).toBe('Streaming');
  });

  it('tells the rest and the end also when it is taken off the page', async () => {
    const at = stage({ streaming: true });
    record(at).click();
    await settled();
    FakeTap.newest.hear(sound(1000));
    at.component.dispose();
    const all = streams(at);
    expect(all.map(({ data }) => data)).toEqual([null, { last: true }]);
    expect(samplesOf(all[0].brings!.data).length).toBe(1000);
  });
});

describe('playing', () => {
  const player = (at: IPlaced): HTMLElement | null =>
    at.component.node.querySelector('.intarsia-Player');

  /** The elements of sound that are made from now on. */
  function elements(): HTMLAudioElement[] {
    const made: HTMLAudioElement[] = [];
    const create = document.createElement.bind(document);
    jest.spyOn(document, 'createElement').mockImplementation((tag: string) => {
      const element = create(tag);
      if (tag === 'audio') {
        made.push(element as HTMLAudioElement);
      }
      return element;
    });
    return made;
  }

  it('plays a result from a Blob of a safe type, and lets go of it', async () => {
    const types: string[] = [];
    const revoked: string[] = [];
    URL.createObjectURL = blob => `blob:${types.push((blob as Blob).type)}`;
    URL.revokeObjectURL = url => revoked.push(url);
    const made = elements();
    const bytes = Promise.resolve(new Blob(['x'], { type: 'text/html' }));
    const at = stage({ interactive: false, loop: true }, { download: () => bytes });
    at.component.setValue(value('a', { mime: 'audio/MPEG; codecs=x' }));
    await settled();
    expect(types).toEqual(['audio/mpeg']);
    expect(made[0].loop).toBe(true);
    expect(player(at)).not.toBeNull();
    expect(at.find('.intarsia-File-name').textContent).toBe('a');
    at.component.setValue(value('a', { mime: 'audio/MPEG; codecs=x' }));
    await settled();
    expect(made.length).toBe(1);
    at.component.setValue(value('b'));
    await settled();
    expect(made.length).toBe(2);
    expect(revoked).toEqual(['blob:1']);
    at.component.setValue(null);
    expect(revoked).toEqual(['blob:1', 'blob:2']);
    expect(player(at)).toBeNull();
  });

  it('plays what stands there already once there is a kernel', async () => {
    const at = stage({ interactive: false });
    at.component.setValue(value('a'));
    expect(player(at)).toBeNull();
    const { context } = at.component as unknown as { context: object };
    Object.assign(context, { download: async () => new Blob(['x']) });
    at.component.setValue(value('a'));
    await settled();
    expect(player(at)).not.toBeNull();
  });

  it.each(['text/html', 'image/svg+xml', 'audio/evil', ''])('plays no %j', async mime => {
    const download = jest.fn();
    const at = stage({ interactive: false }, { download });
    at.component.setValue(value('a', { mime }));
    await settled();
    expect(download).not.toHaveBeenCalled();
    expect(player(at)).toBeNull();
    expect(at.find('.intarsia-File-name').textContent).toBe('a');
  });

  it('tells that it plays, pauses and has come to its end', async () => {
    const made = elements();
    const at = stage({ interactive: false }, { download: async () => new Blob(['x']) });
    at.component.setValue(value('a'));
    await settled();
    for (const name of ['play', 'pause', 'play']) {
      made[0].dispatchEvent(new Event(name));
    }
    Object.defineProperty(made[0], 'ended', { value: true });
    made[0].dispatchEvent(new Event('pause'));
    made[0].dispatchEvent(new Event('ended'));
    expect(at.heard()).toEqual(['play', 'pause', 'play', 'stop']);
  });

  it('plays by itself where the author says so; refused, it waits', async () => {
    const play = jest
      .spyOn(HTMLMediaElement.prototype, 'play')
      .mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    const made = elements();
    const at = stage({ autoplay: true, interactive: false }, { download: async () => new Blob() });
    at.component.setValue(value('a'));
    await settled();
    made[0].dispatchEvent(new Event('loadedmetadata'));
    await settled();
    expect(play).toHaveBeenCalledTimes(1);
    expect(error(at)).toBe('');
  });

  it('learns how long a recording is that does not say, before it plays', async () => {
    const play = jest.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
    const made = elements();
    const at = stage({ autoplay: true, interactive: false }, { download: async () => new Blob() });
    at.component.setValue(value('a', { mime: 'audio/webm' }));
    await settled();
    let duration = Infinity;
    Object.defineProperty(made[0], 'duration', { get: () => duration });
    made[0].dispatchEvent(new Event('loadedmetadata'));
    expect(made[0].currentTime).toBe(Number.MAX_SAFE_INTEGER);
    made[0].dispatchEvent(new Event('durationchange'));
    expect(play).not.toHaveBeenCalled();
    duration = 7;
    made[0].dispatchEvent(new Event('durationchange'));
    expect(made[0].currentTime).toBe(0);
    expect(play).toHaveBeenCalledTimes(1);
    made[0].dispatchEvent(new Event('seeked'));
    expect(at.find('.intarsia-Player-times').textContent).toBe('0:00 / 0:07');
  });

  it('says so when a sound cannot be fetched or played', async () => {
    const gone = stage(
      { interactive: false },
      { download: () => Promise.reject(new Error('The kernel is gone.')) }
    );
    gone.component.setValue(value('a'));
    await settled();
    expect(error(gone)).toBe('The kernel is gone.');
    const made = elements();
    const at = stage({ interactive: false }, { download: async () => new Blob(['x']) });
    at.component.setValue(value('b'));
    await settled();
    made[0].dispatchEvent(new Event('error'));
    expect(error(at)).toBe('This sound cannot be played here.');
    expect(player(at)).toBeNull();
    expect(at.find('.intarsia-File-name').textContent).toBe('b');
  });

  it('asks again for what was lost with the kernel, once there is one', async () => {
    const bytes = new PromiseDelegate<Blob>();
    const at = stage({ interactive: false }, { download: () => bytes.promise });
    at.component.setValue(value('a'));
    const { context } = at.component as unknown as { context: object };
    Object.assign(context, { download: null });
    at.component.setValue(value('a'));
    bytes.reject(new Error('The connection to the kernel was lost.'));
    await settled();
    const made = elements();
    Object.assign(context, { download: async () => new Blob(['x']) });
    at.component.setValue(value('a'));
    await settled();
    expect(made.length).toBe(1);
    expect(error(at)).toBe('');
  });

  it('keeps one of two sounds that are the same, asked for before and after another', async () => {
    const revoked: string[] = [];
    let count = 0;
    URL.createObjectURL = () => `blob:${++count}`;
    URL.revokeObjectURL = url => revoked.push(url);
    const answers: PromiseDelegate<Blob>[] = [];
    const download = (): Promise<Blob> => {
      const answer = new PromiseDelegate<Blob>();
      answers.push(answer);
      return answer.promise;
    };
    const at = stage({ interactive: false }, { download });
    for (const name of ['a', 'b', 'a']) {
      at.component.setValue(value(name));
    }
    answers.forEach(answer => answer.resolve(new Blob(['x'])));
    await settled();
    at.component.dispose();
    expect(revoked.length).toBe(count);
  });

  it('plays what it has recorded without asking for it, and is silent while it records', async () => {
    const download = jest.fn();
    const made = elements();
    const at = stage({}, { download });
    record(at).click();
    await settled();
    FakeTap.newest.hear(sound(2000));
    stop(at).click();
    await settled();
    sent[0].answer.resolve(value('recording.wav'));
    await settled();
    expect(download).not.toHaveBeenCalled();
    expect(made.length).toBe(1);
    const pause = jest.spyOn(made[0], 'pause');
    record(at).click();
    expect(pause).toHaveBeenCalled();
  });

  it('is silent when its controls are taken away, and has its focus where a sound is given', async () => {
    const made = elements();
    const at = stage({}, { download: async () => new Blob(['x']) });
    at.component.setValue(value('a'));
    await settled();
    at.component.focusFirst();
    expect(document.activeElement).toBe(at.find('.intarsia-File-input'));
    const pause = jest.spyOn(made[0], 'pause');
    at.component.setDisabled(true);
    expect(pause).toHaveBeenCalled();
    at.component.setDisabled(false);
    record(at).click();
    await settled();
    at.component.node.querySelector<HTMLElement>('.intarsia-Recorder-pause')!.focus();
    at.component.focusFirst();
    expect(document.activeElement).toBe(stop(at));
  });

  it('plays while a sound grows, and keeps its player to the end', async () => {
    const file = new Uint8Array(Wav.write([Wav.quantize(sound(4800))], RATE));
    const read = jest.fn(
      async ({ size }: FileValue, from: number) => file.slice(from, size).buffer
    );
    const download = jest.fn();
    const at = stage({ interactive: false, autoplay: true }, { read, download });
    at.component.setValue(value('a', { size: 4844, is_stream: true }));
    await settled();
    expect(at.find('.intarsia-Player-state').textContent).toBe('Live');
    expect(has(at, '.intarsia-File-download')).toBe(false);
    expect(at.component.isHeard).toBe(true);
    at.component.setValue(value('a', { size: file.length, is_stream: true }));
    await settled();
    expect(read.mock.calls.map(([, from]) => from)).toEqual([0, 4844]);
    at.component.setValue(value('a', { size: file.length }));
    await settled();
    expect(at.find('.intarsia-Player-state').textContent).toBe('');
    expect(has(at, '.intarsia-File-download')).toBe(true);
    const [context] = FakeAudioContext.made;
    expect(context.sounded.flatMap(({ channels }) => [...channels[0]]).length).toBe(4800);
    expect(download).not.toHaveBeenCalled();
    expect(FakeAudioContext.made.length).toBe(1);
    at.component.setValue(value('b', { size: 4844, is_stream: true }));
    expect(context.state).toBe('closed');
  });

  it('keeps the focus on its controls when another one begins to grow', () => {
    const read = (): Promise<ArrayBuffer> => new Promise(() => undefined);
    const at = stage({ interactive: false }, { read });
    at.component.setValue(value('a', { is_stream: true }));
    const play = at.find('.intarsia-Player-play');
    play.focus();
    at.component.setValue(value('b', { is_stream: true }));
    expect(document.activeElement).toBe(play);
    at.component.setValue(null);
    expect(player(at)).toBeNull();
  });

  it('takes colours of the author, and nothing else', () => {
    const read = jest.fn(async () => new ArrayBuffer(0));
    const at = stage(
      { interactive: false, wave_color: '#abc', wave_progress_color: 'url(x)' },
      { read }
    );
    at.component.setValue(value('a', { is_stream: true }));
    const { style } = at.find('.intarsia-Audio-stage');
    expect(style.getPropertyValue('--intarsia-wave')).toBe('#abc');
    expect(style.getPropertyValue('--intarsia-wave-played')).toBe('');
  });
});
