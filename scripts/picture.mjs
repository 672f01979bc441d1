// npm run picture: makes docs/images/quickstart.png, from examples/quickstart.ipynb as a
// JupyterLab draws it: the end of its first code cell, and the interface below, after a run.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { chromium } from './setup/chromium.mjs';
import { setUp } from './setup/environment.mjs';
import { startServer } from './setup/jupyterserver.mjs';
import { root } from './setup/paths.mjs';
import { main } from './setup/processes.mjs';

const NOTEBOOK = 'quickstart.ipynb';
const PICTURE = join(root, 'docs', 'images', 'quickstart.png');
const WIDTH = 960;
const MARGIN = 8;

/** The rectangle from the line with the function's head to the foot of the interface. */
function part(margin) {
  const cell = globalThis.document.querySelector('.jp-CodeCell');
  const line = [...cell.querySelectorAll('.cm-line')].find(each =>
    each.textContent.startsWith('def classify')
  );
  const editor = cell.querySelector('.jp-InputArea-editor').getBoundingClientRect();
  const output = cell.querySelector('.jp-OutputArea').getBoundingClientRect();
  const top = line.getBoundingClientRect().top - margin;
  return {
    x: editor.left - margin,
    y: top,
    width: editor.width + 2 * margin,
    height: output.bottom - top + margin
  };
}

/** A cell that is run before its kernel is there is not run. */
function isReady() {
  const kernel = globalThis.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}

async function draw(page) {
  await page.waitForFunction(isReady, undefined, { timeout: 120_000 });
  const cell = page.locator('.jp-CodeCell').first();
  await cell.locator('.cm-content').click({ timeout: 90_000 });
  await page.keyboard.press('Control+Enter');
  const app = cell.locator('.intarsia-App');
  await app.and(page.locator('[data-connection="live"]')).waitFor({ timeout: 120_000 });
  await app.getByRole('slider', { name: 'Petal length' }).focus();
  // To 5.8, where the model is not sure.
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('PageUp');
  }
  await app.locator('.intarsia-mod-submit').click();
  await app.locator('.intarsia-Label-winner').waitFor({ timeout: 30_000 });
  // The pointer and the focus elsewhere, as when one only looks.
  await page.locator('.jp-MarkdownCell').first().click();
  await page.mouse.move(0, 0);
  await page.screenshot({
    path: PICTURE,
    clip: await page.evaluate(part, MARGIN),
    animations: 'disabled',
    caret: 'hide'
  });
}

await main(async () => {
  await setUp();
  mkdirSync(join(root, 'docs', 'images'), { recursive: true });
  const executablePath = await chromium();
  const server = await startServer({
    fill: folder => copyFileSync(join(root, 'examples', NOTEBOOK), join(folder, NOTEBOOK))
  });
  const browser = await playwright.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic']
  });
  try {
    const page = await browser.newPage({
      colorScheme: 'light',
      deviceScaleFactor: 2,
      reducedMotion: 'reduce',
      viewport: { width: WIDTH, height: 1600 }
    });
    await page.goto(`${server.address}/lab/tree/${NOTEBOOK}?token=${server.token}`);
    await page.locator('.jp-Notebook').waitFor({ timeout: 90_000 });
    // Room for the notebook: the file browser is no part of the picture.
    await page.keyboard.press('Control+b');
    await draw(page);
  } finally {
    await browser.close();
    await server.close();
  }
  console.log('wrote docs/images/quickstart.png');
});
