import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal, type ISignal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import type { Frame, Traceback, WireError } from '../protocol/types';
import { button, element, setText } from './element';

/**
 * A failure where the result would stand: type, message, the line that raised, and
 * links to the rest.
 */
export class ErrorBox extends Widget {
  constructor(options: ErrorBox.IOptions) {
    super();
    this.addClass('intarsia-Error');
    this._options = options;
    this.hide();
  }

  /**
   * The failure that is shown.
   */
  get error(): WireError | null {
    return this._error;
  }

  /**
   * Emitted when the time is over for which a failure is shown.
   */
  get ended(): ISignal<this, void> {
    return this._ended;
  }

  dispose(): void {
    window.clearTimeout(this._timer);
    super.dispose();
  }

  /**
   * Show a failure, or none. The same one is not drawn, nor announced, again.
   *
   * @param resume - runs again from the step that failed; null where that makes no sense
   */
  setError(error: WireError | null, resume: (() => void) | null = null): void {
    if (error === this._error) {
      return;
    }
    this._error = error;
    this._resume = resume;
    this._traceback = null;
    window.clearTimeout(this._timer);
    this.node.replaceChildren();
    this.setHidden(error === null);
    if (!error) {
      return;
    }
    this.node.append(Private.message(error));
    const traceback = error.traceback;
    if (traceback) {
      const frames = Private.frames(this._options.trans, traceback.frames);
      if (frames) {
        this.node.append(frames);
      }
      this._traceback = element('pre', 'intarsia-Error-traceback', traceback.text);
      this._traceback.tabIndex = 0;
      this._traceback.dir = 'ltr';
      this._traceback.hidden = true;
      this._traceback.setAttribute('role', 'group');
      this._traceback.setAttribute('aria-label', this._options.trans.__('Whole traceback'));
      this.node.append(this._links(error, traceback), this._traceback);
    }
    const seconds = traceback?.seconds ?? 0;
    if (seconds > 0) {
      const wait = Math.min(seconds * 1000, Private.LONGEST);
      this._timer = window.setTimeout(() => this._end(), wait);
    }
  }

  private _end(): void {
    this.hide();
    this._ended.emit();
  }

  private _links(error: WireError, traceback: Traceback): HTMLElement {
    const { trans, goTo } = this._options;
    const links = element('div', 'intarsia-Error-links');
    if (traceback.text) {
      const toggle = button('intarsia-Link', trans.__('Whole traceback'), () =>
        this._toggle(toggle)
      );
      toggle.setAttribute('aria-expanded', 'false');
      const copy = button('intarsia-Link', trans.__('Copy'), () => {
        void this._copy(copy, traceback.text);
      });
      links.append(toggle, copy);
    }
    const frame = [...traceback.frames].reverse().find(item => item.cell);
    if (goTo && frame?.cell) {
      const cell = frame.cell;
      links.append(button('intarsia-Link', trans.__('Go to line'), () => goTo(cell, frame.line)));
    }
    if (this._resume) {
      const resume = button('intarsia-Link', trans.__('Run from here'), this._resume);
      resume.title = trans.__('Run this step again with the values it had, and what follows it');
      links.append(resume);
    }
    return links;
  }

  private _toggle(link: HTMLElement): void {
    if (this._traceback) {
      this._traceback.hidden = !this._traceback.hidden;
      link.setAttribute('aria-expanded', String(!this._traceback.hidden));
    }
  }

  private async _copy(link: HTMLElement, text: string): Promise<void> {
    const { trans } = this._options;
    let copied = false;
    try {
      await navigator.clipboard.writeText(text);
      copied = true;
    } catch {
      // No clipboard without https, or none allowed: the way of selecting remains.
      copied = this._copySelected();
    }
    setText(link, copied ? trans.__('Copied') : trans.__('Selected: copy with the keyboard'));
  }

  private _copySelected(): boolean {
    if (!this._traceback) {
      return false;
    }
    this._traceback.hidden = false;
    const selection = document.getSelection();
    selection?.selectAllChildren(this._traceback);
    return document.execCommand('copy');
  }

  private readonly _ended = new Signal<this, void>(this);
  private _error: WireError | null = null;
  private readonly _options: ErrorBox.IOptions;
  private _timer = 0;
  private _resume: (() => void) | null = null;
  private _traceback: HTMLElement | null = null;
}

export namespace ErrorBox {
  export interface IOptions {
    readonly trans: TranslationBundle;
    /** Show a line of a cell; absent where there are no cells. */
    readonly goTo?: (cell: string, line: number) => void;
  }
}

namespace Private {
  /** So many frames are shown at once; the whole traceback is a press away. */
  const FRAMES = 3;

  /** Milliseconds that a browser can wait for. */
  export const LONGEST = 2 ** 31 - 1;

  export function message(error: WireError): HTMLElement {
    const node = element('p', 'intarsia-Error-message');
    node.setAttribute('role', 'alert');
    const name = error.traceback?.name;
    if (name) {
      node.append(element('strong', 'intarsia-Error-name', name));
      node.append(error.message ? `: ${error.message}` : '');
    } else {
      node.append(error.message);
    }
    return node;
  }

  export function frames(
    trans: TranslationBundle,
    frames: ReadonlyArray<Frame>
  ): HTMLElement | null {
    if (frames.length === 0) {
      return null;
    }
    const lines: string[] = [];
    const left = frames.length - FRAMES;
    frames.forEach((frame, i) => {
      if (left > 0 && i > 0 && i <= left) {
        if (i === 1) {
          lines.push(trans._n('… %1 more', '… %1 more', left));
        }
        return;
      }
      lines.push(trans.__('%1, line %2, in %3', frame.file, frame.line, frame.function));
      if (frame.source) {
        lines.push(`    ${frame.source}`);
        const marks = underline(frame);
        if (marks) {
          lines.push(`    ${marks}`);
        }
      }
    });
    const node = element('pre', 'intarsia-Error-frames', lines.join('\n'));
    node.dir = 'ltr';
    node.tabIndex = 0;
    node.setAttribute('role', 'group');
    node.setAttribute('aria-label', trans.__('Where it failed'));
    return node;
  }

  function underline(frame: Frame): string {
    if (!frame.caret) {
      return '';
    }
    const [start, end] = frame.caret.map(Number);
    const valid =
      Number.isInteger(start) &&
      Number.isInteger(end) &&
      start >= 0 &&
      end > start &&
      start < frame.source.length;
    return valid ? ' '.repeat(start) + '^'.repeat(Math.min(end, frame.source.length) - start) : '';
  }
}
