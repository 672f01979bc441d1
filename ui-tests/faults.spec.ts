import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WRITTEN, anotherServer } from './environment';
import { GREET, Greeting } from './greeting';
import { NotebookPage } from './notebookpage';
import { Notebooks } from './notebooks';

/** How many views each session has, once it is as many: it hears of them beside the cells. */
const VIEWS = `
import time
from intarsia.runtime import apps
def views(*counts):
    end = time.monotonic() + 30
    while True:
        told = [len(session.views) for app in apps._apps.values() for session in app.sessions.values()]
        if told == [*counts] or time.monotonic() > end:
            return print(told)
        time.sleep(0.01)`;

/** What reaches out, or runs, where nobody cleans it; each in its own way. */
const HOSTILE = [
  '<a href="javascript:window.hit=1">a</a>',
  '<a href="JaVaScRiPt&#58;window.hit=1">b</a>',
  '<a href="java&#10;script:window.hit=1">c</a>',
  '<img src="x:" onerror="window.hit=1">',
  '<form action="https://evil.invalid/f"><form><input name="attributes" autofocus onfocus="window.hit=1"></form></form>',
  '<svg onload="window.hit=1"><script>window.hit=1</script><use href="https://evil.invalid/u"/></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.hit=1&gt;">',
  '<noscript><p title="</noscript><img src=x: onerror=window.hit=1>">',
  '<style>@import url("https://evil.invalid/i"); p { background: url(https://evil.invalid/c) }</style>',
  '<p style="background: url(https://evil.invalid/s)">styled</p>',
  '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
  '<base href="https://evil.invalid/"><link rel="stylesheet" href="https://evil.invalid/l">',
  '<meta http-equiv="refresh" content="0;url=https://evil.invalid/m">',
  '<b data-commandlinker-command="intarsia-none">linked</b>',
  '<object data="https://evil.invalid/o"></object><embed src="https://evil.invalid/e">',
  '<form><input name="getAttributeNames"><input name="removeAttribute"><b data-commandlinker-command="x">in</b></form>',
  '<img name="body" alt="x"><b data-commandlinker-command="x">beside</b>'
];

const UNSAFE =
  /^(script|iframe|object|embed|base|meta|link|form)$|^on\w+=|^data-commandlinker|javascript:/i;

const MARKED = `
from typing import Annotated
from intarsia import HTML, Markdown, show
HOSTILE = ${JSON.stringify(HOSTILE)}

def page(n: int = 0) -> tuple[Annotated[str, HTML()], Annotated[str, Markdown()]]:
    return f"<p>page {n}.</p>{HOSTILE[n]}", f"text {n}.\\n\\n{HOSTILE[n]} [md](javascript:window.hit=1)"

show(page)`;

const BOMBS = `
from IPython.display import Latex
from intarsia import Markdown, show

def quotes(depth: int = 100_000):
    from IPython.display import Markdown
    return Markdown(">" * depth + " inmost")

def latex(depth: int = 5000):
    return Latex("$" + "{" * depth + "x" + "}" * depth + "$")

show(quotes)
show(latex)`;

const COUNT = `
from intarsia import show

def count(to: int = 300):
    import time
    for n in range(to + 1):
        yield n
        time.sleep(0.01)

show(count)`;

/** A cell that sends more messages than a server lets through that takes 300 in 3 s. */
const FLOOD = `
import time
kernel = get_ipython().kernel
parent = kernel.get_parent()
for burst in range(30):
    for n in range(400):
        nobody = {"comm_id": "nobody", "data": {"n": n}}
        kernel.session.send(kernel.iopub_socket, "comm_msg", nobody, parent, ident=b"comm")
    time.sleep(0.1)
"flooded"`;

const QUEUED = `
from intarsia import show
done = []

def in_turn(name: str = "a") -> str:
    done.append(name)
    return f"{len(done)} done"

show(in_turn, run_in="main")`;

