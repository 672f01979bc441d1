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
        place: null,
        title: panel.title
      });
      Private.keepEnter(panel.node);
      panel.disposed.connect(() => sessions.dispose());
    };
    tracker?.forEach(attach);
    tracker?.widgetAdded.connect((_, panel) => attach(panel));
  }
};

namespace Private {
  /**
   * Leave Enter to the app that it is pressed in.
   *
   * #### Notes
   * On the way down to its target, the console takes each Enter that is not for its own
   * editor. So it sees no such key, until the event has come to the app.
   */
  export function keepEnter(panel: HTMLElement): void {
    panel.addEventListener(
      'keydown',
      event => {
        const { target } = event;
        const app = target instanceof Element ? target.closest('.intarsia-App') : null;
        if (app && event.key === 'Enter') {
          Object.defineProperty(event, 'key', { configurable: true, value: 'Unidentified' });
          const show = (): void => {
            Reflect.deleteProperty(event, 'key');
          };
          app.addEventListener('keydown', show, { capture: true, once: true });
        }
      },
      true
    );
  }
}
