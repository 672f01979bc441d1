import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { NotebookPage } from './notebookpage';

const RATE = `from intarsia import show

def share(total, months):
    return total / months

def rate(total: float = 1200.0, months: int = 24) -> float:
    return share(total, months)

show(rate)`;

const ENDS = `
import sys
from typing import Literal

class Mute:
    def __repr__(self):
        raise ValueError("no words for it")

class Own(BaseException):
    pass

def endless(n):
    return endless(n + 1)

def ends(way: Literal["well", "exit", "interrupt", "own", "recursion", "mute"] = "well"):
    if way == "exit":
        sys.exit(3)
    if way == "interrupt":
        raise KeyboardInterrupt
    if way == "own":
        raise Own("of my own")
    if way == "recursion":
        endless(0)
    return Mute() if way == "mute" else "it went well"

show(ends)`;

const PAIR = `
def pair(count: int = 2) -> tuple[int, int]:
    return tuple(range(7, 7 + count))

show(pair)`;

const CHATTY = `
import logging
import sys
import warnings
from IPython.display import HTML, display

def chatty(name: str = "Ada") -> str:
    print("printed for", name)
    print("told on stderr", file=sys.stderr)
    logging.getLogger("mine").warning("logged as well")
    warnings.warn("be careful")
    display(HTML("<em>displayed</em>"))
    return "Hello " + name

show(chatty)`;

const ORDER = `
from typing import Annotated
from annotated_types import Ge, Lt
from pydantic import Field

calls = []

def order(
    count: Annotated[int, Ge(1)] = 1,
    size: Annotated[float, Lt(10)] = 2.5,
    code: Annotated[str, Field(pattern="[A-Z]{2}")] = "AB",
) -> str:
    calls.append((count, size, code))
    return f"{count} of {code}"

show(order)`;

const STOPPED = `
import time
from collections.abc import Iterator

begun, ended = [], []

def loop(name: str = "loop") -> str:
    try:
        begun.append(name)
        while True:
            time.sleep(0.001)
    finally:
        ended.append(name)

show(loop)`;

const STEPS = `
def steps(name: str = "steps") -> Iterator[str]:
    try:
        n = 0
        begun.append(name)
        while True:
            n += 1
            yield f"step {n}"
            time.sleep(0.01)
    finally:
        ended.append(name)

show(steps)`;

const PLOTS = `
import threading
import matplotlib.pyplot as plt

both = threading.Barrier(2)

def paint(color):
    def picture(width: int = 2):
        plt.figure(figsize=(width, 1))
        both.wait(30)
        plt.gca().set_facecolor(color)
        both.wait(30)
        plt.title(color)
    return picture

show(paint("#ff0000"), title="Red")`;

const BLUE = `show(paint("#0000ff"), title="Blue")`;

const WRONG = `
import intarsia as gr

gr.Slider(0, 10, step="one")`;

const UNSURE = `
def greet(name, mood):
    return f"{name} is {mood}"

with gr.Blocks(title="Unsure") as demo:
    name = gr.Textbox("Ada", label="Name")
    name.submit(greet, name, name)
demo.launch()`;

const CELLS = [RATE, ENDS, PAIR, CHATTY, ORDER, STOPPED, STEPS, PLOTS, BLUE, WRONG, UNSURE];
const READ = CELLS.length;

