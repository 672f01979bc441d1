import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { inaccessible } from './layout';
import { NotebookPage } from './notebookpage';

const DEMO = `
import time
import intarsia as gr

cities = {"de": ["Berlin", "Bonn"], "fr": ["Paris", "Lyon"]}

with gr.Blocks(title="Trip") as demo:
    mode = gr.Radio(["simple", "advanced"], value="simple", label="Mode")
    name = gr.Textbox(label="Name")
    depth = gr.Slider(1, 9, value=3, step=1, label="Depth")
    with gr.Row(visible=mode.is_("advanced")):
        note = gr.Textbox(label="Note")
        deep = gr.Checkbox(label="Deep", interactive=depth > 5)
    hint = gr.Markdown("A long name.", visible=name.length() > 4)
    country = gr.Dropdown([("Germany", "de"), ("France", "fr")], label="Country")
    city = gr.Dropdown(country.choose(cities), label="City")
    go = gr.Button("Go", variant="primary", interactive=~name.is_empty())
    out = gr.Textbox(label="Went", interactive=False)
    go.click(lambda *given: " ".join(map(str, given)), [name, note, city], out)
    with gr.Tabs():
        with gr.Tab("First"):
            gr.Markdown("one")
        with gr.Tab("Second", visible=mode.is_("advanced")):
            gr.Markdown("two")

demo.launch()`;

const BUSY = `
print("busy")
time.sleep(600)`;

/** What a page keeps of what goes up over the sockets of its kernels. */
interface ITold {
  told: string[];
  /** When it was typed, and when a value was committed last. */
  typed: number;
  committed: number;
}

