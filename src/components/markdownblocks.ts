/**
 * Where the blocks of a Markdown text begin, so that each can be drawn by itself.
 *
 * #### Notes
 * A text that grows at its end changes nothing but its last block: what is before it was
 * decided by what is before it. Where blocks depend on one another, link definitions and raw
 * HTML, no more are made.
 */
export class MarkdownBlocks {
  /**
   * The blocks of the text, in order; joined they are the text.
   */
  get blocks(): ReadonlyArray<string> {
    return this._blocks;
  }

  /**
   * Take a newer text; returns from which block on it may differ.
   */
  update(text: string): number {
    if (text === this._text) {
      return this._blocks.length;
    }
    const isGrown = this._text !== '' && text.startsWith(this._text);
    this._text = text;
    const known = isGrown ? (this._starts.at(-1) ?? 0) : 0;
    const whole = (isGrown && this._isWhole) || Private.DEFINITION.test(text.slice(known));
    // What ended the block before the last may not have been whole yet.
    const kept = isGrown && !whole && !this._isWhole ? Math.max(0, this._starts.length - 1) : 0;
    this._isWhole = whole;
    const from = kept > 0 ? this._starts[kept] : 0;
    const fresh = whole ? [0] : Private.starts(text, from);
    const before = this._blocks.slice(0, kept);
    this._starts = [...this._starts.slice(0, kept), ...fresh];
    const ends = [...this._starts.slice(kept + 1), text.length];
    const rest = this._starts.slice(kept).map((start, at) => text.slice(start, ends[at]));
    const first = Private.firstDifference(this._blocks, rest, kept);
    this._blocks = [...before, ...rest];
    return first;
  }

  private _blocks: string[] = [];
  private _isWhole = false;
  private _starts: number[] = [];
  private _text = '';
}

/**
 * Let single line breaks count, but within code.
 */
export function breakLines(block: string): string {
  let fence: string | null = null;
  const lines = block.split('\n');
  return lines
    .map((line, at) => {
      const wasCode = fence !== null;
      fence = Private.fenceAfter(line, fence);
      const isCode = wasCode || fence !== null;
      const isLast = at === lines.length - 1 || lines[at + 1].trim() === '';
      return isCode || isLast || line.trim() === '' || /\\$| {2}$/.test(line) ? line : `${line}  `;
    })
    .join('\n');
}

namespace Private {
  /** Links and notes that are named elsewhere in the text. */
  export const DEFINITION = /^ {0,3}\[[^\]\n]{1,999}\]:/m;
  const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;
  // What follows a number may not have come yet.
  const ITEM = /^ {0,3}([-+*]|\d{1,9}([.)]|$))(\s|$)/;
  const HTML = /^ {0,3}<[A-Za-z!?/]/;

  /**
   * Where blocks begin from a place on that is the beginning of one.
   */
  export function starts(text: string, from: number): number[] {
    const found = [from];
    let fence: string | null = null;
    let isBlank = false;
    let isList = false;
    let isFirst = true;
    for (let at = from; at < text.length;) {
      const end = text.indexOf('\n', at);
      const line = text.slice(at, end === -1 ? text.length : end);
      if (fence === null && line.trim() === '') {
        isBlank = !isFirst;
      } else {
        if (fence === null && isBlank && !continues(line, isList)) {
          found.push(at);
          isFirst = true;
        }
        if (isFirst) {
          isList = ITEM.test(line);
          isFirst = false;
        }
        if (fence === null && HTML.test(line)) {
          return found; // what is opened here may be closed anywhere below
        }
        fence = fenceAfter(line, fence);
        isBlank = false;
      }
      at = end === -1 ? text.length : end + 1;
    }
    return found;
  }

  /**
   * The fence that is open after a line.
   */
  export function fenceAfter(line: string, fence: string | null): string | null {
    const [, mark, rest] = FENCE.exec(line) ?? [];
    if (mark === undefined) {
      return fence;
    }
    if (fence === null) {
      return mark.startsWith('`') && rest.includes('`') ? null : mark;
    }
    return mark[0] === fence[0] && mark.length >= fence.length && rest.trim() === '' ? null : fence;
  }

  export function firstDifference(
    before: ReadonlyArray<string>,
    rest: ReadonlyArray<string>,
    kept: number
  ): number {
    let at = 0;
    while (at < rest.length && before[kept + at] === rest[at]) {
      at++;
    }
    return kept + at;
  }

  /**
   * Whether a line after an empty one belongs to the block before it.
   */
  function continues(line: string, isList: boolean): boolean {
    return isList ? /^\s/.test(line) || ITEM.test(line) : /^( {4}|\t)/.test(line);
  }
}
