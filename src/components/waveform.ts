import { svgElement } from './svgelement';

/**
 * The wave of a sound, and over it the part that was played.
 *
 * #### Notes
 * Stretched by the browser and cut by the style: nothing is drawn again when there is more
 * room, or while it plays.
 */
export class Waveform {
  constructor() {
    this.node = document.createElement('div');
    this.node.className = 'intarsia-Wave';
    this.node.setAttribute('aria-hidden', 'true');
    for (const name of ['all', 'played']) {
      const path = svgElement('path', {});
      const svg = svgElement('svg', {
        class: `intarsia-Wave-${name}`,
        preserveAspectRatio: 'none'
      });
      svg.append(path);
      this.node.append(svg);
      this._paths.push(path);
    }
    this.clear();
  }

  readonly node: HTMLDivElement;

  /**
   * Show this.
   */
  draw({ low, high }: Waveform.IPeaks): void {
    const loudest = high.reduce((most, value, i) => Math.max(most, value, -low[i]), 0);
    // Of a quiet sound one sees something, and of silence nothing.
    const scale = 0.94 / Math.max(loudest, Waveform.QUIET);
    const at = (value: number): string => (-value * scale).toFixed(3);
    const up = high.map((value, i) => `L${i + 0.5} ${at(value)}`);
    const down = low.map((value, i) => `L${i + 0.5} ${at(value)}`).reverse();
    const count = Math.max(high.length, 1);
    this._show(count, `M0 0${up.join('')}L${count} 0${down.join('')}Z`);
  }

  /**
   * Show a still line.
   */
  clear(): void {
    this._show(1, 'M0 0H1');
  }

  private _show(count: number, path: string): void {
    for (const each of this._paths) {
      each.setAttribute('d', path);
      each.ownerSVGElement?.setAttribute('viewBox', `0 -1 ${count} 2`);
    }
  }

  private readonly _paths: SVGPathElement[] = [];
}

export namespace Waveform {
  /** The lowest and the highest sample of each stretch. */
  export interface IPeaks {
    readonly low: ReadonlyArray<number>;
    readonly high: ReadonlyArray<number>;
  }

  /** What is not louder than this does not fill the height. */
  export const QUIET = 0.2;
}
