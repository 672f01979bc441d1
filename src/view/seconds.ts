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

/**
 * Say how long something will still take: no more exactly than that can be known.
 */
export function sayRest(trans: TranslationBundle, seconds: number): string {
  if (seconds < 59.5) {
    return trans.__('%1 s', Math.max(1, Math.round(seconds)));
  }
  const minutes = seconds / 60;
  if (minutes < 10) {
    const tens = Math.round(seconds / 10) * 10;
    return tens % 60 === 0
      ? trans.__('%1 min', tens / 60)
      : trans.__('%1 min %2 s', Math.floor(tens / 60), tens % 60);
  }
  if (minutes < 59.5) {
    return trans.__('%1 min', Math.round(minutes));
  }
  const whole = Math.round(minutes);
  return trans.__('%1 h %2 min', Math.floor(whole / 60), whole % 60);
}
