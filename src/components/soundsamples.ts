/**
 * The samples of a sound that grows, as they come: frames of one or several channels.
 */
export class SoundSamples {
  constructor(readonly channels: number) {}

  /**
   * How many frames have come.
   */
  get frames(): number {
    return this._frames;
  }

  /**
   * Take bytes of 16-bit samples, wherever they were cut; returns the whole frames that are new,
   * sample after sample.
   */
  add(bytes: Uint8Array): Int16Array {
    const size = 2 * this.channels;
    const all = new Uint8Array(this._rest.length + bytes.length);
    all.set(this._rest);
    all.set(bytes, this._rest.length);
    const count = Math.floor(all.length / size);
    const view = new DataView(all.buffer);
    const samples = new Int16Array(count * this.channels);
    for (let i = 0; i < samples.length; i++) {
      samples[i] = view.getInt16(2 * i, true);
    }
    this._rest = all.slice(count * size);
    if (count > 0) {
      this._pieces.push({ start: this._frames, samples });
      this._frames += count;
    }
    return samples;
  }

  /**
   * Write the frames from one on into the channels of a buffer, as many as it has.
   */
  copyTo(buffer: SoundSamples.IBuffer, from: number): void {
    const { channels } = this;
    let at = this._pieceAt(from);
    let done = 0;
    const targets = Array.from({ length: channels }, (_, i) => buffer.getChannelData(i));
    while (done < buffer.length && at < this._pieces.length) {
      const { start, samples } = this._pieces[at++];
      const skip = from + done - start;
      const count = Math.min(samples.length / channels - skip, buffer.length - done);
      for (let channel = 0; channel < channels; channel++) {
        const target = targets[channel];
        let source = skip * channels + channel;
        for (let i = 0; i < count; i++, source += channels) {
          target[done + i] = samples[source] / 32768;
        }
      }
      done += count;
    }
  }

  /**
   * The place of the piece that a frame is in.
   */
  private _pieceAt(frame: number): number {
    let [low, high] = [0, this._pieces.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this._pieces[middle].start <= frame) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private _frames = 0;
  private readonly _pieces: { readonly start: number; readonly samples: Int16Array }[] = [];
  private _rest = new Uint8Array(0);
}

export namespace SoundSamples {
  /** What of an AudioBuffer is written to. */
  export type IBuffer = Pick<AudioBuffer, 'length' | 'getChannelData'>;
}
