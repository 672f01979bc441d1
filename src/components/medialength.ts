/**
 * Have an element know how long its recording is, and call back then: those that browsers make
 * do not say, until one has looked at their end.
 */
export function learnLength(element: HTMLMediaElement, known?: () => void): void {
  if (element.duration !== Infinity) {
    known?.();
    return;
  }
  const onKnown = (): void => {
    if (element.duration !== Infinity) {
      element.removeEventListener('durationchange', onKnown);
      element.currentTime = 0;
      known?.();
    }
  };
  element.addEventListener('durationchange', onKnown);
  element.currentTime = Number.MAX_SAFE_INTEGER;
}
