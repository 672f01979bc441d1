import type { TranslationBundle } from '@jupyterlab/translation';

/**
 * Ask for a camera or a microphone; rejects with words for a person.
 */
export async function openCapture(
  constraints: MediaStreamConstraints,
  trans: TranslationBundle
): Promise<MediaStream> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  const isCamera = Boolean(constraints.video);
  if (!devices?.getUserMedia) {
    throw new Error(
      isCamera
        ? trans.__('Browsers give a camera to https and localhost pages only.')
        : trans.__('Browsers give a microphone to https and localhost pages only.')
    );
  }
  try {
    return await devices.getUserMedia(constraints);
  } catch (error) {
    const name = (error as Error | null)?.name ?? '';
    throw new Error(isCamera ? Private.camera(name, trans) : Private.microphone(name, trans));
  }
}

/**
 * Let go of a device: the browser's mark of it goes out.
 */
export function closeCapture(stream: MediaStream | null): void {
  stream?.getTracks().forEach(track => track.stop());
}

namespace Private {
  export function camera(name: string, trans: TranslationBundle): string {
    switch (name) {
      case 'NotAllowedError':
      case 'SecurityError':
        return trans.__('The browser gives no camera to this page. Allow it beside the address.');
      case 'NotFoundError':
        return trans.__('No camera was found.');
      case 'NotReadableError':
      case 'AbortError':
        return trans.__('The camera does not start. Close other programs that use it.');
      case 'OverconstrainedError':
        return trans.__('No camera gives the pictures that this app asks for.');
      default:
        return trans.__('The camera cannot be used (%1).', name);
    }
  }

  export function microphone(name: string, trans: TranslationBundle): string {
    switch (name) {
      case 'NotAllowedError':
      case 'SecurityError':
        return trans.__(
          'The browser gives no microphone to this page. Allow it beside the address.'
        );
      case 'NotFoundError':
        return trans.__('No microphone was found.');
      case 'NotReadableError':
      case 'AbortError':
        return trans.__('The microphone does not start. Close other programs that use it.');
      case 'OverconstrainedError':
        return trans.__('No microphone gives the sound that this app asks for.');
      default:
        return trans.__('The microphone cannot be used (%1).', name);
    }
  }
}
