import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { appCommands } from './plugins/commands';
import { codeConsole } from './plugins/console';
import { components } from './plugins/components';
import { host } from './plugins/host';
import { notebook } from './plugins/notebook';
import { settings } from './plugins/settings';
import { tabs } from './plugins/tabs';

export * from './tokens';

const plugins: JupyterFrontEndPlugin<unknown>[] = [
  components,
  settings,
  host,
  notebook,
  codeConsole,
  tabs,
  appCommands
];

export default plugins;
