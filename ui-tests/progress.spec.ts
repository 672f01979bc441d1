import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { inaccessible } from './layout';
import { NotebookPage } from './notebookpage';

const APP = `
import threading
import intarsia as gr
from tqdm.auto import tqdm

gates = [threading.Event() for _ in range(3)]

def train(epochs: int = 4, progress=gr.Progress(track_tqdm=True)) -> str:
    progress(None, desc="Loading the model")
    gates[0].wait(60)
    for epoch in progress.tqdm(range(epochs), desc="Epochs", unit="epochs"):
        with tqdm(range(20), desc="Batches", unit="batch") as batches:
            for n in batches:
                if (epoch, n) == (1, 7):
                    batches.set_postfix(loss=0.21)
                    gates[1].wait(60)
    gates[2].wait(60)
    return "trained"

gr.show(train, title="Training")`;

/** How far something is, for the eye, the ear, and those who look elsewhere. */
describe('progress', () => {
  let browser: Browser;
  let notebook: NotebookPage;
  let app: Locator;

  before(async () => {
    browser = await connectBrowser();
    const cells = [APP, 'gates[0].set()', 'gates[1].set()', 'gates[2].set()'];
    notebook = await NotebookPage.open(browser, NotebookPage.write('progress', cells));
    app = await notebook.show(0);
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  const foot = (words: RegExp) => app.locator('.intarsia-Foot-words', { hasText: words }).waitFor();
  const bar = (name: string) => app.getByRole('progressbar', { name, exact: true });
  const title = (expected: RegExp) =>
    notebook.page.waitForFunction(
      source => new RegExp(source, 'u').test(document.title),
      expected.source
    );
  const tab = () => notebook.page.locator('.lm-TabBar-tab.intarsia-mod-running');

  test('what cannot be told moves, and says what it does', async () => {
    await title(/^progress/);
    assert.equal(await tab().count(), 0);
    await app.locator('.intarsia-mod-submit').click();
    await foot(/^Running · Loading the model · [\d.]+ s$/);
    await app.locator('.intarsia-ProgressBar.intarsia-mod-indeterminate').waitFor();
    assert.equal(await bar('Running').getAttribute('aria-valuenow'), null);
  });

  test('the tab and the page say that an app runs', async () => {
    await tab().filter({ hasText: 'progress.ipynb' }).waitFor();
    await title(/^• progress/);
  });

  test('loops within loops stand below one another, those of tqdm as well', async () => {
    await notebook.run(1);
    await foot(/^Running · Epochs · 1\/4 epochs · 25 % · .*[\d.]+ s/);
    const batches = bar('Batches');
    await batches.getByText('7/20 batch · 35 % · loss=0.21').waitFor();
    assert.equal(await batches.getAttribute('aria-valuenow'), '35');
    assert.match((await batches.getAttribute('aria-valuetext')) ?? '', /^Batches, 35 %/);
    assert.equal(await bar('Running').getAttribute('aria-valuenow'), '25');
    assert.deepEqual(await inaccessible(app), []);
    // Nothing of it is printed, and no widget displayed.
    assert.equal(await app.getByRole('tab', { name: 'Log' }).count(), 0);
    assert.equal(await app.locator('.jupyter-widgets').count(), 0);
  });

  test('a view that comes later is told', async () => {
    const { context, path } = notebook;
    await notebook.save();
    const other = await NotebookPage.open(browser, path, { context });
    await other.app(0).locator('.intarsia-Foot-words', { hasText: 'Epochs · 1/4' }).waitFor();
    await other.app(0).getByRole('progressbar', { name: 'Batches' }).waitFor();
    await other.page.close();
  });

  test('at the end everything is as it was', async () => {
    await notebook.run(2);
    await foot(/^Running · [\d.]+ s$/);
    await notebook.run(3);
    await foot(/^Done in/);
    await tab().waitFor({ state: 'detached' });
    await title(/^progress/);
    assert.equal(await app.getByRole('progressbar').count(), 0);
    assert.equal(await app.locator('.intarsia-FootBars').isVisible(), false);
  });
});
