import type { Widget } from '@lumino/widgets';

/**
 * The document around an app, as far as a view needs it.
 */
export interface IPlace {
  /** Run the cell that holds the app. */
  runCell(node: HTMLElement, appId: string): void;
  /** Show a line of the code cell with this execution count. */
  goTo(cell: string, line: number): void;
  /** Whether there are tabs that an app can be opened in. */
  readonly hasTabs: boolean;
  /** Open the app in a tab of its own, called so. */
  openTab(node: HTMLElement, appId: string, title: string): void;
  /** Bring the cell that holds the app to the front. */
  showCell(node: HTMLElement, appId: string): void;
  /** Name the view of its own that a widget stands in, if it stands in one. */
  setTabTitle?(widget: Widget, title: string): void;
  /** Whether the document still holds the app, or is itself gone. */
  holds(appId: string): boolean;
}
