import type { ISanitizer } from '@jupyterlab/apputils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import type { ComponentSpec, FieldError, FileValue } from '../protocol/types';
import { Placing } from './placing';

/**
 * One control or display: the widget that all kinds derive from.
 *
 * #### Notes
 * A component never knows sessions, stores or other components. It is told values
 * (`setValue`) and tells what a person does (`valueChanged`, `triggered`).
 *
 * A *draft* is what a person has entered and nobody has committed yet; `draft` is
 * `undefined` when there is none. The view decides when to commit, from `triggered`:
 * `input` (each change), `change` (left, released, Enter: commit now), `submit`.
 * `setValue` never overwrites a focused draft: the view asks `hasDraft` first.
 */
export abstract class Component<S extends ComponentSpec = ComponentSpec> extends Widget {
  /**
   * Build the control; the value comes by `setValue` before the first paint.
   */
  constructor(options: Component.IOptions<S>) {
    super({ node: options.node ?? Private.createNode() });
    this._spec = options.spec;
    this.context = options.context;
    this.addClass('intarsia-Component');
    this._placing = new Placing(this.node, options.context.trusted);
    this._placing.show(options.spec);
    this.setHidden(!options.spec.visible);
  }

  /**
   * The description it is drawn from.
   */
  get spec(): S {
    return this._spec;
  }

  /**
   * What a person has entered and nobody has committed; `undefined` without.
   */
  get draft(): unknown {
    return this._draft;
  }

  /**
   * The committed value, as last told by `setValue`.
   */
  get value(): unknown {
    return this._value;
  }

  /**
   * Whether a part of the value is still on its way, a file being sent: a run waits for it.
   *
   * #### Notes
   * `settled` is triggered when it is not any more, with whether the value has come.
   */
  get isWaiting(): boolean {
    return false;
  }

  /**
   * Whether somebody hears it, or may as soon as something comes: it goes on unseen.
   */
  get isHeard(): boolean {
    return false;
  }

  /**
   * Something a person did: the name of an event, and what belongs to it.
   */
  get triggered(): ISignal<this, Component.IEvent> {
    return this._triggered;
  }

  /**
   * Show a committed value. Drops a draft.
   */
  setValue(value: unknown): void {
    this._draft = undefined;
    this._value = value;
    this.showValue(value);
  }

  /**
   * Show a changed description. Kinds that can do better than redraw override it.
   */
  setSpec(spec: S): void {
    this._spec = spec;
    this._placing.show(spec);
    this.setHidden(!spec.visible);
  }

  /**
   * Show what is wrong with the value, or nothing. Paths are relative to this value.
   */
  abstract showErrors(errors: ReadonlyArray<Component.IError>): void;

  /**
   * Let nobody use the controls for now, native ones at any depth; what is typed stays.
   */
  setDisabled(disabled: boolean): void {
    if (this.node instanceof HTMLFieldSetElement) {
      this.node.disabled = disabled;
    }
  }

  /**
   * Tell whether there is a kernel to ask. For what asks by itself, not by its value.
   */
  setLive(_isLive: boolean): void {
    return;
  }

  /**
   * Stream no more: what it streams into has failed, or somebody has stopped it.
   */
  stopStream(): void {
    return;
  }

  /**
   * Show whether a run is under way that will write to it, and how much of that to show.
   */
  setBusy(how: 'full' | 'minimal' | undefined): void {
    if (this.node.dataset.busy === how) {
      return;
    }
    if (how) {
      this.node.dataset.busy = how;
    } else {
      delete this.node.dataset.busy;
    }
  }

  /**
   * What the surroundings give has changed: the scripts of the author.
   */
  refresh(): void {
    return;
  }

  /**
   * Put the focus on the first control.
   */
  focusFirst(): void {
    this.node
      .querySelector<HTMLElement>('input, select, textarea, button, [tabindex="0"]')
      ?.focus();
  }

