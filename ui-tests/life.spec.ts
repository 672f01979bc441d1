import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { WRITTEN, environment } from './environment';
import { GREET, Greeting } from './greeting';
import { NotebookPage } from './notebookpage';
import { Notebooks } from './notebooks';

const PID = 'import os; os.getpid()';

describe('the life of a session', () => {
  const notebooks = new Notebooks();
  const { field, notice, result, enter } = Greeting;
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
    const notebook = await notebooks.open(NotebookPage.write('paint', [GREET, PID]));
    const app = await notebook.show(0);
    await enter(app, 'Ada');
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
    await enter(app, 'Grace');
  });

  test('a cell that is moved keeps its app live', async () => {
    const notebook = await notebooks.open(NotebookPage.write('moved', [GREET, '1 + 1']));
    let app = await notebook.show(0);
    await enter(app, 'Ada');
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
      await enter(app, `Grace ${now}`);
      await enter(app, 'Ada');
    }
  });

  test('a cell that is cut and pasted keeps its app live', async () => {
    const notebook = await notebooks.open(NotebookPage.write('cut', [GREET, '1 + 1']));
    await enter(await notebook.show(0), 'Ada');
    await notebook.select(0);
    await notebook.page.keyboard.press('x');
    await notebook.app(0).waitFor({ state: 'detached' });
    await notebook.page.keyboard.press('v');
    const app = notebook.app(1);
    await notebook.live(app);
    await result(app, 'Hello Ada.');
    await enter(app, 'Grace');
  });

  test('a cell that is deleted and brought back keeps its app live', async () => {
    const notebook = await notebooks.open(NotebookPage.write('deleted', [GREET, '1 + 1']));
    await enter(await notebook.show(0), 'Ada');
    await notebook.select(0);
    await notebook.page.keyboard.press('d');
    await notebook.page.keyboard.press('d');
    await notebook.app(0).waitFor({ state: 'detached' });
    await notebook.page.keyboard.press('z');
    const app = notebook.app(0);
    await notebook.live(app);
    await result(app, 'Hello Ada.');
    await enter(app, 'Grace');
  });

  test('an app scrolled away and back is as it was', async () => {
    const long = Array.from({ length: 30 }, (_, i) => `# ${'\n'.repeat(30)}${i}`);
    const notebook = await notebooks.open(NotebookPage.write('scrolled', [GREET, ...long]));
    await notebook.windowed();
    const app = await notebook.show(0);
    await enter(app, 'Ada');
    await field(app).fill('Grace');
    await notebook.select(1);
    await notebook.page.keyboard.press('End');
    await app.waitFor({ state: 'hidden' });
    await notebook.page.keyboard.press('Home');
    await notebook.live(app);
    assert.equal(await field(app).inputValue(), 'Grace');
    await result(app, 'Hello Ada.');
    await enter(app, 'Mary');
  });

  test('a restarted kernel: said, readable, live again by the button', async () => {
    const notebook = await notebooks.open(NotebookPage.write('restarted', [GREET]));
    const app = await notebook.show(0);
    await enter(app, 'Ada');
    await notebook.execute('kernelmenu:restart');
    await notebook.accept();
    await notice(app, 'The kernel restarted');
    await result(app, 'Hello Ada.');
    assert.equal(await field(app).inputValue(), 'Ada');
    await notebook.kernelReady();
    await revive(notebook, app);
    await enter(app, 'Grace');
  });

  test('fault 075: an interrupted kernel leaves sessions live', async () => {
    const notebook = await notebooks.open(
      NotebookPage.write('interrupted', [
        GREET,
        'import threading\nprint("waits")\nthreading.Event().wait(600)'
      ])
    );
    const app = await notebook.show(0);
    await enter(app, 'Ada');
    await notebook.interrupt(); // while it does nothing
    await enter(app, 'Grace');
    await notebook.start(1);
    await notebook.cell(1).locator('.jp-OutputArea-output', { hasText: 'waits' }).waitFor();
    await enter(app, 'Mary');
    await notebook.interrupt(); // while a cell runs
    await notebook.cell(1).locator('.jp-OutputArea', { hasText: 'KeyboardInterrupt' }).waitFor();
    await enter(app, 'Emmy');
    assert.equal(await app.getAttribute('data-connection'), 'live');
  });

  test('without subshells: the kernel is said to be busy, and takes what came after the cell', async () => {
    const name = 'without-subshells';
    const spec = join(environment.data, 'kernels', name);
    const program = 'kernel-bridge/tests/kernel/withoutsubshells.py';
    mkdirSync(spec, { recursive: true });
    writeFileSync(
      join(spec, 'kernel.json'),
      JSON.stringify({
        argv: ['python', join(environment.repository, program), '-f', '{connection_file}'],
        display_name: 'Without subshells',
        language: 'python'
      })
    );
    const wait = 'import os, time\nwhile not os.path.exists("go"): time.sleep(0.05)';
    const notebook = await notebooks.open(NotebookPage.write('busy', [GREET, wait], name));
    const app = await notebook.show(0);
    await enter(app, 'Ada');
    await notebook.start(1);
    await notebook.cell(1).locator('.jp-InputPrompt', { hasText: '[*]' }).waitFor();
    await field(app).fill('Grace');
    await notebook.page.keyboard.press('Shift+Enter');
    await app.and(notebook.page.locator('[data-connection="busy"]')).waitFor({ timeout: 30_000 });
    await app.locator('.intarsia-Foot', { hasText: 'Kernel busy' }).waitFor();
    await notice(app, 'The kernel is busy, perhaps with another cell.');
    assert.equal(await field(app).inputValue(), 'Grace');
    await result(app, 'Hello Ada.');
    writeFileSync(join(environment.folder, WRITTEN, 'go'), '');
    await result(app, 'Hello Grace.');
    await notebook.live(app);
    await app.locator('.intarsia-Notice:visible').waitFor({ state: 'detached' });
    await enter(app, 'Mary');
  });

  test('fault 045: a kernel that dies in a function: said, readable, live again', async () => {
    const notebook = await notebooks.open(
      NotebookPage.write('killed', [
        GREET,
        'from intarsia import show\nimport os\ndef leave(code: int = 3) -> int:\n    os._exit(code)\nshow(leave)'
      ])
    );
    const app = await notebook.show(0);
    await enter(app, 'Ada');
    await field(app).fill('Grace');
    const deadly = await notebook.show(1);
    await deadly.locator('.intarsia-mod-submit').click();
    await notebook.accept(); // the host's own words
    for (const view of [app, deadly]) {
      await notice(view, 'The kernel restarted');
    }
    await result(app, 'Hello Ada.');
    assert.equal(await field(app).inputValue(), 'Grace');
    assert.equal(await deadly.locator('.intarsia-mod-running').count(), 0);
    await notebook.kernelReady();
    await revive(notebook, app);
    await enter(app, 'Mary');
    await notice(deadly, 'The kernel restarted');
  });

  test('a kernel that is shut down: said, readable, live again by the button', async () => {
    const notebook = await notebooks.open(NotebookPage.write('shutdown', [GREET]));
    const app = await notebook.show(0);
    await enter(app, 'Ada');
    await notebook.shutDown();
    await notice(app, 'The kernel has stopped');
    await result(app, 'Hello Ada.');
    assert.equal(await field(app).inputValue(), 'Ada');
    await revive(notebook, app);
    await enter(app, 'Grace');
  });

  test('fault 074: a restart in the midst of a run ends it', async () => {
    const notebook = await notebooks.open(
      NotebookPage.write('midrun', [
        'from intarsia import show\nimport threading\ndef wait(s: int = 1) -> str:\n    yield "begun"\n    threading.Event().wait(600)\nshow(wait)'
      ])
    );
    const app = await notebook.show(0);
    await app.locator('.intarsia-mod-submit').click();
    await result(app, 'begun');
    await notebook.execute('kernelmenu:restart');
    await notebook.accept();
    await notice(app, 'The kernel restarted');
    await result(app, 'begun');
    assert.equal(await app.locator('.intarsia-mod-running').count(), 0);
    assert.ok(!(await app.getAttribute('class'))?.includes('intarsia-mod-running'));
  });

  test('fault 066: a lost socket is found again, and shows what came meanwhile', async () => {
    const path = NotebookPage.write('socket', [GREET]);
    const first = await notebooks.open(path, { sockets: 'ours' });
    const app = await first.show(0);
    await enter(app, 'Ada');
    await first.save();
    const second = await notebooks.open(path);
    const there = second.app(0);
    await second.live(there);

    const back = await first.loseSocket();
    await notice(app, 'is being looked for');
    await result(app, 'Hello Ada.');
    await enter(there, 'Grace');
    await field(app).fill('Mary');
    back();
    await first.live(app);
    await result(app, 'Hello Grace.');
    assert.equal(await field(app).inputValue(), 'Mary');
    await first.page.keyboard.press('Shift+Enter');
    await result(app, 'Hello Mary.');
    await result(there, 'Hello Mary.');
  });

  test('fault 072: nothing is left of apps that are gone', async () => {
    const count = `
import gc, threading
from comm import get_comm_manager
from intarsia.runtime import apps
from intarsia.runtime.session import Session
gc.collect()
sessions = [item for item in gc.get_objects() if isinstance(item, Session) and not item.ended]
# One of these threads comes when the other has something to do.
threads = [each for each in threading.enumerate() if not each.name.startswith("intarsia-encode")]
print(len(get_comm_manager().comms), len(apps._apps), len(sessions), len(threads))`;
    const notebook = await notebooks.open(NotebookPage.write('leaks', [GREET, count]));
    const page = await notebook.context.newCDPSession(notebook.page);
    /** Nodes in memory, seen or not, as soon as there are no more than so many. */
    const nodes = async (enough: number) => {
      const end = Date.now() + 20_000;
      for (;;) {
        await page.send('HeapProfiler.collectGarbage');
        const { nodes } = await page.send('Memory.getDOMCounters');
        if (nodes <= enough || Date.now() > end) {
          return nodes;
        }
      }
    };
    const app = await notebook.show(0);
    const again = async (times: number) => {
      for (let i = 0; i < times; i++) {
        await notebook.show(0);
      }
      await enter(app, 'Ada');
    };
    await again(1);
    const inKernel = await printed(notebook, 1);
    assert.match(inKernel, /^1 1 1 /);
    await again(2); // going from cell to cell leaves nodes of the host's
    const before = await nodes(Infinity);
    await again(8);
    const most = before + 2 * (await app.locator('*').count());
    const left = await nodes(most);
    assert.ok(left <= most, `${left} nodes, and ${before} before`);
    assert.equal(await printed(notebook, 1), inKernel);

    await notebook.select(0);
    await notebook.page.keyboard.press('d');
    await notebook.page.keyboard.press('d');
    await app.waitFor({ state: 'detached' });
    // The kernel hears of it beside its cells.
    await notebook.inKernel(`
import time
end = time.monotonic() + 30
while get_comm_manager().comms and time.monotonic() < end: time.sleep(0.01)`);
    assert.match(await printed(notebook, 0), /^0 /);
  });
});
