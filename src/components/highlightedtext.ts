import type { HighlightedTextSpec } from '../protocol/types';
import { sameValue } from '../protocol/equality';
import { safeColor } from './colors';
import type { Component } from './component';
import { Control } from './control';
import { Field } from './field';
import { HighlightEditor } from './highlighteditor';
import { HighlightLegend } from './highlightlegend';
import type { IPart } from './highlightparts';
import { categoriesOf, joinParts, readParts, scoreText, strengthsOf } from './highlightparts';

/**
 * A text with parts that are marked: by categories, each with its colour, or by scores, on
 * a scale with two ends.
 *
 * #### Notes
 * Parts that can be chosen or changed are one stop of the tab key; arrows go between them.
 */
export class HighlightedText extends Control<HighlightedTextSpec> {
  constructor(options: Component.IOptions<HighlightedTextSpec>) {
    super(options, 'group');
    this.node.setAttribute('role', 'group');
    this.addClass('intarsia-HighlightedText');
    this.redraw();
  }

  protected build(slot: HTMLElement): void {
    this._draw(slot);
    this._editor = new HighlightEditor({
      text: this._text,
      trans: this.context.trans,
      parts: () => this._parts,
      categories: () => categoriesOf(this._parts, this.spec.color_map),
      onEdit: parts => this._edit(parts)
    });
  }

  protected buildDisplay(display: HTMLElement): void {
    this._editor = null;
    this._draw(display);
  }

  protected get events(): ReadonlyArray<string> {
    return [...super.events, 'mouseup'];
  }

  protected showControl(value: unknown): void {
    this._show(readParts(value));
  }

  protected showDisplay(_display: HTMLElement, value: unknown): void {
    this._show(readParts(value));
  }

  protected asText(value: unknown): string {
    return readParts(value)
      .map(part => part.token)
      .join('');
  }

  protected onClick(event: MouseEvent): void {
    const index = this._indexOf(event.target);
    if (index < 0) {
      return;
    }
    if (this._editor?.onClick(index, event)) {
      return;
    }
    if (this.spec.selectable) {
      const { token, class_or_confidence } = this._parts[index];
      const value = [token, class_or_confidence];
      this.trigger('select', { index, value, selected: true });
    }
  }

