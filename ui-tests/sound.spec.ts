import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { connectBrowser, strictBrowser } from './environment';
import { inaccessible } from './layout';
import { passing } from './moments';
import { NotebookPage } from './notebookpage';

const SONG = `
import time
import numpy as np
import intarsia as gr
RATE = 16000

def tone(first, count):
    return np.round(12000 * np.sin(np.arange(first, first + count) / 7 + 1)).astype("int16")

def sing():
    first = 0
    # Three seconds ahead: what keeps the page or the kernel busy that long is not what is tested.
    for count in [48000, *[1600, 777, 2411, 43] * 12]:
        yield RATE, tone(first, count)
        first += count
        time.sleep(min(count, 2411) / RATE)

gr.Interface(sing, None, gr.Audio(label="Song", streaming=True, autoplay=True), title="Song").launch()`;

/** Samples of that song. */
const SONG_LENGTH = 48000 + 12 * (1600 + 777 + 2411 + 43);

const RECORD = `
import intarsia as gr

def measure(sound):
    if sound is None:
        return "Silence"
    rate, samples = sound
    return f"{rate} Hz {samples.dtype} {samples.shape} {len(samples) / rate:.1f} s {abs(samples).max() > 100}"

with gr.Blocks(title="Record") as app:
    word = gr.Audio(label="Word", required=False)
    told = gr.Textbox(label="Told")
    word.change(measure, word, told)
app.launch()`;

const STREAM = `
import hashlib
import intarsia as gr
pieces = []

def hear(sound):
    rate, samples = sound
    pieces.append(samples)
    return f"{len(pieces)} pieces of {rate} Hz"

def known():
    whole = b"".join(piece.tobytes() for piece in pieces)
    print(len(pieces), len(whole) // 2, hashlib.sha256(whole).hexdigest())

with gr.Blocks(title="Stream") as app:
    voice = gr.Audio(label="Voice", streaming=True)
    told = gr.Textbox(label="Told")
    voice.stream(hear, voice, told, stream_every=0.1)
app.launch()`;

const SHOWN = `
import numpy as np
import intarsia as gr

def ring(seconds=8):
    t = np.arange(int(8000 * seconds)) / 8000
    return 8000, (np.sin(2 * np.pi * 440 * t) * np.exp(-t / 3) * 20000).astype("int16")

gr.Interface(ring, gr.Number(8), gr.Audio(label="Bell"), title="Bell").launch()`;

const SLOW = `
import time
import numpy as np
import intarsia as gr

def speak():
    for part in range(8):
        yield 16000, np.arange(1 + 1600 * part, 1 + 1600 * (part + 1)).astype("int16")
        time.sleep(0.3)

gr.Interface(speak, None, gr.Audio(label="Words", streaming=True, autoplay=True), title="Slow").launch()`;

/** What a page keeps of what it hears and records. */
interface IHeard {
  heard: Float32Array[];
  recorded: Float32Array[];
  tracks: MediaStreamTrack[];
}

/**
 * Keep what sounds and what a microphone gives, sample by sample.
 */
function listen(): void {
  const page = window as unknown as IHeard;
  [page.heard, page.recorded, page.tracks] = [[], [], []];
  // What is heard ends with the last sample: the tap needs the clock to go on.
  AudioContext.prototype.suspend = () => Promise.resolve();
  const connect = AudioNode.prototype.connect as (to: AudioNode, ...rest: number[]) => AudioNode;
  AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode, ...rest: number[]) {
    if (this instanceof GainNode && to instanceof AudioDestinationNode) {
      const tap = (this.context as AudioContext).createScriptProcessor(16384, 1, 1);
      tap.onaudioprocess = ({ inputBuffer }) =>
        page.heard.push(inputBuffer.getChannelData(0).slice());
      connect.call(this, tap);
      connect.call(tap, to);
    }
    return connect.call(this, to, ...rest);
  } as typeof AudioNode.prototype.connect;
  const Given = AudioWorkletNode;
  window.AudioWorkletNode = class extends Given {
    constructor(context: BaseAudioContext, name: string, options?: AudioWorkletNodeOptions) {
      super(context, name, options);
      this.port.addEventListener('message', ({ data }: MessageEvent<Float32Array | null>) => {
        if (data) {
          page.recorded.push(data);
        }
      });
    }
  };
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async constraints => {
    const stream = await ask(constraints);
    page.tracks.push(...stream.getTracks());
    return stream;
  };
}

