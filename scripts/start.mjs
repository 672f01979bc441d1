// npm start: set everything up and open JupyterLab on the quickstart.
// Flags go on to JupyterLab: npm start -- --no-browser --port 9999
import { root, python } from './setup/paths.mjs';
import { attempt, environment, main } from './setup/processes.mjs';
import { setUp } from './setup/environment.mjs';

await main(async () => {
  await setUp();
  const flags = process.argv.slice(2);
  if (process.getuid?.() === 0) {
    flags.push('--allow-root');
  }
  // Control-C belongs to the server, which asks and then ends by itself.
  process.on('SIGINT', () => {});
  const { code } = await attempt(
    python(),
    [
      '-m',
      'jupyterlab',
      `--ServerApp.root_dir=${root}`,
      '--LabApp.default_url=/lab/tree/examples/quickstart.ipynb',
      ...flags
    ],
    { env: environment({ JUPYTER_PREFER_ENV_PATH: '1' }) }
  );
  return code;
});
