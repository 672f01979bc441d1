/**
 * Do something now, or once the pointer that is down has been released and its click told:
 * what a person is pressing must not move away under the pointer.
 *
 * #### Notes
 * Of several things that one owner has to do, the newest is done.
 */
export function afterPress(owner: object, run: () => void): void {
  Private.listen();
  if (Private.isDown) {
    Private.waiting.set(owner, run);
  } else {
    Private.waiting.delete(owner);
    run();
  }
}

namespace Private {
  export const waiting = new Map<object, () => void>();

  export let isDown = false;

  let isListening = false;

  export function listen(): void {
    if (!isListening) {
      isListening = true;
      document.addEventListener('pointerdown', onDown, true);
      for (const name of ['pointerup', 'pointercancel', 'dragend']) {
        document.addEventListener(name, onUp, true);
      }
    }
  }

  function onDown(): void {
    isDown = true;
  }

  function onUp(): void {
    // The click comes after this event, before the next task.
    window.setTimeout(() => {
      isDown = false;
      const runs = [...waiting.values()];
      waiting.clear();
      runs.forEach(run => run());
    }, 0);
  }
}
