import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { Field } from './field';

/**
 * A line of numbered steps: those done, the one at hand, those to come.
 *
 * #### Notes
 * Where there is little room, only the step at hand has its name, below the numbers.
 */
export class Stepper extends Widget {
  constructor(trans: TranslationBundle) {
    super();
    this.addClass('intarsia-Stepper');
    this._list.className = 'intarsia-Stepper-list';
    this._list.setAttribute('aria-label', trans.__('Steps'));
    this._now.className = 'intarsia-Stepper-now';
    this._now.setAttribute('aria-hidden', 'true');
    this.node.append(this._list, this._now);
    this._trans = trans;
  }

  /**
   * A person chose a step, told by its id.
   */
  get chosen(): ISignal<this, string> {
    return this._chosen;
  }

  /**
   * Show these steps. Those that were there keep their elements, and the focus.
   */
  setSteps(steps: ReadonlyArray<Stepper.IStep>, current: string): void {
    const at = steps.findIndex(step => step.id === current);
    for (const [id, parts] of this._parts) {
      if (!steps.some(step => step.id === id)) {
        parts.item.remove();
        this._parts.delete(id);
      }
    }
    steps.forEach((step, i) => {
      const { item, button, mark, label } = this._parts.get(step.id) ?? this._create(step.id);
      const isDone = i < at;
      label.textContent = step.label;
      mark.textContent = isDone ? '\u2713' : String(i + 1);
      button.id = step.elementId;
      button.disabled = step.isDisabled;
      button.setAttribute('aria-label', this._say(step.label, i + 1, steps.length, isDone));
      item.classList.toggle('intarsia-mod-done', isDone);
      item.classList.toggle('intarsia-mod-current', i === at);
      if (i === at) {
        button.setAttribute('aria-current', 'step');
      } else {
        button.removeAttribute('aria-current');
      }
      if (this._list.children[i] !== item) {
        this._list.insertBefore(item, this._list.children[i] ?? null);
      }
    });
    this._now.textContent = steps[at]?.label ?? '';
    this.fit();
  }

  /**
   * The element of a step; none when there is no such step.
   */
  stepOf(id: string): HTMLElement | undefined {
    return this._parts.get(id)?.button;
  }

  /**
   * See anew whether the names find room.
   */
  fit(): void {
    this.removeClass('intarsia-mod-narrow');
    if (this.isVisible && this._list.scrollWidth > this._list.clientWidth + 1) {
      this.addClass('intarsia-mod-narrow');
    }
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    Signal.clearData(this);
    super.dispose();
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    if (typeof ResizeObserver !== 'undefined') {
      let size = '';
      this._observer = new ResizeObserver(() => {
        // Higher is the line when the text is larger.
        const { clientWidth: width, clientHeight: height } = this._list;
        if (size !== `${width} ${height}`) {
          size = `${width} ${height}`;
          this.fit();
        }
      });
      this._observer.observe(this._list);
    }
    this.fit();
  }

  protected onBeforeDetach(msg: Message): void {
    this._observer?.disconnect();
    this._observer = null;
    super.onBeforeDetach(msg);
  }

  private _create(id: string): Stepper.IParts {
    const item = document.createElement('li');
    item.className = 'intarsia-Stepper-item';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'intarsia-Stepper-step';
    Field.keepKeys(button);
    button.addEventListener('click', () => this._chosen.emit(id));
    const mark = document.createElement('span');
    mark.className = 'intarsia-Stepper-mark';
    const label = document.createElement('span');
    label.className = 'intarsia-Stepper-label';
    button.append(mark, label);
    item.append(button);
    const parts = { item, button, mark, label };
    this._parts.set(id, parts);
    return parts;
  }

  private _say(label: string, place: number, count: number, isDone: boolean): string {
    return isDone
      ? this._trans.__('Step %1 of %2, done: %3', place, count, label)
      : this._trans.__('Step %1 of %2: %3', place, count, label);
  }

  private readonly _chosen = new Signal<this, string>(this);
  private readonly _list = document.createElement('ol');
  private readonly _now = document.createElement('div');
  private _observer: ResizeObserver | null = null;
  private readonly _parts = new Map<string, Stepper.IParts>();
  private readonly _trans: TranslationBundle;
}

export namespace Stepper {
  /**
   * One step as it is drawn.
   */
  export interface IStep {
    readonly id: string;
    readonly label: string;
    readonly elementId: string;
    /** Whether it cannot be chosen. */
    readonly isDisabled: boolean;
  }

  /**
   * The elements of one step.
   */
  export interface IParts {
    readonly item: HTMLElement;
    readonly button: HTMLButtonElement;
    readonly mark: HTMLElement;
    readonly label: HTMLElement;
  }
}
