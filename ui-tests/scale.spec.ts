import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { connectBrowser } from './environment';
import { Shown } from './example';
import { NotebookPage } from './notebookpage';

const LARGE = `
import intarsia as gr

with gr.Blocks() as demo:
    gr.Markdown("### Five hundred")
    for i in range(166):
        field = gr.Textbox(f"text {i}", label=f"Text {i}", interactive=True)
        gr.Slider(0, 100, value=i % 100, step=1, label=f"Slider {i}", interactive=True)
        gr.Checkbox(i % 2 == 0, label=f"Check {i}", interactive=True)
        if i == 2:
            asked = field
    shown = gr.Textbox(label="Loud", interactive=False)
    asked.change(str.upper, asked, shown)

demo.launch()`;

const MANY = `
import intarsia as gr

def shout(text, size):
    return text.upper() * int(size)

for i in range(50):
    gr.Interface(shout, [gr.Textbox(f"app {i}", label="Text"), gr.Slider(1, 5, step=1, label="Times")], gr.Textbox(label="Loud"), live=True, flagging_mode="never").launch()
`;

const CHOICES = `
import intarsia as gr

with gr.Blocks() as demo:
    choice = gr.Dropdown([f"choice {i}" for i in range(10_000)], label="Choice")
    shown = gr.Textbox(label="Chosen", interactive=False)
    choice.change(lambda text: text, choice, shown)
demo.launch()`;

/** Times that each key is pressed whose paint is measured. */
const ROUNDS = 3;

/** Large apps, and many of them. */
describe('scale', () => {
  let browser: Browser;
  let notebook: NotebookPage;

  before(async () => {
    browser = await connectBrowser();
    const path = NotebookPage.write('scale', [LARGE, MANY, CHOICES]);
    notebook = await NotebookPage.open(browser, path);
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  test(
    'of 500 components a change touches the one that changed',
    { timeout: 300_000 },
    async () => {
      const app = new Shown(await notebook.show(0), notebook.page);
      assert.equal(await app.app.locator('.intarsia-Field').count(), 500);
      // What a person types is no part of the document: its attributes and children are.
      await app.app.evaluate(root => {
        const touched = new Set<string>();
        new MutationObserver(records => {
          for (const { target } of records) {
            const node = target instanceof Element ? target : target.parentElement;
            const field = node?.closest('.intarsia-Field');
            if (field) {
              touched.add(field.querySelector('.intarsia-Field-label')?.textContent ?? 'nameless');
            }
          }
        }).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
        Object.assign(window, { touched });
      });
      await app.box('Text 2').fill('a word');
      await app.page.keyboard.press('Tab');
      await app.reads('Loud', 'A WORD');
      await app.app.locator('.intarsia-Foot', { hasText: 'Done in' }).waitFor();
      const touched = await app.page.evaluate(() => [
        ...(window as unknown as { touched: Set<string> }).touched
      ]);
      assert.deepEqual(
        touched.filter(name => name !== 'Text 2' && name !== 'Slider 2'),
        ['Loud']
      );
    }
  );

  test('among 51 apps each answers; at rest they cost nothing', { timeout: 300_000 }, async () => {
    await notebook.run(1);
    const { page } = notebook;
    const apps = notebook.app(1);
    await apps.nth(49).waitFor();
    await page.waitForFunction(
      () => document.querySelectorAll('.intarsia-App[data-connection="live"]').length === 51
    );
    for (const n of [0, 25, 49]) {
      const app = new Shown(apps.nth(n), page);
      await app.box('Text').fill(`word ${n}`);
      await app.app.locator('.intarsia-Output', { hasText: `WORD ${n}` }).waitFor();
    }

    // At rest: no frame and no timer of ours.
    await page.evaluate(() => {
      (document.activeElement as HTMLElement).blur();
      const asked: string[] = [];
      const target = window as unknown as Record<string, (...args: unknown[]) => unknown>;
      for (const name of ['requestAnimationFrame', 'setTimeout', 'setInterval']) {
        const native = target[name].bind(window);
        target[name] = (...args: unknown[]) => {
          const { stack = '' } = new Error();
          if (/jupyterlab-intarsia/.test(stack)) {
            asked.push(`${name} ${stack.split('\n')[2]}`);
          }
          return native(...args);
        };
      }
      Object.assign(window, { asked });
    });
    const asked = () =>
      page.evaluate(() => (window as unknown as { asked: string[] }).asked.splice(0));
    // What was going on comes to its end, however long it takes.
    let last: string[];
    const end = Date.now() + 60_000;
    do {
      await asked();
      await page.waitForTimeout(3000);
      last = await asked();
    } while (last.length > 0 && Date.now() < end);
    assert.deepEqual(last, []);
    const frames = () =>
      page.evaluate(
        () =>
          document
            .getAnimations()
            .filter(({ effect }) =>
              (effect as KeyframeEffect | null)?.target?.closest('.intarsia-App')
            ).length
      );
    assert.equal(await frames(), 0);
  });

  test(
    'a list of 10,000 opens, narrows and scrolls within frames',
    { timeout: 300_000 },
    async () => {
      const app = new Shown(await notebook.show(2), notebook.page);
      const field = app.app.getByRole('combobox', { name: 'Choice' });
      await field.click();
      await app.page.evaluate(() => {
        const keys: number[] = [];
        const late: { startTime: number; duration: number }[] = [];
        addEventListener('keydown', ({ timeStamp }) => keys.push(timeStamp), true);
        new PerformanceObserver(list => {
          for (const { startTime, duration } of list.getEntries()) {
            late.push({ startTime, duration });
          }
        }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
        Object.assign(window, { keys, late });
      });
      for (let round = 0; round < ROUNDS; round++) {
        await field.press('Control+a');
        await app.page.keyboard.type('choice 99', { delay: 30 });
        for (let n = 0; n < 20; n++) {
          await app.page.keyboard.press('ArrowDown');
        }
        await app.page.keyboard.press('Enter');
        await app.reads('Chosen', /^choice 9\d9\d?\d?$|^choice 99\d*$/);
      }
      // Each key at its best: how else the machine stumbles is not what is tested.
      const best = await app.page.evaluate(rounds => {
        const { keys, late } = window as unknown as {
          keys: number[];
          late: { startTime: number; duration: number }[];
        };
        const took = keys.map((begin, i) =>
          late
            .filter(({ startTime }) => startTime >= begin && startTime < (keys[i + 1] ?? Infinity))
            .reduce((most, { duration }) => Math.max(most, duration), 0)
        );
        const count = keys.length / rounds;
        return Array.from({ length: count }, (_, key) =>
          Math.min(...took.filter((_, i) => i % count === key))
        );
      }, ROUNDS);
      assert.equal(best.length, 1 + 'achoice 99'.length + 20 + 1);
      const worst = Math.max(...best);
      console.log(`The slowest key took ${worst} ms from press to paint.`);
      assert.ok(worst < 400, `A key took ${worst} ms.`);
    }
  );
});
