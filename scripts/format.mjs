// npm run format: bring every file into the common form.
import { attempt, main } from './setup/processes.mjs';

await main(async () => {
  const codes = [];
  for (const [command, ...args] of [
    ['npx', 'prettier', '--write', '--log-level', 'warn', '.'],
    ['ruff', 'check', '--fix', '-q', '.'],
    ['ruff', 'format', '-q', '.']
  ]) {
    codes.push((await attempt(command, args)).code);
  }
  return Math.max(...codes);
});
