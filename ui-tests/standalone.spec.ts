import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import webpack from 'webpack';
import type { Configuration } from 'webpack';
import { connectBrowser, environment } from './environment';

const source = join(environment.repository, 'ui-tests', 'pages', 'standalone');
// Beside what this file itself was made into.
const built = join(__dirname, 'pages', 'standalone');

const FUNCTIONS = `
from intarsia import show, show_app
from ipywidgets import IntSlider, VBox

def double(x: int = 2) -> int:
    return 2 * x

def table(x: int = 2):
    import pandas
    return pandas.DataFrame({"n": range(x)})

def greet(name: str = "world") -> str:
    return f"Hello {name}"
`;

describe('a page of our own, with a kernel and the widget manager for pages', () => {
  let browser: Browser;
  let server: Server;
  let page: Page;
  const complaints: string[] = [];

  before(async () => {
    await bundle();
    server = serve();
    browser = await connectBrowser();
    page = await browser.newPage({ viewport: { width: 900, height: 900 } });
    page.on('pageerror', error => complaints.push(String(error)));
    page.on('console', message => {
      if (message.type() === 'error' && !/favicon/.test(message.location().url)) {
        complaints.push(message.text());
      }
    });
    const { port } = server.address() as AddressInfo;
    const query = new URLSearchParams({
      server: `${environment.address}/`,
      token: environment.token
    });
    await page.goto(`http://127.0.0.1:${port}/?${String(query)}`);
    await ready();
  });

  after(async () => {
    await shutDown();
    await browser.close();
    await new Promise(resolve => server.close(resolve));
    assert.deepEqual(complaints, []);
  });

  const ready = () => page.locator('#status', { hasText: 'ready' }).waitFor({ timeout: 60_000 });

  const execute = async (code: string): Promise<void> => {
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', { name: 'Execute' }).click();
    await ready();
  };

  const live = (app: Locator) =>
    app.and(page.locator('[data-connection="live"]')).waitFor({ timeout: 30_000 });
  const shows = (app: Locator, text: string) =>
    app.locator('.intarsia-Output').filter({ hasText: text }).waitFor({ timeout: 30_000 });

  test('show(fn): the app stands in the page and calls the function', async () => {
    await execute(`${FUNCTIONS}\nshown = show(double)`);
    const app = page.locator('#outputs .intarsia-App');
    await live(app);
    await app.getByLabel('x', { exact: true }).fill('21');
    await page.keyboard.press('Shift+Enter');
    await shows(app, '42');
    await execute('print(shown.inputs, shown.value)');
    assert.equal((await page.locator('#outputs').innerText()).trim(), "{'x': 21} 42");
  });

  test('an app and a slider in one VBox', async () => {
    await execute(`app = show_app(greet)\nslider = IntSlider()\nVBox([app.widget, slider])`);
    const box = page.locator('#outputs .widget-vbox');
    const app = box.locator('.intarsia-App');
    await live(app);
    await app.getByRole('textbox', { name: 'name' }).fill('page');
    await app.locator('.intarsia-mod-submit').click();
    await shows(app, 'Hello page');
    await box.getByRole('slider').focus();
    await page.keyboard.press('ArrowRight');
    await execute('print(app.value, slider.value)');
    assert.equal((await page.locator('#outputs').innerText()).trim(), 'Hello page 1');
  });

  test('mount: an app without any widget manager, with renderers of its own', async () => {
    await execute('# mount\nmounted = show(table)');
    const app = page.locator('#mounted .intarsia-App');
    await live(app);
    await app.getByLabel('x', { exact: true }).fill('3');
    await app.locator('.intarsia-mod-submit').click();
    await app.locator('.intarsia-Output tbody tr').nth(2).waitFor();
    assert.equal(await app.locator('.intarsia-Output tbody tr').count(), 3);

    await page.locator('#mounted').dispatchEvent('close');
    await app.waitFor({ state: 'detached' });
    await execute('print(len(mounted.value))');
    assert.equal((await page.locator('#outputs').innerText()).trim(), '3');
  });

  async function shutDown(): Promise<void> {
    const kernel = await page?.locator('#status').getAttribute('data-kernel');
    if (kernel) {
      await fetch(`${environment.address}/api/kernels/${kernel}`, {
        method: 'DELETE',
        headers: { Authorization: `token ${environment.token}` }
      });
    }
    await page?.close();
  }
});

/**
 * Make the script that pages load, as `npm run build:standalone` does, and the page.
 */
async function bundle(): Promise<void> {
  const [script, page] = await Promise.all([
    load<(env: object, argv: object) => Configuration>(environment.repository),
    load<(env: { built: string }) => Configuration>(source)
  ]);
  const made = script({}, {});
  const output = { ...made.output, path: join(built, 'script') };
  const configurations = [{ ...made, context: environment.repository, output }, page({ built })];
  for (const configuration of configurations) {
    await new Promise<void>((resolve, reject) => {
      const compiler = webpack(configuration);
      compiler.run((error, stats) => {
        const problem = error ?? (stats?.hasErrors() ? new Error(stats.toString()) : null);
        compiler.close(closing => (problem || closing ? reject(problem ?? closing) : resolve()));
      });
    });
  }
}

async function load<T>(folder: string): Promise<T> {
  const module = (await import(join(folder, 'webpack.config.js'))) as { default: T };
  return module.default;
}

/**
 * Serve the page, its code, and the script beside it.
 */
function serve(): Server {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    const name = pathname.slice(1) || 'index.html';
    const folder = name.startsWith('intarsia')
      ? join(built, 'script')
      : name === 'index.html'
        ? source
        : join(built, 'bundle');
    const type = name.endsWith('.js') ? 'text/javascript' : 'text/html';
    if (!/^[\w.-]+$/.test(name)) {
      response.writeHead(404).end();
      return;
    }
    createReadStream(join(folder, name))
      .on('error', () => response.writeHead(404).end())
      .on('open', () => response.writeHead(200, { 'Content-Type': type }))
      .pipe(response);
  });
  server.listen(0, '127.0.0.1');
  return server;
}
