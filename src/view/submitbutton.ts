import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { Component } from '../components/component';
import { element, setText } from './element';

/**
 * The one primary button: Run, which turns into Stop in the same place, and what is
 * said beside it.
 *
 * #### Notes
 * Stop comes a moment after the press: who presses twice does not stop what they began,
 * and a quick function does not flicker.
 */
export class SubmitButton implements IDisposable {
  constructor(options: SubmitButton.IOptions) {
    this._options = options;
    const { component } = options;
    const { node } = component;
    this._button =
      node instanceof HTMLButtonElement ? node : node.querySelector<HTMLButtonElement>('button');
    this._button?.classList.add('intarsia-mod-submit');
    this._button?.setAttribute('aria-keyshortcuts', 'Shift+Enter');
    this._hint = element('span', 'intarsia-App-hint', Private.KEYS);
    this._hint.dir = 'ltr';
    this._hint.setAttribute('aria-hidden', 'true');
    this._attention = element('span', 'intarsia-App-attention');
    this._attention.setAttribute('role', 'alert');
    if (options.attention) {
      options.attention.prepend(this._attention);
    } else {
      component.node.parentElement?.append(this._hint, this._attention);
    }
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Show whether its run is under way.
   */
  setActive(active: boolean): void {
    this._button?.classList.toggle('intarsia-mod-running', active);
    if (!active) {
      window.clearTimeout(this._timer);
      this._timer = 0;
      this._setStop(false);
    } else if (this._isStop) {
      // The component may have drawn itself anew.
      this._setStop(true);
    } else if (this._timer === 0) {
      this._timer = window.setTimeout(() => this._setStop(true), Private.DELAY);
    }
  }

  /**
   * Say how many fields are wrong; nothing for none.
   */
  setWrong(count: number): void {
    const { trans } = this._options;
    this._hint.hidden = count > 0;
    setText(
      this._attention,
      count > 0 ? trans._n('%1 field needs attention', '%1 fields need attention', count) : ''
    );
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this.setActive(false);
    this._hint.remove();
    this._attention.remove();
  }

  private _setStop(isStop: boolean): void {
    const button = this._button;
    if (!button || (!isStop && !this._isStop)) {
      return;
    }
    const { component, trans, stop, onStop } = this._options;
    if (isStop) {
      // The pointer is on it: it keeps its place and its width.
      button.style.minInlineSize ||= `${button.offsetWidth}px`;
      setText(button, stop ?? trans.__('Stop'));
      setText(this._hint, trans.__('Esc'));
      button.classList.remove('intarsia-mod-primary');
      button.classList.add('intarsia-mod-stop');
    } else {
      button.style.minInlineSize = '';
      setText(this._hint, Private.KEYS);
      component.setSpec(component.spec);
    }
    if (isStop !== this._isStop) {
      this._isStop = isStop;
      onStop(isStop);
    }
  }

  private readonly _attention: HTMLElement;
  private readonly _button: HTMLButtonElement | null;
  private readonly _hint: HTMLElement;
  private _isDisposed = false;
  private _isStop = false;
  private readonly _options: SubmitButton.IOptions;
  private _timer = 0;
}

export namespace SubmitButton {
  export interface IOptions {
    /** Where to say how many fields are wrong; by default beside the button. */
    readonly attention?: HTMLElement;
    readonly component: Component;
    readonly trans: TranslationBundle;
    /** What it says while its run is under way; null for the usual word. */
    readonly stop?: string | null;
    /** It looks like Stop now, or no longer. */
    onStop(isStop: boolean): void;
  }
}

namespace Private {
  /** Shift and Enter. */
  export const KEYS = '⇧⏎';

  /** Milliseconds from the press to Stop; about as long as a double click may take. */
  export const DELAY = 300;
}
