import type { TranslationBundle } from '@jupyterlab/translation';
import { UUID } from '@lumino/coreutils';
import type { ComponentSpec } from '../protocol/types';
import { afterPress } from './press';

/**
 * What stands around every control: label and unit above, help and errors below, and
 * what ties them to the control for those who do not see them.
 *
 * #### Notes
 * The field draws into a node that somebody else owns. All ids are generated; nothing
 * that came with the data becomes an id, a name or markup.
 */
export class Field {
  /**
   * Draw into a node.
   */
  constructor(options: Field.IOptions) {
    this.node = options.node;
    this.slot = document.createElement('div');
    this._layout = options.layout ?? 'row';
    this._trans = options.trans;
    this._spec = options.spec;
    const id = Field.uniqueId();
    this._ids = {
      control: `${id}-control`,
      label: `${id}-label`,
      unit: `${id}-unit`,
      info: `${id}-info`,
      error: `${id}-error`
    };
    this._head = document.createElement('div');
    this._head.className = 'intarsia-Field-head';
    this._unit = Private.part('span', 'unit', this._ids.unit);
    this._unit.dir = 'auto';
    this._info = Private.part('div', 'info', this._ids.info);
    this._error = Private.part('div', 'error', this._ids.error);
    this._error.setAttribute('aria-live', 'assertive');
    this._tools = document.createElement('div');
    this._tools.className = 'intarsia-Field-tools';
    this.slot.className = 'intarsia-Field-control';
    this.node.classList.add('intarsia-Field');
    this.node.append(this._head, this.slot, this._info, this._error);
    this.setSpec(options.spec);
  }

  /**
   * The node that the field fills.
   */
  readonly node: HTMLElement;

  /**
   * Where the control stands.
   */
  readonly slot: HTMLDivElement;

  /**
   * The id of the label, for `aria-labelledby`; empty without a label.
   */
  get labelId(): string {
    return this._spec.label ? this._ids.label : '';
  }

  /**
   * What the value is called, for places that need words of their own.
   */
  get name(): string {
    return this._spec.label || this._trans.__('Value');
  }

  /**
   * Show changed texts.
   */
  setSpec(spec: ComponentSpec): void {
    this._spec = spec;
    this._unit.textContent = spec.unit ?? '';
    this._info.textContent = spec.info ?? '';
    this._drawHead();
    this._tie();
  }

  /**
   * Tell which elements are the control. The first one carries the label; the others
   * have names of their own. All of them keep their keys from the notebook.
   */
  hold(...controls: HTMLElement[]): void {
    this._controls = controls;
    for (const control of controls) {
      Field.keepKeys(control);
    }
    this._drawHead();
    this._tie();
  }

  /**
   * Put buttons and the like at the end of the label, or of the control it stands behind.
   */
  setTools(tools: ReadonlyArray<HTMLElement>): void {
    const had = this._tools.childElementCount;
    if (had > 0 || tools.length > 0) {
      this._tools.replaceChildren(...tools);
      this._drawHead();
    }
  }

  /**
   * Show sentences about what is wrong, or nothing.
   *
   * #### Notes
   * Leaving a field by pressing a button below it must not move the button away.
   */
  showErrors(messages: ReadonlyArray<string>): void {
    this._problems = messages.join(' ');
    afterPress(this, () => this._drawErrors());
  }

  private _drawErrors(): void {
    const text = this._problems;
    if (this._error.textContent !== text) {
      this._error.textContent = text;
    }
    this.node.classList.toggle('intarsia-mod-invalid', text !== '');
    this._tie();
  }

