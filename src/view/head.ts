import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import { createIcon } from '../components/icon';
import { MenuButton } from '../components/menubutton';
import { element, setText } from './element';

/**
 * The head of the card: title, one line of description, the app's menu at the end.
 *
 * #### Notes
 * What an app does not have is not there; with nothing at all the head is hidden.
 */
export class Head extends Widget {
  constructor(options: Head.IOptions) {
    super();
    this.addClass('intarsia-Head');
    this._title = element('div', 'intarsia-Head-title');
    this._title.setAttribute('role', 'heading');
    this._title.setAttribute('aria-level', '3');
    this._description = element('p', 'intarsia-Head-description');
    this._actions = element('div', 'intarsia-Head-actions');
    this._menu = new MenuButton({
      name: options.trans.__('More'),
      className: 'intarsia-Button intarsia-mod-ghost intarsia-Head-menu',
      face: createIcon(Private.DOTS),
      onChoose: options.onChoose
    });
    this._actions.append(this._menu.button, this._menu.menu);
    const words = element('div', 'intarsia-Head-words');
    words.append(this._title, this._description);
    this.node.append(words, this._actions);
    this.setEntries([]);
    this.setWords(null, null);
  }

  /**
   * Show what the app is called and what it is for.
   */
  setWords(title: string | null, description: string | null): void {
    setText(this._title, title ?? '');
    setText(this._description, description ?? '');
    this._title.hidden = !title;
    this._description.hidden = !description;
    this.toggleClass('intarsia-mod-wordless', !title && !description);
    this.setHidden(!title && !description && this._actions.hidden);
  }

  /**
   * Offer these in the menu; it is only there when it has any.
   */
  setEntries(entries: ReadonlyArray<MenuButton.IItem>): void {
    if (entries.length === 0) {
      this._menu.close();
    }
    this._menu.show(entries);
    this._actions.hidden = entries.length === 0;
  }

  /**
   * Put the focus back on the menu's button.
   */
  focusMenu(): void {
    this._menu.button.focus();
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._menu.dispose();
    super.dispose();
  }

  protected onBeforeDetach(msg: Message): void {
    this._menu.close();
    super.onBeforeDetach(msg);
  }

  private readonly _actions: HTMLElement;
  private readonly _description: HTMLElement;
  private readonly _menu: MenuButton;
  private readonly _title: HTMLElement;
}

export namespace Head {
  export interface IOptions {
    readonly trans: TranslationBundle;
    /** An entry of the menu was chosen, told by its id. */
    onChoose(id: string): void;
  }
}

namespace Private {
  /** Three dots, one above the other. */
  export const DOTS = 'M8 3.2v0M8 8v0M8 12.8v0';
}
