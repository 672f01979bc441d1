import type { BrowserStateSpec } from '../protocol/types';
import type { Component } from './component';
import { BrowserStore } from './browserstore';
import { Unseen } from './unseen';

/**
 * A value that this browser keeps.
 *
 * #### Notes
 * A session that has no value yet gets the one that is kept, or the default, as if a person
 * had entered it; whatever the session then has is kept. In a picture, and where nobody has
 * vouched for the output, nothing is read and nothing kept.
 */
export class BrowserState extends Unseen<BrowserStateSpec> {
  constructor(options: Component.IOptions<BrowserStateSpec>) {
    super(options);
    this.addClass('intarsia-BrowserState');
    this._note = document.createElement('p');
    this._note.className = 'intarsia-BrowserState-note';
    this._note.setAttribute('role', 'status');
    this.node.append(this._note);
  }

  setDisabled(disabled: boolean): void {
    super.setDisabled(disabled);
    this._isDisabled = disabled;
    this._meet();
  }

  refresh(): void {
    this._meet(); // the app may have come alive just now
  }

  setSpec(spec: BrowserStateSpec): void {
    super.setSpec(spec);
    this._showNote();
  }

  protected showValue(_value: unknown): void {
    this._hasValue = true;
    this._meet();
  }

  /**
   * Bring what is kept and the session's value together, once it is known whether it is live:
   * after the turn in which the component was made.
   */
  private _meet(): void {
    if (!this._hasValue || !this.context.trusted || this._isMeeting) {
      return;
    }
    this._isMeeting = true;
    void Promise.resolve().then(() => {
      this._isMeeting = false;
      if (!this.isDisposed && !this._isDisabled && this.context.upload !== null) {
        this._exchange();
      }
    });
  }

  private _exchange(): void {
    const { storage_key: key, is_lasting: isLasting, default_value: otherwise } = this.spec;
    const store = BrowserStore.get();
    if (this.value !== null && this.value !== undefined) {
      store.write(key, this.value, isLasting);
    } else if (!this._isStarted) {
      const kept = store.read(key) ?? otherwise;
      if (kept !== null && kept !== undefined) {
        this.enter(kept);
        this.trigger('change');
      }
    } else if (this.draft === undefined) {
      store.remove(key);
    }
    this._isStarted = true;
    this._showNote();
  }

  /**
   * Where nothing can be kept, it is said.
   */
  private _showNote(): void {
    const isDenied = this._isStarted && BrowserStore.get().isDenied;
    this._note.textContent = isDenied
      ? this.context.trans.__(
          'This browser keeps nothing for this page: what is remembered lasts until it is closed.'
        )
      : '';
    this.setHidden(!isDenied);
  }

  private _hasValue = false;
  private _isDisabled = false;
  private _isMeeting = false;
  private _isStarted = false;
  private _note: HTMLElement;
}
