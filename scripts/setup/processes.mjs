// Starting other programs, and ending them again.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { programs, root } from './paths.mjs';

const windows = process.platform === 'win32';

/** What a person has to do, without a stack trace. */
export class Problem extends Error {}

/** The programs of an environment and of node_modules/ come first on the path. */
export function environment(extra = {}, folder = programs()) {
  const tools = join(root, 'node_modules', '.bin');
  return {
    ...process.env,
    PATH: [folder, tools, process.env.PATH].join(delimiter),
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    ...extra
  };
}

/**
 * Run a program to its end; give its exit code and what it wrote.
 *
 * `output` is 'show' (as it comes), or 'keep' (returned only).
 */
export function attempt(command, args = [], options = {}) {
  const { cwd = root, env = environment(), output = 'show' } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      // npm is a .cmd file on Windows, which only a shell can start.
      shell: windows && command === 'npm',
      stdio: output === 'show' ? 'inherit' : ['ignore', 'pipe', 'pipe']
    });
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', chunk => (text += chunk));
    child.stderr?.setEncoding('utf8').on('data', chunk => (text += chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? 128, signal, text }));
  });
}

/** Run a program that has to succeed; otherwise its output is shown. */
export async function run(command, args = [], options = {}) {
  const { code, signal, text } = await attempt(command, args, options);
  if (code !== 0) {
    process.stderr.write(text);
    throw new Problem(`"${[command, ...args].join(' ')}" ended with ${signal ?? `code ${code}`}`);
  }
  return text;
}

/** End a child: first politely, after ten seconds by force. */
export function stop(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve();
  }
  return new Promise(resolve => {
    const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill(signal);
  });
}

/**
 * Run programs until one of them ends or somebody ends this one; give that program's exit code.
 *
 * Nothing of them is left behind; `signal` is what they end by.
 */
export async function stay(commands, signal = 'SIGTERM') {
  const children = commands.map(([command, ...args]) =>
    spawn(command, args, { cwd: root, env: environment(), stdio: 'inherit' })
  );
  const ends = children.map(
    child =>
      new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', code => resolve(code ?? 128));
      })
  );
  const end = () => children.forEach(child => child.kill(signal));
  // Control-C reaches the children by itself; a server asks before it ends.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', end);
  process.on('SIGHUP', end);
  // Somebody who ends npm ends the shell around this, and this is not told.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && end(), 1000);
  try {
    return await Promise.race(ends);
  } finally {
    clearInterval(watch);
    await Promise.all(children.map(child => stop(child, signal)));
  }
}

/** Run a script's main function; a problem is told in one line. */
export async function main(action) {
  try {
    process.exitCode = (await action()) ?? 0;
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
