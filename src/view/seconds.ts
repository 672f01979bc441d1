import type { TranslationBundle } from '@jupyterlab/translation';

/**
 * Say how long something took, as exactly as a person can use it.
 */
export function sayDuration(trans: TranslationBundle, seconds: number): string {
  if (seconds < 0.9995) {
    return trans.__('%1 ms', Math.max(1, Math.round(seconds * 1000)));
  }
  if (seconds < 59.95) {
    return trans.__('%1 s', seconds.toFixed(1));
  }
  const whole = Math.round(seconds);
  if (whole < 3600) {
    return trans.__('%1 min %2 s', Math.floor(whole / 60), whole % 60);
  }
  const minutes = Math.floor(whole / 60);
  return trans.__('%1 h %2 min', Math.floor(minutes / 60), minutes % 60);
}

/**
 * Say how long something has taken so far, in steps that a person can follow.
 */
export function sayElapsed(trans: TranslationBundle, seconds: number): string {
  return seconds < 1 ? trans.__('%1 s', seconds.toFixed(1)) : sayDuration(trans, seconds);
}
