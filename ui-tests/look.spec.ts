import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { WRITTEN, connectBrowser, environment } from './environment';
import { Gallery } from './gallery';
import { inaccessible, misplaced } from './layout';
import { CONTRAST, DARK, LIGHT, changeTheme, holdTimes, look as lookAt } from './looks';
import { NotebookPage } from './notebookpage';
import { References } from './references';

const MIME_TYPE = 'application/vnd.intarsia.app.v1+json';

/** The card is 980 px wide in a window of this width. */
const WIDTH = 1412;

interface INotebook {
  metadata: object;
  cells: { outputs: { data: Record<string, { protocol: string; spec: unknown }> }[] }[];
}

describe('the look', () => {
  let browser: Browser;
  let notebook: NotebookPage;
  let references: References;
  let apps: Map<string, Locator>;
  const opened: NotebookPage[] = [];

  before(async () => {
    browser = await connectBrowser();
    notebook = await NotebookPage.open(browser, Gallery.write(), { width: WIDTH });
    references = await References.open(notebook.page);
    await holdTimes(notebook);
    apps = await Gallery.open(notebook);
  });

  afterEach(async () => {
    for (const page of opened.splice(0)) {
      await page.close();
    }
  });

  after(async () => {
    try {
      await changeTheme(notebook, LIGHT);
      await notebook.close();
    } finally {
      await browser.close();
    }
  });

  const look = (app: Locator, name: string) => lookAt(app, name, references);

  const both = async (page: NotebookPage, app: Locator, name: string) => {
    await changeTheme(page, LIGHT);
    await look(app, `${name}-light`);
    await changeTheme(page, DARK);
    await look(app, `${name}-dark`);
  };

  for (const [name, suffix] of [
    [LIGHT, 'light'],
    [DARK, 'dark'],
    [CONTRAST, 'contrast']
  ]) {
    test(`each state: ${name}`, async () => {
      await changeTheme(notebook, name);
      for (const [state, app] of apps) {
        await look(app, `${state}-${suffix}`);
      }
    });
  }

  test('what is measured would be noticed', async () => {
    const app = apps.get('invalid')!;
    await changeTheme(notebook, LIGHT);
    for (const [rule, complaint] of [
      ['.intarsia-Control { min-block-size: 36px !important }', /height of/],
      ['.intarsia-Interface-inputs { gap: 20px !important }', /to the next/],
      ['.intarsia-Interface-main { column-gap: 40px !important }', /between the columns/],
      ['.intarsia-Field-error { margin-block-start: -12px !important }', /overlap/],
      ['.intarsia-Output { min-inline-size: 900px !important }', /sticks out/],
      ['.intarsia-Field-label { color: #aaa !important }', /color-contrast/]
    ] as const) {
      const style = await notebook.page.addStyleTag({ content: rule });
      const said = [...(await misplaced(app)), ...(await inaccessible(app))];
      await style.evaluate((node: Element) => node.remove());
      assert.match(said.join('\n'), complaint);
    }
  });

  test('forced colours', async () => {
    await changeTheme(notebook, LIGHT);
    await notebook.page.emulateMedia({ forcedColors: 'active' });
    for (const state of ['done', 'running', 'failed', 'invalid', 'log']) {
      await look(apps.get(state)!, `${state}-forced`);
    }
    await notebook.page.emulateMedia({ forcedColors: 'none' });
  });

  test('from 320 to 2,560 px', async () => {
    await changeTheme(notebook, LIGHT);
    await notebook.page.setViewportSize({ width: 3000, height: 1000 });
    const style = await notebook.page.addStyleTag({ content: '/* a width, below */' });
    for (const width of [320, 640, 980, 1280, 2560]) {
      await style.evaluate((node, width) => {
        node.textContent = `.intarsia-Renderer { flex: none !important; width: ${width}px !important }`;
      }, width);
      for (const state of ['done', 'failed']) {
        await look(apps.get(state)!, `${state}-${width}`);
      }
    }
    await style.evaluate(node => (node as Element).remove());
    await notebook.page.setViewportSize({ width: WIDTH, height: 1000 });
  });

  test('from right to left', async () => {
    await changeTheme(notebook, LIGHT);
    const style = (dir: string) =>
      notebook.page.evaluate(dir => {
        for (const node of document.querySelectorAll<HTMLElement>('.jp-OutputArea-output')) {
          node.dir = dir;
        }
      }, dir);
    await style('rtl');
    for (const state of ['done', 'failed', 'log']) {
      await look(apps.get(state)!, `${state}-rtl`);
    }
    await style('');
  });

  test('text of twice the size', async () => {
    await changeTheme(notebook, LIGHT);
    const style = await notebook.page.addStyleTag({
      content:
        '.intarsia-App { --jp-ui-font-size1: 26px; --jp-code-font-size: 26px; --jp-content-font-size1: 28px }'
    });
    for (const state of ['done', 'failed', 'invalid']) {
      await look(apps.get(state)!, `${state}-200`);
    }
    await style.evaluate((node: Element) => node.remove());
  });

  describe('without a kernel that answers', () => {
    const file = (path: string) => join(environment.folder, path);
    const open = async (path: string, options: NotebookPage.IOptions = {}) => {
      const page = await NotebookPage.open(browser, path, { width: WIDTH, ...options });
      opened.push(page);
      await holdTimes(page);
      return page;
    };
    const said = (app: Locator, text: string) =>
      app.locator('.intarsia-Notice').filter({ hasText: text }).waitFor({ timeout: 30_000 });
    const done = async (page: NotebookPage) => {
      const app = await page.show(0);
      await app.locator('.intarsia-mod-submit').click();
      await app.locator('.intarsia-Foot', { hasText: 'Done in' }).waitFor();
      return app;
    };
    let saved: string;

    test('lost, silent, restarted, stopped, unknown', async () => {
      saved = Gallery.writeOne('done', 'kernels', 'import os; os.getpid()');
      const page = await open(saved, { sockets: 'ours' });
      const app = await done(page);
      await page.run(1);
      const pid = Number(await page.cell(1).locator('.jp-OutputArea-output').innerText());
      await page.save();

      const back = await page.loseSocket();
      await said(app, 'is being looked for');
      await both(page, app, 'reconnecting');
      back();
      await page.live(app);

      process.kill(pid, 'SIGSTOP');
      await app.locator('.intarsia-mod-submit').click();
      await said(app, 'The kernel is busy');
      await both(page, app, 'busy');
      process.kill(pid, 'SIGCONT');
      await page.live(app);
      await app.locator('.intarsia-Foot', { hasText: 'Done in' }).waitFor();

      await page.execute('kernelmenu:restart');
      await page.accept();
      await said(app, 'The kernel restarted');
      await both(page, app, 'restarted');

      await page.kernelReady();
      await page.shutDown();
      await said(app, 'The kernel has stopped');
      await both(page, app, 'stopped');

      const again = await open(saved);
      await said(again.app(0), 'This kernel does not know the app');
      await both(again, again.app(0), 'unknown');
    });

    test('no kernel, not trusted, of another version, broken', async () => {
      const change = (
        name: string,
        count: number,
        forge: (bundles: { protocol: string; spec: unknown }[]) => void
      ) => {
        const notebook = JSON.parse(readFileSync(file(saved), 'utf8')) as INotebook;
        const cell = JSON.stringify(notebook.cells[0]);
        notebook.cells = Array.from({ length: count }, (_, i) => ({
          ...(JSON.parse(cell) as INotebook['cells'][0]),
          id: `c${i}`
        }));
        notebook.metadata = {};
        forge(notebook.cells.map(({ outputs }) => outputs[0].data[MIME_TYPE]));
        const path = `${WRITTEN}/${name}.ipynb`;
        writeFileSync(file(path), JSON.stringify(notebook));
        return path;
      };
      const trusted = change('trusted', 1, () => undefined);
      execFileSync(join(environment.repository, '.venv/bin/jupyter'), ['trust', file(trusted)], {
        env: { ...process.env, JUPYTER_DATA_DIR: environment.data }
      });
      const page = await open(trusted, { kernel: 'none' });
      await page.chooseNoKernel();
      await said(page.app(0), 'There is no kernel here');
      await both(page, page.app(0), 'no-kernel');

      const forged = change('forged', 3, bundles => {
        bundles[1].protocol = '99.0';
        bundles[2].spec = null;
      });
      const strange = await open(forged, { kernel: 'none' });
      await strange.chooseNoKernel();
      await said(strange.app(0), 'This output is not trusted');
      await both(strange, strange.app(0), 'untrusted');
      const problem = (i: number) => strange.cell(i).locator('.intarsia-Renderer');
      await both(strange, problem(1), 'newer');
      await both(strange, problem(2), 'broken');
    });

    test('halves that do not fit', async () => {
      const page = await open(
        Gallery.writeOne(
          'done',
          'halves',
          'from intarsia.runtime import handlers\nhandlers.PROTOCOL = "9.0"\nshow(classify)'
        )
      );
      await page.run(0);
      await page.run(1);
      await said(page.app(1), 'the kernel 9.0: both need intarsia of the same version.');
      await both(page, page.app(1), 'incompatible');
    });

    test('waiting for a place', async () => {
      const path = Gallery.writeOne('running', 'queue', '', 'session="private"');
      const first = await open(path);
      const running = await first.show(0);
      await running.locator('.intarsia-mod-submit').click();
      await running.locator('.intarsia-Foot', { hasText: 'Running' }).waitFor();
      await first.save();
      const second = await open(path);
      const app = second.app(0);
      await second.live(app);
      await app.locator('.intarsia-mod-submit').click();
      await app.locator('.intarsia-Foot', { hasText: '1 before you' }).waitFor();
      await app.locator('.intarsia-mod-submit', { hasText: 'Stop' }).waitFor();
      await both(second, app, 'waiting');
    });
  });
});
