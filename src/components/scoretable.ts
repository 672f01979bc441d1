import { Widget } from '@lumino/widgets';
import type { TableScores } from '../protocol/types';
import { ScoreBars } from './scorebars';
import type { ScoreView } from './scoreview';

/**
 * The columns of a table as bars; its cells, where they were looked at, tinted below.
 */
export class ScoreTable extends Widget {
  constructor(options: ScoreView.IOptions) {
    super();
    this._options = options;
    this.addClass('intarsia-ScoreTable');
    this._cells.className = 'intarsia-ScoreTable-cells';
    this._table.className = 'intarsia-ScoreTable-table';
    this._cells.append(this._table);
    this.node.append(this._bars.node, this._cells);
  }

  /**
   * Show the scores of a table.
   */
  draw({ columns, cells, rows }: TableScores, given: ScoreView.IGiven): void {
    const { scale } = given;
    const { trans } = this._options;
    this._bars.draw(
      columns.map(({ name, score, std, without }) => ({
        name,
        from: score === null ? null : 0,
        to: score,
        number: `${scale.signed(score)}${std ? ` ± ${scale.plain(std)}` : ''}`,
        tone: ScoreBars.toneOf(score),
        title: without === null ? '' : trans.__('without it %1', scale.plain(without))
      }))
    );
    this._cells.hidden = cells.length === 0;
    if (cells.length === 0) {
      return;
    }
    this._cells.tabIndex = 0;
    this._cells.setAttribute('role', 'region');
    this._cells.setAttribute('aria-label', trans.__('Cells of %1', given.name));
    const known = new Map(cells.map(cell => [`${cell.row} ${cell.column}`, cell]));
    const head = Private.row('th', ['', ...columns.map(column => column.name)]);
    const body = Array.from({ length: Math.min(rows, Private.MOST) }, (_, row) => {
      const line = Private.row('td', [String(row + 1), ...columns.map(() => '')]);
      columns.forEach((_column, column) => {
        const score = known.get(`${row} ${column}`)?.score ?? null;
        const node = line.children[column + 1] as HTMLElement;
        const strength = scale.strength(score);
        node.textContent = score === null ? '' : scale.signed(score);
        node.classList.toggle('intarsia-mod-raises', strength > 0);
        node.classList.toggle('intarsia-mod-lowers', strength < 0);
        node.style.setProperty('--intarsia-strength', Math.abs(strength).toFixed(3));
      });
      return line;
    });
    const [thead, tbody] = [document.createElement('thead'), document.createElement('tbody')];
    thead.append(head);
    tbody.append(...body);
    this._table.replaceChildren(thead, tbody);
  }

  dispose(): void {
    this._bars.dispose();
    super.dispose();
  }

  private readonly _bars = new ScoreBars();
  private readonly _cells = document.createElement('div');
  private readonly _options: ScoreView.IOptions;
  private readonly _table = document.createElement('table');
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
