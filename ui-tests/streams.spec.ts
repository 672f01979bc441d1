import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { connectBrowser } from './environment';
import { Example } from './example';
import { inaccessible } from './layout';

/** What streams in both directions, as a reader of the notebook finds it. */
describe('examples/sound-and-pictures.ipynb', { timeout: 420_000 }, () => {
  let browser: Browser;
  let example: Example;

  before(async () => {
    browser = await connectBrowser();
    example = await Example.open(browser, 'sound-and-pictures', 1600);
  });

  after(async () => {
    try {
      await example.close();
    } finally {
      await browser.close();
    }
  });

  test('a melody plays while it is made, and is one sound in the end', async () => {
    const shown = await example.show('melody');
    await shown.button('Play it').click();
    const sound = shown.field('Sound');
    await sound.getByRole('button', { name: 'Pause' }).waitFor({ timeout: 30_000 });
    await sound.getByText('0:03 / 0:03').waitFor(); // nine notes of 0.4 s
    await sound.getByRole('button', { name: 'Play' }).waitFor();
    await sound.getByRole('button', { name: 'Download audio.wav' }).waitFor();
    assert.deepEqual(await inaccessible(shown.app), []);
    await shown.box('Notes').fill('C D H');
    await shown.button('Play it').click();
    await shown.app.getByText('There is no note').waitFor();
    await sound.getByText(/ \/ 0:00$/).waitFor(); // two notes came, and are there
    await sound.getByRole('button', { name: 'Download audio.wav' }).waitFor();
  });

  test('a microphone streams: every call hears what is new', async () => {
    const shown = await example.show('pitch');
    await shown.button('Record').click();
    await shown.reads('Heard', /^\s*([2-9]|\d\d+)\./);
    await shown.button('Stop').click();
    await shown.button('Record').waitFor();
    await shown.app.getByText(/^Done in/).waitFor();
  });

  test('a camera streams, and what a function makes of it is seen, many a second', async () => {
    const shown = await example.show('edges');
    await shown.button('Camera').click();
    const seen = shown.field('Edges');
    await seen.locator('img').waitFor({ timeout: 30_000 });
    const seconds = await seen.evaluate(async field => {
      const sources = new Set<string>();
      const begun = performance.now();
      await new Promise<void>(resolve => {
        const watch = new MutationObserver(() => {
          sources.add(field.querySelector('img')?.src ?? '');
          if (sources.size > 20) {
            watch.disconnect();
            resolve();
          }
        });
        // Each picture takes the place of the one before.
        watch.observe(field, { childList: true, subtree: true });
      });
      return (performance.now() - begun) / 1000;
    });
    assert.ok(seconds > 1, `Twenty pictures came in ${seconds} s, though one is sent in 0.1 s.`);
    await shown.slide('Strength', 'End');
    await shown.button('Stop').first().click();
    await shown.button('Camera').waitFor();
    await shown.app.getByText(/^Done in/).waitFor();
  });

  test('a film plays while it is computed, and is one film in the end', async () => {
    const shown = await example.show('waves');
    await shown.button('Compute it').click();
    const film = shown.app.locator('video');
    await film.waitFor({ timeout: 60_000 });
    await example.page.waitForFunction(() => {
      const video = document.querySelector<HTMLVideoElement>('.intarsia-Video video');
      return video !== null && video.duration > 3.9 && video.duration < 4.2 && video.ended;
    });
    const { ranges, error } = await film.evaluate(node => {
      const { buffered, error } = node as HTMLVideoElement;
      return { ranges: buffered.length, error: error?.message ?? null };
    });
    assert.equal(error, null);
    assert.equal(ranges, 1);
    assert.deepEqual(await inaccessible(shown.app), []);
  });

  test('a sound is recorded, and comes back backwards', async () => {
    const shown = await example.show('backwards');
    await shown.button('Record').click();
    await shown.app.getByText(/^0:(0[1-9]|[1-5]\d)$/).waitFor();
    await shown.button('Stop').click();
    await shown.button('Remove recording.wav').waitFor();
    await shown.button('Submit').click();
    await shown.button('Download audio.wav').waitFor({ timeout: 30_000 });
    assert.equal(await shown.app.getByRole('button', { name: 'Play' }).count(), 2);
  });
});
