import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { anotherServer, connectBrowser, environment, page as address } from './environment';
import { NotebookPage } from './notebookpage';

const GREET = `
from intarsia import show

def greet(name: str = "world", times: int = 1) -> str:
    return ("Hello " + name + ". ") * times

app = show(greet)`;

/** A kernel of the suite's own environment, with something taken from it first. */
const KERNELS = {
  bare: "import sys; sys.modules['intarsia'] = None",
  foreign: [
    'from ipykernel.ipkernel import IPythonKernel',
    "IPythonKernel.language_info = {**IPythonKernel.language_info, 'name': 'R'}"
  ].join('; ')
};

const NEWER = `
import intarsia.messages, intarsia.runtime.handlers
intarsia.messages.PROTOCOL = intarsia.runtime.handlers.PROTOCOL = "2.0"`;

describe('hosts', () => {
  let browser: Browser;
  const opened: NotebookPage[] = [];

  before(async () => {
    browser = await connectBrowser();
    for (const [name, first] of Object.entries(KERNELS)) {
      const folder = join(environment.data, 'kernels', name);
      const code = `${first}; from ipykernel.kernelapp import launch_new_instance; launch_new_instance()`;
      const argv = [
        join(environment.repository, '.venv/bin/python'),
        '-c',
        code,
        '-f',
        '{connection_file}'
      ];
      mkdirSync(folder, { recursive: true });
      const spec = { argv, display_name: name, language: 'python' };
      writeFileSync(join(folder, 'kernel.json'), JSON.stringify(spec));
    }
  });

  afterEach(async () => {
    for (const notebook of opened.splice(0)) {
      await notebook.close();
    }
  });

  after(() => browser.close());

  const open = async (path: string, options: NotebookPage.IOptions = {}) => {
    const notebook = await NotebookPage.open(browser, path, options);
    opened.push(notebook);
    return notebook;
  };
  const field = (app: Locator) => app.getByRole('textbox', { name: 'Name' });
  const notice = (app: Locator, text: string | RegExp) =>
    app.locator('.intarsia-Notice').filter({ hasText: text }).waitFor();
  const result = (app: Locator, text: string) =>
    app.locator('.intarsia-Output').filter({ hasText: text }).waitFor();
  const enter = async (notebook: NotebookPage, app: Locator, name: string) => {
    await field(app).fill(name);
    await notebook.page.keyboard.press('Shift+Enter');
    await result(app, `Hello ${name}.`);
  };

  test('a code console', async () => {
    const notebook = await open(NotebookPage.write('beside', ['1 + 1']));
    await notebook.execute('console:create', {
      kernelPreference: { name: 'python3', shouldStart: true }
    });
    const prompt = notebook.page.locator('.jp-CodeConsole-input .cm-content');
    await prompt.waitFor();
    await notebook.kernelReady(); // that of the console, which is in front now
    await prompt.click();
    await notebook.page.keyboard.insertText(GREET.trim());
    await notebook.page.keyboard.press('Shift+Enter');
    const app = notebook.page.locator('.jp-CodeConsole-content .intarsia-App');
    await notebook.live(app);
    // When the line has ended, the console takes the focus to its next one.
    const line = notebook.page.locator('.jp-CodeConsole-content .jp-InputPrompt');
    await line.filter({ hasText: '[1]' }).waitFor();
    await field(app).click();
    await enter(notebook, app, 'Ada');
    await enter(notebook, app, 'Grace');
  });

  test('Notebook 7', async () => {
    const notebook = await open(NotebookPage.write('seven', [GREET]), { app: 'notebook' });
    const app = await notebook.show(0);
    await enter(notebook, app, 'Ada');
    await notebook.save();
    await notebook.page.reload();
    await notebook.live(app);
    await result(app, 'Hello Ada.');
    await enter(notebook, app, 'Grace');
  });

  test('fault 077: a server without the extension shows what to install, and the values', async () => {
    const config = mkdtempSync(join(tmpdir(), 'intarsia-config-'));
    const disabled = join(config, 'labconfig', 'page_config.json');
    mkdirSync(dirname(disabled));
    writeFileSync(
      disabled,
      JSON.stringify({ disabledExtensions: { 'jupyterlab-intarsia': true } })
    );
    const path = NotebookPage.write('without', [GREET]);
    const server = await anotherServer(path, { env: { JUPYTER_CONFIG_DIR: config } });
    try {
      const notebook = await open(path, { server });
      await notebook.run(0);
      const output = notebook.cell(0).locator('.jp-RenderedHTML');
      await output.getByText('pip install intarsia').waitFor();
      const text = await output.innerText();
      assert.match(text, /Name\s+world/);
      assert.match(text, /where JupyterLab runs/);
      assert.equal(await notebook.app(0).count(), 0);
      await notebook.close();
      opened.pop();
    } finally {
      await server.close();
      rmSync(config, { recursive: true });
    }
  });

  test('fault 076: a kernel that cannot have the app says what to install where', async () => {
    const path = NotebookPage.write('lacking', [GREET]);
    const file = join(environment.folder, path);
    const whole = await open(path);
    await enter(whole, await whole.show(0), 'Ada');
    await whole.save();
    await whole.shutDown();
    await notice(whole.app(0), 'The kernel has stopped');
    await whole.close();
    opened.pop();

    for (const [kernel, words] of [
      ['bare', /installed where JupyterLab runs, but not where this kernel runs/],
      ['foreign', /This kernel speaks R/]
    ] as const) {
      const notebook = JSON.parse(readFileSync(file, 'utf8')) as { metadata: object };
      notebook.metadata = { kernelspec: { name: kernel, display_name: kernel } };
      writeFileSync(file, JSON.stringify(notebook));
      trust(file);
      const lacking = await open(path);
      const app = lacking.app(0);
      await notice(app, words);
      await notice(app, 'pip install intarsia');
      await result(app, 'Hello Ada.');
      await lacking.close();
      opened.pop();
      await shutDown(path);
    }
  });

  /** End the session that a notebook has on the server. */
  const shutDown = async (path: string) => {
    const sessions = (await (await fetch(address('api/sessions'))).json()) as {
      id: string;
      path: string;
    }[];
    const { id } = sessions.find(session => session.path === path)!;
    const answer = await fetch(address(`api/sessions/${id}`), {
      method: 'DELETE',
      headers: { Authorization: `token ${environment.token}` }
    });
    assert.equal(answer.status, 204);
  };

  const trust = (file: string) =>
    execFileSync(join(environment.repository, '.venv/bin/jupyter'), ['trust', file], {
      env: { ...process.env, JUPYTER_DATA_DIR: environment.data }
    });

  test('fault 024: an app of a newer kernel names both versions', async () => {
    const notebook = await open(NotebookPage.write('newer', [NEWER, GREET]));
    await notebook.run(0);
    await notebook.run(1);
    const app = notebook.app(1);
    await notice(app, 'newer intarsia');
    await app.getByText('It speaks protocol 2.0, this page 1.0.').waitFor();
  });

  test('fault 024: a kernel that is newer than the saved app names both versions', async () => {
    const notebook = await open(NotebookPage.write('upgraded', [GREET, NEWER]));
    const app = await notebook.show(0);
    await enter(notebook, app, 'Ada');
    await notebook.save();
    await notebook.run(1);
    await notebook.page.reload();
    await notice(app, 'The page speaks protocol 1.0, the kernel 2.0');
    await notice(app, 'Install the same version');
    await result(app, 'Hello Ada.');
    assert.ok(await field(app).isDisabled());
  });
});
