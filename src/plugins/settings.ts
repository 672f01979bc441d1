import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

/**
 * What a person has set; the values follow the settings.
 */
export interface IAppSettings {
  /** Whether JavaScript of an app's author may run. */
  readonly authorScripts: boolean;
  /** Whether saving a notebook keeps what its apps show. */
  readonly saveValues: boolean;
  /** Whether tabs and the page's title tell that an app runs. */
  readonly showRunning: boolean;
  /** Emitted when any of them has changed. */
  readonly changed: ISignal<object, void>;
}

export const IAppSettings = new Token<IAppSettings>('intarsia:IAppSettings', 'The settings.');

/**
 * Reads the settings, where the host has any.
 */
export const settings: JupyterFrontEndPlugin<IAppSettings> = {
  id: 'jupyterlab-intarsia:plugin',
  description: 'Reads the settings of apps.',
  autoStart: true,
  provides: IAppSettings,
  optional: [ISettingRegistry],
  activate: (app, registry: ISettingRegistry | null): IAppSettings => {
    const changed = new Signal<object, void>({});
    const current = { authorScripts: true, saveValues: true, showRunning: true, changed };
    const read = (loaded: ISettingRegistry.ISettings): void => {
      current.authorScripts = loaded.composite.authorScripts !== false;
      current.saveValues = loaded.composite.saveValues !== false;
      current.showRunning = loaded.composite.showRunning !== false;
      changed.emit();
    };
    registry
      ?.load('jupyterlab-intarsia:plugin')
      .then(loaded => {
        loaded.changed.connect(read);
        read(loaded);
      })
      .catch((reason: unknown) => console.warn('intarsia: the settings cannot be read.', reason));
    return current;
  }
};
