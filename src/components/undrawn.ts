import type { TranslationBundle } from '@jupyterlab/translation';

/** So much of a text that cannot be drawn is shown as it is. */
const READABLE = 10_000;

/**
 * Why something could not be drawn, above what there is to read of it.
 */
export function undrawn(error: unknown, raw: string | null, trans: TranslationBundle): ChildNode[] {
  const [reason] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  return told(trans.__('This result could not be drawn: %1', reason), raw);
}

/**
 * Words in the place of a result, above what there is to read of it.
 */
export function told(words: string, raw: string | null = null): ChildNode[] {
  const message = document.createElement('p');
  message.className = 'intarsia-Rendered-message';
  message.textContent = words;
  if (!raw) {
    return [message];
  }
  const whole = document.createElement('pre');
  whole.className = 'intarsia-Rendered-raw';
  whole.tabIndex = 0;
  whole.textContent = raw.length > READABLE ? `${raw.slice(0, READABLE)} …` : raw;
  return [message, whole];
}
