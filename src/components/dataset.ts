import type { DatasetSpec } from '../protocol/types';
import { Component } from './component';
import { Field } from './field';
import { isNumeric } from './numbertext';
import { Pager } from './pager';
import { drawSample, sampleText } from './samplecell';

/**
 * Samples to choose from: a table with a row for each, or cards.
 *
 * #### Notes
 * Its value is the index of the sample that was chosen last. Each is a button; one of them
 * is in the order of tabs, and the arrow keys lead to the others.
 */
export class Dataset extends Component<DatasetSpec> {
  /**
   * Draw it.
   */
  constructor(options: Component.IOptions<DatasetSpec>) {
    super(options);
    this.addClass('intarsia-Dataset');
    const { trans } = options.context;
    this.node.setAttribute('role', 'group');
    this._field = new Field({ node: this.node, spec: options.spec, trans, layout: 'group' });
    this._body.className = 'intarsia-Dataset-body';
    this._body.addEventListener('click', event => this._evtClick(event));
    this._body.addEventListener('keydown', event => this._evtKeyDown(event));
    this._pager = new Pager(trans, page => this._turn(page));
    this._field.slot.append(this._body, this._pager.node);
    this._draw();
  }

  setSpec(spec: DatasetSpec): void {
    const isOther = spec.samples !== this.spec.samples;
    super.setSpec(spec);
    this._field.setSpec(spec);
    if (isOther) {
      this._page = Math.min(this._page, this._lastPage);
    }
    this._draw();
  }

  setDisabled(disabled: boolean): void {
    this._isDisabled = disabled;
    this._enable();
  }

  focusFirst(): void {
    this._buttons.find(button => button.tabIndex === 0)?.focus();
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._field.showErrors(errors.map(error => error.message));
  }

  protected showValue(value: unknown): void {
    const index = typeof value === 'number' ? value : null;
    if (index !== null && index !== this._chosen && index < this.spec.samples.length) {
      this._page = Math.max(Math.floor(index / this.spec.samples_per_page), 0);
      this._chosen = index;
      this._draw();
    }
    this._chosen = index;
    this._mark();
  }

  private get _lastPage(): number {
    const { samples, samples_per_page: perPage } = this.spec;
    return Math.max(Math.ceil(samples.length / perPage) - 1, 0);
  }

  /**
   * Draw the page.
   */
  private _draw(): void {
    const { samples, samples_per_page: perPage, layout } = this.spec;
    const { trans } = this.context;
    const hadFocus = this._body.contains(document.activeElement);
    this._first = this._page * perPage;
    this._buttons = [];
    const rows = samples.slice(this._first, this._first + perPage);
    if (samples.length === 0) {
      this._body.replaceChildren(Private.element('div', 'none', trans.__('Nothing here yet.')));
    } else {
      this._body.replaceChildren(layout === 'table' ? this._table(rows) : this._gallery(rows));
    }
    this._body.classList.toggle('intarsia-mod-table', layout === 'table');
    this._pager.show(this._page, perPage, samples.length);
    this._enable();
    this._mark();
    if (hadFocus) {
      this.focusFirst();
    }
  }

  private _gallery(rows: ReadonlyArray<Private.Row>): HTMLElement {
    const { sample_labels: labels, kinds } = this.spec;
    const list = Private.element('ul', 'gallery');
    list.setAttribute('role', 'list');
    rows.forEach((row, at) => {
      const button = this._button(row, at);
      const label = labels?.[this._first + at];
      if (label !== undefined) {
        button.textContent = label;
      } else {
        row.forEach((value, column) => {
          button.append(drawSample(value, kinds[column], this.context.trans));
        });
      }
      const item = document.createElement('li');
      item.append(button);
      list.append(item);
    });
    return list;
  }

