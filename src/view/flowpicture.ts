import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { Field } from '../components/field';
import { createIcon } from '../components/icon';
import { Sight } from '../components/sight';
import { sameValue } from '../protocol/equality';
import type { FlowEdge, FlowStep, StepState } from '../protocol/types';
import type { IFlow } from '../session/state';
import { element, setText } from './element';
import { FlowLayout } from './flowlayout';
import { StepWords } from './stepwords';

/**
 * A flow as a picture: a button for each step, lines for what leads from one to another.
 *
 * #### Notes
 * The steps are a list in the order in which they come, and say what they begin with: the
 * lines are for the eye alone. Arrows, Home and End move between them.
 */
export class FlowPicture extends Widget {
  constructor(options: FlowPicture.IOptions) {
    super();
    this.addClass('intarsia-Flow-picture');
    this._options = options;
    this._lines = Private.svg('svg');
    this._lines.classList.add('intarsia-Flow-lines');
    this._lines.setAttribute('aria-hidden', 'true');
    this._list = element('ol', 'intarsia-Flow-steps');
    this._list.setAttribute('role', 'list');
    this._list.setAttribute('aria-label', options.trans.__('Steps'));
    this.node.append(this._lines, this._list);
    this._list.addEventListener('keydown', event => this._evtKeyDown(event));
    this._sight = new Sight(this.node, () => this._tick());
  }

  /**
   * A step was pressed: the index of its listener.
   */
  get chosen(): ISignal<this, number> {
    return this._chosen;
  }

  /**
   * Show how the steps stand, and which of them is open.
   */
  setFlow(shown: IFlow, open: number | null): void {
    const isOther = !this._shown || !sameValue(this._shown.flow, shown.flow);
    this._shown = shown;
    this._open = open;
    if (isOther) {
      this._build(shown);
    }
    this._paint();
    this._tick();
  }

  /**
   * Put the focus on a step.
   */
  focusStep(index: number): void {
    this._nodes.get(index)?.button.focus();
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._stop();
    this._sight.dispose();
    Signal.clearData(this);
    super.dispose();
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    if (typeof ResizeObserver !== 'undefined') {
      this._observer = new ResizeObserver(() => this._place());
      this._observer.observe(this.node);
    }
    this._place();
  }

  protected onBeforeDetach(msg: Message): void {
    this._observer?.disconnect();
    this._observer = null;
    super.onBeforeDetach(msg);
  }

  /**
   * Let the time run while a step does and somebody looks.
   */
  private _tick(): void {
    const states = [...(this._shown?.steps.values() ?? [])];
    if (!this._sight.isSeen || !states.some(({ status }) => status === 'running')) {
      this._stop();
    } else if (this._timer === 0) {
      this._paint();
      this._timer = window.setInterval(() => this._paint(), Private.TICK);
    }
  }

  private _stop(): void {
    window.clearInterval(this._timer);
    this._timer = 0;
  }

  private _build({ flow }: IFlow): void {
    const { trans } = this._options;
    const steps = new Map(flow.steps.map(step => [step.index, step]));
    const order = FlowLayout.order(flow).flatMap(index => steps.get(index) ?? []);
    this._nodes = new Map(order.map(step => [step.index, this._step(step)]));
    for (const step of order) {
      const node = this._nodes.get(step.index);
      const words = StepWords.beginnings(trans, flow, step);
      setText(node!.spoken, [...words, step.in_cycle ? trans.__('In a cycle') : ''].join('. '));
    }
    this._list.replaceChildren(...[...this._nodes.values()].map(({ item }) => item));
    this._size = '';
    this._place();
  }