/** Parts of an app that follow what a person enters, with no call of the kernel. */
describe('bindings', () => {
  let browser: Browser;
  let notebook: NotebookPage;
  let app: Locator;

  before(async () => {
    browser = await connectBrowser();
    notebook = await NotebookPage.open(browser, NotebookPage.write('bindings', [DEMO, BUSY]), {
      height: 1400
    });
    app = await notebook.show(0);
    await notebook.page.evaluate(() => {
      const send = WebSocket.prototype.send;
      const page = window as unknown as ITold;
      page.told = [];
      WebSocket.prototype.send = function (data): void {
        const bytes =
          typeof data === 'string' ? data : new TextDecoder().decode(data as BufferSource);
        page.told.push(bytes);
        if (bytes.includes('set_value')) {
          page.committed = performance.now();
        }
        send.call(this, data);
      };
    });
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  const box = (label: string): Locator => app.getByRole('textbox', { name: label, exact: true });
  const slider = (): Locator => app.getByRole('slider', { name: 'Depth' });
  const button = (): Locator => app.getByRole('button', { name: 'Go', exact: true });

  /** The kinds of requests that were sent since the last time. */
  const requests = (): Promise<string[]> =>
    notebook.page.evaluate(() =>
      (window as unknown as ITold).told
        .splice(0)
        .flatMap(text => /"type": ?"(set_value|run)"/.exec(text)?.[1] ?? [])
    );

  test('what is typed shows and unlocks parts at each key, and nothing is sent for it', async () => {
    await requests();
    assert.equal(await button().isDisabled(), true);
    await box('Name').click();
    // Faster than the pause after which a draft is committed, and checked in the same task.
    const { seen, sent } = await box('Name').evaluate(input => {
      const root = input.closest('.intarsia-App') as HTMLElement;
      const hint = (): boolean =>
        [...root.querySelectorAll<HTMLElement>('.intarsia-Markdown')].some(
          node => node.textContent?.includes('A long name') && node.checkVisibility()
        );
      const go = [...root.querySelectorAll('button')].find(node => node.textContent === 'Go');
      const seen = ['', 'A', 'Adal', 'Ada L'].map(text => {
        (input as HTMLInputElement).value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        return [hint(), go?.disabled];
      });
      const page = window as unknown as ITold;
      page.typed = performance.now();
      return { seen, sent: page.told.filter(text => /"type": ?"(set_value|run)"/.test(text)) };
    });
    assert.deepEqual(seen, [
      [false, true],
      [false, false],
      [false, false],
      [true, false]
    ]);
    assert.deepEqual(sent, []);
    // After the pause it is committed, once.
    const pause = await notebook.page.waitForFunction(() => {
      const { committed, typed } = window as unknown as ITold;
      return committed > typed && committed - typed;
    });
    assert.ok(Number(await pause.jsonValue()) > 250, `${await pause.jsonValue()} ms`);
    assert.deepEqual(await requests(), ['set_value']);
  });

  test('the keyboard chooses, and what it chose shows a row and a tab; focus stays', async () => {
    assert.equal(await box('Note').isVisible(), false);
    assert.equal(await app.getByRole('tab', { name: 'Second' }).isVisible(), false);
    await app.getByRole('radio', { name: 'simple' }).focus();
    await notebook.page.keyboard.press('ArrowDown');
    await box('Note').waitFor();
    await app.getByRole('tab', { name: 'Second' }).waitFor();
    assert.equal(await app.getByRole('radio', { name: 'advanced' }).isChecked(), true);
    await app
      .locator(':focus')
      .and(app.getByRole('radio', { name: 'advanced' }))
      .waitFor();
    assert.deepEqual(await inaccessible(app), []);
  });

  test('a slider unlocks while it is dragged, before it is let go', async () => {
    const deep = app.getByRole('checkbox', { name: 'Deep' });
    assert.equal(await deep.count(), 0);
    const track = (await slider().boundingBox())!;
    await notebook.page.mouse.move(track.x + track.width * 0.25, track.y + track.height / 2);
    await notebook.page.mouse.down();
    await notebook.page.mouse.move(track.x + track.width * 0.9, track.y + track.height / 2, {
      steps: 4
    });
    await deep.waitFor();
    assert.equal(await deep.isEnabled(), true);
    await notebook.page.mouse.up();
    await slider().focus();
    for (let i = 0; i < 8; i++) {
      await notebook.page.keyboard.press('ArrowLeft');
    }
    await deep.waitFor({ state: 'detached' });
  });

  test('choices follow, and what is not offered any more gives way', async () => {
    const city = app.getByRole('combobox', { name: 'City' });
    assert.equal(await city.inputValue(), 'Berlin');
    const country = app.getByRole('combobox', { name: 'Country' });
    await country.focus();
    await notebook.page.keyboard.press('ArrowDown');
    await notebook.page.waitForFunction(
      select => (select as HTMLSelectElement).value === 'Paris',
      await city.elementHandle()
    );
    const offered = await city.locator('option').allTextContents();
    assert.deepEqual(offered.filter(Boolean), ['Paris', 'Lyon']);
    await city.selectOption('Lyon');
    await box('Note').fill('soon');
    await button().click();
    await app
      .locator('.intarsia-Field', { hasText: 'Went' })
      .getByText('Ada L soon Lyon', { exact: true })
      .waitFor();
  });

  test('it goes on while the kernel runs a cell', async () => {
    await notebook.start(1);
    await notebook.cell(1).locator('.jp-OutputArea-output', { hasText: 'busy' }).waitFor();
    await box('Name').fill('');
    assert.equal(await button().isDisabled(), true);
    await app.getByRole('radio', { name: 'simple' }).check();
    assert.equal(await box('Note').isVisible(), false);
    await app.getByRole('radio', { name: 'advanced' }).check();
    assert.equal(await box('Note').isVisible(), true);
    assert.equal(await notebook.cell(1).locator('.jp-InputPrompt').textContent(), '[*]:');
  });

  test('the saved notebook shows what was shown, also where there is no kernel', async () => {
    await app.getByRole('radio', { name: 'simple' }).check();
    await notebook.interrupt();
    await notebook
      .cell(1)
      .locator('.jp-InputPrompt', { hasText: /\[\d+\]/ })
      .waitFor();
    await notebook.save();
    await notebook.page.reload();
    const again = notebook.app(0).first();
    await notebook.live(again);
    await again.getByRole('radio', { name: 'simple' }).and(again.locator(':checked')).waitFor();
    assert.equal(
      await again.getByRole('textbox', { name: 'Note', exact: true }).isVisible(),
      false
    );
    assert.equal(await again.getByRole('textbox', { name: 'Name', exact: true }).isVisible(), true);
  });
});
