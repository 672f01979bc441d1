import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { Panel, Widget } from '@lumino/widgets';
import { FollowEnd } from '../components/followend';
import { setData } from '../components/morph';
import { Rendered } from '../components/rendered';
import type { LogEntry } from '../protocol/types';
import { element } from './element';
import { printOnto } from './terminal';

/**
 * What the runs printed, warned, logged and displayed, in order.
 *
 * #### Notes
 * Only what is new is drawn. It stays at its end while it grows, unless a person has
 * scrolled up to read.
 */
export class LogView extends Panel {
  constructor(options: LogView.IOptions) {
    super();
    this.addClass('intarsia-Log');
    this.node.tabIndex = 0;
    this.node.setAttribute('role', 'log');
    // What runs print is there to be read, not to be read out.
    this.node.setAttribute('aria-live', 'off');
    this.node.setAttribute('aria-label', options.trans.__('Log'));
    this._options = options;
    this._follow = new FollowEnd({ node: this.node, content: this.node });
  }

  /**
   * How many lines and displays there are.
   */
  get count(): number {
    return this._count;
  }

  /**
   * Show the log; entries that were shown before are not drawn again.
   */
  setLog(log: ReadonlyArray<LogEntry>): void {
    if (log === this._log) {
      return;
    }
    // The oldest entries may have been dropped: the newest one that was shown tells.
    const newest = this._log.at(-1);
    const known = newest === undefined ? -1 : log.lastIndexOf(newest);
    if (known < 0) {
      this._clear();
    }
    this._log = log;
    for (const entry of log.slice(known + 1)) {
      this._add(entry);
    }
    this._trim();
    this._follow.grown();
  }

  dispose(): void {
    this._follow.dispose();
    super.dispose();
  }

  private _add(entry: LogEntry): void {
    if (entry.stream === 'display') {
      this._addDisplay(entry);
      return;
    }
    const last = this.widgets.at(-1);
    let block: Private.TextBlock;
    if (last instanceof Private.TextBlock && last.takes(entry)) {
      block = last;
    } else {
      block = new Private.TextBlock(entry);
      this.addWidget(block);
    }
    this._count -= block.lines;
    block.print(entry.text);
    this._count += block.lines;
  }

  private _addDisplay(entry: LogEntry): void {
    const { rendermime, trans, trusted } = this._options;
    const bundle = Private.asBundle(entry.bundle);
    if (!bundle) {
      return;
    }
    const rendered = new Rendered({ rendermime, trans, trusted });
    rendered.addClass('intarsia-Log-display');
    this.addWidget(rendered);
    this._count += 1;
    void rendered.render(bundle);
  }

  private _trim(): void {
    const surplus = this.widgets.length - Private.BLOCKS;
    if (surplus <= 0) {
      return;
    }
    if (!this._earlier) {
      const words = this._options.trans.__('Earlier entries are not shown.');
      this._earlier = new Widget({ node: element('p', 'intarsia-Log-earlier', words) });
      this.insertWidget(0, this._earlier);
    }
    for (const widget of this.widgets.slice(1, surplus + 1)) {
      widget.dispose();
    }
  }

  private _clear(): void {
    for (const widget of [...this.widgets]) {
      widget.dispose();
    }
    this._earlier = null;
    this._count = 0;
  }

  private _count = 0;
  private _earlier: Widget | null = null;
  private readonly _follow: FollowEnd;
  private _log: ReadonlyArray<LogEntry> = [];
  private readonly _options: LogView.IOptions;
}

export namespace LogView {
  export interface IOptions {
    readonly rendermime: IRenderMimeRegistry;
    readonly trans: TranslationBundle;
    readonly trusted: boolean;
  }
}

namespace Private {
  /** So many blocks are drawn at the most. */
  export const BLOCKS = 1000;

  /** A block of text that is longer than this is not added to. */
  const LONG = 8192;

  /**
   * Text of one stream of one run.
   */
  export class TextBlock extends Widget {
    constructor(entry: LogEntry) {
      super({ node: element('pre', 'intarsia-Log-text') });
      this.node.dataset.stream = entry.stream;
      this.node.append(this._text);
      this._run = entry.run;
      this._stream = entry.stream;
    }

    get lines(): number {
      return this._lines;
    }

    takes(entry: LogEntry): boolean {
      return (
        entry.run === this._run &&
        entry.stream === this._stream &&
        (this._text.data.length < LONG || !this._text.data.endsWith('\n'))
      );
    }

    print(text: string): void {
      // Warnings and records of logging are lines of their own, whether they say so or not.
      const isRecord = this._stream === 'warning' || this._stream === 'logging';
      const chunk = isRecord && !text.endsWith('\n') ? `${text}\n` : text;
      setData(this._text, printOnto(this._text.data, chunk));
      this._lines = this._text.data.split('\n').filter(line => line !== '').length;
    }

    private _lines = 0;
    private readonly _run: string;
    private readonly _stream: string;
    private readonly _text = document.createTextNode('');
  }

  /**
   * The bundle of a display, if it is one.
   */
  export function asBundle(bundle: unknown): Rendered.IBundle | null {
    if (typeof bundle !== 'object' || bundle === null) {
      return null;
    }
    const { data, metadata } = bundle as Record<string, unknown>;
    const isObject = (value: unknown): value is ReadonlyPartialJSONObject =>
      typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject(data) ? { data, metadata: isObject(metadata) ? metadata : {} } : null;
  }
}