/** Sound, in a browser that has a microphone and loudspeakers that nobody hears. */
describe('sound', { timeout: 420_000 }, () => {
  let browser: Browser;
  let notebook: NotebookPage;
  const opened: NotebookPage[] = [];

  before(async () => {
    browser = await connectBrowser();
    notebook = await NotebookPage.open(
      browser,
      NotebookPage.write('sound', [SONG, RECORD, STREAM, SHOWN, SLOW]),
      { height: 1600 }
    );
    await notebook.page.evaluate(listen);
  });

  afterEach(async () => {
    for (const page of opened.splice(0)) {
      await page.close();
    }
  });

  after(async () => {
    try {
      await notebook.close();
    } finally {
      await browser.close();
    }
  });

  const button = (app: Locator, name: string | RegExp) =>
    app.getByRole('button', { name, exact: true });
  const told = (app: Locator, words: string | RegExp) =>
    app.locator('.intarsia-Textbox').filter({ hasText: words }).waitFor({ timeout: 30_000 });
  const isOn = (page: Page = notebook.page) =>
    page.evaluate(() =>
      (window as unknown as IHeard).tracks.some(track => track.readyState === 'live')
    );

  /**
   * Look whether that song, and nothing else, was heard without a gap.
   */
  async function heardWhole(): Promise<void> {
    const { page } = notebook;
    await page.waitForFunction(
      count => {
        const { heard } = window as unknown as IHeard;
        const all = heard.reduce((sum, { length }) => sum + length, 0);
        const silent = heard.findIndex(piece => piece.some(sample => sample !== 0));
        return silent >= 0 && all - (silent + 1) * 16384 > count + 16384;
      },
      SONG_LENGTH,
      { timeout: 30_000 }
    );
    const found = await page.evaluate(count => {
      const { heard } = window as unknown as IHeard;
      const all = new Float32Array(heard.length * 16384);
      heard.forEach((piece, i) => all.set(piece, i * 16384));
      const first = all.findIndex(sample => sample !== 0);
      let [wrong, worst] = [-1, 0];
      for (let i = 0; i < count; i++) {
        const wanted = Math.round(12000 * Math.sin(i / 7 + 1)) / 32768;
        const off = Math.abs(all[first + i] - wanted);
        // A half may be rounded either way.
        if (off > 1.01 / 32768 && wrong < 0) {
          wrong = i;
        }
        worst = Math.max(worst, off);
      }
      return { wrong, worst, after: all.slice(first + count).some(sample => sample !== 0) };
    }, SONG_LENGTH);
    console.log(`${SONG_LENGTH} samples, off by ${found.worst} at most`);
    assert.equal(found.wrong, -1, `wrong from sample ${found.wrong} on, by ${found.worst}`);
    assert.equal(found.after, false);
  }

  /** Begin that song, and return the card that it comes from. */
  async function sing(): Promise<Locator> {
    const app = await notebook.show(0);
    await notebook.page.evaluate(() => {
      (window as unknown as IHeard).heard = [];
    });
    await button(app, 'Generate').click();
    await app.locator('.intarsia-Player-state', { hasText: 'Live' }).waitFor({ timeout: 30_000 });
    return app;
  }

  test('that a function yields in chunks is one sound: every sample once, no gap', async () => {
    const app = await sing();
    await app.locator('.intarsia-Foot-words', { hasText: 'Done' }).waitFor({ timeout: 30_000 });
    await app.locator('.intarsia-Player-times', { hasText: '0:06 / 0:06' }).waitFor();
    await button(app, 'Play').waitFor();
    await heardWhole();
    await button(app, /Download/).waitFor();
  });

  test('goes on while one has scrolled away from it', async () => {
    const app = await sing();
    const scroller = notebook.page.locator('.jp-WindowedPanel-outer').first();
    await scroller.evaluate(node => node.scrollTo(0, node.scrollHeight));
    await notebook.page.waitForFunction(
      node => node!.getBoundingClientRect().bottom < 0,
      await app.elementHandle()
    );
    await heardWhole();
    await app.scrollIntoViewIfNeeded();
    await app.locator('.intarsia-Player-times', { hasText: '0:06 / 0:06' }).waitFor();
  });

  test('goes on in a page that is hidden', async () => {
    const app = await sing();
    await notebook.hide(true);
    try {
      await heardWhole();
    } finally {
      await notebook.hide(false);
    }
    await app.locator('.intarsia-Player-times', { hasText: '0:06 / 0:06' }).waitFor();
  });

  test('that comes slower than it sounds waits, and loses nothing', async () => {
    const app = await notebook.show(4);
    await notebook.page.evaluate(() => {
      (window as unknown as IHeard).heard = [];
    });
    const waits = await passing(app, '.intarsia-Player-state', /Waiting for more/);
    await button(app, 'Generate').click();
    await waits();
    assert.deepEqual(await inaccessible(app), []);
    await button(app, 'Play').waitFor({ timeout: 30_000 });
    const heard = await notebook.page.waitForFunction(
      count => {
        const { heard } = window as unknown as IHeard;
        const all = heard.flatMap(piece => [...piece].filter(sample => sample !== 0));
        return all.length >= count && all.map(sample => sample * 32768);
      },
      8 * 1600,
      { timeout: 30_000 }
    );
    assert.deepEqual(
      await heard.jsonValue(),
      Array.from({ length: 8 * 1600 }, (_, i) => 1 + i)
    );
  });

  test('is played by keys', async () => {
    const app = await notebook.show(3);
    await button(app, 'Submit').click();
    const place = app.getByRole('slider', { name: 'Position' });
    await app.locator('.intarsia-Player-times', { hasText: '0:00 / 0:08' }).waitFor();
    await app.locator('.intarsia-Wave-all path[d*="L100.5"]').waitFor({ state: 'attached' });
    assert.deepEqual(await inaccessible(app), []);
    const { keyboard } = notebook.page;
    const says = (text: string) =>
      notebook.page.waitForFunction(
        ({ node, text }) => node!.getAttribute('aria-valuetext') === text,
        { node: placeNode, text }
      );
    await place.focus();
    const placeNode = await place.elementHandle();
    await keyboard.press('ArrowRight');
    await says('0:05 of 0:08');
    await keyboard.press('End');
    await says('0:08 of 0:08');
    await keyboard.press('Home');
    await says('0:00 of 0:08');
    await keyboard.press('Space');
    await button(app, 'Pause').waitFor();
    await app.locator('.intarsia-Player-times', { hasText: /0:0[1-7] \/ 0:08/ }).waitFor();
    await keyboard.press('k');
    await button(app, 'Play').waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await button(app, 'Pause').waitFor();
    await keyboard.press('k');
    await button(app, 'Play').waitFor();
    await button(app, 'Speed: 1×').click();
    await button(app, 'Speed: 1.5×').waitFor();
    await button(app, 'Mute').press('Space');
    assert.equal(await button(app, 'Mute').getAttribute('aria-pressed'), 'true');
    assert.deepEqual(await inaccessible(app), []);
  });

  test('is recorded, by keys, for a function that gets its samples', async () => {
    const app = await notebook.show(1);
    assert.deepEqual(await inaccessible(app), []);
    await button(app, 'Record').focus();
    await notebook.page.keyboard.press('Enter');
    await app.locator('.intarsia-Recorder-time', { hasText: /0:(0[2-9]|[1-5]\d)/ }).waitFor();
    assert.equal(await isOn(), true);
    assert.deepEqual(await inaccessible(app), []);
    // The focus is at the button that stops it.
    await notebook.page.keyboard.press('Enter');
    await told(app, /\d+ Hz int16 \(\d+,\) ([2-9]|\d\d)\.\d s True/);
    assert.equal(await isOn(), false);
    await app.locator('.intarsia-Player-times', { hasText: /0:00 \/ 0:(0[2-9]|\d\d)/ }).waitFor();
    assert.deepEqual(await inaccessible(app), []);
    await button(app, 'Remove recording.wav').click();
    await told(app, 'Silence');
  });

  test('streams from the microphone into a function: every sample once', async () => {
    const app = await notebook.show(2);
    await notebook.page.evaluate(() => {
      (window as unknown as IHeard).recorded = [];
    });
    await button(app, 'Record').click();
    await told(app, /\d\d pieces of \d+ Hz/);
    assert.deepEqual(await inaccessible(app), []);
    await button(app, 'Stop').first().click();
    await app.locator('.intarsia-Foot-words', { hasText: 'Done' }).waitFor({ timeout: 30_000 });
    assert.equal(await isOn(), false);
    const samples = await notebook.page.evaluate(() =>
      (window as unknown as IHeard).recorded.flatMap(piece =>
        [...piece].map(sample => Math.max(-32768, Math.min(Math.round(sample * 32768), 32767)))
      )
    );
    const whole = Buffer.from(Int16Array.from(samples).buffer);
    const [pieces, count, hash] = (await notebook.inKernel('known()')).split(' ');
    console.log(`${pieces} pieces, ${count} samples`);
    assert.ok(Number(pieces) > 5);
    assert.equal(Number(count), samples.length);
    assert.ok(samples.some(sample => Math.abs(sample) > 100));
    assert.equal(hash, createHash('sha256').update(whole).digest('hex'));
  });

  test('says what to do where the microphone is refused', async () => {
    // Asked where nobody can answer, a browser refuses.
    const strict = await strictBrowser();
    const other = await NotebookPage.open(strict, NotebookPage.write('refused', [RECORD]));
    opened.push(other);
    const app = await other.show(0);
    await button(app, 'Record').click();
    await app
      .locator('.intarsia-Field-error', { hasText: 'Allow it beside the address.' })
      .waitFor();
    await button(app, 'Record').waitFor();
    assert.deepEqual(await inaccessible(app), []);
  });
});
