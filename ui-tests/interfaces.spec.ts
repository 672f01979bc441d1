import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { connectBrowser } from './environment';
import { Example } from './example';
import { inaccessible } from './layout';

/** Functions between components, rows to try, parts made again, components of one's own. */
describe('interfaces', () => {
  let browser: Browser;

  before(async () => {
    browser = await connectBrowser();
  });

  after(() => browser.close());

  test('interfaces', { timeout: 300_000 }, async () => {
    const example = await Example.open(browser, 'interfaces');
    const { keyboard } = example.page;
    const sample = (shown: { app: import('playwright-core').Locator }, name: string | RegExp) =>
      shown.app.locator('.intarsia-Dataset').getByRole('button', { name });

    const flowers = await example.show('flowers');
    await flowers.app.getByText('The result will appear here.').waitFor();
    await sample(flowers, /^6, 2.5/).click();
    await flowers.page.waitForFunction(
      input => (input as HTMLInputElement).value === '6',
      await flowers.slider('Petal length').elementHandle()
    );
    await flowers.button('Submit').click();
    await flowers.wins('Species', 'virginica');
    await flowers.button('Flag as wrong').click();
    await flowers.app
      .locator('.intarsia-Toast, .intarsia-Foot')
      .filter({ hasText: /Done|flag/i })
      .first()
      .waitFor();
    // It is written beside the cells.
    await example.notebook.inKernel(`
import time
end = time.monotonic() + 30
while not list(flowers.flagging_callback.samples()) and time.monotonic() < end: time.sleep(0.01)`);
    assert.match(await example.print('flagged'), /\[\(6(\.0)?, 'wrong'\)\]/);
    await sample(flowers, /^1.4, 0.2/).focus();
    await keyboard.press('Enter');
    await flowers.slider('Petal length').focus();
    await flowers.page.waitForFunction(
      input => (input as HTMLInputElement).value === '1.4',
      await flowers.slider('Petal length').elementHandle()
    );
    await keyboard.press('Shift+Enter');
    await flowers.wins('Species', 'setosa');
    await flowers.button('Clear').click();
    await flowers.app.getByText('The result will appear here.').waitFor();
    assert.deepEqual(await inaccessible(flowers.app), []);

    const live = await example.show('live');
    await live.box('Text').fill('zebra apple zebra');
    await live.reads('Its words', 'apple, zebra');

    const one = await example.show('one');
    await one.button('Generate').click();
    await one.app.locator('tbody tr').nth(2).waitFor();

    const same = await example.show('same');
    assert.equal(await same.app.getByRole('textbox').count(), 1);
    await same.button('Submit').click();
    await same.page.waitForFunction(
      input => (input as HTMLInputElement).value === 'Petal width, Sepal width',
      await same.box('Names').elementHandle()
    );

    const tabbed = await example.show('tabbed');
    await tabbed.number('Inches').fill('10');
    await tabbed.button('Submit').first().click();
    await tabbed.reads('Centimetres', '25.4');
    await tabbed.app.getByRole('tab', { name: 'To centimetres' }).focus();
    await keyboard.press('ArrowRight');
    await tabbed.number('Centimetres').fill('2.54');
    await keyboard.press('Enter');
    await tabbed.reads('Inches', '1');

    const examples = await example.show('examples');
    await sample(examples, /^digits/).click();
    await examples.reads('Size', '1797 rows of 64 numbers, 920.1');
    await examples.reads('Calls', '1');
    await sample(examples, /^irises/).click();
    await examples.reads('Calls', '2');
    await sample(examples, /^digits/).click();
    await examples.reads('Size', '1797 rows of 64 numbers, 920.1');
    // Its result was kept: nothing was called.
    await examples.reads('Calls', '1');
    await examples.button('Look').click();
    await examples.reads('Calls', '3');
    await example.compare({ flowers, tabbed, examples });
    await example.close();
  });

  test('made again, and made yourself', { timeout: 300_000 }, async () => {
    const example = await Example.open(browser, 'rendered-and-custom');

    const tasks = await example.show('tasks');
    await tasks.app.getByText('1 of 2 to do').waitFor();
    await tasks.box('New').fill('Write it down');
    await example.page.keyboard.press('Enter');
    await tasks.app.getByText('2 of 3 to do').waitFor();
    await tasks.app.getByText('Write it down', { exact: true }).waitFor();
    await tasks.box('About Fit a model').fill('A small one.');
    await tasks.button('Done').first().click();
    await tasks.app.getByText('1 of 3 to do').waitFor();
    await tasks.button('Delete').first().click();
    await tasks.app.getByText('1 of 2 to do').waitFor();
    await tasks.app.getByText('Look at the data', { exact: true }).waitFor({ state: 'detached' });
    assert.equal(await tasks.box('New').inputValue(), '');
    assert.equal(await tasks.box('About Fit a model').inputValue(), 'A small one.');

    const stars = await example.show('stars');
    await stars.reads('In words', 'pleasant');
    await stars.button('5 of 5').click();
    await stars.reads('In words', 'great');
    assert.equal(await stars.field('Stars').innerText(), 'Stars\n★★★★★');

    const widget = await example.show('widget');
    await widget.reads('Width', '40');
    await widget.app.locator('.noUi-handle').first().focus();
    await example.page.keyboard.press('ArrowLeft');
    await widget.reads('Width', '41');
    await widget.button('All of it').click();
    await widget.reads('Width', '100');

    const template = await example.show('template');
    await template.app.getByText('Wine 8').waitFor();
    await template.slide('Wine', 'Home');
    await template.app.getByText('Wine 1', { exact: true }).waitFor();
    await template.app.getByText('14.23 % alcohol').waitFor();
    await example.compare({ tasks, stars, template });
    await example.close();
  });
});