describe('faults', () => {
  const notebooks = new Notebooks();
  const { field, result, enter } = Greeting;

  test('fault 033: hostile Markdown and HTML do nothing, and ask nothing of anybody', async () => {
    const asked: string[] = [];
    const notebook = await notebooks.open(NotebookPage.write('marked', [MARKED]), {
      watch: page => page.on('request', request => asked.push(request.url()))
    });
    const app = await notebook.show(0);
    const output = app.locator('.intarsia-Output');
    for (const n of HOSTILE.keys()) {
      await app.getByRole('spinbutton', { name: 'n' }).fill(String(n));
      await notebook.page.keyboard.press('Shift+Enter');
      await result(app, `page ${n}.`);
      await result(app, `text ${n}.`);
      for (const link of await output.locator('a, b').all()) {
        await link.click({ force: true, noWaitAfter: true });
      }
      const left = await output.evaluate(node =>
        [...node.querySelectorAll('.intarsia-Rendered *')].flatMap(each => [
          each.localName,
          ...each.getAttributeNames().map(name => `${name}=${each.getAttribute(name)}`)
        ])
      );
      assert.deepEqual(
        left.filter(name => UNSAFE.test(name)),
        []
      );
    }
    assert.equal(await notebook.page.evaluate('window.hit'), undefined);
    assert.deepEqual(
      asked.filter(url => url.includes('evil')),
      []
    );
  });

  test('fault 034: nested without end, it is shown in bounded time', async () => {
    const notebook = await notebooks.open(NotebookPage.write('bombs', [BOMBS]));
    await notebook.run(0);
    const apps = await notebook.app(0).all();
    assert.equal(apps.length, 2);
    for (const app of apps) {
      await notebook.live(app);
      await app.locator('.intarsia-mod-submit').click();
      await app.locator('.intarsia-Foot').filter({ hasText: 'Done' }).waitFor();
      await app.locator('.intarsia-Rendered-drawing, .intarsia-Rendered-raw').first().waitFor();
    }
    await apps[0].locator('.intarsia-Rendered-raw', { hasText: '>>>>' }).waitFor();
  });

  test('fault 068: what the server drops is asked for again', async () => {
    const path = NotebookPage.write('flood', [COUNT, FLOOD, GREET]);
    const flags = ['--ZMQChannelsWebsocketConnection.iopub_msg_rate_limit=100'];
    const server = await anotherServer(path, { flags });
    try {
      const notebook = await notebooks.open(path, { server });
      const app = await notebook.show(0);
      await app.locator('.intarsia-mod-submit').click();
      const drawn = app.locator('.intarsia-Rendered-drawing');
      await drawn.waitFor();
      await notebook.run(1);
      await notebook.cell(1).getByText('IOPub message rate exceeded').first().waitFor();
      await app.locator('.intarsia-Foot').filter({ hasText: 'Done' }).waitFor({ timeout: 40_000 });
      await drawn.getByText('300', { exact: true }).waitFor();
      await enter(await notebook.show(2), 'Ada');
      await notebooks.close(notebook);
    } finally {
      await server.close();
    }
  });

  test('fault 071: the last view frees the session, whichever it is', async () => {
    const notebook = await notebooks.open(NotebookPage.write('cloned', [GREET, '1 + 1']));
    await notebook.inKernel(VIEWS);
    const app = await notebook.show(0);
    await enter(app, 'Ada');
    await notebook
      .cell(0)
      .locator('.jp-OutputArea-output')
      .click({ button: 'right', position: { x: 8, y: 8 } });
    await notebook.page.getByText('Create New View for Cell Output').click();
    const clone = notebook.page.locator('.jp-LinkedOutputView .intarsia-App');
    await notebook.live(clone);
    assert.equal(await notebook.inKernel('views(2)'), '[2]');

    await notebook.select(0);
    await notebook.page.keyboard.press('d');
    await notebook.page.keyboard.press('d');
    await app.waitFor({ state: 'detached' });
    assert.equal(await notebook.inKernel('views(1)'), '[1]');
    await enter(clone, 'Grace');
    await notebook.execute('application:close');
    await clone.waitFor({ state: 'detached' });
    assert.equal(await notebook.inKernel('views(0)'), '[0]');
  });

  test('fault 073: renamed, closed and opened again, it is the same session', async () => {
    const path = NotebookPage.write('before', [GREET]);
    const notebook = await notebooks.open(path);
    const app = await notebook.show(0);
    await enter(app, 'Ada');
    await notebook.page.evaluate(async () => {
      const { jupyterapp } = window as unknown as {
        jupyterapp: {
          shell: { currentWidget: { context: { rename(name: string): Promise<void> } } };
        };
      };
      await jupyterapp.shell.currentWidget.context.rename('afterwards.ipynb');
    });
    await enter(app, 'Grace');
    await notebook.save();
    await notebook.execute('application:close');
    await app.waitFor({ state: 'detached' });
    await notebook.execute('docmanager:open', { path: `${WRITTEN}/afterwards.ipynb` });
    await app.waitFor({ timeout: 30_000 });
    await notebook.live(app);
    assert.equal(await field(app).inputValue(), 'Grace');
    await result(app, 'Hello Grace.');
    await enter(app, 'Mary');
  });

  test('fault 075: an interrupt ends the cell; what waits behind it runs', async () => {
    const notebook = await notebooks.open(
      NotebookPage.write('queued', [
        QUEUED,
        'import threading\nprint("waits")\nthreading.Event().wait(600)'
      ])
    );
    const app = await notebook.show(0);
    await notebook.start(1);
    await notebook.cell(1).locator('.jp-OutputArea-output', { hasText: 'waits' }).waitFor();
    await app.locator('.intarsia-mod-submit').click();
    await app
      .locator('.intarsia-Foot')
      .filter({ hasText: /Running|Waiting/ })
      .waitFor();
    await notebook.interrupt();
    await notebook.cell(1).locator('.jp-OutputArea', { hasText: 'KeyboardInterrupt' }).waitFor();
    await result(app, '1 done');
  });
});
