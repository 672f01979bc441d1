import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { NotebookPage } from './notebookpage';

const FUNCTIONS = `
from intarsia import show, show_app
from ipywidgets import IntSlider, Output, VBox

def double(x: int = 2) -> int:
    return 2 * x

def greet(name: str = "world") -> str:
    return f"Hello {name}"
`;
const BOX = `
doubling, greeting = show_app(double), show_app(greet)
slider = IntSlider(description="beside")
box = VBox([doubling.widget, slider, greeting.widget])
box
`;

describe('apps among ipywidgets', () => {
  let browser: Browser;
  let notebook: NotebookPage;

  before(async () => {
    browser = await connectBrowser();
    const path = NotebookPage.write('ipywidgets', [
      FUNCTIONS,
      BOX,
      'print(doubling.inputs, doubling.value, greeting.value, slider.value)',
      'box',
      'out = Output()\nwith out:\n    show(double)\nout'
    ]);
    notebook = await NotebookPage.open(browser, path, { height: 1400 });
    await notebook.run(0);
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  const shows = (app: Locator, text: string) =>
    app.locator('.intarsia-Output').filter({ hasText: text }).waitFor({ timeout: 30_000 });
  const box = (cell: number) => notebook.cell(cell).locator('.widget-vbox');

  test('two apps and a slider in one VBox, each driven live', async () => {
    await notebook.run(1);
    const apps = box(1).locator('.intarsia-App');
    const [doubling, greeting] = [apps.nth(0), apps.nth(1)];
    await notebook.live(doubling);
    await notebook.live(greeting);
    assert.equal(await apps.count(), 2);

    await doubling.getByLabel('x', { exact: true }).fill('21');
    await notebook.page.keyboard.press('Shift+Enter');
    await shows(doubling, '42');
    await greeting.getByRole('textbox', { name: 'name' }).fill('box');
    await greeting.locator('.intarsia-mod-submit').click();
    await shows(greeting, 'Hello box');
    await box(1).getByRole('slider').last().focus();
    await notebook.page.keyboard.press('ArrowRight');
    // The kernel hears of it beside its cells.
    await notebook.inKernel(`
import time
end = time.monotonic() + 30
while slider.value != 1 and time.monotonic() < end: time.sleep(0.01)`);
  });

  test('a later cell reads what a person did in all three', async () => {
    await notebook.run(2);
    const printed = await notebook.cell(2).locator('.jp-OutputArea-output').innerText();
    assert.equal(printed.trim(), "{'x': 21} 42 Hello box 1");
  });

  test('the same box shown again shows the same apps, as they stand', async () => {
    await notebook.run(3);
    const again = box(3).locator('.intarsia-App').first();
    await notebook.live(again);
    await shows(again, '42');
    await again.getByLabel('x', { exact: true }).fill('4');
    await again.locator('.intarsia-mod-submit').click();
    await shows(box(1).locator('.intarsia-App').first(), '8');
  });

  test('running the cell again makes new apps that keep the inputs', async () => {
    await notebook.run(1);
    const [doubling, greeting] = [0, 1].map(i => box(1).locator('.intarsia-App').nth(i));
    await notebook.live(doubling);
    await notebook.live(greeting);
    assert.equal(await doubling.getByLabel('x', { exact: true }).inputValue(), '4');
    assert.equal(await greeting.getByRole('textbox', { name: 'name' }).inputValue(), 'box');
    await greeting.locator('.intarsia-mod-submit').click();
    await shows(greeting, 'Hello box');
  });

  test('what is displayed into an Output is live as well', async () => {
    await notebook.run(4);
    const app = notebook.cell(4).locator('.widget-output .intarsia-App');
    await notebook.live(app);
    await app.locator('.intarsia-mod-submit').click();
    await shows(app, '4');
  });
});
