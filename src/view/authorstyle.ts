/**
 * The style sheet of an app's author: for this card alone, and for names that are not ids.
 *
 * #### Notes
 * A style element with `@scope` counts within its parent only. What the author calls
 * `elem_id` is no id in the page, which other cards and the host share: selectors find it
 * by an attribute.
 */
export namespace AuthorStyle {
  /**
   * Show a style sheet in a card, or none.
   */
  export function show(card: HTMLElement, css: string | null): void {
    const known = [...card.children].find(child => child.className === CLASS);
    if (!css) {
      known?.remove();
      return;
    }
    const style = known ?? document.createElement('style');
    style.className = CLASS;
    const text = `@scope {\n${scoped(css)}\n}`;
    if (style.textContent !== text) {
      style.textContent = text;
    }
    if (!known) {
      card.append(style);
    }
  }

  /**
   * The same rules, for attributes in place of ids, and for the card in place of the page.
   */
  export function scoped(css: string): string {
    return css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/([^{};]+)\{/g, (_, selector: string) => {
      const renamed = selector.trimStart().startsWith('@')
        ? selector
        : selector
            .replace(/#(-?[A-Za-z_][\w-]*)/g, '[data-elem-id="$1"]')
            .replace(/(^|[\s,>+~])(\.gradio-container|body|html|:root)(?![\w-])/g, '$1:scope');
      return `${renamed}{`;
    });
  }

  const CLASS = 'intarsia-AuthorStyle';
}
