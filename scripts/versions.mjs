// The version stands in three files, and the locks name no host.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/paths.mjs';
import { Problem, main } from './setup/processes.mjs';

const read = (...path) => readFileSync(join(root, ...path), 'utf8');

await main(() => {
  const { version } = JSON.parse(read('package.json'));
  const python = /__version__ = "(.+)"/.exec(read('kernel-bridge', 'intarsia', '_version.py'))?.[1];
  if (python !== version) {
    throw new Problem(`package.json says ${version}, _version.py ${python}`);
  }
  for (const folder of ['.', 'types-4.2']) {
    const lock = read(folder, 'package-lock.json');
    if (lock.includes('"resolved"')) {
      throw new Problem(`${folder}/package-lock.json names the host of a registry`);
    }
    const own = JSON.parse(read(folder, 'package.json')).version;
    if (JSON.parse(lock).version !== own) {
      throw new Problem(`${folder}/package-lock.json is of another version`);
    }
  }
});
