import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { connectBrowser } from './environment';
import { Example } from './example';
import { inaccessible } from './layout';

/** Where things stand, what an app remembers, and what it does by itself. */
describe('layouts and state', () => {
  let browser: Browser;

  before(async () => {
    browser = await connectBrowser();
  });

  after(() => browser.close());

  test('layouts', { timeout: 300_000 }, async () => {
    const example = await Example.open(browser, 'layouts');
    const { keyboard } = example.page;

    const rows = await example.show('rows');
    await rows.box('Species').fill('setosa');
    await rows.button('Write').click();
    await rows.reads('Label', /Iris setosa L\.\s+Gaspé Peninsula/);

    const tabs = await example.show('tabs');
    const tab = (name: string) => tabs.app.getByRole('tab', { name });
    await tabs.button('To the answer').click();
    await tabs.reads('Mean', '13');
    await tab('Answer').and(tabs.app.locator('[aria-selected="true"]')).waitFor();
    await tabs.button('To the answer').waitFor({ state: 'hidden' });
    await tabs.button('How is it spread?').click();
    await tabs.reads('Highest', '14.83');
    await tabs.reads('Seen last', 'how it is spread');
    await tab('Answer').focus();
    await keyboard.press('ArrowRight');
    await tabs.reads('Seen last', 'the page Data');
    await tabs.app.getByRole('columnheader', { name: 'malic_acid' }).waitFor();

    const side = await example.show('side');
    await side.app.locator('tbody tr').nth(3).waitFor();
    const panel = side.app.getByRole('button', { name: 'Choice' });
    await panel.focus();
    await keyboard.press('Enter');
    await side.slider('Rows').waitFor({ state: 'hidden' });
    await panel.and(side.app.locator('[aria-expanded="false"]')).waitFor();
    await keyboard.press('Enter');
    await side.slider('Rows').waitFor();
    await side.slide('Rows', 'Home');
    await side.app.locator('tbody tr').nth(2).waitFor({ state: 'detached' });
    assert.deepEqual(await inaccessible(side.app), []);

    const steps = await example.show('steps');
    const step = (n: number) => steps.app.locator('.intarsia-Stepper-step').nth(n - 1);
    await steps.slide('Kept for the test', 'End');
    await steps.button('Go on').focus();
    await keyboard.press('Enter');
    await steps.number('Neighbours').waitFor();
    await steps.number('Neighbours').fill('1');
    await steps.button('Learn').focus();
    await keyboard.press('Enter');
    await steps.wins('On digits it has not seen', 'right');
    await step(3).and(steps.app.locator('[aria-current="step"]')).waitFor();
    await step(1).focus();
    await keyboard.press('Enter');
    await steps.slider('Kept for the test').waitFor();
    assert.equal(await steps.slider('Kept for the test').inputValue(), '50');
    assert.deepEqual(await inaccessible(steps.app), []);

    const order = await example.show('order');
    const names = () =>
      order.app.locator('.intarsia-Draggable .intarsia-Field-label').allInnerTexts();
    assert.deepEqual(await names(), ['Fit', 'Look', 'Set aside']);
    await order.app.getByRole('button', { name: /^Move Fit/ }).focus();
    await keyboard.press('End');
    assert.deepEqual(await names(), ['Look', 'Set aside', 'Fit']);
    await order.app
      .getByRole('status')
      .getByText('Fit: place 3 of 3')
      .waitFor({ state: 'attached' });
    await order.app
      .getByRole('button', { name: 'Move Fit, 3 of 3' })
      .and(order.app.locator(':focus'))
      .waitFor();
    const handle = order.app.getByRole('button', { name: /^Move Look/ });
    await handle.hover();
    const grip = (await handle.boundingBox())!;
    await example.page.mouse.move(grip.x + 4, grip.y + 4);
    await example.page.mouse.down();
    await example.page.mouse.move(grip.x + 4, grip.y + 110, { steps: 8 });
    await example.page.mouse.up();
    assert.deepEqual(await names(), ['Set aside', 'Look', 'Fit']);

    const deep = await example.show('deep');
    await deep.app.getByRole('radio', { name: 'shade' }).check({ force: true });
    await deep.slide('Warmth', 'End');
    await deep.button('Water').click();
    await deep.wins('It stands', 'well');
    await deep.field('It stands').getByText('60 %').waitFor();
    await deep.app.getByRole('tab', { name: 'Cellar' }).click();
    await deep.app.getByText('Nothing grows here.').waitFor();
    await deep.app.getByRole('tab', { name: 'Garden' }).click();
    await example.compare({ rows, tabs, side, steps, order, deep });
    await example.compareWidths(deep, 'deep', [320, 640, 1280, 2560]);
    await example.close();
  });

  test('state and time', { timeout: 300_000 }, async () => {
    const example = await Example.open(browser, 'state-and-time');

    const guesses = await example.show('guesses');
    await guesses.button('setosa').click();
    await guesses.reads('Right', /^[01] of 1$/);
    const answer = await guesses
      .field('The last one')
      .locator('.intarsia-Field-display')
      .innerText();
    const isRight = answer.includes('setosa');
    await guesses.reads('Right', `${isRight ? 1 : 0} of 1`);
    await guesses.button('virginica').click();
    await guesses.reads('Right', /^\d of 2$/);

    const clock = await example.show('clock');
    await clock.button('Begin').click();
    await clock.reads('Ticks', /^[2-9]$/);
    await clock.button('Hold').click();
    await clock.button('Go on').waitFor();
    const ticks = await clock.field('Ticks').locator('.intarsia-Field-display').innerText();
    // Two ticks would have come by now.
    await example.page.waitForTimeout(1200);
    await clock.reads('Ticks', new RegExp(`^(${ticks}|${Number(ticks) + 1})$`));
    await clock.button('Go on').click();
    await clock.reads('Ticks', '12');
    assert.ok(await clock.button('Done').isDisabled());

    const known = await example.show('browser');
    await known.reads('Greeting', 'We have not met.');
    await known.box('Name').fill('Ada');
    await example.page.keyboard.press('Enter');
    await known.reads('Greeting', 'Hello Ada.');
    const again = await example.show('browser');
    await again.reads('Greeting', 'Visit 2, Ada.');
    assert.equal(await again.box('Name').inputValue(), 'Ada');
    await example.close();
  });
});