  protected onKeyDown(event: KeyboardEvent): void {
    const index = this._indexOf(event.target);
    const isPart = (event.target as Element).classList.contains('intarsia-HighlightedText-part');
    if (index < 0 || !isPart || this._editor?.onKeyDown(index, event)) {
      return;
    }
    const at = this._stops.indexOf(event.target as HTMLElement);
    const { length } = this._stops;
    const isBack = getComputedStyle(this._text).direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    const isOn = isBack === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    switch (event.key) {
      case 'Enter':
      case ' ':
        event.preventDefault();
        (event.target as HTMLElement).click();
        return;
      case isOn:
      case 'ArrowDown':
        this._goTo((at + 1) % length);
        break;
      case isBack:
      case 'ArrowUp':
        this._goTo((at - 1 + length) % length);
        break;
      case 'Home':
        this._goTo(0);
        break;
      case 'End':
        this._goTo(length - 1);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  protected onEvent(event: Event): void {
    if (event.type === 'mouseup') {
      this._editor?.onMouseUp();
    }
  }

  protected onInput(event: Event): void {
    // Of the field in which a category is written: taken when it is left.
    event.stopPropagation();
  }

  protected onChange(): void {
    return;
  }

  private _draw(host: HTMLElement): void {
    const { trans } = this.context;
    this._legend = new HighlightLegend({ trans, onPoint: name => this._dim(name) });
    this._text = document.createElement('div');
    this._text.className = 'intarsia-HighlightedText-text';
    this._text.dir = this.spec.rtl ? 'rtl' : 'auto';
    this._shown = null;
    host.append(this._legend.node, this._text);
  }

  private _edit(parts: IPart[]): void {
    this.enter(parts);
    this._show(parts);
    this.commit();
  }

  private _show(given: IPart[]): void {
    const { combine_adjacent, adjacent_separator } = this.spec;
    // Neighbours are joined when they are shown as well: a person may have marked them.
    const parts = combine_adjacent ? joinParts(given, adjacent_separator) : given;
    if (this._shown !== null && sameValue(this._shown, parts)) {
      return;
    }
    this._shown = this._parts = parts;
    const names = categoriesOf(parts, this.spec.color_map);
    const isScored = parts.some(part => typeof part.class_or_confidence === 'number');
    this._legend.show(
      this.spec.show_legend ? names.map(name => ({ name, color: this._color(name, names) })) : [],
      this.spec.show_legend && isScored
    );
    const strength = strengthsOf(parts);
    const nodes = parts.map(part => this._part(part, names, strength));
    this._text.replaceChildren(...nodes);
    const isOpen = this.spec.interactive || this.spec.selectable;
    this._stops = isOpen ? nodes.filter(node => node.textContent?.trim() !== '') : [];
    this._stops.forEach((node, at) => {
      node.tabIndex = at === 0 ? 0 : -1;
      node.setAttribute('role', 'button');
      Field.keepKeys(node);
    });
  }

  private _part(
    part: IPart,
    names: ReadonlyArray<string>,
    strength: (score: number) => number
  ): HTMLElement {
    const { token, class_or_confidence: label } = part;
    const isMarked = label !== null;
    const node = document.createElement(isMarked ? 'mark' : 'span');
    node.className = 'intarsia-HighlightedText-part';
    const words = document.createElement('span');
    words.className = 'intarsia-HighlightedText-words';
    words.textContent = token;
    node.append(words);
    if (typeof label === 'number') {
      this._score(node, label, strength(label));
    } else if (label !== null) {
      this._category(node, label, this._color(label, names));
    }
    if (isMarked && this.spec.interactive) {
      const { trans } = this.context;
      node.setAttribute('aria-description', trans.__('Enter changes the mark, Delete removes it.'));
      node.append(HighlightEditor.removeButton(token, this.context.trans));
    }
    return node;
  }

  private _score(node: HTMLElement, score: number, strength: number): void {
    const text = scoreText(score);
    node.classList.add(score < 0 ? 'intarsia-mod-lowers' : 'intarsia-mod-raises');
    node.style.setProperty('--intarsia-strength', Math.abs(strength).toFixed(3));
    node.title = text;
    const spoken = document.createElement('span');
    spoken.className = 'intarsia-mod-spoken';
    spoken.textContent = ` (${text}) `;
    node.append(spoken);
  }

  private _category(node: HTMLElement, label: string, color: string): void {
    const { show_inline_category, show_legend } = this.spec;
    node.dataset.category = '';
    node.style.setProperty('--intarsia-part', color);
    node.classList.toggle('intarsia-mod-clear', Private.isClear(color));
    this._names.set(node, label);
    const name = document.createElement('span');
    const isShown = show_inline_category && !show_legend;
    name.className = isShown ? 'intarsia-HighlightedText-category' : 'intarsia-mod-spoken';
    name.textContent = isShown ? label : ` (${label}) `;
    node.append(name);
  }

  private _color(name: string, names: ReadonlyArray<string>): string {
    const { color_map } = this.spec;
    const own = Object.hasOwn(color_map, name) ? safeColor(color_map[name]) : null;
    // Those that have a colour of the author's take none of the notebook's.
    const others = names.filter(each => !Object.hasOwn(color_map, each));
    const hue = (Math.max(0, others.indexOf(name)) % Private.HUES) + 1;
    return own ?? `var(--intarsia-hue-${hue})`;
  }

  /**
   * Show one category alone, or all again.
   */
  private _dim(name: string | null): void {
    for (const node of this._text.children) {
      const isOther = name !== null && this._names.get(node) !== name;
      node.classList.toggle('intarsia-mod-dimmed', isOther);
    }
  }

  private _indexOf(target: EventTarget | null): number {
    const part =
      target instanceof Element ? target.closest('.intarsia-HighlightedText-part') : null;
    return part ? [...this._text.children].indexOf(part) : -1;
  }

  private _goTo(at: number): void {
    this._stops.forEach((node, index) => {
      node.tabIndex = index === at ? 0 : -1;
    });
    this._stops[at]?.focus();
  }

  declare private _editor: HighlightEditor | null;
  declare private _legend: HighlightLegend;
  private _names = new WeakMap<Element, string>();
  private _parts: IPart[] = [];
  declare private _shown: IPart[] | null;
  private _stops: HTMLElement[] = [];
  declare private _text: HTMLElement;
}

namespace Private {
  /** How many colours of the notebook's there are. */
  export const HUES = 8;

  export function isClear(color: string): boolean {
    return color === 'transparent' || /^#([0-9a-f]{3}0|[0-9a-f]{6}00)$/i.test(color);
  }
}
