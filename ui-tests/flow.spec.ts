import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { inaccessible, misplaced } from './layout';
import { DARK, LIGHT, changeTheme } from './looks';
import { NotebookPage } from './notebookpage';

const STEPS = `
import threading
import intarsia as gr

ready = threading.Event()

@gr.step(name="Load the table", cache=True)
def load(text):
    return [line.split(",") for line in text.splitlines()]

def preprocess(rows):
    return [float(row[-1]) for row in rows]

def predict(numbers, factor):
    ready.wait(60)
    return [number * factor for number in numbers]`;

const POST = `
def postprocess(scores):
    raise ValueError("the report has no place to go")`;

const APP = `
with gr.Blocks(title="Forecast") as demo:
    source = gr.Textbox("a,1\\nb,2\\nc,3", label="Table", lines=3)
    factor = gr.Number(2, label="Factor")
    go = gr.Button("Predict", variant="primary")
    rows, numbers, scores = gr.State(), gr.State(), gr.State()
    total = gr.Textbox(label="Total")
    told = gr.Textbox(label="Told")
    last = (
        go.click(load, source, rows)
        .success(preprocess, rows, numbers)
        .success(predict, [numbers, factor], scores)
        .success(postprocess, scores, total)
    )
    last.success(lambda total: f"Sent {total}", total, told, api_name="send")
    last.failure(lambda: "Told somebody", None, told, api_name="tell")

demo.launch()`;

const MENDED = 'def postprocess(scores): return f"{sum(scores):g}"';

const LOOP = `
with gr.Blocks(title="Degrees") as degrees:
    celsius, fahrenheit = gr.Number(20, label="Celsius"), gr.Number(68, label="Fahrenheit")
    celsius.change(lambda c: c * 1.8 + 32, celsius, fahrenheit, api_name="to_fahrenheit")
    fahrenheit.change(lambda f: (f - 32) / 1.8, fahrenheit, celsius, api_name="to_celsius")

degrees.launch()`;

/** What a person sees of the steps of an app, and begins again in the middle. */
describe('flow', () => {
  let browser: Browser;
  let notebook: NotebookPage;
  let app: Locator;

  before(async () => {
    browser = await connectBrowser();
    const cells = [STEPS, POST, APP, 'ready.set()', 'demo.graph()', LOOP];
    notebook = await NotebookPage.open(browser, NotebookPage.write('flow', cells), {
      height: 2200
    });
    await notebook.run(0);
    await notebook.run(1);
    app = await notebook.show(2);
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  const flow = () => app.getByRole('region', { name: 'Flow' });
  const step = (name: string) => flow().getByRole('button', { name: new RegExp(`^${name}`) });
  const stands = (name: string, status: string) =>
    flow()
      .locator(`.intarsia-Flow-step[data-status="${status}"] .intarsia-Flow-name`)
      .getByText(name, { exact: true })
      .waitFor();
  const open = async (which: Locator) => {
    await which.getByRole('button', { name: 'More' }).click();
    await which.page().getByRole('menuitem', { name: 'Flow' }).click();
  };
  const picture = async (name: string) => {
    if (process.env['FLOW_PICTURES']) {
      await app.screenshot({ path: `${process.env['FLOW_PICTURES']}/${name}.png` });
    }
  };

  test('the menu shows the steps in the order in which they come', async () => {
    await open(app);
    await stands('Load the table', 'idle');
    const names = await flow().locator('.intarsia-Flow-name').allTextContents();
    assert.deepEqual(names, [
      'Load the table',
      'preprocess',
      'predict',
      'postprocess',
      'send',
      'tell'
    ]);
    await picture('idle');
  });

  test('while it runs, each step says how it stands', async () => {
    await app.getByRole('button', { name: 'Predict', exact: true }).click();
    await stands('Load the table', 'done');
    await stands('preprocess', 'done');
    await stands('predict', 'running');
    await stands('postprocess', 'waiting');
    await picture('running');
    await notebook.run(3);
    await stands('postprocess', 'failed');
    await stands('tell', 'done');
    await stands('send', 'skipped');
    assert.equal(await flow().locator('[data-status="skipped"]').count(), 1);
    await picture('failed');
  });

  test('a step tells what it read and wrote, and axe finds nothing', async () => {
    await step('predict').click();
    const details = flow().getByRole('group', { name: 'Step predict' });
    await details.getByText('list, 3 items').first().waitFor();
    assert.equal(await details.getByRole('group', { name: 'Inputs' }).isVisible(), true);
    for (const theme of [LIGHT, DARK]) {
      await changeTheme(notebook, theme);
      await picture(`details-${theme.split(' ')[1]}`);
      assert.deepEqual(await inaccessible(app), [], theme);
      assert.deepEqual(await misplaced(app), [], theme);
    }
    await changeTheme(notebook, LIGHT);
  });

  test('with the keyboard: arrows move between the steps, Enter opens one, Esc closes', async () => {
    const { page } = notebook;
    await step('predict').press('ArrowRight');
    await page.keyboard.press('Enter');
    const details = flow().getByRole('group', { name: 'Step postprocess' });
    await details.getByText('the report has no place to go').first().waitFor();
    await picture('error');
    await page.keyboard.press('Escape');
    await flow().waitFor({ state: 'detached' });
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    assert.equal(focused, 'More');
  });

  test('mended, it runs from there with the values that the step had, and goes on', async () => {
    await notebook.cell(1).locator('.jp-InputArea .cm-content').click();
    await notebook.page.keyboard.press('Control+a');
    await notebook.page.keyboard.insertText(MENDED);
    await notebook.run(1);
    const error = app.locator('.intarsia-Error:not(.lm-mod-hidden)');
    await app.getByRole('textbox', { name: 'Table' }).fill('z,1000');
    await open(app);
    await step('postprocess').click();
    await flow().getByRole('button', { name: 'Run from here' }).first().click();
    await app
      .locator('.intarsia-Field', { hasText: 'Told' })
      .first()
      .getByText('Sent 12', { exact: true })
      .waitFor();
    await stands('postprocess', 'done');
    await error.waitFor({ state: 'detached' });
    await app.getByRole('textbox', { name: 'Table' }).fill('a,1\nb,2\nc,3');
    await app.getByRole('button', { name: 'Predict', exact: true }).click();
    await stands('Load the table', 'kept');
    await picture('kept');
  });

  test('narrow: one step below the other, and nothing sticks out', async () => {
    for (const width of [960, 760]) {
      await notebook.resize(width, 2400);
      await flow().locator('[data-layout="down"]').waitFor();
      assert.deepEqual(await misplaced(app), []);
      await picture(`narrow-${width}`);
    }
    await notebook.resize(1280, 2200);
  });

  test('a cycle is marked, and the graph is drawn as a diagram', async () => {
    await notebook.run(4);
    await notebook.cell(4).locator('img, svg').first().waitFor();
    if (process.env['FLOW_PICTURES']) {
      await notebook.cell(4).screenshot({ path: `${process.env['FLOW_PICTURES']}/graph.png` });
    }
    app = await notebook.show(5);
    await open(app);
    await flow().locator('.intarsia-Flow-cycle').first().waitFor();
    assert.equal(await flow().locator('.intarsia-Flow-cycle').count(), 2);
    await picture('cycle');
  });
});
