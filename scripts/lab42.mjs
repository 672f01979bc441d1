// npm run test:lab-4.2: the wheel in the oldest JupyterLab it is made for.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from './setup/environment.mjs';
import { otherLab } from './setup/otherlab.mjs';
import { programs, python } from './setup/paths.mjs';
import { Problem, environment, main, run } from './setup/processes.mjs';
import { smoke } from './setup/smoke.mjs';

// Bold, colours: the list is coloured wherever it is written.
// eslint-disable-next-line no-control-regex -- that is what such a sequence begins with
const COLOUR = /\u001b\[\d+m/g;

await main(async () => {
  await install();
  const lab = await otherLab('lab-4.2', 'jupyterlab==4.2.*', 'ipykernel');
  const wheels = mkdtempSync(join(tmpdir(), 'intarsia-wheel-'));
  const env = environment({}, programs(lab));
  try {
    console.log('Making the wheel …');
    await run(python(), ['-m', 'pip', 'wheel', '-q', '--no-deps', '-w', wheels, '.'], {
      output: 'keep'
    });
    const [wheel] = readdirSync(wheels);
    const flags = ['-q', '--force-reinstall', '--no-deps', join(wheels, wheel)];
    await run(python(lab), ['-m', 'pip', 'install', ...flags], { env, output: 'keep' });
  } finally {
    rmSync(wheels, { recursive: true, force: true });
  }
  const list = (
    await run(python(lab), ['-m', 'jupyterlab.labextensions', 'list'], { env, output: 'keep' })
  ).replace(COLOUR, '');
  if (!/jupyterlab-intarsia v\S+ enabled OK \(python, intarsia\)/.test(list)) {
    throw new Problem(`JupyterLab does not list the extension as enabled and OK:\n${list}`);
  }
  const page = await smoke({ environmentFolder: lab });
  console.log(`JupyterLab ${page.appVersion}: the interface stands and answers.`);
  console.log('\n1 passed, 0 failed');
});
