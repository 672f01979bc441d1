// What explaining a result costs beyond the calls of the function: benchmarks/interpretation.py, run
// in the project's own environment, and its table.
import { join } from 'node:path';
import { python, root } from '../scripts/setup/paths.mjs';
import { run } from '../scripts/setup/processes.mjs';
import { median, ratio } from './statistics.mjs';

const SCRIPT = join(root, 'benchmarks', 'interpretation.py');
const OVERHEAD = 0.1;
const FASTER = 5;

const TITLES = {
  'leave-one-out': 'leave-one-out, 200 words, a loop',
  'kernel-shap': 'Kernel SHAP, 512 samples, the package shap'
};

/** Processor times in ms: for each method `{direct: […], intarsia: […], batch: […]}`. */
export async function explaining(repetitions) {
  const flags = ['--json', '--repetitions', String(repetitions)];
  return JSON.parse(await run(python(), [SCRIPT, ...flags], { output: 'keep' }));
}

/** Two lines of cells a method, and what the project aims at. */
export function explained(times) {
  const rows = [];
  const aims = [];
  for (const [name, { direct, intarsia, batch }] of Object.entries(times)) {
    const extra = ratio(intarsia, direct) - 1;
    const faster = ratio(intarsia, batch);
    rows.push([
      TITLES[name],
      ...[direct, intarsia, batch].map(each => median(each).toFixed(0)),
      `${(extra * 100).toFixed(1)} %`,
      `${faster.toFixed(1)} ×`
    ]);
    aims.push(
      {
        text: `${name}: overhead < ${OVERHEAD * 100} %`,
        value: `${(extra * 100).toFixed(1)} %`,
        met: extra < OVERHEAD
      },
      {
        text: `${name}: with batch=True ≥ ${FASTER} × faster`,
        value: `${faster.toFixed(1)} ×`,
        met: faster >= FASTER
      }
    );
  }
  return {
    head: ['', 'direct, ms', '`gr.interpret`, ms', '… with `batch=True`, ms', 'overhead', 'batch'],
    rows,
    aims
  };
}
