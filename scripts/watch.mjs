// npm run watch: rebuild the browser's half whenever a source changes.
import { main, stay } from './setup/processes.mjs';
import { linkCaller, setUp } from './setup/environment.mjs';

await main(async () => {
  await setUp();
  await linkCaller();
  return stay(
    ['tsc', '-p', 'tsconfig.json', '--watch', '--preserveWatchOutput'],
    ['jupyter-builder', 'watch', '.']
  );
});
