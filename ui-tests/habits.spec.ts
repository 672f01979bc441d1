import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { PNG } from 'pngjs';
import { connectBrowser } from './environment';
import { inaccessible, misplaced } from './layout';
import { CONTRAST, DARK, LIGHT, changeTheme } from './looks';
import { NotebookPage } from './notebookpage';
import { TOUR } from './tour';

/** Keys that the notebook has commands for: below, above, delete, cut, restart and more. */
const COMMANDS = 'abddxz00mycv';

const ALIVE = 'alive = globals().get("alive", 0) + 1; alive';

const LEVEL = `
from typing import Annotated
from annotated_types import Interval
from intarsia import show

def level(height: Annotated[int, Interval(ge=0, le=10)] = 4, note: str = "") -> str:
    return f"{note} {height}"

show(level)`;

/** Keys that a person holds, and what is on screen then. */
describe('habits', () => {
  let browser: Browser;
  let notebook: NotebookPage;
  let app: Locator;

  before(async () => {
    browser = await connectBrowser();
    const context = await browser.newContext({
      // As high as the app: what is out of sight is not looked at by axe.
      viewport: { width: 1412, height: 3200 },
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce'
    });
    notebook = await NotebookPage.open(
      browser,
      NotebookPage.write('tour', [TOUR, ALIVE, 'app.inputs["name"]']),
      { context }
    );
    await notebook.run(1);
    app = await notebook.show(0);
  });

  after(async () => {
    try {
      await changeTheme(notebook, LIGHT);
      await notebook.close();
    } finally {
      await browser.close();
    }
  });

  const press = (key: string) => notebook.page.keyboard.press(key);
  const box = (name: string | RegExp) => app.getByRole('textbox', { name, exact: true });
  const number = (name: string) => app.getByRole('spinbutton', { name, exact: true });
  const button = (name: string) => app.getByRole('button', { name, exact: true });
  const group = (name: string) => app.getByRole('group', { name, exact: true });
  const submit = () => app.locator('.intarsia-mod-submit');
  const answer = async (index: number) => {
    await notebook.run(index);
    return notebook.cell(index).locator('.jp-OutputArea-output').innerText();
  };
  const cells = () =>
    notebook.page.locator('.jp-Notebook .jp-Cell .jp-InputArea .cm-content').allInnerTexts();
  const prompt = () => notebook.cell(0).locator('.jp-InputPrompt').innerText();

  test('what is typed into a control is no command of the notebook', async () => {
    const before = await cells();
    const controls = app.locator(
      'input:not([type=file]):visible, textarea:visible, select:visible, [role=gridcell][tabindex="0"], button:visible:enabled'
    );
    const count = await controls.count();
    assert.ok(count > 40, `${count} controls`);
    for (let i = 0; i < count; i++) {
      const control = controls.nth(i);
      if ((await control.isEnabled()) && (await control.isVisible())) {
        await control.focus();
        await notebook.page.keyboard.type(COMMANDS);
        await press('Escape');
      }
    }
    assert.deepEqual(await cells(), before);
    assert.equal(await notebook.page.locator('.jp-Dialog').count(), 0);
    assert.equal(await answer(1), '2', 'the kernel has restarted');
    await notebook.show(0); // and all is as it was written
  });

  test('Tab goes through all controls in reading order, and each shows where it is', async () => {
    await box('Secret').focus();
    const stops: string[] = [];
    const unseen: string[] = [];
    for (;;) {
      const stop = await notebook.page.evaluate(() => {
        const node = document.activeElement as HTMLElement;
        if (!node.closest('.intarsia-App')) {
          return null;
        }
        const all = [...document.querySelectorAll('.intarsia-App *')];
        // Segments, as the group they are, and sliders draw the ring on what is seen of them.
        const ring = (element: Element, part?: string) => {
          const { boxShadow, outlineStyle } = getComputedStyle(element, part);
          return boxShadow !== 'none' || outlineStyle !== 'none';
        };
        const around =
          node.closest('.intarsia-mod-segments .intarsia-Radio-choices') ??
          node.closest(
            '.intarsia-Control, .intarsia-Radio-choice, .intarsia-Union-choice, label'
          ) ??
          node;
        const { left, top } = node.getBoundingClientRect();
        return {
          place: all.indexOf(node),
          left,
          top,
          ringed: ring(node) || ring(around) || node.matches('[type=range]'),
          name: `${node.tagName} ${node.className} ${node.getAttribute('aria-label') ?? node.textContent}`
        };
      });
      if (!stop) {
        break;
      }
      if (!stop.ringed) {
        unseen.push(stop.name);
      }
      stops.push(`${String(stop.place).padStart(5)} ${stop.name}`);
      assert.ok(stops.length < 200, 'the focus is caught');
      await press('Tab');
    }
    assert.ok(stops.length > 40, stops.join('\n'));
    assert.deepEqual(stops, [...stops].sort(), 'reading order');
    assert.deepEqual(unseen, [], 'no ring');
  });

  test('a slider that has the focus looks so', async () => {
    const track = app.locator('.intarsia-Slider-track').first();
    await box('Name').focus();
    const before = await track.screenshot();
    await app.getByRole('slider', { name: 'Level' }).focus();
    await press('ArrowRight');
    await press('ArrowLeft');
    assert.notDeepEqual(await track.screenshot(), before);
  });

  test('one of each kind, filled in by hand, comes back as what it means', async () => {
    const { page } = notebook;
    await box('Secret').fill('swordfish');
    await box('Name').fill('Grace');
    await box('Story').fill('');
    await box('Story').focus();
    await page.keyboard.type('one');
    await press('Enter');
    await page.keyboard.type('two');
    await number('Count').focus();
    await press('ArrowUp');
    await number('Size').fill('3,25');
    await app.getByRole('slider', { name: 'Level' }).focus();
    await press('End');
    await press('ArrowLeft');
    await app.getByRole('checkbox', { name: 'Agreed' }).focus();
    await press('Space');
    await app.getByRole('radio', { name: 'red' }).focus();
    await press('ArrowRight');
    await app.getByRole('combobox', { name: 'Spice' }).selectOption({ label: 'mace' });
    await app.getByRole('combobox', { name: 'Town' }).fill('wn 27');
    await press('ArrowDown');
    await press('Enter');
    await group('Days').getByRole('checkbox', { name: 'Wed' }).check();
    await app.getByLabel('Day', { exact: true }).fill('2025-02-03');
    await app.getByLabel('Hour', { exact: true }).fill('10:45');
    await app.getByLabel('Moment', { exact: true }).fill('2025-02-03T10:45');
    await box('Lasts').fill('90 s');
    await button('Add to Numbers').click();
    await page.keyboard.type('7');
    await group('Numbers').getByRole('button', { name: 'Move item 3 up' }).click();
    await group('Numbers').getByRole('button', { name: 'Remove item 1' }).click();
    await box('Prices, key 1').fill('tea');
    await button('Add to Prices').click();
    await box('Prices, key 2').fill('milk');
    await number('Prices, value 2').fill('1.5');
    await number('Place, part 1').fill('2');
    await box('Place, part 2').fill('right');
    await app.getByRole('checkbox', { name: 'Set Nick' }).check();
    await box('Nick').fill('Al');
    await app.getByRole('radio', { name: 'list[int]' }).check({ force: true });
    await group('Either').getByRole('button', { name: /^Add/ }).click();
    await page.keyboard.type('8');
    await group('Guest').getByRole('textbox', { name: 'Called' }).fill('Mary');
    await group('Home').getByRole('spinbutton', { name: 'Number' }).fill('12');
    await box('Free').fill('{"a": (1, 2)}');

    // A block of a spreadsheet, from the first cell on.
    await page.evaluate(() => navigator.clipboard.writeText('c\t10\nd\t20\ne\t30'));
    await app.getByRole('gridcell', { name: 'a' }).click();
    await press('Control+v');
    await app.getByRole('gridcell', { name: 'e' }).waitFor();

    const choose = async (
      name: string | RegExp,
      file: { name: string; mimeType: string; buffer: Buffer }
    ) => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        app.getByRole('button', { name }).click()
      ]);
      await chooser.setFiles(file);
    };
    const bytes = Buffer.alloc(3 * 1024 * 1024, 2);
    await choose(/^Document/, {
      name: 'big.bin',
      mimeType: 'application/octet-stream',
      buffer: bytes
    });
    await app.getByText('big.bin').waitFor();
    const image = new PNG({ width: 4, height: 3 });
    image.data.fill(255);
    for (let i = 0; i < image.data.length; i += 4) {
      image.data.set([200, 10, 20], i);
    }
    await choose(/^Picture/, {
      name: 'red.png',
      mimeType: 'image/png',
      buffer: PNG.sync.write(image)
    });
    const shown = app.locator('.intarsia-Image img');
    await shown.waitFor();
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLImageElement>('.intarsia-App .intarsia-Image img')
          ?.naturalWidth === 4
    );

    const executed = await prompt();
    await box('Name').focus();
    await press('Shift+Enter');
    const output = app.locator('.intarsia-Output');
    await output.filter({ hasText: 'picture =' }).waitFor();
    assert.deepEqual((await output.innerText()).trim().split('\n'), [
      "secret = 'swordfish'",
      "name = 'Grace'",
      "story = 'one\\ntwo'",
      'count = 2',
      'size = 3.25',
      'level = 9',
      'agreed = True',
      "colour = 'green'",
      "spice = 'mace'",
      "town = 'Town 27'",
      "days = ['Mon', 'Wed']",
      "day = '2025-02-03'",
      "hour = '10:45:00'",
      "moment = '2025-02-03T10:45:00'",
      'lasts = 90.0',
      'numbers = [7, 2]',
      "prices = {'tea': 2.0, 'milk': 1.5}",
      "place = (2, 'right')",
      "nick = 'Al'",
      'either = [8]',
      "guest = Guest(called='Mary', age=36, home=Address(street='Long Lane', number=12))",
      "free = {'a': (1, 2)}",
      "table = {'word': ['c', 'd', 'e'], 'n': [10, 20, 30]}",
      `document = (${bytes.length}, ${2 * bytes.length})`,
      'picture = ((4, 3), (200, 10, 20))'
    ]);
    // Shift+Enter ran the app: not the cell, and the notebook went nowhere.
    assert.equal(await prompt(), executed);
    assert.equal(await box('Name').evaluate(node => node === document.activeElement), true);
    assert.equal(
      await notebook.cell(0).evaluate(node => node.classList.contains('jp-mod-active')),
      true
    );
  });

  test('copying takes what is selected; the menu on the right button is the host’s', async () => {
    const { page } = notebook;
    const output = app.locator('.intarsia-Output .intarsia-Textbox-text');
    await output.evaluate(node => {
      const range = document.createRange();
      range.selectNodeContents(node);
      const selection = document.getSelection()!;
      selection.removeAllRanges();
      selection.addRange(range);
    });
    await press('Control+c');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^secret = 'swordfish'\s+name = 'Grace'/);
    const reads = (text: string) =>
      page.waitForFunction(
        text => (document.activeElement as HTMLInputElement).value === text,
        text
      );
    await box('Name').click();
    await press('Control+a');
    await press('Control+x');
    await reads('');
    await press('Control+v');
    await reads('Grace');
    await press('Control+v');
    await reads('GraceGrace');
    await press('Control+z');
    await reads('Grace');
    await app.locator('.intarsia-Foot').click({ button: 'right' });
    await page.getByText('Create New View for Cell Output').waitFor();
    await press('Escape');
    assert.equal((await cells()).length, 3);
  });

  test('Ctrl+S in a field saves the notebook', async () => {
    await box('Name').fill('Saved');
    const saved = notebook.page.waitForResponse(
      response => response.request().method() === 'PUT' && response.url().includes('tour.ipynb')
    );
    await press('Control+s');
    assert.equal((await saved).ok(), true);
    assert.equal(await box('Name').inputValue(), 'Saved');
    assert.equal(await box('Name').evaluate(node => node === document.activeElement), true);
    await submit().focus();
    assert.equal(await answer(2), "'Saved'");
  });

  test('axe finds nothing: filled in, wrong, and with a list open, in each theme', async () => {
    const { page } = notebook;
    await number('Count').fill('many');
    await number('Place, part 1').fill('few');
    await submit().click();
    await app.locator('.intarsia-App-attention', { hasText: '2 fields' }).waitFor();
    for (const theme of [LIGHT, DARK, CONTRAST]) {
      await changeTheme(notebook, theme);
      assert.deepEqual(await inaccessible(app), [], theme);
      assert.deepEqual(await misplaced(app), [], theme);
      await app.getByRole('combobox', { name: 'Town' }).click();
      const list = page.getByRole('listbox');
      await list.waitFor();
      assert.deepEqual(await inaccessible(list), [], `${theme}: the list`);
      await press('Escape');
      await list.waitFor({ state: 'hidden' });
    }
  });

  test('Notebook 7: arrows move a slider, Shift+Enter runs the app, keys are no commands', async () => {
    const other = await NotebookPage.open(browser, NotebookPage.write('seven', [LEVEL, ALIVE]), {
      app: 'notebook'
    });
    try {
      await other.run(1);
      const level = await other.show(0);
      const slider = level.getByRole('slider', { name: 'Height' });
      await slider.focus();
      for (const key of ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowRight']) {
        await other.page.keyboard.press(key);
      }
      assert.equal(await slider.inputValue(), '5');
      await other.page.keyboard.type(COMMANDS);
      await level.getByRole('textbox', { name: 'Note' }).fill('');
      await level.getByRole('textbox', { name: 'Note' }).pressSequentially(COMMANDS);
      await other.page.keyboard.press('Shift+Enter');
      await level.locator('.intarsia-Output', { hasText: `${COMMANDS} 5` }).waitFor();
      assert.equal(await other.page.locator('.jp-Notebook .jp-Cell').count(), 2);
      await other.run(1);
      const alive = other.cell(1).locator('.jp-OutputArea-output');
      assert.equal(await alive.innerText(), '2');
    } finally {
      await other.close();
    }
  });
});
