// What explaining a result costs beyond the calls of the function: benchmarks/interpretation.py, run
// in the project's own environment.
import { join } from 'node:path';
import { python, root } from '../../scripts/setup/paths.mjs';
import { run } from '../../scripts/setup/processes.mjs';
import { ratio } from '../statistics.mjs';

const SCRIPT = join(root, 'benchmarks', 'interpretation.py');
const OVERHEAD = 0.1;
const FASTER = 5;

const TITLES = {
  'leave-one-out': 'leave-one-out, 200 words, a loop',
  'kernel-shap': 'Kernel SHAP, 512 samples, the package shap'
};

const extra = ({ direct, intarsia }) => ratio(intarsia, direct) - 1;
const faster = ({ batch, intarsia }) => ratio(intarsia, batch);
const percent = value => `${(value * 100).toFixed(1)} %`;
const times = value => `${value.toFixed(1)} ×`;

export const explaining = {
  name: 'explaining',
  title: 'Explaining a result',
  tasks: [],

  async run({ contestants, repetitions }) {
    if (!contestants.some(({ name }) => name === 'intarsia')) {
      return {};
    }
    console.log('explaining');
    const flags = ['--json', '--repetitions', String(repetitions)];
    const text = await run(python(), [SCRIPT, ...flags], { output: 'keep' });
    return { intarsia: JSON.parse(text) };
  },

  rows: Object.entries(TITLES).flatMap(([name, title]) => [
    { title: `${title}: directly, ms`, of: methods => methods[name].direct },
    { title: '… by `gr.interpret`, ms', of: methods => methods[name].intarsia },
    { title: '… with `batch=True`, ms', of: methods => methods[name].batch },
    { title: '… more than directly', of: methods => percent(extra(methods[name])) }
  ]),

  aims(find) {
    return Object.entries(find('intarsia').results).flatMap(([name, method]) => [
      {
        text: `${name}: overhead < ${OVERHEAD * 100} %`,
        value: percent(extra(method)),
        met: extra(method) < OVERHEAD
      },
      {
        text: `${name}: with batch=True ≥ ${FASTER} × faster`,
        value: times(faster(method)),
        met: faster(method) >= FASTER
      }
    ]);
  },

  method: `- *Explaining*: the same function, a forest of scikit-learn over the words of a text, explained directly and by \`gr.interpret\`; processor time ([interpretation.py](../benchmarks/interpretation.py)).`
};
