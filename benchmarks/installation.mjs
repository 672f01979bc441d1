// An environment of its own with the peers, and with intarsia from a wheel as users get it.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { makeVenv } from '../scripts/setup/environment.mjs';
import { cache, programs, python, root } from '../scripts/setup/paths.mjs';
import { Problem, environment, run } from '../scripts/setup/processes.mjs';
import { fingerprint, unlessDone } from '../scripts/setup/stamp.mjs';

const SOURCES = [
  'LICENSE',
  'README.md',
  'kernel-bridge',
  'package-lock.json',
  'package.json',
  'pyproject.toml',
  'schema/settings',
  'scripts',
  'src',
  'style',
  'tsconfig.json',
  'webpack.config.js'
];
const HOST = ['jupyterlab>=4.6,<5', 'ipykernel>=7'];
// Built by others, for others.
const LEFT_OUT = new Set(
  ['labextension', 'standalone'].map(name => join('kernel-bridge', 'intarsia', name))
);

export const bench = join(cache, 'bench');
export const venv = join(bench, 'environment');
const source = join(bench, 'source');
const wheels = join(bench, 'wheels');

/** Set it all up; give the path of the wheel. */
export async function install(contestants) {
  const wheel = await buildWheel();
  await makeVenv(venv);
  const env = environment({}, programs(venv));
  const packages = [...HOST, ...contestants.flatMap(({ packages }) => packages)];
  const peers = packages.filter(name => name !== 'intarsia');
  await unlessDone(join(venv, '.peers-installed'), peers.join(' '), async () => {
    console.log(`Installing ${peers.join(', ')} …`);
    await run(python(venv), ['-m', 'pip', 'install', '-q', ...peers], { env, output: 'keep' });
  });
  await unlessDone(join(venv, '.intarsia-installed'), fingerprint(SOURCES), async () => {
    const flags = ['-q', '--force-reinstall', '--no-deps', wheel];
    await run(python(venv), ['-m', 'pip', 'install', ...flags], { env, output: 'keep' });
  });
  return wheel;
}

/** The wheel of what is in the folder now, built beside it: what others build stays as it is. */
async function buildWheel() {
  await unlessDone(join(bench, 'built'), fingerprint(SOURCES), async () => {
    console.log('Building the wheel …');
    rmSync(source, { recursive: true, force: true });
    rmSync(wheels, { recursive: true, force: true });
    mkdirSync(source, { recursive: true });
    for (const path of SOURCES.filter(path => existsSync(join(root, path)))) {
      cpSync(join(root, path), join(source, path), {
        recursive: true,
        filter: from =>
          !LEFT_OUT.has(relative(root, from)) && !basename(from).startsWith('__pycache__')
      });
    }
    symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'), 'dir');
    await run('npm', ['run', 'build:prod'], { cwd: source, output: 'keep' });
    await run(python(), ['-m', 'pip', 'wheel', '-q', '--no-deps', '-w', wheels, '.'], {
      cwd: source,
      output: 'keep'
    });
  });
  const built = existsSync(wheels) ? readdirSync(wheels) : [];
  if (built.length !== 1) {
    throw new Problem(`There should be one wheel in ${wheels}.`);
  }
  return join(wheels, built[0]);
}
