import type { HTMLSpec, MarkdownSpec } from '../protocol/types';
import { Component } from './component';
import { Field } from './field';
import { setHeights } from './heights';
import { Rendered } from './rendered';
import { quietRendermime } from './safehtml';
import { SlotLayout } from './slotlayout';

/**
 * Text that the host's renderers draw; always through the sanitizer.
 */
export abstract class RichText<S extends MarkdownSpec | HTMLSpec> extends Component<S> {
  constructor(options: Component.IOptions<S>) {
    super(options);
    const { trans } = options.context;
    this.node.setAttribute('role', 'group');
    this.field = new Field({ node: this.node, spec: options.spec, trans, layout: 'group' });
    // Text of a person's data is never trusted, wherever it stands.
    // A dollar sign in it begins no formula, unless the kind looks for them.
    const latexTypesetter = { typeset: () => undefined };
    const rendermime = quietRendermime(options.context).clone({ latexTypesetter });
    this._rendered = new Rendered({ rendermime, trans, trusted: false });
    const layout = new SlotLayout(this.field.slot);
    this.layout = layout;
    layout.addWidget(this._rendered);
    this._dress();
  }

  /**
   * Resolves when what is shown is on screen.
   */
  get settled(): Promise<void> {
    return this._rendered.settled;
  }

  setSpec(spec: S): void {
    super.setSpec(spec);
    this.field.setSpec(spec);
    this._dress();
    this.showValue(this.value);
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this.field.showErrors(errors.map(error => error.message));
  }

  /**
   * What the host draws, and what comes of it; `null` for nothing.
   */
  protected abstract bundleOf(value: unknown): Rendered.IBundle | null;

  protected showValue(value: unknown): void {
    const bundle = this.bundleOf(value);
    const text = JSON.stringify(bundle?.data ?? null);
    if (text !== this._text) {
      this._text = text;
      void this._rendered.render(bundle);
    }
  }

  /**
   * Draw again, also when the text is the same.
   */
  protected drawAgain(): void {
    this._text = null;
    this.showValue(this.value);
  }

  private _dress(): void {
    const { slot } = this.field;
    setHeights(slot, this.spec);
    slot.classList.toggle('intarsia-mod-padded', this.spec.padding);
    if (slot.classList.contains('intarsia-mod-scrolling')) {
      // What scrolls can be scrolled by keys.
      slot.tabIndex = 0;
      Field.keepKeys(slot);
    } else {
      slot.removeAttribute('tabindex');
    }
  }

  protected readonly field: Field;
  private readonly _rendered: Rendered;
  private _text: string | null = 'null';
}
