import type { WalkthroughSpec } from '../protocol/types';
import type { Component } from './component';
import type { Page } from './page';
import { Pages } from './pages';
import { Stepper } from './stepper';

/**
 * Steps of which one is shown: a person goes back, the app goes on.
 */
export class Walkthrough extends Pages<WalkthroughSpec> {
  constructor(options: Component.IOptions<WalkthroughSpec>) {
    super(options);
    this.addClass('intarsia-Walkthrough');
    this._stepper = new Stepper(options.context.trans);
    this._stepper.chosen.connect((_, id) => {
      const page = this.pages.find(item => item.spec.id === id);
      if (page) {
        this.choose(page);
      }
    });
    this.start(this._stepper);
  }

  setDisabled(disabled: boolean): void {
    this._isDisabled = disabled;
    this.showChosen();
  }

  protected nameOf(page: Page): string {
    const place = this.pages.indexOf(page) + 1;
    return page.spec.label || this.context.trans.__('Step %1', place);
  }

  protected drawChoice(current: Page | null): void {
    const present = this.pages.filter(page => page.spec.visible);
    const at = current ? present.indexOf(current) : -1;
    this._stepper.setHidden(present.length === 0);
    this._stepper.setSteps(
      present.map((page, i) => ({
        id: page.spec.id,
        label: this.nameOf(page),
        elementId: this.idsOf(page).choice,
        isDisabled: this._isDisabled || !page.spec.interactive || i > at
      })),
      current?.spec.id ?? ''
    );
    for (const page of this.pages) {
      page.node.setAttribute('role', 'group');
      page.node.setAttribute('aria-labelledby', this.idsOf(page).choice);
      this.markForAuthor(page, this._stepper.stepOf(page.spec.id));
    }
  }

  private _isDisabled = false;
  private readonly _stepper: Stepper;
}
