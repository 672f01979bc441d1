// npm run check: everything that looks at the sources, and both fast suites.
// npm run check -- types lint   runs only the steps whose names begin so.
import { join } from 'node:path';
import { install } from './setup/environment.mjs';
import { cache, root } from './setup/paths.mjs';
import { attempt, main, run } from './setup/processes.mjs';
import { fingerprint, unlessDone } from './setup/stamp.mjs';

const STEPS = [
  ['format: prettier', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['format: ruff', 'ruff', 'format', '--check', '-q', '.'],
  ['lint: eslint', 'eslint', '.'],
  ['lint: ruff', 'ruff', 'check', '-q', '.'],
  ['versions', 'node', 'scripts/versions.mjs'],
  ['types: browser', 'tsc', '-p', 'tsconfig.check.json'],
  ['types: JupyterLab 4.2', 'tsc', '-p', 'types-4.2/tsconfig.json'],
  ['types: kernel', 'mypy'],
  ['imports: browser', 'depcruise', '--output-type', 'err', 'src'],
  ['imports: kernel', 'lint-imports', '--no-logo', '--no-cache'],
  ['imports: planted', 'node', 'scripts/planted.mjs'],
  ['schema', 'node', 'scripts/schema.mjs', '--check'],
  ['suites', 'node', 'scripts/test.mjs', 'jest', 'pytest']
];

/** JupyterLab's packages as they were in 4.2, beside those of node_modules/. */
async function installTypes() {
  const lock = join('types-4.2', 'package-lock.json');
  await unlessDone(join(cache, 'types-4.2'), fingerprint([lock]), async () => {
    console.log('Installing the packages of JupyterLab 4.2 …');
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: join(root, 'types-4.2'),
      output: 'keep'
    });
  });
}

await main(async () => {
  const chosen = process.argv.slice(2);
  const steps = STEPS.filter(
    ([name]) => chosen.length === 0 || chosen.some(start => name.startsWith(start))
  );
  await install();
  if (steps.some(([name]) => name.includes('4.2'))) {
    await installTypes();
  }
  const failed = [];
  const waiting = [...steps];
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const [name, command, ...args] = step;
      const start = performance.now();
      const { code, text } = await attempt(command, args, { output: 'keep' });
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
      if (code !== 0 || name === 'suites') {
        console.log(text.trimEnd());
      }
      if (code !== 0) {
        failed.push(name);
      }
    }
  };
  await Promise.all([worker(), worker()]);
  if (steps.length === 0 || failed.length > 0) {
    console.error(`\nFailed: ${failed.join(', ') || 'no such step'}`);
    return 1;
  }
  return 0;
});
