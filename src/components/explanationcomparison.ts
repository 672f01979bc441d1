import type { TranslationBundle } from '@jupyterlab/translation';
import { Panel, Widget } from '@lumino/widgets';
import type { Explanation } from '../protocol/types';
import { areComparable, differencesOf } from './explanationdifferences';
import type { IDifference } from './explanationdifferences';
import { ExplanationView } from './explanationview';
import { Field } from './field';
import { ScoreBars } from './scorebars';
import { ScoreScale } from './scorescale';
import { waterfallOf } from './scorewaterfall';
import type { ScoreView } from './scoreview';

/**
 * One explanation; or two beside each other, and above them what they tell differently.
 *
 * #### Notes
 * Where both are of the same thing, they are drawn on one scale, inputs in one order. Where there
 * is little room, they stand below each other.
 */
export class ExplanationComparison extends Panel {
  constructor(options: ExplanationComparison.IOptions) {
    super();
    const { trans } = options;
    this._trans = trans;
    this.addClass('intarsia-Comparison');
    this._differences.addClass('intarsia-Comparison-differences');
    this._columns.addClass('intarsia-Comparison-columns');
    // Nobody is asked about what stands in the inputs no more.
    this._before = Private.column(new ExplanationView({ trans }));
    this._after = Private.column(new ExplanationView(options));
    this._release = document.createElement('button');
    this._release.type = 'button';
    this._release.className = 'intarsia-Link';
    this._release.textContent = trans.__('Remove');
    this._release.addEventListener('click', () => options.release());
    Field.keepKeys(this._release);
    this._before.head.node.append(this._release);
    this._columns.addWidget(this._after.panel);
    this.addWidget(this._columns);
  }

  /**
   * Show an explanation, and another one beside it or none.
   */
  draw(after: ExplanationComparison.ISide, before: ExplanationComparison.ISide | null): void {
    this.toggleClass('intarsia-mod-two', before !== null);
    this._after.head.setHidden(before === null);
    this._after.view.toggleClass('intarsia-mod-stale', after.isStale ?? false);
    if (before === null) {
      this._takeAway();
      Private.name(this._after, null);
      this._after.view.draw(after.explanation, after.pictures);
      return;
    }
    const [a, b] = [before.explanation, after.explanation];
    const isOne = areComparable(a, b);
    const both = new ScoreScale(a, b);
    const order = [b, a];
    const reach = order.flatMap(each =>
      ScoreBars.reachOf(waterfallOf(each, both, this._trans, order))
    );
    const common = isOne ? { order, reach, ranges: Private.ranges(order) } : { order };
    this._release.hidden = !before.isKept;
    for (const [column, side] of [
      [this._before, before],
      [this._after, after]
    ] as const) {
      Private.name(column, side.name);
      const scale = isOne ? both : new ScoreScale(side.explanation);
      column.view.draw(side.explanation, side.pictures, { ...common, scale });
    }
    this._tell(before, after, both);
    if (this._before.panel.parent === null) {
      this.insertWidget(0, this._differences);
      this._columns.insertWidget(0, this._before.panel);
    }
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._takeAway();
    this._differences.dispose();
    this._before.panel.dispose();
    super.dispose();
  }

  private _takeAway(): void {
    this._differences.parent = null;
    this._before.panel.parent = null;
  }

  private _tell(
    before: ExplanationComparison.ISide,
    after: ExplanationComparison.ISide,
    scale: ScoreScale
  ): void {
    const trans = this._trans;
    const { shown, more } = differencesOf(before.explanation, after.explanation, scale, trans);
    const key = JSON.stringify([before.name, after.name, shown, more]);
    if (key === this._key) {
      return;
    }
    this._key = key;
    if (shown.length === 0) {
      const words = document.createElement('p');
      words.textContent = trans.__('They tell the same.');
      this._differences.node.replaceChildren(words);
      return;
    }
    const heads: [string, string] = before.isKept
      ? [trans.__('Kept'), trans.__('Now')]
      : [before.name, after.name];
    const table = Private.table(shown, heads, trans);
    const rest = document.createElement('p');
    rest.className = 'intarsia-mod-quiet';
    rest.textContent = trans._n('%1 lesser difference', '%1 lesser differences', more);
    this._differences.node.replaceChildren(table, ...(more > 0 ? [rest] : []));
  }

