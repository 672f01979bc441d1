/**
 * The icons of conversations, on a grid of 16.
 */
export namespace ChatIcon {
  /** A paper clip. */
  export const ATTACH =
    'M12.8 7.2 7.4 12.6a3 3 0 0 1-4.3-4.2l5.6-5.7a2.1 2.1 0 0 1 3 3l-5.5 5.5a1.1 1.1 0 0 1-1.6-1.5l4.9-4.9';
  /** A tip that points at what unfolds. */
  export const CHEVRON = 'M6 4l4 4-4 4';
  /** A bin. */
  export const CLEAR = 'M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.6 9h5.8l.6-9M7 7v4M9 7v4';
  /** A cross. */
  export const CLOSE = 'M4.5 4.5l7 7M11.5 4.5l-7 7';
  /** An arrow downwards. */
  export const DOWN = 'M8 3v9.5M4 8.5l4 4 4-4';
  /** An arrow into a tray. */
  export const DOWNLOAD = 'M8 2.5V10M5 7.2l3 3 3-3M3 13.5h10';
  /** A pencil. */
  export const EDIT = 'M10.8 2.7l2.5 2.5-7.6 7.6-3.2.7.7-3.2zM9.3 4.2l2.5 2.5';
  /** A sheet with a folded corner. */
  export const FILE = 'M4 1.5h5l3 3v10H4zM9 1.5v3h3';
  /** A flag. */
  export const FLAG = 'M4 14V2.5h8.5l-2 3 2 3H4';
  /** A thumb upwards. */
  export const LIKE =
    'M2.5 7.5H5v6H2.5zM5 7.5l2.4-5c1.2 0 1.8.9 1.6 1.9l-.4 2.1h3.5c.8 0 1.4.8 1.2 1.6l-1.1 4.2c-.2.7-.7 1.2-1.4 1.2H5';
  /** An arrow that goes round. */
  export const RETRY = 'M13 8a5 5 0 1 1-1.6-3.7M13.2 2.2v3h-3';
  /** A box with a tick. */
  export const SELECT = 'M2.5 2.5h11v11h-11zM5 8l2.2 2.2L11 6';
  /** An arrow that turns back. */
  export const UNDO = 'M5.5 3 2.5 6l3 3M2.5 6h6.8a3.7 3.7 0 0 1 0 7.5H6';
}
