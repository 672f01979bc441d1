import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { codeConsole } from './plugins/console';
import { components } from './plugins/components';
import { host } from './plugins/host';
import { notebook } from './plugins/notebook';
import { settings } from './plugins/settings';

export * from './tokens';

const plugins: JupyterFrontEndPlugin<unknown>[] = [
  components,
  settings,
  host,
  notebook,
  codeConsole
];

export default plugins;
