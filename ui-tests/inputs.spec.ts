import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { connectBrowser, environment } from './environment';
import { Example } from './example';

/** What a person enters, chooses and hands in, in the notebooks about it. */
describe('inputs', () => {
  let browser: Browser;

  before(async () => {
    browser = await connectBrowser();
  });

  after(() => browser.close());

  test('texts and numbers', { timeout: 300_000 }, async () => {
    const example = await Example.open(browser, 'texts-and-numbers');
    const { keyboard } = example.page;

    const reading = await example.show('reading');
    await reading.reads('Words', '71');
    await reading.box('Text').fill('One. Two words! Are these three?');
    await reading.reads('Words', '6');
    await reading.reads('Sentences', '3');
    await reading.reads('Letters in a word', '4');

    const diabetes = await example.show('diabetes');
    await diabetes.reads('Progression', '154');
    await diabetes.slide('Body mass index', 'End');
    await diabetes.reads('Progression', '290');
    await diabetes.number('Blood pressure').fill('300');
    await keyboard.press('Tab');
    await diabetes.field('Blood pressure').getByText('Must be 133 or less.').waitFor();
    await diabetes.number('Blood pressure').fill('133');
    await keyboard.press('Enter');
    await diabetes.reads('Progression', '344');
    await diabetes.app.getByRole('checkbox').check();
    await diabetes.reads('Progression', '334');

    const contrast = await example.show('contrast');
    await contrast.reads('Contrast', '7.55');
    await contrast.box('Ink').fill('#c8c8c8');
    await keyboard.press('Tab');
    await contrast.reads('That is', 'too little');
    await contrast.page.waitForFunction(
      app => {
        const sample = app!.querySelector('.intarsia-HTML p');
        return sample && getComputedStyle(sample).color === 'rgb(200, 200, 200)';
      },
      await contrast.app.elementHandle()
    );

    await contrast.box('Ink').fill('#5b3a8c');
    await keyboard.press('Tab');
    await contrast.reads('That is', 'enough for any text');

    const days = await example.show('days');
    await days.reads('Days', '25,840');
    await days.box('To').fill('1936-09-08');
    await keyboard.press('Enter');
    await days.reads('Days', '7');
    await days.reads('Weekdays', 'Tuesday to Tuesday');

    const account = await example.show('account');
    await account.box('E-mail').fill('ada');
    await account.app.locator('input[type=password]').fill('short');
    await account.button('Create').click();
    await account.field('E-mail').getByText('An address has an @.').waitFor();
    await account.field('Password').getByText('Take at least 8 characters.').waitFor();
    await account.box('E-mail').fill('ada@example.org');
    await account.app.locator('input[type=password]').fill('long enough');
    await account.button('Create').click();
    await account.reads('Done', 'ada@example.org, 11 characters kept secret');
    await example.compare({ reading, diabetes, contrast, days, account });
    await example.close();
  });

  test('choices', { timeout: 300_000 }, async () => {
    const example = await Example.open(browser, 'choices');
    const { keyboard } = example.page;

    const columns = await example.show('columns');
    await columns.reads('Mean', '5.843');
    await columns.app.getByRole('checkbox', { name: 'setosa' }).uncheck();
    await columns.reads('Rows', '100');
    await columns.app.getByRole('radio', { name: 'Irises' }).focus();
    await keyboard.press('ArrowRight');
    await columns.reads('Rows', '178');
    const column = columns.app.getByRole('combobox', { name: 'Column' });
    await column.click();
    await keyboard.type('prol');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await columns.reads('Mean', '746.893');
    assert.equal(await columns.app.getByRole('checkbox').count(), 3);

    const characters = await example.show('characters');
    await characters.reads('Text', 'ß');
    const field = characters.app.getByRole('combobox', { name: 'Characters' });
    await field.click();
    await keyboard.type('snowman');
    await keyboard.press('Enter');
    await characters.reads('Text', 'ß☃');
    await keyboard.press('Escape');
    await characters.button('Remove Latin small letter sharp s  ß').click();
    await characters.reads('In Python', "'\\u2603'");

    const tags = await example.show('tags');
    await tags.app.getByRole('combobox', { name: 'Found at' }).fill('Kew');
    await keyboard.press('Tab');
    const seen = tags.app.getByRole('combobox', { name: 'Seen' });
    await seen.click();
    await example.page.getByRole('option', { name: 'by the water' }).click();
    await keyboard.type('a bee');
    await keyboard.press('Tab');
    await tags.button('Write').click();
    await tags.reads('Note', 'Kew: by the water, a bee');

    const wines = await example.show('wines');
    await wines.app.getByRole('checkbox', { name: 'alcohol', exact: true }).uncheck();
    await wines.button('Learn').click();
    await wines.app
      .locator('.intarsia-Error', { hasText: 'Choose one measurement at least.' })
      .waitFor();
    await wines.app.getByRole('checkbox', { name: 'Select all' }).check();
    await wines.app.getByRole('radio', { name: 'Regression' }).check({ force: true });
    await wines.button('Learn').click();
    await wines.wins('Of 178 wines', 'right');
    const odds = await wines.field('Of 178 wines').locator('.intarsia-Label-row').allInnerTexts();
    assert.match(odds.join(' '), /right\s+98\s%\s+wrong\s+2\s%/);
    await example.compare({ columns, characters, tags, wines });
    await example.close();
  });

  test('buttons and files', { timeout: 300_000 }, async () => {
    const example = await Example.open(browser, 'buttons-and-files');

    const draw = await example.show('draw');
    await draw.button('Draw one').click();
    await draw.reads('Drawn', /^\w+$/);
    for (let more = 1; more <= 4; more++) {
      await draw.button('Draw another').focus();
      await example.page.keyboard.press('Enter');
      await draw.reads('Drawn', new RegExp(`^\\w+(, \\w+){${more}}$`));
    }
    assert.ok(await draw.button('Five are drawn').isDisabled());
    await draw.button('Clear the list').click();
    await draw.reads('Drawn', '');
    await draw.button('Begin again').click();
    await draw.button('Draw one').waitFor();

    const count = await example.show('count');
    const text = 'Roses are roses, violets are violets; roses grow.';
    const chooser = example.page.waitForEvent('filechooser');
    await count.button('Choose a text').click();
    await (
      await chooser
    ).setFiles({ name: 'verse.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await count.reads('Words', '6');
    await count.reads('Most often', 'roses, violets, grow');
    const download = example.page.waitForEvent('download');
    await count.button('Download the table').click();
    const file = await download;
    assert.equal(file.suggestedFilename(), 'words.csv');
    const saved = join(environment.folder, 'words.csv');
    await file.saveAs(saved);
    assert.equal(readFileSync(saved, 'utf8').trim(), 'word,count\nroses,3\nviolets,2\ngrow,1');

    const sizes = await example.show('sizes');
    await sizes.app.locator('input[type=file]').setInputFiles(
      ['one.txt', 'two.bin'].map((name, i) => ({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.alloc(1000 * (i + 1))
      }))
    );
    await sizes.reads('Sizes', /one\.txt: 1,000 bytes\s+two\.bin: 2,000 bytes/);
    await example.compare({ draw, count, sizes });
    await example.close();
  });
});
