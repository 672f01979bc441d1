import { Panel, Widget } from '@lumino/widgets';
import type { TableScores } from '../protocol/types';
import { cellAfter } from './cellkeys';
import { Field } from './field';
import { ScoreBars } from './scorebars';
import { ScoreRows } from './scorerows';
import type { ScoreView } from './scoreview';
import { scoreWords } from './scorewords';

type Cell = TableScores['cells'][number];

/**
 * The columns of a table as bars; its cells, where they were looked at, tinted below.
 *
 * #### Notes
 * Arrows go from cell to cell, and the line below tells of the one that is looked at.
 */
export class ScoreTable extends Panel {
  constructor(options: ScoreView.IOptions) {
    super();
    this._options = options;
    this.addClass('intarsia-ScoreTable');
    this._columns = new ScoreRows(options);
    const { node } = this._cells;
    this._cells.addClass('intarsia-ScoreTable-cells');
    this._table.className = 'intarsia-ScoreTable-table';
    node.append(this._table);
    node.tabIndex = 0;
    node.setAttribute('role', 'region');
    Field.keepKeys(node);
    node.addEventListener('pointermove', event => this._evtPointer(event));
    node.addEventListener('pointerleave', () => this._look(null));
    node.addEventListener('keydown', event => this._evtKeyDown(event));
    this._told.addClass('intarsia-ScoreText-told');
    this._told.node.setAttribute('aria-live', 'polite');
    [this._columns, this._cells, this._told].forEach(widget => this.addWidget(widget));
  }

  /**
   * Show the scores of a table.
   */
  draw(detail: TableScores, given: ScoreView.IGiven): void {
    const { columns, cells, rows } = detail;
    const { scale } = given;
    const { trans } = this._options;
    this._columns.draw(
      columns.map(({ name, score, std, without }, at) => ({
        name,
        from: score === null ? null : 0,
        to: score,
        number: `${scale.signed(score)}${std ? ` ± ${scale.plain(std)}` : ''}`,
        tone: ScoreBars.toneOf(score),
        part: { input: given.input, at, score, std, without }
      })),
      given
    );
    this._cells.setHidden(cells.length === 0);
    this._told.setHidden(cells.length === 0);
    this._detail = detail;
    this._given = given;
    this._known = new Map(cells.map(cell => [`${cell.row} ${cell.column}`, cell]));
    if (cells.length > 0) {
      this._cells.node.setAttribute('aria-label', trans.__('Cells of %1', given.name));
      this._build(Math.min(rows, Private.MOST));
      this._look(this._at);
    }
  }

  private _build(rows: number): void {
    const { columns } = this._detail!;
    const { scale } = this._given!;
    const head = Private.row('th', ['', ...columns.map(column => column.name)]);
    this._nodes = [];
    const body = Array.from({ length: rows }, (_, row) => {
      const line = Private.row('td', [String(row + 1), ...columns.map(() => '')]);
      this._nodes[row] = columns.map((_column, column) => {
        const score = this._known.get(`${row} ${column}`)?.score ?? null;
        const node = line.children[column + 1] as HTMLElement;
        const strength = scale.strength(score);
        node.textContent = score === null ? '' : scale.signed(score);
        node.classList.toggle('intarsia-mod-raises', strength > 0);
        node.classList.toggle('intarsia-mod-lowers', strength < 0);
        node.style.setProperty('--intarsia-strength', Math.abs(strength).toFixed(3));
        return node;
      });
      return line;
    });
    const [thead, tbody] = [document.createElement('thead'), document.createElement('tbody')];
    thead.append(head);
    tbody.append(...body);
    this._table.replaceChildren(thead, tbody);
  }

  private _evtPointer(event: PointerEvent): void {
    const row = this._nodes.findIndex(nodes => nodes.includes(event.target as HTMLElement));
    const column = this._nodes[row]?.indexOf(event.target as HTMLElement);
    if (row >= 0 && (row !== this._at?.[0] || column !== this._at[1])) {
      this._look([row, column]);
    }
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    const next = cellAfter(event, this._at ?? [-1, 0], this.node);
    if (!next) {
      return;
    }
    const inside = (at: number, count: number): number => Math.max(0, Math.min(at, count - 1));
    const at = [
      inside(next[0], this._nodes.length),
      inside(next[1], this._detail!.columns.length)
    ] as const;
    this._look(at);
    this._nodes[at[0]][at[1]].scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Tell of a cell.
   */
  private _look(at: readonly [number, number] | null): void {
    const { trans } = this._options;
    this._at = at;
    const current = at && this._nodes[at[0]]?.[at[1]];
    this._table.querySelector('.intarsia-mod-current')?.classList.remove('intarsia-mod-current');
    current?.classList.add('intarsia-mod-current');
    this._told.toggleClass('intarsia-mod-quiet', !current);
    if (!at || !current) {
      this._told.node.textContent = trans.__('Point at a cell.');
      return;
    }
    const cell: Cell | undefined = this._known.get(`${at[0]} ${at[1]}`);
    const name = trans.__('%1, row %2', this._detail!.columns[at[1]].name, at[0] + 1);
    this._told.node.textContent = scoreWords(trans, name, cell ?? { score: null }, this._given!);
  }

  private _at: readonly [number, number] | null = null;
  private readonly _cells = new Widget();
  private readonly _columns: ScoreRows;
  private _detail: TableScores | null = null;
  private _given: ScoreView.IGiven | null = null;
  private _known: ReadonlyMap<string, Cell> = new Map();
  private _nodes: HTMLElement[][] = [];
  private readonly _options: ScoreView.IOptions;
  private readonly _table = document.createElement('table');
  private readonly _told = new Widget();
}

namespace Private {
  /** Rows beyond which the rest is left out. */
  export const MOST = 50;

  export function row(tag: 'th' | 'td', texts: ReadonlyArray<string>): HTMLTableRowElement {
    const line = document.createElement('tr');
    texts.forEach((text, at) => {
      const isHead = tag === 'th' || at === 0;
      const node = document.createElement(isHead && text !== '' ? 'th' : 'td');
      node.textContent = text;
      if (node.tagName === 'TH') {
        node.setAttribute('scope', tag === 'th' ? 'col' : 'row');
      }
      line.append(node);
    });
    return line;
  }
}
