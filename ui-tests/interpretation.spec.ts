import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from './environment';
import { Example } from './example';
import { inaccessible } from './layout';
import { NotebookPage } from './notebookpage';

const APP = `
import intarsia as gr

WORTH = {"good": 2, "lovely": 3, "rain": -2, "not": -1}

def mood(text: str) -> dict[str, float]:
    "How glad a text is."
    good = 1 / (1 + 2.0 ** -sum(WORTH.get(word, 0) for word in text.lower().split()))
    return {"good": good, "bad": 1 - good}

app = gr.show(mood, interpretation="auto")`;

/** Why the function said that: asked for, looked at, compared, saved. */
describe('interpretation', () => {
  let browser: Browser;
  let notebook: NotebookPage;
  let app: Locator;

  before(async () => {
    browser = await connectBrowser();
    notebook = await NotebookPage.open(browser, NotebookPage.write('interpretation', [APP]));
    app = await notebook.show(0);
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  const part = (text: string) => app.locator('.intarsia-ScoreText-part', { hasText: text });
  const tab = (name: string) => app.getByRole('tab', { name, exact: true });

  test('before there is a result, there is nothing to explain', async () => {
    assert.equal(await tab('Interpretation').count(), 0);
  });

  test('one click on the tab explains the result', async () => {
    await app.locator('textarea, input').first().fill('a good day but not');
    await app.locator('.intarsia-mod-submit').click();
    await tab('Interpretation').click();
    await part('good').and(app.locator('.intarsia-mod-raises')).waitFor();
    await part('not').and(app.locator('.intarsia-mod-lowers')).waitFor();
    assert.match((await app.locator('.intarsia-ScoreNotes').textContent()) ?? '', /Leave-one-out/);
    assert.deepEqual(await inaccessible(app), []);
  });

  test('a word tells what it did, and what is said without it', async () => {
    await part('good').click();
    const told = app.locator('.intarsia-ScoreText-told');
    await told.filter({ hasText: /“good” \+0\.3.*without it good 0\.3/ }).waitFor();
    assert.equal(await part('good').getAttribute('aria-pressed'), 'true');
    await notebook.page.keyboard.press('End');
    await told.filter({ hasText: '“not” \u2212' }).waitFor();
  });

  test('another target stands in a tab beside it', async () => {
    await app.getByRole('combobox', { name: 'Explain' }).selectOption('bad');
    await tab('bad').waitFor();
    await part('not').and(app.locator('.intarsia-mod-raises')).waitFor();
    await tab('good').click();
    await part('not').and(app.locator('.intarsia-mod-lowers')).waitFor();
  });

  test('the two stand side by side', async () => {
    const menu = app.getByRole('combobox', { name: 'Compare with' });
    await menu.selectOption('bad');
    const columns = app.locator('.intarsia-Comparison-column');
    await columns.nth(1).waitFor();
    assert.deepEqual(
      await columns.evaluateAll(nodes => nodes.map(node => node.getAttribute('aria-label'))),
      ['bad', 'good']
    );
    await part('not').and(app.locator('.intarsia-mod-raises')).waitFor();
    await part('not').and(app.locator('.intarsia-mod-lowers')).waitFor();
    assert.deepEqual(await inaccessible(app), []);
    await menu.selectOption('nothing');
    await columns.nth(1).waitFor({ state: 'detached' });
    assert.equal(await columns.count(), 1);
  });

  test('other inputs make it one of earlier ones, until it is asked for again', async () => {
    await app.locator('textarea, input').first().fill('a lovely day');
    await app.locator('.intarsia-mod-submit').click();
    await app.getByText('This is of earlier inputs.').waitFor();
    await app.locator('.intarsia-ExplanationTools-line button').click();
    await part('lovely').and(app.locator('.intarsia-mod-raises')).waitFor();
    await app.getByText('This is of earlier inputs.').waitFor({ state: 'hidden' });
  });

  test('one that is kept stands beside that of other inputs, with what differs', async () => {
    await app.getByRole('button', { name: 'Keep to compare' }).click();
    await app.locator('textarea, input').first().fill('a lovely day but rain');
    await app.locator('.intarsia-mod-submit').click();
    await app.getByText('This is of earlier inputs.').waitFor();
    await app.locator('.intarsia-ExplanationTools-line button').click();
    const columns = app.locator('.intarsia-Comparison-column');
    await columns.and(app.getByLabel('Now: “a lovely day but rain”', { exact: true })).waitFor();
    assert.deepEqual(
      await columns.evaluateAll(nodes => nodes.map(node => node.getAttribute('aria-label'))),
      ['Kept: “a lovely day”', 'Now: “a lovely day but rain”']
    );
    const row = app.locator('.intarsia-Comparison-table tr', { hasText: '“rain”' });
    await row.filter({ hasText: /\u22120\.\d+\s*\u22120\.\d+$/ }).waitFor();
    const [left, right] = await columns.evaluateAll(nodes =>
      nodes.map(node => node.getBoundingClientRect().toJSON() as { left: number; top: number })
    );
    assert.ok(right.left > left.left);
    assert.equal(right.top, left.top);
    assert.deepEqual(await inaccessible(app), []);
  });

  test('in a narrow output they stand below each other', async () => {
    const style = await notebook.page.addStyleTag({
      content: '.intarsia-Renderer { flex: none !important; width: 330px !important }'
    });
    const tops = app.locator('.intarsia-Comparison-column');
    await notebook.page.waitForFunction(() => {
      const [one, other] = document.querySelectorAll('.intarsia-Comparison-column');
      return other.getBoundingClientRect().top >= one.getBoundingClientRect().bottom;
    });
    assert.equal(await tops.count(), 2);
    assert.ok(await app.evaluate(node => node.scrollWidth <= node.clientWidth));
    await style.evaluate(node => (node as Element).remove());
  });

  test('it is let go, by keys alone', async () => {
    await app.getByRole('button', { name: 'Remove' }).focus();
    await notebook.page.keyboard.press('Enter');
    await app.locator('.intarsia-Comparison-table').waitFor({ state: 'detached' });
    const keep = app.getByRole('button', { name: 'Keep to compare' });
    await keep.and(app.locator(':focus')).waitFor();
  });

  test('it is tested how faithful it is', async () => {
    await app.getByRole('button', { name: 'How faithful is it?' }).click();
    await app.getByText(/^The scores tell .*: \d+ % of \d+ random orders do as well\.$/).waitFor();
    assert.equal(await app.locator('.intarsia-ScoreFidelity svg path.own').count(), 2);
    assert.deepEqual(await inaccessible(app), []);
  });

  test('saved, it can be read without a kernel, and says that it is of earlier inputs', async () => {
    const run = app.locator('.intarsia-Foot-number');
    const before = await run.innerText();
    await app.locator('textarea, input').first().fill('a rainy day');
    await app.locator('.intarsia-mod-submit').click();
    await app.getByText('This is of earlier inputs.').waitFor();
    await run.filter({ hasNotText: new RegExp(`^${before}$`) }).waitFor();
    await app.locator('.intarsia-Foot-words', { hasText: 'Done' }).waitFor();
    await notebook.save();
    const { path } = notebook;
    await notebook.shutDown();
    await app.locator('.intarsia-Notice', { hasText: 'The kernel has stopped' }).waitFor();
    const again = await NotebookPage.open(browser, path);
    try {
      const shown = again.app(0);
      await shown.getByText('This kernel does not know the app').waitFor();
      await shown.getByRole('tab', { name: 'Interpretation', exact: true }).click();
      const word = shown.locator('.intarsia-ScoreText-part', { hasText: 'lovely' });
      await word.and(shown.locator('.intarsia-mod-raises')).waitFor();
      await word.click();
      await shown.getByText(/without it good/).waitFor();
      await shown.getByText('This is of earlier inputs.').waitFor();
      // Nothing can be asked, and nothing offers to.
      assert.equal(await shown.getByRole('combobox', { name: 'Explain' }).isVisible(), false);
      assert.equal(await shown.getByText('Explain again').isVisible(), false);
    } finally {
      await again.page.close();
    }
  });
});

const SLOW = `
import threading
import intarsia as gr

calls, held = [], threading.Event()

def price(rooms: int = 3, garden: bool = True) -> float:
    calls.append(rooms)
    while len(calls) > 6 and not held.wait(0.01):
        pass
    return 100.0 * rooms + 50.0 * garden

app = gr.show(price, interpretation={"method": "perturb", "every": 0})`;

const LIVE = `
def area(width: float = 2.0, height: float = 3.0) -> float:
    return width * height

app = gr.show(area, interpretation="perturb", interpretation_live=True)`;

/** On its way, and along with each run. */
describe('an explanation', () => {
  let browser: Browser;
  let notebook: NotebookPage;

  before(async () => {
    browser = await connectBrowser();
    const cells = [SLOW, LIVE];
    notebook = await NotebookPage.open(browser, NotebookPage.write('explaining', cells));
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  test('can be stopped, and stays as far as it came', async () => {
    const app = await notebook.show(0);
    await app.locator('.intarsia-mod-submit').click();
    await app.getByRole('tab', { name: 'Interpretation', exact: true }).click();
    const line = app.locator('.intarsia-ExplanationTools-line');
    await line.filter({ hasText: /Explaining · [1-9]\d* %/ }).waitFor();
    await app.locator('.intarsia-Foot-words', { hasText: /Explaining · \d+ %/ }).waitFor();
    await line.getByRole('button', { name: 'Stop' }).click();
    await line.filter({ hasText: /Stopped at \d+ %/ }).waitFor();
    assert.ok((await app.locator('.intarsia-Explanation-inputs > li').count()) > 2);
    assert.deepEqual(await inaccessible(app), []);
  });

  test('comes along with each run, with a bar at each field', async () => {
    const app = await notebook.show(1);
    await app.locator('.intarsia-mod-submit').click();
    await app.getByRole('tab', { name: 'Interpretation', exact: true }).click();
    const bars = app.locator('.intarsia-FieldScore-number');
    await bars.filter({ hasText: '+6' }).nth(1).waitFor();
    await app.getByRole('spinbutton', { name: 'Width' }).fill('4');
    await app.locator('.intarsia-mod-submit').click();
    await bars.filter({ hasText: '+12' }).nth(1).waitFor();
  });
});

const TRANSFORMER = `
import intarsia as gr
import numpy as np
import torch

torch.set_num_threads(1)
torch.manual_seed(0)
WORDS = "the film was long but music and last scene were good bad".split()
IDS = {word: at + 1 for at, word in enumerate(WORDS)}
START = len(WORDS) + 1

class Tagger(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = torch.nn.Embedding(START + 1, 16, padding_idx=0)
        layer = torch.nn.TransformerEncoderLayer(16, 2, 32, dropout=0.0, batch_first=True)
        self.encoder = torch.nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.head = torch.nn.Linear(16, 2)

    def forward(self, ids):
        return self.head(self.encoder(self.embedding(ids))[:, 0])

model = Tagger()
x = torch.tensor(np.random.default_rng(0).integers(1, START, (400, 8)))
y = (x == IDS["good"]).any(1).long()
x = torch.cat([torch.full((400, 1), START), x], 1)
optimizer = torch.optim.Adam(model.parameters(), 0.01)
for _ in range(40):
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(model(x), y).backward()
    optimizer.step()
model.eval()

def praise(text: str = "the film was long but the music was good") -> dict[str, float]:
    ids = torch.tensor([[START, *(IDS[word] for word in text.split())]])
    with torch.no_grad():
        no, yes = model(ids).softmax(1)[0].tolist()
    return {"praise": yes, "none": no}

app = gr.show(praise, interpretation={"method": "attention", "model": model})`;

const CELLAR = `
import intarsia as gr
import pandas
from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestClassifier

wine = load_wine(as_frame=True)
columns = ["alcohol", "flavanoids", "color_intensity", "proline"]
forest = RandomForestClassifier(40, random_state=0).fit(wine.data[columns], wine.target)

def cellar(bottles: pandas.DataFrame) -> dict[str, float]:
    found = forest.predict_proba(bottles.astype(float)[columns]).mean(axis=0)
    return {f"grape {at + 1}": float(share) for at, share in enumerate(found)}

some = wine.data[columns].iloc[[0, 5, 70, 150]]
app = gr.show(cellar, interpretation={"method": "shap"}, bottles=gr.Dataframe(some))`;

const SOUND = `
import wave
import intarsia as gr
import numpy as np
from sklearn.linear_model import LogisticRegression

RATE = 8000
rng = np.random.default_rng(0)

def tone(pitch, loudness):
    time = np.arange(RATE // 4) / RATE
    noise = rng.normal(0, 0.02, len(time))
    return loudness * np.sin(np.pi * time * 4) * np.sin(2 * np.pi * pitch * time) + noise

def bands(samples):
    return np.log1p([part.sum() for part in np.array_split(np.abs(np.fft.rfft(samples)) ** 2, 16)])

def call(pitch, place):
    return np.concatenate([tone(*((pitch, 0.6) if at == place else (1200, 0.2))) for at in range(4)])

pitches = {"owl": 500, "wren": 2500}
sounds = [bands(call(pitch, at)) for pitch in pitches.values() for at in range(4) for _ in range(20)]
model = LogisticRegression(max_iter=2000).fit(sounds, [bird for bird in pitches for _ in range(80)])

def bird(sound):
    return dict(zip(model.classes_, model.predict_proba([bands(sound[1])])[0].tolist()))

def explained(path):
    with wave.open(path) as file:
        sound = file.getframerate(), np.frombuffer(file.readframes(-1), "<i2") / 32768
    return gr.interpret(bird, [sound], target="wren", segments=4)

with wave.open("bird.wav", "wb") as file:
    file.setnchannels(1)
    file.setsampwidth(2)
    file.setframerate(RATE)
    heard = np.concatenate([tone(1200, 0.2), tone(2500, 0.6), tone(500, 0.3), tone(1200, 0.2)])
    file.writeframes((heard.clip(-1, 1) * 32767).astype("<i2").tobytes())

with gr.Blocks() as demo:
    file = gr.File("bird.wav", label="Sound")
    button = gr.Button("Why?")
    why = gr.Interpretation(label="What speaks for a wren")
    button.click(explained, file, why)
demo.launch()`;

const OVERALL = `
import intarsia as gr
from sklearn.datasets import load_diabetes
from sklearn.ensemble import GradientBoostingRegressor

data = load_diabetes(as_frame=True, scaled=False)
columns = ["bmi", "bp", "age"]
rows = data.data[columns].to_numpy()
model = GradientBoostingRegressor(random_state=0).fit(rows, data.target)

def progression(bmi: float = 25.0, bp: float = 90.0, age: float = 50.0) -> float:
    return float(model.predict([[bmi, bp, age]])[0])

found = gr.interpret(progression, [25, 90, 50], method="importance", background=rows[:40])
with gr.Blocks() as demo:
    gr.Interpretation(value=found, label="What counts")
demo.launch()`;

/** What is no text: real models, each display by pointer and by keys. */
describe('the displays of an explanation', () => {
  let browser: Browser;
  let notebook: NotebookPage;

  before(async () => {
    browser = await connectBrowser();
    const cells = [TRANSFORMER, CELLAR, SOUND, OVERALL];
    notebook = await NotebookPage.open(browser, NotebookPage.write('displays', cells));
  });

  after(async () => {
    try {
      await notebook?.close();
    } finally {
      await browser.close();
    }
  });

  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await notebook.page.keyboard.press(key);
    }
  };

  const explain = async (index: number): Promise<Locator> => {
    const app = await notebook.show(index);
    await app.locator('.intarsia-mod-submit').click();
    await app.getByRole('tab', { name: 'Interpretation', exact: true }).click();
    return app;
  };

  test('attention is a matrix or arcs, of a layer and a head', async () => {
    const app = await explain(0);
    const stage = app.locator('.intarsia-ScoreAttention-stage');
    await stage.focus();
    await press('End');
    const told = app.locator('.intarsia-ScoreAttention-stage + .intarsia-ScoreText-told');
    // It answers from its first token, which looks at the word that counts.
    await told.filter({ hasText: /“\[start\]” looks at “good”: \d/ }).waitFor();
    const share = /“\[start\]” looks at “good”: (\d+\.\d) %/.exec(await told.innerText());
    assert.ok(Number(share?.[1]) > 20, share?.[1]);
    await app.getByRole('combobox', { name: 'As' }).selectOption('arcs');
    await app.getByRole('combobox', { name: 'Layer' }).selectOption('1');
    await app.getByRole('combobox', { name: 'Head' }).selectOption('2');
    const arcs = stage.locator('path:not(.intarsia-mod-absent)');
    const own = await arcs.count();
    assert.ok(own > 0 && own <= 10, String(own));
    await stage.focus();
    await press('ArrowDown', 'Home');
    await told.filter({ hasText: /“the” looks at “\[start\]”: \d/ }).waitFor();
    assert.deepEqual(await inaccessible(app), []);
  });

  test('a token that is pressed is left out of the text', async () => {
    const app = notebook.app(0);
    await app.locator('.intarsia-ScoreText-part', { hasText: 'good' }).click();
    const told = app.locator('.intarsia-ScoreText > .intarsia-ScoreText-told');
    await told.filter({ hasText: /“good” .* without it praise 0\.\d+ in place of/ }).waitFor();
    const [, without, prediction] = /praise (0\.\d+) in place of (\d\.\d+)/.exec(
      await told.innerText()
    )!;
    assert.ok(Number(without) < 0.5 && Number(prediction) > 0.9, `${without} ${prediction}`);
  });

  test('a table has a bar for each column, and one that is pressed is taken away', async () => {
    const app = await explain(1);
    const columns = app.locator('.intarsia-ScoreTable .intarsia-ScoreBars-button');
    await columns.nth(3).waitFor();
    await app.getByText('Explaining').first().waitFor({ state: 'hidden' });
    await columns.first().focus();
    await press('End', 'Enter');
    const told = app.locator('.intarsia-ScoreRows-told:visible');
    await told.filter({ hasText: /proline .* without it grape 1 0\.\d+ in place of/ }).waitFor();
    await press('Escape', 'ArrowUp');
    await told.filter({ hasText: /^color_intensity [+\u2212]?0\.\d+$/ }).waitFor();
    assert.deepEqual(await inaccessible(app), []);
  });

  test('the cells of a table are told by keys', async () => {
    const app = notebook.app(1);
    await app.getByRole('combobox', { name: 'Method' }).selectOption('perturb');
    const cells = app.locator('.intarsia-ScoreTable-cells');
    await cells.waitFor();
    // Where the pointer rests does not matter, though cells still come under it.
    await cells.locator('tbody tr').nth(1).locator('td').first().hover();
    await cells.focus();
    await press('ArrowUp', 'End');
    await app
      .getByText(/proline, row 1 [+\u2212]?0\.\d+ · without it grape 1 0\.\d+ in place of/)
      .waitFor();
    assert.deepEqual(await inaccessible(app), []);
  });

  test('a sound lies on its wave, and says which stretch speaks for it', async () => {
    const app = await notebook.show(2);
    await app.getByRole('button', { name: 'Why?' }).click();
    const stretches = app.locator('.intarsia-ScoreSound-stretch');
    await stretches.nth(3).waitFor();
    await stretches.locator('path').nth(3).waitFor({ state: 'attached' });
    assert.equal(await stretches.locator('path').count(), 4);
    assert.deepEqual(
      await stretches.evaluateAll(nodes =>
        nodes.map(node => /raises|lowers/.exec(node.className)?.[0] ?? '').slice(1, 3)
      ),
      ['raises', 'lowers']
    );
    await app.locator('.intarsia-ScoreSound-stage').focus();
    await press('ArrowRight', 'ArrowRight', 'Enter');
    await app
      .getByText(/0\.25–0\.50 s \+0\.\d+ · without it wren 0\.\d+ in place of 0\.\d+/)
      .waitFor();
    assert.deepEqual(await inaccessible(app), []);
  });

  test('over a set of data: bars with intervals, how the answer goes, a point for each row', async () => {
    const app = await notebook.show(3);
    const rows = app.locator('.intarsia-Explanation-inputs > li');
    await rows.first().waitFor();
    assert.equal(await rows.count(), 3);
    const numbers = await rows.locator('.intarsia-ScoreBars-number').allInnerTexts();
    assert.deepEqual(
      numbers,
      [...numbers].sort((a, b) => Number(b) - Number(a))
    );
    assert.equal(await app.locator('.intarsia-ScoreBars-span:visible').count(), 3);
    assert.equal(await app.locator('.intarsia-ScoreCurve .band').count(), 3);
    assert.equal(await app.locator('.intarsia-ScoreSwarm').first().locator('circle').count(), 40);
    await app.locator('.intarsia-ScoreCurve-stage').first().focus();
    await press('End');
    await app.locator('.intarsia-ScoreCurve-told').first().filter({ hasText: /→ \d+/ }).waitFor();
    assert.deepEqual(await inaccessible(app), []);
  });
});

/** The notebook of examples: a text, a form, a picture. */
describe('examples/interpretation.ipynb', () => {
  let browser: Browser;
  let example: Example;

  before(async () => {
    browser = await connectBrowser();
    example = await Example.open(browser, 'interpretation');
  });

  after(async () => {
    try {
      await example?.notebook.close();
    } finally {
      await browser.close();
    }
  });

  const run = async (id: string): Promise<Locator> => {
    const app = await example.notebook.show(example.index(id));
    await app.locator('.intarsia-mod-submit').click();
    return app;
  };

  test('a sentence is of irises because of the lengths of petals', async () => {
    const app = await run('text');
    await app.getByRole('tab', { name: 'Interpretation', exact: true }).click();
    const length = app.locator('.intarsia-ScoreText-part', { hasText: 'length' });
    await length.and(app.locator('.intarsia-mod-raises')).waitFor();
    await app.getByText(/\d+ calls · /).waitFor();
  });

  test('the bars of a form lead from the mean wine to this one', async () => {
    const app = await run('form');
    await app.getByRole('tab', { name: 'Interpretation', exact: true }).click();
    const rows = app.locator('.intarsia-Explanation-inputs > li');
    await rows.filter({ hasText: 'Prediction' }).waitFor();
    assert.equal(
      await rows.first().locator('.intarsia-ScoreBars-name').innerText(),
      'Everything absent'
    );
    await app.locator('.intarsia-ScoreCurve-stage').nth(3).waitFor();
    await app.getByText('Explaining').first().waitFor({ state: 'hidden' });
    // Each row begins where the one before it ended, and the last ends at what is said.
    const numbers = (await rows.locator('.intarsia-ScoreBars-number').allInnerTexts()).map(text =>
      Number(text.replace('\u2212', '-'))
    );
    const [base, ...scores] = numbers;
    const prediction = scores.pop()!;
    const sum = scores.reduce((a, b) => a + b, base);
    assert.ok(Math.abs(sum - prediction) < 0.005, `${numbers.join(' ')}`);
    const fields = app.locator('.intarsia-FieldScore-number');
    assert.deepEqual(
      (await fields.allInnerTexts()).sort(),
      (await rows.locator('.intarsia-ScoreBars-number').allInnerTexts()).slice(1, 5).sort()
    );
    assert.deepEqual(await inaccessible(app), []);
  });

  test('an input that is pressed tells what is said without it', async () => {
    const app = example.notebook.app(example.index('form'));
    const buttons = app.locator('.intarsia-Explanation-inputs .intarsia-ScoreBars-button');
    await buttons.first().focus();
    await example.page.keyboard.press('ArrowDown');
    await example.page.keyboard.press('Enter');
    const name = await buttons.nth(1).innerText();
    await app
      .locator('.intarsia-ScoreRows-told', { hasText: name })
      .filter({ hasText: /without it grape \d 0\.\d+ in place of 0\.\d+/ })
      .waitFor();
    assert.equal(await buttons.nth(1).getAttribute('aria-pressed'), 'true');
  });

  test('the pieces of a picture are told, the strongest first', async () => {
    const app = await example.notebook.show(example.index('picture'));
    await app.getByRole('button', { name: 'Why?' }).click();
    await app.locator('.intarsia-ScorePicture-stage img').waitFor();
    await app.locator('.intarsia-ScorePicture-stage').focus();
    await example.page.keyboard.press('ArrowRight');
    await app
      .getByText(/Piece 1 of 64 by strength: [+\u2212]0\.\d+ · without it 3 0\.\d+/)
      .waitFor();
    assert.deepEqual(await inaccessible(app), []);
  });

  test('the same is told as data', async () => {
    assert.match(await example.print('code'), /unit\s+score/);
  });
});