describe('what goes wrong', () => {
  let browser: Browser;
  let notebook: NotebookPage;

  before(async () => {
    browser = await connectBrowser();
    const context = await browser.newContext({
      viewport: { width: 1280, height: 1400 },
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce'
    });
    const reads = ['calls', 'ended', 'plt.get_fignums()'];
    notebook = await NotebookPage.open(
      browser,
      NotebookPage.write('errors', [...CELLS, ...reads]),
      {
        context
      }
    );
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  const submit = (app: Locator) => app.locator('.intarsia-mod-submit');
  const error = (app: Locator) => app.locator('.intarsia-Error');
  const foot = (app: Locator, text: string | RegExp) =>
    app.locator('.intarsia-Foot').filter({ hasText: text }).waitFor();
  const fails = (app: Locator, text: string | RegExp) =>
    error(app).filter({ hasText: text }).waitFor();
  const shows = (app: Locator, text: string | RegExp) =>
    app.locator('.intarsia-Output').filter({ hasText: text }).waitFor();
  /** What a cell that holds an expression answers. */
  const read = async (index: number) => {
    await notebook.run(READ + index);
    return notebook
      .cell(READ + index)
      .locator('.jp-OutputArea-output')
      .innerText();
  };
  /** A cell's output holds its app, and nothing else. */
  const isAlone = async (index: number) => {
    const outputs = notebook.cell(index).locator('.jp-OutputArea-child');
    assert.equal(await outputs.count(), 1);
    assert.equal(await notebook.app(index).count(), 1);
  };

  test('an exception: type, message, the lines of the cell, and what can be done', async () => {
    const app = await notebook.show(0);
    await submit(app).click();
    await shows(app, '50');
    const months = app.getByRole('spinbutton', { name: 'Months' });
    await months.fill('0');
    await submit(app).click();
    await fails(app, 'ZeroDivisionError: float division by zero');
    await foot(app, /Failed after/);

    // From the function's own frame on; nothing of what called it.
    const frames = await app.locator('.intarsia-Error-frames').innerText();
    const count = await notebook.cell(0).locator('.jp-InputPrompt').innerText();
    const cell = `cell ${/\d+/.exec(count)?.[0]}`;
    assert.deepEqual(
      frames.split('\n').filter(line => !/^\s*\^+$/.test(line)),
      [
        `${cell}, line 7, in rate`,
        '    return share(total, months)',
        `${cell}, line 4, in share`,
        '    return total / months'
      ]
    );

    // The result before is kept, and marked as earlier.
    await app.locator('.intarsia-Results-earlier', { hasText: 'Earlier result' }).waitFor();
    await app
      .locator('.intarsia-Interface-outputs.intarsia-mod-stale', { hasText: '50' })
      .waitFor();

    const whole = app.locator('.intarsia-Error-traceback');
    assert.equal(await whole.isVisible(), false);
    await app.getByRole('button', { name: 'Whole traceback' }).click();
    const text = await whole.innerText();
    assert.match(text, /^Traceback \(most recent call last\):\n/);
    assert.match(text, /ZeroDivisionError: float division by zero/);
    assert.doesNotMatch(text, /intarsia|ipykernel|site-packages/);

    await app.getByRole('button', { name: 'Copy' }).click();
    await app.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await notebook.page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied.trim(), text.trim());

    await app.getByRole('button', { name: 'Go to line' }).click();
    await notebook.cell(0).locator('.cm-editor.cm-focused').waitFor();
    await notebook.page.waitForFunction(() => {
      const { anchorNode: place } = document.getSelection()!;
      const line = (place instanceof Element ? place : place?.parentElement)?.closest('.cm-line');
      return line?.textContent?.trim() === 'return total / months';
    });
    await isAlone(0);

    // The next run takes the error away.
    await months.fill('12');
    await submit(app).click();
    await shows(app, '100');
    await error(app).waitFor({ state: 'hidden' });
    await app.locator('.intarsia-mod-stale').waitFor({ state: 'detached' });
  });

  test('exit, interrupt, recursion and what cannot be shown are errors, and the app lives', async () => {
    const app = await notebook.show(1);
    const cases: Array<[string, RegExp]> = [
      ['exit', /SystemExit: The function called sys\.exit\(3\)/],
      ['interrupt', /Interrupted/],
      ['own', /Own: of my own/],
      ['recursion', /RecursionError: maximum recursion depth exceeded/],
      ['mute', /A Mute cannot be displayed: it raised ValueError/]
    ];
    for (const [way, words] of cases) {
      await app.getByRole('combobox', { name: 'Way' }).selectOption({ label: way });
      await submit(app).click();
      if (way === 'interrupt') {
        await foot(app, words);
      } else {
        await fails(app, words);
        await foot(app, /Failed after/);
      }
      assert.equal(await app.getAttribute('data-connection'), 'live');
    }
    await app.getByRole('combobox', { name: 'Way' }).selectOption({ label: 'well' });
    await submit(app).click();
    await shows(app, 'it went well');
    await error(app).waitFor({ state: 'hidden' });
    await isAlone(1);
  });

  test('a wrong number of results is an error', async () => {
    const app = await notebook.show(2);
    await app.getByRole('spinbutton', { name: 'Count' }).fill('3');
    await submit(app).click();
    await fails(app, /must return 2 values, but returned 3/);
    await app.getByRole('spinbutton', { name: 'Count' }).fill('2');
    await submit(app).click();
    await shows(app, '8');
    await error(app).waitFor({ state: 'hidden' });
  });

  test('a wrong program is told at its line, and what is behind it is not shown', async () => {
    const at = CELLS.indexOf(WRONG);
    await notebook.run(at);
    const told = await notebook.cell(at).locator('.jp-Cell-outputArea').innerText();
    assert.match(told, /TypeError: Slider\(step=…\) is a number, not 'one'\./);
    assert.match(told, /-> \d+ gr\.Slider\(0, 10, step="one"\)/);
    assert.doesNotMatch(told, /arguments\.py|slider\.py/);
  });

  test('what may be wrong is a warning at its line, and the app is there', async () => {
    const at = CELLS.indexOf(UNSURE);
    const app = await notebook.show(at);
    const told = await notebook.cell(at).locator('.jp-Cell-outputArea').innerText();
    assert.match(told, /:\d+: NoticeWarning: greet\(\) takes a value for 'mood'/);
    assert.match(told, /\n\s+name\.submit\(greet, name, name\)/);
    const field = app.getByRole('textbox', { name: 'Name' });
    await field.press('Enter');
    await notebook.page.waitForFunction(
      node => (node as HTMLInputElement).value === 'Ada is None',
      await field.elementHandle()
    );
  });

  test('what a function prints, logs, warns of and displays stands in its log', async () => {
    const app = await notebook.show(3);
    await submit(app).click();
    await shows(app, 'Hello Ada');
    const tab = app.getByRole('tab', { name: /Log/ });
    await tab.click();
    const log = app.getByRole('log');
    for (const text of ['printed for Ada', 'told on stderr', 'logged as well', 'be careful']) {
      await log.filter({ hasText: text }).waitFor();
    }
    await log.locator('em', { hasText: 'displayed' }).waitFor();
    await isAlone(3);
    assert.equal(await notebook.page.getByText('printed for Ada').count(), 1);
  });

  test('fault 103: bad input: each field says its own, nothing runs, the first wrong field is next', async () => {
    const app = await notebook.show(4);
    const count = app.getByRole('spinbutton', { name: 'Count' });
    const size = app.getByRole('spinbutton', { name: 'Size' });
    const code = app.getByRole('textbox', { name: 'Code' });
    await code.fill('nope');
    await size.fill('ten');
    await count.fill('0');
    await submit(app).click();
    await app.locator('.intarsia-App-attention', { hasText: '3 fields need attention' }).waitFor();
    const message = (field: Locator) =>
      field.evaluate(node => {
        const said = document.getElementById(node.getAttribute('aria-errormessage') ?? '');
        return said?.innerText ?? '';
      });
    assert.equal(await message(count), 'Must be 1 or more.');
    assert.equal(await message(size), 'Enter a number.');
    assert.equal(await message(code), 'Must match the pattern [A-Z]{2}');
    assert.equal(await count.evaluate(node => node === document.activeElement), true);
    for (const field of [count, size, code]) {
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
    }
    assert.equal(await error(app).isVisible(), false);
    assert.equal(await read(0), '[]');

    // One after the other is put right.
    await count.fill('2');
    await size.fill('10');
    await code.fill('XY');
    await submit(app).click();
    await app.locator('.intarsia-App-attention', { hasText: '1 field needs attention' }).waitFor();
    assert.equal(await message(size), 'Must be less than 10.');
    assert.equal(await message(code), '');
    await size.fill('9.5');
    await submit(app).click();
    await shows(app, '2 of XY');
    await app.locator('.intarsia-App-attention').waitFor({ state: 'hidden' });
    assert.equal(await read(0), "[(2, 9.5, 'XY')]");
  });

  test('Stop and Esc end a loop and a generator, and their own finally', async () => {
    const loop = await notebook.show(5);
    const steps = await notebook.show(6);
    for (const [app, name] of [
      [loop, 'loop'],
      [steps, 'steps']
    ] as const) {
      const field = app.getByRole('textbox', { name: 'Name' });
      for (const way of ['Stop', 'Esc']) {
        await field.fill(`${name} ${way}`);
        await submit(app).click();
        await submit(app).filter({ hasText: 'Stop' }).waitFor();
        // What has not begun ends without its own finally.
        await notebook.inKernel(`while "${name} ${way}" not in begun: time.sleep(0.01)`);
        if (name === 'steps') {
          await shows(app, /step \d+/);
        }
        if (way === 'Stop') {
          await submit(app).click();
        } else {
          await field.press('Escape');
        }
        await foot(app, /Cancelled after/);
        await submit(app).filter({ hasText: 'Run' }).waitFor();
      }
    }
    // The last value of what was stopped stays.
    await shows(steps, /step \d+/);
    assert.equal(await read(1), "['loop Stop', 'loop Esc', 'steps Stop', 'steps Esc']");
  });

  test('two functions that draw at the same time have their own pictures', async () => {
    const red = await notebook.show(7);
    const blue = await notebook.show(8);
    await submit(red).click();
    await submit(blue).click();
    for (const [app, own, other] of [
      [red, 0, 2],
      [blue, 2, 0]
    ] as const) {
      const picture = app.locator('.intarsia-Output img');
      await picture.waitFor({ timeout: 30_000 });
      assert.equal(await picture.count(), 1);
      const seen = await picture.evaluate(async (node: HTMLImageElement) => {
        await node.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [node.naturalWidth, node.naturalHeight];
        const drawing = canvas.getContext('2d')!;
        drawing.drawImage(node, 0, 0);
        const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
        const strong = [0, 0, 0];
        for (let i = 0; i < data.length; i += 4) {
          const rgb = [...data.slice(i, i + 3)];
          rgb.forEach((value, j) => {
            strong[j] += Number(value > 200 && rgb.every((rest, k) => k === j || rest < 50));
          });
        }
        return strong;
      });
      assert.ok(seen[own] > 1000, String(seen));
      assert.equal(seen[other], 0);
    }
    assert.equal(await read(2), '[]');
    await isAlone(7);
    await isAlone(8);
  });
});
