import type { TranslationBundle } from '@jupyterlab/translation';
import type { AppSpec } from '../protocol/types';
import type { ISession } from '../session/state';
import type { AppView } from './appview';
import { showsFiles } from './liveness';

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
    /** Show the flow of the app, or close it. */
    toggleFlow(): void;
  }
}

/**
 * What the menu of an app offers, in this order. An app without any has no menu.
 */
export const ENTRIES: ReadonlyArray<IEntry> = [
  {
    name: 'flow',
    label: trans => trans.__('Flow'),
    isOffered: ({ session: { state } }) => showsFiles(state) && hasFlow(state.app),
    execute: view => view.toggleFlow()
  },
  {
    name: 'open-view',
    label: trans => trans.__('Open in a new view'),
    isOffered: ({ hooks }) => hooks.openView !== undefined,
    execute: ({ hooks }) => hooks.openView?.()
  }
];

/**
 * Whether an app is more than one function with its buttons.
 */
function hasFlow(app: AppSpec): boolean {
  const calls = app.listeners.filter(listener => listener.calls);
  const isForm = app.components.find(spec => spec.id === app.root)?.kind === 'interface';
  return calls.some(({ targets }) => targets.length === 0) || (!isForm && calls.length > 1);
}
