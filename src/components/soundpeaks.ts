import { Peaks } from './peaks';

/**
 * Work out the wave of a whole file; `null` where it is too much, or no sound the browser knows.
 */
export async function soundPeaks(bytes: Blob, seconds: number): Promise<Peaks | null> {
  if (!mayHavePeaks(bytes.size, seconds)) {
    return null;
  }
  try {
    const context = new OfflineAudioContext(1, 1, Private.RATE);
    const decoded = await context.decodeAudioData(await bytes.arrayBuffer());
    const peaks = new Peaks();
    const channels = Array.from({ length: decoded.numberOfChannels }, (_, i) =>
      decoded.getChannelData(i)
    );
    const frames = new Float32Array(decoded.length * channels.length);
    channels.forEach((channel, at) => {
      for (let i = 0; i < channel.length; i++) {
        frames[i * channels.length + at] = channel[i];
      }
    });
    peaks.add(frames, channels.length);
    return peaks;
  } catch {
    return null;
  }
}

/**
 * Whether a file is small enough to be decoded as a whole, as far as that is known.
 */
export function mayHavePeaks(size: number, seconds: number = 0): boolean {
  return (
    typeof OfflineAudioContext !== 'undefined' &&
    size <= Private.MOST_BYTES &&
    seconds <= Private.MOST_SECONDS
  );
}

namespace Private {
  export const MOST_BYTES = 20 * 1024 * 1024;
  export const MOST_SECONDS = 600;

  /** Samples in a second: enough for a wave, and little to keep. */
  export const RATE = 8000;
}
