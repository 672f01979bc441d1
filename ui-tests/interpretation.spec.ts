import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { Example } from './example';
import { inaccessible } from './layout';
import { NotebookPage } from './notebookpage';

const APP = `
import intarsia as gr

WORTH = {"good": 2, "lovely": 3, "rain": -2, "not": -1}

def mood(text: str) -> dict[str, float]:
    "How glad a text is."
    good = 1 / (1 + 2.0 ** -sum(WORTH.get(word, 0) for word in text.lower().split()))
    return {"good": good, "bad": 1 - good}

app = gr.show(mood, interpretation="auto")`;

/** Why the function said that: asked for, looked at, compared, saved. */
describe('interpretation', () => {
  let browser: Browser;
  let notebook: NotebookPage;
  let app: Locator;

  before(async () => {
    browser = await connectBrowser();
    notebook = await NotebookPage.open(browser, NotebookPage.write('interpretation', [APP]));
    app = await notebook.show(0);
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  const part = (text: string) => app.locator('.intarsia-ScoreText-part', { hasText: text });
  const tab = (name: string) => app.getByRole('tab', { name, exact: true });

  test('before there is a result, there is nothing to explain', async () => {
    assert.equal(await tab('Interpretation').count(), 0);
  });

  test('one click on the tab explains the result', async () => {
    await app.locator('textarea, input').first().fill('a good day but not');
    await app.locator('.intarsia-mod-submit').click();
    await tab('Interpretation').click();
    await part('good').and(app.locator('.intarsia-mod-raises')).waitFor();
    await part('not').and(app.locator('.intarsia-mod-lowers')).waitFor();
    assert.match((await app.locator('.intarsia-ScoreNotes').textContent()) ?? '', /Leave-one-out/);
    assert.deepEqual(await inaccessible(app), []);
  });

  test('a word tells what it did, and what is said without it', async () => {
    await part('good').click();
    const told = app.locator('.intarsia-ScoreText-told');
    await told.filter({ hasText: /“good” \+0\.3.*without it good 0\.3/ }).waitFor();
    assert.equal(await part('good').getAttribute('aria-pressed'), 'true');
    await notebook.page.keyboard.press('End');
    await told.filter({ hasText: '“not” \u2212' }).waitFor();
  });

  test('another target stands in a tab beside it', async () => {
    await app.getByRole('combobox', { name: 'Explain' }).selectOption('bad');
    await tab('bad').waitFor();
    await part('not').and(app.locator('.intarsia-mod-raises')).waitFor();
    await tab('good').click();
    await part('not').and(app.locator('.intarsia-mod-lowers')).waitFor();
  });

  test('other inputs make it one of earlier ones, until it is asked for again', async () => {
    await app.locator('textarea, input').first().fill('a lovely day');
    await app.locator('.intarsia-mod-submit').click();
    await app.getByText('This is of earlier inputs.').waitFor();
    await app.locator('.intarsia-ExplanationTools-line button').click();
    await part('lovely').and(app.locator('.intarsia-mod-raises')).waitFor();
    assert.equal(await app.getByText('This is of earlier inputs.').isVisible(), false);
  });

  test('saved, it can be read without a kernel', async () => {
    await notebook.save();
    const { path } = notebook;
    await notebook.execute('kernelmenu:shutdown');
    await app.locator('.intarsia-Notice', { hasText: 'The kernel has stopped' }).waitFor();
    const again = await NotebookPage.open(browser, path);
    try {
      const shown = again.app(0);
      await shown.getByText('This kernel does not know the app').waitFor({ timeout: 20_000 });
      await shown.getByRole('tab', { name: 'Interpretation', exact: true }).click();
      const word = shown.locator('.intarsia-ScoreText-part', { hasText: 'lovely' });
      await word.and(shown.locator('.intarsia-mod-raises')).waitFor();
      await word.click();
      await shown.getByText(/without it good/).waitFor();
      // Nothing can be asked, and nothing offers to.
      assert.equal(await shown.getByRole('combobox', { name: 'Explain' }).isVisible(), false);
    } finally {
      await again.page.close();
    }
  });
});

const SLOW = `
import threading
import intarsia as gr

calls, held = [], threading.Event()

def price(rooms: int = 3, garden: bool = True) -> float:
    calls.append(rooms)
    while len(calls) > 6 and not held.wait(0.01):
        pass
    return 100.0 * rooms + 50.0 * garden

app = gr.show(price, interpretation={"method": "perturb", "every": 0})`;

const LIVE = `
def area(width: float = 2.0, height: float = 3.0) -> float:
    return width * height

app = gr.show(area, interpretation="perturb", interpretation_live=True)`;

/** On its way, and along with each run. */
describe('an explanation', () => {
  let browser: Browser;
  let notebook: NotebookPage;

  before(async () => {
    browser = await connectBrowser();
    const cells = [SLOW, LIVE];
    notebook = await NotebookPage.open(browser, NotebookPage.write('explaining', cells));
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  test('can be stopped, and stays as far as it came', async () => {
    const app = await notebook.show(0);
    await app.locator('.intarsia-mod-submit').click();
    await app.getByRole('tab', { name: 'Interpretation', exact: true }).click();
    const line = app.locator('.intarsia-ExplanationTools-line');
    await line.filter({ hasText: /Explaining · [1-9]\d* %/ }).waitFor();
    await app.locator('.intarsia-Foot-words', { hasText: /Explaining · \d+ %/ }).waitFor();
    await line.getByRole('button', { name: 'Stop' }).click();
    await line.filter({ hasText: /Stopped at \d+ %/ }).waitFor();
    assert.ok((await app.locator('.intarsia-Explanation-inputs > li').count()) > 2);
    assert.deepEqual(await inaccessible(app), []);
  });

  test('comes along with each run, with a bar at each field', async () => {
    const app = await notebook.show(1);
    await app.locator('.intarsia-mod-submit').click();
    await app.getByRole('tab', { name: 'Interpretation', exact: true }).click();
    const bars = app.locator('.intarsia-FieldScore-number');
    await bars.filter({ hasText: '+6' }).nth(1).waitFor();
    await app.getByRole('spinbutton', { name: 'Width' }).fill('4');
    await app.locator('.intarsia-mod-submit').click();
    await bars.filter({ hasText: '+12' }).nth(1).waitFor();
  });
});

/** The notebook of examples: a text, a form, a picture. */
describe('examples/interpretation.ipynb', () => {
  let browser: Browser;
  let example: Example;

  before(async () => {
    browser = await connectBrowser();
    example = await Example.open(browser, 'interpretation');
  });

  after(async () => {
    try {
      await example?.notebook.close();
    } finally {
      await browser.close();
    }
  });

  const run = async (id: string): Promise<Locator> => {
    const app = await example.notebook.show(example.index(id));
    await app.locator('.intarsia-mod-submit').click();
    return app;
  };

  test('a sentence is of irises because of the lengths of petals', async () => {
    const app = await run('text');
    await app.getByRole('tab', { name: 'Interpretation', exact: true }).click();
    const length = app.locator('.intarsia-ScoreText-part', { hasText: 'length' });
    await length.and(app.locator('.intarsia-mod-raises')).waitFor();
    await app.getByText(/\d+ calls · /).waitFor();
  });

  test('the bars of a form lead from the mean wine to this one', async () => {
    const app = await run('form');
    await app.getByRole('tab', { name: 'Interpretation', exact: true }).click();
    const rows = app.locator('.intarsia-Explanation-inputs > li');
    await rows.filter({ hasText: 'Prediction' }).waitFor();
    assert.equal(
      await rows.first().locator('.intarsia-ScoreBars-name').innerText(),
      'Everything absent'
    );
    await app.locator('.intarsia-ScoreCurve-stage').nth(3).waitFor();
    await app.getByText('Explaining').first().waitFor({ state: 'hidden' });
    assert.deepEqual(await inaccessible(app), []);
  });

  test('the pieces of a picture are told, the strongest first', async () => {
    const app = await example.notebook.show(example.index('picture'));
    await app.getByRole('button', { name: 'Why?' }).click();
    await app.locator('.intarsia-ScorePicture-stage img').waitFor();
    await app.locator('.intarsia-ScorePicture-stage').focus();
    await example.page.keyboard.press('ArrowRight');
    await app
      .getByText(/Piece 1 of 64 by strength: [+\u2212]0\.\d+ · without it 3 0\.\d+/)
      .waitFor();
    assert.deepEqual(await inaccessible(app), []);
  });

  test('the same is told as data', async () => {
    assert.match(await example.print('code'), /unit\s+score/);
  });
});
