import { Widget } from '@lumino/widgets';
import type { ComponentSpec } from '../protocol/types';
import { Component } from './component';
import { Field } from './field';
import { SlotLayout } from './slotlayout';

/**
 * A component made of others, with one value made of theirs.
 *
 * #### Notes
 * A kind draws its children in `build`, gives them their parts of the value in
 * `showValue`, and puts the parts together in `collect`. The rest is here: what a person
 * does in a child, the parent tells as its own; what is wrong inside goes to the child.
 */
export abstract class Composite<S extends ComponentSpec = ComponentSpec> extends Component<S> {
  constructor(options: Component.IOptions<S>) {
    super(options);
    this.addClass('intarsia-Composite');
    this._legend = document.createElement('legend');
    this._legend.className = 'intarsia-Composite-legend';
    this.slot = document.createElement('div');
    this.slot.className = 'intarsia-Composite-children';
    this._info = document.createElement('div');
    this._info.className = 'intarsia-Field-info';
    this._info.id = Field.uniqueId();
    this._error = document.createElement('div');
    this._error.className = 'intarsia-Field-error';
    this._error.id = Field.uniqueId();
    this._error.setAttribute('aria-live', 'assertive');
    this.node.append(this._legend, this._info, this.slot, this._error);
    this.childLayout = new SlotLayout(this.slot);
    this.layout = this.childLayout;
    this._showWords();
  }

  setSpec(spec: S): void {
    const shown = this.draft === undefined ? this.value : this.draft;
    const hadFocus = this.node.contains(document.activeElement);
    super.setSpec(spec);
    this._showWords();
    this.clear();
    this.build();
    this.showValue(shown);
    if (hadFocus) {
      this.focusFirst();
    }
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    const inside = new Map<Component, Component.IError[]>();
    const own: string[] = [];
    for (const error of errors) {
      const place = this.locate(error.path);
      if (place) {
        const list = inside.get(place.child) ?? [];
        inside.set(place.child, list);
        list.push({ path: place.path, message: error.message });
      } else {
        own.push(error.message);
      }
    }
    for (const child of this._adopted) {
      child.showErrors(inside.get(child) ?? []);
    }
    this._error.textContent = own.join(' ');
    this.toggleClass('intarsia-mod-invalid', own.length > 0);
    this._describe();
  }

  get isWaiting(): boolean {
    return [...this._adopted].some(child => child.isWaiting);
  }

  /**
   * Draw the children that the spec asks for.
   */
  protected abstract build(): void;

  /**
   * The value, with what the children hold at the moment.
   */
  protected abstract collect(): unknown;

  /**
   * Which child an error belongs to, and where inside it; null when to none.
   */
  protected abstract locate(path: Component.IError['path']): Composite.IPlace | null;

  /**
   * Draw a child; `name` stands in for a missing label, for the ear only.
   */
  protected adopt(spec: ComponentSpec, name: string): Component {
    const child = this.context.create({
      ...spec,
      label: spec.label ?? name,
      interactive: spec.interactive && this.spec.interactive
    });
    child.toggleClass('intarsia-mod-unlabelled', spec.label === null);
    child.triggered.connect(this._onTriggered, this);
    this._adopted.add(child);
    return child;
  }

  /**
   * Part with a child.
   */
  protected release(child: Component): void {
    this._adopted.delete(child);
    child.triggered.disconnect(this._onTriggered, this);
    child.dispose();
  }

  /**
   * Part with all children, and with whatever else stands in the slot.
   */
  protected clear(): void {
    for (const child of [...this._adopted]) {
      this.release(child);
    }
    for (const widget of [...this.childLayout.widgets]) {
      widget.dispose();
    }
  }

  /**
   * A person changed the value by more than a child's: commit it.
   */
  protected commitWhole(): void {
    this.enter(this.collect());
    this.trigger('change');
  }

  /**
   * What the value is called, for the words of buttons.
   */
  protected get name(): string {
    return this.spec.label || this.context.trans.__('Value');
  }

  protected readonly childLayout: SlotLayout;
  protected readonly slot: HTMLElement;

  private _showWords(): void {
    const { label, unit, info, show_label } = this.spec;
    this._legend.textContent = label ?? '';
    this._legend.classList.toggle('intarsia-mod-spoken', !show_label);
    if (unit) {
      const element = document.createElement('span');
      element.className = 'intarsia-Field-unit';
      element.textContent = unit;
      this._legend.append(' ', element);
    }
    this._legend.hidden = !label && !unit;
    this._info.textContent = info ?? '';
    this._describe();
  }

  private _describe(): void {
    const parts = [this._info, this._error].filter(part => part.textContent !== '');
    // With nothing to say it is no group.
    const isGroup = !this._legend.hidden || parts.length > 0;
    this.node.setAttribute('role', isGroup ? 'group' : 'none');
    if (parts.length > 0) {
      this.node.setAttribute('aria-describedby', parts.map(part => part.id).join(' '));
    } else {
      this.node.removeAttribute('aria-describedby');
    }
  }

  private _onTriggered(child: Component, event: Component.IEvent): void {
    if (event.name === 'input' || (child.draft !== undefined && this.draft === undefined)) {
      this.enter(this.collect());
    }
    if (event.name === 'change' || event.name === 'submit' || event.name === 'settled') {
      this.trigger(event.name, event.data);
    }
  }

  private _adopted = new Set<Component>();
  private _error: HTMLElement;
  private _info: HTMLElement;
  private _legend: HTMLElement;
}

export namespace Composite {
  /**
   * A place inside the value: a child, and where inside its value.
   */
  export interface IPlace {
    readonly child: Component;
    readonly path: Component.IError['path'];
  }

  /**
   * What a child holds at the moment: its draft, or else what it was given.
   */
  export function held(child: Component): unknown {
    return child.draft === undefined ? child.value : child.draft;
  }

  /**
   * Buttons and the like, as a widget of their own.
   */
  export function bar(className: string, ...content: (Node | string)[]): Widget {
    const widget = new Widget();
    widget.addClass(className);
    widget.node.append(...content);
    return widget;
  }
}
