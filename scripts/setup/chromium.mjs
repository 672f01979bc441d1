// The browser of the tests: a Chromium of the system.
import { existsSync } from 'node:fs';
import { aptInstall, find } from './packages.mjs';
import { Problem } from './processes.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
];

/** The path of a Chromium; it is installed where that can be done. */
export async function chromium() {
  const named = process.env.CHROMIUM;
  if (named) {
    if (!existsSync(named)) {
      throw new Problem(`CHROMIUM names ${named}, which does not exist.`);
    }
    return named;
  }
  const there = find(...NAMES) ?? APPLICATIONS.find(path => existsSync(path));
  if (there) {
    return there;
  }
  const { done, why } = await aptInstall('chromium');
  const installed = done && find(...NAMES);
  if (!installed) {
    throw new Problem(
      'The browser tests need Chromium, and it could not be installed ' +
        `(${why ?? 'the package brought no program'}).\n` +
        'Install it (Debian: apt-get install chromium), or set CHROMIUM to the program of a Chromium or Chrome.'
    );
  }
  return installed;
}
