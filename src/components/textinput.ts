import type { InputAttributes } from '../protocol/types';

/**
 * Whether a person is writing somewhere: then nobody is to be called away.
 */
export function isWriting(): boolean {
  const element = document.activeElement;
  return element?.matches('input, textarea, select, [contenteditable="true"]') ?? false;
}

/**
 * Tell the browser what an author says of a field. What it may fill in is asked of a
 * person's own data: not for an output that nobody has vouched for.
 */
export function setAttributes(
  input: HTMLElement,
  attributes: InputAttributes,
  isTrusted: boolean
): void {
  const { autocapitalize, autocomplete, autocorrect, enterkeyhint, lang, spellcheck, tabindex } =
    attributes;
  const given: Readonly<Record<string, string | null>> = {
    autocapitalize,
    autocorrect,
    enterkeyhint,
    autocomplete: isTrusted ? autocomplete : null,
    lang: lang !== null && /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(lang) ? lang : null,
    // The order of going is the order of reading.
    tabindex: tabindex !== null && tabindex < 0 ? '-1' : null
  };
  for (const [name, value] of Object.entries(given)) {
    if (value !== null) {
      input.setAttribute(name, value);
    }
  }
  if (spellcheck !== null) {
    input.spellcheck = spellcheck;
  }
}
