import type { Message } from '@lumino/messaging';
import { MessageLoop } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import type { StepSpec, TabSpec } from '../protocol/types';
import type { Component } from './component';
import { Layout } from './layout';
import { StackLayout } from './stacklayout';

/**
 * One of several pages: what stands in it is drawn when it is first shown.
 *
 * #### Notes
 * The layout around it decides which page is shown, and calls `setCurrent`. A page that
 * has no such layout around it is shown.
 */
export abstract class Page<S extends TabSpec | StepSpec = TabSpec | StepSpec> extends Layout<S> {
  constructor(options: Component.IOptions<S>) {
    super(options);
    this.addClass('intarsia-Page');
    this.addClass('intarsia-Stack');
    this.layout = this.slots;
  }

  /**
   * Its description changed.
   */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /**
   * It wants to be the one that is shown.
   */
  get wished(): ISignal<this, void> {
    return this._wished;
  }

  /**
   * Show it, or let another one be shown.
   */
  setCurrent(isCurrent: boolean): void {
    const wasAway = this._isAway;
    this._isAway = !isCurrent;
    this.setHidden(!this.spec.visible);
    this.place();
    if (wasAway && isCurrent) {
      // What was not on screen could not be measured.
      MessageLoop.sendMessage(this, Widget.ResizeMessage.UnknownSize);
    }
  }

  setHidden(hidden: boolean): void {
    super.setHidden(hidden || this._isAway);
  }

  setSpec(spec: S): void {
    super.setSpec(spec);
    this._changed.emit();
  }

  uncover(): void {
    this._wished.emit();
  }

  drawAll(): void {
    this._isDrawn = true;
    this.place();
    super.drawAll();
  }

  /**
   * Tell that a person chose it.
   */
  tell(data: Page.ISelected): void {
    this.trigger('select', data);
  }

  protected readonly slots = new StackLayout();

  /**
   * Whether what stands in it is drawn before it is shown.
   */
  protected get isEager(): boolean {
    return false;
  }

  protected onBeforeAttach(msg: Message): void {
    super.onBeforeAttach(msg);
    this.place();
  }

  protected place(): void {
    this._isDrawn = this._isDrawn || !this._isAway || this.isEager;
    if (this._isDrawn) {
      super.place();
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  /** Not set while the base class is made: the page counts as shown. */
  private _isAway = false;
  private _isDrawn = false;
  private readonly _wished = new Signal<this, void>(this);
}

export namespace Page {
  /**
   * What is told of the page that a person chose.
   */
  export interface ISelected {
    readonly index: number;
    readonly value: string;
    readonly selected: true;
  }
}
