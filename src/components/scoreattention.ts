import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { AttentionScores } from '../protocol/types';
import { Field } from './field';
import { readGrid } from './scoregrid';
import type { IGridValues } from './scoregrid';
import type { ScoreView } from './scoreview';

/**
 * What a transformer attended to: a matrix with a row for each token that looks, and a column for
 * each that is looked at; of one head, of the mean of a layer, or followed through all layers.
 */
export class ScoreAttention extends Widget {
  constructor(options: ScoreView.IOptions) {
    super();
    this._trans = options.trans;
    this.addClass('intarsia-ScoreAttention');
    const { trans } = options;
    this._layer = Private.menu(trans.__('Layer'), () => this._paint());
    this._head = Private.menu(trans.__('Head'), () => this._paint());
    const tools = document.createElement('div');
    tools.className = 'intarsia-ScorePicture-tools';
    tools.append(this._layer.node, this._head.node);
    this._matrix.className = 'intarsia-ScoreAttention-matrix';
    this._matrix.tabIndex = 0;
    this._matrix.setAttribute('role', 'application');
    this._told.className = 'intarsia-ScoreText-told';
    this._told.setAttribute('aria-live', 'polite');
    this._matrix.addEventListener('pointerover', event => this._evtPointer(event));
    this._matrix.addEventListener('keydown', event => this._evtKeyDown(event));
    Field.keepKeys(this._matrix);
    this.node.append(tools, this._matrix, this._told);
  }

  /**
   * Show what was attended to.
   */
  draw(detail: AttentionScores, given: ScoreView.IGiven): void {
    const { trans } = this;
    this._tokens = detail.units.slice(0, Private.MOST).map(unit => unit.text);
    this._weights = readGrid(detail.weights, 4);
    this._rollout = readGrid(detail.rollout, 2);
    const [layers, heads] = this._weights?.shape ?? [0, 0];
    const numbered = (count: number): [string, string][] =>
      Array.from({ length: count }, (_, at) => [String(at), String(at + 1)]);
    this._layer.offer([['rollout', trans.__('all, followed through')], ...numbered(layers)]);
    this._head.offer([['mean', trans.__('mean of all')], ...numbered(heads)]);
    this._matrix.setAttribute('aria-label', trans.__('Attention in %1', given.name));
    this._build();
    this._paint();
  }

  private get trans(): TranslationBundle {
    return this._trans;
  }

  private _build(): void {
    const key = this._tokens.join('\n');
    if (key === this._key) {
      return;
    }
    this._key = key;
    this._at = null;
    const tokens = this._tokens;
    this._matrix.style.setProperty('--intarsia-count', String(tokens.length));
    const nodes: HTMLElement[] = [Private.part('corner', '')];
    nodes.push(...tokens.map(token => Private.part('column', token)));
    this._cells = tokens.map(token => {
      nodes.push(Private.part('row', token));
      const cells = tokens.map(() => Private.part('cell', ''));
      nodes.push(...cells);
      return cells;
    });
    this._matrix.replaceChildren(...nodes);
  }

  private _paint(): void {
    this._head.node.hidden = this._layer.value() === 'rollout';
    let largest = 0;
    this._cells.forEach((cells, row) =>
      cells.forEach((_, column) => {
        largest = Math.max(largest, this._weight(row, column));
      })
    );
    this._cells.forEach((cells, row) =>
      cells.forEach((cell, column) => {
        const share = largest > 0 ? this._weight(row, column) / largest : 0;
        cell.style.setProperty('--intarsia-strength', share.toFixed(3));
      })
    );
    this._tell();
  }

  /**
   * How much one token attends to another.
   */
  private _weight(row: number, column: number): number {
    const layer = this._layer.value();
    if (layer === 'rollout' || !this._weights) {
      const grid = this._rollout;
      return grid ? (grid.values[row * grid.shape[1] + column] ?? 0) : 0;
    }
    const [, heads, rows, columns] = this._weights.shape;
    const { values } = this._weights;
    const at = (head: number): number =>
      values[((Number(layer) * heads + head) * rows + row) * columns + column] ?? 0;
    const head = this._head.value();
    if (head !== 'mean') {
      return at(Number(head));
    }
    return Array.from({ length: heads }, (_, each) => at(each)).reduce((a, b) => a + b, 0) / heads;
  }

  private _evtPointer(event: PointerEvent): void {
    const row = this._cells.findIndex(cells => cells.includes(event.target as HTMLElement));
    if (row >= 0) {
      this._at = [row, this._cells[row].indexOf(event.target as HTMLElement)];
      this._tell();
    }
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    const steps: Record<string, readonly [number, number] | undefined> = {
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0]
    };
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const last = this._tokens.length - 1;
    const [row, column] = this._at ?? [0, -1];
    const inside = (at: number): number => Math.max(0, Math.min(at, last));
    this._at = [inside(row + step[0]), inside(column + step[1])];
    this._tell();
    event.preventDefault();
    event.stopPropagation();
  }

  private _tell(): void {
    this._matrix.querySelector('.intarsia-mod-current')?.classList.remove('intarsia-mod-current');
    if (!this._at || !this._cells[this._at[0]]) {
      this._told.textContent = this._trans.__('Rows look at columns. Point at a cell.');
      this._told.classList.add('intarsia-mod-quiet');
      return;
    }
    const [row, column] = this._at;
    this._cells[row][column].classList.add('intarsia-mod-current');
    this._told.classList.remove('intarsia-mod-quiet');
    this._told.textContent = this._trans.__(
      '“%1” looks at “%2”: %3 %',
      this._tokens[row],
      this._tokens[column],
      (this._weight(row, column) * 100).toFixed(1)
    );
  }

  private _at: [number, number] | null = null;
  private _cells: HTMLElement[][] = [];
  private readonly _head: Private.IMenu;
  private _key = '';
  private readonly _layer: Private.IMenu;
  private readonly _matrix = document.createElement('div');
  private _rollout: IGridValues | null = null;
  private readonly _told = document.createElement('div');
  private _tokens: ReadonlyArray<string> = [];
  private readonly _trans: TranslationBundle;
  private _weights: IGridValues | null = null;
}

namespace Private {
  /** Tokens beyond which the rest is left out. */
  export const MOST = 64;

  export function part(name: string, text: string): HTMLElement {
    const node = document.createElement('span');
    node.className = `intarsia-ScoreAttention-${name}`;
    node.textContent = text;
    node.title = text;
    return node;
  }

  export interface IMenu {
    readonly node: HTMLElement;
    offer(options: ReadonlyArray<readonly [string, string]>): void;
    value(): string;
  }

  export function menu(label: string, onChange: () => void): IMenu {
    const node = document.createElement('label');
    node.className = 'intarsia-ExplanationTools-choice';
    const words = document.createElement('span');
    words.textContent = label;
    const select = document.createElement('select');
    select.className = 'intarsia-Control';
    Field.keepKeys(select);
    select.addEventListener('change', event => {
      // Not a change of the component's own value.
      event.stopPropagation();
      onChange();
    });
    node.append(words, select);
    return {
      node,
      offer: options => {
        if (select.options.length !== options.length) {
          select.replaceChildren(
            ...options.map(([value, text]) => {
              const option = document.createElement('option');
              option.value = value;
              option.textContent = text;
              return option;
            })
          );
        }
      },
      value: () => select.value
    };
  }
}
