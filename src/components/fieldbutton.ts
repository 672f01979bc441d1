import type { TranslationBundle } from '@jupyterlab/translation';
import { copyText } from './clipboard';
import { Field } from './field';
import { createIcon, Icon } from './icon';

/**
 * A quiet button with an icon, as they stand at the end of a label.
 */
export function fieldButton(action: FieldButton.IAction): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'intarsia-Button intarsia-mod-ghost intarsia-Field-button';
  Private.show(button, action.icon, action.label);
  button.addEventListener('click', () => action.execute());
  Field.keepKeys(button);
  return button;
}

/**
 * A button that copies a text, and says so for a moment.
 */
export function copyButton(
  trans: TranslationBundle,
  text: () => string,
  onCopied?: (text: string) => void,
  label: string = trans.__('Copy')
): HTMLButtonElement {
  let timer = 0;
  const button = fieldButton({
    icon: Icon.COPY,
    label,
    execute: () => {
      const copied = text();
      void copyText(copied).then(isDone => {
        window.clearTimeout(timer);
        if (!isDone) {
          Private.show(button, Icon.COPY, trans.__('It could not be copied'));
          return;
        }
        Private.show(button, Icon.CHECK, trans.__('Copied'));
        timer = window.setTimeout(
          () => Private.show(button, Icon.COPY, label),
          FieldButton.FEEDBACK
        );
        onCopied?.(copied);
      });
    }
  });
  return button;
}

export namespace FieldButton {
  /** Milliseconds for which a button says what it has done. */
  export const FEEDBACK = 1500;

  /**
   * What a button does.
   */
  export interface IAction {
    /** The path of an icon on a grid of 16. */
    readonly icon: string;
    readonly label: string;
    execute(): void;
  }
}

namespace Private {
  export function show(button: HTMLElement, icon: string, label: string): void {
    button.replaceChildren(createIcon(icon));
    button.setAttribute('aria-label', label);
    button.title = label;
  }
}
