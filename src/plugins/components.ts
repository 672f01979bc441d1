import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ComponentRegistry } from '../components/registry';
import { IComponentRegistry } from '../tokens';

/**
 * Which class draws which kind, open to other extensions.
 */
export const components: JupyterFrontEndPlugin<IComponentRegistry> = {
  id: 'jupyterlab-intarsia:components',
  description: 'Lets other extensions bring kinds of components.',
  autoStart: true,
  provides: IComponentRegistry,
  activate: () => new ComponentRegistry()
};
