// What commands that only make files need before they can begin: the packages of both halves,
// where there are none yet.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './setup/environment.mjs';
import { python, root } from './setup/paths.mjs';
import { main } from './setup/processes.mjs';

await main(async () => {
  if (!existsSync(join(root, 'node_modules')) || !existsSync(python())) {
    await install();
  }
});
