// npm test: set everything up and run the whole pull-request suite.
// npm test -- jest pytest   runs only those; they are: jest pytest browser.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from './setup/chromium.mjs';
import { setUp } from './setup/environment.mjs';
import { python } from './setup/paths.mjs';
import { Problem, attempt, environment, main } from './setup/processes.mjs';

const NOTHING_COLLECTED = 5; // pytest's exit code
const temporary = mkdtempSync(join(tmpdir(), 'intarsia-test-'));

/** Run jest; its report comes as one piece, beside pytest's. */
async function jest() {
  const report = join(temporary, 'jest.json');
  const { code, text } = await attempt(
    process.execPath,
    ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`],
    { output: 'keep', env: environment({ FORCE_COLOR: '0' }) }
  );
  // With --json the same report is printed on standard output too: not for people.
  console.log(heading('jest') + text.replace(/^\{"numFailedTestSuites".*$/m, ''));
  const result = read(report);
  if (!result) {
    throw new Problem(`jest ended with code ${code} and without a report`);
  }
  return {
    passed: result.numPassedTests,
    // A suite that does not even load has no failing test of its own.
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    left: result.numPendingTests + result.numTodoTests,
    code
  };
}

/** Run pytest, which prints its own last line. */
async function pytest() {
  const { code, text } = await attempt(python(), ['-m', 'pytest', '-q'], {
    output: 'keep'
  });
  console.log(heading('pytest') + text);
  if (code === NOTHING_COLLECTED) {
    throw new Problem('pytest found no test');
  }
  const left = Number(/(\d+) (?:skipped|xfailed|xpassed)/.exec(text)?.[1] ?? 0);
  return { code, left };
}

/** Run the browser suite, alone: it measures times and shares two cores with a server. */
async function browser() {
  const counts = join(temporary, 'browser.json');
  console.log(heading('browser'));
  const { code } = await attempt(process.execPath, ['ui-tests/run.mjs'], {
    env: environment({ INTARSIA_COUNTS: counts })
  });
  const result = read(counts);
  if (!result) {
    throw new Problem(`the browser suite ended with code ${code} and no counts`);
  }
  return { ...result, code };
}

function heading(name) {
  return `\n──── ${name} ${'─'.repeat(60 - name.length)}\n`;
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // the runner died before it wrote its report
  }
}

const SUITES = { jest, pytest, browser };

await main(async () => {
  const chosen = process.argv.slice(2);
  const unknown = chosen.filter(name => !(name in SUITES));
  if (unknown.length > 0) {
    throw new Problem(`Unknown: ${unknown.join(' ')}. Suites: ${Object.keys(SUITES).join(' ')}`);
  }
  const wanted = name => chosen.length === 0 || chosen.includes(name);
  // A missing browser is told before half an hour of tests, not after.
  await Promise.all([setUp(), wanted('browser') ? chromium() : undefined]);

  const totals = { passed: 0, failed: 0 };
  const wrong = [];
  const suite = async name => {
    if (!wanted(name)) {
      return;
    }
    try {
      const { code, passed, failed = 0, left = 0 } = await SUITES[name]();
      totals.passed += passed ?? 0;
      totals.failed += failed;
      if (passed === 0) {
        wrong.push(`${name} ran no test`);
      } else if (left > 0) {
        wrong.push(`${name} left ${left} out`);
      } else if (code !== 0) {
        wrong.push(`${name} failed`);
      }
    } catch (error) {
      wrong.push(error.message);
    }
  };
  try {
    await Promise.all([suite('jest'), suite('pytest')]);
    await suite('browser');
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  if (wrong.length > 0) {
    console.error(`\n${wrong.join('\n')}`);
  }
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
  return wrong.length > 0 ? 1 : 0;
});
