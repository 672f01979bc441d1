/**
 * How loud a sound is along its time: the lowest and the highest sample of each stretch.
 *
 * #### Notes
 * Stretches are as long as they have to be for there to be at most so many: when there are
 * more, two become one.
 */
export class Peaks {
  constructor(private readonly _most: number = Private.MOST) {}

  /** The lowest sample of each stretch, from -1 to 0. */
  readonly low: number[] = [];
  /** The highest, from 0 to 1. */
  readonly high: number[] = [];

  /**
   * Go on with samples between -1 and 1, or whole ones of 16 bits; of several channels one after
   * the other within a frame.
   */
  add(samples: Float32Array | Int16Array, channels: number = 1): void {
    const unit = samples instanceof Int16Array ? 32768 : 1;
    for (let at = 0; at < samples.length; at += channels) {
      for (let channel = 0; channel < channels; channel++) {
        const sample = samples[at + channel] / unit;
        this._low = Math.min(this._low, sample);
        this._high = Math.max(this._high, sample);
      }
      if (++this._count === this._size) {
        this.low.push(this._low);
        this.high.push(this._high);
        this._low = this._high = this._count = 0;
        if (this.low.length === this._most) {
          this._halve();
        }
      }
    }
  }

  private _halve(): void {
    const half = this._most / 2;
    for (let i = 0; i < half; i++) {
      this.low[i] = Math.min(this.low[2 * i], this.low[2 * i + 1]);
      this.high[i] = Math.max(this.high[2 * i], this.high[2 * i + 1]);
    }
    this.low.length = this.high.length = half;
    this._size *= 2;
  }

  private _count = 0;
  private _high = 0;
  private _low = 0;
  private _size = Private.SIZE;
}

namespace Private {
  /** Stretches, twice as many as a narrow card has pixels for. */
  export const MOST = 512;

  /** Frames of a stretch at first. */
  export const SIZE = 16;
}
