import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page, WebSocketRoute } from 'playwright-core';
import { WRITTEN, environment, page as address } from './environment';
import { keepPictures, pictures } from './failures';

interface IExposedKernel {
  status: string;
  connectionStatus: string;
  requestExecute(content: { code: string; store_history: boolean }): {
    readonly done: Promise<unknown>;
    onIOPub: (message: { content: { text?: string; evalue?: string } }) => void;
  };
}

interface ICommandExecuted {
  id: string;
  result: Promise<unknown>;
}

type CommandSlot = (sender: unknown, executed: ICommandExecuted) => unknown;

/** What of the host's application object is looked at. */
interface IExposedApp {
  commands: {
    execute(id: string, args?: object): Promise<unknown>;
    commandExecuted: { connect(slot: CommandSlot): void; disconnect(slot: CommandSlot): void };
  };
  shell: {
    currentWidget?: {
      content: { notebookConfig: object };
      sessionContext?: {
        isReady: boolean;
        session?: { kernel?: IExposedKernel };
      };
    };
  };
}

/**
 * One notebook in one JupyterLab, driven as a person does.
 *
 * Whatever the page says that a person would call an error is kept in `complaints`;
 * `close` fails when there are any.
 */
export class NotebookPage {
  /**
   * Open a notebook that the server has; a fresh browser context unless one is given.
   */
  static async open(
    browser: Browser,
    path: string,
    options: NotebookPage.IOptions = {}
  ): Promise<NotebookPage> {
    const context =
      options.context ??
      (await browser.newContext({
        viewport: { width: options.width ?? 1280, height: options.height ?? 1000 },
        reducedMotion: 'reduce'
      }));
    const page = await context.newPage();
    const notebook = new NotebookPage(page, context, path);
    try {
      await notebook._go(options);
    } catch (error) {
      await pictures(`opening ${path}`);
      throw error;
    }
    return notebook;
  }

