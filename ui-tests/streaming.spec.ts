import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, ElementHandle, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { inaccessible } from './layout';
import { NotebookPage } from './notebookpage';

/** What a test puts into `pieces` is what comes next, in three forms. */
const APP = `
import queue, threading, time
import intarsia as gr

pieces = queue.Queue()
halt = threading.Event()
ticked = 0

def tell():
    text = ""
    while (piece := pieces.get(timeout=120)) is not None:
        text += piece
        yield text, text, [{"role": "user", "content": "Go on."}, {"role": "assistant", "content": text}]

def tick():
    global ticked
    halt.clear()
    text, ticked = "", 0
    while not halt.wait(0.005):
        ticked += 1
        text += f"tick {ticked}. "
        yield text, f"{text}\\n\\nIt is **{ticked}**.", [{"role": "assistant", "content": text}]

with gr.Blocks(title="Streams") as app:
    with gr.Row():
        go = gr.Button("Tell")
        ticks = gr.Button("Tick")
    text = gr.Textbox(label="Text", lines=2, max_lines=4, interactive=False)
    marked = gr.Markdown(label="Marked", show_label=True, height=140)
    chat = gr.Chatbot(label="Chat", height=200)
    go.click(tell, None, [text, marked, chat])
    ticks.click(tick, None, [text, marked, chat])
app.launch()`;

const COUNT = `
import intarsia as gr

def count(to: int = 100_000):
    text = ""
    for n in range(to):
        if n % 1000 == 0:
            text += f"{n} "
        yield f"{n}", text

gr.Interface(count, gr.Number(100_000, precision=0), ["text", gr.Textbox(label="Thousands")]).launch()`;

const ENDLESS = `
import threading
import intarsia as gr
halt, begun, ended = threading.Event(), [], []

def go_on(word: str = "step"):
    n = 0
    try:
        begun.append(word)
        while not halt.wait(0.01):
            n += 1
            yield f"{word} {n}."
    finally:
        ended.append(word)

gr.show(go_on)`;

/** It counts on until somebody has had enough. */
const ON = `
import threading
import intarsia as gr

enough, last = threading.Event(), 0

def on():
    global last
    text, n = "", 0
    while not enough.is_set():
        last = n
        if n % 1000 == 0:
            text += f"{n} "
        yield f"{n}", text
        n += 1

gr.Interface(on, None, ["text", gr.Textbox(label="Thousands")]).launch()`;

/** The thousands up to a number. */
const counted = (last: number) =>
  Array.from({ length: Math.floor(last / 1000) + 1 }, (_, n) => `${n * 1000} `).join('');

/** What something takes of the page: how often it is laid out, and what changes in the app. */
interface ICost {
  layouts: number;
  changes: number;
}

