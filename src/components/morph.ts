/**
 * Make the children of an element like those of another, changing only what differs: what
 * is the same stays, with its focus and with whoever listens to it.
 */
export function morphChildren(element: Element, wanted: Element): void {
  const before = [...element.childNodes];
  const after = [...wanted.childNodes];
  after.forEach((node, at) => {
    const known = before[at];
    if (known === undefined) {
      element.append(node.cloneNode(true));
    } else if (known instanceof Element && node instanceof Element && isAlike(known, node)) {
      morphElement(known, node);
    } else if (known.nodeType === Node.TEXT_NODE && node.nodeType === Node.TEXT_NODE) {
      if (known.textContent !== node.textContent) {
        known.textContent = node.textContent;
      }
    } else {
      element.replaceChild(node.cloneNode(true), known);
    }
  });
  before.slice(after.length).forEach(node => node.parentNode?.removeChild(node));
}

function isAlike(known: Element, wanted: Element): boolean {
  return known.localName === wanted.localName && known.namespaceURI === wanted.namespaceURI;
}

function morphElement(element: Element, wanted: Element): void {
  for (const { name } of [...element.attributes]) {
    // Whoever has the focus keeps its keys from the notebook.
    if (!wanted.hasAttribute(name) && name !== 'data-lm-suppress-shortcuts') {
      element.removeAttribute(name);
    }
  }
  for (const { name, value } of wanted.attributes) {
    if (element.getAttribute(name) !== value) {
      element.setAttribute(name, value);
      if (name === 'value' && element instanceof HTMLInputElement) {
        element.value = value;
      }
    }
  }
  morphChildren(element, wanted);
}
