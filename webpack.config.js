// src/standalone/ as one script for pages without JupyterLab: `intarsia.js`, with its
// styles in it, and beside it what is loaded when it is first needed.
// The extension itself is built by jupyter-builder, which does not read this.
//
//     npm run build:standalone        → dist/
const { join } = require('path');
const { IgnorePlugin } = require('webpack');

module.exports = (env, { mode = 'production' }) => ({
  mode,
  // What `tsc` made; the styles come first, as in JupyterLab.
  entry: ['./style/standalone.css', './style/index.js', './lib/standalone/index.js'],
  output: {
    path: join(__dirname, 'dist'),
    filename: 'intarsia.js',
    chunkFilename: 'intarsia-[name].js',
    library: { name: 'intarsia', type: 'umd' },
    globalObject: 'globalThis',
    clean: true
  },
  module: {
    rules: [
      { test: /\.svg$/, type: 'asset/source' },
      { test: /\.css$/, use: ['style-loader', 'css-loader'] },
      // Files of JupyterLab's packages say so of themselves, and are not written with endings.
      { test: /\.js$/, resolve: { fullySpecified: false } }
    ]
  },
  // JupyterLab brings its editor along; pages have a plain text area: it would be the largest part.
  plugins: [new IgnorePlugin({ resourceRegExp: /^\.\/codeeditor$/ })],
  cache: { type: 'filesystem', cacheDirectory: join(__dirname, '.cache', 'webpack') },
  devtool: mode === 'production' ? false : 'source-map',
  performance: { hints: false },
  stats: 'errors-warnings'
});
