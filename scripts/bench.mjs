// npm run bench: the figures of the README, side by side in one run.
import { attempt, main } from './setup/processes.mjs';
import { install } from './setup/environment.mjs';

await main(async () => {
  await install();
  const args = ['benchmarks/run.mjs', ...process.argv.slice(2)];
  return (await attempt(process.execPath, args)).code;
});
