import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { inaccessible } from './layout';
import { NotebookPage } from './notebookpage';

/** Pieces of a video of a second each, with sound, as somebody would make them. */
const PIECES = `
import io, queue, threading
import av
import numpy as np
import intarsia as gr

FRAMES, RATE, SOUND = 25, 25, 48_000

def piece(number):
    data = io.BytesIO()
    with av.open(data, "w", format="mp4") as out:
        film = out.add_stream("h264", rate=RATE)
        film.width, film.height, film.pix_fmt = 320, 180, "yuv420p"
        sound = out.add_stream("aac", rate=SOUND)
        sound.layout = "mono"
        for index in range(FRAMES):
            # How bright it is tells which picture it is.
            grey = 10 + (number * FRAMES + index) * 2 % 230
            pixels = np.full((180, 320, 3), grey, np.uint8)
            for packet in film.encode(av.VideoFrame.from_ndarray(pixels)):
                out.mux(packet)
        wave = (np.sin(np.arange(SOUND) / SOUND * 2 * np.pi * 440) * 8000).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(wave[None], format="s16", layout="mono")
        frame.rate = SOUND
        for stream, last in ((sound, frame), (sound, None), (film, None)):
            for packet in stream.encode(last):
                out.mux(packet)
    return data.getvalue()

made = [piece(number) for number in range(4)]
`;

const GROWING = `
steps = queue.Queue()

def go_on():
    for each in made:
        yield each
        steps.get(timeout=120)

with gr.Blocks(title="Growing") as app:
    go = gr.Button("Go")
    film = gr.Video(label="Film", streaming=True, autoplay=True, interactive=False)
    go.click(go_on, None, film)
app.launch()`;

const WHOLE = `
with open("film.mp4", "wb") as file:
    file.write(made[0])

told = []
with gr.Blocks(title="Whole") as app:
    film = gr.Video("film.mp4", label="Film", interactive=False)
    film.play(lambda: told.append("play"))
    film.pause(lambda: told.append("pause"))
    film.stop(lambda: told.append("stop"))
    film.end(lambda: told.append("end"))
app.launch()`;

