// npm start: set everything up and open JupyterLab on the quickstart.
// Flags go on to JupyterLab: npm start -- --no-browser --port 9999
import { root, python } from './setup/paths.mjs';
import { main, stay } from './setup/processes.mjs';
import { setUp } from './setup/environment.mjs';

// Kernels of this environment come before those of the user.
process.env.JUPYTER_PREFER_ENV_PATH = '1';

await main(async () => {
  await setUp();
  const flags = process.argv.slice(2);
  if (process.getuid?.() === 0) {
    flags.push('--allow-root');
  }
  return stay([
    [
      python(),
      '-m',
      'jupyterlab',
      `--ServerApp.root_dir=${root}`,
      '--LabApp.default_url=/lab/tree/examples/quickstart.ipynb',
      ...flags
    ]
  ]);
});
