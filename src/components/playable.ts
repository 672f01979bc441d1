/**
 * What can be played, as far as players use it: an element of sound or video, and our own
 * sound that grows.
 *
 * #### Notes
 * It tells by the events of media elements: `play`, `pause`, `ended`, `timeupdate`,
 * `durationchange`, `waiting`, `playing`, `error`. Of one that grows the duration is
 * `Infinity`, and `seekable` ends where what has come ends.
 */
export interface IPlayable extends EventTarget {
  play(): Promise<void>;
  pause(): void;
  readonly paused: boolean;
  readonly ended: boolean;
  /** In seconds; set to go there. */
  currentTime: number;
  /** In seconds; `NaN` while nothing is known. */
  readonly duration: number;
  readonly seekable: { readonly length: number; end(index: number): number };
  playbackRate: number;
  muted: boolean;
  loop: boolean;
}

/**
 * How far one can go, in seconds; zero while nothing is known.
 */
export function reachOf(playable: IPlayable | null): number {
  if (playable === null || Number.isNaN(playable.duration)) {
    return 0;
  }
  const { duration, seekable } = playable;
  if (Number.isFinite(duration)) {
    return duration;
  }
  return seekable.length > 0 ? seekable.end(seekable.length - 1) : playable.currentTime;
}
