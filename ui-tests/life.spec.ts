import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { NotebookPage } from './notebookpage';

const GREET = `
from intarsia import show

def greet(name: str = "world", times: int = 1) -> str:
    return ("Hello " + name + ". ") * times

app = show(greet)`;

const PID = 'import os; os.getpid()';

describe('the life of a session', () => {
  let browser: Browser;
  const opened: NotebookPage[] = [];

  before(async () => {
    browser = await connectBrowser();
  });

  afterEach(async () => {
    for (const notebook of opened.splice(0)) {
      await notebook.close();
    }
  });

  after(() => browser.close());

  const open = async (path: string) => {
    const notebook = await NotebookPage.open(browser, path);
    opened.push(notebook);
    return notebook;
  };
  const field = (app: Locator) => app.getByRole('textbox', { name: 'Name' });
  const notice = (app: Locator, text: string | RegExp) =>
    app.locator('.intarsia-Notice').filter({ hasText: text }).waitFor({ timeout: 20_000 });
  const result = (app: Locator, text: string) =>
    app.locator('.intarsia-Output').filter({ hasText: text }).waitFor({ timeout: 20_000 });
  const enter = async (notebook: NotebookPage, app: Locator, name: string) => {
    await field(app).fill(name);
    await notebook.page.keyboard.press('Shift+Enter');
    await result(app, `Hello ${name}.`);
  };
  const printed = async (notebook: NotebookPage, index: number) => {
    await notebook.run(index);
    return (await notebook.cell(index).locator('.jp-OutputArea-output').innerText()).trim();
  };
  /** Live again by the button that the notice offers. */
  const revive = async (notebook: NotebookPage, app: Locator) => {
    await app.getByRole('button', { name: 'Run this cell' }).click();
    await notebook.live(app);
  };

  test('the interface is painted before the kernel answers', async () => {
    const notebook = await open(NotebookPage.write('paint', [GREET, PID]));
    const app = await notebook.show(0);
    await enter(notebook, app, 'Ada');
    const kernel = Number(await printed(notebook, 1));
    await notebook.save();
    process.kill(kernel, 'SIGSTOP');
    try {
      await notebook.page.reload();
      await app.and(notebook.page.locator('[data-connection="connecting"]')).waitFor();
      assert.equal(await field(app).inputValue(), 'Ada');
      await result(app, 'Hello Ada.');
    } finally {
      process.kill(kernel, 'SIGCONT');
    }
    await notebook.live(app);
    await enter(notebook, app, 'Grace');
  });

  test('a cell that is moved keeps its app live', async () => {
    const notebook = await open(NotebookPage.write('moved', [GREET, '1 + 1']));
    let app = await notebook.show(0);
    await enter(notebook, app, 'Ada');
    for (const [key, now] of [
      ['Control+Shift+ArrowDown', 1],
      ['Control+Shift+ArrowUp', 0]
    ] as const) {
      await notebook.select(1 - now);
      await notebook.page.keyboard.press(key);
      app = notebook.app(now);
      await notebook.live(app);
      await result(app, 'Hello Ada.');
      assert.equal(await field(app).inputValue(), 'Ada');
      await enter(notebook, app, `Grace ${now}`);
      await enter(notebook, app, 'Ada');
    }
  });

  test('a cell that is cut and pasted keeps its app live', async () => {
    const notebook = await open(NotebookPage.write('cut', [GREET, '1 + 1']));
    await enter(notebook, await notebook.show(0), 'Ada');
    await notebook.select(0);
    await notebook.page.keyboard.press('x');
    await notebook.app(0).waitFor({ state: 'detached' });
    await notebook.page.keyboard.press('v');
    const app = notebook.app(1);
    await notebook.live(app);
    await result(app, 'Hello Ada.');
    await enter(notebook, app, 'Grace');
  });

  test('a cell that is deleted and brought back keeps its app live', async () => {
    const notebook = await open(NotebookPage.write('deleted', [GREET, '1 + 1']));
    await enter(notebook, await notebook.show(0), 'Ada');
    await notebook.select(0);
    await notebook.page.keyboard.press('d');
    await notebook.page.keyboard.press('d');
    await notebook.app(0).waitFor({ state: 'detached' });
    await notebook.page.keyboard.press('z');
    const app = notebook.app(0);
    await notebook.live(app);
    await result(app, 'Hello Ada.');
    await enter(notebook, app, 'Grace');
  });

  test('an app scrolled away and back is as it was', async () => {
    const long = Array.from({ length: 30 }, (_, i) => `# ${'\n'.repeat(30)}${i}`);
    const notebook = await open(NotebookPage.write('scrolled', [GREET, ...long]));
    await notebook.windowed();
    const app = await notebook.show(0);
    await enter(notebook, app, 'Ada');
    await field(app).fill('Grace');
    await notebook.select(1);
    await notebook.page.keyboard.press('End');
    await app.waitFor({ state: 'hidden' });
    await notebook.page.keyboard.press('Home');
    await notebook.live(app);
    assert.equal(await field(app).inputValue(), 'Grace');
    await result(app, 'Hello Ada.');
    await enter(notebook, app, 'Mary');
  });

  test('a restarted kernel: said, readable, live again by the button', async () => {
    const notebook = await open(NotebookPage.write('restarted', [GREET]));
    const app = await notebook.show(0);
    await enter(notebook, app, 'Ada');
    await notebook.execute('kernelmenu:restart');
    await notebook.accept();
    await notice(app, 'The kernel restarted');
    await result(app, 'Hello Ada.');
    assert.equal(await field(app).inputValue(), 'Ada');
    await notebook.kernelReady();
    await revive(notebook, app);
    await enter(notebook, app, 'Grace');
  });
});
