import { Widget } from '@lumino/widgets';

/**
 * Rows with a name, a value, a bar and a number; the bars stand on one scale.
 *
 * #### Notes
 * Rows are kept by their place, so that numbers that come step by step build nothing anew.
 */
export class ScoreBars extends Widget {
  constructor() {
    super({ node: document.createElement('ol') });
    this.addClass('intarsia-ScoreBars');
    // A list without bullets is no list to some screen readers, unless told.
    this.node.setAttribute('role', 'list');
  }

  /**
   * Show these rows.
   *
   * @param zero - where bars begin that have no place of their own: a line is drawn there
   * @param reach - how far others reach that these are compared with
   */
  draw(
    bars: ReadonlyArray<ScoreBars.IBar>,
    zero: number | null = 0,
    reach: ReadonlyArray<number> = []
  ): void {
    const at = Private.domain(bars, zero, reach);
    while (this._rows.length > bars.length) {
      this._rows.pop()?.node.remove();
    }
    this.toggleClass(
      'intarsia-mod-valueless',
      bars.every(bar => !bar.value)
    );
    bars.forEach((bar, index) => {
      const row = (this._rows[index] ??= this._add());
      Private.write(row, bar);
      Private.draw(row, bar, at, zero);
    });
    const open = this._rows.filter(row => row.isPressable);
    if (open.length > 0 && !open.some(({ button }) => button.tabIndex === 0)) {
      open[0].button.tabIndex = 0;
    }
  }

  /**
   * The row that an element is in; -1 for none.
   */
  rowOf(target: EventTarget | null): number {
    return this._rows.findIndex(({ node }) => target instanceof Node && node.contains(target));
  }

  /**
   * Show which row is pressed; -1 for none.
   */
  setPressed(index: number): void {
    this._rows.forEach(({ node, button }, at) => {
      node.classList.toggle('intarsia-mod-away', at === index);
      button.setAttribute('aria-pressed', String(at === index));
    });
  }

  /**
   * Move the focus as a key says.
   *
   * @returns whether it is a key for that
   */
  moveFocus(from: number, key: string): boolean {
    const open = [...this._rows.keys()].filter(at => this._rows[at].isPressable);
    const at = open.indexOf(from);
    const steps: Record<string, number | undefined> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: open.length - 1
    };
    const next = steps[key];
    if (next === undefined || open.length === 0) {
      return false;
    }
    const to = open[Math.max(0, Math.min(next, open.length - 1))];
    this._rows.forEach(({ button }, index) => {
      button.tabIndex = index === to ? 0 : -1;
    });
    this._rows[to].button.focus();
    return true;
  }

  private _add(): Private.IRow {
    const row = Private.row();
    this.node.append(row.node);
    return row;
  }

  private readonly _rows: Private.IRow[] = [];
}

export namespace ScoreBars {
  /**
   * One row.
   */
  export interface IBar {
    readonly name: string;
    readonly value?: string;
    /** From where to where the bar goes; null for none. */
    readonly from: number | null;
    readonly to: number | null;
    readonly number: string;
    readonly tone: 'raises' | 'lowers' | 'total' | 'quiet';
    /** The ends of an interval around the end of the bar. */
    readonly low?: number | null;
    readonly high?: number | null;
    /** More words about it. */
    readonly title?: string;
    /** Whether it is the one that holds now. */
    readonly isPresent?: boolean;
    /** Whether it can be pressed. */
    readonly isPressable?: boolean;
  }

  /**
   * The places that bars reach: their ends, and those of their intervals.
   */
  export function reachOf(bars: ReadonlyArray<IBar>): number[] {
    return bars
      .flatMap(({ from, to, low, high }) => [from, to, low, high])
      .filter(end => end !== null && end !== undefined);
  }

  /**
   * The tone of a score.
   */
  export function toneOf(score: number | null): 'raises' | 'lowers' | 'quiet' {
    return score === null || score === 0 ? 'quiet' : score > 0 ? 'raises' : 'lowers';
  }
}

namespace Private {
  export interface IRow {
    readonly node: HTMLElement;
    readonly name: HTMLElement;
    readonly value: HTMLElement;
    readonly track: HTMLElement;
    readonly zero: HTMLElement;
    readonly bar: HTMLElement;
    readonly span: HTMLElement;
    readonly number: HTMLElement;
    /** In the place of the name where the row can be pressed. */
    readonly button: HTMLButtonElement;
    isPressable: boolean;
  }

  function part(tag: string, name: string): HTMLElement {
    const node = document.createElement(tag);
    node.className = `intarsia-ScoreBars-${name}`;
    return node;
  }

  export function row(): IRow {
    const node = part('li', 'row');
    const [name, value] = [part('span', 'name'), part('span', 'value')];
    const [track, zero, bar, span] = [
      part('span', 'track'),
      part('span', 'zero'),
      part('span', 'bar'),
      part('span', 'span')
    ];
    track.setAttribute('aria-hidden', 'true');
    track.append(zero, bar, span);
    const number = part('span', 'number');
    // Spaces for those who hear the row as one text.
    node.append(name, ' ', value, ' ', track, number);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'intarsia-ScoreBars-button';
    button.tabIndex = -1;
    button.setAttribute('aria-pressed', 'false');
    return { node, name, value, track, zero, bar, span, number, button, isPressable: false };
  }

  export function write(row: IRow, bar: ScoreBars.IBar): void {
    const isPressable = bar.isPressable ?? false;
    if (isPressable !== row.isPressable) {
      row.isPressable = isPressable;
      row.name.replaceChildren(...(isPressable ? [row.button] : []));
      row.node.classList.toggle('intarsia-mod-pressable', isPressable);
      row.button.tabIndex = -1;
    }
    const texts: [HTMLElement, string][] = [
      [isPressable ? row.button : row.name, bar.name],
      [row.value, bar.value ?? ''],
      [row.number, bar.number]
    ];
    for (const [node, text] of texts) {
      if (node.textContent !== text) {
        node.textContent = text;
      }
    }
    row.name.title = bar.name;
    row.value.title = bar.value ?? '';
    row.node.title = bar.title ?? '';
    row.node.dataset.tone = bar.tone;
    row.node.classList.toggle('intarsia-mod-present', bar.isPresent ?? false);
  }

  export function draw(
    row: IRow,
    { from, to, low = null, high = null, tone }: ScoreBars.IBar,
    at: (position: number) => number,
    zero: number | null
  ): void {
    place(row.zero, zero === null ? null : [at(zero), at(zero)]);
    const isTotal = tone === 'total';
    place(row.bar, from === null || to === null ? null : [at(isTotal ? to : from), at(to)]);
    place(row.span, low === null || high === null ? null : [at(low), at(high)]);
  }

  function place(node: HTMLElement, ends: [number, number] | null): void {
    node.hidden = ends === null;
    if (ends !== null) {
      const [start, end] = [Math.min(...ends), Math.max(...ends)];
      node.style.insetInlineStart = `${(start * 100).toFixed(2)}%`;
      node.style.inlineSize = `${((end - start) * 100).toFixed(2)}%`;
    }
  }

  /**
   * Where a position stands in the track, from 0 to 1.
   */
  export function domain(
    bars: ReadonlyArray<ScoreBars.IBar>,
    zero: number | null,
    reach: ReadonlyArray<number>
  ): (position: number) => number {
    const ends = ScoreBars.reachOf(bars).concat(zero ?? [], reach);
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    return position => (high > low ? (position - low) / (high - low) : 0);
  }
}
