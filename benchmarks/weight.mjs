// What a package costs before anything is measured: its import, its files, its JavaScript.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { programs, python } from '../scripts/setup/paths.mjs';
import { environment, run } from '../scripts/setup/processes.mjs';
import { bench, venv } from './installation.mjs';

const ANSWER = 'def answer(text: str = "") -> str: return text';

// The import, and what makes an interface of a function.
const IMPORTS = {
  intarsia: 'import intarsia; app = intarsia.show_app(answer, live=True)',
  ipywidgets: 'import ipywidgets; ipywidgets.interactive(answer, text="")',
  gradio: 'import gradio; gradio.Interface(answer, "text", "text", live=True)'
};

// What a kernel has imported already when its first cell runs.
const KERNEL = 'import ipykernel.ipkernel, ipykernel.zmqshell, ipykernel.comm';

// What displays an interface in a kernel and answers it; the others import it at once.
const DISPLAY = {
  intarsia: 'import intarsia.jupyter.display as d, intarsia.runtime.handlers; d.bundle(app)'
};

const PYTHON = {
  env: environment({ GRADIO_ANALYTICS_ENABLED: 'False' }, programs(venv)),
  output: 'keep'
};

/** How long the import takes, in ms: `within` is 'python' or 'kernel'. */
export async function importTime(name, within) {
  const code = [
    ...(within === 'kernel' ? [KERNEL] : []),
    ANSWER,
    'from time import perf_counter',
    'start = perf_counter()',
    IMPORTS[name],
    ...(within === 'kernel' ? [DISPLAY[name] ?? ''] : []),
    'print("took", perf_counter() - start)'
  ].join('\n');
  const text = await run(python(venv), ['-c', code], PYTHON);
  return Number(/^took (.*)$/m.exec(text)[1]) * 1000;
}

/** The names of what an install brings that JupyterLab and its kernel do not, and their MB. */
export async function added(packages) {
  const host = ['jupyterlab', 'ipykernel'];
  const before = new Set(await resolve(host));
  const names = (await resolve([...host, ...packages])).filter(name => !before.has(name));
  const code = [
    'import sys',
    'from importlib.metadata import distribution',
    'paths = {f.locate() for n in sys.argv[1:] for f in distribution(n).files or ()}',
    'sizes = [p.stat().st_size for p in paths if p.suffix != ".pyc" and p.is_file()]',
    'print("bytes", sum(sizes))'
  ].join('\n');
  const text = await run(python(venv), ['-c', code, ...names], PYTHON);
  return { names: names.sort(), bytes: Number(/^bytes (.*)$/m.exec(text)[1]) };
}

/** The names of all that pip would install into an empty environment. */
async function resolve(packages) {
  const file = join(bench, 'pip-report.json');
  const flags = ['--dry-run', '--ignore-installed', '--quiet', '--report', file];
  await run(python(venv), ['-m', 'pip', 'install', ...flags, ...packages], PYTHON);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return report.install.map(({ metadata }) => metadata.name);
}

/** The size of some files of lab extensions as they travel, compressed, in bytes. */
export function compressed(scripts) {
  const folder = join(venv, 'share', 'jupyter', 'labextensions');
  return [...new Set(scripts)]
    .map(name => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length)
    .reduce((sum, bytes) => sum + bytes, 0);
}

export function size(file) {
  return statSync(file).size;
}
