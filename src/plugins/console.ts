import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import type { ConsolePanel } from '@jupyterlab/console';
import { IConsoleTracker } from '@jupyterlab/console';
import { IAppHost } from './host';

/**
 * Apps in code consoles.
 */
export const codeConsole: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-intarsia:console',
  description: 'Makes apps in code consoles live.',
  autoStart: true,
  requires: [IAppHost],
  optional: [IConsoleTracker],
  activate: (app, host: IAppHost, tracker: IConsoleTracker | null): void => {
    const attach = (panel: ConsolePanel): void => {
      const sessions = host.attach({
        rendermime: panel.console.rendermime,
        source: panel.sessionContext,
        place: null
      });
      panel.disposed.connect(() => sessions.dispose());
    };
    tracker?.forEach(attach);
    tracker?.widgetAdded.connect((_, panel) => attach(panel));
  }
};
