// All that is measured, in turn: whatever else the machine does meets everybody.
import { python } from '../scripts/setup/paths.mjs';
import { startServer } from '../scripts/setup/jupyterserver.mjs';
import { run } from '../scripts/setup/processes.mjs';
import { launch, writeNotebooks } from './browser.mjs';
import { venv } from './installation.mjs';
import { round } from './round.mjs';
import { added, compressed, importTime } from './weight.mjs';

const ENVIRONMENT = { GRADIO_ANALYTICS_ENABLED: 'False', NO_PROXY: '127.0.0.1,localhost' };
const WITHOUT = "--ServerApp.jpserver_extensions={'intarsia': False}";

/**
 * Run all repetitions; give, for each contestant's name, lists with one entry a repetition:
 * `nodelay` (the server as installed) and `plain` (its extension switched off).
 */
export async function rounds(contestants, repetitions) {
  const start = flags =>
    startServer({
      environmentFolder: venv,
      fill: folder => writeNotebooks(folder, contestants),
      flags,
      env: ENVIRONMENT
    });
  const measured = new Map(contestants.map(({ name }) => [name, { nodelay: [], plain: [] }]));
  const servers = { nodelay: await start([]), plain: await start([WITHOUT]) };
  const browser = await launch();
  try {
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const contestant of turned(contestants, repetition)) {
        for (const [kind, server] of Object.entries(servers)) {
          console.log(`${repetition + 1}/${repetitions} ${contestant.name}, ${kind}`);
          const options = { slider: kind === 'nodelay', phase: repetition / repetitions };
          const result = await round(browser, server, contestant, options);
          measured.get(contestant.name)[kind].push(result);
        }
      }
    }
    return { measured, chromium: browser.version() };
  } finally {
    await browser.close();
    await Promise.all(Object.values(servers).map(server => server.close()));
  }
}

/** Import times in turn, in ms: for each name `{python: […], kernel: […]}`. */
export async function imports(contestants, repetitions) {
  const names = contestants.map(({ name }) => name).filter(name => name !== 'comm');
  const times = new Map(names.map(name => [name, { python: [], kernel: [] }]));
  // The first time reads the files from the disk.
  for (let repetition = -1; repetition < repetitions; repetition++) {
    for (const name of names) {
      for (const within of ['python', 'kernel']) {
        const time = await importTime(name, within);
        if (repetition >= 0) {
          times.get(name)[within].push(time);
        }
      }
    }
  }
  return times;
}

/** What an install adds, and the bytes of JavaScript that the page loads. */
export async function weights(contestants, measured, wheel) {
  const weights = new Map();
  for (const { name, packages } of contestants) {
    const wanted = packages.map(entry => (entry === 'intarsia' ? wheel : entry));
    const [{ scripts }] = measured.get(name).nodelay;
    const own = scripts.filter(({ file }) => EXTENSIONS[name]?.test(file));
    weights.set(name, {
      added: wanted.length > 0 ? await added(wanted) : { names: [], bytes: 0 },
      atStart: compressed(own.filter(({ atStart }) => atStart).map(({ file }) => file)),
      used: compressed(own.map(({ file }) => file))
    });
  }
  return weights;
}

const EXTENSIONS = {
  intarsia: /^jupyterlab-intarsia\//,
  ipywidgets: /^@jupyter-widgets\/jupyterlab-manager\//
};

/** The versions of all that took part. */
export async function versions(contestants) {
  const names = ['jupyterlab', 'ipykernel', ...contestants.map(({ name }) => name)];
  const code = [
    'import sys',
    'from importlib.metadata import version',
    'print("\\n".join(f"{n} {version(n)}" for n in sys.argv[1:]))'
  ].join('\n');
  const known = names.filter(name => name !== 'comm');
  return (await run(python(venv), ['-c', code, ...known], { output: 'keep' })).trim().split('\n');
}

/** Everybody begins once. */
function turned(list, by) {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}
