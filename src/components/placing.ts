import type { ComponentSpec } from '../protocol/types';

/**
 * What an author said of a component beyond what it is: its share of the row it stands in,
 * whether it has a frame, and what style sheets know it by.
 *
 * #### Notes
 * Nothing of it becomes an id, and a class of the host's or of ours cannot be had: it would
 * give the look, or the behaviour, of something else. In an output that is not trusted,
 * style sheets know none of it.
 */
export class Placing {
  /**
   * Mark a node that somebody else owns.
   */
  constructor(node: HTMLElement, isTrusted: boolean) {
    this._node = node;
    this._isTrusted = isTrusted;
  }

  /**
   * Show what a description says.
   */
  show(spec: ComponentSpec): void {
    const { classList, dataset, style } = this._node;
    const { scale, min_width: least } = spec;
    // As styles of its own: a variable would be its children's too.
    style.flexGrow = scale === null ? '' : String(scale);
    style.flexBasis = scale === null ? '' : scale === 0 ? 'auto' : '0%';
    style.minInlineSize = least === null || least < 0 ? '' : `min(${least}px, 100%)`;
    classList.toggle('intarsia-mod-bare', !spec.container);
    classList.remove(...this._classes);
    this._classes = this._isTrusted ? Private.ownClasses(spec.elem_classes) : [];
    classList.add(...this._classes);
    if (this._isTrusted && spec.elem_id) {
      dataset.elemId = spec.elem_id;
    } else {
      delete dataset.elemId;
    }
  }

  private _classes: ReadonlyArray<string> = [];
  private readonly _isTrusted: boolean;
  private readonly _node: HTMLElement;
}

namespace Private {
  /** Of the host, its widgets, and of intarsia. */
  const TAKEN = /^(jp|lm|intarsia)-/i;

  export function ownClasses(names: ReadonlyArray<string>): string[] {
    return names
      .flatMap(name => name.split(/\s+/))
      .filter(name => name !== '' && !TAKEN.test(name));
  }
}
