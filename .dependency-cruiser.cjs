// The rows of src/: a module imports only from its own row or from one below it.
//
//     index → plugins, standalone → view → components, session → protocol
//
// `npm run check` also plants violations in a copy and expects them to be found.
const { readFileSync } = require('fs');
const { join } = require('path');

const schema = JSON.parse(
  readFileSync(join(__dirname, 'schema', 'protocol', 'protocol.schema.json'), 'utf8')
);
const KINDS = schema.$defs.ComponentSpec.oneOf
  .map(({ $ref }) => schema.$defs[$ref.split('/').pop()].properties.kind)
  .flatMap(kind => kind.enum ?? kind.const)
  .map(kind => kind.replace(/_/g, ''))
  .join('|');

// Packages of a running JupyterLab; what draws (rendermime, translation, …) may be used anywhere above the protocol.
const HOST =
  'node_modules/@jupyterlab/(application|cells|console|docregistry|notebook|outputarea|services|settingregistry)/';
const WIRING =
  '^src/(index|tokens)\\.ts$|^src/(plugins|standalone)/|^src/session/(commchannel|kernellink)\\.ts$';
const TESTS = '/__tests__/|^src/testing/';

const above = (row, ...rows) => ({
  name: `${row}-imports-downwards`,
  severity: 'error',
  from: { path: `^src/${row}/`, pathNot: TESTS },
  to: { path: `^src/(${rows.join('|')})(/|\\.ts$)` }
});

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
    },
    {
      name: 'not-resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true }
    },
    above('protocol', 'session', 'components', 'view', 'plugins', 'standalone', 'tokens', 'index'),
    above('session', 'components', 'view', 'plugins', 'standalone', 'tokens', 'index'),
    above('components', 'session', 'view', 'plugins', 'standalone', 'tokens', 'index'),
    above('view', 'plugins', 'standalone', 'index'),
    above('plugins', 'standalone', 'index'),
    above('standalone', 'plugins', 'index'),
    {
      name: 'components-know-no-other',
      comment: 'A component that holds others gets them from its context.',
      severity: 'error',
      from: { path: `^src/components/(${KINDS})\\.ts$` },
      to: {
        path: `^src/components/(${KINDS})\\.ts$`,
        pathNot: '^src/components/$1\\.ts$'
      }
    },
    {
      name: 'host-only-in-the-wiring',
      severity: 'error',
      from: { path: '^src/', pathNot: `${WIRING}|${TESTS}` },
      to: { path: HOST }
    },
    {
      name: 'protocol-and-session-without-widgets',
      severity: 'error',
      from: {
        path: '^src/(protocol|session)/',
        pathNot: `^src/session/(commchannel|kernellink)\\.ts$|${TESTS}`
      },
      to: { path: 'node_modules/(@jupyterlab/|@lumino/widgets/)' }
    },
    {
      name: 'widgets-protocol-only-standalone',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/standalone/|${TESTS}` },
      to: { path: 'node_modules/@jupyter-widgets/' }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.js', '.d.ts']
    }
  }
};
