import { Panel, Widget } from '@lumino/widgets';
import { Field } from './field';
import { ScoreBars } from './scorebars';
import { mayPress } from './scoreview';
import type { ScoreView } from './scoreview';
import { scoreWords } from './scorewords';
import type { IScoreOf } from './scorewords';

/**
 * Rows of bars that can be pressed: the line below tells of the one that is pointed at, or of the
 * one that is taken away.
 *
 * #### Notes
 * The rows are one stop of the Tab key; arrows go between them.
 */
export class ScoreRows extends Panel {
  constructor(options: ScoreView.IOptions) {
    super();
    this._options = options;
    this.addClass('intarsia-ScoreRows');
    this._told.addClass('intarsia-ScoreRows-told');
    this._told.node.setAttribute('aria-live', 'polite');
    this.addWidget(this.bars);
    this.addWidget(this._told);
    const { node } = this.bars;
    Field.keepKeys(node);
    for (const type of ['pointermove', 'pointerleave', 'focusin', 'focusout', 'click', 'keydown']) {
      node.addEventListener(type, event => this._onEvent(event));
    }
  }

  readonly bars = new ScoreBars();

  /**
   * Tell whether rows are what could be in the place of what is there, not parts of it.
   */
  setInstead(isInstead: boolean): void {
    this._isInstead = isInstead;
    this.toggleClass('intarsia-mod-instead', isInstead);
  }

  /**
   * Show these rows; as of the bars.
   */
  draw(
    rows: ReadonlyArray<ScoreRows.IRow>,
    given: Pick<ScoreView.IGiven, 'scale' | 'target' | 'prediction'>,
    zero: number | null = 0,
    reach: ReadonlyArray<number> = []
  ): void {
    this._given = given;
    const chosen = this._rows[this._chosen]?.part;
    this._rows = rows;
    // What is taken away stays so where its row has moved.
    this._chosen = chosen ? rows.findIndex(row => Private.isSame(row.part, chosen)) : -1;
    const isOffered = (row: ScoreRows.IRow): boolean =>
      row.part !== undefined && mayPress(this._options, [row.part]);
    this.bars.draw(
      rows.map(row => ({ ...row, isPressable: isOffered(row) })),
      zero,
      reach
    );
    const isAny = rows.some(isOffered);
    this._told.setHidden(!isAny);
    if (isAny) {
      this._tell();
    } else {
      this._told.node.textContent = '';
    }
  }

  private _onEvent(event: Event): void {
    const at = this.bars.rowOf(event.target);
    switch (event.type) {
      case 'pointermove':
      case 'focusin':
        if (at === this._pointed) {
          return;
        }
        this._pointed = at;
        break;
      case 'pointerleave':
      case 'focusout':
        this._pointed = -1;
        break;
      case 'click':
        this._choose(at);
        break;
      default:
        this._evtKeyDown(event as KeyboardEvent, at);
        return;
    }
    if (!this._told.isHidden) {
      this._tell();
    }
  }

  private _evtKeyDown(event: KeyboardEvent, at: number): void {
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    if (event.key === 'Escape' && this._chosen >= 0) {
      this._choose(this._chosen);
      this._tell();
    } else if (!this.bars.moveFocus(at, event.key)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private _choose(at: number): void {
    const part = this._rows[at]?.part;
    if (!part || !mayPress(this._options, [part])) {
      return;
    }
    this._chosen = this._chosen === at ? -1 : at;
    if (this._chosen >= 0 && part.without === null) {
      this._options.askWithout?.(part.input, part.at);
    }
  }

  private _tell(): void {
    const { trans } = this._options;
    const at = this._rows[this._pointed]?.part ? this._pointed : this._chosen;
    const row = this._rows[at];
    this.bars.setPressed(this._chosen);
    this._told.toggleClass('intarsia-mod-quiet', !row?.part);
    if (row?.part) {
      this._told.node.textContent =
        row.part.words ?? scoreWords(trans, row.name, row.part, this._given!);
    } else {
      this._told.node.textContent = this._isInstead
        ? trans.__('Point at another one to see the result with it.')
        : trans.__('Point at a row, or press it to see the result without it.');
    }
  }

  private _chosen = -1;
  private _given: Pick<ScoreView.IGiven, 'scale' | 'target' | 'prediction'> | null = null;
  private _isInstead = false;
  private readonly _options: ScoreView.IOptions;
  private _pointed = -1;
  private _rows: ReadonlyArray<ScoreRows.IRow> = [];
  private readonly _told = new Widget();
}

export namespace ScoreRows {
  /**
   * A bar, and what of an input it is of.
   */
  export interface IRow extends ScoreBars.IBar {
    readonly part?: IPart;
  }

  /**
   * What can be taken away.
   */
  export interface IPart extends IScoreOf {
    readonly input: string;
    /** Its place among the parts of the input; null for all of it. */
    readonly at: number | null;
    readonly without: number | null;
    /** What to tell of it, where that is not its score and what is said without it. */
    readonly words?: string;
  }
}

namespace Private {
  export function isSame(a: ScoreRows.IPart | undefined, b: ScoreRows.IPart): boolean {
    return a !== undefined && a.input === b.input && a.at === b.at;
  }
}
