import type { TabsSpec } from '../protocol/types';
import type { Component } from './component';
import type { Page } from './page';
import { Pages } from './pages';
import { TabStrip } from './tabstrip';

/**
 * Pages of which one is shown, chosen by its name.
 */
export class Tabs extends Pages<TabsSpec> {
  constructor(options: Component.IOptions<TabsSpec>) {
    super(options);
    this.addClass('intarsia-Tabs');
    this._strip.setName(options.context.trans.__('Pages'));
    this._strip.chosen.connect((_, id) => {
      const page = this.pages.find(item => item.spec.id === id);
      if (page) {
        this.choose(page);
      }
    });
    this.start(this._strip);
  }

  setDisabled(disabled: boolean): void {
    this._isDisabled = disabled;
    this.showChosen();
  }

  protected nameOf(page: Page): string {
    const place = this.pages.indexOf(page) + 1;
    return page.spec.label || this.context.trans.__('Tab %1', place);
  }

  protected drawChoice(current: Page | null): void {
    const present = this.pages.filter(page => page.spec.visible);
    const isAtEnd = (page: Page): boolean =>
      page.spec.kind === 'tab' && page.spec.alignment === 'right';
    const atEnd = present.filter(isAtEnd);
    const ordered = [...present.filter(page => !isAtEnd(page)), ...atEnd];
    const { trans } = this.context;
    this._strip.setHidden(present.length === 0);
    this._strip.setMenu(this.spec.overflow_behavior === 'menu' ? trans.__('More pages') : null);
    this._strip.setTabs(
      ordered.map(page => ({
        id: page.spec.id,
        label: this.nameOf(page),
        count: null,
        elementId: this.idsOf(page).choice,
        panelId: this.idsOf(page).page,
        isDisabled: this._isDisabled || !page.spec.interactive,
        isFirstAtEnd: page === atEnd[0]
      })),
      current?.spec.id ?? ''
    );
    for (const page of this.pages) {
      const ids = this.idsOf(page);
      page.node.id = ids.page;
      page.node.setAttribute('role', 'tabpanel');
      page.node.setAttribute('aria-labelledby', ids.choice);
      this.markForAuthor(page, this._strip.tabOf(page.spec.id));
    }
  }

  private _isDisabled = false;
  private readonly _strip = new TabStrip();
}
