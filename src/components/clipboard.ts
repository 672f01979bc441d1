/**
 * Put text on the clipboard; says whether that worked.
 *
 * #### Notes
 * Pages that are not served securely have no clipboard object; the older command works
 * there, while a person's press is being handled. A text that is still to come is promised
 * at once: some browsers take nothing later than the press. Rejects when the promise does.
 */
export async function copyText(text: string | Promise<string>): Promise<boolean> {
  try {
    await Private.write(text);
    return true;
  } catch {
    return Private.copyBySelection(await text);
  }
}

namespace Private {
  /**
   * Put a text on the clipboard of a page that has one.
   */
  export function write(text: string | Promise<string>): Promise<void> {
    const { clipboard } = navigator;
    if (typeof text === 'string') {
      return clipboard.writeText(text);
    }
    if (typeof ClipboardItem === 'undefined') {
      return text.then(said => clipboard.writeText(said));
    }
    const blob = text.then(said => new Blob([said], { type: 'text/plain' }));
    return clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
  }

  export function copyBySelection(text: string): boolean {
    const focused = document.activeElement;
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    const done = document.execCommand?.('copy') ?? false;
    area.remove();
    if (focused instanceof HTMLElement) {
      focused.focus({ preventScroll: true });
    }
    return done;
  }
}
