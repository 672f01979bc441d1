import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { environment } from './environment';

const FOLDER = join(environment.repository, 'ui-tests', 'references');
const MADE_WITH = join(FOLDER, 'madewith.json');

/** Of all pixels so many may differ: 0.2 %, far less than one word. */
const TOLERANCE = 0.002;

/** What pictures depend on besides the project. */
interface ISurroundings {
  chromium: string;
  jupyterlab: string;
  /** The widths of the same words in the host's fonts: other fonts, other widths. */
  words: Record<string, number>;
}

/**
 * Reviewed pictures of apps, in ui-tests/references.
 *
 * #### Notes
 * They are compared where they were made: with the same Chromium, JupyterLab and fonts.
 * Elsewhere pictures differ without a fault of anybody's; then it is said what differs,
 * and what is measured of the layout counts alone. To make them anew, and then look at
 * each: `INTARSIA_UPDATE=1 node ui-tests/run.mjs look inputs outputs layouts …`.
 */
export class References {
  static async open(page: Page): Promise<References> {
    const here = await surroundings(page);
    if (process.env['INTARSIA_UPDATE']) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(MADE_WITH, `${JSON.stringify(here, null, 2)}\n`);
      return new References('update');
    }
    const there = JSON.parse(readFileSync(MADE_WITH, 'utf8')) as ISurroundings;
    const [a, b] = [here, there].map(item => JSON.stringify(item));
    if (a !== b) {
      console.log(`Pictures are not compared, only measured. Here:\n${a}\nThe references:\n${b}`);
      return new References('measure');
    }
    return new References('compare');
  }

  private constructor(private readonly _mode: 'compare' | 'measure' | 'update') {}

  /**
   * Compare an element with its reference.
   */
  async compare(element: Locator, name: string): Promise<void> {
    const file = join(FOLDER, `${name}.png`);
    if (this._mode === 'measure') {
      assert.ok(existsSync(file), `There is no reference ${name}.`);
      return;
    }
    const seen = await picture(element);
    if (this._mode === 'update') {
      writeFileSync(file, seen);
      return;
    }
    assert.ok(existsSync(file), `There is no reference ${name}.`);
    const problem = await differs(readFileSync(file), seen, name);
    if (problem) {
      mkdirSync(environment.failed, { recursive: true });
      writeFileSync(join(environment.failed, `${name}.png`), seen);
      assert.fail(`${problem} Look at ui-tests/failed/${name}.png beside the reference.`);
    }
  }
}

/**
 * Take a picture of an element that stands on whole pixels, whatever is above it and however far
 * its page is scrolled: its words are drawn the same then. The host may scroll on, once it has
 * measured what came into sight: what was taken meanwhile is no picture.
 */
async function picture(element: Locator): Promise<Buffer> {
  await place(element);
  for (;;) {
    const before = await place(element);
    const taken = await element.screenshot({ animations: 'disabled', scale: 'css' });
    if ((await place(element)) === before) {
      return taken;
    }
  }
}

/**
 * Put an element on whole pixels; returns where it and what scrolls it stood.
 */
function place(element: Locator): Promise<string> {
  return element.evaluate(node => {
    const stood = [];
    for (let around = node.parentElement; around; around = around.parentElement) {
      const { scrollTop } = around;
      stood.push(scrollTop);
      if (scrollTop % 1 !== 0) {
        // What is painted is scrolled by whole pixels, what is measured is not.
        around.scrollTop = Math.round(scrollTop);
      }
    }
    const { style } = node as HTMLElement;
    stood.push(node.getBoundingClientRect().top);
    style.insetBlockStart = '0';
    const { top } = node.getBoundingClientRect();
    style.insetBlockStart = `${Math.round(top) - top}px`;
    return stood.join(' ');
  });
}

async function differs(reference: Buffer, picture: Buffer, name: string): Promise<string | null> {
  const { default: pixelmatch } = await import('pixelmatch');
  const [a, b] = [PNG.sync.read(reference), PNG.sync.read(picture)];
  if (Math.abs(a.width - b.width) > 1 || Math.abs(a.height - b.height) > 1) {
    return `${name} is ${b.width} × ${b.height}, not ${a.width} × ${a.height}.`;
  }
  const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)];
  const [p, q] = [a, b].map(image => {
    const part = new PNG({ width, height });
    PNG.bitblt(image, part, 0, 0, width, height, 0, 0);
    return part.data;
  });
  const diff = new PNG({ width, height });
  const count = pixelmatch(p, q, diff.data, width, height, { threshold: 0.15 });
  if (count <= TOLERANCE * width * height) {
    return null;
  }
  mkdirSync(environment.failed, { recursive: true });
  writeFileSync(join(environment.failed, `${name}-diff.png`), PNG.sync.write(diff));
  return `${name}: ${count} pixels differ.`;
}

async function surroundings(page: Page): Promise<ISurroundings> {
  const chromium = page.context().browser()!.version().split('.')[0];
  const { version, words } = await page.evaluate(() => {
    const config = document.getElementById('jupyter-config-data')!.textContent!;
    const style = getComputedStyle(document.body);
    const pen = document.createElement('canvas').getContext('2d')!;
    const words: Record<string, number> = {};
    for (const family of ['--jp-ui-font-family', '--jp-code-font-family']) {
      for (const weight of [400, 600]) {
        pen.font = `${weight} 13px ${style.getPropertyValue(family)}`;
        const { width } = pen.measureText('Which iris is it? 0123456789 ⇧⏎');
        words[`${family} ${weight}`] = Math.round(width * 100) / 100;
      }
    }
    return { version: (JSON.parse(config) as { appVersion: string }).appVersion, words };
  });
  return { chromium, jupyterlab: version, words };
}
