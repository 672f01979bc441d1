import type { IDisposable } from '@lumino/disposable';

/**
 * The keys that mean something anywhere in the card, and those that are the host's.
 *
 * #### Notes
 * Whatever has the focus here keeps the notebook's one-letter commands away. Commands
 * with Ctrl or Cmd that a text field does not need, saving above all, still reach the
 * host: they are told again to the place that the card stands in.
 */
export class Keys implements IDisposable {
  constructor(node: HTMLElement, options: Keys.IOptions) {
    this._node = node;
    this._options = options;
    node.addEventListener('focusin', this);
    node.addEventListener('keydown', this);
    node.addEventListener('beforeinput', this, true);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  handleEvent(event: Event): void {
    if (event instanceof FocusEvent) {
      if (event.target instanceof HTMLElement) {
        event.target.dataset.lmSuppressShortcuts = 'true';
      }
    } else if (event instanceof InputEvent) {
      // JupyterLab takes every new line within a cell for Shift+Enter, and every undo for
      // one of its own notebook's, and prevents them.
      if (HOSTED.has(event.inputType)) {
        event.stopPropagation();
      }
    } else if (event instanceof KeyboardEvent) {
      this._evtKeyDown(event);
    }
  }

  dispose(): void {
    this._isDisposed = true;
    this._node.removeEventListener('focusin', this);
    this._node.removeEventListener('keydown', this);
    this._node.removeEventListener('beforeinput', this, true);
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) {
      return;
    }
    const hasAccel = event.ctrlKey || event.metaKey;
    const taken =
      (event.key === 'Escape' && this._options.cancel()) ||
      (event.key === 'Enter' && (event.shiftKey || hasAccel) && this._options.press());
    if (taken) {
      event.preventDefault();
      event.stopPropagation();
    } else if (hasAccel && !EDITING.has(event.key.toLowerCase())) {
      this._tellHost(event);
    }
  }

  private _tellHost(event: KeyboardEvent): void {
    const copy = new KeyboardEvent('keydown', {
      key: event.key,
      code: event.code,
      keyCode: event.keyCode,
      altKey: event.altKey,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      shiftKey: event.shiftKey,
      bubbles: true,
      cancelable: true
    });
    this._node.parentElement?.dispatchEvent(copy);
    if (copy.defaultPrevented) {
      event.preventDefault();
    }
  }

  private _isDisposed = false;
  private readonly _node: HTMLElement;
  private readonly _options: Keys.IOptions;
}

export namespace Keys {
  export interface IOptions {
    /** Run, if there is something to run. */
    press(): boolean;
    /** Stop, if something runs. */
    cancel(): boolean;
  }
}

/** What is entered into a text, though JupyterLab takes it for a command. */
const HOSTED: ReadonlySet<string> = new Set(['insertLineBreak', 'historyUndo', 'historyRedo']);

/** What Ctrl or Cmd does within a text; and keys that are no command by themselves. */
const EDITING: ReadonlySet<string> = new Set([
  ...['a', 'c', 'v', 'x', 'y', 'z', 'enter', 'backspace', 'delete', 'home', 'end', 'tab'],
  ...['arrowleft', 'arrowright', 'arrowup', 'arrowdown', 'control', 'meta', 'shift', 'alt']
]);
