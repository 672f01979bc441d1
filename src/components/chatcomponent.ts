import type { IDisposable } from '@lumino/disposable';
import { sameValue } from '../protocol/equality';
import { isSpec } from '../protocol/insidespec';
import type { ChatPart } from './chatmessages';
import type { Component } from './component';
import type { HostLayout } from './hostlayout';

/**
 * A component within a message: shown, not asked.
 */
export class ChatComponent implements IDisposable {
  constructor(options: ChatComponent.IOptions) {
    this.node = document.createElement('div');
    this.node.className = 'intarsia-ChatComponent';
    const { part, context, layout } = options;
    if (!isSpec(part.props)) {
      this.node.textContent = context.trans.__('This part, a %1, cannot be shown.', part.component);
      return;
    }
    this._props = part.props;
    this._child = context.create({ ...part.props, interactive: false });
    this._child.setValue(part.value);
    layout.place(this._child, this.node);
  }

  readonly node: HTMLElement;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Show another value; says whether this component can.
   */
  update(part: ChatComponent.IOptions['part']): boolean {
    if (this._child === null || !sameValue(part.props, this._props)) {
      return false;
    }
    if (!sameValue(part.value, this._child.value)) {
      this._child.setValue(part.value);
    }
    return true;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._child?.dispose();
    this.node.remove();
  }

  private _child: Component | null = null;
  private _isDisposed = false;
  private _props: unknown = null;
}

export namespace ChatComponent {
  export interface IOptions {
    readonly part: Extract<ChatPart, { type: 'component' }>;
    readonly context: Component.IContext;
    readonly layout: HostLayout;
  }
}
