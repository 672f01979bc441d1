// Everything that has to stand before anything runs: packages, .venv/, both halves.
import { existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { aptInstall, find } from './packages.mjs';
import { cache, labextension, python, root, venv } from './paths.mjs';
import { Problem, attempt, environment, run } from './processes.mjs';
import { fingerprint, unlessDone } from './stamp.mjs';

const NODE = [20, 19];
const PYTHON = [3, 11];

/** Set everything up; what stands already is left as it is. */
export async function setUp() {
  await install();
  await build();
}

/** Both halves' packages, without building anything. */
export async function install() {
  checkNode();
  // The two wait for the network; neither needs the other.
  const halves = await Promise.allSettled([installNode(), installPython()]);
  const failed = halves.find(half => half.status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < NODE[0] || (major === NODE[0] && minor < NODE[1])) {
    throw new Problem(
      `Node ${NODE.join('.')} or newer is needed; this is ${process.versions.node}.`
    );
  }
}

/** node_modules/ as the lock says. */
async function installNode() {
  const stamp = join(root, 'node_modules', '.intarsia-installed');
  await unlessDone(stamp, fingerprint(['package-lock.json']), async () => {
    console.log('Installing the npm packages …');
    await run('npm', ['ci', '--no-audit', '--no-fund'], { output: 'keep' });
  });
}

/** .venv/ with the package (editable), the tools and what the tests use. */
async function installPython() {
  await makeVenv(venv);
  const described = [
    'pyproject.toml',
    'kernel-bridge/install.json',
    'kernel-bridge/jupyter-config'
  ];
  const stamp = join(venv, '.intarsia-installed');
  await unlessDone(stamp, fingerprint(described), async () => {
    console.log('Installing the Python packages …');
    await run(python(), ['-m', 'pip', 'install', '-q', '-e', '.[test]'], {
      // The browser's half is built below, with the packages of node_modules/.
      env: environment({ SKIP_JUPYTER_BUILDER: '1' }),
      output: 'keep'
    });
  });
}

/** The browser's half, and its place among JupyterLab's extensions. */
async function build() {
  const sources = [
    'src',
    'style',
    'schema/settings',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'webpack.config.js'
  ];
  const stamp = join(cache, 'built');
  if (!existsSync(join(labextension, 'package.json'))) {
    rmSync(stamp, { force: true });
  }
  await unlessDone(stamp, fingerprint(sources), async () => {
    console.log('Building …');
    await run('npm', ['run', 'build'], { output: 'keep' });
  });
  link(venv);
}

/** The environment that `pip install -e .` was called in, where that is not .venv/. */
export async function linkCaller() {
  const code = 'import sys, intarsia; print(sys.prefix, intarsia.__path__[0], sep="\\n")';
  const path = find('python', 'python3');
  const { text } = path
    ? await attempt(path, ['-c', code], { cwd: tmpdir(), env: process.env, output: 'keep' })
    : { text: '' };
  const [prefix, home] = text.trim().split('\n');
  if (home === dirname(labextension) && prefix !== venv) {
    console.log(`Linking the extension into ${prefix} …`);
    link(prefix);
  }
}

/** Have an environment's JupyterLab load what is built here. */
function link(folder) {
  const place = join(folder, 'share', 'jupyter', 'labextensions', 'jupyterlab-intarsia');
  // The installation itself leaves a copy, which would go stale.
  const linked = lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink();
  if (!linked || readlinkSync(place) !== labextension) {
    rmSync(place, { recursive: true, force: true });
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(labextension, place, 'junction');
  }
}

/** A virtual environment with a Python that is new enough. */
export async function makeVenv(folder) {
  if (existsSync(python(folder)) && (await version(python(folder)))) {
    return;
  }
  const base = await findPython();
  console.log(`Making a virtual environment with ${base} …`);
  const make = () => attempt(base, ['-m', 'venv', '--clear', folder], { output: 'keep' });
  let result = await make();
  if (result.code !== 0 && /ensurepip|python3-venv/.test(result.text)) {
    // Debian keeps this module in a package of its own.
    await aptInstall('python3-venv');
    result = await make();
  }
  if (result.code !== 0) {
    throw new Problem(`${base} could not make a virtual environment:\n${result.text}`);
  }
}

async function findPython() {
  const named = process.env.PYTHON;
  const names = named ? [named] : ['python3.13', 'python3.12', 'python3.11', 'python3', 'python'];
  for (const name of names) {
    const path = existsSync(name) ? name : find(name);
    if (path && (await version(path))) {
      return path;
    }
  }
  throw new Problem(
    `Python ${PYTHON.join('.')} or newer is needed (looked for ${names.join(', ')}); ` +
      'PYTHON=/path/to/python names another one.'
  );
}

/** Whether this Python runs and is new enough. */
async function version(path) {
  const code = `import sys; sys.exit(sys.version_info < (${PYTHON.join(', ')}))`;
  try {
    return (await attempt(path, ['-c', code], { output: 'keep' })).code === 0;
  } catch {
    return false; // a dangling link, or no program at all
  }
}
