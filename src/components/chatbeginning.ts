import type { IDisposable } from '@lumino/disposable';
import type { ChatExample } from '../protocol/types';
import { ChatIcon } from './chaticon';
import type { ChatParts } from './chatparts';
import { ChatText } from './chattext';
import { Field } from './field';
import { createIcon } from './icon';
import { safeIcon } from './safelink';

/**
 * What stands where messages will be: an author's words, and examples to begin with.
 */
export class ChatBeginning implements IDisposable {
  constructor(options: ChatBeginning.IOptions) {
    const { parts, placeholder, examples } = options;
    const { trans } = parts.context;
    this._options = options;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-ChatBeginning';
    this._words = new ChatText({ ...parts, trans });
    this._words.node.classList.add('intarsia-ChatBeginning-words');
    this._words.node.dir = parts.dir;
    this.node.append(this._words.node);
    if (placeholder) {
      this._words.show(placeholder);
    } else if (examples.length === 0) {
      this._words.node.classList.add('intarsia-mod-quiet');
      this._words.node.textContent = trans.__('Messages will appear here.');
    } else {
      this._words.node.remove();
    }
    if (examples.length > 0) {
      const list = document.createElement('ul');
      list.className = 'intarsia-ChatBeginning-examples';
      // A list without bullets is no list to some screen readers, unless told.
      list.setAttribute('role', 'list');
      list.setAttribute('aria-label', trans.__('Examples'));
      list.append(...examples.map((example, index) => this._card(example, index)));
      this.node.append(list);
    }
  }

  readonly node: HTMLElement;

  get isDisposed(): boolean {
    return this._words.isDisposed;
  }

  /**
   * Resolves when what is shown is on screen.
   */
  get settled(): Promise<void> {
    return this._words.settled;
  }

  dispose(): void {
    this._words.dispose();
    this.node.remove();
  }

  private _card(example: ChatExample, index: number): HTMLLIElement {
    const { parts, choose } = this._options;
    const card = document.createElement('button');
    card.type = 'button';
    card.className = 'intarsia-ChatBeginning-example';
    card.dir = parts.dir;
    Field.keepKeys(card);
    card.addEventListener('click', () => choose(index));
    const icon = Private.picture(example.icon, parts.context.trusted);
    if (icon) {
      card.append(icon);
    }
    const words = document.createElement('span');
    words.className = 'intarsia-ChatBeginning-text';
    words.textContent = example.display_text || example.text;
    card.append(words);
    if (example.files.length > 0) {
      card.append(this._files(example));
    }
    const item = document.createElement('li');
    item.append(card);
    return item;
  }

  private _files({ files }: ChatExample): HTMLElement {
    const { trans, trusted } = this._options.parts.context;
    const row = document.createElement('span');
    row.className = 'intarsia-ChatBeginning-files';
    for (const file of files.slice(0, Private.FILES)) {
      const picture = Private.picture(file.picture, trusted);
      const shown = document.createElement('span');
      shown.className = 'intarsia-ChatBeginning-file';
      shown.title = file.name;
      if (picture) {
        picture.alt = file.name;
        shown.append(picture);
      } else {
        shown.append(createIcon(ChatIcon.FILE), ` ${file.name}`);
      }
      row.append(shown);
    }
    const rest = files.length - Private.FILES;
    if (rest > 0) {
      row.append(trans.__('and %1 more', rest));
    }
    return row;
  }

  private _options: ChatBeginning.IOptions;
  private _words: ChatText;
}

export namespace ChatBeginning {
  export interface IOptions {
    readonly parts: ChatParts.IOptions;
    readonly placeholder: string | null;
    readonly examples: ReadonlyArray<ChatExample>;
    /** An example was chosen. */
    choose(index: number): void;
  }
}

namespace Private {
  /** Files of an example that are shown; the others are counted. */
  export const FILES = 4;

  export function picture(address: string | null, trusted: boolean): HTMLImageElement | null {
    const safe = safeIcon(address, trusted);
    if (safe === null) {
      return null;
    }
    const element = document.createElement('img');
    element.alt = '';
    element.referrerPolicy = 'no-referrer';
    element.src = safe;
    return element;
  }
}
