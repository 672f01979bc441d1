// Packages that ship ES modules only: jest has to transform them as it does our own sources.
const esm = [
  '@codemirror',
  '@jupyter',
  '@jupyter-widgets',
  '@jupyterlab',
  '@lezer',
  '@lumino',
  '@marijn',
  '@microsoft',
  '@rjsf',
  'd3(-\\w+)?',
  'delaunator',
  'exenv-es6',
  'internmap',
  'lib0',
  'nanoid',
  'robust-predicates',
  'vscode-ws-jsonrpc',
  'y-protocols',
  'y-websocket',
  'yjs'
].join('|');

module.exports = {
  testEnvironment: 'jsdom',
  roots: ['<rootDir>/src'],
  testMatch: ['**/__tests__/*.spec.ts'],
  transform: {
    '\\.(t|j)sx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true }
        },
        module: { type: 'commonjs' }
      }
    ]
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm})(/|$))`],
  moduleNameMapper: {
    '\\.(css|less)$': 'identity-obj-proxy',
    '\\.(svg|gif|ttf|eot)(\\?.*)?$': '<rootDir>/src/testing/file.js'
  },
  setupFiles: ['<rootDir>/src/testing/setup.js'],
  setupFilesAfterEnv: ['<rootDir>/src/testing/console.js']
};
