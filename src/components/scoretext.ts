import { Widget } from '@lumino/widgets';
import type { TokenScore } from '../protocol/types';
import { Field } from './field';
import type { ScoreScale } from './scorescale';
import { mayPress } from './scoreview';
import type { ScoreView } from './scoreview';
import { scoreWords } from './scorewords';

/**
 * A text whose pieces are tinted by what they did: one tint raised, the other lowered.
 *
 * #### Notes
 * The pieces are one stop of the tab key, and arrows go between them. The line below tells of
 * the piece that is pointed at or has the focus; pressed, it is struck out, and the line stays.
 */
export class ScoreText extends Widget {
  constructor(options: ScoreView.IOptions) {
    super();
    this._options = options;
    this.addClass('intarsia-ScoreText');
    this._text = document.createElement('div');
    this._text.className = 'intarsia-ScoreText-text';
    this._text.dir = 'auto';
    this._text.setAttribute('role', 'group');
    this._told = document.createElement('div');
    this._told.className = 'intarsia-ScoreText-told';
    this._told.setAttribute('aria-live', 'polite');
    this.node.append(this._text, this._told);
    for (const type of ['pointermove', 'pointerleave', 'focusin', 'focusout', 'click', 'keydown']) {
      this._text.addEventListener(type, event => this._onEvent(event));
    }
  }

  /**
   * Show the pieces of a text.
   */
  draw(text: string, units: ReadonlyArray<TokenScore>, view: ScoreView.IGiven): void {
    const isSame =
      this._shown === text &&
      units.length === this._units.length &&
      units.every((unit, at) => unit.start === this._units[at].start);
    this._shown = text;
    this._units = units;
    this._given = view;
    this._text.setAttribute('aria-label', view.name);
    if (!isSame) {
      this._chosen = -1;
      this._build(text, units);
    }
    units.forEach((unit, at) => Private.tint(this._parts[at], unit, view.scale));
    this._tell();
  }

  private _build(text: string, units: ReadonlyArray<TokenScore>): void {
    // Places are counted in code points.
    const signs = Array.from(text);
    const nodes: Node[] = [];
    let end = 0;
    this._parts = units.map((unit, at) => {
      const start = Math.max(unit.start, end);
      nodes.push(document.createTextNode(signs.slice(end, start).join('')));
      end = Math.max(unit.end, start);
      const shown = signs.slice(start, end).join('');
      const part = Private.part(shown || unit.text, at === 0);
      part.classList.toggle('intarsia-mod-special', shown === '');
      nodes.push(part);
      return part;
    });
    nodes.push(document.createTextNode(signs.slice(end).join('')));
    this._text.replaceChildren(...nodes);
  }

  private _onEvent(event: Event): void {
    const target = event.target instanceof Element ? event.target.closest('[role="button"]') : null;
    const at = target ? this._parts.indexOf(target as HTMLElement) : -1;
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
    this._tell();
  }

  private _choose(at: number): void {
    if (at < 0) {
      return;
    }
    this._chosen = this._chosen === at ? -1 : at;
    if (this._chosen >= 0 && this._given && this._units[at].without === null) {
      this._options.askWithout?.(this._given.input, at);
    }
    this._parts.forEach((part, index) => {
      part.setAttribute('aria-pressed', String(index === this._chosen));
      part.tabIndex = index === at ? 0 : -1;
    });
  }

  private _evtKeyDown(event: KeyboardEvent, at: number): void {
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const isRtl = getComputedStyle(this._text).direction === 'rtl';
    const last = this._parts.length - 1;
    const steps: Record<string, number | undefined> = {
      ArrowRight: at + (isRtl ? -1 : 1),
      ArrowLeft: at + (isRtl ? 1 : -1),
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: last
    };
    const next = steps[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      this._choose(at);
      this._tell();
    } else if (event.key === 'Escape' && this._chosen >= 0) {
      this._choose(this._chosen);
      this._tell();
    } else if (next !== undefined) {
      const to = this._parts[Math.max(0, Math.min(next, last))];
      this._parts.forEach(part => {
        part.tabIndex = part === to ? 0 : -1;
      });
      to.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Tell of the piece that is pointed at, or else of the one that is taken away.
   */
  private _tell(): void {
    const { trans } = this._options;
    const at = this._pointed >= 0 ? this._pointed : this._chosen;
    const unit = this._units[at];
    const view = this._given;
    if (!unit || !view) {
      this._told.textContent = this._units.length
        ? mayPress(this._options, this._units)
          ? trans.__('Point at a word, or press it to see the result without it.')
          : trans.__('Point at a word.')
        : trans.__('There is no word in it.');
      this._told.classList.add('intarsia-mod-quiet');
      return;
    }
    this._told.classList.remove('intarsia-mod-quiet');
    this._told.textContent = scoreWords(trans, `“${unit.text}”`, unit, view);
  }

  private _chosen = -1;
  private _given: ScoreView.IGiven | null = null;
  private readonly _options: ScoreView.IOptions;
  private _parts: HTMLElement[] = [];
  private _pointed = -1;
  private _shown: string | null = null;
  private readonly _text: HTMLElement;
  private readonly _told: HTMLElement;
  private _units: ReadonlyArray<TokenScore> = [];
}

namespace Private {
  export function part(text: string, isFirst: boolean): HTMLElement {
    const node = document.createElement('span');
    node.className = 'intarsia-ScoreText-part';
    node.tabIndex = isFirst ? 0 : -1;
    node.setAttribute('role', 'button');
    node.setAttribute('aria-pressed', 'false');
    const words = document.createElement('span');
    words.className = 'intarsia-ScoreText-words';
    words.textContent = text;
    const spoken = document.createElement('span');
    spoken.className = 'intarsia-mod-spoken';
    node.append(words, spoken);
    Field.keepKeys(node);
    return node;
  }

  export function tint(node: HTMLElement, unit: TokenScore, scale: ScoreScale): void {
    const strength = scale.strength(unit.score);
    node.classList.toggle('intarsia-mod-raises', strength > 0);
    node.classList.toggle('intarsia-mod-lowers', strength < 0);
    node.classList.toggle('intarsia-mod-unknown', unit.score === null);
    node.style.setProperty('--intarsia-strength', Math.abs(strength).toFixed(3));
    node.title = scale.signed(unit.score);
    node.lastElementChild!.textContent = ` (${scale.signed(unit.score)}) `;
  }
}
