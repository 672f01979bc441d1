// npm run test:gradio: is what we say of Gradio still so?
// Plays the programs of kernel-bridge/tests/gradioprograms/ under the real Gradio, in an environment of
// its own, and compares with the recordings; they are what pytest compares intarsia with.
// npm run test:gradio -- --write           writes the recordings and Gradio's facts anew.
// npm run test:gradio -- --write tabs todo only those programs.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { otherLab } from './setup/otherlab.mjs';
import { programs, python, root } from './setup/paths.mjs';
import { Problem, environment, main, run } from './setup/processes.mjs';

const VERSION = '6.31';
const PACKAGES = [`gradio==${VERSION}.*`, 'matplotlib', 'numpy', 'pandas'];
const FACTS = join(root, 'schema', `gradio-${VERSION}.json`);
const SUITE = join(root, 'kernel-bridge', 'tests', 'gradioprograms');
const RECORDINGS = join(SUITE, 'recordings');

await main(async () => {
  const chosen = process.argv.slice(2);
  const write = chosen.includes('--write');
  const names = chosen.filter(name => !name.startsWith('--'));
  const folder = await otherLab('gradio', ...PACKAGES);
  const env = environment({}, programs(folder));
  const place = mkdtempSync(join(tmpdir(), 'intarsia-gradio-'));
  const differing = [];
  let count = 0;
  const compare = (made, kept) => {
    count += 1;
    if (existsSync(kept) && readFileSync(made, 'utf8') === readFileSync(kept, 'utf8')) {
      return;
    }
    differing.push(kept.slice(root.length).replace(/^\//, ''));
    if (write) {
      copyFileSync(made, kept);
    }
  };
  try {
    if (names.length === 0) {
      const facts = join(place, 'facts');
      await run(python(folder), [join(root, 'scripts', 'gradiofacts.py'), facts], {
        env,
        output: 'keep'
      });
      compare(facts, FACTS);
    }
    const files = readdirSync(join(SUITE, 'programs'))
      .filter(file => file.endsWith('.py'))
      .filter(file => names.length === 0 || names.includes(file.slice(0, -3)))
      .map(file => join(SUITE, 'programs', file));
    console.log(`Playing ${files.length} programs under Gradio ${VERSION} …`);
    const recorder = join(SUITE, 'recorder.py');
    await run(python(folder), [recorder, place, ...files], { env, output: 'keep' });
    for (const file of readdirSync(place).filter(name => name.endsWith('.json'))) {
      compare(join(place, file), join(RECORDINGS, file));
    }
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
  if (differing.length > 0 && write) {
    console.log(`Written: ${differing.join(', ')}`);
  } else if (differing.length > 0) {
    throw new Problem(`Gradio does not do what these say:\n  ${differing.join('\n  ')}`);
  }
  console.log(`\n${count} passed, 0 failed`);
});
