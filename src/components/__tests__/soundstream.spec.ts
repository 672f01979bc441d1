import type { FileValue } from '../../protocol/types';
import { SoundSamples } from '../soundsamples';
import { SoundStream } from '../soundstream';
import { Wav } from '../wav';
import { FakeAudioContext } from './fakeaudio';

const RATE = 16000;

/**
 * Samples of which each is another one.
 */
function ramp(count: number, from: number = 0): Int16Array {
  return Int16Array.from({ length: count }, (_, i) => ((from + i) % 60000) - 30000);
}

/** A header as the kernel writes it while a sound grows. */
function header(channels: number, kind = 1, bits = 16): Uint8Array {
  const bytes = new Uint8Array(Wav.write([], RATE));
  const view = new DataView(bytes.buffer);
  view.setUint32(4, 0xffffffff, true);
  view.setUint16(20, kind, true);
  view.setUint16(22, channels, true);
  view.setUint16(34, bits, true);
  view.setUint32(40, 0xffffffff, true);
  return bytes;
}

function chunk(name: string, size: number): number[] {
  const letters = [...name].map(letter => letter.charCodeAt(0));
  return [...letters, size, 0, 0, 0, ...new Array<number>(size + (size % 2)).fill(1)];
}

/**
 * A file in the kernel, which grows.
 */
class GrowingFile {
  constructor(begin: Uint8Array = header(1)) {
    this.bytes = begin;
  }

  bytes: Uint8Array;
  readonly asked: number[] = [];
  /** Calls that wait for their answer. */
  readonly waiting: (() => void)[] = [];
  isSlow = false;

