// Where things are.
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const windows = process.platform === 'win32';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const venv = join(root, '.venv');
export const cache = join(root, '.cache');
export const labextension = join(root, 'kernel-bridge', 'intarsia', 'labextension');

/** The folder with an environment's programs. */
export function programs(environment = venv) {
  return join(environment, windows ? 'Scripts' : 'bin');
}

/** The Python of an environment. */
export function python(environment = venv) {
  return join(programs(environment), windows ? 'python.exe' : 'python');
}
