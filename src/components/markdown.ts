import type { MarkdownSpec } from '../protocol/types';
import type { Component } from './component';
import { RichText } from './richtext';

/**
 * Markdown, drawn by the host.
 */
export class Markdown extends RichText<MarkdownSpec> {
  constructor(options: Component.IOptions<MarkdownSpec>) {
    super(options, 'text/markdown');
    this.addClass('intarsia-Markdown');
  }
}
