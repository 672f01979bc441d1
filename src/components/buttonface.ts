import type { ButtonSpec, DownloadButtonSpec, UploadButtonSpec } from '../protocol/types';
import { safeIcon } from './safelink';

/**
 * Draw what a person sees of a button: its words, its icon, its rank and its size.
 *
 * #### Notes
 * Whatever else stands in the button is replaced; nothing is touched when it is right.
 */
export function drawFace(button: HTMLElement, face: IButtonFace): void {
  const { spec, words, trusted } = face;
  button.classList.toggle('intarsia-mod-primary', spec.variant === 'primary');
  button.classList.toggle('intarsia-mod-stop', spec.variant === 'stop');
  button.classList.toggle('intarsia-mod-small', spec.size === 'sm');
  button.classList.toggle('intarsia-mod-medium', spec.size === 'md');
  button.title = spec.info ?? '';
  const icon = safeIcon(spec.icon, trusted);
  const shown = button.querySelector<HTMLImageElement>('.intarsia-Button-icon');
  if (button.textContent === words && (shown?.getAttribute('src') ?? null) === icon) {
    return;
  }
  button.replaceChildren(...(icon === null ? [] : [Private.picture(icon)]), words);
}

/**
 * What is drawn.
 */
export interface IButtonFace {
  readonly spec: ButtonSpec | DownloadButtonSpec | UploadButtonSpec;
  readonly words: string;
  /** Whether the output is trusted: if not, no picture is fetched. */
  readonly trusted: boolean;
}

namespace Private {
  export function picture(address: string): HTMLImageElement {
    const image = document.createElement('img');
    image.className = 'intarsia-Button-icon';
    // The words say it.
    image.alt = '';
    image.referrerPolicy = 'no-referrer';
    image.src = address;
    return image;
  }
}