  /**
   * Write a notebook with these cells into the served folder, and return its path.
   */
  static write(name: string, cells: ReadonlyArray<string>, kernel: string = 'python3'): string {
    const path = `${WRITTEN}/${name}.ipynb`;
    const file = join(environment.folder, path);
    if (existsSync(file)) {
      throw new Error(`Another test has written ${path}: both would have the same kernel.`);
    }
    mkdirSync(dirname(file), { recursive: true });
    const notebook = {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {
        kernelspec: { name: kernel, display_name: 'Python 3', language: 'python' }
      },
      cells: cells.map((source, i) => ({
        id: `cell-${i}`,
        cell_type: 'code',
        source,
        metadata: {},
        outputs: [],
        execution_count: null
      }))
    };
    writeFileSync(file, JSON.stringify(notebook));
    return path;
  }

  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    readonly path: string
  ) {
    page.on('console', message => {
      if (message.type() === 'error' && !NotebookPage.harmless(message.text())) {
        this.complaints.push(message.text());
      }
    });
    page.on('pageerror', error => {
      if (!page.url().includes('/notebooks/') || !NotebookPage.ofNotebook7(String(error))) {
        this.complaints.push(String(error));
      }
    });
  }

  private async _go(options: NotebookPage.IOptions): Promise<void> {
    const { page, path } = this;
    options.watch?.(page);
    if (options.sockets === 'ours') {
      await this._routeSockets();
    }
    const kind = options.app === 'notebook' ? 'notebooks' : 'lab/tree';
    // A workspace of its own keeps what other tests have open out of this one.
    const workspace = `w${Math.random().toString(36).slice(2)}`;
    const route =
      kind === 'lab/tree' ? `lab/workspaces/${workspace}/tree/${path}` : `notebooks/${path}`;
    await page.goto(address(route, options.server));
    await page.locator('.jp-Notebook').waitFor({ timeout: 90_000 });
    if (options.kernel !== 'none') {
      await this.kernelReady();
    }
  }

  /** What the host itself says without being asked. */
  private static harmless(text: string): boolean {
    // "Comm not found" is the host seeing what another browser's comm is told.
    // The host restores its debugger when a kernel restarts, and may be too late for it.
    return /Could not restore the debugger state|Comm not found|favicon|Failed to load resource|news|\/lsp\/|WebSocket connection|_jupyter_lsp/.test(
      text
    );
  }

  /** What Notebook 7 complains of itself, on its own pages of notebooks. */
  private static ofNotebook7(text: string): boolean {
    return /reading 'schema'|Command 'filebrowser:open-path' not registered/.test(text);
  }

  readonly complaints: string[] = [];

  /**
   * Wait until the kernel has started and does nothing.
   */
  async kernelReady(): Promise<void> {
    await this.page.waitForFunction(
      () => {
        const app = (window as unknown as { jupyterapp?: IExposedApp }).jupyterapp;
        const context = app?.shell.currentWidget?.sessionContext;
        const kernel = context?.session?.kernel;
        return (
          context?.isReady && kernel?.connectionStatus === 'connected' && kernel.status === 'idle'
        );
      },
      undefined,
      { timeout: 90_000 }
    );
  }

  cell(index: number): Locator {
    return this.page.locator('.jp-Notebook .jp-Cell').nth(index);
  }

  /** The apps in a cell's output. */
  app(index: number): Locator {
    return this.cell(index).locator('.intarsia-App');
  }

  /**
   * Run a cell with the keyboard, and do not wait for it.
   */
  async start(index: number): Promise<void> {
    const input = this.cell(index).locator('.jp-InputArea .cm-content');
    await input.scrollIntoViewIfNeeded();
    await input.click();
    await this.page.keyboard.press('Control+Enter');
  }

  /**
   * Run a cell and wait until it has ended.
   */
  async run(index: number): Promise<void> {
    const prompt = this.cell(index).locator('.jp-InputPrompt');
    const before = (await prompt.textContent()) ?? '';
    await this.start(index);
    await this.page.waitForFunction(
      ({ node, before }) => {
        const now = node?.textContent ?? '';
        return /\[\d+\]/.test(now) && now !== before;
      },
      { node: await prompt.elementHandle(), before },
      { timeout: 90_000 }
    );
  }

  /**
   * Run a cell and return its app, once it is live.
   */
  async show(index: number): Promise<Locator> {
    await this.run(index);
    const app = this.app(index).first();
    await app.waitFor({ timeout: 30_000 });
    await this.live(app);
    return app;
  }

  /**
   * Wait until an app is connected to its kernel.
   */
  async live(app: Locator): Promise<void> {
    await app.and(this.page.locator('[data-connection="live"]')).waitFor({ timeout: 90_000 });
  }

  /**
   * Save with the keyboard, and wait until that is done.
   *
   * #### Notes
   * A notebook that looks saved, as the host saves by itself, is written as well: with what its
   * apps show.
   */
  async save(): Promise<void> {
    const written = this.page.waitForRequest(
      request => request.method() === 'PUT' && /\/api\/contents\/.*\.ipynb/.test(request.url())
    );
    // After the file comes its checkpoint: until that is made, the host takes no further save.
    const command = await this.page.evaluateHandle(() => {
      const { commands } = (window as unknown as { jupyterapp: IExposedApp }).jupyterapp;
      const command = { isOver: false };
      const hear = async (sender: unknown, { id, result }: ICommandExecuted) => {
        if (/:save(-notebook)?$/.test(id)) {
          commands.commandExecuted.disconnect(hear);
          await result;
          command.isOver = true;
        }
      };
      commands.commandExecuted.connect(hear);
      return command;
    });
    await this.page.keyboard.press('Control+s');
    await written;
    await this.page.waitForFunction(command => command.isOver, command);
    await this.page.waitForFunction(() => !document.querySelector('.jp-mod-dirty'));
  }

  /** Change the size of the window, and wait until all is laid out anew and stays so. */
  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
    await this.page.evaluate(async width => {
      const sizes = () =>
        [...document.querySelectorAll('.jp-Notebook, .intarsia-App')].map(node => {
          const { left, width, height } = node.getBoundingClientRect();
          return `${left} ${width} ${height}`;
        });
      for (let before = '', still = 0; still < 5;) {
        await new Promise(requestAnimationFrame);
        const now = `${window.innerWidth === width} ${String(sizes())}`;
        still = now === before && now.startsWith('true') ? still + 1 : 0;
        before = now;
      }
    }, width);
  }

  /** Interrupt the kernel, and wait until it has been. */
  async interrupt(): Promise<void> {
    await this._ask('kernelmenu:interrupt', 'POST', '/interrupt');
  }

  /** Shut the kernel down, and wait until it has been: until then its notebook opens on it. */
  async shutDown(): Promise<void> {
    await this._ask('kernelmenu:shutdown', 'DELETE', '/api/sessions/');
  }

  /** Run a command of the host that asks something of the server, and wait for the answer. */
  private async _ask(command: string, method: string, url: string): Promise<void> {
    const done = this.page.waitForResponse(
      answer => answer.request().method() === method && answer.url().includes(url)
    );
    await this.execute(command);
    await done;
  }

  /** Select a cell, so that the notebook's own keys work. */
  async select(index: number): Promise<void> {
    await this.cell(index).locator('.jp-InputPrompt').click();
  }

  /**
   * Run a command of the host, as one of its menus does, and do not wait for its end.
   */
  async execute(command: string, args: object = {}): Promise<void> {
    await this.page.evaluate(
      ({ command, args }) => {
        const app = (window as unknown as { jupyterapp: IExposedApp }).jupyterapp;
        void app.commands.execute(command, args);
      },
      { command, args }
    );
  }

  /** Let the notebook hold only those cells in the page that are on screen. */
  async windowed(): Promise<void> {
    await this.page.evaluate(() => {
      const app = (window as unknown as { jupyterapp: IExposedApp }).jupyterapp;
      const { content } = app.shell.currentWidget!;
      content.notebookConfig = { ...content.notebookConfig, windowingMode: 'full' };
    });
  }

  /** Let the page believe that it is behind another one of the browser's, or in front again. */
  async hide(isHidden: boolean): Promise<void> {
    await this.page.evaluate(
      state => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      },
      isHidden ? 'hidden' : 'visible'
    );
  }

  /**
   * Run code in the kernel, of no cell, and return what it prints. It is the kernel of the
   * notebook that was in front when this was first called.
   */
  async inKernel(code: string): Promise<string> {
    return this.page.evaluate(async code => {
      const page = window as unknown as { jupyterapp: IExposedApp; testKernel?: IExposedKernel };
      page.testKernel ??= page.jupyterapp.shell.currentWidget!.sessionContext!.session!.kernel!;
      const future = page.testKernel.requestExecute({ code, store_history: false });
      let printed = '';
      future.onIOPub = ({ content }) => {
        printed += content.text ?? (content.evalue ? `${content.evalue}\n` : '');
      };
      await future.done;
      return printed.trim();
    }, code);
  }

  /**
   * Cut the sockets to kernels, and let no new one through until the returned function is
   * called. The page has to be opened with `sockets`.
   */
  async loseSocket(): Promise<() => void> {
    const sockets = this._sockets.splice(0);
    this._isCut = true;
    await Promise.all(sockets.map(socket => socket.close()));
    return () => {
      this._isCut = false;
    };
  }

  /**
   * Whether a message of a kernel is lost on its way to a page that was opened with `sockets`.
   */
  loses: (message: string) => boolean = () => false;

  private async _routeSockets(): Promise<void> {
    await this.page.routeWebSocket(/\/channels/, async socket => {
      if (this._isCut) {
        await socket.close();
      } else {
        this._sockets.push(socket);
        socket.connectToServer().onMessage(message => {
          if (!this.loses(message.toString('latin1'))) {
            socket.send(message);
          }
        });
      }
    });
  }

  private _isCut = false;
  private _sockets: WebSocketRoute[] = [];

  /** Choose, in the dialog that asks for a kernel, to have none. */
  async chooseNoKernel(): Promise<void> {
    await this.page.locator('.jp-Dialog select').selectOption({ label: 'No Kernel' });
    await this.accept();
  }

  /** Press the button that says yes, in the dialog of the host that is up or comes. */
  async accept(): Promise<void> {
    const button = this.page.locator('.jp-Dialog .jp-mod-accept');
    await button.click({ timeout: 30_000 });
    await button.waitFor({ state: 'detached' });
  }

  async close(): Promise<void> {
    await keepPictures();
    await this.context.close();
    if (this.complaints.length > 0) {
      throw new Error(`The page complained:\n${this.complaints.join('\n')}`);
    }
  }
}

export namespace NotebookPage {
  export interface IOptions {
    context?: BrowserContext;
    width?: number;
    height?: number;
    /** JupyterLab, or Notebook 7. */
    app?: 'lab' | 'notebook';
    /** Whether there is a kernel to wait for. */
    kernel?: 'none' | 'ready';
    /** Called with the page before it goes anywhere. */
    watch?: (page: Page) => void;
    /** `ours`: the test can cut the sockets to kernels. */
    sockets?: 'ours' | 'direct';
    /** Another server than that of the suite. */
    server?: { address: string; token: string };
  }
}
