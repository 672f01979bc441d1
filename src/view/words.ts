import { Widget } from '@lumino/widgets';
import { element } from './element';

/**
 * A line of text that comes and goes.
 */
export class Words extends Widget {
  constructor(className: string) {
    super({ node: element('p', className) });
    this.hide();
  }
}
