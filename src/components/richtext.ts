import type { HTMLSpec, MarkdownSpec } from '../protocol/types';
import { Component } from './component';
import { Field } from './field';
import { Rendered } from './rendered';
import { quietRendermime } from './safehtml';
import { SlotLayout } from './slotlayout';

/**
 * Text that the host's renderers draw; always through the sanitizer.
 */
export abstract class RichText<S extends MarkdownSpec | HTMLSpec> extends Component<S> {
  constructor(options: Component.IOptions<S>, mime: 'text/markdown' | 'text/html') {
    super(options);
    this._mime = mime;
    const { trans } = options.context;
    this.node.setAttribute('role', 'group');
    this._field = new Field({ node: this.node, spec: options.spec, trans, layout: 'group' });
    // Text of a person's data is never trusted, wherever it stands.
    const rendermime = quietRendermime(options.context);
    this._rendered = new Rendered({ rendermime, trans, trusted: false });
    const layout = new SlotLayout(this._field.slot);
    this.layout = layout;
    layout.addWidget(this._rendered);
  }

  /**
   * Resolves when what is shown is on screen.
   */
  get settled(): Promise<void> {
    return this._rendered.settled;
  }

  setSpec(spec: S): void {
    super.setSpec(spec);
    this._field.setSpec(spec);
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._field.showErrors(errors.map(error => error.message));
  }

  protected showValue(value: unknown): void {
    const text = value === null || value === undefined ? '' : String(value);
    if (text === this._text) {
      return;
    }
    this._text = text;
    const bundle = text === '' ? null : { data: { [this._mime]: text }, metadata: {} };
    void this._rendered.render(bundle);
  }

  private _field: Field;
  private _mime: string;
  private _rendered: Rendered;
  private _text = '';
}
