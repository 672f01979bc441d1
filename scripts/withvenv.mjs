// Run a program of .venv/ when the caller's own environment does not have it:
// node scripts/withvenv.mjs jupyter-builder build .
import { delimiter } from 'node:path';
import { programs } from './setup/paths.mjs';
import { Problem, attempt, main } from './setup/processes.mjs';

await main(async () => {
  const [command, ...args] = process.argv.slice(2);
  const PATH = `${process.env.PATH}${delimiter}${programs()}`;
  try {
    return (await attempt(command, args, { env: { ...process.env, PATH } })).code;
  } catch (error) {
    throw new Problem(`${command} does not start (${error.code}): npm start sets it up in .venv/`);
  }
});
