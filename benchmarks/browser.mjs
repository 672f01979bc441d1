/* global window */
// A Chromium, and notebooks opened in it, each in a page and a kernel that are new.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { chromium } from '../scripts/setup/chromium.mjs';
import { cell, pageScript, takesPart } from './contestants.mjs';

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

/** One notebook for each case and contestant, with a cell for each task. */
export function writeNotebooks(folder, cases, contestants) {
  for (const { name, tasks } of cases) {
    for (const contestant of contestants.filter(each => takesPart(each, tasks))) {
      const notebook = {
        nbformat: 4,
        nbformat_minor: 5,
        metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
        cells: tasks.map(task => ({
          id: task,
          cell_type: 'code',
          source: cell(contestant, task),
          metadata: {},
          outputs: [],
          execution_count: null
        }))
      };
      writeFileSync(join(folder, file(contestant, name)), JSON.stringify(notebook));
    }
  }
}

function file(contestant, name) {
  return `${contestant.name}-${name}.ipynb`;
}

/** A contestant's notebook, open in a page of its own; its kernel waits. */
export class Notebook {
  static async open(browser, server, contestant, { name, tasks }) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(PATIENCE);
    await context.addInitScript({ content: pageScript(contestant, tasks) });
    const page = await context.newPage();
    // A workspace of its own: the last one's notebook would open as well.
    const path = `lab/workspaces/${randomUUID()}/tree/${file(contestant, name)}`;
    await page.goto(`${server.address}/${path}?token=${server.token}`);
    await page
      .locator('.jp-CodeCell')
      .nth(tasks.length - 1)
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
    return new Notebook(server, contestant, tasks, context, page);
  }

  constructor(server, contestant, tasks, context, page) {
    this.server = server;
    this.contestant = contestant;
    this.tasks = tasks;
    this.context = context;
    this.page = page;
  }

  /** Run a task's cell, and wait until its output has the element; give that element. */
  async run(task, selector, result = this.contestant.result) {
    const place = this._place(task);
    await this.page.locator(`${place} .cm-content`).click();
    await this.page.keyboard.press('Shift+Enter');
    const output = this.page.locator(`${place} .jp-Cell-outputWrapper`);
    this.region = output;
    this.place = `${place} .jp-Cell-outputWrapper`;
    this.frame = this.page.mainFrame();
    if (this.contestant.frame) {
      const iframe = await output.locator('iframe').first().elementHandle();
      this.frame = await iframe.contentFrame();
      this.region = this.frame;
      this.place = 'body';
    }
    this.result = `${this.place} ${result.replaceAll(', ', `, ${this.place} `)}`;
    const element = this.region.locator(selector).first();
    await element.waitFor();
    return element;
  }

  /** Run a task's cell; give the milliseconds until so many elements of it are painted. */
  async paint(task, selector, count) {
    const place = `${this._place(task)} .jp-Cell-outputWrapper`;
    await this.page.locator(`${this._place(task)} .cm-content`).click();
    const painted = this.page.evaluate(
      options => window.benchmark.count(options).then(time => time),
      { place, selector, count }
    );
    await this.page.keyboard.press('Shift+Enter');
    return (await painted) - (await this.executed());
  }

  /** Press a button of the output; give what then is seen of a result: see page/stream.js. */
  async stream(button, watched) {
    const seen = this.frame.evaluate(options => window.benchmark.watch(options), {
      place: this.place,
      ...watched
    });
    await this.press(button);
    return seen;
  }

  /** Press a button of the output. */
  async press(name) {
    await this.region.getByRole('button', { name, exact: true }).click();
  }

  _place(task) {
    return `.jp-Cell[data-windowed-list-index="${this.tasks.indexOf(task)}"]`;
  }

  /** Forget the keys and results so far. */
  restart() {
    return this.frame.evaluate(selector => window.benchmark.restart(selector), this.result);
  }

  /** Look at no results any more: where much changes, that takes time. */
  rest() {
    return this.frame.evaluate(() => window.benchmark.restart(null));
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

  /** End the kernel as well: not by the page, which may be too busy to hear of it. */
  async close() {
    const { address, token } = this.server;
    const ask = (path, method) =>
      fetch(`${address}/api/sessions${path}`, {
        method,
        headers: { Authorization: `token ${token}` }
      });
    for (const { id } of await (await ask('', 'GET')).json()) {
      await ask(`/${id}`, 'DELETE');
    }
    await this.context.close();
  }
}
