import type { Message } from '@lumino/messaging';
import type { HTMLSpec } from '../protocol/types';
import { sameValue } from '../protocol/equality';
import type { Component } from './component';
import { HtmlScript } from './htmlscript';
import { fillTemplate } from './htmltemplate';
import { morphChildren } from './morph';
import { OwnRules } from './ownrules';
import type { Rendered } from './rendered';
import { RichText } from './richtext';

/**
 * HTML, as far as the host's sanitizer lets it through; from a template, if there is one.
 */
export class HTML extends RichText<HTMLSpec> {
  constructor(options: Component.IOptions<HTMLSpec>) {
    super(options);
    this.addClass('intarsia-HTML');
    // Rules of the author's may fetch: where nobody vouches for them there are none.
    this._rules = options.context.trusted ? new OwnRules(this.field.slot) : null;
    this.field.slot.addEventListener('click', event => this._evtClick(event));
  }

  get settled(): Promise<void> {
    return super.settled.then(() => this._script?.done);
  }

  refresh(): void {
    const { script } = this.spec;
    const text = script === null ? null : this.context.script(`html:${script}`);
    if (text === null) {
      this._end();
    } else if (this._script === null && this.isAttached && this._live.parentNode !== null) {
      this._begin(text);
    }
  }

  setSpec(spec: HTMLSpec): void {
    const before = this.spec;
    super.setSpec(spec);
    if (
      !sameValue(before.css_template, spec.css_template) ||
      !sameValue(before.props, spec.props)
    ) {
      this._dressContent(this.value);
    }
    if (before.script !== spec.script) {
      this._end();
      this.drawAgain();
    } else if (!sameValue(before.props, spec.props)) {
      this._script?.changed(Object.keys(spec.props));
    }
  }

  setValue(value: unknown): void {
    super.setValue(value);
    this._script?.changed(['value']);
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._rules?.dispose();
    this._script?.dispose();
    super.dispose();
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this.refresh();
  }

  protected showValue(value: unknown): void {
    super.showValue(value);
    this._dressContent(value);
  }

  protected bundleOf(value: unknown): Rendered.IBundle | null {
    const { text, problem } = this._fill(this.spec.html_template, value);
    if (problem !== null) {
      return { data: { 'text/plain': problem }, metadata: {} };
    }
    const isScripted = this.spec.script !== null;
    if (text.trim() === '' && !isScripted) {
      return null;
    }
    const isPlain = !this.spec.apply_default_css;
    return {
      data: { 'text/html': text || '<!-- nothing yet -->' },
      metadata: {},
      finish: node => {
        node.classList.toggle('jp-RenderedHTMLCommon', !isPlain);
        if (isScripted) {
          this._showLive(node, isPlain);
        }
        this._follow();
      }
    };
  }

  private _fill(template: string, value: unknown): { text: string; problem: string | null } {
    const shown = value === null || value === undefined ? '' : value;
    if (template === '${value}' && typeof shown === 'string') {
      return { text: shown, problem: null };
    }
    try {
      const scope = new Map<string, unknown>([
        ...Object.entries(this.spec.props),
        ...this._changed,
        ['value', shown]
      ]);
      return { text: fillTemplate(template, scope), problem: null };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        text: '',
        problem: this.context.trans.__('The template cannot be shown: %1', reason)
      };
    }
  }

  /**
   * Show what the host has drawn in an element that stays: the script's own.
   */
  private _showLive(drawn: HTMLElement, isPlain: boolean): void {
    drawn.hidden = true;
    this._live.classList.toggle('jp-RenderedHTMLCommon', !isPlain);
    morphChildren(this._live, drawn);
    drawn.replaceChildren();
    if (this._live.parentNode === null) {
      this.field.slot.append(this._live);
    }
    this.refresh();
  }

  private _begin(text: string): void {
    const { context, spec } = this;
    this._script = new HtmlScript({
      head: context.script(`head:${spec.script}`),
      text,
      element: this._live,
      read: name => this._read(name),
      write: (name, value) => this._write(name, value),
      fire: (name, data) => this.trigger(name, data),
      call: (name, args) => context.call(name, args),
      upload: file => this._upload(file),
      onFail: words => this.field.showErrors([context.trans.__('The script failed. %1', words)])
    });
  }

  /**
   * Let the script go, with all that it did to what is shown: another one begins anew.
   */
  private _end(): void {
    if (this._script === null) {
      return;
    }
    this._script.dispose();
    this._script = null;
    this._changed.clear();
    this._live.remove();
    this._live = Private.live();
    this.drawAgain();
  }

  private _read(name: string): unknown {
    if (name === 'value') {
      return this.draft === undefined ? this.value : this.draft;
    }
    return this._changed.has(name) ? this._changed.get(name) : this.spec.props[name];
  }

  /**
   * The value is told to the kernel; other properties are of this page alone.
   */
  private _write(name: string, value: unknown): void {
    if (name !== 'value') {
      this._changed.set(name, value);
      this.showValue(this._read('value'));
      return;
    }
    this.enter(value);
    this.showValue(value);
    this.trigger('change');
  }

  private async _upload(file: File): Promise<unknown> {
    const { upload, trans } = this.context;
    if (upload === null) {
      throw new Error(trans.__('Run this cell to send files.'));
    }
    const sent = await upload(file, {
      component: this.spec.id,
      signal: new AbortController().signal,
      onProgress: () => undefined
    });
    return { ...sent, path: sent.handle };
  }

  private _dressContent(value: unknown): void {
    this._rules?.set(this._fill(this.spec.css_template, value).text);
  }

  /**
   * Stay at the end, unless a person has gone up.
   */
  private _follow(): void {
    const { slot } = this.field;
    if (!this.spec.autoscroll) {
      return;
    }
    const isAtEnd = slot.scrollHeight - slot.scrollTop - slot.clientHeight < Private.NEAR;
    if (isAtEnd) {
      requestAnimationFrame(() => {
        slot.scrollTop = slot.scrollHeight;
      });
    }
  }

  private _evtClick(event: MouseEvent): void {
    if (this.spec.tells_clicks && !(event.target as Element).closest('a[href]')) {
      this.trigger('click', {});
    }
  }

  /** What a script has changed of the properties. */
  private readonly _changed = new Map<string, unknown>();
  private _live = Private.live();
  private readonly _rules: OwnRules | null;
  private _script: HtmlScript | null = null;
}

namespace Private {
  /** Pixels from the end within which one reads the end. */
  export const NEAR = 100;

  /** What a script works on. */
  export function live(): HTMLElement {
    const element = document.createElement('div');
    element.className = 'intarsia-HTML-live';
    return element;
  }
}