  private _step(step: FlowStep): Private.INode {
    const { trans, details } = this._options;
    const item = element('li', 'intarsia-Flow-step');
    const button = element('button', 'intarsia-Flow-button');
    button.type = 'button';
    button.setAttribute('aria-controls', details);
    button.addEventListener('click', () => this._chosen.emit(step.index));
    Field.keepKeys(button);
    const icon = createIcon('');
    const name = element('span', 'intarsia-Flow-name', step.name);
    const status = element('span', 'intarsia-Flow-status');
    const spoken = element('span', 'intarsia-mod-spoken');
    const words = element('span', 'intarsia-Flow-words');
    words.append(name, status, spoken);
    button.append(icon, words);
    if (step.in_cycle) {
      const cycle = createIcon(Private.CYCLE);
      cycle.classList.add('intarsia-Flow-cycle');
      button.append(cycle);
      button.title = trans.__('%1 is part of a cycle', step.name);
    } else {
      button.title = step.name;
    }
    item.append(button);
    return { item, button, icon, status, spoken, state: undefined, since: 0 };
  }

  /**
   * Show how the steps stand.
   */
  private _paint(): void {
    const { trans } = this._options;
    const now = performance.now();
    const open = this._open !== null && this._nodes.has(this._open) ? this._open : null;
    const first = open ?? this._current ?? [...this._nodes.keys()][0];
    for (const [index, node] of this._nodes) {
      const state = this._shown?.steps.get(index);
      if (state !== node.state) {
        node.state = state;
        node.since = now - (state?.seconds ?? 0) * 1000;
        node.item.dataset.status = state?.reused ? 'kept' : (state?.status ?? 'idle');
        const path = Private.ICONS[state?.status ?? 'idle'];
        node.icon.firstElementChild?.setAttribute('d', path);
      }
      setText(node.status, StepWords.status(trans, state, (now - node.since) / 1000));
      node.button.setAttribute('aria-expanded', String(index === open));
      node.button.tabIndex = index === first ? 0 : -1;
    }
    for (const [edge, line] of this._paths) {
      const [from, to] = [edge.source, edge.target].map(index => this._shown?.steps.get(index));
      const isTaken = Private.RAN.has(from?.status ?? '') && Private.TAKEN.has(to?.status ?? '');
      line.classList.toggle('intarsia-mod-taken', isTaken);
    }
  }

  /**
   * Lay everything out for the width that there is, where that has changed.
   */
  private _place(): void {
    const shown = this._shown;
    const width = this.node.clientWidth || Private.WIDTH;
    const style = getComputedStyle(this.node);
    const scale = (parseFloat(style.fontSize) || 13) / 13;
    const size = `${width} ${scale} ${style.direction}`;
    if (!shown || size === this._size) {
      return;
    }
    this._size = size;
    const isRightToLeft = style.direction === 'rtl';
    const picture = FlowLayout.place(shown.flow, { width, scale, isRightToLeft });
    this.node.style.blockSize = `${Math.ceil(picture.height) + 2}px`;
    this.node.dataset.layout = picture.isAcross ? 'across' : 'down';
    for (const box of picture.boxes) {
      const style = this._nodes.get(box.index)?.item.style;
      if (style) {
        style.left = `${box.x}px`;
        style.top = `${box.y + 1}px`;
        style.width = `${box.width}px`;
        style.height = `${box.height}px`;
      }
    }
    this._lines.replaceChildren();
    this._lines.setAttribute('viewBox', `0 -1 ${picture.width} ${picture.height + 2}`);
    this._lines.style.width = `${picture.width}px`;
    this._lines.style.height = `${picture.height + 2}px`;
    this._paths = picture.lines.map(({ edge, path }) => {
      const line = Private.line(edge, path);
      this._lines.append(line);
      return [edge, line];
    });
    this._paint();
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    const order = [...this._nodes.keys()];
    const at = order.findIndex(index => this._nodes.get(index)?.button === document.activeElement);
    const isRightToLeft = getComputedStyle(this.node).direction === 'rtl';
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowRight: isRightToLeft ? at - 1 : at + 1,
      ArrowUp: at - 1,
      ArrowLeft: isRightToLeft ? at + 1 : at - 1,
      Home: 0,
      End: order.length - 1
    };
    if (at < 0 || !Object.hasOwn(steps, event.key)) {
      return;
    }
    event.preventDefault();
    const to = order[Math.min(Math.max(steps[event.key], 0), order.length - 1)];
    this._current = to;
    this._paint();
    const { button } = this._nodes.get(to)!;
    button.tabIndex = 0;
    button.focus();
  }

  private readonly _chosen = new Signal<this, number>(this);
  /** The step that the keys have come to. */
  private _current: number | null = null;
  private readonly _lines: SVGElement;
  private readonly _list: HTMLElement;
  private _nodes = new Map<number, Private.INode>();
  private _observer: ResizeObserver | null = null;
  private _open: number | null = null;
  private readonly _options: FlowPicture.IOptions;
  private _paths: [FlowEdge, SVGElement][] = [];
  private _shown: IFlow | null = null;
  private readonly _sight: Sight;
  private _size = '';
  private _timer = 0;
}

