/**
 * Apps outside of JupyterLab: in a page of one's own, alone or among ipywidgets.
 */
export { MIME_TYPE } from '../protocol/types';
export { mount } from './mount';
export type { IMountOptions } from './mount';
export { connect, register } from './widgets';
export type { IPageManager, IRenderingManager } from './widgets';
