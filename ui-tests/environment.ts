import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/**
 * What `run.mjs` has started for the test files.
 */
export interface Environment {
  /** The server's address, without a slash at its end. */
  address: string;
  token: string;
  /** The folder that the server serves; tests may write into it. */
  folder: string;
  /** Where the server keeps what it knows, the notebooks that are trusted for example. */
  data: string;
  /** Where the one browser listens for connections. */
  browser: string;
  executablePath: string;
  /** The project's own folder. */
  repository: string;
  /** Where pictures and logs of failures go. */
  failed: string;
}

const text = process.env['INTARSIA_UI'];
if (!text) {
  throw new Error('Run the browser tests through: node ui-tests/run.mjs');
}

export const environment = JSON.parse(text) as Environment;

/** The connections of this test file to the browser. */
export const browsers: Browser[] = [];

/**
 * Where this test file writes notebooks: under the same name, another one would have the
 * kernel that this one's has, of whatever kind that is.
 */
export const WRITTEN = `written/${basename(process.argv[1], '.spec.js')}`;

// The kernels of one test file are not left to the next: each takes memory, and some time.
after(async () => {
  const sessions = (await (await fetch(page('api/sessions'))).json()) as { id: string }[];
  await Promise.all(
    sessions.map(({ id }) => fetch(page(`api/sessions/${id}`), { method: 'DELETE' }))
  );
});

/**
 * Connect to the browser; a test file does this once, and closes it in `after`.
 */
export async function connectBrowser(): Promise<Browser> {
  const browser = await chromium.connect(environment.browser);
  browsers.push(browser);
  return browser;
}

/**
 * Start a browser that grants nothing which a person has to allow; it is closed at the end.
 */
export async function strictBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: environment.executablePath,
    args: ['--disable-gpu', '--no-first-run', '--no-sandbox', '--use-fake-device-for-media-stream']
  });
  browsers.push(browser);
  after(() => browser.close());
  return browser;
}

/**
 * An address of the server, with the token that lets a page in.
 */
export function page(
  path: string,
  server: Pick<Environment, 'address' | 'token'> = environment
): string {
  const url = new URL(path, `${server.address}/`);
  url.searchParams.set('token', server.token);
  return url.href;
}

/** Another server. */
export interface IServer {
  readonly address: string;
  readonly token: string;
  close(): Promise<void>;
}

interface IServerOptions {
  readonly env?: Record<string, string>;
  readonly fill?: (folder: string) => void;
  readonly flags?: ReadonlyArray<string>;
}

/**
 * Start a server with settings of its own, which serves a copy of one notebook.
 */
export async function anotherServer(
  path: string,
  options: Omit<IServerOptions, 'fill'>
): Promise<IServer> {
  const script = join(environment.repository, 'scripts/setup/jupyterserver.mjs');
  const { startServer } = (await import(pathToFileURL(script).href)) as {
    startServer(options: IServerOptions): Promise<IServer>;
  };
  const fill = (folder: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), readFileSync(join(environment.folder, path)));
  };
  return startServer({ ...options, fill });
}