  private _table(rows: ReadonlyArray<Private.Row>): HTMLElement {
    const { headers, kinds, samples, sample_labels: labels } = this.spec;
    const { trans } = this.context;
    const scroll = Private.element('div', 'scroll');
    const table = Private.element('table', 'table');
    scroll.append(table);
    const columns = labels ? 1 : Math.max(kinds.length, ...rows.map(row => row.length));
    // Of all rows: a column does not change its side from page to page.
    const numeric = Array.from({ length: columns }, (_, column) =>
      samples.every(row => row[column] === null || isNumeric(row[column]))
    );
    if (headers.length > 0 && !labels) {
      const head = table.createTHead().insertRow();
      for (let column = 0; column < columns; column++) {
        const cell = document.createElement('th');
        cell.scope = 'col';
        cell.textContent = headers[column] ?? '';
        cell.classList.toggle('intarsia-mod-numeric', numeric[column]);
        head.append(cell);
      }
    }
    const body = table.createTBody();
    rows.forEach((row, at) => {
      const line = body.insertRow();
      const button = this._button(row, at);
      const label = labels?.[this._first + at];
      for (let column = 0; column < columns; column++) {
        const cell = line.insertCell();
        const value = row[column] ?? null;
        const content =
          label === undefined
            ? drawSample(value, kinds[column] ?? '', trans)
            : document.createTextNode(label);
        if (column === 0) {
          button.append(content);
          cell.append(button);
        } else {
          cell.append(content);
          cell.title = sampleText(value, trans);
        }
        cell.classList.toggle('intarsia-mod-numeric', !labels && numeric[column]);
      }
      line.dataset.at = String(at);
    });
    return scroll;
  }

  private _button(row: Private.Row, at: number): HTMLButtonElement {
    const { trans } = this.context;
    const button = Private.element('button', 'sample');
    button.type = 'button';
    button.dataset.at = String(at);
    Field.keepKeys(button);
    const number = this._first + at + 1;
    const words = row.map(value => sampleText(value, trans)).filter(text => text !== '');
    const name =
      this.spec.sample_labels?.[number - 1] ??
      (words.length > 0 ? words.join(', ') : trans.__('Sample %1', number));
    button.setAttribute('aria-label', name);
    button.title = name;
    this._buttons.push(button);
    return button;
  }

  /**
   * Show which one was chosen, and which one the keys reach.
   */
  private _mark(): void {
    const at = this._chosen === null ? -1 : this._chosen - this._first;
    this._buttons.forEach((button, index) => {
      const isChosen = index === at;
      if (isChosen) {
        button.setAttribute('aria-current', 'true');
      } else {
        button.removeAttribute('aria-current');
      }
      button.closest('tr')?.classList.toggle('intarsia-mod-chosen', isChosen);
    });
    this._reach(this._buttons[at] ? at : 0);
  }

  private _reach(at: number): void {
    this._buttons.forEach((button, index) => {
      button.tabIndex = index === at ? 0 : -1;
    });
  }

  private _enable(): void {
    const isOff = this._isDisabled || !this.spec.interactive;
    this.node.toggleAttribute('disabled', this._isDisabled);
    for (const button of this._buttons) {
      button.disabled = isOff;
    }
    this._body.classList.toggle('intarsia-mod-disabled', isOff);
  }

  private _turn(page: number): void {
    this._page = page;
    this._draw();
  }

  private _choose(at: number): void {
    const button = this._buttons[at];
    if (!button || button.disabled) {
      return;
    }
    const index = this._first + at;
    this._chosen = index;
    this._mark();
    this.enter(index);
    this.trigger('click', index);
    this.trigger('select', { index, value: this.spec.samples[index], selected: true });
    this.trigger('change');
  }

  private _evtClick(event: MouseEvent): void {
    const place = (event.target as Element).closest<HTMLElement>('[data-at]');
    if (place && !window.getSelection()?.toString()) {
      this._choose(Number(place.dataset.at));
    }
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    const at = this._buttons.indexOf(event.target as HTMLButtonElement);
    const to = Private.step(event.key, at, this._buttons.length, getComputedStyle(this.node));
    if (at < 0 || to === null || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this._reach(to);
    this._buttons[to].focus();
  }

  private readonly _body = document.createElement('div');
  private _buttons: HTMLButtonElement[] = [];
  private _chosen: number | null = null;
  private readonly _field: Field;
  private _first = 0;
  private _isDisabled = false;
  private _page = 0;
  private readonly _pager: Pager;
}

namespace Private {
  export type Row = DatasetSpec['samples'][number];

  export function element<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    part: string,
    text = ''
  ): HTMLElementTagNameMap[K] {
    const node = document.createElement(tag);
    node.className = `intarsia-Dataset-${part}`;
    node.textContent = text;
    return node;
  }

  /**
   * Where a key leads from one of so many; null where it does not lead anywhere.
   */
  export function step(
    key: string,
    at: number,
    count: number,
    { direction }: CSSStyleDeclaration
  ): number | null {
    const ahead = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const back = direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    switch (key) {
      case 'ArrowDown':
      case ahead:
        return Math.min(at + 1, count - 1);
      case 'ArrowUp':
      case back:
        return Math.max(at - 1, 0);
      case 'Home':
        return 0;
      case 'End':
        return count - 1;
      default:
        return null;
    }
  }
}
