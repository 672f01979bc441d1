import { Layout } from '../components/layout';
import type { Component } from '../components/component';
import type { ComponentTree } from './tree';

const FOCUSABLE = 'input, select, textarea, button, a[href], summary, [tabindex]';

/**
 * Where the focus is within an app, so that it can be found again in another drawing.
 */
export class FocusPlace {
  /**
   * The place of the focus; null when it is not on a component.
   */
  static of(node: HTMLElement, tree: ComponentTree | null): FocusPlace | null {
    const { activeElement } = document;
    if (!tree || !activeElement || !node.contains(activeElement)) {
      return null;
    }
    // The innermost component: layouts contain the others.
    const component = [...tree.all()]
      .filter(item => item.node.contains(activeElement))
      .sort((a, b) => (a.node.contains(b.node) ? 1 : -1))[0];
    return component
      ? new FocusPlace(
          component.spec.id,
          [...component.node.querySelectorAll(FOCUSABLE)].indexOf(activeElement)
        )
      : null;
  }

  /**
   * Put the focus on the first control that is wrong, in reading order.
   */
  static firstWrong(components: ReadonlyArray<Component>): void {
    const first = [...components].sort((a, b) =>
      a.node.compareDocumentPosition(b.node) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
    )[0];
    if (first) {
      Layout.uncover(first);
    }
    const wrong = first?.node.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong?.matches(FOCUSABLE)) {
      wrong.focus();
    } else {
      first?.focusFirst();
    }
  }

  private constructor(
    private readonly _component: string,
    private readonly _index: number
  ) {}

  /**
   * Put the focus there again, in another drawing.
   */
  restore(tree: ComponentTree | null): void {
    const component = tree?.get(this._component);
    const element = component?.node.querySelectorAll<HTMLElement>(FOCUSABLE)[this._index];
    if (element) {
      element.focus();
    } else {
      component?.focusFirst();
    }
  }
}
