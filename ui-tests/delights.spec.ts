import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { environment } from './environment';
import { inaccessible, misplaced } from './layout';
import { DARK, LIGHT, changeTheme } from './looks';
import { NotebookPage } from './notebookpage';
import { Notebooks } from './notebooks';

const CLASSIFY = `def classify(length: float = 4.0, model: str = "forest") -> str:
    return f"{model}: {length}"`;

const SHOW = 'from intarsia import show; app = show(classify)';

describe('what a notebook adds', () => {
  const notebooks = new Notebooks();
  const open = (name: string, cells: string[], options: NotebookPage.IOptions = {}) =>
    notebooks.open(NotebookPage.write(name, cells), options);
  const field = (app: Locator, name: string) => app.getByRole('textbox', { name });
  const output = (app: Locator, text: string) =>
    app.locator('.intarsia-Output').filter({ hasText: text }).waitFor();
  const said = (app: Locator, text: string) =>
    app.locator('.intarsia-Foot-words', { hasText: text }).waitFor();
  const choose = async (app: Locator, words: string) => {
    await app.getByRole('button', { name: 'More' }).click();
    await app.getByRole('menuitem', { name: words }).click();
  };
  const code = (app: Locator) => app.getByRole('region', { name: 'Code' });
  /** For a look: `INTARSIA_PICTURES=folder` keeps what a person sees. */
  const picture = async (of: Locator, name: string) => {
    if (process.env['INTARSIA_PICTURES']) {
      await of.screenshot({ path: `${process.env['INTARSIA_PICTURES']}/${name}.png` });
    }
  };
  const whole = async (page: Page, name: string) => {
    if (process.env['INTARSIA_PICTURES']) {
      await page.screenshot({ path: `${process.env['INTARSIA_PICTURES']}/${name}.png` });
    }
  };
  const pasted = async (notebook: NotebookPage, index: number) => {
    await notebook.cell(index).locator('.jp-InputArea .cm-content').click();
    await notebook.page.keyboard.press('Control+a');
    await notebook.page.keyboard.press('Control+v');
    await notebook.run(index);
    return notebook.cell(index).locator('.jp-OutputArea-output').last().innerText();
  };
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

  test('the call as code runs in another cell, also while one runs', async () => {
    const notebook = await open('code', [
      `import datetime, enum, threading
from typing import Annotated
import intarsia as gr

gate = threading.Event()

class Model(enum.Enum):
    FOREST = "forest"
    LOGISTIC = "logistic"

def classify(day: datetime.date = datetime.date(2026, 5, 1), model: Model = Model.FOREST,
             word: Annotated[str, gr.Textbox(type="password")] = "") -> str:
    """Which iris is it?"""
    gate.set()
    return f"{model.name} on {day}: {word}"`,
      'app = gr.show(classify)',
      '',
      'gate.wait(60)'
    ]);
    const { page } = notebook;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await notebook.run(0);
    const app = await notebook.show(1);
    await app.getByLabel('Word').fill("s3cret's");
    await app.getByRole('radio', { name: 'Logistic' }).check();
    await notebook.start(3);
    await notebook.cell(3).locator('.jp-InputPrompt', { hasText: '[*]' }).waitFor();
    await choose(app, 'Copy as code');
    await app.locator('.intarsia-Toast', { hasText: 'The call of classify' }).waitFor();
    await picture(app, 'copied');
    assert.equal(
      await page.evaluate(() => navigator.clipboard.readText()),
      `import datetime
# word is taken from the app: a password is not written down.
app.predict(day=datetime.date(2026, 5, 1), model=Model.LOGISTIC)`
    );
    await app.locator('.intarsia-mod-submit').click();
    await output(app, "LOGISTIC on 2026-05-01: s3cret's");
    await notebook.kernelReady();
    assert.match(await pasted(notebook, 2), /LOGISTIC on 2026-05-01: s3cret/);
  });

  test('the source stands beside the app, and follows it', async () => {
    const notebook = await open('source', [CLASSIFY, SHOW]);
    const { page } = notebook;
    await notebook.run(0);
    const app = await notebook.show(1);
    await choose(app, 'Show the code');
    await code(app).locator('.cm-editor').nth(1).waitFor();
    await code(app).getByText('Cell [1], line 1').waitFor();
    await code(app).getByText("classify(length=4.0, model='forest')").waitFor();
    // It is highlighted, once the host has loaded the language.
    await code(app).locator('.cm-line span').nth(3).waitFor();
    const beside = async () => {
      const [body, panel] = await Promise.all([
        app.locator('.intarsia-App-body').boundingBox(),
        code(app).boundingBox()
      ]);
      return panel!.x >= body!.x + body!.width - 1;
    };
    assert.equal(await beside(), true);
    for (const theme of [DARK, LIGHT]) {
      await changeTheme(notebook, theme);
      assert.deepEqual(await inaccessible(app), [], theme);
      assert.deepEqual(await misplaced(app), [], theme);
      await picture(app, `code-${theme.split(' ')[1]}`);
    }
    await notebook.resize(700, 1000);
    assert.equal(await beside(), false);
    assert.deepEqual(await misplaced(app), []);
    await picture(app, 'code-narrow');
    await notebook.resize(1280, 1000);

    await field(app, 'Model').fill('logistic');
    await code(app).getByText("model='logistic'").waitFor();
    await rewrite(notebook, 0, CLASSIFY.replace('{model}: {length}', '{length} by {model}'));
    await code(app).getByText('{length} by {model}').waitFor();
    await code(app).getByRole('button', { name: 'Go to the cell' }).click();
    await notebook.cell(0).and(page.locator('.jp-mod-active')).waitFor();

    await code(app).getByRole('button', { name: 'Close the code' }).press('Escape');
    await code(app).waitFor({ state: 'detached' });
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
      'More'
    );
  });

  test('of an app with several functions, each has its call', async () => {
    const notebook = await open('several', [
      `import intarsia as gr
def shout(text): return text.upper()
def turn(text): return text[::-1]
with gr.Blocks() as demo:
    text, out = gr.Textbox("abc", label="Text"), gr.Textbox(label="Out")
    gr.Button("Shout").click(shout, text, out)
    gr.Button("Turn").click(turn, text, out)
demo.launch()`,
      ''
    ]);
    const { page } = notebook;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const app = await notebook.show(0);
    await app.getByRole('button', { name: 'Turn' }).click();
    await app.locator('textarea, input, .intarsia-Textbox').getByText('cba').first().waitFor();
    await choose(app, 'Copy as code');
    await app.locator('.intarsia-Toast', { hasText: 'The call of turn' }).waitFor();
    assert.equal(await pasted(notebook, 1), "'cba'");
    await choose(app, 'Show the code');
    await code(app).getByLabel('Function').selectOption('shout');
    await code(app).getByText("demo.predict(text='abc', api_name='shout')").waitFor();
    await picture(app, 'code-several');
  });

  const tabs = (notebook: NotebookPage) => notebook.page.locator('.intarsia-AppTab');
  const notice = (tab: Locator, words: string) =>
    tab.locator('.intarsia-Notice:visible', { hasText: words }).waitFor();
  /** Resolves when the host has written down which tabs are open. */
  const laidOut = (notebook: NotebookPage) =>
    notebook.page.waitForResponse(
      answer =>
        answer.request().method() === 'PUT' &&
        answer.url().includes('/api/workspaces/') &&
        /intarsia-apps:[^"]*"[^]*layout-restorer|layout-restorer[^]*intarsia-apps:/.test(
          answer.request().postData() ?? ''
        )
    );

  test('a tab of its own: the same session beside the notebook, also after a reload', async () => {
    const long = Array.from({ length: 30 }, (_, i) => `# ${'\n'.repeat(30)}${i}`);
    const notebook = await open('tab', [`${CLASSIFY}\n${SHOW}`, ...long], { width: 1500 });
    const { page } = notebook;
    await notebook.windowed();
    const app = await notebook.show(0);
    const saved = laidOut(notebook);
    await choose(app, 'Open in a tab');
    const tab = tabs(notebook).locator('.intarsia-App');
    await notebook.live(tab);
    await page.locator('.lm-TabBar-tab', { hasText: 'Classify' }).waitFor();
    const [left, right] = [await app.boundingBox(), await tab.boundingBox()];
    assert.ok(right!.x >= left!.x + left!.width, 'it stands beside the notebook');

    await field(tab, 'Model').fill('logistic');
    await field(tab, 'Model').press('Shift+Enter');
    for (const view of [tab, app]) {
      await output(view, 'logistic: 4.0');
      assert.equal(await field(view, 'Model').inputValue(), 'logistic');
    }
    await field(app, 'Model').fill('tree');
    await app.locator('.intarsia-mod-submit').click();
    await output(tab, 'tree: 4.0');
    assert.equal(await field(tab, 'Model').inputValue(), 'tree');
    await whole(page, 'tab');

    await choose(app, 'Open in a tab');
    assert.equal(await tabs(notebook).count(), 1);
    await notebook.select(1);
    await page.keyboard.press('End');
    await app.waitFor({ state: 'hidden' });
    await field(tab, 'Model').fill('far');
    await field(tab, 'Model').press('Shift+Enter');
    await output(tab, 'far: 4.0');
    await tab.getByRole('button', { name: 'More' }).click();
    const offered = await tab.getByRole('menuitem').allTextContents();
    assert.deepEqual(offered, ['Copy as code', 'Show the code', 'Go to the cell']);
    await tab.getByRole('menuitem', { name: 'Go to the cell' }).click();
    await app.waitFor();
    await output(app, 'far: 4.0');

    await saved;
    await notebook.save();
    await page.reload();
    await notebook.live(tab);
    await output(tab, 'far: 4.0');
    await page.locator('.lm-TabBar-tab', { hasText: 'Classify' }).waitFor();
    await field(tab, 'Model').fill('again');
    await field(tab, 'Model').press('Shift+Enter');
    await output(tab, 'again: 4.0');
    await notebook.live(app);
    await output(app, 'again: 4.0');
  });

  test('a tab has a face as those of documents have, and Ctrl+S saves its notebook', async () => {
    const notebook = await open('tab-save', [`${CLASSIFY}\n${SHOW}`], { width: 1500 });
    const { page } = notebook;
    const app = await notebook.show(0);
    await choose(app, 'Open in a tab');
    const tab = tabs(notebook).locator('.intarsia-App');
    await notebook.live(tab);
    const face = page.locator('.lm-TabBar-tab', { hasText: 'Classify' });
    await face.locator('.lm-TabBar-tabIcon svg[data-icon="intarsia:app"]').waitFor();
    assert.equal(await face.getAttribute('title'), `Name: Classify\nNotebook: ${notebook.path}`);
    await whole(page, 'tab-face');
    const saved = () => readFileSync(join(environment.folder, notebook.path), 'utf8');

    await field(tab, 'Model').fill('logistic');
    await field(tab, 'Model').press('Shift+Enter');
    await output(tab, 'logistic: 4.0');
    await notebook.save();
    assert.match(saved(), /logistic: 4\.0/);

    // Also where nothing but the tab itself has the focus.
    await field(tab, 'Model').fill('tree');
    await tab.locator('.intarsia-mod-submit').click();
    await output(tab, 'tree: 4.0');
    const box = (await tabs(notebook).boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height - 20);
    await notebook.save();
    assert.match(saved(), /tree: 4\.0/);
    await page.locator('.jp-Dialog').waitFor({ state: 'detached' });
  });

  test('a tab says what has become of its cell, notebook and kernel, and goes on', async () => {
    const notebook = await open('follow', [`${CLASSIFY}\n${SHOW}`, '1']);
    const { page } = notebook;
    const app = await notebook.show(0);
    await field(app, 'Model').fill('logistic');
    await app.locator('.intarsia-mod-submit').click();
    await output(app, 'logistic: 4.0');
    await choose(app, 'Open in a tab');
    const tab = tabs(notebook).locator('.intarsia-App');
    await notebook.live(tab);
    await output(tab, 'logistic: 4.0');

    // The cell is run again: another app, the same inputs.
    await notebook.show(0);
    await tab.getByText('logistic: 4.0').waitFor({ state: 'detached' });
    await notebook.live(tab);
    assert.equal(await field(tab, 'Model').inputValue(), 'logistic');
    await tab.locator('.intarsia-mod-submit').click();
    await output(tab, 'logistic: 4.0');

    // It is deleted, and brought back.
    await notebook.select(0);
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    await notice(tabs(notebook), 'not in the notebook any more');
    await output(tab, 'logistic: 4.0');
    assert.equal(await field(tab, 'Model').isEditable(), false);
    await picture(tabs(notebook), 'tab-deleted');
    await page.keyboard.press('z');
    await notebook.live(tab);

    // The kernel restarts.
    await notebook.execute('kernelmenu:restart');
    await notebook.accept();
    await notice(tab, 'The kernel restarted');
    await notebook.kernelReady();
    await tab.getByRole('button', { name: 'Run this cell' }).click();
    await notebook.live(tab);
    await tab.locator('.intarsia-mod-submit').click();
    await output(tab, 'forest: 4.0');

    // The notebook is closed, and opened again from the tab.
    await notebook.select(1);
    await notebook.save();
    await page
      .locator('.lm-TabBar-tab', { hasText: 'follow.ipynb' })
      .locator('.lm-TabBar-tabCloseIcon')
      .click();
    await notice(tabs(notebook), 'follow.ipynb is closed');
    await output(tab, 'forest: 4.0');
    await picture(tabs(notebook), 'tab-closed');
    await tabs(notebook).getByRole('button', { name: 'Open the notebook' }).click();
    await notebook.live(tab);
    await output(tab, 'forest: 4.0');
    await field(tab, 'Model').fill('back');
    await tab.locator('.intarsia-mod-submit').click();
    await output(tab, 'back: 4.0');
    await output(app, 'back: 4.0');
  });

  test('the palette has it all, for the app of the active cell', async () => {
    const notebook = await open('palette', [
      CLASSIFY,
      SHOW,
      `import intarsia as gr
with gr.Blocks() as demo:
    text, out, more = gr.Textbox("abc", label="Text"), gr.Textbox(), gr.Textbox()
    text.submit(str.upper, text, out).then(str.lower, out, more)
demo.launch()`
    ]);
    const { page } = notebook;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await notebook.run(0);
    const [form, blocks] = [await notebook.show(1), await notebook.show(2)];
    const palette = page.locator('#modal-command-palette');
    const COPY = 'Copy the app as code';
    const TAB = 'Open the app in a tab';
    const CODE = 'Show the code of the app';
    const FLOW = 'Show the flow of the app';
    const item = (label: string) =>
      palette.locator('.lm-CommandPalette-item', { hasText: label }).first();
    /** Open the palette, and see that it offers these of ours. */
    const offers = async (...labels: string[]) => {
      await notebook.execute('apputils:activate-command-palette');
      await palette.locator('input').fill('intarsia');
      for (const label of [COPY, TAB, CODE, FLOW]) {
        await item(label).waitFor({ state: labels.includes(label) ? 'visible' : 'hidden' });
      }
    };
    await notebook.select(1);
    await offers(COPY, TAB, CODE);
    await item(COPY).click();
    await form.locator('.intarsia-Toast', { hasText: 'The call of classify' }).waitFor();
    assert.equal(
      await page.evaluate(() => navigator.clipboard.readText()),
      "classify(length=4.0, model='forest')"
    );
    await notebook.select(0);
    await offers();
    await page.keyboard.press('Escape');
    await notebook.select(2);
    await offers(COPY, TAB, CODE, FLOW);
    await item(FLOW).click();
    await blocks.getByRole('region', { name: 'Flow' }).waitFor();
    await notebook.select(2);
    await offers(COPY, TAB, CODE, FLOW);
    await item(CODE).click();
    await code(blocks).waitFor();
    await notebook.select(1);
    await offers(COPY, TAB, CODE);
    await item(TAB).click();
    const tab = tabs(notebook).locator('.intarsia-App');
    await notebook.live(tab);
    await field(tab, 'Model').click();
    await offers(COPY, CODE);
    await whole(page, 'palette');
    await item(CODE).click();
    await code(tab).waitFor();
  });

  test('Notebook 7 has no tabs, and offers none', async () => {
    const notebook = await open('seven-delights', [CLASSIFY, SHOW], { app: 'notebook' });
    await notebook.run(0);
    const app = await notebook.show(1);
    await app.getByRole('button', { name: 'More' }).click();
    const offered = await app.getByRole('menuitem').allTextContents();
    assert.deepEqual(offered, ['Copy as code', 'Show the code']);
    await app.getByRole('menuitem', { name: 'Show the code' }).click();
    await code(app).getByText("classify(length=4.0, model='forest')").waitFor();
    await picture(app, 'code-notebook7');
  });
});
