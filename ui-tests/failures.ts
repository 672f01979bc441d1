import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'node:test';
import { browsers, environment } from './environment';

/** The test that runs, or ran last. */
interface ITest {
  readonly fullName: string;
  /** What it failed of. */
  readonly error?: unknown;
}

/** Milliseconds after which a page that cannot be drawn is left. */
const PATIENCE = 5000;

let current: ITest | null = null;
let isKept = false;

// Of all tests of this process: hooks outside of suites.
beforeEach(test => {
  current = test as unknown as ITest;
  isKept = false;
});
afterEach(() => keepPictures());

/**
 * Keep a picture of each page in ui-tests/failed, under the name of the test, if it has failed.
 *
 * #### Notes
 * A suite's own hooks come before those of all tests: who closes pages there calls this before.
 * Where they are closed and no test has begun, what prepares the tests has failed.
 */
export async function keepPictures(): Promise<void> {
  if (!isKept && (current === null || current.error)) {
    isKept = true;
    await pictures(current?.fullName ?? 'before the first test');
  }
}

/**
 * Keep a picture of each page, whatever the tests say, and return their files.
 */
export async function pictures(name: string): Promise<string[]> {
  const file = name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 120);
  // What was opened last is most likely what it is about.
  const pages = browsers.flatMap(browser => browser.contexts().flatMap(each => each.pages()));
  pages.reverse();
  mkdirSync(environment.failed, { recursive: true });
  const kept: string[] = [];
  for (const [index, page] of pages.entries()) {
    const path = join(environment.failed, `${file}${index > 0 ? `-${index + 1}` : ''}.png`);
    try {
      await page.screenshot({ path, timeout: PATIENCE });
      kept.push(path);
    } catch (error) {
      console.log(`There is no picture of ${page.url()}: ${String(error)}`);
    }
  }
  return kept;
}
