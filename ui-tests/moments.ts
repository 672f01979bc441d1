import type { Locator } from 'playwright-core';

/**
 * Watch for what is there for a moment only: who looks now and then may miss it.
 *
 * #### Returns
 * What waits until something within the element has been visible that matches the selector and
 * holds the words, since this was called.
 */
export async function passing(
  within: Locator,
  selector: string,
  words = /(?:)/
): Promise<() => Promise<void>> {
  const found = await within.evaluateHandle(
    (root, { selector, source }) => {
      const found = { isSeen: false };
      const look = () => {
        found.isSeen ||= [...root.querySelectorAll(selector)].some(
          node => node.checkVisibility() && new RegExp(source, 'u').test(node.textContent ?? '')
        );
      };
      new MutationObserver(look).observe(root, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true
      });
      look();
      return found;
    },
    { selector, source: words.source }
  );
  return async () => {
    await within.page().waitForFunction(found => found.isSeen, found);
  };
}
