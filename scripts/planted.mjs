// Do the tools that guard the rows of imports really find a violation?
// Each gets a copy of the sources with some planted in it, and has to name their rules.
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cache, root } from './setup/paths.mjs';
import { Problem, attempt, environment, main } from './setup/processes.mjs';

const place = join(cache, 'planted'); // within the project, so that node_modules/ is found
const AGAINST_BROWSER = {
  'src/protocol/planted.ts': ['../session/channel', 'protocol-imports-downwards'],
  'src/session/planted.ts': ['@lumino/widgets', 'protocol-and-session-without-widgets'],
  'src/components/planted.ts': ['@jupyterlab/services', 'host-only-in-the-wiring'],
  'src/components/slider.ts': ['./textbox', 'components-know-no-other']
};
const AGAINST_KERNEL = {
  'intarsia/wire.py': ['intarsia.components', 'A module imports from below alone'],
  'intarsia/components/base.py': ['intarsia.runtime', 'A module imports from below alone'],
  'intarsia/runtime/loop.py': ['intarsia.jupyter', 'A module imports from below alone'],
  'intarsia/signature.py': ['intarsia.messages', 'knows nothing of what travels'],
  'intarsia/spec.py': ['ipykernel', 'imported in intarsia.jupyter alone'],
  'intarsia/planted.py': ['sys', 'A module imports from below alone'], // has no row
  ...everyComponent()
};

/** Each component's module, with an import of the one before it. */
function everyComponent() {
  const schema = JSON.parse(
    readFileSync(join(root, 'schema', 'protocol', 'protocol.schema.json'), 'utf8')
  );
  const names = schema.$defs.ComponentSpec.oneOf
    .map(({ $ref }) => schema.$defs[$ref.split('/').pop()].properties.kind)
    .flatMap(kind => kind.enum ?? kind.const)
    .map(kind => kind.replace(/_/g, ''));
  return Object.fromEntries(
    names.map((name, place) => [
      `intarsia/components/${name}.py`,
      [`intarsia.components.${names.at(place - 1)}`, 'Components know no other component']
    ])
  );
}

await main(async () => {
  try {
    cpSync(join(root, 'src'), join(place, 'src'), {
      recursive: true,
      filter: path => !path.includes('__tests__')
    });
    cpSync(join(root, 'kernel-bridge', 'intarsia'), join(place, 'intarsia'), {
      recursive: true,
      filter: path => !/labextension|standalone|__pycache__/.test(path)
    });
    for (const [file, [imported]] of Object.entries(AGAINST_BROWSER)) {
      plant(file, `\nimport * as planted from '${imported}';\nvoid planted;\n`);
    }
    plant('src/components/textbox.ts', '\n'); // there has to be something to import
    for (const [file, [imported]] of Object.entries(AGAINST_KERNEL)) {
      plant(file, `\nimport ${imported}\n`);
    }
    await expect(AGAINST_BROWSER, 'depcruise', [
      '--config',
      join(root, '.dependency-cruiser.cjs'),
      'src'
    ]);
    await expect(AGAINST_KERNEL, 'lint-imports', [
      '--no-cache',
      '--no-logo',
      '--config',
      join(root, '.importlinter')
    ]);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});

function plant(file, text) {
  const path = join(place, file);
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, text);
}

async function expect(planted, command, args) {
  const { code, text } = await attempt(command, args, {
    cwd: place,
    env: environment({ PYTHONPATH: place, NO_COLOR: '1' }),
    output: 'keep'
  });
  const lines = text.split('\n');
  for (const [file, [imported, rule]] of Object.entries(planted)) {
    const broken = lines.some(line => line.includes(rule) && !line.includes('KEPT'));
    if (code === 0 || !broken || !lines.some(line => tells(line, file, imported))) {
      throw new Problem(
        `${command} did not find the import of ${imported} planted in ${file}:\n${text}`
      );
    }
  }
  console.log(`${command} found all ${Object.keys(planted).length} planted imports`);
}

/** Whether a line of a report is about this file and what it imports. */
function tells(line, file, imported) {
  const module = file.replace(/\.py$/, '').replaceAll('/', '.');
  return (
    line.includes(`${file} → `) ||
    line.replace(/ +/g, ' ').includes(`- ${module} -> ${imported} `) ||
    line.trim() === `- ${module}`
  );
}
