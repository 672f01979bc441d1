import type { TimerSpec } from '../protocol/types';
import type { Component } from './component';
import { Unseen } from './unseen';

/**
 * A clock, which ticks in the kernel.
 */
export class Timer extends Unseen<TimerSpec> {
  constructor(options: Component.IOptions<TimerSpec>) {
    super(options);
    this.addClass('intarsia-Timer');
  }
}