/** What a generator yields, for those who look, look elsewhere, and come back. */
describe('streaming', { timeout: 420_000 }, () => {
  let browser: Browser;
  let notebook: NotebookPage;
  let app: Locator;
  const opened: NotebookPage[] = [];

  const open = async (name: string, cells: string[], options: NotebookPage.IOptions = {}) => {
    const path = NotebookPage.write(name, cells);
    const page = await NotebookPage.open(browser, path, { height: 1600, ...options });
    opened.push(page);
    return page;
  };

  before(async () => {
    browser = await connectBrowser();
    notebook = await open('streaming', [APP, `# ${'\n'.repeat(120)}`, '# the end']);
    app = await notebook.show(0);
  });

  after(async () => {
    try {
      for (const page of opened.splice(0)) {
        await page.close();
      }
    } finally {
      await browser.close();
    }
  });

  const put = (...texts: string[]) =>
    notebook.inKernel(texts.map(text => `pieces.put(${JSON.stringify(text)})`).join('\n'));
  const end = () => notebook.inKernel('pieces.put(None)');
  const text = () => app.locator('.intarsia-Textbox-text');
  const marked = () => app.locator('.intarsia-Markdown .intarsia-Field-control');
  const log = () => app.locator('.intarsia-Chatbot-log');
  const reads = (words: string | RegExp, within = log()) =>
    within.filter({ hasText: words }).waitFor({ timeout: 30_000 });
  const foot = (words: RegExp, of = app) =>
    of.locator('.intarsia-Foot-words', { hasText: words }).waitFor({ timeout: 60_000 });
  const all = () => [text(), marked(), log()];
  const top = (scroller: Locator) => scroller.evaluate(node => Math.round(node.scrollTop));
  const below = (scroller: Locator) =>
    scroller.evaluate(node => Math.round(node.scrollHeight - node.clientHeight - node.scrollTop));
  const atEnd = async (scroller: Locator) =>
    notebook.page.waitForFunction(
      node => node!.scrollHeight - node!.clientHeight - node!.scrollTop <= 1,
      await scroller.elementHandle()
    );

  test('what grows is followed, until a person goes up', async () => {
    await app.getByRole('button', { name: 'Tell' }).click();
    await put('# Lines\n\n');
    await reads('Lines');
    await put(...Array.from({ length: 30 }, (_, n) => `Line ${n} of *many*.\n\n`));
    await Promise.all(all().map(place => reads('Line 29', place)));
    for (const scroller of all()) {
      await atEnd(scroller);
      await scroller.hover();
      // The first step of a wheel is enough.
      await notebook.page.mouse.wheel(0, -40);
      await notebook.page.waitForFunction(
        node => node!.scrollHeight - node!.clientHeight - node!.scrollTop > 20,
        await scroller.elementHandle()
      );
      await scroller.evaluate(async node => {
        for (let before = -1, still = 0; still < 5;) {
          await new Promise(requestAnimationFrame);
          still = node.scrollTop === before ? still + 1 : 0;
          before = node.scrollTop;
        }
      });
    }
    const tops = await Promise.all(all().map(top));
    await put('More, and so long that it takes a line of its own.\n\n', 'Still more.\n\n');
    await Promise.all(all().map(place => reads('Still more.', place)));
    assert.deepEqual(await Promise.all(all().map(top)), tops);
    for (const scroller of all()) {
      // The browser tells of a scroll in the next frame.
      await scroller.evaluate(
        node =>
          new Promise<void>(resolve => {
            node.addEventListener('scroll', () => resolve(), { once: true });
            node.scrollTo(0, node.scrollHeight);
          })
      );
    }
    await put('And the end.\n\n');
    await Promise.all(all().map(place => reads('And the end.', place)));
    for (const scroller of all()) {
      await atEnd(scroller);
    }
    assert.deepEqual(await Promise.all(all().map(below)), [0, 0, 0]);
  });

  test('what is complete stays as it is, with what is selected in it', async () => {
    await put('Now **this** stays.\n\n');
    await reads('Now this stays.');
    const kept: ElementHandle[] = [];
    for (const place of [marked(), log()]) {
      const paragraph = place.locator('p', { hasText: 'Now this stays.' });
      kept.push((await paragraph.elementHandle())!);
    }
    const changed = await notebook.page.evaluateHandle(elements => {
      const found: MutationRecord[] = [];
      const observer = new MutationObserver(records => found.push(...records));
      for (const element of elements) {
        observer.observe(element, { subtree: true, childList: true, characterData: true });
      }
      const strong = elements[1].querySelector('strong')!;
      document.getSelection()!.selectAllChildren(strong);
      return found;
    }, kept as ElementHandle<Element>[]);
    await put('- one\n', '- two\n\n', '```python\nx = ', '1\n', 'y = 2\n```\n\n');
    await put('| a | b |\n|---|---|\n', '| 1 | 2 |\n\n', 'So $$x^', '2$$ it', ' is.\n\n', 'Over.');
    await Promise.all(all().map(place => reads('Over.', place)));
    assert.equal(await changed.evaluate(found => found.length), 0);
    for (const element of kept) {
      assert.ok(await element.evaluate(node => node.isConnected));
    }
    assert.equal(await notebook.page.evaluate('String(document.getSelection())'), 'this');
    for (const place of [marked(), log()]) {
      assert.deepEqual(await place.locator('li').allInnerTexts(), ['one', 'two']);
      assert.match(await place.locator('pre').innerText(), /^x = 1\ny = 2\n?$/);
      assert.deepEqual(await place.locator('td').allInnerTexts(), ['1', '2']);
      await place.locator('mjx-container').waitFor();
    }
    // Drawn in the same way as all at once.
    await end();
    await foot(/^Done in/);
    const html = () =>
      marked().evaluate(node =>
        [...node.querySelectorAll('.jp-RenderedMarkdown > *')].map(each =>
          each.outerHTML.replace(/ (?:id|tabindex|ctxtmenu_counter|style)="[^"]*"/g, '')
        )
      );
    const streamed = await html();
    const whole = await text().innerText();
    await app.getByRole('button', { name: 'Tell' }).click();
    await put('Other.');
    await reads('Other.');
    await end();
    await foot(/^Done in/);
    await app.getByRole('button', { name: 'Tell' }).click();
    await put(whole);
    await reads('Over.', marked());
    await marked().locator('mjx-container').waitFor();
    assert.deepEqual(await html(), streamed);
    await end();
    await foot(/^Done in/);
    assert.deepEqual(await inaccessible(app), []);
  });

  /** What the page has laid out and changed, and what changed in the app, while something is. */
  const costs = async (wait: (cost: () => Promise<ICost>) => Promise<unknown>): Promise<ICost> => {
    const client = await notebook.page.context().newCDPSession(notebook.page);
    await client.send('Performance.enable');
    const layouts = async () => {
      const { metrics } = await client.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'LayoutCount')!.value;
    };
    const changes = await app.evaluateHandle(node => {
      const found: MutationRecord[] = [];
      const observer = new MutationObserver(records => found.push(...records));
      observer.observe(node, { subtree: true, childList: true, attributes: true });
      return found;
    });
    const first = await layouts();
    const cost = async () => ({
      layouts: (await layouts()) - first,
      changes: await changes.evaluate(found => found.length)
    });
    await wait(cost);
    const whole = await cost();
    await client.detach();
    return whole;
  };
  /** Wait until nothing has changed in the app for half a second. */
  const quiet = () =>
    app.evaluate(
      node =>
        new Promise<void>((resolve, reject) => {
          let timer = 0;
          const stir = () => {
            clearTimeout(timer);
            timer = window.setTimeout(() => end(resolve), 500);
          };
          const observer = new MutationObserver(stir);
          const end = (settle: () => void) => {
            observer.disconnect();
            settle();
          };
          observer.observe(node, { subtree: true, childList: true, attributes: true });
          window.setTimeout(() => end(() => reject(new Error('It changes on and on.'))), 30_000);
          stir();
        })
    );
  /** Wait until the function has yielded so many times more. */
  const ticks = (more: number) =>
    notebook.inKernel(`
least = ticked + ${more}
while ticked < least: time.sleep(0.01)`);
  const halt = async () => {
    const last = Number(await notebook.inKernel('halt.set(); time.sleep(0.1); print(ticked)'));
    return `tick ${last}.`;
  };
  const tick = () => app.getByRole('button', { name: 'Tick' }).click();
  const title = (expected: RegExp) =>
    notebook.page.waitForFunction(
      source => new RegExp(source, 'u').test(document.title),
      expected.source
    );

  test('scrolled away it changes nothing, and is at its newest when one comes back', async () => {
    await tick();
    await reads('tick 20.');
    let count = 0;
    // As long as it takes to be something to compare with, where the page is slow.
    const seen = await costs(async cost => {
      for (
        let now: ICost, end = Date.now() + 60_000;
        count === 0 || (now!.changes < 200 && Date.now() < end);
      ) {
        await ticks(200);
        count += 200;
        now = await cost();
      }
    });
    const scroller = notebook.page.locator('.jp-WindowedPanel-outer').first();
    await scroller.evaluate(node => node.scrollTo(0, node.scrollHeight));
    await notebook.page.waitForFunction(
      node => node!.getBoundingClientRect().bottom < 0,
      await app.elementHandle()
    );
    await quiet(); // what was on its way has come
    const unseen = await costs(() => ticks(count));
    // What was growing is told to have come to rest, once.
    assert.ok(unseen.changes < 10, `${unseen.changes} changes`);
    assert.ok(seen.changes > 100, `${seen.changes} changes`);
    assert.ok(unseen.layouts < seen.layouts / 4, `${unseen.layouts} layouts, ${seen.layouts} seen`);
    const before = Number(await notebook.inKernel('print(ticked)'));
    await app.scrollIntoViewIfNeeded();
    await notebook.page.waitForFunction(
      ({ node, least }) => Number(/(\d+)\. *$/.exec(node!.textContent ?? '')?.[1]) >= least,
      { node: await text().elementHandle(), least: before }
    );
    await reads(await halt(), text());
    await foot(/^Done in/);
  });

  test('behind another tab its end is heard, and it is at its newest in front', async () => {
    await tick();
    await reads('tick 20.');
    await title(/^\u2022 /);
    await notebook.execute('launcher:create');
    await app.waitFor({ state: 'hidden' });
    await ticks(100);
    const last = await halt();
    await notebook.page
      .locator('.lm-TabBar-tab.intarsia-mod-running')
      .waitFor({ state: 'detached', timeout: 5000 });
    await title(/^(?!\u2022)/);
    await notebook.page.locator('.lm-TabBar-tab', { hasText: 'streaming.ipynb' }).first().click();
    await reads(last, text());
    await foot(/^Done in/);
  });

  test('in a page that is hidden as well', async () => {
    await tick();
    await reads('tick 20.');
    await notebook.hide(true);
    await quiet();
    const cost = await costs(() => ticks(200));
    assert.ok(cost.changes < 10, `${cost.changes} changes`);
    const last = await halt();
    await title(/^(?!\u2022)/);
    await foot(/^Done in/);
    await notebook.hide(false);
    await reads(last, text());
  });

  describe('an app of one function', () => {
    const result = (of: Locator, words: string | RegExp) =>
      of.locator('.intarsia-Output').filter({ hasText: words }).waitFor({ timeout: 60_000 });
    const run = async (of: Locator) => {
      await of.locator('.intarsia-mod-submit').click();
      await result(of, /step \d{2,}\./);
    };

    test('held out of the page by the notebook, its end is heard', async () => {
      const long = Array.from({ length: 30 }, (_, i) => `# ${'\n'.repeat(30)}${i}`);
      const page = await open('held', [ENDLESS, ...long]);
      await page.windowed();
      const card = await page.show(0);
      await run(card);
      const mark = page.page.locator('.lm-TabBar-tab.intarsia-mod-running');
      await mark.waitFor();
      await page.select(1);
      await page.page.keyboard.press('End');
      await card.waitFor({ state: 'hidden' });
      await page.inKernel('halt.set()');
      await mark.waitFor({ state: 'detached', timeout: 5000 });
      await page.page.keyboard.press('Home');
      await foot(/^Done in/, card);
    });

    test('is stopped by its button and by Escape; what it said stays', async () => {
      const page = await open('stopped', [ENDLESS]);
      const card = await page.show(0);
      for (const stop of [
        () => card.getByRole('button', { name: 'Stop' }).click(),
        () => page.page.keyboard.press('Escape')
      ]) {
        const before = await page.inKernel('print(len(begun))');
        await run(card);
        // What stands there may be of the run before.
        await page.inKernel(`
import time
while len(begun) == ${before}: time.sleep(0.01)`);
        await stop();
        await foot(/^Cancelled after/, card);
        await card.getByRole('button', { name: 'Run' }).waitFor();
        await result(card, /step \d+\./);
      }
      assert.equal(await page.inKernel('print(ended)'), "['step', 'step']");
      // Stopped means that nothing comes after.
      const last = await card.locator('.intarsia-Output').innerText();
      await card.getByRole('textbox', { name: 'Word' }).fill('other');
      assert.equal(await card.locator('.intarsia-Output').innerText(), last);
    });

    test('100,000 values in a tight loop end exactly', async () => {
      const page = await open('count', [COUNT]);
      const card = await page.show(0);
      const client = await page.page.context().newCDPSession(page.page);
      await client.send('Performance.enable');
      const run = card.locator('.intarsia-Foot-number');
      for (let round = 0; round < 2; round++) {
        const before = await run.textContent();
        await card.getByRole('button', { name: 'Submit' }).click();
        // It may be over before anybody sees that it runs.
        await page.page.waitForFunction(({ node, before }) => node!.textContent !== before, {
          node: await run.elementHandle(),
          before
        });
        await foot(/^Done in/, card);
        const [number, thousands] = await card.locator('.intarsia-Textbox-text').allInnerTexts();
        assert.equal(number, '99999');
        assert.equal(thousands.trim(), counted(99_999).trim());
      }
    });

    test('ends exactly though messages are lost on the way, the last one as well', async () => {
      const page = await open('dropped', [ON], { sockets: 'ours' });
      const card = await page.show(0);
      let came = 0;
      let lost = 0;
      let ends = 0;
      let hasLost = () => {};
      const enough = new Promise<void>(resolve => (hasLost = resolve));
      page.loses = message => {
        const isEnd = message.includes('"run_finished"');
        const isStep = message.includes('"appended"') || message.includes('"updated"');
        const isLost = isEnd ? ends++ === 0 : isStep && ++came % 3 === 0;
        lost += isLost ? 1 : 0;
        if (lost > 3) {
          hasLost();
        }
        return isLost;
      };
      await card.getByRole('button', { name: 'Generate' }).click();
      await enough;
      await page.inKernel('enough.set()');
      await foot(/^Done in/, card);
      assert.ok(ends > 0);
      const [number, thousands] = await card.locator('.intarsia-Textbox-text').allInnerTexts();
      const last = Number(await page.inKernel('print(last)'));
      assert.equal(number, String(last));
      assert.equal(thousands.trim(), counted(last).trim());
    });

    test('hears of a run of another page, though all of it was lost', async () => {
      const page = await open('unheard', [ENDLESS], { sockets: 'ours' });
      const card = await page.show(0);
      await page.save();
      const other = await NotebookPage.open(browser, page.path);
      opened.push(other);
      const its = other.app(0);
      await other.live(its);
      let lost = 0;
      let hasLost = () => {};
      const enough = new Promise<void>(resolve => (hasLost = resolve));
      page.loses = message => {
        const isLost = message.includes('comm_msg') && message.includes('"request_seq": null');
        lost += isLost ? 1 : 0;
        if (lost > 1) {
          hasLost();
        }
        return isLost;
      };
      await its.locator('.intarsia-mod-submit').click();
      await result(its, /step \d+\./);
      await enough;
      await other.inKernel('halt.set()');
      await foot(/^Done in/, its);
      page.loses = () => false;
      const told = await its.locator('.intarsia-Output').innerText();
      await result(card, told);
      await foot(/^Done in/, card);
      assert.ok(lost > 1, `${lost} lost`);
    });

    test('goes on while the socket is lost, and is at its newest when it is found', async () => {
      const page = await open('cut', [ENDLESS], { sockets: 'ours' });
      const card = await page.show(0);
      await run(card);
      const back = await page.loseSocket();
      await foot(/^Reconnecting/, card);
      const before = Number(/step (\d+)\./.exec(await card.innerText())![1]);
      back();
      await page.live(card);
      await page.page.waitForFunction(
        ({ node, before }) => Number(/step (\d+)\./.exec(node!.textContent ?? '')?.[1]) > before,
        { node: await card.locator('.intarsia-Output').elementHandle(), before }
      );
      await page.kernelReady();
      await page.inKernel('halt.set()');
      await foot(/^Done in/, card);
      assert.equal(await page.inKernel('print(ended)'), "['step']");
    });
  });
});
