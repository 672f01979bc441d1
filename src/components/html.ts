import type { Message } from '@lumino/messaging';
import type { HTMLSpec } from '../protocol/types';
import { sameValue } from '../protocol/equality';
import type { Component } from './component';
import { HtmlScript } from './htmlscript';
import { fillTemplate } from './htmltemplate';
import { morph } from './morph';
import { OwnRules } from './ownrules';
import { Rendered } from './rendered';
import { RichText } from './richtext';
import { textRendermime } from './safehtml';
import { SlotLayout } from './slotlayout';

/**
 * HTML, as far as the host's sanitizer lets it through; from a template, if there is one.
 */
export class HTML extends RichText<HTMLSpec> {
  constructor(options: Component.IOptions<HTMLSpec>) {
    const { context } = options;
    // Text of a person's data is never trusted, wherever it stands.
    const rendermime = textRendermime(context);
    const rendered = new Rendered({ rendermime, trans: context.trans, trusted: false });
    super(options, rendered.node);
    this._rendered = rendered;
    const layout = new SlotLayout(this.field.slot);
    this.layout = layout;
    layout.addWidget(rendered);
    this.addClass('intarsia-HTML');
    this.follow(options.spec.autoscroll);
    // Rules of the author's may fetch: where nobody vouches for them there are none.
    this._rules = options.context.trusted ? new OwnRules(this.field.slot) : null;
    this.field.slot.addEventListener('click', event => this._evtClick(event));
  }

  get settled(): Promise<void> {
    return this._rendered.settled.then(() => this._script?.done);
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
    this.follow(spec.autoscroll);
    if (
      !sameValue(before.css_template, spec.css_template) ||
      !sameValue(before.props, spec.props)
    ) {
      this._dressContent(this.value);
    }
    if (before.script !== spec.script) {
      this._end();
      this._drawAgain();
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
    const bundle = this._bundleOf(value);
    const text = JSON.stringify(bundle?.data ?? null);
    if (text !== this._text) {
      this._text = text;
      void this._rendered.render(bundle);
    }
    this._dressContent(value);
  }

  /**
   * Draw again, also when the text is the same.
   */
  private _drawAgain(): void {
    this._text = null;
    this.showValue(this.value);
  }

  /**
   * What the host draws, and what comes of it; `null` for nothing.
   */
  private _bundleOf(value: unknown): Rendered.IBundle | null {
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
    morph(this._live, drawn);
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
    this._drawAgain();
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

  private _evtClick(event: MouseEvent): void {
    if (this.spec.tells_clicks && !(event.target as Element).closest('a[href]')) {
      this.trigger('click', {});
    }
  }

  /** What a script has changed of the properties. */
  private readonly _changed = new Map<string, unknown>();
  private _live = Private.live();
  private readonly _rendered: Rendered;
  private readonly _rules: OwnRules | null;
  private _script: HtmlScript | null = null;
  private _text: string | null = 'null';
}

namespace Private {
  /** What a script works on. */
  export function live(): HTMLElement {
    const element = document.createElement('div');
    element.className = 'intarsia-HTML-live';
    return element;
  }
}
