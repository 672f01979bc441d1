import { svgElement } from './svgelement';
import { Waveform } from './waveform';

/**
 * The wave of what is heard at the moment: the last seconds, the newest at the end.
 */
export class LiveWave {
  constructor() {
    this.node = document.createElement('div');
    this.node.className = 'intarsia-LiveWave';
    this.node.dir = 'ltr'; // time goes to the right
    this.node.setAttribute('aria-hidden', 'true');
    const svg = svgElement('svg', {
      viewBox: `0 -1 ${2 * Private.BARS} 2`,
      preserveAspectRatio: 'none'
    });
    svg.append(this._path);
    this.node.append(svg);
    this._draw();
  }

  readonly node: HTMLDivElement;

  /**
   * Hear more, at so many samples in a second.
   */
  add(samples: Float32Array, rate: number): void {
    const size = Math.round(rate / Private.BARS_PER_SECOND);
    let isNew = false;
    for (const sample of samples) {
      this._loudest = Math.max(this._loudest, Math.abs(sample));
      if (++this._count >= size) {
        this._bars.push(this._loudest);
        this._loudest = this._count = 0;
        isNew = true;
      }
    }
    this._bars.splice(0, this._bars.length - Private.BARS);
    if (isNew) {
      this._draw();
    }
  }

  private _draw(): void {
    const first = 2 * (Private.BARS - this._bars.length) + 1;
    const scale = 0.94 / Math.max(...this._bars, Waveform.QUIET);
    const bars = this._bars.map((bar, i) => {
      const half = Math.max(bar * scale, 0.02).toFixed(3);
      return `M${first + 2 * i} -${half}V${half}`;
    });
    this._path.setAttribute('d', bars.join('') || 'M0 0');
  }

  private readonly _bars: number[] = [];
  private _count = 0;
  private _loudest = 0;
  private readonly _path = svgElement('path', {});
}

namespace Private {
  export const BARS = 90;
  export const BARS_PER_SECOND = 18;
}
