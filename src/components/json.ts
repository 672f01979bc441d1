import type { JSONSpec } from '../protocol/types';
import type { Component } from './component';
import { Control } from './control';
import { copyButton } from './fieldbutton';
import { formatJson, parseJson } from './jsontext';
import { JsonTree } from './jsontree';
import { setHeights } from './heights';

/**
 * A value as JSON: a tree that unfolds, or text to edit.
 *
 * #### Notes
 * Text that is no JSON is a draft too: its bytes, which the kernel refuses, since any
 * text would itself be valid JSON.
 */
export class JSON extends Control<JSONSpec> {
  constructor(options: Component.IOptions<JSONSpec>) {
    super(options);
    this.addClass('intarsia-JSON');
    this.redraw();
  }

  protected get actions(): ReadonlyMap<string, () => HTMLElement> {
    return new Map([['copy', () => copyButton(this.context.trans, () => formatJson(this.value))]]);
  }

  protected build(slot: HTMLElement): void {
    const area = document.createElement('textarea');
    area.className = 'intarsia-Control intarsia-JSON-text';
    area.spellcheck = false;
    area.autocomplete = 'off';
    area.rows = 4;
    // Code is written from left to right in every language.
    area.dir = 'ltr';
    this._area = area;
    slot.append(area);
    this.field.hold(area);
  }

  protected showControl(value: unknown): void {
    const text = this._write(value);
    // Written differently, but the same: a person's own spaces stay.
    if (this._write(this._read()) !== text) {
      this._area.value = text;
    }
    this._area.rows = Math.min(Math.max(this._area.value.split('\n').length, 4), 20);
  }

  protected buildDisplay(display: HTMLElement): void {
    const { trans } = this.context;
    const { open, show_indices: numbered } = this.spec;
    this._tree = new JsonTree({ trans, open, numbered });
    setHeights(this._tree.node, this.spec);
    display.append(this._tree.node);
  }

  protected showDisplay(_display: HTMLElement, value: unknown): void {
    const isEmpty = value === null || value === undefined;
    this._tree.node.hidden = isEmpty;
    this._tree.show(value ?? null);
  }

  protected asText(value: unknown): string {
    return formatJson(value);
  }

  protected onInput(): void {
    this.enter(this._read());
  }

  protected check(draft: unknown): string | null {
    if (!ArrayBuffer.isView(draft)) {
      return null;
    }
    return parseJson(new TextDecoder().decode(draft), this.context.trans).problem;
  }

  private _read(): unknown {
    const text = this._area.value;
    if (text.trim() === '') {
      return null;
    }
    const { value, problem } = parseJson(text, this.context.trans);
    return problem === null ? value : new TextEncoder().encode(text);
  }

  private _write(value: unknown): string {
    if (value === null || value === undefined) {
      return '';
    }
    return ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : formatJson(value);
  }

  declare private _area: HTMLTextAreaElement;
  declare private _tree: JsonTree;
}
