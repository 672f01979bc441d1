import type { SidebarSpec } from '../protocol/types';
import type { Component } from './component';
import { cssLength } from './csslength';
import { Disclosure } from './disclosure';

/**
 * A panel at the side of what it stands among; above it where there is little room.
 */
export class Sidebar extends Disclosure<SidebarSpec> {
  constructor(options: Component.IOptions<SidebarSpec>) {
    super(options);
    this.addClass('intarsia-Sidebar');
    this.addClass('intarsia-mod-aside');
    this._draw();
    this.place();
  }

  setSpec(spec: SidebarSpec): void {
    super.setSpec(spec);
    this._draw();
  }

  private _draw(): void {
    const { label, width, position } = this.spec;
    this.toggleClass('intarsia-mod-end', position === 'right');
    const name = label || this.context.trans.__('Sidebar');
    this.button.setAttribute('aria-label', name);
    this.button.title = name;
    this.node.style.setProperty('--intarsia-sidebar-width', cssLength(width));
  }
}
