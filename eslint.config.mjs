import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const node = Object.fromEntries(
  [
    'Buffer',
    'URL',
    'AbortController',
    'AbortSignal',
    'WebSocket',
    'clearInterval',
    'clearTimeout',
    'console',
    'fetch',
    'performance',
    'process',
    'setImmediate',
    'setInterval',
    'setTimeout',
    'structuredClone'
  ].map(name => [name, 'readonly'])
);

export default defineConfig([
  globalIgnores([
    'lib/',
    'build/',
    '.venv/',
    '.cache/',
    'coverage/',
    'dist/',
    'kernel-bridge/',
    'ui-tests/.build/'
  ]),
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
      'prefer-const': 'error'
    }
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: {
      parserOptions: {
        project: './tsconfig.check.json',
        tsconfigRootDir: import.meta.dirname
      }
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        // Node's runner waits for these itself.
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['describe', 'test'], package: 'node:test' }
          ]
        }
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      // Lumino's way: interface IOptions within a namespace of the class's name.
      '@typescript-eslint/no-namespace': 'off',
      '@typescript-eslint/no-empty-object-type': [
        'error',
        { allowInterfaces: 'with-single-extends' }
      ],
      '@typescript-eslint/no-unused-vars': ['error', { args: 'none', caughtErrors: 'none' }]
    }
  },
  {
    files: ['src/**/*.ts'],
    rules: { 'no-console': ['error', { allow: ['warn', 'error'] }] }
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    languageOptions: { globals: node }
  },
  {
    files: ['*.js', '*.cjs', 'src/testing/*.js', '**/webpack.config.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        ...node,
        __dirname: 'readonly',
        afterAll: 'readonly',
        afterEach: 'readonly',
        CSSStyleSheet: 'readonly',
        Event: 'readonly',
        module: 'writable',
        require: 'readonly',
        window: 'readonly'
      }
    }
  },
  {
    files: ['style/*.js'],
    languageOptions: { sourceType: 'module' }
  }
]);
