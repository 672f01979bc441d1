/**
 * The commands that a person may give a key, find in the palette, or another extension run:
 * for the app of the active cell, or of the tab in front.
 */
export namespace CommandIDs {
  export const openTab = 'intarsia:open-tab';

  export const copyCode = 'intarsia:copy-code';

  export const showCode = 'intarsia:show-code';

  export const showFlow = 'intarsia:show-flow';

  export const saveNotebook = 'intarsia:save-notebook';
}
