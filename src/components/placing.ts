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
    const { scale, min_width } = spec;
    Private.setProperty(style, '--intarsia-scale', scale === null ? '' : String(scale));
    Private.setProperty(
      style,
      '--intarsia-min-width',
      min_width === null || min_width < 0 ? '' : `${min_width}px`
    );
    if (scale === 0) {
      dataset.scale = '0';
    } else {
      delete dataset.scale;
    }
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

  export function setProperty(style: CSSStyleDeclaration, name: string, value: string): void {
    if (value === '') {
      style.removeProperty(name);
    } else {
      style.setProperty(name, value);
    }
  }
}
