import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { holdTimes, lookEverywhere } from './looks';
import { NotebookPage } from './notebookpage';
import { References } from './references';

const FILM = `
import av
import numpy as np
import intarsia as gr

WIDTH, HEIGHT = 640, 360
SHADE = np.stack(np.broadcast_arrays(
    np.linspace(30, 90, HEIGHT)[:, None], np.linspace(60, 160, WIDTH)[None], np.full((1, 1), 170)
), -1).astype("uint8")

with av.open("hills.mp4", "w") as out:
    film = out.add_stream("h264", rate=25)
    film.width, film.height, film.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    for index in range(75):
        picture = SHADE.copy()
        picture[150:210, 4 * index : 4 * index + 60] = 235
        for packet in film.encode(av.VideoFrame.from_ndarray(picture)):
            out.mux(packet)
    for packet in film.encode():
        out.mux(packet)`;

const FIELDS = `
with gr.Blocks(title="Pictures") as app:
    with gr.Row():
        with gr.Column():
            gr.Image(label="Picture", interactive=True, placeholder="A leaf, from above")
            gr.Image(label="Snapshot", sources="webcam", interactive=True, info="Of the whole leaf.")
            gr.Video(label="Film", interactive=True)
            gr.Image(SHADE, label="Given", interactive=True)
        with gr.Column():
            gr.Video("hills.mp4", label="Hills", interactive=False)
            gr.Video("hills.mp4", label="Another one", interactive=True)
app.launch()`;

const CAMERAS = `
with gr.Blocks(title="Cameras") as app:
    with gr.Row():
        gr.Image(label="Picture", interactive=True)
        stream = gr.Image(label="Stream", sources="webcam", streaming=True)
    gr.Video(label="Film", interactive=True, height=240)
    stream.stream(lambda picture: None, stream, None)
app.launch()`;

/** Pixels of the output of a telephone. */
const NARROW = 330;

describe('the look of pictures that move', () => {
  let browser: Browser;
  let notebook: NotebookPage;
  let references: References;

  before(async () => {
    browser = await connectBrowser();
    const path = NotebookPage.write('lookvideo', [FILM, CAMERAS, FIELDS]);
    notebook = await NotebookPage.open(browser, path, { width: 1412, height: 2600 });
    references = await References.open(notebook.page);
    await holdTimes(notebook);
    await notebook.run(0);
  });

  after(async () => {
    try {
      await notebook.close();
    } finally {
      await browser.close();
    }
  });

  const all = (app: Locator, name: string) =>
    lookEverywhere(notebook, app, name, references, NARROW);
  const button = (app: Locator, name: string) => app.getByRole('button', { name, exact: true });

  test('cameras', { timeout: 300_000 }, async () => {
    const app = await notebook.show(1);
    // In the order of reading: the one that is open is none of them any more.
    for (const words of ['Take picture', 'Stop', 'Record']) {
      await button(app, 'Camera').first().click();
      await app.locator('.intarsia-Camera-bar', { hasText: words }).waitFor();
    }
    await button(app, 'Record').click();
    await app.locator('.intarsia-Camera-mark', { hasText: 'Streaming' }).waitFor();
    await app.locator('.intarsia-Foot-words', { hasText: /Running|Streaming/ }).waitFor();
    // What they see is never the same, and neither is how long they have seen it.
    await notebook.page.addStyleTag({
      content: '.intarsia-Camera-picture { visibility: hidden }'
    });
    for (const words of ['.intarsia-Foot-words', '.intarsia-Foot-end']) {
      for (const node of await app.locator(words).all()) {
        await node.evaluate(each => ((each as HTMLElement).style.visibility = 'hidden'));
      }
    }
    await notebook.page.evaluate(() => {
      for (const mark of document.querySelectorAll('.intarsia-Camera-mark')) {
        const write = () => {
          if (/\d/.test(mark.textContent!) && mark.textContent !== '0:07') {
            mark.textContent = '0:07';
          }
        };
        new MutationObserver(write).observe(mark, { childList: true });
        write();
      }
    });
    await all(app, 'video-cameras');
    await button(app, 'Close').first().click();
    await button(app, 'Close').click();
    await button(app, 'Stop').click();
  });

  test('fields and players', { timeout: 300_000 }, async () => {
    const app = await notebook.show(2);
    await app.locator('.intarsia-Image-picture').waitFor();
    await notebook.page.waitForFunction(
      node => {
        const films = [...node!.querySelectorAll<HTMLVideoElement>('.intarsia-Video-picture')];
        return films.length === 2 && films.every(film => film.readyState >= 2);
      },
      await app.elementHandle()
    );
    for (const place of await app.getByRole('slider', { name: 'Position' }).all()) {
      if (await place.isVisible()) {
        await place.press('End');
      }
    }
    await notebook.page.waitForFunction(
      node =>
        [...node!.querySelectorAll<HTMLVideoElement>('.intarsia-Video-picture')].every(
          film => film.currentTime > 2 && !film.seeking && film.readyState >= 2
        ),
      await app.elementHandle()
    );
    await all(app, 'video-fields');
  });
});
