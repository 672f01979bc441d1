import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GREET, Greeting } from './greeting';
import { NotebookPage } from './notebookpage';
import { Notebooks } from './notebooks';

const PRIVATE = GREET.replace('show(greet)', 'show(greet, session="private")');

describe('the views of an app', () => {
  const notebooks = new Notebooks();
  const { field, result, enter } = Greeting;

  test('a reloaded page joins the same session', async () => {
    const notebook = await notebooks.open(NotebookPage.write('reload', [GREET]));
    const app = await notebook.show(0);
    await enter(app, 'Ada');
    await notebook.save();
    await field(app).fill('Grace');
    await field(app).blur();
    // The kernel has heard of it.
    await notebook.inKernel(`
import time
end = time.monotonic() + 30
while app.inputs["name"] != "Grace" and time.monotonic() < end: time.sleep(0.01)`);
    await notebook.page.reload();
    await app.waitFor({ timeout: 60_000 });
    await notebook.live(app);
    assert.equal(await field(app).inputValue(), 'Grace');
    await result(app, 'Hello Ada.');
    await enter(app, 'Mary');
  });

  test('the cell run again keeps the inputs that still fit, in a new app', async () => {
    const notebook = await notebooks.open(
      NotebookPage.write('again', [GREET, 'import threading; app.app_id'])
    );
    const app = await notebook.show(0);
    await enter(app, 'Ada');
    await notebook.run(1);
    const before = await notebook.cell(1).locator('.jp-OutputArea-output').innerText();
    await notebook.show(0);
    assert.equal(await field(app).inputValue(), 'Ada');
    await notebook.run(1);
    const now = await notebook.cell(1).locator('.jp-OutputArea-output').innerText();
    assert.notEqual(now, before);
    await enter(app, 'Grace');
    assert.equal(await notebook.cell(0).locator('.intarsia-App').count(), 1);
  });

  test('fault 070: a view of its own and a second browser show the same as the first', async () => {
    const path = NotebookPage.write('shared', [GREET]);
    const first = await notebooks.open(path);
    const app = await first.show(0);
    await enter(app, 'Ada');
    await first.save();

    await first
      .cell(0)
      .locator('.jp-OutputArea-output')
      .click({ button: 'right', position: { x: 8, y: 8 } });
    await first.page.getByText('Create New View for Cell Output').click();
    const clone = first.page.locator('.jp-LinkedOutputView .intarsia-App');
    await first.live(clone);
    await result(clone, 'Hello Ada.');

    const second = await notebooks.open(path);
    const there = second.app(0).first();
    await there.waitFor({ timeout: 60_000 });
    await second.live(there);
    await result(there, 'Hello Ada.');

    await enter(there, 'Grace');
    for (const view of [app, clone]) {
      await result(view, 'Hello Grace.');
      assert.equal(await field(view).inputValue(), 'Grace');
    }
  });

  test('a private app has a session for each browser', async () => {
    const path = NotebookPage.write('private', [PRIVATE]);
    const first = await notebooks.open(path);
    const app = await first.show(0);
    await enter(app, 'Ada');
    await first.save();

    const second = await notebooks.open(path);
    const there = second.app(0).first();
    await there.waitFor({ timeout: 60_000 });
    await second.live(there);
    assert.equal(await field(there).inputValue(), 'world');
    await enter(there, 'Grace');
    assert.equal(await field(app).inputValue(), 'Ada');

    await first.page.reload();
    await app.waitFor({ timeout: 60_000 });
    await first.live(app);
    assert.equal(await field(app).inputValue(), 'Ada');
  });

  test('fault 079: the app answers while another cell runs', async () => {
    const notebook = await notebooks.open(
      NotebookPage.write('busy', [
        GREET,
        'import threading; gate = threading.Event()\ndef opener() -> str:\n    gate.set()\n    return "opened"\nfrom intarsia import show\nshow(opener)',
        'gate.wait(60)'
      ])
    );
    const app = await notebook.show(0);
    const opener = await notebook.show(1);
    await notebook.start(2);
    await notebook.cell(2).locator('.jp-InputPrompt', { hasText: '[*]' }).waitFor();
    await enter(app, 'Ada');
    await notebook.cell(2).locator('.jp-InputPrompt', { hasText: '[*]' }).waitFor();
    await opener.locator('.intarsia-mod-submit').click();
    await notebook
      .cell(2)
      .locator('.jp-InputPrompt', { hasText: /\[\d+\]/ })
      .waitFor();
    assert.equal(await notebook.cell(2).locator('.jp-OutputArea-output').innerText(), 'True');
  });
});
