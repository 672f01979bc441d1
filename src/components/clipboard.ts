/**
 * Put text on the clipboard; says whether that worked.
 *
 * #### Notes
 * Pages that are not served securely have no clipboard object; the older command works
 * there, while a person's press is being handled.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return Private.copyBySelection(text);
  }
}

namespace Private {
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
