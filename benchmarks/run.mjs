// The benchmarks, side by side in one run:
//
//     npm run bench                     prints tables
//     npm run bench -- --quick          the same with few repetitions
//     npm run bench -- --write          writes docs/benchmarks.md as well
//     npm run bench -- --only intarsia,comm
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/setup/paths.mjs';
import { Problem, main } from '../scripts/setup/processes.mjs';
import { CONTESTANTS } from './contestants.mjs';
import { explaining } from './explaining.mjs';
import { bench, install } from './installation.mjs';
import { imports, rounds, versions, weights } from './measurements.mjs';
import { report } from './report.mjs';
import { size } from './weight.mjs';

const REPETITIONS = 5;
const QUICK = 2;

await main(async () => {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      only: { type: 'string' }
    }
  });
  const contestants = choose(values.only);
  const repetitions = values.quick ? QUICK : REPETITIONS;
  const wheel = await install(contestants);
  const { measured, chromium } = await rounds(contestants, repetitions);
  const imported = await imports(contestants, repetitions);
  const weight = await weights(contestants, measured, wheel);
  const explanations = await explaining(repetitions);
  const results = contestants.map(({ name, title }) => ({
    name,
    title,
    rounds: measured.get(name),
    imports: imported.get(name),
    weight: weight.get(name)
  }));
  mkdirSync(bench, { recursive: true });
  writeFileSync(join(bench, 'results.json'), JSON.stringify(results, null, 2));
  const text = report(results, {
    repetitions,
    chromium,
    explanations,
    versions: await versions(contestants),
    wheelBytes: size(wheel)
  });
  console.log(`\n${text}`);
  if (values.write) {
    writeFileSync(join(root, 'docs', 'benchmarks.md'), text);
  }
});

function choose(names) {
  if (!names) {
    return CONTESTANTS;
  }
  const wanted = names.split(',');
  const unknown = wanted.find(name => !CONTESTANTS.some(contestant => contestant.name === name));
  if (unknown) {
    throw new Problem(
      `There is no contestant "${unknown}", only ${CONTESTANTS.map(({ name }) => name).join(', ')}.`
    );
  }
  return CONTESTANTS.filter(({ name }) => wanted.includes(name));
}
