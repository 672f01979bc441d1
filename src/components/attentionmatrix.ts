import type { IAttentionDrawing } from './scoreattention';

/**
 * Attention as a matrix: a row for each token that looks, a column for each that is looked at.
 */
export class AttentionMatrix implements IAttentionDrawing {
  constructor() {
    this.node.className = 'intarsia-ScoreAttention-matrix';
  }

  readonly node = document.createElement('div');

  build(tokens: ReadonlyArray<string>): void {
    this.node.style.setProperty('--intarsia-count', String(tokens.length));
    const nodes: HTMLElement[] = [Private.part('corner', '')];
    nodes.push(...tokens.map(token => Private.part('column', token)));
    this._cells = tokens.map(token => {
      nodes.push(Private.part('row', token));
      const cells = tokens.map(() => Private.part('cell', ''));
      nodes.push(...cells);
      return cells;
    });
    this.node.replaceChildren(...nodes);
  }

  paint(share: (row: number, column: number) => number): void {
    this._cells.forEach((cells, row) =>
      cells.forEach((cell, column) =>
        cell.style.setProperty('--intarsia-strength', share(row, column).toFixed(3))
      )
    );
  }

  mark(at: readonly [number, number] | null): void {
    for (const node of this.node.querySelectorAll('.intarsia-mod-current')) {
      node.classList.remove('intarsia-mod-current');
    }
    if (at) {
      this._cells[at[0]][at[1]].classList.add('intarsia-mod-current');
    }
  }

  placeOf(target: EventTarget | null): readonly [number, number] | null {
    const row = this._cells.findIndex(cells => cells.includes(target as HTMLElement));
    return row < 0 ? null : [row, this._cells[row].indexOf(target as HTMLElement)];
  }

  private _cells: HTMLElement[][] = [];
}

namespace Private {
  export function part(name: string, text: string): HTMLElement {
    const node = document.createElement('span');
    node.className = `intarsia-ScoreAttention-${name}`;
    node.textContent = text;
    node.title = text;
    return node;
  }
}