export namespace FlowPicture {
  export interface IOptions {
    readonly trans: TranslationBundle;
    /** The id of the element in which a chosen step is told of. */
    readonly details: string;
  }
}

namespace Private {
  const SVG = 'http://www.w3.org/2000/svg';

  /** Milliseconds between two paintings of the time that runs. */
  export const TICK = 100;

  /** Pixels, where nobody knows. */
  export const WIDTH = 640;

  /** Two arrows that chase each other. */
  export const CYCLE =
    'M3 8a5 5 0 0 1 8.5-3.5L13 6M13 3v3h-3M13 8a5 5 0 0 1-8.5 3.5L3 10M3 13v-3h3';

  const RING = 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z';

  export const ICONS: Readonly<Record<StepState['status'], string>> = {
    idle: RING,
    waiting: `${RING}M8 5.2V8l2 1.6`,
    running: `${RING}M6.8 5.6 10.4 8l-3.6 2.4z`,
    done: `${RING}M5.4 8.2l1.9 1.9 3.4-3.8`,
    failed: `${RING}M5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2`,
    cancelled: `${RING}M6.2 6.2h3.6v3.6H6.2z`,
    interrupted: `${RING}M6.2 6.2h3.6v3.6H6.2z`,
    skipped: `${RING}M5.5 8h5`
  };

  export const RAN: ReadonlySet<string> = new Set(['done', 'failed', 'running']);
  export const TAKEN: ReadonlySet<string> = new Set([
    'done',
    'failed',
    'running',
    'cancelled',
    'interrupted'
  ]);

  export interface INode {
    readonly item: HTMLElement;
    readonly button: HTMLButtonElement;
    readonly icon: SVGElement;
    readonly status: HTMLElement;
    readonly spoken: HTMLElement;
    state: StepState | undefined;
    /** When it began, by this page's clock. */
    since: number;
  }

  export function svg(name: string): SVGElement {
    return document.createElementNS(SVG, name);
  }

  /**
   * A line and the arrow at its end, which points where the line runs.
   */
  export function line(edge: FlowEdge, path: string): SVGElement {
    const group = svg('g');
    group.classList.add('intarsia-Flow-line');
    group.dataset.kind = edge.kind;
    if (edge.in_cycle) {
      group.classList.add('intarsia-mod-cycle');
    }
    const drawn = svg('path');
    drawn.setAttribute('d', path);
    const [x, y, fromX, fromY] = end(path);
    const turn = (Math.atan2(y - fromY, x - fromX) * 180) / Math.PI;
    const arrow = svg('path');
    arrow.classList.add('intarsia-Flow-arrow');
    arrow.setAttribute('d', 'M0 0-6-3.5-6 3.5z');
    arrow.setAttribute('transform', `translate(${x} ${y}) rotate(${turn})`);
    group.append(drawn, arrow);
    return group;
  }

  /**
   * Where a path ends, and the point from which it comes there.
   */
  function end(path: string): [number, number, number, number] {
    const numbers = (path.match(/-?[\d.]+/g) ?? []).map(Number);
    const [fromX, fromY, x, y] = numbers.slice(-4);
    return [x, y, fromX, fromY];
  }
}
