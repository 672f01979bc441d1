// The browser suite: one JupyterLab server, one Chromium, each `*.spec.ts` a process
// of Node's own test runner.
//
//     node ui-tests/run.mjs [part of a file's name …]
//
// Everything has to be set up and built (npm test does that).
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';
import { chromium as playwright } from 'playwright-core';
import { chromium } from '../scripts/setup/chromium.mjs';
import { startServer } from '../scripts/setup/jupyterserver.mjs';
import { root } from '../scripts/setup/paths.mjs';
import { Problem, main } from '../scripts/setup/processes.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
// Two runs at a time do not take each other's files away.
const built = join(folder, '.build', String(process.pid));
const failed = join(folder, 'failed');
const FILE_TIMEOUT = 10 * 60_000;

const FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--font-render-hinting=none',
  '--no-first-run',
  '--no-sandbox',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream'
];

// Pages that the tests serve themselves talk to this server as well.
const ORIGINS = [String.raw`--ServerApp.allow_origin_pat=http://127\.0\.0\.1:\d+`];

await main(async () => {
  const counts = await browserSuite(process.argv.slice(2)).finally(() =>
    rmSync(built, { recursive: true, force: true })
  );
  if (process.env.INTARSIA_COUNTS) {
    writeFileSync(process.env.INTARSIA_COUNTS, JSON.stringify(counts));
  } else {
    console.log(`${counts.passed} passed, ${counts.failed} failed`);
  }
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
});

async function browserSuite(parts) {
  const files = (await compile()).filter(
    file =>
      file.endsWith('.spec.js') &&
      (parts.length === 0 || parts.some(part => basename(file).includes(part)))
  );
  if (files.length === 0) {
    throw new Problem(`No browser test matches: ${parts.join(' ') || '*'}`);
  }
  rmSync(failed, { recursive: true, force: true });
  const executablePath = await chromium();
  const server = await startServer({ fill, flags: ORIGINS });
  const browser = await playwright.launchServer({
    executablePath,
    headless: true,
    args: FLAGS
  });
  // Each test file is a process of its own, which finds all this through ui-tests/environment.ts.
  process.env.INTARSIA_UI = JSON.stringify({
    address: server.address,
    token: server.token,
    folder: server.folder,
    data: server.data,
    browser: browser.wsEndpoint(),
    executablePath,
    repository: root,
    failed
  });
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --enable-source-maps`;
  try {
    const counts = await runFiles(files);
    if (counts.failed > 0) {
      mkdirSync(failed, { recursive: true });
      copyFileSync(server.log, join(failed, 'server.log'));
      console.log(`Kept for a look: ${relative(root, failed)}${sep}`);
    }
    return counts;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** What the server serves: copies, so that a test may save and break them. */
function fill(served) {
  for (const [from, to] of [
    [join(root, 'examples'), join(served, 'examples')],
    [join(folder, 'notebooks'), join(served, 'notebooks')]
  ]) {
    if (existsSync(from)) {
      cpSync(from, to, { recursive: true });
    }
  }
}

/** TypeScript → .build/<process>/, as CommonJS; types are checked by `npm run check`. */
async function compile() {
  const sources = readdirSync(folder, { recursive: true }).filter(
    name => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.startsWith('.build')
  );
  return Promise.all(
    sources.sort().map(async name => {
      const { code } = await transformFile(join(folder, name), {
        swcrc: false,
        sourceMaps: 'inline',
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs', ignoreDynamic: true }
      });
      const target = join(built, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, code);
      return target;
    })
  );
}

/** Run the files one after the other and count the tests, not the suites around them. */
async function runFiles(files) {
  const counts = { passed: 0, failed: 0 };
  const silent = new Set(files.map(nameOf));
  const stream = run({ files, concurrency: 1, timeout: FILE_TIMEOUT });
  const count = (event, outcome) => {
    const around = files.includes(event.name) || event.details.type === 'suite';
    // A file or a suite counts only when it failed by itself, in a hook for example.
    const itself = event.details.error?.failureType !== 'subtestsFailed';
    if (around && (outcome === 'passed' || !itself)) {
      return;
    }
    const left = event.skip !== undefined || event.todo !== undefined;
    if (left) {
      console.error(`Not run: "${event.name}" is marked skip or todo.`);
    }
    silent.delete(nameOf(event.file));
    counts[left ? 'failed' : outcome] += 1;
  };
  stream.on('test:pass', event => count(event, 'passed'));
  stream.on('test:fail', event => count(event, 'failed'));
  const report = stream.compose(new spec());
  report.pipe(process.stdout, { end: false });
  await finished(report);
  for (const name of silent) {
    console.error(`No test ran in ${name}.`);
    counts.failed += 1;
  }
  return counts;
}

/** The same for a source and for what was made of it. */
function nameOf(file) {
  const from = file.startsWith(built) ? built : folder;
  return relative(from, file).replace(/\.(ts|js)$/, '');
}
