import { LabIcon } from '@jupyterlab/ui-components';

/**
 * The icon of an app's tab: a board, and what is let into it.
 */
export const appIcon = new LabIcon({
  name: 'intarsia:app',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <path class="jp-icon3" fill="#616161" fill-rule="evenodd" d="M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm7 2.5L5.5 12l6.5 6.5 6.5-6.5zm0 3.2L8.7 12l3.3 3.3 3.3-3.3z"/>
</svg>`
});
