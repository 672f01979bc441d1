// npm run clean: remove what is built; what is installed stays.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, labextension, root } from './setup/paths.mjs';

for (const path of [
  labextension,
  join(root, 'lib'),
  join(root, 'build'),
  join(root, 'dist'),
  join(root, 'kernel-bridge', 'intarsia', 'standalone'),
  join(root, 'ui-tests', '.build'),
  join(cache, 'built')
]) {
  rmSync(path, { recursive: true, force: true });
}
