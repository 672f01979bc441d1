import type { HTMLSpec } from '../protocol/types';
import { sameValue } from '../protocol/equality';
import type { Component } from './component';
import { OwnRules } from './ownrules';
import { fillTemplate } from './htmltemplate';
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

  setSpec(spec: HTMLSpec): void {
    const before = this.spec;
    super.setSpec(spec);
    if (
      !sameValue(before.css_template, spec.css_template) ||
      !sameValue(before.props, spec.props)
    ) {
      this._dressContent(this.value);
    }
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._rules?.dispose();
    super.dispose();
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
    if (text.trim() === '') {
      return null;
    }
    const isPlain = !this.spec.apply_default_css;
    return {
      data: { 'text/html': text },
      metadata: {},
      finish: node => {
        node.classList.toggle('jp-RenderedHTMLCommon', !isPlain);
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

  private readonly _rules: OwnRules | null;
}

namespace Private {
  /** Pixels from the end within which one reads the end. */
  export const NEAR = 100;
}
