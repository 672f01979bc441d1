import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISession } from '../session/state';
import type { AppView } from './appview';

/**
 * Something to do with a whole app: a line of the menu at its head.
 */
export interface IEntry {
  /** Unique among the entries. */
  readonly name: string;
  label(trans: TranslationBundle): string;
  /** Whether it can be done with an app as it stands now; asked at each paint. */
  isOffered(view: IEntry.IView): boolean;
  execute(view: IEntry.IView): void;
}

export namespace IEntry {
  /**
   * The view that an entry stands in, as far as entries know it.
   */
  export interface IView {
    readonly session: ISession;
    readonly trans: TranslationBundle;
    readonly hooks: AppView.IHooks;
  }
}

/**
 * What the menu of an app offers, in this order. An app without any has no menu.
 */
export const ENTRIES: ReadonlyArray<IEntry> = [
  {
    name: 'open-view',
    label: trans => trans.__('Open in a new view'),
    isOffered: ({ hooks }) => hooks.openView !== undefined,
    execute: ({ hooks }) => hooks.openView?.()
  }
];
