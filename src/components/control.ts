import { MessageLoop, type Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { ComponentSpec } from '../protocol/types';
import { Component } from './component';
import { Field } from './field';

/**
 * A component that a person enters something into, within a field.
 *
 * #### Notes
 * A kind gives `build` (its native control), `showControl` (paint a value into it) and
 * `asText` (the quiet display); its constructor ends with `this.redraw()`. It reads the
 * control in `onInput` and tells by `enter`. When to commit is decided here: a native
 * `change`, Enter, or leaving the control.
 */
export abstract class Control<S extends ComponentSpec = ComponentSpec> extends Component<S> {
  /**
   * Draw the field; the kind draws the control.
   */
  constructor(options: Component.IOptions<S>, layout: Field.Layout = 'row') {
    super(options);
    this.field = new Field({
      node: this.node,
      spec: options.spec,
      trans: options.context.trans,
      layout
    });
  }

  setValue(value: unknown): void {
    this._isUncommitted = false;
    this._problem = null;
    super.setValue(value);
    this._showErrors();
  }

  setSpec(spec: S): void {
    const before = this.spec;
    super.setSpec(spec);
    this.field.setSpec(spec);
    this._drawTools();
    if (!Private.isOnlyWords(before, spec)) {
      const hadFocus = this.node.contains(document.activeElement);
      this.redraw();
      this.showValue(this.draft === undefined ? this.value : this.draft);
      if (hadFocus) {
        this.focusFirst();
      }
    }
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this._errors = errors.map(error => error.message);
    this._showErrors();
  }

  /**
   * Handle the DOM events of the control.
   */
  handleEvent(event: Event): void {
    switch (event.type) {
      case 'input':
        this.onInput(event);
        break;
      case 'change':
        this.onChange(event);
        break;
      case 'click':
        this.onClick(event as MouseEvent);
        break;
      case 'keydown':
        this._evtKeyDown(event as KeyboardEvent);
        break;
      case 'focusin':
        if (!this._holds((event as FocusEvent).relatedTarget)) {
          this._hasFocus = true;
          this.trigger('focus');
        }
        break;
      case 'focusout':
        if (!this._holds((event as FocusEvent).relatedTarget)) {
          this._hasFocus = false;
          this.settle();
          this.commit();
          this.trigger('blur');
        }
        break;
      default:
        this.onEvent(event);
    }
  }

  /**
   * The names of the DOM events that are listened to, on the node.
   */
  protected get events(): ReadonlyArray<string> {
    return ['input', 'change', 'click', 'keydown', 'focusin', 'focusout'];
  }

  /**
   * Whether the focus is inside.
   */
  protected get hasFocus(): boolean {
    return this._hasFocus;
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    for (const name of this.events) {
      this.node.addEventListener(name, this);
    }
    this._tools.forEach(Private.attached);
  }

  protected onBeforeDetach(msg: Message): void {
    this._tools.forEach(Private.detached);
    for (const name of this.events) {
      this.node.removeEventListener(name, this);
    }
    super.onBeforeDetach(msg);
  }

  /**
   * Draw what the spec asks for: the control, or the display of its value.
   */
  protected redraw(): void {
    this.field.slot.replaceChildren();
    this.toggleClass('intarsia-mod-display', !this.spec.interactive);
    if (this.spec.interactive) {
      this._display = null;
      this.build(this.field.slot);
    } else {
      const display = document.createElement('div');
      display.className = 'intarsia-Field-display';
      display.setAttribute('role', 'group');
      this._display = display;
      this.field.slot.append(display);
      this.field.hold(display);
      this.buildDisplay(display);
    }
    this._drawTools();
  }

  protected showValue(value: unknown): void {
    if (this._display) {
      this.showDisplay(this._display, value);
    } else {
      this.showControl(value);
    }
  }

  protected enter(draft: unknown): void {
    this._isUncommitted = true;
    if (this._problem !== null || this._errors.length > 0) {
      // Once something is wrong, say so or take it back with each key.
      this._problem = this.check(draft);
      this._errors = [];
      this._showErrors();
    }
    super.enter(draft);
  }

  /**
   * What was entered shall count now. Nothing happens when nothing was entered.
   */
  protected commit(): void {
    if (!this._isUncommitted) {
      return;
    }
    this._isUncommitted = false;
    this.tell(this.check(this.draft));
    this.trigger('change');
  }

  /**
   * Say what went wrong here, until the next value or `null`.
   */
  protected tell(problem: string | null): void {
    this._problem = problem;
    this._showErrors();
  }

  /**
   * Say what is wrong with a draft, as far as that can be told at once.
   */
  protected check(draft: unknown): string | null {
    return null;
  }

  /**
   * What the buttons at the end of the label do, by their names in the description.
   */
  protected get actions(): ReadonlyMap<string, () => HTMLElement> {
    return Private.NO_ACTIONS;
  }

  /**
   * What stands at the end of the label: what the field can do itself, and buttons of the app.
   */
  protected buildTools(): HTMLElement[] {
    const { buttons = [] } = this.spec as { buttons?: ReadonlyArray<string> };
    const { actions } = this;
    return buttons.flatMap(name => actions.get(name)?.() ?? this._tool(name));
  }

  /**
   * Draw the control into the slot, and give it to `field.hold`.
   */
  protected abstract build(slot: HTMLElement): void;

  /**
   * Paint a value into the control.
   */
  protected abstract showControl(value: unknown): void;

  /**
   * The value in words, for display.
   */
  protected abstract asText(value: unknown): string;

  /**
   * Prepare the display.
   */
  protected buildDisplay(display: HTMLElement): void {
    return;
  }

  /**
   * Paint a value into the display.
   */
  protected showDisplay(display: HTMLElement, value: unknown): void {
    display.textContent = value == null ? '' : this.asText(value);
  }

  /**
   * A person changed the control.
   */
  protected onInput(event: Event): void {
    return;
  }

  /**
   * The browser says that a change is complete.
   */
  protected onChange(event: Event): void {
    this.commit();
  }

  protected onClick(event: MouseEvent): void {
    return;
  }

  /**
   * A key that is not for submitting.
   */
  protected onKeyDown(event: KeyboardEvent): void {
    return;
  }

  /**
   * The focus leaves, or a person submits: make a draft of what is half entered.
   */
  protected settle(): void {
    return;
  }

  /**
   * One of the further `events` of a kind.
   */
  protected onEvent(event: Event): void {
    return;
  }

  protected onSubmit(): void {
    this.settle();
    this.commit();
    super.onSubmit();
  }

  /**
   * Whether Enter alone submits, at the element it was pressed in.
   */
  protected submitsOnEnter(target: EventTarget | null): boolean {
    return false;
  }

  protected readonly field: Field;

  private _evtKeyDown(event: KeyboardEvent): void {
    if (this.isSubmitKey(event)) {
      return;
    }
    const isEnter = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
    if (isEnter && this.submitsOnEnter(event.target)) {
      event.preventDefault();
      this.onSubmit();
    } else {
      this.onKeyDown(event);
    }
  }

  private _drawTools(): void {
    const before = this._tools;
    this._tools = [];
    this.field.setTools(this.buildTools());
    before.filter(tool => !this._tools.includes(tool)).forEach(Private.detached);
    if (this.isAttached) {
      this._tools.forEach(Private.attached);
    }
  }

  private _tool(id: string): HTMLElement[] {
    const tool = this.context.tool(id);
    if (tool === null) {
      return [];
    }
    this._tools.push(tool);
    return [tool.node];
  }

  private _holds(target: EventTarget | null): boolean {
    return target instanceof Node && this.node.contains(target);
  }

  private _showErrors(): void {
    this.field.showErrors(this._problem === null ? this._errors : [this._problem]);
  }

  private _display: HTMLElement | null = null;
  private _errors: ReadonlyArray<string> = [];
  private _hasFocus = false;
  private _isUncommitted = false;
  private _problem: string | null = null;
  private _tools: Component[] = [];
}

namespace Private {
  export const NO_ACTIONS: ReadonlyMap<string, () => HTMLElement> = new Map();

  /**
   * A button of the app, which stands in no layout, has come into the page.
   */
  export function attached(tool: Component): void {
    if (!tool.isAttached) {
      MessageLoop.sendMessage(tool, Widget.Msg.AfterAttach);
    }
  }

  /**
   * It has left the page, or is about to.
   */
  export function detached(tool: Component): void {
    if (tool.isAttached) {
      MessageLoop.sendMessage(tool, Widget.Msg.BeforeDetach);
      MessageLoop.sendMessage(tool, Widget.Msg.AfterDetach);
    }
  }

  /**
   * Whether two descriptions differ in nothing but what the field shows.
   */
  export function isOnlyWords(a: ComponentSpec, b: ComponentSpec): boolean {
    const words = { label: null, info: null, unit: null, visible: true, show_label: true };
    const place = { container: true, scale: null, min_width: null, elem_id: null, buttons: [] };
    const rest = (spec: ComponentSpec): string =>
      JSON.stringify({ ...spec, ...words, ...place, elem_classes: [], bindings: [] });
    return rest(a) === rest(b);
  }
}
