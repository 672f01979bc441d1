import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import type { Shown } from './example';
import { Example } from './example';
import { inaccessible } from './layout';
import { passing } from './moments';

/** What somebody says, and does with what was said, in the notebook about it. */
describe('conversations', { timeout: 420_000 }, () => {
  let browser: Browser;
  let example: Example;

  before(async () => {
    browser = await connectBrowser();
    example = await Example.open(browser, 'chat', 1500);
  });

  after(async () => {
    try {
      await example?.close();
    } finally {
      await browser.close();
    }
  });

  /** The messages of one side, as they are read. */
  const said = (shown: Shown, role: 'user' | 'assistant') =>
    shown.app.locator(`.intarsia-ChatTurn.intarsia-mod-${role} .intarsia-ChatMessage`);
  const hears = (shown: Shown, words: string | RegExp) =>
    said(shown, 'assistant').filter({ hasText: words }).last().waitFor();
  const idle = (shown: Shown) =>
    shown.app.locator('.intarsia-Foot', { hasText: /Done in|Cancelled/ }).waitFor();
  const send = async (shown: Shown, text: string) => {
    await shown.box('Message').fill(text);
    await shown.box('Message').press('Enter');
  };
  const last = (locator: Locator) => locator.last().innerText();
  const holds = async (shown: Shown, text: string) =>
    example.page.waitForFunction(({ node, text }) => (node as HTMLInputElement).value === text, {
      node: await shown.box('Message').elementHandle(),
      text
    });

  test('ChatInterface: an answer grows and is stopped', async () => {
    const chat = await example.show('library');
    await chat.button('Pace').click();
    await chat.number('Words a second, as a number').fill('5');
    await example.page.keyboard.press('Tab');
    await send(chat, 'Who was Fisher?');
    await said(chat, 'user').filter({ hasText: 'Who was Fisher?' }).waitFor();
    await hears(chat, /^irises · \w+ \w+/);
    const early = await last(said(chat, 'assistant'));
    await chat.button('Stop').click();
    await chat.button('Submit').waitFor();
    const kept = await last(said(chat, 'assistant'));
    assert.ok(kept.startsWith(early.trim()), `${kept} does not go on from ${early}`);
    assert.ok(kept.split(/\s+/).length < 60);
    await holds(chat, '');

    await chat.number('Words a second, as a number').fill('200');
    await example.page.keyboard.press('Tab');
    await send(chat, 'Where do the wines grow?');
    await hears(chat, /^wines · .*Italy/);
    await idle(chat);
    assert.equal(await said(chat, 'user').count(), 2);
  });

  test('again, back, anew, and rated', async () => {
    const chat = await example.show('library');
    // The cell was run again: what was said stays.
    await said(chat, 'user').nth(1).waitFor();
    assert.equal(await said(chat, 'user').count(), 2);
    await chat.button('Undo').last().click();
    await said(chat, 'user').nth(1).waitFor({ state: 'detached' });
    await chat.button('Undo').last().click();
    await chat.button('Wines').click();
    await hears(chat, /^wines · .*Italy/);
    await idle(chat);
    assert.equal(await last(said(chat, 'user')), 'Where do the wines grow?');

    const isRunning = await passing(chat.app, '.intarsia-Foot', /Running/);
    await chat.button('Retry').last().click();
    await isRunning();
    await idle(chat);
    assert.equal(await said(chat, 'assistant').count(), 1);
    assert.match(await last(said(chat, 'assistant')), /^wines/);

    await chat.button('Like').last().click();
    await chat.reads('Rated', 'message 2 is liked');
    await chat.button('Dislike').last().click();
    await chat.reads('Rated', 'message 2 is not liked');

    await chat.button('Edit').first().click();
    await chat.box('Message').first().fill('What was measured of the diabetes patients?');
    await chat.button('Save').click();
    await hears(chat, /^diabetes · Ten baseline/);
    await idle(chat);
    assert.equal(await said(chat, 'user').count(), 1);
    assert.equal(await last(said(chat, 'user')), 'What was measured of the diabetes patients?');

    await chat.button('Undo').last().click();
    await said(chat, 'user').waitFor({ state: 'detached' });
    await holds(chat, 'What was measured of the diabetes patients?');
    await chat.button('Fisher').waitFor();
    assert.deepEqual(await inaccessible(chat.app), []);
  });

  test('messages with files', async () => {
    const chat = await example.show('files');
    await send(chat, 'two words');
    await hears(chat, '2 words, and no file.');
    await chat.app.locator('input[type=file]').setInputFiles({
      name: 'petals.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('length,width\n1.4,0.2\n')
    });
    await chat.button('Remove petals.csv').waitFor();
    await send(chat, 'What is it?');
    await said(chat, 'user').filter({ hasText: 'petals.csv' }).waitFor();
    const rows = said(chat, 'assistant').last().locator('tbody tr');
    await rows.waitFor();
    assert.deepEqual((await rows.innerText()).split(/\s+/), ['petals.csv', '21']);
    assert.equal(await chat.button('Remove petals.csv').count(), 0);
  });

  test('a Chatbot with thoughts, a plot, and answers to choose from', async () => {
    const chat = await example.show('steps');
    await chat.button('Ask').click();
    await chat.app.getByText('Which one shall it be?').waitFor();
    await chat.app.getByText('Looked at 150 flowers').waitFor();
    await chat.app.locator('.intarsia-ChatComponent .intarsia-NativePlot').waitFor();
    await chat.button('Virginica').focus();
    await example.page.keyboard.press('Enter');
    await hears(chat, '50 flowers, petals of 5.55 cm.');
    await chat.button('Clear').first().click();
    await chat.app.getByText('Messages will appear here.').waitFor();
  });
});
