import type { IAttentionDrawing } from './scoreattention';
import { svgElement } from './svgelement';

/**
 * Attention as arcs: the tokens twice, those that look and those that are looked at, and an arc
 * from each to each, as strong as it looks.
 *
 * #### Notes
 * Of a token that is pointed at, its own arcs are seen alone.
 */
export class AttentionArcs implements IAttentionDrawing {
  constructor() {
    this.node.className = 'intarsia-ScoreAttention-arcs';
  }

  readonly node = document.createElement('div');

  build(tokens: ReadonlyArray<string>): void {
    this._count = tokens.length;
    this._from = tokens.map(token => Private.token(token));
    this._to = tokens.map(token => Private.token(token));
    const [left, right] = [this._from, this._to].map(nodes => {
      const list = document.createElement('div');
      list.className = 'intarsia-ScoreAttention-tokens';
      list.append(...nodes);
      return list;
    });
    this._picture = svgElement('svg', {
      viewBox: `0 0 ${Private.WIDTH} ${Math.max(tokens.length, 1)}`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true'
    });
    this.node.replaceChildren(left, this._picture, right);
  }

  paint(share: (row: number, column: number) => number): void {
    this._share = share;
    const arcs: Private.IArc[] = [];
    for (let row = 0; row < this._count; row++) {
      for (let column = 0; column < this._count; column++) {
        const strength = share(row, column);
        if (strength >= Private.LEAST) {
          arcs.push({ row, column, strength });
        }
      }
    }
    arcs.sort((a, b) => a.strength - b.strength);
    this._arcs = arcs.slice(-Private.MOST).map(arc => ({ ...arc, path: Private.path(arc) }));
    this._picture?.replaceChildren(...this._arcs.map(({ path }) => path));
    this.mark(this._at);
  }

  mark(at: readonly [number, number] | null): void {
    this._at = at;
    this._from.forEach((node, row) => {
      node.classList.toggle('intarsia-mod-current', row === at?.[0]);
    });
    this._to.forEach((node, column) => {
      node.classList.toggle('intarsia-mod-current', column === at?.[1]);
      const strength = at ? this._share(at[0], column) : 0;
      node.style.setProperty('--intarsia-strength', strength.toFixed(3));
    });
    for (const { path, row, column } of this._arcs) {
      path.classList.toggle('intarsia-mod-absent', at !== null && row !== at[0]);
      path.classList.toggle('intarsia-mod-current', row === at?.[0] && column === at[1]);
    }
  }

  placeOf(target: EventTarget | null): readonly [number, number] | null {
    const [row, column] = [this._from, this._to].map(nodes => nodes.indexOf(target as HTMLElement));
    if (row >= 0) {
      return [row, this._strongest(row)];
    }
    return column >= 0 ? [this._at?.[0] ?? column, column] : null;
  }

  /** What a token looks at most. */
  private _strongest(row: number): number {
    let best = 0;
    for (let column = 1; column < this._count; column++) {
      best = this._share(row, column) > this._share(row, best) ? column : best;
    }
    return best;
  }

  private _arcs: ReadonlyArray<Private.IArc & { readonly path: SVGPathElement }> = [];
  private _at: readonly [number, number] | null = null;
  private _count = 0;
  private _from: HTMLElement[] = [];
  private _picture: SVGSVGElement | null = null;
  private _share: (row: number, column: number) => number = () => 0;
  private _to: HTMLElement[] = [];
}

namespace Private {
  export const WIDTH = 100;

  /** Weaker arcs, as shares of the strongest, are not drawn. */
  export const LEAST = 0.04;

  /** Arcs beyond which the weaker ones are left out. */
  export const MOST = 600;

  export interface IArc {
    readonly row: number;
    readonly column: number;
    readonly strength: number;
  }

  export function path({ row, column, strength }: IArc): SVGPathElement {
    const [from, to] = [row + 0.5, column + 0.5];
    const middle = WIDTH / 2;
    const path = svgElement('path', {
      d: `M0 ${from}C${middle} ${from} ${middle} ${to} ${WIDTH} ${to}`
    });
    path.style.setProperty('--intarsia-strength', strength.toFixed(3));
    return path;
  }

  export function token(text: string): HTMLElement {
    const node = document.createElement('span');
    node.className = 'intarsia-ScoreAttention-token';
    node.textContent = text;
    node.title = text;
    return node;
  }
}
