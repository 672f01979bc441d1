// The servers and the browser that cases are measured in.
import { startServer } from '../scripts/setup/jupyterserver.mjs';
import { run } from '../scripts/setup/processes.mjs';
import { python } from '../scripts/setup/paths.mjs';
import { launch, writeNotebooks } from './browser.mjs';
import { venv } from './installation.mjs';

const ENVIRONMENT = { GRADIO_ANALYTICS_ENABLED: 'False', NO_PROXY: '127.0.0.1,localhost' };
// As installed, and with intarsia's server extension switched off.
const FLAGS = {
  nodelay: [],
  plain: ["--ServerApp.jpserver_extensions={'intarsia': False}"]
};

/** Have the cases' notebooks served, call `measure({browser, servers})`, and end it all. */
export async function served(cases, contestants, measure) {
  const servers = {};
  let browser;
  try {
    const shown = cases.filter(({ tasks }) => tasks.length > 0);
    for (const kind of new Set(shown.flatMap(({ kinds = ['nodelay'] }) => kinds))) {
      servers[kind] = await startServer({
        environmentFolder: venv,
        fill: folder => writeNotebooks(folder, shown, contestants),
        flags: FLAGS[kind],
        env: ENVIRONMENT
      });
    }
    browser = await launch();
    return await measure({ browser, servers });
  } finally {
    await browser?.close();
    await Promise.all(Object.values(servers).map(server => server.close()));
  }
}

/** The versions of all that took part. */
export async function versions(contestants) {
  const names = ['jupyterlab', 'ipykernel', ...contestants.map(({ name }) => name)];
  const code = [
    'import sys',
    'from importlib.metadata import version',
    'print("\\n".join(f"{n} {version(n)}" for n in sys.argv[1:]))'
  ].join('\n');
  const known = names.filter(name => name !== 'comm' && name !== 'paced');
  return (await run(python(venv), ['-c', code, ...known], { output: 'keep' })).trim().split('\n');
}
