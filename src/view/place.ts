import type { Widget } from '@lumino/widgets';

/**
 * The document around an app, as far as a view needs it.
 */
export interface IPlace {
  /** Run the cell that holds the app. */
  runCell(node: HTMLElement, appId: string): void;
  /** Show a line of the code cell with this execution count. */
  goTo(cell: string, line: number): void;
  /** Open the cell's output in a view of its own. */
  openView(node: HTMLElement, appId: string): void;
  /** Name the view of its own that a widget stands in, if it stands in one. */
  setTabTitle?(widget: Widget, title: string): void;
  /** Whether the document still holds the app, or is itself gone. */
  holds(appId: string): boolean;
}
