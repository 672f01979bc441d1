/**
 * Load a module of the author's from its text, and return its default export.
 *
 * #### Notes
 * The text comes from the live kernel, by a context that gives none where it may not run.
 * It is loaded from a `blob:` that is revoked.
 */
export async function loadModule(text: string): Promise<unknown> {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  try {
    const module = (await import(/* webpackIgnore: true */ url)) as { default?: unknown };
    return module.default;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * Put what a script of the author's needs into the head of the page: scripts and style
 * sheets, each once. Resolves when the scripts are there.
 */
export async function loadHead(html: string): Promise<void> {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const wanted = page.querySelectorAll<HTMLElement>('script, link[rel~="stylesheet"], style');
  for (const element of wanted) {
    // In order: a script may need the one before it.
    await Private.add(element);
  }
}

namespace Private {
  const known = new Map<string, Promise<void>>();

  export function add(wanted: HTMLElement): Promise<void> {
    const address = wanted.getAttribute('src') ?? wanted.getAttribute('href') ?? '';
    const key = `${wanted.localName} ${address} ${wanted.textContent}`;
    let added = known.get(key);
    if (!added) {
      added = insert(wanted).catch((error: unknown) => {
        known.delete(key); // the next one tries again
        throw error;
      });
      known.set(key, added);
    }
    return added;
  }

  function insert(wanted: HTMLElement): Promise<void> {
    // Made anew: a parsed script does not run.
    const element = document.createElement(wanted.localName);
    for (const name of ['src', 'href', 'rel', 'type', 'crossorigin', 'integrity', 'media']) {
      const value = wanted.getAttribute(name);
      if (value !== null) {
        element.setAttribute(name, value);
      }
    }
    element.textContent = wanted.textContent;
    const isAwaited = element.localName === 'script' && element.hasAttribute('src');
    return new Promise((resolve, reject) => {
      element.addEventListener('load', () => resolve());
      element.addEventListener('error', () => {
        element.remove();
        reject(new Error(`${element.getAttribute('src') ?? 'A style sheet'} cannot be loaded.`));
      });
      document.head.append(element);
      if (!isAwaited) {
        resolve();
      }
    });
  }
}