  /**
   * Paint a value; called by `setValue` only.
   */
  protected abstract showValue(value: unknown): void;

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this.node.addEventListener('keydown', this._evtSubmitKey);
  }

  protected onBeforeDetach(msg: Message): void {
    this.node.removeEventListener('keydown', this._evtSubmitKey);
    super.onBeforeDetach(msg);
  }

  /**
   * A person asks to run, by a key pressed inside.
   */
  protected onSubmit(): void {
    this.trigger('submit');
  }

  /**
   * Whether a key, pressed inside, submits.
   */
  protected isSubmitKey(event: KeyboardEvent): boolean {
    return Component.isSubmit(event);
  }

  /**
   * Tell that a person changed the value.
   */
  protected enter(draft: unknown): void {
    this._draft = draft;
    this._triggered.emit({ name: 'input' });
  }

  /**
   * Tell an event that is not a change of the value.
   */
  protected trigger(name: string, data: unknown = null, brings?: Component.IBrought): void {
    this._triggered.emit({ name, data, brings });
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    Signal.clearData(this);
    super.dispose();
  }

  /**
   * Shift+Enter anywhere inside submits, where the control itself has no use for it; the
   * notebook does not run the cell.
   */
  private _evtSubmitKey = (event: KeyboardEvent): void => {
    if (this.isSubmitKey(event) && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      this.onSubmit();
    }
  };

  protected readonly context: Component.IContext;
  private _draft: unknown = undefined;
  private readonly _placing: Placing;
  private _spec: S;
  private _triggered = new Signal<this, Component.IEvent>(this);
  private _value: unknown = null;
}

export namespace Component {
  /**
   * Whether a key submits wherever it is pressed: Enter with Shift, Ctrl or Command.
   */
  export function isSubmit(event: KeyboardEvent): boolean {
    const isForced = event.shiftKey || event.ctrlKey || event.metaKey;
    // While a text is being composed, Enter takes a suggestion.
    return event.key === 'Enter' && isForced && !event.isComposing;
  }

  /**
   * Something a person did.
   */
  export interface IEvent {
    /** `input`, `change`, `submit`, `release`, `click`, `focus`, `blur`, ... */
    readonly name: string;
    readonly data?: unknown;
    readonly brings?: IBrought;
  }

  /**
   * What is wrong at a place inside the value.
   */
  export type IError = Pick<FieldError, 'path' | 'message'>;

  /**
   * What a component may ask of its surroundings.
   */
  export interface IContext {
    /** Draw a child from a description; the caller disposes it. */
    create(spec: ComponentSpec): Component;
    /** The component placed in the app under this id, for layouts. */
    placed(id: string): Component;
    /** The button of the app under this id, for what it belongs to; `null` for another name. */
    tool(id: string): Component | null;
    readonly trans: TranslationBundle;
    readonly rendermime: IRenderMimeRegistry;
    readonly sanitizer: ISanitizer;
    /** Whether the output is trusted: if not, nothing may be fetched or run. */
    readonly trusted: boolean;
    /** Send a file; rejects with words for a person. `null` where there is no kernel. */
    readonly upload: ((file: File, options: IUploadOptions) => Promise<FileValue>) | null;
    /** A text of the author's to run; `null` where none may be, or the kernel gave none. */
    script(name: string): string | null;
    /** Call a function of the component's in the kernel; rejects with words for a person. */
    call(name: string, args: ReadonlyArray<unknown>): Promise<unknown>;
    /** Get a file's bytes. `null` where there is no kernel. */
    readonly download: ((file: FileValue) => Promise<Blob>) | null;
    /** Get what a file has from an offset on: it may still grow. `null` without a kernel. */
    readonly read: ((file: FileValue, from: number) => Promise<ArrayBuffer>) | null;
    /** Seconds between two values that a component of this id streams. */
    pace(id: string): number;
  }

  /**
   * A file that comes along with a run, in place of a value that is committed.
   */
  export interface IBrought {
    readonly name: string;
    readonly mime: string;
    readonly data: ArrayBuffer;
    /** Whether it takes the place of one that waits to be sent: a picture of a camera. */
    readonly replaces: boolean;
  }

  export interface IUploadOptions {
    readonly component: string;
    readonly signal: AbortSignal;
    onProgress(received: number): void;
  }

  /**
   * The options of the constructor, the same for all kinds.
   */
  export interface IOptions<S extends ComponentSpec = ComponentSpec> {
    readonly spec: S;
    readonly context: IContext;
    readonly node?: HTMLElement;
  }

  /**
   * How a kind is drawn: the class of its component.
   */
  export type Factory<S extends ComponentSpec = ComponentSpec> = new (
    options: IOptions<S>
  ) => Component<S>;
}

namespace Private {
  /**
   * A fieldset disables all native controls within, whenever they were added; as a
   * group it says nothing, so it has no role unless the kind gives one.
   */
  export function createNode(): HTMLElement {
    const node = document.createElement('fieldset');
    node.setAttribute('role', 'none');
    return node;
  }
}
