import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { environment } from './environment';
import { DARK, LIGHT, changeTheme, holdTimes, look } from './looks';
import { NotebookPage } from './notebookpage';
import { References } from './references';

/**
 * One notebook of examples/, whose cells are known by their ids.
 */
export class Example {
  static async open(browser: Browser, name: string, height = 1400): Promise<Example> {
    const path = `examples/${name}.ipynb`;
    const text = readFileSync(join(environment.repository, path), 'utf8');
    const { cells } = JSON.parse(text) as { cells: { id: string; outputs?: unknown[] }[] };
    // They are handed out as they are written: what comes out is the reader's.
    assert.ok(
      cells.every(cell => (cell.outputs ?? []).length === 0),
      `${path} holds outputs.`
    );
    const notebook = await NotebookPage.open(browser, path, { height });
    return new Example(
      notebook,
      name,
      cells.map(cell => cell.id)
    );
  }

  private constructor(
    readonly notebook: NotebookPage,
    private readonly _name: string,
    private readonly _ids: ReadonlyArray<string>
  ) {}

  get page(): Page {
    return this.notebook.page;
  }

  /** The place of a cell. */
  index(id: string): number {
    const index = this._ids.indexOf(id);
    assert.ok(index >= 0, `There is no cell "${id}".`);
    return index;
  }

  /** Run a cell, and return what drives its app. */
  async show(id: string): Promise<Shown> {
    return new Shown(await this.notebook.show(this.index(id)), this.page);
  }

  /** Run a cell, and return what it printed. */
  async print(id: string): Promise<string> {
    await this.notebook.run(this.index(id));
    return this.notebook.cell(this.index(id)).locator('.jp-OutputArea-output').innerText();
  }

  /**
   * Compare apps with their reviewed pictures, in light and in dark; measure them, and let
   * axe look at them.
   */
  async compare(apps: Readonly<Record<string, Shown>>): Promise<void> {
    const references = await References.open(this.page);
    await holdTimes(this.notebook);
    try {
      for (const [theme, suffix] of [
        [LIGHT, 'light'],
        [DARK, 'dark']
      ]) {
        await changeTheme(this.notebook, theme);
        for (const [name, { app }] of Object.entries(apps)) {
          await look(app, `${this._name}-${name}-${suffix}`, references);
        }
      }
    } finally {
      await changeTheme(this.notebook, LIGHT);
    }
  }

  /**
   * Compare an app with its reviewed pictures in outputs of other widths.
   */
  async compareWidths(shown: Shown, name: string, widths: ReadonlyArray<number>): Promise<void> {
    const references = await References.open(this.page);
    await holdTimes(this.notebook);
    const size = this.page.viewportSize()!;
    await this.page.setViewportSize({ width: Math.max(...widths) + 440, height: size.height });
    const style = await this.page.addStyleTag({ content: '/* a width, below */' });
    for (const width of widths) {
      await style.evaluate((node, width) => {
        node.textContent = `.intarsia-Renderer { flex: none !important; width: ${width}px !important }`;
      }, width);
      await look(shown.app, `${this._name}-${name}-${width}`, references);
    }
    await style.evaluate(node => (node as Element).remove());
    await this.page.setViewportSize(size);
  }

  close(): Promise<void> {
    return this.notebook.close();
  }
}

/**
 * A live app, its parts found by what a person calls them.
 */
export class Shown {
  constructor(
    readonly app: Locator,
    readonly page: Page
  ) {}

  box(name: string): Locator {
    return this.app.getByRole('textbox', { name, exact: true });
  }

  slider(name: string): Locator {
    return this.app.getByRole('slider', { name, exact: true });
  }

  number(name: string): Locator {
    return this.app.getByRole('spinbutton', { name, exact: true });
  }

  button(name: string): Locator {
    return this.app.getByRole('button', { name, exact: true });
  }

  /** Everything of the component with this label. */
  field(label: string): Locator {
    return this.app
      .locator('.intarsia-Field')
      .filter({ has: this.page.locator(`.intarsia-Field-label:text-is("${label}")`) })
      .last();
  }

  /** Wait until what is shown under a label is this, and nothing else. */
  async reads(label: string, words: string | RegExp): Promise<void> {
    const shown = this.field(label).locator('.intarsia-Field-display');
    await this._settle(shown, words, label);
  }

  /** Wait until the winner of a Label is this. */
  async wins(label: string, words: string | RegExp): Promise<void> {
    await this._settle(this.field(label).locator('.intarsia-Label-winner'), words, label);
  }

  /** Move a slider by keys. */
  async slide(name: string, ...keys: string[]): Promise<void> {
    await this.slider(name).focus();
    for (const key of keys) {
      await this.page.keyboard.press(key);
    }
  }

  private async _settle(shown: Locator, words: string | RegExp, label: string): Promise<void> {
    const wanted = typeof words === 'string' ? Shown.exactly(words) : words;
    try {
      await shown.filter({ hasText: wanted }).waitFor();
    } catch {
      const said = (await shown.allInnerTexts()).join(' | ');
      assert.fail(`"${label}" shows "${said}", not ${String(wanted)}.`);
    }
  }

  private static exactly(words: string): RegExp {
    return new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
  }
}
