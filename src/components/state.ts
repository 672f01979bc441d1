import type { StateSpec } from '../protocol/types';
import type { Component } from './component';
import { Unseen } from './unseen';

/**
 * A value that stays in the kernel.
 */
export class State extends Unseen<StateSpec> {
  constructor(options: Component.IOptions<StateSpec>) {
    super(options);
    this.addClass('intarsia-State');
  }
}
