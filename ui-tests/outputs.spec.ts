import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { connectBrowser } from './environment';
import { Example } from './example';

/** What functions return, in the notebooks about it. */
describe('outputs', () => {
  let browser: Browser;

  before(async () => {
    browser = await connectBrowser();
  });

  after(() => browser.close());

  test('displays', { timeout: 300_000 }, async () => {
    const example = await Example.open(browser, 'displays');

    const digits = await example.show('digits');
    await digits.wins('Read as', '2');
    const drawn = digits.app.getByRole('img', { name: 'A handwritten digit' });
    const first = await drawn.getAttribute('src');
    await digits.slide('Which one', 'ArrowRight');
    await digits.wins('Read as', '8');
    await drawn.and(example.page.locator(`img:not([src="${first}"])`)).waitFor();
    assert.equal(await digits.field('Read as').locator('.intarsia-Label-row').count(), 3);

    const parts = await example.show('parts');
    const marked = parts.field('Marked');
    const shows = async (...words: string[]) =>
      example.page.waitForFunction(
        ({ node, words }) => {
          const marks = [
            ...node!.querySelectorAll(
              'mark.intarsia-HighlightedText-part .intarsia-HighlightedText-words'
            )
          ];
          return marks.map(mark => mark.textContent).join('|') === words.join('|');
        },
        { node: await marked.elementHandle(), words }
      );
    await shows('16147', 'Genoa', 'Italy');
    await marked.getByRole('button', { name: /Genoa/ }).click();
    await parts.reads('Pressed', 'Genoa is a place');
    await parts.app.getByRole('checkbox', { name: 'number' }).uncheck();
    await shows('Genoa', 'Italy');
    await parts.box('Text').fill('From Genoa to Turin, in Italy.');
    await shows('Genoa', 'Italy');

    const model = await example.show('model');
    await model.field('Parameters').getByText('"lbfgs"').waitFor();
    await model.app.getByRole('radio', { name: 'RandomForestClassifier' }).check();
    await model.field('Parameters').getByText('n_estimators').waitFor();
    await model
      .field('predict_proba')
      .locator('.cm-line', { hasText: 'def predict_proba' })
      .waitFor();
    await model.field('predict_proba').getByText('input samples').first().waitFor();

    const formula = await example.show('formula');
    await formula.app.locator('mjx-container').first().waitFor();
    await formula.app.getByRole('combobox', { name: 'Column' }).selectOption('sepal width (cm)');
    await formula.app.getByRole('heading', { name: 'Sepal width (cm)' }).waitFor();
    await formula.app.getByRole('cell', { name: '3.43' }).waitFor();
    // As they are in the document: what stands above may have pushed them out of sight.
    const rows = await formula.app
      .locator('table tbody tr')
      .evaluateAll(rows =>
        rows.map(row => [...row.children].map(cell => cell.textContent!.trim()))
      );
    assert.deepEqual(rows, [
      ['setosa', '3.43', '0.38'],
      ['versicolor', '2.77', '0.31'],
      ['virginica', '2.97', '0.32']
    ]);

    const table = await example.show('table');
    await table.wins('The strongest', 'wine 0');
    await table.app.getByRole('gridcell', { name: '12.28' }).dblclick();
    await example.page.keyboard.press('Control+a');
    await example.page.keyboard.type('14');
    await example.page.keyboard.press('Enter');
    await table.wins('The strongest', 'wine 1');
    // Code has the colours of the host's own editor.
    await example.compare({ digits, parts, formula, table });
    await example.close();
  });

  test('plots', { timeout: 300_000 }, async () => {
    const example = await Example.open(browser, 'plots');

    const scatter = await example.show('scatter');
    const picture = scatter.app
      .locator('.intarsia-NativePlot canvas, .intarsia-NativePlot svg')
      .first();
    await picture.waitFor();
    await scatter.reads('Chosen', 'Drag over the plot.');
    const box = (await picture.boundingBox())!;
    await example.page.mouse.move(box.x + 70, box.y + 60);
    await example.page.mouse.down();
    await example.page.mouse.move(box.x + 150, box.y + 80, { steps: 4 });
    await example.page.mouse.move(box.x + box.width / 4, box.y + 80, { steps: 4 });
    await example.page.mouse.up();
    await scatter.reads('Chosen', /^\d+ setosa$/);
    await scatter.app.getByRole('combobox', { name: 'Up' }).selectOption('sepal length (cm)');
    await scatter.button('Numbers').click();
    await scatter.app.getByRole('columnheader', { name: 'sepal length (cm)' }).waitFor();

    const learning = await example.show('learning');
    await learning.slide('Epochs', 'Home');
    await learning.button('Learn').click();
    await learning.app.locator('.intarsia-Foot', { hasText: 'Done in' }).waitFor();
    await learning.button('Numbers').click();
    await learning.app.locator('table tbody tr').nth(3).waitFor();
    assert.equal(await learning.app.locator('table tbody tr').count(), 4);

    const bars = await example.show('bars');
    await bars.app.getByRole('radio', { name: 'max' }).check({ force: true });
    await bars.app.locator('.intarsia-Foot', { hasText: 'Done in' }).waitFor();
    const drawn = bars.app.locator('.intarsia-NativePlot [aria-label*="1680"]').first();
    await drawn.waitFor({ state: 'attached' });

    const figure = await example.show('figure');
    const image = figure.app.locator('.intarsia-Plot img');
    await image.waitFor();
    const before = await image.getAttribute('src');
    await figure.slide('Digit', 'ArrowLeft');
    await example.page.waitForFunction(
      ({ node, before }) => {
        const image = node!.querySelector<HTMLImageElement>('.intarsia-Plot img');
        return image?.complete && image.getAttribute('src') !== before;
      },
      { node: await figure.app.elementHandle(), before }
    );
    // The host's renderer lays the others out in its own time: what they show is read above.
    await example.compare({ figure });
    await example.close();
  });
});
