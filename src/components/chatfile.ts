import type { IDisposable } from '@lumino/disposable';
import { ChatIcon } from './chaticon';
import type { ChatPart } from './chatmessages';
import type { Component } from './component';
import { fieldButton } from './fieldbutton';
import { sizeText } from './filetext';
import { createIcon } from './icon';
import { saveFile } from './savefile';

/**
 * A file of a message: a picture, a sound, a film, or a line with its name.
 *
 * #### Notes
 * Bytes are shown through a Blob whose type is one of a few that hold no script. What lies in
 * the web is fetched by the browser alone, and only in a trusted output.
 */
export class ChatFile implements IDisposable {
  constructor(options: ChatFile.IOptions) {
    this._options = options;
    this.node = document.createElement('figure');
    this.node.className = 'intarsia-ChatFile';
    this._stage = document.createElement('div');
    this._stage.className = 'intarsia-ChatFile-stage';
    this._caption = document.createElement('figcaption');
    this._caption.className = 'intarsia-ChatFile-caption';
    this.node.append(this._stage, this._caption);
    this._draw();
  }

  readonly node: HTMLElement;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Resolves when what is shown is on screen.
   */
  get settled(): Promise<void> {
    return this._settled;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    if (this._url !== null) {
      URL.revokeObjectURL(this._url);
    }
    this.node.remove();
  }

  private _draw(): void {
    const { part, context } = this._options;
    const shows = Private.tagOf(part.file.mime);
    this.node.classList.add(`intarsia-mod-${shows ?? 'other'}`);
    if (part.url !== null) {
      this._drawLinked(part.url);
    } else if (shows === null || context.download === null || part.file.handle === '') {
      this._drawLine();
    } else if (shows === 'img' || part.file.size <= Private.AT_ONCE) {
      this._settled = this._fetch();
    } else {
      this._offer();
    }
  }

  /**
   * A file that is not shown: its name, its size, a way to save it.
   */
  private _drawLine(): void {
    this._stage.remove();
    this._caption.replaceChildren(createIcon(ChatIcon.FILE), ...this._words(), ...this._saver());
  }

  /**
   * Large: loaded when a person wants it.
   */
  private _offer(): void {
    const { part, context } = this._options;
    const load = document.createElement('button');
    load.type = 'button';
    load.className = 'intarsia-Button';
    load.dataset.lmSuppressShortcuts = 'true';
    load.textContent = context.trans.__('Load %1', sizeText(part.file.size, context.trans));
    load.setAttribute('aria-label', context.trans.__('Load %1', part.file.name));
    load.addEventListener('click', () => {
      load.disabled = true;
      this._settled = this._fetch();
    });
    this._stage.replaceChildren(load);
    this._caption.replaceChildren(...this._words(), ...this._saver());
  }

  private async _fetch(): Promise<void> {
    const { part, context } = this._options;
    try {
      const bytes = await context.download?.(part.file);
      if (this._isDisposed || !bytes) {
        return;
      }
      const type = part.file.mime.toLowerCase();
      this._url = URL.createObjectURL(new Blob([bytes], { type }));
      this._show(this._url);
    } catch (error) {
      if (!this._isDisposed) {
        this._say(error instanceof Error ? error.message : String(error));
      }
    }
  }

  private _show(url: string): void {
    const { part, context } = this._options;
    const tag = Private.tagOf(part.file.mime);
    const medium = document.createElement(tag ?? 'img');
    if (medium instanceof HTMLImageElement) {
      medium.alt = part.alt ?? part.file.name;
    } else {
      medium.controls = true;
      medium.setAttribute('aria-label', part.alt ?? part.file.name);
    }
    medium.addEventListener('error', () => {
      this._say(context.trans.__('%1 cannot be shown here.', part.file.name));
    });
    medium.src = url;
    this._stage.replaceChildren(medium);
    // A picture says what it is; of a sound one sees nothing.
    const words = tag === 'img' ? [] : this._words();
    this._caption.replaceChildren(...words, ...this._saver());
  }

  private _drawLinked(url: string): void {
    const { part, context } = this._options;
    const isSafe = context.trusted && Private.WEB.test(url);
    if (isSafe && Private.tagOf(part.file.mime) === 'img') {
      const picture = document.createElement('img');
      picture.referrerPolicy = 'no-referrer';
      picture.alt = part.alt ?? part.file.name;
      picture.src = url;
      this._stage.replaceChildren(picture);
      this._caption.replaceChildren();
      return;
    }
    this._stage.remove();
    const name = document.createElement(isSafe ? 'a' : 'span');
    name.className = 'intarsia-ChatFile-name';
    name.textContent = part.alt ?? (part.file.name || url);
    if (name instanceof HTMLAnchorElement) {
      name.href = url;
      name.target = '_blank';
      name.rel = 'noopener noreferrer';
    }
    this._caption.replaceChildren(createIcon(ChatIcon.FILE), name);
  }

  private _say(words: string): void {
    this._stage.textContent = words;
    this._caption.replaceChildren(...this._words(), ...this._saver());
  }

  private _words(): HTMLElement[] {
    const { part, context } = this._options;
    const name = document.createElement('span');
    name.className = 'intarsia-ChatFile-name';
    name.textContent = part.alt ?? part.file.name;
    name.title = part.file.name;
    const size = document.createElement('span');
    size.className = 'intarsia-ChatFile-size';
    size.dir = 'auto';
    size.textContent = sizeText(part.file.size, context.trans);
    return [name, size];
  }

  private _saver(): HTMLElement[] {
    const { part, context, canSave } = this._options;
    const { download, trans } = context;
    if (!canSave || download === null || part.file.handle === '') {
      return [];
    }
    return [
      fieldButton({
        icon: ChatIcon.DOWNLOAD,
        label: trans.__('Download %1', part.file.name),
        execute: () => {
          download(part.file).then(
            bytes => saveFile(bytes, part.file.name),
            (error: unknown) => this._say(error instanceof Error ? error.message : String(error))
          );
        }
      })
    ];
  }

  private _caption: HTMLElement;
  private _isDisposed = false;
  private _options: ChatFile.IOptions;
  private _settled: Promise<void> = Promise.resolve();
  private _stage: HTMLElement;
  private _url: string | null = null;
}

export namespace ChatFile {
  export interface IOptions {
    readonly part: Extract<ChatPart, { type: 'file' }>;
    readonly context: Component.IContext;
    /** Whether a person may save it. */
    readonly canSave: boolean;
  }
}

namespace Private {
  /** Bytes of a sound or film that is loaded without being asked for. */
  export const AT_ONCE = 4 * 1024 * 1024;

  export const WEB = /^https?:\/\/[^/\\]/i;

  const SHOWN = new Map<string, 'img' | 'audio' | 'video'>([
    ...['png', 'jpeg', 'gif', 'webp'].map(name => [`image/${name}`, 'img'] as const),
    ...['mpeg', 'mp4', 'aac', 'ogg', 'wav', 'x-wav', 'flac', 'webm'].map(
      name => [`audio/${name}`, 'audio'] as const
    ),
    ...['mp4', 'webm', 'ogg', 'quicktime'].map(name => [`video/${name}`, 'video'] as const)
  ]);

  /**
   * The element that shows files of a type: types that can hold a script have none.
   */
  export function tagOf(mime: string): 'img' | 'audio' | 'video' | null {
    return SHOWN.get(mime.toLowerCase()) ?? null;
  }
}
