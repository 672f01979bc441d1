import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { inaccessible } from './layout';
import { passing } from './moments';
import { NotebookPage } from './notebookpage';

const DEMO = `
import time
import intarsia as gr

with gr.Blocks(title="Notes") as demo:
    gr.Markdown("# Notes")
    seen = gr.State([])
    name = gr.Textbox(label="Name")
    count = gr.Slider(1, 4, value=2, step=1, label="Fields")
    add = gr.Button("Add", variant="primary")
    out = gr.Textbox(label="So far", interactive=False)
    length = gr.Number(label="Length")
    hide = gr.Checkbox(label="Hide the length")

    def remember(name, seen):
        seen.append(name)
        if name == "bad":
            raise gr.Error("Not this one.", title="Refused")
        gr.Info(f"{name} was added.")
        return " ".join(seen), seen

    added = add.click(remember, [name, seen], [out, seen])
    added.success(lambda: "", None, name)
    out.change(len, out, length)
    hide.input(lambda hide: gr.Number(visible=not hide), hide, length)

    @gr.render(count)
    def fields(count):
        boxes = [gr.Textbox(label=f"Field {i + 1}", key=i) for i in range(int(count))]
        gr.Button("Join").click(lambda *words: "-".join(words), boxes, out)

demo.launch()`;

const LATER = `
with demo:
    loud = gr.Textbox(label="Loud", interactive=False)
    name.change(str.upper, name, loud)`;

/** What a person who knows Gradio writes, and another one does with it. */
describe('blocks', () => {
  let browser: Browser;
  let notebook: NotebookPage;
  let app: Locator;

  before(async () => {
    browser = await connectBrowser();
    notebook = await NotebookPage.open(browser, NotebookPage.write('blocks', [DEMO, LATER]), {
      height: 1400
    });
    app = await notebook.show(0);
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  const box = (name: string) => app.getByRole('textbox', { name, exact: true });
  const button = (name: string) => app.getByRole('button', { name, exact: true });
  const shown = (label: string) =>
    app.locator('.intarsia-Field', { hasText: label }).locator('.intarsia-Field-display');
  const reads = (label: string, text: string) =>
    shown(label).getByText(text, { exact: true }).waitFor();
  const empty = async () =>
    notebook.page.waitForFunction(
      input => (input as HTMLInputElement).value === '',
      await box('Name').elementHandle()
    );

  test('a click calls a function with inputs and state, and what listens to its end and change', async () => {
    const isToasted = await passing(app, '.intarsia-Toast', /Ada was added\./);
    await box('Name').fill('Ada');
    await button('Add').click();
    await reads('So far', 'Ada');
    await reads('Length', '3');
    await isToasted();
    // What listens to the success has emptied the field.
    await empty();
    await box('Name').fill('Grace');
    await notebook.page.keyboard.press('Enter');
    await reads('So far', 'Ada Grace');
    await reads('Length', '9');
    await empty();
  });

  test('a failure is told where the results are, and the rest goes on', async () => {
    await box('Name').fill('bad');
    await button('Add').click();
    await app.locator('.intarsia-Error', { hasText: 'Refused: Not this one.' }).waitFor();
    await reads('So far', 'Ada Grace');
    await box('Name').fill('Mary');
    await button('Add').click();
    await reads('So far', 'Ada Grace bad Mary');
    await app.locator('.intarsia-Error').waitFor({ state: 'hidden' });
  });

  test('an update hides and shows a component', async () => {
    await app.getByRole('checkbox', { name: 'Hide the length' }).check();
    await shown('Length').waitFor({ state: 'hidden' });
    await app.getByRole('checkbox', { name: 'Hide the length' }).uncheck();
    await shown('Length').waitFor();
  });

  test('what is rendered comes and goes, and keeps what was entered under its key', async () => {
    await box('Field 1').fill('one');
    await box('Field 2').fill('two');
    const slider = app.getByRole('slider', { name: 'Fields' });
    await slider.focus();
    await notebook.page.keyboard.press('ArrowRight');
    await box('Field 3').fill('three');
    assert.equal(await box('Field 1').inputValue(), 'one');
    await button('Join').click();
    await reads('So far', 'one-two-three');
    await slider.focus();
    await notebook.page.keyboard.press('Home');
    await box('Field 2').waitFor({ state: 'detached' });
    assert.equal(await box('Field 1').inputValue(), 'one');
  });

  test('a reloaded page shows the same, with what was rendered', async () => {
    await notebook.save();
    await notebook.page.reload();
    await notebook.page.locator('.jp-Notebook').waitFor({ timeout: 90_000 });
    app = notebook.app(0);
    await notebook.live(app);
    assert.equal(await box('Field 1').inputValue(), 'one');
    await button('Join').click();
    await reads('So far', 'one');
  });

  test('what a later cell adds appears, and what was entered stays', async () => {
    await box('Name').fill('Ada');
    await box('Name').press('Tab');
    await notebook.run(1);
    await shown('Loud').waitFor({ state: 'attached' });
    assert.equal(await box('Name').inputValue(), 'Ada');
    await box('Field 1').waitFor();
    assert.equal(await box('Field 1').inputValue(), 'one');
    await box('Name').fill('Grace');
    await box('Name').press('Tab');
    await reads('Loud', 'GRACE');
    await button('Join').click();
    await reads('So far', 'one');
  });

  test('axe finds nothing', async () => {
    assert.deepEqual(await inaccessible(app), []);
  });
});
