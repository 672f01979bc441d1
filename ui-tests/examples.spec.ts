import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { NotebookPage } from './notebookpage';

const CLICK = `
import intarsia as gr
calls = []

def shout(text):
    calls.append(text)
    return text.upper()

with gr.Blocks() as demo:
    text, out = gr.Textbox(label="Text"), gr.Textbox(label="Loud")
    gr.Examples(["abc", "def"], text, out, fn=shout, run_on_click=True)
demo.launch()`;

const EAGER = `
import intarsia as gr
calls = []

def shout(text):
    calls.append(text)
    return text.upper()

with gr.Blocks() as demo:
    text, out = gr.Textbox(label="Text"), gr.Textbox(label="Loud")
    text.submit(shout, text, out)
    gr.Examples(["abc", "def"], text, out, fn=shout, cache_examples=True)
demo.launch()`;

const SERVED = `
import intarsia as gr
towns = {"A": ["Aachen", "Ahlen"], "B": ["Bonn"]}

def look_up(letter):
    return towns[letter]

def count(*letters):
    return len(letters)

with gr.Blocks() as demo:
    gr.HTML(
        "<button>Look</button><output></output>",
        js_on_load="""
            const say = text => { element.querySelector('output').textContent = text; };
            element.querySelector('button').addEventListener('click', async () => {
                const found = await server.look_up('A');
                say(found.join(' ') + ' ' + await server.count(found));
                await server.look_up('C').catch(error => say(
                    element.querySelector('output').textContent + ' ' + error.message));
            });
        """,
        server_functions=[look_up, count],
    )
demo.launch()`;

/** Rows to try, and what a script of the author's asks the kernel. */
describe('examples', () => {
  let browser: Browser;
  const opened: NotebookPage[] = [];

  before(async () => {
    browser = await connectBrowser();
  });

  after(async () => {
    try {
      for (const notebook of opened) {
        await notebook.close();
      }
    } finally {
      await browser.close();
    }
  });

  const open = async (name: string, cells: string[]) => {
    const notebook = await NotebookPage.open(browser, NotebookPage.write(name, cells));
    opened.push(notebook);
    return notebook;
  };
  const row = (app: Locator, name: string) =>
    app.locator('.intarsia-Dataset').getByRole('button', { name });
  const loud = (app: Locator, value: string) =>
    app.locator('.intarsia-Field', { hasText: 'Loud' }).getByText(value, { exact: true }).waitFor();
  const text = (app: Locator) => app.getByRole('textbox', { name: 'Text' }).inputValue();
  const printed = async (notebook: NotebookPage, index: number) => {
    await notebook.run(index);
    return notebook.cell(index).locator('.jp-OutputArea-output').last().innerText();
  };

  test('a row that is pressed fills the inputs and runs the function', async () => {
    const notebook = await open('run-on-click', [CLICK, 'calls']);
    const app = await notebook.show(0);
    await row(app, 'def').click();
    await loud(app, 'DEF');
    assert.equal(await text(app), 'def');
    await row(app, 'abc').focus();
    await notebook.page.keyboard.press('Enter');
    await loud(app, 'ABC');
    assert.equal(await printed(notebook, 1), "['def', 'abc']");
  });

  test('results are made when the app is, kept over restarts, and made anew for new code', async () => {
    const notebook = await open('eager', [EAGER, 'calls']);
    const app = await notebook.show(0);
    assert.equal(await printed(notebook, 1), "['abc', 'def']");
    await row(app, 'def').click();
    await loud(app, 'DEF');
    assert.equal(await text(app), 'def');
    assert.equal(await printed(notebook, 1), "['abc', 'def']");

    await notebook.execute('kernelmenu:restart');
    await notebook.accept();
    await app.getByText('The kernel restarted').waitFor();
    await notebook.kernelReady();
    await app.getByRole('button', { name: 'Run this cell' }).click();
    await notebook.live(app);
    assert.equal(await printed(notebook, 1), '[]');
    await row(app, 'abc').click();
    await loud(app, 'ABC');
    assert.equal(await printed(notebook, 1), '[]');

    await notebook.cell(0).locator('.jp-InputArea .cm-content').click();
    await notebook.page.keyboard.press('Control+a');
    await notebook.page.keyboard.insertText(EAGER.replace('upper()', 'title()').trim());
    await notebook.show(0);
    assert.equal(await printed(notebook, 1), "['abc', 'def']");
    await row(app, 'abc').click();
    await loud(app, 'Abc');
  });

  test('a script calls functions in the kernel, and hears of their errors', async () => {
    const notebook = await open('served', [SERVED]);
    const app = await notebook.show(0);
    await app.getByRole('button', { name: 'Look' }).click();
    await app.getByText("Aachen Ahlen 1 'C'").waitFor();
  });
});
