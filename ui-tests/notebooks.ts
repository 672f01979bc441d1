import { after, afterEach, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { connectBrowser } from './environment';
import { NotebookPage } from './notebookpage';

/**
 * A suite's browser, and the notebooks that each of its tests opens: closed at the test's end.
 *
 * #### Notes
 * It is made within the suite, and brings the hooks along.
 */
export class Notebooks {
  constructor() {
    before(async () => {
      this._browser = await connectBrowser();
    });
    afterEach(async () => {
      for (const notebook of this._opened.splice(0)) {
        await notebook.close();
      }
    });
    after(() => this._browser?.close());
  }

  get browser(): Browser {
    return this._browser!;
  }

  /**
   * Open a notebook that the server has.
   */
  async open(path: string, options: NotebookPage.IOptions = {}): Promise<NotebookPage> {
    const notebook = await NotebookPage.open(this.browser, path, options);
    this._opened.push(notebook);
    return notebook;
  }

  /**
   * Close a notebook before the end of the test.
   */
  async close(notebook: NotebookPage): Promise<void> {
    this._opened.splice(this._opened.indexOf(notebook), 1);
    await notebook.close();
  }

  private _browser: Browser | null = null;
  private readonly _opened: NotebookPage[] = [];
}
