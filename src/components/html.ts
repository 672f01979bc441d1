import type { HTMLSpec } from '../protocol/types';
import type { Component } from './component';
import { RichText } from './richtext';

/**
 * HTML, as far as the host's sanitizer lets it through.
 */
export class HTML extends RichText<HTMLSpec> {
  constructor(options: Component.IOptions<HTMLSpec>) {
    super(options, 'text/html');
    this.addClass('intarsia-HTML');
  }
}
