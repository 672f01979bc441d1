import type { ComponentSpec } from '../protocol/types';
import { Component } from './component';

/**
 * A component that belongs to an app, and is not drawn.
 */
export abstract class Unseen<S extends ComponentSpec> extends Component<S> {
  constructor(options: Component.IOptions<S>) {
    super({ ...options, node: options.node ?? document.createElement('div') });
    this.addClass('intarsia-Unseen');
    this.hide();
  }

  setSpec(spec: S): void {
    super.setSpec(spec);
    this.hide();
  }

  showErrors(_errors: ReadonlyArray<Component.IError>): void {
    // Nobody entered anything.
  }

  protected showValue(_value: unknown): void {
    // Nobody sees it.
  }
}
