/**
 * Make what stands in one element like what stands in another one, by as little as possible.
 *
 * #### Notes
 * Elements and texts that are there already stay the same nodes: a selection in them is kept,
 * nothing flickers, and what has the focus or is scrolled stays so. What is new is taken out
 * of `next`, with whoever listens to it; of what is kept, `next` is dropped.
 */
export function morph(shown: Node, next: Node, options: Morph.IOptions = {}): void {
  morphNodes(shown, [...shown.childNodes], [...next.childNodes], null, options);
}

/**
 * The same for some of an element's children, those before `end`. Returns what stands there now.
 */
export function morphNodes(
  parent: Node,
  shown: ReadonlyArray<ChildNode>,
  next: ReadonlyArray<ChildNode>,
  end: Node | null,
  options: Morph.IOptions = {}
): ChildNode[] {
  const after = next.map((node, at) => {
    const old = shown.at(at);
    if (old === undefined) {
      parent.insertBefore(node, end);
      Morph.learn(node);
      return node;
    }
    if (old instanceof Text && node instanceof Text) {
      setData(old, node.data);
      return old;
    }
    const isSame = options.isSame?.(old, node) ?? null;
    if (isSame ?? Private.isLike(old, node, options)) {
      if (isSame === null) {
        morphElement(old as Element, node as Element, options);
      }
      return old;
    }
    parent.replaceChild(node, old);
    Morph.learn(node);
    return node;
  });
  shown.slice(next.length).forEach(node => node.remove());
  return after;
}

/**
 * Make an element itself, and what stands in it, like another one of its name.
 */
export function morphElement(shown: Element, next: Element, options: Morph.IOptions = {}): void {
  const isFolded = Private.isFoldedAsBefore(shown, next);
  for (const { name } of [...shown.attributes]) {
    // Whoever has the focus keeps its keys from the notebook.
    const isKept =
      name === 'data-lm-suppress-shortcuts' ||
      (name === 'open' && isFolded) ||
      options.kept?.includes(name);
    if (!next.hasAttribute(name) && !isKept) {
      shown.removeAttribute(name);
    }
  }
  for (const { name, value } of next.attributes) {
    if (shown.getAttribute(name) !== value && !(name === 'open' && isFolded)) {
      shown.setAttribute(name, value);
      if (name === 'value' && shown instanceof HTMLInputElement) {
        shown.value = value;
      }
    }
  }
  morph(shown, next, options);
}

/**
 * Change a text from where it differs on: what is selected before stays selected.
 */
export function setData(text: Text, data: string): void {
  const { data: before } = text;
  if (data === before) {
    return;
  }
  if (data.startsWith(before)) {
    text.appendData(data.slice(before.length));
    return;
  }
  let at = 0;
  while (at < before.length && before[at] === data[at]) {
    at++;
  }
  text.replaceData(at, before.length - at, data.slice(at));
}

export namespace Morph {
  export interface IOptions {
    /** Whether a node is another one, with all that is in it; `null`: it may become it. */
    isSame?(shown: Node, next: Node): boolean | null;
    /** Whether an element, or who listens to it, is made for what it says: it never changes. */
    isBound?(element: Element): boolean;
    /** Attributes that stay, also where `next` has none. */
    readonly kept?: ReadonlyArray<string>;
  }

  /**
   * Take note of what is folded in something new: what a person does to it stays until it is
   * told to be otherwise.
   */
  export function learn(node: Node): void {
    if (node instanceof Element) {
      for (const each of [node, ...node.querySelectorAll(Private.FOLD)]) {
        if (each.localName === Private.FOLD) {
          Private.told.set(each, each.hasAttribute('open'));
        }
      }
    }
  }

  /**
   * Whether an element of the host's renderers is bound to what it leads to, or shows.
   */
  export function isOfHost(element: Element): boolean {
    return ['A', 'BUTTON', 'IMG'].includes(element.nodeName);
  }
}

namespace Private {
  export const FOLD = 'details';

  /** How what folds was told to be. */
  export const told = new WeakMap<Element, boolean>();

  /**
   * Whether an element that folds is told to be as it was told before.
   */
  export function isFoldedAsBefore(shown: Element, next: Element): boolean {
    if (shown.localName !== FOLD) {
      return false;
    }
    const [before, now] = [told.get(shown), next.hasAttribute('open')];
    told.set(shown, now);
    return before === now;
  }

  /**
   * Whether an element may become another one.
   */
  export function isLike(shown: Node, next: Node, { isBound }: Morph.IOptions): boolean {
    return (
      shown instanceof Element &&
      next instanceof Element &&
      shown.localName === next.localName &&
      shown.namespaceURI === next.namespaceURI &&
      (!isBound?.(shown) || shown.cloneNode().isEqualNode(next.cloneNode()))
    );
  }
}
