import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser, strictBrowser } from './environment';
import { inaccessible } from './layout';
import { NotebookPage } from './notebookpage';

const PICTURE = `
import intarsia as gr

def measure(picture):
    return f"{picture.shape} {picture.dtype} {picture.std() > 1}"

with gr.Blocks(title="Still") as app:
    picture = gr.Image(label="Picture")
    told = gr.Textbox(label="Told")
    picture.change(measure, picture, told)
app.launch()`;

const STREAM = `
import intarsia as gr
ended, seen = [], 0

def turn(picture):
    global seen
    try:
        while True:
            seen += 1
            picture = yield 255 - picture
    finally:
        ended.append(seen)

with gr.Blocks(title="Stream") as app:
    camera = gr.Image(label="Camera", sources="webcam", streaming=True)
    turned = gr.Image(label="Turned", interactive=False)
    camera.stream(turn, camera, turned, stream_every=0.05)
app.launch()`;

const VIDEO = `
import intarsia as gr

def measure(path):
    with open(path, "rb") as file:
        size = len(file.read())
    try:
        import av
    except ImportError:
        return f"{size > 10_000}"
    with av.open(path) as film:
        frames = sum(1 for _ in film.decode(video=0))
        kinds = sorted({stream.type for stream in film.streams})
    return f"{size > 10_000} {frames > 10} {kinds}"

with gr.Blocks(title="Video") as app:
    film = gr.Video(label="Film")
    told = gr.Textbox(label="Told")
    film.change(measure, film, told)
app.launch()`;

/** What a camera sees, in a browser that has one: a moving picture with a beep. */
describe('a camera', { timeout: 420_000 }, () => {
  let browser: Browser;
  let notebook: NotebookPage;
  const opened: NotebookPage[] = [];

  before(async () => {
    browser = await connectBrowser();
    notebook = await NotebookPage.open(
      browser,
      NotebookPage.write('camera', [PICTURE, STREAM, VIDEO]),
      { height: 1600 }
    );
    // All that is switched on is kept, so that a test can tell what still is.
    await notebook.page.evaluate(() => {
      const { mediaDevices } = navigator;
      const page = window as unknown as { tracks: MediaStreamTrack[] };
      page.tracks = [];
      const ask = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async constraints => {
        const stream = await ask(constraints);
        page.tracks.push(...stream.getTracks());
        return stream;
      };
    });
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

  const button = (app: Locator, name: string) => app.getByRole('button', { name, exact: true });
  const told = (app: Locator, words: string | RegExp) =>
    app.locator('.intarsia-Textbox').filter({ hasText: words }).waitFor({ timeout: 30_000 });
  const on = () =>
    notebook.page.evaluate(
      () =>
        (window as unknown as { tracks: MediaStreamTrack[] }).tracks.filter(
          track => track.readyState === 'live'
        ).length
    );

  test('gives a picture of its own shape to a function, by keys alone', async () => {
    const app = await notebook.show(0);
    await button(app, 'Camera').focus();
    await notebook.page.keyboard.press('Enter');
    await app.locator('.intarsia-Camera-picture').waitFor();
    await notebook.page.waitForFunction(
      () => document.querySelector<HTMLVideoElement>('.intarsia-Camera-picture')!.videoWidth > 0
    );
    assert.equal(await on(), 1);
    assert.deepEqual(await inaccessible(app), []);
    const [width, height] = await app
      .locator('.intarsia-Camera-picture')
      .evaluate(node => [
        (node as HTMLVideoElement).videoWidth,
        (node as HTMLVideoElement).videoHeight
      ]);
    // The focus is at the button that takes it.
    await notebook.page.keyboard.press('Enter');
    await told(app, `(${height}, ${width}, 3) uint8 True`);
    assert.equal(await on(), 0);
    await app.getByRole('img', { name: 'Picture' }).waitFor();
    assert.deepEqual(await inaccessible(app), []);
    await button(app, 'Remove webcam.jpg').click();
    await button(app, 'Camera').waitFor();
    await button(app, 'Camera').click();
    await button(app, 'Close').waitFor();
    await notebook.page.keyboard.press('Escape');
    await button(app, 'Close').waitFor({ state: 'detached' });
    assert.equal(await on(), 0);
  });

  test('streams into a function, whose pictures are seen, until Stop', async () => {
    const app = await notebook.show(1);
    await button(app, 'Camera').click();
    await app.getByRole('img', { name: 'Turned' }).waitFor();
    const rate = await app
      .locator('.intarsia-Image-stage')
      .last()
      .evaluate(
        stage =>
          new Promise<number>(resolve => {
            // The element of each picture takes the place of the one before.
            const began = performance.now();
            let count = 0;
            const watch = new MutationObserver(() => {
              count += 1;
              if (count === 30) {
                watch.disconnect();
                resolve((1000 * count) / (performance.now() - began));
              }
            });
            watch.observe(stage, { childList: true });
          })
      );
    console.log(`${rate.toFixed(1)} pictures a second`);
    assert.ok(rate > 5, `${rate} pictures a second`);
    assert.deepEqual(await inaccessible(app), []);
    assert.equal(await on(), 1);
    assert.equal(await notebook.inKernel('print(ended)'), '[]');
    await button(app, 'Stop').first().click();
    await app.locator('.intarsia-Foot-words', { hasText: 'Done' }).waitFor({ timeout: 30_000 });
    assert.equal(await on(), 0);
    assert.equal(await notebook.inKernel('print(len(ended), ended[0] == seen)'), '1 True');
  });

  test('records a video with sound, which a function gets as a file', async () => {
    const app = await notebook.show(2);
    await button(app, 'Camera').click();
    const begun = Date.now();
    await button(app, 'Record').click();
    assert.equal(await on(), 2);
    await app.locator('.intarsia-Camera-mark', { hasText: /0:0[2-9]|0:[1-5]/ }).waitFor();
    assert.deepEqual(await inaccessible(app), []);
    await button(app, 'Stop').click();
    const most = (Date.now() - begun) / 1000 + 1;
    await told(app, /^Told\s*True( True \['audio', 'video'\])?$/);
    assert.equal(await on(), 0);
    const video = app.locator('.intarsia-Video-picture');
    await video.waitFor();
    await notebook.page.waitForFunction(
      ({ node, most }) => {
        const { duration } = node as HTMLVideoElement;
        return duration > 1.5 && duration < most;
      },
      { node: await video.elementHandle(), most }
    );
    // It does not end before it is paused.
    await video.evaluate(node => ((node as HTMLVideoElement).loop = true));
    await button(app, 'Play').click();
    await notebook.page.waitForFunction(
      node => (node as HTMLVideoElement).currentTime > 0.5,
      await video.elementHandle()
    );
    await button(app, 'Pause').click();
    assert.deepEqual(await inaccessible(app), []);
  });

  test('says so where the browser gives none', async () => {
    // Asked where nobody can answer, a browser refuses.
    const strict = await strictBrowser();
    const refused = await NotebookPage.open(
      strict,
      NotebookPage.write('refused', [PICTURE.replace('"Still"', '"Refused"')])
    );
    opened.push(refused);
    const app = await refused.show(0);
    await button(app, 'Camera').click();
    await app.locator('.intarsia-Field-error', { hasText: 'gives no camera' }).waitFor();
    await button(app, 'Camera').waitFor();
    assert.deepEqual(await inaccessible(app), []);
    await button(app, 'Paste').click();
    await app.locator('.intarsia-Field-error', { hasText: 'Press Ctrl+V' }).waitFor();
  });
});
