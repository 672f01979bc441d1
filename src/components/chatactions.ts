import type { TranslationBundle } from '@jupyterlab/translation';
import { ChatIcon } from './chaticon';
import { Field } from './field';
import { copyButton, fieldButton } from './fieldbutton';

/**
 * What can be done with a turn: quiet icons below it.
 *
 * #### Notes
 * They are drawn anew only when others are offered, so that the focus stays where it is.
 */
export class ChatActions {
  constructor(options: ChatActions.IOptions) {
    this._options = options;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-ChatActions';
    this._bar = document.createElement('div');
    this._bar.className = 'intarsia-ChatActions-bar';
    this._more = document.createElement('div');
    this._more.className = 'intarsia-ChatActions-more';
    this._more.hidden = true;
    this.node.append(this._bar, this._more);
  }

  readonly node: HTMLElement;

  /**
   * Put the focus on the button that edits, if there is one.
   */
  focusEdit(): void {
    this._bar.querySelector<HTMLElement>('[data-action="edit"]')?.focus();
  }

  /**
   * Offer these.
   */
  show(offered: ChatActions.IOffered): void {
    const before = this._offered;
    this._offered = offered;
    const isSame = before !== null && Private.key(before) === Private.key(offered);
    if (!isSame) {
      this._draw(offered);
    }
    this._showChoice(offered.choice);
  }

  private _draw(offered: ChatActions.IOffered): void {
    const { trans, act } = this._options;
    const { names, feedback, selectable } = offered;
    const buttons: HTMLElement[] = [];
    if (names.includes('copy')) {
      const { copied, onCopied } = this._options;
      buttons.push(copyButton(trans, copied, onCopied));
    }
    buttons.push(...this._feedbackButtons(feedback));
    const words = { edit: trans.__('Edit'), retry: trans.__('Retry'), undo: trans.__('Undo') };
    for (const name of ['edit', 'retry', 'undo'] as const) {
      if (names.includes(name)) {
        const icon = Private.ICONS[name];
        const button = fieldButton({ icon, label: words[name], execute: () => act(name) });
        buttons.push(Private.named(button, name));
      }
    }
    selectable.forEach((said, at) => {
      const label = selectable.length > 1 ? trans.__('Select: %1', said) : trans.__('Select');
      const execute = (): void => this._options.select(at);
      buttons.push(fieldButton({ icon: ChatIcon.SELECT, label, execute }));
    });
    this._bar.replaceChildren(...buttons);
    this.node.hidden = buttons.length === 0;
  }

  private _feedbackButtons(options: ReadonlyArray<string>): HTMLElement[] {
    const { trans, choose } = this._options;
    const buttons: HTMLElement[] = [];
    for (const [option, words] of [
      ['Like', trans.__('Like')],
      ['Dislike', trans.__('Dislike')]
    ]) {
      if (options.includes(option)) {
        const execute = (): void => choose(option);
        const button = fieldButton({ icon: ChatIcon.LIKE, label: words, execute });
        button.classList.toggle('intarsia-mod-down', option === 'Dislike');
        buttons.push(Private.choice(button, option));
      }
    }
    const others = options.filter(option => option !== 'Like' && option !== 'Dislike');
    this._more.replaceChildren(
      ...others.map(option => {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'intarsia-Button intarsia-ChatActions-option';
        button.textContent = option;
        Field.keepKeys(button);
        button.addEventListener('click', () => choose(option));
        return Private.choice(button, option);
      })
    );
    this._more.hidden = true;
    if (others.length > 0) {
      const execute = (): void => {
        this._more.hidden = !this._more.hidden;
        flag.setAttribute('aria-expanded', String(!this._more.hidden));
      };
      const label = trans.__('More feedback');
      const flag = fieldButton({ icon: ChatIcon.FLAG, label, execute });
      flag.setAttribute('aria-expanded', 'false');
      buttons.push(Private.named(flag, 'flag'));
    }
    return buttons;
  }

  private _showChoice(choice: string | null): void {
    for (const button of this.node.querySelectorAll<HTMLElement>('[aria-pressed]')) {
      const isChosen = Private.CHOICES.get(button) === choice;
      button.setAttribute('aria-pressed', String(isChosen));
    }
    const isOther = choice !== null && choice !== 'Like' && choice !== 'Dislike';
    this._bar
      .querySelector('[data-action="flag"]')
      ?.classList.toggle('intarsia-mod-chosen', isOther);
  }

  private _bar: HTMLElement;
  private _more: HTMLElement;
  private _offered: ChatActions.IOffered | null = null;
  private _options: ChatActions.IOptions;
}

export namespace ChatActions {
  export type Name = 'copy' | 'edit' | 'retry' | 'undo';

  /**
   * What is offered at the moment.
   */
  export interface IOffered {
    readonly names: ReadonlyArray<Name>;
    /** What can be said of the turn. */
    readonly feedback: ReadonlyArray<string>;
    /** What was said of it. */
    readonly choice: string | null;
    /** The first words of each message that can be selected. */
    readonly selectable: ReadonlyArray<string>;
  }

  export interface IOptions {
    readonly trans: TranslationBundle;
    act(name: Exclude<Name, 'copy'>): void;
    /** The text to be copied. */
    readonly copied: () => string;
    readonly onCopied: () => void;
    choose(option: string): void;
    select(at: number): void;
  }
}

namespace Private {
  export const ICONS = {
    edit: ChatIcon.EDIT,
    retry: ChatIcon.RETRY,
    undo: ChatIcon.UNDO
  };

  /** Which option a button stands for; a text of data is no attribute. */
  export const CHOICES = new WeakMap<Element, string>();

  export function key({ names, feedback, selectable }: ChatActions.IOffered): string {
    return JSON.stringify([names, feedback, selectable]);
  }

  export function named(button: HTMLElement, name: string): HTMLElement {
    button.dataset.action = name;
    return button;
  }

  export function choice(button: HTMLElement, option: string): HTMLElement {
    CHOICES.set(button, option);
    button.setAttribute('aria-pressed', 'false');
    return button;
  }
}
