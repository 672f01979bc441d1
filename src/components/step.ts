import type { StepSpec } from '../protocol/types';
import type { Component } from './component';
import { Page } from './page';

/**
 * One step of several.
 */
export class Step extends Page<StepSpec> {
  constructor(options: Component.IOptions<StepSpec>) {
    super(options);
    this.addClass('intarsia-Step');
  }
}
