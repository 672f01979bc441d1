// npm run watch: rebuild the browser's half whenever a source changes.
import { spawn } from 'node:child_process';
import { root } from './setup/paths.mjs';
import { environment, main, stop } from './setup/processes.mjs';
import { setUp } from './setup/environment.mjs';

await main(async () => {
  await setUp();
  const commands = [
    ['tsc', '-p', 'tsconfig.json', '--watch', '--preserveWatchOutput'],
    ['jupyter-builder', 'watch', '.']
  ];
  const children = commands.map(([command, ...args]) =>
    spawn(command, args, { cwd: root, env: environment(), stdio: 'inherit' })
  );
  process.on('SIGINT', () => {}); // the children get it too, and end
  const ends = children.map(child => new Promise(resolve => child.once('exit', resolve)));
  await Promise.race(ends);
  await Promise.all(children.map(stop));
});
