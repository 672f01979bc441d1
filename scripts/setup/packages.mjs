// Programs from the system's packages, where apt is at hand.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { attempt } from './processes.mjs';

/** The path of the first of these programs that there is. */
export function find(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        continue; // not in this folder
      }
    }
  }
  return undefined;
}

/** Install packages with apt-get, as root or through sudo without a password. */
export async function aptInstall(...names) {
  const apt = find('apt-get');
  if (!apt) {
    return { done: false, why: 'there is no apt-get' };
  }
  let before = [];
  if (process.getuid?.() !== 0) {
    const sudo = find('sudo');
    if (!sudo || (await attempt(sudo, ['-n', 'true'], { output: 'keep' })).code) {
      return {
        done: false,
        why: 'this needs root, or sudo without a password'
      };
    }
    before = [sudo, '-n'];
  }
  console.log(`Installing ${names.join(', ')} with apt-get …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  let text = '';
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...names]
  ]) {
    const [command, ...rest] = [...before, apt, ...args];
    const result = await attempt(command, rest, { env, output: 'keep' });
    text += result.text;
    if (result.code === 0 && args[0] === 'install') {
      return { done: true };
    }
  }
  return { done: false, why: `apt-get failed:\n${text.trim()}` };
}
