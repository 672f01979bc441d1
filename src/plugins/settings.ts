import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Token } from '@lumino/coreutils';

/**
 * What a person has set; the values follow the settings.
 */
export interface IAppSettings {
  /** Whether JavaScript of an app's author may run. */
  readonly authorScripts: boolean;
  /** Whether saving a notebook keeps what its apps show. */
  readonly saveValues: boolean;
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
    const current = { authorScripts: true, saveValues: true };
    const read = (loaded: ISettingRegistry.ISettings): void => {
      current.authorScripts = loaded.composite.authorScripts !== false;
      current.saveValues = loaded.composite.saveValues !== false;
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