  private _drawHead(): void {
    const { label, unit, show_label } = this._spec;
    const isDisplay = this._controls[0]?.getAttribute('role') === 'group';
    const old = this._label;
    this._label = null;
    if (label) {
      // A label belongs to one control; a group or a display is named by reference.
      const bound = this._layout !== 'group' && this._controls.length > 0 && !isDisplay;
      const element = Private.part(bound ? 'label' : 'span', 'label', this._ids.label);
      element.textContent = label;
      element.classList.toggle('intarsia-mod-spoken', !show_label);
      if (bound) {
        this._controls[0].id = this._ids.control;
        element.setAttribute('for', this._ids.control);
      }
      this._label = element;
    }
    old?.remove();
    const rest = [
      ...(unit ? [this._unit] : []),
      ...(this._tools.childElementCount > 0 ? [this._tools] : [])
    ];
    const words = this._label ? [this._label] : [];
    if (this._layout === 'beside' && !isDisplay) {
      this._head.remove();
      this.slot.append(...words, ...rest);
    } else if (rest.length > 0 || (label && show_label)) {
      this._head.replaceChildren(...words, ...rest);
      if (this._head.parentNode !== this.node) {
        this.node.prepend(this._head);
      }
    } else {
      // A label for the ear only takes no line.
      this._head.remove();
      this.node.prepend(...words);
    }
  }

  private _tie(): void {
    const invalid = this._error.textContent !== '';
    const described = [
      this._spec.unit ? this._ids.unit : '',
      this._spec.info ? this._ids.info : '',
      invalid ? this._ids.error : ''
    ]
      .filter(id => id !== '')
      .join(' ');
    const isGroup = this._layout === 'group';
    if (isGroup) {
      Private.set(this.node, 'aria-labelledby', this.labelId);
      Private.set(this.node, 'aria-label', this.labelId ? '' : this.name);
      Private.set(this.node, 'aria-describedby', described);
    } else {
      const [first] = this._controls;
      for (const control of this._controls) {
        Private.set(control, 'aria-describedby', described);
      }
      if (first) {
        Private.set(first, 'aria-label', this.labelId ? '' : this.name);
      }
    }
    // Radios are wrong together; a display of the value is a group, and never wrong.
    const isRadios = this.node.getAttribute('role') === 'radiogroup';
    for (const control of isRadios ? [this.node] : this._controls) {
      const isDisplay = control.getAttribute('role') === 'group';
      // A label is bound to native controls alone.
      const isNamed = isDisplay || isRadios || control.hasAttribute('contenteditable');
      Private.set(control, 'aria-labelledby', isNamed ? this.labelId : '');
      Private.set(control, 'aria-invalid', invalid && !isDisplay ? 'true' : '');
      Private.set(control, 'aria-errormessage', invalid && !isDisplay ? this._ids.error : '');
    }
  }

  private _controls: HTMLElement[] = [];
  private _error: HTMLElement;
  private _head: HTMLElement;
  private _ids: Record<'control' | 'label' | 'unit' | 'info' | 'error', string>;
  private _info: HTMLElement;
  private _label: HTMLElement | null = null;
  private _layout: Field.Layout;
  private _problems = '';
  private _spec: ComponentSpec;
  private _tools: HTMLElement;
  private _trans: TranslationBundle;
  private _unit: HTMLElement;
}

export namespace Field {
  /**
   * Where the label stands: above (`row`), above and naming a group of controls
   * (`group`, the node gets the name), or behind the control (`beside`).
   */
  export type Layout = 'row' | 'group' | 'beside';

  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly node: HTMLElement;
    readonly spec: ComponentSpec;
    readonly trans: TranslationBundle;
    readonly layout?: Layout;
  }

  /**
   * An id that no document has yet.
   */
  export function uniqueId(): string {
    return Private.createId();
  }

  /**
   * Keep the notebook's shortcuts away from the keys pressed in an element.
   */
  export function keepKeys(element: HTMLElement): void {
    element.dataset.lmSuppressShortcuts = 'true';
  }
}

namespace Private {
  // Two copies of this module may draw into one page.
  const PREFIX = `intarsia-${UUID.uuid4().slice(0, 8)}`;
  let count = 0;

  export function createId(): string {
    return `${PREFIX}-${count++}`;
  }

  export function part(tag: string, name: string, id: string): HTMLElement {
    const element = document.createElement(tag);
    element.className = `intarsia-Field-${name}`;
    element.id = id;
    return element;
  }

  export function set(element: HTMLElement, name: string, value: string): void {
    if (value === '') {
      element.removeAttribute(name);
    } else if (element.getAttribute(name) !== value) {
      element.setAttribute(name, value);
    }
  }
}
