import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import { PNG } from 'pngjs';
import { pictures } from './failures';
import { Notebooks } from './notebooks';

describe('what is kept of a failure', () => {
  const notebooks = new Notebooks();
  const open = async (colour: string) => {
    const context = await notebooks.browser.newContext({ viewport: { width: 8, height: 8 } });
    const page = await context.newPage();
    await page.setContent(`<body style="background: ${colour}">`);
  };

  test('a picture of each page, the newest first, under the name of the test', async () => {
    await open('rgb(255, 0, 0)');
    await open('rgb(0, 0, 255)');
    const kept = await pictures('a suite > a test: it fails');
    try {
      assert.deepEqual(
        kept.map(path => basename(path)),
        ['a-suite-a-test-it-fails.png', 'a-suite-a-test-it-fails-2.png']
      );
      const pixels = kept.map(path => [...PNG.sync.read(readFileSync(path)).data.subarray(0, 3)]);
      assert.deepEqual(pixels, [
        [0, 0, 255],
        [255, 0, 0]
      ]);
    } finally {
      kept.forEach(path => rmSync(path));
    }
  });
});