  private readonly _after: Private.IColumn;
  private readonly _before: Private.IColumn;
  private readonly _columns = new Panel();
  private readonly _differences = new Widget();
  private _key = '';
  private readonly _release: HTMLButtonElement;
  private readonly _trans: TranslationBundle;
}

export namespace ExplanationComparison {
  export interface IOptions extends ScoreView.IOptions {
    /** Keep the one that is beside no longer. */
    release(): void;
  }

  /**
   * One of the two.
   */
  export interface ISide {
    /** What tells it from the other. */
    readonly name: string;
    readonly explanation: Explanation;
    readonly pictures: ReadonlyMap<string, string>;
    /** Whether it is of inputs that stand there no more, and nobody kept it. */
    readonly isStale?: boolean;
    /** Whether a person has kept it. */
    readonly isKept?: boolean;
  }
}

namespace Private {
  export interface IColumn {
    readonly panel: Panel;
    readonly head: Widget;
    readonly title: HTMLElement;
    readonly view: ExplanationView;
  }

  export function column(view: ExplanationView): IColumn {
    const panel = new Panel();
    panel.addClass('intarsia-Comparison-column');
    const head = new Widget();
    head.addClass('intarsia-Comparison-head');
    const title = document.createElement('span');
    title.className = 'intarsia-Comparison-title';
    head.node.append(title);
    panel.addWidget(head);
    panel.addWidget(view);
    return { panel, head, title, view };
  }

  /**
   * Name a column, for the eye and the ear.
   */
  export function name({ panel, title }: IColumn, words: string | null): void {
    title.textContent = title.title = words ?? '';
    if (words === null) {
      panel.node.removeAttribute('role');
      panel.node.removeAttribute('aria-label');
    } else {
      panel.node.setAttribute('role', 'group');
      panel.node.setAttribute('aria-label', words);
    }
  }

  /**
   * By input, the answers that its curves have.
   */
  export function ranges(all: ReadonlyArray<Explanation>): ReadonlyMap<string, number[]> {
    const found = new Map<string, number[]>();
    for (const { name, detail } of all.flatMap(({ inputs }) => inputs)) {
      const points = detail?.kind === 'curve' ? detail.points : [];
      const ends = points.flatMap(({ prediction }) => (prediction === null ? [] : [prediction]));
      found.set(name, [...(found.get(name) ?? []), ...ends]);
    }
    return found;
  }

  export function table(
    rows: ReadonlyArray<IDifference>,
    sides: readonly [string, string],
    trans: TranslationBundle
  ): HTMLTableElement {
    const table = document.createElement('table');
    table.className = 'intarsia-Comparison-table';
    const caption = document.createElement('caption');
    caption.textContent = trans.__('What differs');
    const [head, body] = [document.createElement('thead'), document.createElement('tbody')];
    const hasChange = rows.some(({ change }) => change !== '');
    const heads = ['', ...sides, ...(hasChange ? [trans.__('Change')] : [])];
    head.append(line(heads.map((text, at) => cell(at === 0 ? 'td' : 'th', text, 'col'))));
    body.append(
      ...rows.map(({ name, before, after, change, tone, isValue }) => {
        const cells = [cell('th', name, 'row'), cell('td', before), cell('td', after)];
        if (hasChange) {
          const last = cell('td', change);
          last.dataset.tone = tone;
          cells.push(last);
        }
        const row = line(cells);
        row.classList.toggle('intarsia-mod-words', isValue ?? false);
        return row;
      })
    );
    table.classList.toggle('intarsia-mod-changes', hasChange);
    table.append(caption, head, body);
    return table;
  }

  function line(cells: ReadonlyArray<HTMLElement>): HTMLTableRowElement {
    const row = document.createElement('tr');
    row.append(...cells);
    return row;
  }

  function cell(tag: 'th' | 'td', text: string, scope?: 'col' | 'row'): HTMLElement {
    const node = document.createElement(tag);
    node.textContent = node.title = text;
    if (tag === 'th' && scope) {
      node.setAttribute('scope', scope);
    }
    return node;
  }
}
