import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { NotebookPage } from './notebookpage';

const CLASSIFY = `def classify(length: float = 4.0, model: str = "forest") -> str:
    return f"{model}: {length}"`;

const SHOW = 'from intarsia import show; app = show(classify)';

describe('what a notebook adds', () => {
  let browser: Browser;
  const opened: NotebookPage[] = [];

  before(async () => {
    browser = await connectBrowser();
  });

  after(async () => {
    try {
      for (const notebook of opened) {
        await notebook.close();
      }
    } finally {
      await browser.close();
    }
  });

  const open = async (name: string, cells: string[], options: NotebookPage.IOptions = {}) => {
    const notebook = await NotebookPage.open(browser, NotebookPage.write(name, cells), options);
    opened.push(notebook);
    return notebook;
  };
  const field = (app: Locator, name: string) => app.getByRole('textbox', { name });
  const output = (app: Locator, text: string) =>
    app.locator('.intarsia-Output').filter({ hasText: text }).waitFor({ timeout: 20_000 });
  const said = (app: Locator, text: string) =>
    app.locator('.intarsia-Foot-words', { hasText: text }).waitFor({ timeout: 20_000 });
  /** Write another program into a cell, and run it. */
  const rewrite = async (notebook: NotebookPage, index: number, code: string) => {
    const { page } = notebook;
    await notebook.cell(index).locator('.jp-InputArea .cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(code);
    await notebook.run(index);
  };

  test('the cell of the function run again: the app uses it, and keeps what was entered', async () => {
    const notebook = await open('reload', [CLASSIFY, SHOW]);
    await notebook.run(0);
    const app = await notebook.show(1);
    await field(app, 'Model').fill('logistic');
    await notebook.page.keyboard.press('Shift+Enter');
    await output(app, 'logistic: 4.0');

    await rewrite(notebook, 0, CLASSIFY.replace('{model}: {length}', '{length} by {model}'));
    await said(app, 'classify reloaded');
    await app.locator('.intarsia-mod-submit').click();
    await output(app, '4.0 by logistic');

    await rewrite(
      notebook,
      0,
      'def classify(model: str = "forest", deep: bool = True) -> str:\n    return f"{model} {deep}"'
    );
    await said(app, 'classify reloaded');
    await app.getByRole('checkbox', { name: 'Deep' }).waitFor();
    assert.equal(await app.getByText('Length').count(), 0);
    assert.equal(await field(app, 'Model').inputValue(), 'logistic');
    await app.locator('.intarsia-mod-submit').click();
    await output(app, 'logistic True');
  });
});
