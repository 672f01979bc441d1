// The page of ui-tests/standalone.spec.ts, as somebody would bundle a page of their own.
const { join } = require('path');

module.exports = ({ built }) => ({
  mode: 'development',
  devtool: false,
  entry: join(built, 'page.js'),
  output: { path: join(built, 'bundle'), filename: 'page.js' },
  module: {
    rules: [
      { test: /\.svg$/, type: 'asset/source' },
      { test: /\.css$/, use: ['style-loader', 'css-loader'] },
      { test: /\.js$/, resolve: { fullySpecified: false } }
    ]
  },
  cache: {
    type: 'filesystem',
    cacheDirectory: join(__dirname, '..', '..', '..', '.cache', 'webpack')
  },
  performance: { hints: false },
  stats: 'errors-warnings'
});
