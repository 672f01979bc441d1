// npm run test:source-build: `jupyter labextension install` builds the extension into
// JupyterLab itself, which then shows an interface and runs it.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './setup/environment.mjs';
import { otherLab } from './setup/otherlab.mjs';
import { cache, programs, python, root } from './setup/paths.mjs';
import { Problem, environment, main, run } from './setup/processes.mjs';
import { smoke } from './setup/smoke.mjs';

// Newer ones cannot be built everywhere: not every package of theirs is on every registry.
const JUPYTERLAB = 'jupyterlab==4.6.4';

await main(async () => {
  await install();
  const lab = await otherLab('lab-source-build', JUPYTERLAB, 'ipykernel>=7');
  const appDir = join(cache, 'source-build');
  rmSync(appDir, { recursive: true, force: true });
  // The command packs the folder as it is.
  await run('npm', ['run', 'build:lib'], { output: 'keep' });
  console.log('Building JupyterLab with the extension in it (two to three minutes) …');
  const env = environment({}, programs(lab));
  const flags = ['--app-dir', appDir, '--dev-build=False', '--minimize=False'];
  await run(python(lab), ['-m', 'jupyterlab.labextensions', 'install', root, ...flags], {
    env,
    output: 'keep'
  });
  const page = await smoke({
    environmentFolder: lab,
    flags: ['--app-dir', appDir],
    // The kernel's half alone: a wheel would bring the prebuilt extension as well.
    env: { PYTHONPATH: join(root, 'kernel-bridge') }
  });
  const prebuilt = page.federated_extensions.map(extension => extension.name);
  if (prebuilt.includes('jupyterlab-intarsia')) {
    throw new Problem('The page loaded the prebuilt extension, not the built-in one.');
  }
  console.log('Source build: the interface stands and answers.');
  console.log('\n1 passed, 0 failed');
});
