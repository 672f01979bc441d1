import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { inaccessible } from './layout';
import { NotebookPage } from './notebookpage';

const CHAT = `
import intarsia as gr

def answer(message, history):
    return f"{len(history)} before: {message[::-1]}"

gr.ChatInterface(answer, title="Echo", save_history=True, flagging_mode="manual").launch()`;

const PAGES = `
import intarsia as gr

def fail():
    raise gr.Error("Not so soon.", title="Wait", duration=1)

def following(n):
    return n + 1

with gr.Blocks(title="Pages") as demo:
    mend = gr.Button("Mend")
    text = gr.Textbox("broken", label="Text", buttons=["copy", mend])
    mend.click(lambda: "mended", None, text)
    gr.Button("Fail").click(fail)
    counter = gr.HTML(
        0,
        html_template="<button>Count</button> <b>\${value}</b>",
        js_on_load="""element.onclick = async () => {
            props.value = await server.following(props.value);
            trigger('counted');
        };""",
        server_functions=[following],
        label="Counter",
    )
    seen = gr.Textbox(label="Seen")
    counter.counted(lambda n: f"{n} seen", counter, seen)
with demo.route("More"):
    gr.Markdown("The other page.")
demo.launch()`;

/** Conversations that are kept, and parts of apps that Gradio's users know. */
describe('chat', () => {
  let browser: Browser;
  let notebook: NotebookPage;
  let chat: Locator;
  let pages: Locator;

  before(async () => {
    browser = await connectBrowser();
    notebook = await NotebookPage.open(browser, NotebookPage.write('chat', [CHAT, PAGES]), {
      height: 1600
    });
    chat = await notebook.show(0);
    pages = await notebook.show(1);
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  const say = async (text: string): Promise<void> => {
    const box = chat.getByRole('textbox', { name: 'Message' });
    await box.fill(text);
    await box.press('Enter');
  };
  const listed = (text: string): Locator =>
    chat.locator('.intarsia-Dataset').getByText(text, { exact: true });
  const said = (text: string): Locator =>
    chat.locator('.intarsia-Chatbot').getByText(text, { exact: true });

  test('a person has several conversations, and goes back to one', async () => {
    await say('first');
    await said('0 before: tsrif').waitFor();
    await listed('first').waitFor();
    await chat.getByRole('button', { name: 'New chat' }).click();
    await said('0 before: tsrif').waitFor({ state: 'detached' });
    await say('second');
    await said('0 before: dnoces').waitFor();
    await listed('second').waitFor();
    await listed('first').click();
    await said('0 before: tsrif').waitFor();
    await say('third');
    await said('2 before: driht').waitFor();
  });

  test('the conversations are there again after the cell was run again', async () => {
    chat = await notebook.show(0);
    await listed('second').waitFor();
    await listed('first').click();
    await said('2 before: driht').waitFor();
    assert.deepEqual(await inaccessible(chat), []);
  });

  test('a button of the app stands at the field that it belongs to', async () => {
    const field = pages.locator('.intarsia-Textbox', { hasText: 'Text' }).first();
    await field.getByRole('button', { name: 'Mend' }).click();
    await field.getByText('mended', { exact: true }).waitFor();
  });

  test("an author's script counts, and tells the function", async () => {
    await pages.getByRole('button', { name: 'Count' }).click();
    await pages.getByText('1 seen', { exact: true }).waitFor();
    await pages.getByRole('button', { name: 'Count' }).click();
    await pages.getByText('2 seen', { exact: true }).waitFor();
  });

  test('a failure is shown as long as its author says', async () => {
    // Watched in the page: it is there for a second.
    const shown = await pages.evaluateHandle(app => {
      const shown = { begin: 0, end: 0 };
      const look = () => {
        const isThere = [...app.querySelectorAll('.intarsia-Error')].some(
          node => node.textContent?.includes('Not so soon.') && node.checkVisibility()
        );
        if (isThere && shown.begin === 0) {
          shown.begin = performance.now();
        } else if (!isThere && shown.begin > 0 && shown.end === 0) {
          shown.end = performance.now();
        }
      };
      const watched = { subtree: true, childList: true, characterData: true, attributes: true };
      new MutationObserver(look).observe(app, watched);
      return shown;
    });
    await pages.getByRole('button', { name: 'Fail' }).click();
    await notebook.page.waitForFunction(shown => shown.end > 0, shown);
    const { begin, end } = await shown.jsonValue();
    assert.ok(end - begin > 900, `${end - begin} ms`);
  });

  test('another page is reached by its tab', async () => {
    await pages.getByRole('tab', { name: 'More' }).click();
    await pages.getByText('The other page.').waitFor();
    assert.deepEqual(await inaccessible(pages), []);
  });
});
