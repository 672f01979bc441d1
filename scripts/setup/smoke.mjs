// One look at a JupyterLab: a cell shows an interface, a click runs it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { chromium } from './chromium.mjs';
import { startServer } from './jupyterserver.mjs';
import { Problem } from './processes.mjs';

const NOTEBOOK = 'smoke.ipynb';
const SOURCE = `from intarsia import show

def total(first: int = 20, second: int = 22) -> int:
    return first + second

show(total)`;
const RESULT = '42';

/**
 * Run the cell in the JupyterLab of an environment; give what the page says of its extensions.
 *
 * `options` go on to `startServer`.
 */
export async function smoke(options) {
  const executablePath = await chromium();
  const server = await startServer({ ...options, fill: writeNotebook });
  const browser = await playwright.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic']
  });
  const said = [];
  try {
    const page = await browser.newPage();
    page.on('console', message => said.push(message.text()));
    page.on('pageerror', error => said.push(String(error)));
    await page.goto(`${server.address}/lab/tree/${NOTEBOOK}?token=${server.token}`);
    const cell = page.locator('.jp-CodeCell').first();
    await cell.locator('.cm-content').click({ timeout: 90_000 });
    // The kernel takes the cell once it has started.
    await page.keyboard.press('Shift+Enter');
    const app = page.locator('.jp-OutputArea-output .intarsia-App').first();
    await app.waitFor({ timeout: 90_000 });
    await app.locator('.intarsia-mod-submit').click();
    await app
      .locator('.intarsia-Output')
      .filter({ hasText: RESULT })
      .first()
      .waitFor({ timeout: 30_000 });
    const asked = await app.locator('.intarsia-Interface-asked').boundingBox();
    const told = await app.locator('.intarsia-Output').first().boundingBox();
    if (told.x < asked.x + asked.width) {
      throw new Error('The result does not stand beside what is asked: style sheets are missing.');
    }
    return JSON.parse(await page.locator('#jupyter-config-data').textContent());
  } catch (error) {
    throw new Problem(`${error.message}\n\nThe page said:\n${said.join('\n')}`);
  } finally {
    await browser.close();
    await server.close();
  }
}

function writeNotebook(folder) {
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
    cells: [
      {
        id: 'smoke',
        cell_type: 'code',
        source: SOURCE,
        metadata: {},
        outputs: [],
        execution_count: null
      }
    ]
  };
  writeFileSync(join(folder, NOTEBOOK), JSON.stringify(notebook));
}
