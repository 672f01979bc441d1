// The benchmarks, side by side in one run:
//
//     npm run bench                     prints tables
//     npm run bench -- --quick          the same with few repetitions
//     npm run bench -- --repetitions 3
//     npm run bench -- --only intarsia,comm
//     npm run bench -- --cases growth,pictures
//     npm run bench -- --write          keeps the figures, and writes docs/benchmarks.md
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/setup/paths.mjs';
import { Problem, main, run } from '../scripts/setup/processes.mjs';
import { CASES } from './cases/index.mjs';
import { CONTESTANTS } from './contestants.mjs';
import { bench, install } from './installation.mjs';
import { report } from './report.mjs';
import { served, versions } from './servers.mjs';

const REPETITIONS = 5;
const QUICK = 2;
// The figures of each case as they were last written: docs/benchmarks.md is made from them.
const FIGURES = new URL('figures.json', import.meta.url);

await main(async () => {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      only: { type: 'string' },
      cases: { type: 'string' },
      repetitions: { type: 'string' }
    }
  });
  if (values.write && values.only) {
    throw new Problem('--write needs all contestants: leave --only out.');
  }
  const contestants = choose(CONTESTANTS, values.only, 'contestant');
  const cases = choose(CASES, values.cases, 'case');
  const repetitions = Number(values.repetitions ?? (values.quick ? QUICK : REPETITIONS));
  if (!(repetitions >= 1)) {
    throw new Problem(`--repetitions is a number, not "${values.repetitions}".`);
  }
  const wheel = await install(contestants);
  const measured = {};
  await served(cases, contestants, async ({ browser, servers }) => {
    const about = {
      repetitions,
      processors: cpus().length,
      chromium: browser.version()
    };
    for (const task of cases) {
      const results = await task.run({ browser, servers, contestants, repetitions, wheel });
      const names = contestants.filter(({ name }) => name in results);
      measured[task.name] = { ...about, versions: await versions(names), results };
    }
  });
  mkdirSync(bench, { recursive: true });
  writeFileSync(join(bench, 'results.json'), JSON.stringify(measured, null, 2));
  console.log(`\n${report(measured)}`);
  if (values.write) {
    const figures = { ...JSON.parse(readFileSync(FIGURES, 'utf8')), ...measured };
    writeFileSync(FIGURES, JSON.stringify(figures, null, 1));
    const page = join(root, 'docs', 'benchmarks.md');
    writeFileSync(page, report(figures));
    await run('npx', ['prettier', '--write', 'benchmarks/figures.json'], { output: 'keep' });
  }
});

function choose(all, names, word) {
  if (!names) {
    return all;
  }
  const wanted = names.split(',');
  const unknown = wanted.find(name => !all.some(each => each.name === name));
  if (unknown) {
    throw new Problem(
      `There is no ${word} "${unknown}", only ${all.map(({ name }) => name).join(', ')}.`
    );
  }
  return all.filter(({ name }) => wanted.includes(name));
}
