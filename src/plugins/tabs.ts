import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import { DOMUtils, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { appIcon } from './appicon';
import { AppTab } from './apptab';
import { currentApp } from './currentapp';
import { CommandIDs } from './commandids';

/**
 * Apps in tabs of their own, where the host has tabs.
 */
export const tabs: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-intarsia:tabs',
  description: 'Opens apps in tabs of their own, beside their notebooks.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [ILabShell, INotebookTracker, ILayoutRestorer, ITranslator],
  activate: (
    app,
    rendermime: IRenderMimeRegistry,
    shell: ILabShell | null,
    notebooks: INotebookTracker | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null
  ): void => {
    if (!shell || !notebooks) {
      return;
    }
    const { commands } = app;
    const trans = (translator ?? nullTranslator).load('jupyterlab_intarsia');
    const tracker = new WidgetTracker<MainAreaWidget<AppTab>>({ namespace: 'intarsia-apps' });

    const create = (spot: AppTab.ISpot, title: string): MainAreaWidget<AppTab> => {
      const content: AppTab = new AppTab({
        spot,
        notebooks,
        rendermime,
        trans,
        open: path => {
          const options = { mode: 'split-left', ref: widget.id };
          void commands.execute('docmanager:open', { path, options });
        },
        reveal: panel => shell.activateById(panel.id)
      });
      const widget: MainAreaWidget<AppTab> = new MainAreaWidget({ content });
      widget.addClass('intarsia-mod-tab');
      widget.toolbar.hide();
      widget.id = DOMUtils.createDomID();
      widget.title.closable = true;
      widget.title.icon = appIcon;
      widget.title.label = title || trans.__('App');
      const save = (): void => {
        const { label } = widget.title;
        widget.title.caption = trans.__('Name: %1\nNotebook: %2', label, content.spot.path);
        void tracker.save(widget);
      };
      save();
      content.spotChanged.connect(save);
      widget.title.changed.connect(save);
      return widget;
    };

    const open = async (spot: AppTab.ISpot, title: string): Promise<MainAreaWidget<AppTab>> => {
      const key = Private.name(spot);
      const known = tracker.find(({ content }) => Private.name(content.spot) === key);
      if (known) {
        shell.activateById(known.id);
        return known;
      }
      const widget = create(spot, title);
      const ref = notebooks.find(({ context }) => context.path === spot.path)?.id;
      await tracker.add(widget);
      shell.add(widget, 'main', ref ? { ref, mode: 'split-right' } : {});
      return widget;
    };

    commands.addCommand(CommandIDs.openTab, {
      label: trans.__('Open the app in a tab'),
      isEnabled: args =>
        Private.spot(args) !== null ||
        (currentApp(app.shell, notebooks)?.offers('open-tab') ?? false),
      execute: args => {
        const spot = Private.spot(args);
        if (spot) {
          return open(spot, typeof args.title === 'string' ? args.title : '');
        }
        currentApp(app.shell, notebooks)?.execute('open-tab');
        return undefined;
      }
    });

    const notebookInFront = (): NotebookPanel | null =>
      tracker.find(widget => widget === shell.currentWidget)?.content.notebook ?? null;
    commands.addCommand(CommandIDs.saveNotebook, {
      label: trans.__('Save the notebook of the app'),
      isEnabled: () => notebookInFront() !== null,
      execute: () => notebookInFront()?.context.save()
    });

    void restorer?.restore(tracker, {
      command: CommandIDs.openTab,
      args: ({ content, title }) => ({ ...content.spot, title: title.label }),
      name: ({ content }) => Private.name(content.spot),
      when: notebooks.restored
    });
  }
};

namespace Private {
  export function name({ path, cell, index }: AppTab.ISpot): string {
    return `${path}:${cell}:${index}`;
  }

  export function spot(args: { readonly [key: string]: unknown }): AppTab.ISpot | null {
    const { path, cell, index } = args;
    return typeof path === 'string' && typeof cell === 'string' && typeof index === 'number'
      ? { path, cell, index }
      : null;
  }
}
