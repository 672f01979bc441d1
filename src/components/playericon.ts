/**
 * The icons of players and recorders, on a grid of 16.
 */
export namespace PlayerIcon {
  /** A camera. */
  export const CAMERA = 'M1.5 4.5h8.5v7H1.5zM10 7.2l4.5-2.4v6.4L10 8.8';
  /** Four corners. */
  export const FULL = 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10';
  /** A microphone. */
  export const MICROPHONE =
    'M8 1.8a2 2 0 0 0-2 2v3.7a2 2 0 0 0 4 0V3.8a2 2 0 0 0-2-2zM3.5 7.5a4.5 4.5 0 0 0 9 0M8 12v2.2M5.8 14.2h4.4';
  /** A loudspeaker that is silent. */
  export const MUTED = 'M2 6v4h2.5L8 13V3L4.5 6zM10.7 6.2l3.6 3.6M14.3 6.2l-3.6 3.6';
  /** A camera for photographs. */
  export const PHOTO =
    'M1.8 5h2.9l1.2-1.6h4.2L11.3 5h2.9v7.8H1.8zM8 6.4a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z';
  /** Two bars. */
  export const PAUSE = 'M5.5 3.5v9M10.5 3.5v9';
  /** A triangle that points on. */
  export const PLAY = 'M5 3.2v9.6L12.5 8z';
  /** A disc. */
  export const RECORD = 'M8 4.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6z';
  /** A loudspeaker. */
  export const SOUND = 'M2 6v4h2.5L8 13V3L4.5 6zM10.5 5.8a3 3 0 0 1 0 4.4M12.4 4a5.6 5.6 0 0 1 0 8';
}
