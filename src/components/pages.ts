import type { Message } from '@lumino/messaging';
import { Panel, PanelLayout } from '@lumino/widgets';
import type { Widget } from '@lumino/widgets';
import type { TabsSpec, WalkthroughSpec } from '../protocol/types';
import type { Component } from './component';
import { Field } from './field';
import { Layout } from './layout';
import { Page } from './page';

/**
 * Pages of which one is shown, below something to choose them by.
 *
 * #### Notes
 * Which page is shown is decided in each view: by a person at once, told as `change` and
 * `select`, by the page's own `select` too; or by a function of the app, whose word counts
 * whenever it is said (`told`). A page that is not there any more gives way to the first.
 */
export abstract class Pages<S extends TabsSpec | WalkthroughSpec> extends Layout<S> {
  /**
   * Make the place of the pages; the kind draws what they are chosen by, above it.
   */
  constructor(options: Component.IOptions<S>) {
    super(options);
    this.addClass('intarsia-Pages');
    this._stack.addClass('intarsia-Pages-stack');
    this.slots = this._stack.layout as PanelLayout;
  }

  setSpec(spec: S): void {
    const { selected, told } = this.spec;
    const isTold = spec.selected !== selected || spec.told !== told;
    this._isPlacing = true;
    super.setSpec(spec);
    this._isPlacing = false;
    if (isTold) {
      this._chosen = this._find(spec.selected) ?? this._chosen;
    }
    this.showChosen();
  }

  focusFirst(): void {
    this.current?.focusFirst();
  }

  /**
   * The page that is shown; null without any.
   */
  get current(): Page | null {
    const present = this.pages.filter(page => page.spec.visible);
    return (
      present.find(page => page.spec.id === this._chosen) ??
      present.find(page => page.spec.interactive) ??
      present[0] ??
      null
    );
  }

  /**
   * All pages, in order; also those that are not to be seen.
   */
  protected get pages(): Page[] {
    return this.slots.widgets.filter(widget => widget instanceof Page);
  }

  /**
   * Draw what a person chooses by, with this page chosen.
   */
  protected abstract drawChoice(current: Page | null): void;

  /**
   * What a page is called.
   */
  protected abstract nameOf(page: Page): string;

  /**
   * The ids of what a page is chosen by, and of the page.
   */
  protected idsOf(page: Page): Pages.IIds {
    const known = this._ids.get(page);
    if (known) {
      return known;
    }
    const id = Field.uniqueId();
    const ids = { choice: `${id}-tab`, page: `${id}-page` };
    this._ids.set(page, ids);
    return ids;
  }

  /**
   * Let the author's style sheet find what a page is chosen by: its `elem_id` with `-button`.
   */
  protected markForAuthor(page: Page, choice: HTMLElement | undefined): void {
    if (choice && this.context.trusted && page.spec.elem_id) {
      choice.dataset.elemId = `${page.spec.elem_id}-button`;
    } else {
      delete choice?.dataset.elemId;
    }
  }

  /**
   * A person chose a page.
   */
  protected choose(page: Page): void {
    if (page === this.current) {
      return;
    }
    this._chosen = page.spec.id;
    this.showChosen();
    const data: Page.ISelected = {
      index: this.pages.indexOf(page),
      value: this.nameOf(page),
      selected: true
    };
    this.trigger('change');
    this.trigger('select', data);
    page.tell(data);
  }

  /**
   * Put what a person chooses by above the pages, and show the first choice.
   */
  protected start(choice: Widget): void {
    const frame = new PanelLayout();
    this.layout = frame;
    frame.addWidget(choice);
    frame.addWidget(this._stack);
    this.place();
    this._chosen = this._find(this.spec.selected);
    this.showChosen();
  }

  protected readonly slots: PanelLayout;

  protected place(): void {
    for (const page of this.pages) {
      page.changed.disconnect(this._onChanged, this);
      page.wished.disconnect(this._onWished, this);
    }
    super.place();
    for (const page of this.pages) {
      page.changed.connect(this._onChanged, this);
      page.wished.connect(this._onWished, this);
    }
  }

  /**
   * Show the page that shall be shown.
   */
  protected showChosen(): void {
    const { current } = this;
    const before = this._shown;
    const hadFocus = before?.node.contains(document.activeElement) ?? false;
    for (const page of this.pages) {
      page.setCurrent(page === current);
      page.toggleClass('intarsia-mod-absent', !page.spec.visible);
      page.node.dataset.title = this.nameOf(page);
    }
    this._shown = current;
    // An app that grows takes its page along.
    this.node.style.flexGrow = String(current?.spec.scale ?? this.spec.scale ?? '');
    this.drawChoice(current);
    if (hadFocus && current !== before) {
      current?.focusFirst();
    }
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    window.addEventListener('beforeprint', this._evtBeforePrint);
  }

  protected onBeforeDetach(msg: Message): void {
    window.removeEventListener('beforeprint', this._evtBeforePrint);
    super.onBeforeDetach(msg);
  }

  /**
   * The page that a description means: by its name, or by its place if it has none.
   */
  private _find(selected: number | string | null): string | null {
    if (selected === null) {
      return null;
    }
    const { pages } = this;
    const named = pages.find(page => page.spec.page_id === selected);
    const placed = typeof selected === 'number' ? pages[selected] : undefined;
    const found = named ?? (placed?.spec.page_id === null ? placed : undefined);
    return found?.spec.id ?? null;
  }

  private _onChanged(): void {
    if (!this._isPlacing) {
      this.showChosen();
    }
  }

  private _onWished(page: Page): void {
    this._chosen = page.spec.id;
    this.showChosen();
  }

  /** On paper all pages are open. */
  private _evtBeforePrint = (): void => this.drawAll();
  private _chosen: string | null = null;
  private readonly _ids = new WeakMap<Page, Pages.IIds>();
  private _isPlacing = false;
  private _shown: Page | null = null;
  private _stack = new Panel();
}

export namespace Pages {
  /**
   * The ids of the two elements that belong to a page.
   */
  export interface IIds {
    readonly choice: string;
    readonly page: string;
  }
}
