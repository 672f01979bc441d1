// Has anything changed since the last time? Contents are compared, not dates.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './paths.mjs';

function* files(path) {
  if (!existsSync(path)) {
    return;
  }
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (name !== '__pycache__' && name !== '__tests__') {
      yield* files(join(path, name));
    }
  }
}

/** One hash of the contents of files and folders below the root. */
export function fingerprint(paths, ...more) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of files(join(root, path))) {
      hash.update(relative(root, file)).update('\0');
      hash.update(readFileSync(file)).update('\0');
    }
  }
  for (const text of more) {
    hash.update(text).update('\0');
  }
  return hash.digest('hex');
}

/** Do the work only if the stamp file does not hold this fingerprint. */
export async function unlessDone(stamp, value, work) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === value) {
    return false;
  }
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, value);
  return true;
}
