// npm run watch: rebuild the browser's half whenever a source changes.
import { main, stay } from './setup/processes.mjs';
import { linkCaller, setUp } from './setup/environment.mjs';

await main(async () => {
  await setUp();
  await linkCaller();
  const commands = [
    ['tsc', '-p', 'tsconfig.json', '--watch', '--preserveWatchOutput'],
    ['jupyter-builder', 'watch', '.']
  ];
  // By another signal jupyter-builder would leave its own child behind.
  return stay(commands, 'SIGINT');
});
