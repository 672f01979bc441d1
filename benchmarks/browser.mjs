/* global window */
// A Chromium, and notebooks opened in it, each in a page and a kernel that are new.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { chromium } from '../scripts/setup/chromium.mjs';
import { cell, pageScript } from './contestants.mjs';

const TASKS = ['text', 'slider'];
const PATIENCE = 120_000;
const REST = 500;
const FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--no-sandbox',
  // Gradio's page asks for fonts and scripts elsewhere: what is measured is this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'
];

export async function launch() {
  return playwright.launch({ executablePath: await chromium(), headless: true, args: FLAGS });
}

/** One notebook for each contestant, with a cell for each task. */
export function writeNotebooks(folder, contestants) {
  for (const contestant of contestants) {
    const notebook = {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
      cells: TASKS.map(task => ({
        id: task,
        cell_type: 'code',
        source: cell(contestant, task),
        metadata: {},
        outputs: [],
        execution_count: null
      }))
    };
    writeFileSync(join(folder, `${contestant.name}.ipynb`), JSON.stringify(notebook));
  }
}

/** A contestant's notebook, open in a page of its own; its kernel waits. */
export class Notebook {
  static async open(browser, server, contestant) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(PATIENCE);
    await context.addInitScript({ content: pageScript(contestant) });
    const page = await context.newPage();
    // A workspace of its own: the last one's notebook would open as well.
    const path = `lab/workspaces/${randomUUID()}/tree/${contestant.name}.ipynb`;
    await page.goto(`${server.address}/${path}?token=${server.token}`);
    await page
      .locator('.jp-CodeCell')
      .nth(TASKS.length - 1)
      .waitFor();
    await page.waitForFunction(() => {
      const session = window.jupyterapp?.shell.currentWidget?.sessionContext?.session;
      return session?.kernel?.status === 'idle' && session.kernel.connectionStatus === 'connected';
    });
    // JupyterLab asks the kernel this and that at first: nobody runs a cell in the midst of it.
    await page.evaluate(
      rest =>
        new Promise(resolve => {
          const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
          let timer = 0;
          const wait = () => {
            clearTimeout(timer);
            timer = setTimeout(() => {
              kernel.anyMessage.disconnect(wait);
              window.requestIdleCallback(resolve);
            }, rest);
          };
          kernel.anyMessage.connect(wait);
          wait();
        }),
      REST
    );
    return new Notebook(contestant, context, page);
  }

  constructor(contestant, context, page) {
    this.contestant = contestant;
    this.context = context;
    this.page = page;
  }

  /** Run a task's cell, and wait until its output has the element; give that element. */
  async run(task, selector) {
    const place = `.jp-Cell[data-windowed-list-index="${TASKS.indexOf(task)}"]`;
    await this.page.locator(`${place} .cm-content`).click();
    await this.page.keyboard.press('Shift+Enter');
    const output = this.page.locator(`${place} .jp-Cell-outputWrapper`);
    if (!this.contestant.frame) {
      const element = output.locator(selector).first();
      await element.waitFor();
      this.frame = this.page.mainFrame();
      this.result = `${place} ${this.contestant.result.replaceAll(', ', `, ${place} `)}`;
      return element;
    }
    const iframe = await output.locator('iframe').first().elementHandle();
    this.frame = await iframe.contentFrame();
    this.result = this.contestant.result;
    const element = this.frame.locator(selector).first();
    await element.waitFor();
    return element;
  }

  /** Forget the keys and results so far. */
  restart() {
    return this.frame.evaluate(selector => window.benchmark.restart(selector), this.result);
  }

  /** Wait until a result with this text is painted. */
  until(text) {
    return this.frame.evaluate(part => window.benchmark.until(part), text);
  }

  /** What the page wrote down: {appeared, events, keys, results}. */
  trace() {
    return this.frame.evaluate(() => {
      const { appeared, events, keys, results } = window.benchmark;
      return { appeared, events, keys, results };
    });
  }

  /** When the cell was executed: the last Enter in the page itself. */
  executed() {
    return this.page.evaluate(
      () => window.benchmark.keys.filter(({ key }) => key === 'Enter').at(-1).time
    );
  }

  /** The extensions' files that were loaded until now: {file, atStart}. */
  scripts() {
    return this.page.evaluate(() => window.benchmark.scripts());
  }

  async close() {
    await this.page.evaluate(() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown());
    await this.context.close();
  }
}