/** Videos, as they are played. */
describe('videos', { timeout: 420_000 }, () => {
  let browser: Browser;
  let notebook: NotebookPage;

  before(async () => {
    browser = await connectBrowser();
    notebook = await NotebookPage.open(
      browser,
      NotebookPage.write('video', [PIECES, GROWING, WHOLE]),
      { height: 2400 }
    );
    await notebook.run(0);
  });

  after(async () => {
    try {
      await notebook.close();
    } finally {
      await browser.close();
    }
  });

  const button = (app: Locator, name: string) => app.getByRole('button', { name, exact: true });
  const picture = (app: Locator) => app.locator('.intarsia-Video-picture');
  const until = async (app: Locator, holds: (video: HTMLVideoElement) => boolean) =>
    notebook.page.waitForFunction(
      holds as (video: unknown) => boolean,
      await picture(app).elementHandle()
    );

  /** The element of a video that has begun to grow. */
  const growing = (app: Locator) =>
    app.evaluateHandle(
      node =>
        new Promise<HTMLVideoElement>(resolve => {
          const look = () => {
            const video = node.querySelector<HTMLVideoElement>('.intarsia-Video-picture');
            if (video?.duration === Infinity) {
              resolve(video);
            } else {
              requestAnimationFrame(look);
            }
          };
          look();
        })
    );

  test('one that grows plays over its joins, and is a whole one at the end', async () => {
    const app = await notebook.show(1);
    // Two pieces more: a page that is busy for a while is not what is tested.
    await notebook.inKernel('for _ in range(2): steps.put(None)');
    await button(app, 'Go').click();
    await picture(app).waitFor();
    await until(app, video => video.currentTime > 0.3);
    await app.locator('.intarsia-Player-state', { hasText: 'Live' }).waitFor();
    assert.equal(
      await picture(app).evaluate(video => (video as HTMLVideoElement).duration),
      Infinity
    );
    // While it plays, the places it passes are kept: none is skipped, none comes late.
    await picture(app).evaluate(video => {
      const page = window as unknown as { passed: number[]; stalls: number };
      page.passed = [];
      page.stalls = 0;
      video.addEventListener('waiting', () => (page.stalls += 1));
      const look = (_now: number, { mediaTime }: { mediaTime: number }) => {
        page.passed.push(mediaTime);
        (video as HTMLVideoElement).requestVideoFrameCallback(look);
      };
      (video as HTMLVideoElement).requestVideoFrameCallback(look);
    });
    await notebook.inKernel('for _ in range(2): steps.put(None)');
    await until(app, video => video.ended);
    const seen = await picture(app).evaluate(video => {
      const page = window as unknown as { passed: number[]; stalls: number };
      const { buffered, duration } = video as HTMLVideoElement;
      return {
        ranges: buffered.length,
        begin: buffered.start(0),
        duration,
        stalls: page.stalls,
        widest: Math.max(...page.passed.slice(1).map((place, index) => place - page.passed[index]))
      };
    });
    console.log(seen);
    assert.equal(seen.ranges, 1);
    assert.equal(seen.begin, 0);
    assert.ok(Math.abs(seen.duration - 4) < 0.1, `${seen.duration} s`);
    assert.equal(seen.stalls, 0);
    assert.equal(await app.locator('.intarsia-Player-state').textContent(), '');
    // It can be gone back in.
    const place = app.getByRole('slider', { name: 'Position' });
    await place.focus();
    await notebook.page.keyboard.press('Home');
    await until(app, video => video.currentTime < 0.1);
    assert.deepEqual(await inaccessible(app), []);
  });

  test('one that grows is read from the beginning by who comes late', async () => {
    const app = notebook.app(1).first();
    await button(app, 'Go').click();
    await notebook.inKernel('steps.put(None)');
    // What stands there at first is the video of the run before.
    await notebook.page.waitForFunction(
      ([video, place]) =>
        (video as HTMLVideoElement).duration === Infinity &&
        (video as HTMLVideoElement).buffered.end(0) > (place as number),
      [await growing(app), 1.8]
    );
    await notebook.save();
    const later = await NotebookPage.open(browser, notebook.path, { height: 1400 });
    try {
      const late = later.app(1).first();
      await later.live(late);
      // What was saved is drawn before the kernel has answered: the element may be another one.
      const ends = (place: number, isWhole: boolean) =>
        later.page.waitForFunction(
          ({ place, isWhole }) => {
            const video = document.querySelector<HTMLVideoElement>('.intarsia-Video-picture');
            const buffered = video?.buffered;
            return (
              buffered?.length === 1 &&
              buffered.start(0) === 0 &&
              buffered.end(0) > place &&
              Number.isFinite(video!.duration) === isWhole
            );
          },
          { place, isWhole }
        );
      await ends(1.8, false);
      await late.locator('.intarsia-Player-state', { hasText: 'Live' }).waitFor();
      await notebook.inKernel('for _ in range(3): steps.put(None)');
      await ends(3.9, true);
    } finally {
      await later.close();
    }
    await until(app, video => video.ended);
    await app.locator('.intarsia-Foot-words', { hasText: 'Done' }).waitFor();
  });

  test('one that grows goes on where nobody sees it', async () => {
    const app = notebook.app(1).first();
    await button(app, 'Go').click();
    const video = await growing(app);
    await notebook.hide(true);
    try {
      // It has all but the end of the run.
      await notebook.inKernel('for _ in range(3): steps.put(None)');
      await notebook.page.waitForFunction(
        video => video.buffered.length === 1 && video.buffered.end(0) > 3.8,
        video
      );
      assert.equal(await video.evaluate(({ duration }) => duration), Infinity);
      await notebook.inKernel('steps.put(None)');
    } finally {
      await notebook.hide(false);
    }
    await until(app, video => video.ended);
    await app.locator('.intarsia-Foot-words', { hasText: 'Done' }).waitFor();
  });

  test('one that is whole plays by keys alone, and tells', async () => {
    const app = await notebook.show(2);
    await until(app, video => Math.abs(video.duration - 1) < 0.1);
    await button(app, 'Play').focus();
    await notebook.page.keyboard.press('Enter');
    await until(app, video => video.ended);
    await app.locator('.intarsia-Foot-words', { hasText: 'Done' }).waitFor();
    assert.deepEqual(await inaccessible(app), []);
    assert.equal(await notebook.inKernel('print(sorted(told))'), "['end', 'play', 'stop']");
  });
});
