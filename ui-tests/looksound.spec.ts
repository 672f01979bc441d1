import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { holdTimes, lookEverywhere } from './looks';
import { NotebookPage } from './notebookpage';
import { References } from './references';

const BELL = `
import numpy as np
import intarsia as gr
RATE = 16000

def bell(pitch, seconds=8):
    t = np.arange(RATE * seconds) / RATE
    return RATE, (np.sin(2 * np.pi * pitch * t) * np.exp(-2 * (t % 2)) * 20000).astype("int16")`;

const FIELDS = `
with gr.Blocks(title="Voices") as app:
    with gr.Row():
        with gr.Column():
            given = gr.Audio(label="Your voice")
            gr.Audio(label="A word", sources="microphone", interactive=True, info="One is enough.")
            gr.Audio(bell(440), label="Given", interactive=True)
        with gr.Column():
            gr.Audio(bell(330), label="Answer", interactive=False)
            gr.Audio(bell(220), label="Coloured", interactive=False,
                     waveform_options={"waveform_color": "#8888cc", "waveform_progress_color": "#cc5500"})
app.launch()`;

const RECORDERS = `
with gr.Blocks(title="Recorders") as app:
    gr.Audio(label="Your voice", interactive=True)
    stream = gr.Audio(label="Stream", streaming=True)
    stream.stream(lambda sound: None, stream, None)
app.launch()`;

/** Pixels of the output of a telephone. */
const NARROW = 360;

describe('the look of sound', () => {
  let browser: Browser;
  let notebook: NotebookPage;
  let references: References;

  before(async () => {
    browser = await connectBrowser();
    const path = NotebookPage.write('looksound', [BELL, FIELDS, RECORDERS]);
    notebook = await NotebookPage.open(browser, path, { width: 1412, height: 1400 });
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

  test('fields and players', { timeout: 300_000 }, async () => {
    const app = await notebook.show(1);
    const drawn = app.locator('.intarsia-Wave-played path[d*="L100.5"]');
    await drawn.nth(2).waitFor({ state: 'attached' });
    for (const place of await app.getByRole('slider', { name: 'Position' }).all()) {
      await place.press('ArrowRight');
    }
    await all(app, 'sound-fields');
  });

  test('recorders', { timeout: 300_000 }, async () => {
    const app = await notebook.show(2);
    await button(app, 'Record').first().click();
    await app.locator('.intarsia-Recorder[data-state="recording"]').waitFor();
    await button(app, 'Record').click();
    await app.locator('.intarsia-Recorder[data-state="streaming"]').waitFor();
    await app.locator('.intarsia-Foot-words', { hasText: /Running|Streaming/ }).waitFor();
    // What they hear is never the same, and neither is how long they have heard it.
    await notebook.page.addStyleTag({
      content: '.intarsia-LiveWave svg, .intarsia-Recorder-time { visibility: hidden }'
    });
    await app.locator('.intarsia-Foot-words').evaluate(node => {
      (node as HTMLElement).style.visibility = 'hidden';
    });
    await all(app, 'sound-recorders');
    await app.locator('.intarsia-Recorder-stop').last().click();
    await app.locator('.intarsia-Recorder-stop').click();
    await button(app, 'Remove recording.wav').waitFor();
  });
});
