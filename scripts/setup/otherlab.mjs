// Environments of their own, with another JupyterLab than that of .venv/.
import { join } from 'node:path';
import { makeVenv } from './environment.mjs';
import { cache, programs, python } from './paths.mjs';
import { environment, run } from './processes.mjs';
import { unlessDone } from './stamp.mjs';

/** The folder of an environment below .cache/, with these packages. */
export async function otherLab(name, ...packages) {
  const folder = join(cache, name);
  await makeVenv(folder);
  await unlessDone(join(folder, '.intarsia-installed'), packages.join(' '), async () => {
    console.log(`Installing ${packages.join(', ')} …`);
    await run(python(folder), ['-m', 'pip', 'install', '-q', ...packages], {
      env: environment({}, programs(folder)),
      output: 'keep'
    });
  });
  return folder;
}
