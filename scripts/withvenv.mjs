// Run a program of .venv/ when the caller's own environment does not have it:
// node scripts/withvenv.mjs jupyter-builder build .
import { delimiter } from 'node:path';
import { programs } from './setup/paths.mjs';
import { attempt, main } from './setup/processes.mjs';

await main(async () => {
  const [command, ...args] = process.argv.slice(2);
  const PATH = `${process.env.PATH}${delimiter}${programs()}`;
  return (await attempt(command, args, { env: { ...process.env, PATH } })).code;
});
