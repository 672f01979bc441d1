import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { NotebookPage } from './notebookpage';

/** Cells of examples/quickstart.ipynb. */
const CLASSIFY = 1;
const VALUE = 3;
const KEYWORDS = 5;
const HISTOGRAM = 7;
const TRAIN = 9;

describe('the quickstart notebook', () => {
  let browser: Browser;
  let notebook: NotebookPage;

  before(async () => {
    browser = await connectBrowser();
    notebook = await NotebookPage.open(browser, 'examples/quickstart.ipynb', { height: 1400 });
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  const output = (app: Locator) => app.locator('.intarsia-Output');
  const shows = (app: Locator, text: string | RegExp) =>
    output(app).filter({ hasText: text }).waitFor({ timeout: 30_000 });

  test('a model: sliders by keyboard, a choice by mouse, odds on screen', async () => {
    const app = await notebook.show(CLASSIFY);
    const length = app.getByRole('slider', { name: 'Petal length' });
    await length.focus();
    await notebook.page.keyboard.press('Home');
    const width = app.getByRole('slider', { name: 'Petal width' });
    await width.focus();
    await notebook.page.keyboard.press('Home');
    await notebook.page.keyboard.press('Shift+Enter');
    await shows(app, 'setosa');
    await app.locator('.intarsia-Label-winner', { hasText: 'setosa' }).waitFor();

    await app.getByRole('radio', { name: 'logistic' }).check({ force: true });
    await length.focus();
    await notebook.page.keyboard.press('End');
    await width.focus();
    await notebook.page.keyboard.press('End');
    await app.locator('.intarsia-mod-submit').click();
    await app.locator('.intarsia-Label-winner', { hasText: 'virginica' }).waitFor();
  });

  test('a later cell reads the inputs and the result', async () => {
    await notebook.run(VALUE);
    const text = await notebook.cell(VALUE).locator('.jp-OutputArea-output').innerText();
    assert.match(text, /'petal_length': 7(\.0)?, 'petal_width': 2\.5, 'model': 'logistic'/);
    assert.match(text, /'virginica': 0\.9/);
  });

  test('a text becomes a table', async () => {
    const app = await notebook.show(KEYWORDS);
    await app.locator('.intarsia-mod-submit').click();
    await shows(app, 'wine');
    const text = app.getByRole('textbox', { name: 'Text' });
    await text.fill('Rain rain rain; snow snow snow snow. Fog.');
    await notebook.page.keyboard.press('Shift+Enter');
    await shows(app, 'snow');
    const rows = await output(app)
      .locator('tbody tr')
      .evaluateAll(rows =>
        rows.map(row => [...row.children].map(cell => cell.textContent!.trim()).slice(-2))
      );
    assert.deepEqual(rows, [
      ['snow', '4'],
      ['rain', '3']
    ]);
  });

  test('what pyplot draws is the result, at each change', async () => {
    const app = await notebook.show(HISTOGRAM);
    const bins = app.getByRole('slider', { name: 'Bins' });
    await bins.focus();
    await notebook.page.keyboard.press('ArrowRight');
    const picture = output(app).locator('img');
    await picture.waitFor({ timeout: 30_000 });
    const first = await picture.getAttribute('src');
    await notebook.page.keyboard.press('PageUp');
    await notebook.page.waitForFunction(
      ({ node, first }) => node?.querySelector('img')?.getAttribute('src') !== first,
      { node: await output(app).elementHandle(), first }
    );
    assert.equal(await notebook.cell(HISTOGRAM).locator('.jp-OutputArea-child').count(), 1);
  });

  test('a generator shows each value as it comes', async () => {
    const app = await notebook.show(TRAIN);
    await app.locator('.intarsia-mod-submit').click();
    await shows(app, /epoch {2}1 /);
    await shows(app, /epoch 20 {2}accuracy 0\.9\d/);
    await app.locator('.intarsia-Foot', { hasText: /Done in/ }).waitFor();
  });
});
