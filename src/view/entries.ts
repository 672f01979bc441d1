import type { TranslationBundle } from '@jupyterlab/translation';
import type { AppSpec } from '../protocol/types';
import type { ISession } from '../session/state';
import type { AppView } from './appview';
import { copyCall } from './copycall';
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
    /** Show the code of the app's functions, that of the one used last first. */
    showCode(): void;
    /** Show the code of the app's functions, or close it. */
    toggleCode(): void;
    /** Say something for a moment, at the card's upper end. */
    tell(words: string, level: 'info' | 'success' | 'warning'): void;
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
    name: 'copy-code',
    label: trans => trans.__('Copy as code'),
    isOffered: ({ session: { state } }) => state.hasCode && showsFiles(state),
    execute: view => void copyCall(view)
  },
  {
    name: 'show-code',
    label: trans => trans.__('Show the code'),
    isOffered: ({ session: { state } }) => state.hasCode && showsFiles(state),
    execute: view => view.toggleCode()
  },
  {
    name: 'open-tab',
    label: trans => trans.__('Open in a tab'),
    isOffered: ({ hooks }) => hooks.openTab !== undefined,
    execute: ({ hooks }) => hooks.openTab?.()
  },
  {
    name: 'show-cell',
    label: trans => trans.__('Go to the cell'),
    isOffered: ({ hooks }) => hooks.showCell !== undefined,
    execute: ({ hooks }) => hooks.showCell?.()
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
