import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIDs } from './commandids';
import { currentApp } from './currentapp';

/**
 * What an app's menu offers, as commands of the host.
 */
export const appCommands: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-intarsia:commands',
  description: 'Adds commands for the app of the active cell.',
  autoStart: true,
  optional: [INotebookTracker, ICommandPalette, ITranslator],
  activate: (
    { commands, shell, restored },
    notebooks: INotebookTracker | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ): void => {
    if (!notebooks) {
      return;
    }
    const trans = (translator ?? nullTranslator).load('jupyterlab_intarsia');
    const add = (id: string, entry: string, label: string): void => {
      commands.addCommand(id, {
        label,
        isEnabled: () => currentApp(shell, notebooks)?.offers(entry) ?? false,
        execute: () => currentApp(shell, notebooks)?.execute(entry)
      });
    };
    add(CommandIDs.copyCode, 'copy-code', trans.__('Copy the app as code'));
    add(CommandIDs.showCode, 'show-code', trans.__('Show the code of the app'));
    add(CommandIDs.showFlow, 'flow', trans.__('Show the flow of the app'));

    const ids = Object.values(CommandIDs);
    void restored.then(() => {
      // Where there are no tabs, there is no command for them.
      for (const command of ids.filter(id => commands.hasCommand(id))) {
        palette?.addItem({ command, category: 'intarsia' });
      }
    });
    const changed = (): void => {
      ids.filter(id => commands.hasCommand(id)).forEach(id => commands.notifyCommandChanged(id));
    };
    notebooks.activeCellChanged.connect(changed);
    shell.currentChanged?.connect(changed);
  }
};
