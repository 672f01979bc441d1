import type { IRenderMime, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { IDisposable } from '@lumino/disposable';
import { sameValue } from '../protocol/equality';
import { ChatComponent } from './chatcomponent';
import { ChatFile } from './chatfile';
import type { ChatPart } from './chatmessages';
import { ChatText } from './chattext';
import type { Component } from './component';
import type { HostLayout } from './hostlayout';

/**
 * What a message holds, part below part. A part that did not change is not touched.
 */
export class ChatParts implements IDisposable {
  constructor(options: ChatParts.IOptions) {
    this._options = options;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-ChatParts';
    this.node.dir = options.dir;
  }

  readonly node: HTMLElement;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Resolves when what is shown is on screen.
   */
  get settled(): Promise<void> {
    return Promise.all(
      this._shown.map(({ view }) => (view instanceof ChatComponent ? null : view.settled))
    ).then(() => undefined);
  }

  /**
   * Show parts.
   */
  show(parts: ReadonlyArray<ChatPart>): void {
    this._shown.splice(parts.length).forEach(({ view }) => view.dispose());
    parts.forEach((part, at) => {
      const shown = this._shown[at];
      if (shown && Private.update(shown, part)) {
        shown.part = part;
        return;
      }
      const view = this._create(part);
      if (shown) {
        shown.view.node.replaceWith(view.node);
        shown.view.dispose();
      } else {
        this.node.append(view.node);
      }
      this._shown[at] = { part, view };
    });
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._shown.splice(0).forEach(({ view }) => view.dispose());
    this.node.remove();
  }

  private _create(part: ChatPart): Private.View {
    const { context, layout, canSave } = this._options;
    switch (part.type) {
      case 'text': {
        const view = new ChatText({ ...this._options, trans: context.trans });
        view.show(part.text);
        return view;
      }
      case 'file':
        return new ChatFile({ part, context, canSave });
      default:
        return new ChatComponent({ part, context, layout });
    }
  }

  private _isDisposed = false;
  private _options: ChatParts.IOptions;
  private _shown: Private.IShown[] = [];
}

export namespace ChatParts {
  /**
   * How the messages of a chatbot are drawn.
   */
  export interface IOptions {
    readonly context: Component.IContext;
    readonly layout: HostLayout;
    readonly rendermime: IRenderMimeRegistry;
    readonly typesetter: IRenderMime.ILatexTypesetter | null;
    readonly style: ChatText.IStyle;
    readonly dir: 'rtl' | 'auto';
    /** Whether a person may save files. */
    readonly canSave: boolean;
  }
}

namespace Private {
  export type View = ChatText | ChatFile | ChatComponent;

  export interface IShown {
    part: ChatPart;
    readonly view: View;
  }

  /**
   * Show another part in the same view; says whether that can be.
   */
  export function update({ part: before, view }: IShown, part: ChatPart): boolean {
    if (part.type === 'text' && view instanceof ChatText) {
      view.show(part.text);
      return true;
    }
    if (part.type === 'component' && view instanceof ChatComponent) {
      return view.update(part);
    }
    return part.type === 'file' && before.type === 'file' && sameValue(part.raw, before.raw);
  }
}
