import type { LabelSpec } from '../protocol/types';
import { Component } from './component';
import type { IConfidence, IScale } from './confidences';
import { readLabel, scaleOf } from './confidences';
import { safeColor } from './colors';
import { Field } from './field';

/**
 * What a classifier says: the winner, and the classes with their confidences.
 *
 * #### Notes
 * Rows are kept by class and moved to their new place, so that a stream of values
 * changes numbers and bars but builds nothing anew.
 */
export class Label extends Component<LabelSpec> {
  constructor(options: Component.IOptions<LabelSpec>) {
    super(options);
    this.addClass('intarsia-Label');
    const { trans } = options.context;
    this.node.setAttribute('role', 'group');
    this._field = new Field({ node: this.node, spec: options.spec, trans, layout: 'group' });
    this._heading = document.createElement('div');
    this._heading.className = 'intarsia-Label-winner';
    this._list = document.createElement('ol');
    this._list.className = 'intarsia-Label-rows';
    // A list without bullets is no list to some screen readers, unless told.
    this._list.setAttribute('role', 'list');
    this._more = document.createElement('button');
    Field.keepKeys(this._more);
    this._more.type = 'button';
    this._more.className = 'intarsia-Link intarsia-Label-more';
    this._more.addEventListener('click', () => {
      this._isUnfolded = true;
      this.showValue(this.value);
    });
    this._list.addEventListener('click', event => this._evtClick(event));
    this._field.slot.append(this._heading, this._list, this._more);
    this._dress();
    this.showValue(null);
  }

  setSpec(spec: LabelSpec): void {
    super.setSpec(spec);
    this._field.setSpec(spec);
    this._dress();
    this.showValue(this.value);
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._field.showErrors(errors.map(error => error.message));
  }

  protected showValue(value: unknown): void {
    const { heading, rows } = readLabel(value);
    const shown = rows.slice(0, this._limit(rows.length));
    Private.write(this._heading, heading);
    this._heading.hidden = !this.spec.show_heading && rows.length > 0;
    this._showRows(shown, scaleOf(rows, this.context.trans));
    const rest = rows.length - shown.length;
    this._more.hidden = rest === 0 || this.spec.num_top_classes !== null;
    this._more.textContent = this.context.trans.__('and %1 more', rest);
    this._list.hidden = shown.length === 0;
  }

  private _limit(count: number): number {
    const wanted = this.spec.num_top_classes;
    if (wanted !== null) {
      return wanted;
    }
    return this._isUnfolded ? count : Private.ROWS;
  }

  private _showRows(rows: ReadonlyArray<IConfidence>, scale: IScale): void {
    const before = this._rows;
    this._rows = new Map();
    const counts = new Map<string, number>();
    rows.forEach((row, index) => {
      // Two classes may have the same name.
      const count = counts.get(row.label) ?? 0;
      counts.set(row.label, count + 1);
      const { selectable } = this.spec;
      const key = `${count} ${String(selectable)} ${row.label}`;
      const line = before.get(key) ?? Private.line(row.label, selectable);
      before.delete(key);
      this._rows.set(key, line);
      line.bar.style.inlineSize = `${(scale.length(row.confidence) * 100).toFixed(2)}%`;
      Private.write(line.number, scale.text(row.confidence));
      line.node.classList.toggle('intarsia-mod-negative', row.confidence < 0);
      if (this._list.children[index] !== line.node) {
        this._list.insertBefore(line.node, this._list.children[index] ?? null);
      }
    });
    before.forEach(line => line.node.remove());
  }

  private _dress(): void {
    const color = safeColor(this.spec.color);
    this._heading.classList.toggle('intarsia-mod-coloured', color !== null);
    if (color === null) {
      this._heading.style.removeProperty('--intarsia-label-color');
    } else {
      this._heading.style.setProperty('--intarsia-label-color', color);
    }
  }

  private _evtClick(event: Event): void {
    const row = (event.target as Element).closest('.intarsia-Label-row');
    const index = row ? [...this._list.children].indexOf(row) : -1;
    if (this.spec.selectable && index >= 0) {
      const { label } = readLabel(this.value).rows[index];
      this.trigger('select', { index, value: label, selected: true });
    }
  }

  private _field: Field;
  private _heading: HTMLElement;
  private _isUnfolded = false;
  private _list: HTMLElement;
  private _more: HTMLButtonElement;
  private _rows = new Map<string, Private.ILine>();
}

namespace Private {
  /** How many classes are shown when nobody says how many. */
  export const ROWS = 10;

  /**
   * Write what differs: what is selected may stay.
   */
  export function write(element: HTMLElement, text: string): void {
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }

  export interface ILine {
    readonly node: HTMLElement;
    readonly bar: HTMLElement;
    readonly number: HTMLElement;
  }

  export function line(label: string, selectable: boolean): ILine {
    const node = document.createElement('li');
    node.className = 'intarsia-Label-row';
    const name = document.createElement(selectable ? 'button' : 'span');
    name.className = 'intarsia-Label-name';
    if (name instanceof HTMLButtonElement) {
      name.type = 'button';
      name.classList.add('intarsia-Link');
      Field.keepKeys(name);
    }
    name.textContent = label;
    name.title = label;
    const track = document.createElement('span');
    track.className = 'intarsia-Label-track';
    track.setAttribute('aria-hidden', 'true');
    const bar = document.createElement('span');
    bar.className = 'intarsia-Label-bar';
    track.append(bar);
    const number = document.createElement('span');
    number.className = 'intarsia-Label-number';
    // A space for those who hear name and number as one text.
    node.append(name, ' ', track, number);
    return { node, bar, number };
  }
}
