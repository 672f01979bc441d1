import type { JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { Widget } from '@lumino/widgets';
import type { AppView } from '../view/appview';
import { AppRenderer } from '../view/renderer';
import { AppTab } from './apptab';

/**
 * The app that a command is meant for: that of the tab in front, or of the active cell of the
 * notebook in front; of several in one cell the one with the focus, or the first.
 */
export function currentApp(
  shell: JupyterFrontEnd.IShell,
  notebooks: INotebookTracker
): AppView | null {
  const { currentWidget } = shell;
  if (currentWidget instanceof MainAreaWidget && currentWidget.content instanceof AppTab) {
    return currentWidget.content.view;
  }
  if (currentWidget === null || currentWidget !== notebooks.currentWidget) {
    return null;
  }
  const found = notebooks.activeCell ? [...Private.appsIn(notebooks.activeCell)] : [];
  return found.find(({ node }) => node.contains(document.activeElement)) ?? found[0] ?? null;
}

namespace Private {
  export function* appsIn(widget: Widget): Iterable<AppView> {
    if (widget instanceof AppRenderer) {
      if (widget.view) {
        yield widget.view;
      }
      return;
    }
    for (const child of widget.children()) {
      yield* appsIn(child);
    }
  }
}
