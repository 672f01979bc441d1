import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IAppHost } from './host';
import { NotebookPlace } from './notebookplace';
import { NotebookSaver } from './saving';
import { IAppSettings } from './settings';

/**
 * Apps in notebooks: live over the notebook's kernel, and saved with it.
 */
export const notebook: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-intarsia:notebook',
  description: 'Makes apps in notebooks live, and saves what they show.',
  autoStart: true,
  requires: [IAppHost, IAppSettings],
  optional: [INotebookTracker],
  activate: (
    app,
    host: IAppHost,
    settings: IAppSettings,
    tracker: INotebookTracker | null
  ): void => {
    const attach = (panel: NotebookPanel): void => {
      const { commands } = app;
      const sessions = host.attach({
        rendermime: panel.content.rendermime,
        source: panel.sessionContext,
        place: new NotebookPlace({
          panel,
          commands,
          dialogs: host.dialogs,
          reveal: () => app.shell.activateById(panel.id)
        }),
        title: panel.title
      });
      const saver = new NotebookSaver({ context: panel.context, sessions, settings });
      Private.letGo(panel.content.node);
      panel.disposed.connect(() => {
        saver.dispose();
        sessions.dispose();
      });
    };
    tracker?.forEach(attach);
    tracker?.widgetAdded.connect((_, panel) => attach(panel));
  }
};

namespace Private {
  /**
   * Take the focus out of an app when another place of the notebook is pressed.
   *
   * #### Notes
   * The host leaves it in the output where it was: keys meant for the cells would be typed
   * into a field.
   */
  export function letGo(notebook: HTMLElement): void {
    notebook.addEventListener(
      'mousedown',
      ({ target }) => {
        const focused = document.activeElement;
        const app = focused?.closest('.intarsia-App');
        if (app && focused instanceof HTMLElement && !app.contains(target as Node)) {
          focused.blur();
        }
      },
      true
    );
  }
}
