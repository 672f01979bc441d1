import type { TranslationBundle } from '@jupyterlab/translation';
import { Field } from './field';
import type { IPlotChart } from './plotchart';
import { writeTime } from './plotscale';

/**
 * A range of x by its two ends, for those who do not use a pointer: seen while it has the
 * focus.
 */
export class PlotRange {
  constructor(
    trans: TranslationBundle,
    choose: (from: number | string, to: number | string) => void,
    reset: () => void
  ) {
    this._trans = trans;
    this._choose = choose;
    this._reset = reset;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-PlotRange';
    this.node.setAttribute('role', 'group');
    this.node.setAttribute('aria-label', trans.__('Choose a range'));
    this.node.hidden = true;
  }

  readonly node: HTMLElement;

  /**
   * Offer the range of a chart, or none.
   */
  offer(chart: IPlotChart | null): void {
    this.node.hidden = chart === null;
    if (!chart) {
      this.node.replaceChildren();
      return;
    }
    const type = `${chart.x.type} ${chart.x.words.join()} ${chart.x.extent.join()}`;
    if (this.node.contains(document.activeElement)) {
      return; // somebody is at it
    }
    if (type === this._type && this.node.hasChildNodes()) {
      return;
    }
    this._type = type;
    const [from, to] = [this._trans.__('From'), this._trans.__('To')].map(name =>
      Private.entry(name, chart)
    );
    Private.write(from.control, 0, chart);
    Private.write(to.control, 1, chart);
    const apply = Private.button(this._trans.__('Choose'), () => {
      const ends = [from, to].map(({ control }) => Private.read(control, chart));
      if (ends.every(end => end !== null)) {
        this._choose(ends[0]!, ends[1]!);
      }
    });
    const reset = Private.button(this._trans.__('Double-click'), () => this._reset());
    this.node.replaceChildren(from.node, to.node, apply, reset);
  }

  private readonly _choose: (from: number | string, to: number | string) => void;
  private readonly _reset: () => void;
  private readonly _trans: TranslationBundle;
  private _type = '';
}

namespace Private {
  type Entry = HTMLInputElement | HTMLSelectElement;

  export function entry(name: string, chart: IPlotChart): { node: HTMLElement; control: Entry } {
    const node = document.createElement('label');
    node.textContent = `${name} `;
    const { type, words } = chart.x;
    const control = document.createElement(type === 'nominal' ? 'select' : 'input');
    control.className = 'intarsia-Control';
    Field.keepKeys(control);
    if (control instanceof HTMLInputElement) {
      control.type = type === 'temporal' ? 'datetime-local' : 'number';
      control.step = 'any';
    } else {
      control.append(...words.map(word => new Option(word, word)));
    }
    node.append(control);
    return { node, control };
  }

  /**
   * Begin with the whole range.
   */
  export function write(control: Entry, end: 0 | 1, { x }: IPlotChart): void {
    control.value =
      x.type === 'nominal'
        ? (x.words.at(-end) ?? '')
        : x.type === 'temporal'
          ? writeTime(x.extent[end]).replace(' ', 'T')
          : String(x.extent[end]);
  }

  /**
   * What was entered, in the axis's own unit.
   */
  export function read(control: Entry, { x }: IPlotChart): number | string | null {
    if (control.value === '') {
      return null;
    }
    if (x.type === 'nominal') {
      return control.value;
    }
    // As the table has them: UTC.
    const number = x.type === 'temporal' ? Date.parse(`${control.value}Z`) : Number(control.value);
    return Number.isFinite(number) ? number : null;
  }

  export function button(text: string, press: () => void): HTMLButtonElement {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'intarsia-Button';
    made.textContent = text;
    Field.keepKeys(made);
    made.addEventListener('click', press);
    return made;
  }
}