  add(samples: Int16Array): this {
    return this.addBytes(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  }

  addBytes(more: Uint8Array): this {
    const all = new Uint8Array(this.bytes.length + more.length);
    all.set(this.bytes);
    all.set(more, this.bytes.length);
    this.bytes = all;
    return this;
  }

  get value(): FileValue {
    return { handle: 'h', name: 'sound.wav', mime: 'audio/wav', size: this.bytes.length };
  }

  readonly read = async ({ size }: FileValue, from: number): Promise<ArrayBuffer> => {
    this.asked.push(from);
    if (this.isSlow) {
      await new Promise<void>(resolve => this.waiting.push(resolve));
    }
    return this.bytes.slice(from, size).buffer;
  };
}

let stream: SoundStream;
let heard: string[];
let failures: unknown[];

function follow(file: GrowingFile): void {
  heard = [];
  failures = [];
  stream = new SoundStream({
    read: file.read,
    came: () => undefined,
    failed: error => failures.push(error)
  });
  for (const name of ['play', 'pause', 'ended', 'waiting', 'playing', 'seeked']) {
    stream.addEventListener(name, () => heard.push(name));
  }
}

/** Let what was read arrive. */
async function arrived(): Promise<void> {
  for (let i = 0; i < 6; i++) {
    await Promise.resolve();
  }
}

const context = (): FakeAudioContext => FakeAudioContext.made.at(-1)!;

/** What sounds, by the frame of the context it begins with: whole frames, or it throws. */
function pieces(from: FakeAudioContext = context()): { frame: number; samples: number[] }[] {
  return from.sounded.map(({ at, channels }) => {
    const frame = at * from.sampleRate;
    expect(Math.abs(frame - Math.round(frame))).toBeLessThan(1e-6);
    return { frame: Math.round(frame), samples: [...channels[0]].map(each => each * 32768) };
  });
}

/** The samples of all pieces, which have to follow one another without a gap. */
function gapless(from: FakeAudioContext = context()): number[] {
  const all = pieces(from);
  all.slice(1).forEach(({ frame }, i) => {
    expect(frame).toBe(all[i].frame + all[i].samples.length);
  });
  return all.flatMap(({ samples }) => samples);
}

beforeEach(() => {
  FakeAudioContext.made.length = 0;
  FakeAudioContext.refused = [];
  Object.assign(globalThis, { AudioContext: FakeAudioContext });
  jest.useFakeTimers();
});

afterEach(() => {
  stream?.dispose();
  jest.useRealTimers();
  delete (globalThis as { AudioContext?: unknown }).AudioContext;
});

describe('the header of a WAV file', () => {
  it('is read back as it was written', () => {
    const bytes = new Uint8Array(Wav.write([ramp(3), ramp(2, 3)], 22050));
    expect(Wav.readHeader(bytes)).toEqual({ channels: 1, rate: 22050, start: 44 });
    expect([...new Int16Array(bytes.slice(44).buffer)]).toEqual([...ramp(5)]);
    expect(new DataView(bytes.buffer).getUint32(40, true)).toBe(10);
    expect(new DataView(bytes.buffer).getUint32(4, true)).toBe(bytes.length - 8);
  });

  it('is waited for until it is whole, and may have more in it', () => {
    const bytes = header(2);
    for (let length = 0; length < 44; length++) {
      expect(Wav.readHeader(bytes.subarray(0, length))).toBeNull();
    }
    const more = new Uint8Array([...bytes.subarray(0, 36), ...chunk('LIST', 3)]);
    const all = new Uint8Array([...more, ...bytes.subarray(36)]);
    expect(Wav.readHeader(all)).toEqual({ channels: 2, rate: RATE, start: 44 + 12 });
  });

  it.each([
    ['something else', new Uint8Array(64).fill(7)],
    ['floats', header(1, 3, 32)]
  ])('is refused when it is of %s', (_, bytes) => {
    expect(() => Wav.readHeader(bytes)).toThrow(/WAV/);
  });

  it('has numbers for samples that are too loud', () => {
    const loud = Float32Array.of(-2, -1, -0.5, 0, 0.5, 1, 2);
    expect([...Wav.quantize(loud)]).toEqual([-32768, -32768, -16384, 0, 16384, 32767, 32767]);
  });
});

it('puts samples together that were cut within a frame', () => {
  const samples = new SoundSamples(2);
  const bytes = new Uint8Array(ramp(12).buffer);
  for (const [from, to] of [
    [0, 3],
    [3, 4],
    [4, 17],
    [17, 24]
  ]) {
    samples.add(bytes.subarray(from, to));
  }
  expect(samples.frames).toBe(6);
  const channels = [new Float32Array(4), new Float32Array(4)];
  samples.copyTo({ length: 4, getChannelData: at => channels[at] }, 1);
  expect(channels.map(channel => [...channel].map(each => each * 32768))).toEqual([
    [-29998, -29996, -29994, -29992],
    [-29997, -29995, -29993, -29991]
  ]);
});

it('makes nothing that sounds before it is played', async () => {
  const file = new GrowingFile().add(ramp(100));
  follow(file);
  stream.update(file.value, true);
  await arrived();
  expect(FakeAudioContext.made).toEqual([]);
  expect(stream.duration).toBe(Infinity);
  expect(stream.seekable.end(0)).toBe(100 / RATE);
  await stream.play();
  expect(context().sampleRate).toBe(RATE);
});

it('plays what comes, frame after frame, however it was cut', async () => {
  const file = new GrowingFile();
  const all = ramp(40_000);
  const bytes = new Uint8Array(all.buffer);
  follow(file);
  await stream.play();
  stream.update(file.value, true);
  let at = 0;
  for (const size of [4001, 333, 12_345, 7, 31_314, 32_000]) {
    file.addBytes(bytes.subarray(at, (at += size)));
    stream.update(file.value, true);
    await arrived();
    context().go(context().currentTime + 0.07);
  }
  expect(at).toBe(bytes.length);
  expect(gapless()).toEqual([...all]);
  // A little after now, and on a frame.
  expect(pieces()[0].frame).toBe(Math.ceil(0.06 * RATE));
  expect(heard).toEqual(['play', 'waiting', 'playing']);
});

it('reads what is new once, one piece at a time', async () => {
  const file = new GrowingFile().add(ramp(10));
  file.isSlow = true;
  follow(file);
  stream.update(file.value, true);
  stream.update(file.add(ramp(10)).value, true);
  stream.update(file.add(ramp(10)).value, true);
  expect(file.asked).toEqual([0]);
  file.waiting.shift()!();
  await arrived();
  // What it was asked for is what it had then: the rest is asked for in one.
  expect(file.asked).toEqual([0, 64]);
  file.waiting.shift()!();
  await arrived();
  expect(file.asked).toEqual([0, 64]);
  expect(stream.seekable.end(0)).toBe(30 / RATE);
});

it('waits when it runs dry, and goes on a little after more has come', async () => {
  const file = new GrowingFile().add(ramp(1600));
  follow(file);
  stream.update(file.value, true);
  await arrived();
  await stream.play();
  context().go(0.5);
  expect(heard).toEqual(['play', 'playing', 'waiting']);
  expect(stream.currentTime).toBeCloseTo(0.1, 10);
  // So long after its end at 0.16 s that it is a pause, and nothing to be covered.
  context().go(2);
  stream.update(file.add(ramp(1600, 1600)).value, true);
  await arrived();
  expect(heard.at(-1)).toBe('playing');
  expect(pieces()[1].frame).toBe(Math.ceil(2.06 * RATE));
  expect(pieces().flatMap(({ samples }) => samples)).toEqual([...ramp(3200)]);
  context().go(2.11);
  expect(stream.currentTime).toBeCloseTo(0.15, 3);
});

describe('one that comes slower than it sounds', () => {
  const EVERY = 0.2; // seconds, for 0.1 s each

  /** Play steps from a first one on; returns how many gaps are in what sounds. */
  async function play(file: GrowingFile, first: number, steps: number): Promise<number> {
    for (let step = first; step < first + steps; step++) {
      context().go(Math.max(context().currentTime, step * EVERY));
      stream.update(file.add(ramp(1600, step * 1600)).value, true);
      await arrived();
    }
    context().go((first + steps) * EVERY);
    const all = pieces();
    return all.slice(1).filter(({ frame }, i) => frame > all[i].frame + all[i].samples.length)
      .length;
  }

  async function begin(): Promise<GrowingFile> {
    const file = new GrowingFile().add(ramp(1600));
    follow(file);
    stream.update(file.value, true);
    await arrived();
    await stream.play();
    return file;
  }

  it('stutters less and less: what comes is let come for longer', async () => {
    const file = await begin();
    const early = await play(file, 1, 10);
    const late = (await play(file, 11, 10)) - early;
    expect(early).toBeLessThan(5);
    expect(late).toBeLessThan(3);
    // It says so while it waits, and all that came sounds once.
    expect(heard.filter(name => name === 'waiting').length).toBe(early + late + 1);
    stream.update(file.value, false);
    await arrived();
    context().go(10);
    expect(pieces().flatMap(({ samples }) => samples)).toEqual([...ramp(21 * 1600)]);
    expect(heard.at(-1)).toBe('ended');
  });

  it('lets as much come as before where it is about to run dry', async () => {
    const file = await begin();
    context().go(0.5);
    stream.update(file.add(ramp(1600, 1600)).value, true);
    await arrived();
    const lead = context().sounded.at(-1)!.at - 0.5;
    const near = context().sounded.at(-1)!.at + 0.1 - 0.002;
    context().go(near);
    heard.length = 0;
    stream.update(file.add(ramp(1600, 3200)).value, true);
    await arrived();
    expect(context().sounded.at(-1)!.at).toBeCloseTo(near + lead, 3);
    expect(heard).toEqual(['waiting']);
  });

  it('lets nothing come any more when there is nothing', async () => {
    const file = await begin();
    context().go(0.5);
    stream.update(file.add(ramp(1600, 1600)).value, true);
    await arrived();
    const planned = context().sounded.at(-1)!;
    expect(planned.at).toBeCloseTo(0.5 + 0.06 + 2 * (0.5 - 0.16), 3);
    expect(stream.currentTime).toBeCloseTo(0.1, 10);
    stream.update(file.value, false);
    await arrived();
    expect(planned.stopped).toBe(true);
    expect(context().sounded.at(-1)!.at).toBeCloseTo(0.56, 3);
    expect(heard.at(-1)).toBe('playing');
  });

  it('tells that it plays once it does', async () => {
    jest.useFakeTimers();
    const told: number[] = [];
    const file = await begin();
    stream.addEventListener('timeupdate', () => told.push(stream.currentTime));
    context().go(0.3);
    stream.update(file.add(ramp(1600, 1600)).value, true);
    await arrived();
    told.length = 0;
    jest.advanceTimersByTime(250);
    expect(told).toEqual([]);
    context().go(0.7);
    jest.advanceTimersByTime(250);
    expect(told.length).toBe(1);
    jest.useRealTimers();
  });
});

it('never hands over what is too late', async () => {
  const file = new GrowingFile().add(ramp(1600));
  follow(file);
  stream.update(file.value, true);
  await arrived();
  await stream.play();
  // Two milliseconds before the end of what it has.
  context().go(0.06 + 0.1 - 0.002);
  stream.update(file.add(ramp(1600, 1600)).value, true);
  await arrived();
  const [first, second] = pieces();
  expect(second.frame).toBeGreaterThan(context().currentTime * RATE);
  expect(second.samples).toEqual([...ramp(1600, 1600)]);
  // The one before sounds to its end.
  expect(context().sounded[0].stopped).toBe(false);
  expect(second.frame).toBeGreaterThanOrEqual(first.frame + 1600);
});

it('ends with the last sample, and plays again from the first', async () => {
  const file = new GrowingFile().add(ramp(1600));
  follow(file);
  stream.update(file.value, true);
  await arrived();
  await stream.play();
  stream.update(file.value, false);
  await arrived();
  expect(stream.duration).toBe(0.1);
  expect(stream.isGrowing).toBe(false);
  // Nothing is handed over anew: the same samples go on.
  expect(context().sounded.length).toBe(1);
  context().go(0.2);
  expect(heard).toEqual(['play', 'playing', 'pause', 'ended']);
  expect(stream.ended && stream.paused).toBe(true);
  expect(context().state).toBe('suspended');
  await stream.play();
  expect(context().sounded.length).toBe(2);
  expect(pieces()[1].samples).toEqual([...ramp(1600)]);
});

it('ends when the end comes after everything was heard', async () => {
  const file = new GrowingFile().add(ramp(1600));
  follow(file);
  stream.update(file.value, true);
  await arrived();
  await stream.play();
  context().go(1);
  expect(heard.at(-1)).toBe('waiting');
  stream.update(file.value, false);
  await arrived();
  expect(heard.slice(-2)).toEqual(['pause', 'ended']);
});

it('begins anew at its end when it loops', async () => {
  const file = new GrowingFile().add(ramp(1600));
  follow(file);
  stream.loop = true;
  stream.update(file.value, false);
  await arrived();
  await stream.play();
  context().go(0.17);
  expect(stream.paused).toBe(false);
  expect(pieces().length).toBe(2);
  expect(heard).not.toContain('ended');
});

it('reads it all when it comes late', async () => {
  const file = new GrowingFile().add(ramp(50_000));
  follow(file);
  stream.update(file.value, true);
  await arrived();
  await stream.play();
  expect(file.asked).toEqual([0]);
  expect(gapless()).toEqual([...ramp(50_000)]);
});

it('hands over only a few seconds ahead, and goes on in time', async () => {
  const count = 30 * RATE;
  const file = new GrowingFile().add(ramp(count));
  follow(file);
  stream.update(file.value, false);
  await arrived();
  await stream.play();
  expect(context().sounded.length).toBe(3);
  context().go(31);
  const samples = gapless();
  expect(samples.length).toBe(count);
  expect(samples.slice(-3)).toEqual([...ramp(count)].slice(-3));
  expect(heard.at(-1)).toBe('ended');
});

it('pauses, and goes on with the frame it was at', async () => {
  const file = new GrowingFile().add(ramp(RATE));
  follow(file);
  stream.update(file.value, true);
  await arrived();
  await stream.play();
  context().go(0.56);
  stream.pause();
  expect(context().state).toBe('suspended');
  expect(context().sounded[0].stopped).toBe(true);
  expect(stream.currentTime).toBeCloseTo(0.5, 10);
  expect(jest.getTimerCount()).toBe(0);
  // What comes meanwhile is kept, and makes no sound.
  stream.update(file.add(ramp(RATE, RATE)).value, true);
  await arrived();
  expect(context().sounded.length).toBe(1);
  await stream.play();
  const [, second] = pieces();
  expect(second.samples[0]).toBe(ramp(1, RATE / 2)[0]);
  expect(second.samples.length).toBe(1.5 * RATE);
});

it('goes anywhere in what has come, and no further', async () => {
  const file = new GrowingFile().add(ramp(RATE));
  follow(file);
  stream.update(file.value, true);
  await arrived();
  stream.currentTime = 0.25;
  expect(stream.currentTime).toBe(0.25);
  await stream.play();
  expect(pieces()[0].samples[0]).toBe(ramp(1, RATE / 4)[0]);
  stream.currentTime = 0.75;
  expect(context().sounded[0].stopped).toBe(true);
  expect(pieces()[1].samples).toEqual([...ramp(RATE / 4, 0.75 * RATE)]);
  stream.currentTime = 99;
  expect(stream.currentTime).toBe(1);
  expect(heard.at(-1)).toBe('waiting');
});

it('plays faster from where it is, and silently', async () => {
  const file = new GrowingFile().add(ramp(RATE));
  follow(file);
  stream.update(file.value, true);
  await arrived();
  await stream.play();
  context().go(0.06 + 0.25);
  stream.playbackRate = 2;
  expect(context().sounded[0].stopped).toBe(true);
  expect(context().sounded[1].speed).toBe(2);
  expect(stream.currentTime).toBeCloseTo(0.25, 3);
  context().go(0.31 + 0.06 + 0.1);
  expect(stream.currentTime).toBeCloseTo(0.45, 3);
  stream.muted = true;
  expect(context().gains[0].value).toBe(0);
  stream.muted = false;
  expect(context().gains[0].value).toBe(1);
});

it('plays where the browser has no such rate', async () => {
  FakeAudioContext.refused = [RATE];
  const file = new GrowingFile().add(ramp(1600));
  follow(file);
  stream.update(file.value, true);
  await arrived();
  await stream.play();
  expect(context().sampleRate).toBe(48000);
  context().go(0.1);
  stream.update(file.add(ramp(1600, 1600)).value, true);
  await arrived();
  const [first, second] = context().sounded;
  expect(second.at - first.at).toBeCloseTo(0.1, 12);
});

it('is refused before anybody has pressed anything, and plays when they have', async () => {
  const activation = { hasBeenActive: false };
  Object.defineProperty(navigator, 'userActivation', { value: activation, configurable: true });
  const file = new GrowingFile().add(ramp(1600));
  follow(file);
  stream.update(file.value, true);
  await arrived();
  await expect(stream.play()).rejects.toThrow();
  expect(stream.paused).toBe(true);
  expect(FakeAudioContext.made).toEqual([]);
  activation.hasBeenActive = true;
  await stream.play();
  expect(stream.paused).toBe(false);
  delete (navigator as { userActivation?: unknown }).userActivation;
});

it('says what went wrong, and tries again with the next word', async () => {
  const file = new GrowingFile().add(ramp(10));
  follow(file);
  const broken = new Error('The connection is gone.');
  let isBroken = true;
  stream = new SoundStream({
    read: (value, from) => (isBroken ? Promise.reject(broken) : file.read(value, from)),
    came: () => undefined,
    failed: error => failures.push(error)
  });
  stream.update(file.value, false);
  await arrived();
  expect(failures).toEqual([broken]);
  // What has not come is not its end.
  expect(stream.isGrowing).toBe(true);
  isBroken = false;
  stream.update(file.value, false);
  await arrived();
  expect(stream.duration).toBe(10 / RATE);
});

it('says so when it is no sound of this kind', async () => {
  const file = new GrowingFile(new Uint8Array(100).fill(9));
  follow(file);
  stream.update(file.value, true);
  await arrived();
  expect(String(failures[0])).toContain('no WAV file');
});

it('lets go of everything at its end', async () => {
  const file = new GrowingFile().add(ramp(RATE));
  follow(file);
  stream.update(file.value, true);
  await arrived();
  await stream.play();
  stream.dispose();
  stream.dispose();
  expect(context().state).toBe('closed');
  expect(context().sounded[0].stopped).toBe(true);
  expect(jest.getTimerCount()).toBe(0);
  stream.update(file.add(ramp(10)).value, true);
  await arrived();
  expect(file.asked).toEqual([0]);
});
