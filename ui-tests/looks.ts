import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { inaccessible, misplaced } from './layout';
import type { NotebookPage } from './notebookpage';
import type { References } from './references';

export const LIGHT = 'JupyterLab Light';
export const DARK = 'JupyterLab Dark';
export const CONTRAST = 'JupyterLab Dark High Contrast';

/**
 * Let every run have taken the same time: times differ, words about them do not.
 */
export function holdTimes(notebook: NotebookPage): Promise<void> {
  return notebook.page.evaluate(() => {
    const rewrite = () => {
      for (const node of document.querySelectorAll('.intarsia-Foot-words')) {
        const text = node.textContent!.replace(/(\d+ min )?\d[\d.]* (ms|s)\b/, '1.2 s');
        if (text !== node.textContent) {
          node.textContent = text;
        }
      }
    };
    new MutationObserver(rewrite).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true
    });
    rewrite();
  });
}

/**
 * Change the host's theme, and wait until its colours are there.
 */
export async function changeTheme(notebook: NotebookPage, name: string): Promise<void> {
  await notebook.execute('apputils:change-theme', { theme: name });
  const body = notebook.page.locator(`body[data-jp-theme-name="${name}"]`);
  await body.waitFor({ state: 'attached' });
  await notebook.page.waitForFunction(isLight => {
    const colour = getComputedStyle(document.body).getPropertyValue('--jp-layout-color1');
    return /^#?(fff|white)/.test(colour.trim()) === isLight;
  }, name === LIGHT);
}

/**
 * Measure a card, let axe look at it, and compare it with its reference.
 */
export async function look(app: Locator, name: string, references: References): Promise<void> {
  const page = app.page();
  await page.mouse.move(0, 0);
  await app.evaluate(node => {
    (document.activeElement as HTMLElement | null)?.blur();
    node.scrollIntoView({ block: 'center' });
  });
  // The height is held a little longer than a run.
  await app
    .locator('[style*="min-block-size"]:not([aria-busy="true"] *, button)')
    .waitFor({ state: 'detached' });
  assert.deepEqual(await misplaced(app), [], name);
  assert.deepEqual(await inaccessible(app), [], name);
  await references.compare(app, name);
}

/**
 * Look at an app in dark and in light, and in light in an output of so many pixels.
 */
export async function lookEverywhere(
  notebook: NotebookPage,
  app: Locator,
  name: string,
  references: References,
  narrow: number
): Promise<void> {
  for (const [theme, suffix] of [
    [DARK, 'dark'],
    [LIGHT, 'light']
  ]) {
    await changeTheme(notebook, theme);
    await look(app, `${name}-${suffix}`, references);
  }
  const style = await notebook.page.addStyleTag({
    content: `.intarsia-Renderer { flex: none !important; width: ${narrow}px !important }`
  });
  await look(app, `${name}-${narrow}`, references);
  await style.evaluate((node: Element) => node.remove());
}
