import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { holdTimes, lookEverywhere } from './looks';
import { NotebookPage } from './notebookpage';
import { References } from './references';

const SETUP = `
import intarsia as gr
import pandas as pd`;

const TALK = `
SAID = [
    {"role": "user", "content": "How do the species differ?"},
    {"role": "assistant", "content": "Three species, four measures. The means of each will do.",
     "metadata": {"title": "Thought about it", "id": 1, "status": "done", "duration": 1.2}},
    {"role": "assistant", "content": "\`frame.groupby(species).mean()\` gives 3 rows of 4 columns.",
     "metadata": {"title": "Used the tool means", "id": 2, "parent_id": 1, "status": "done",
                  "log": "150 flowers", "duration": 0.3}},
    {"role": "assistant", "content": """Mostly by their **petals**:

| species | length in cm |
| --- | ---: |
| setosa | 1.46 |
| versicolor | 4.26 |
| virginica | 5.55 |

\`\`\`python
means["petal length"].round(2)
\`\`\`"""},
    {"role": "assistant", "content": "Which one shall it be?",
     "options": [{"value": name, "label": name.capitalize()} for name in ("setosa", "versicolor", "virginica")]},
]

with gr.Blocks(title="Irises") as demo:
    talk = gr.Chatbot(SAID, label="Talk", height=None, max_height=None, editable="user", feedback_options=("Like", "Dislike"))
    question = gr.Textbox(label="Question", show_label=False, placeholder="Ask something", submit_btn="Ask")
    talk.like(lambda: None)
    talk.retry(lambda: None)
    talk.undo(lambda: None)
    talk.edit(lambda: None)
    talk.option_select(lambda: None)
demo.launch()`;

const CONVERSATIONS = `
def answer(message, history):
    return f"**{len(message.split())} words.** Say more, and I count on."

gr.ChatInterface(answer, title="Counting", save_history=True, examples=["One two three", "Four five"]).launch()`;

const LINE = `
MONTHS = pd.date_range("2025-01-01", periods=12, freq="MS")
CITIES = {
    "Bergen": [2, 2, 4, 7, 11, 13, 15, 15, 12, 9, 5, 3],
    "Lyon": [4, 5, 9, 12, 16, 20, 23, 22, 18, 13, 8, 4],
    "Seville": [11, 13, 15, 17, 21, 25, 28, 28, 25, 20, 15, 12],
}
table = pd.DataFrame([
    {"month": month, "mean in °C": mean, "city": city}
    for city, means in CITIES.items() for month, mean in zip(MONTHS, means)
])
with gr.Blocks(title="Weather") as demo:
    gr.LinePlot(table, x="month", y="mean in °C", color="city", label="Temperature", height=260)
demo.launch()`;

const BAR = `
table = pd.DataFrame([
    {"quarter": f"Q{quarter}", "orders": 40 + 17 * quarter + 23 * place, "region": region}
    for place, region in enumerate(["north", "south", "west"]) for quarter in range(1, 5)
])
with gr.Blocks(title="Orders") as demo:
    gr.BarPlot(table, x="quarter", y="orders", color="region", label="Orders", height=260)
demo.launch()`;

const SCATTER = `
table = pd.DataFrame([
    {"length": 1 + kind * 1.6 + n % 5 * 0.3, "width": 0.2 + kind * 0.7 + n * 7 % 11 * 0.06, "species": species}
    for kind, species in enumerate(["setosa", "versicolor", "virginica"]) for n in range(30)
])
with gr.Blocks(title="Petals") as demo:
    gr.ScatterPlot(table, x="length", y="width", color="species", label="Petals", height=260)
demo.launch()`;

/** Pixels of the output of a telephone. */
const NARROW = 360;

describe('the look of chats and plots', () => {
  let browser: Browser;
  let notebook: NotebookPage;
  let references: References;

  before(async () => {
    browser = await connectBrowser();
    const cells = [SETUP, TALK, CONVERSATIONS, LINE, BAR, SCATTER];
    notebook = await NotebookPage.open(browser, NotebookPage.write('lookchats', cells), {
      width: 1412,
      height: 1400
    });
    references = await References.open(notebook.page);
    await holdTimes(notebook);
    await notebook.run(0);
  });

  after(async () => {
    try {
      await notebook.close();
    } finally {
      await browser.close();
    }
  });

  const all = (app: Locator, name: string) =>
    lookEverywhere(notebook, app, name, references, NARROW);
  const press = (app: Locator, name: string) =>
    app.getByRole('button', { name, exact: true }).last().click();

  test('a chat: a thought with a tool call, an answer, options', async () => {
    const app = await notebook.show(1);
    await app.getByText('Thought about it').click();
    await app.getByText('Used the tool means').click();
    await app.locator('.intarsia-ChatTurn pre').waitFor();
    await all(app, 'chat-steps');
    await press(app, 'Edit');
    await app.getByRole('textbox', { name: 'Message' }).fill('How do the irises differ?');
    await all(app, 'chat-edit');
  });

  test('several conversations', async () => {
    const app = await notebook.show(2);
    const say = async (text: string, answered: string) => {
      await app.getByRole('textbox', { name: 'Message' }).fill(text);
      await app.getByRole('textbox', { name: 'Message' }).press('Enter');
      await app.locator('.intarsia-Chatbot').getByText(answered).first().waitFor();
      await app.locator('.intarsia-Dataset').getByText(text).waitFor();
      await app.locator('.intarsia-ChatTurn.intarsia-mod-growing').waitFor({ state: 'detached' });
    };
    await all(app, 'chat-beginning');
    await say('What is counted here, and since when?', '7 words.');
    await press(app, 'New chat');
    await app.locator('.intarsia-ChatTurn').first().waitFor({ state: 'detached' });
    await say('Words, words, words', '3 words.');
    await all(app, 'chat-conversations');
  });

  for (const [index, name] of ['line', 'bar', 'scatter'].entries()) {
    test(`a plot: ${name}`, async () => {
      const app = await notebook.show(3 + index);
      await app.locator('.intarsia-NativePlot svg, .intarsia-NativePlot canvas').first().waitFor();
      await all(app, `plots-${name}`);
    });
  }
});
