import { Panel, Widget } from '@lumino/widgets';
import { createIcon } from '../components/icon';
import type { FlowEdge } from '../protocol/types';
import type { IAppState, IFlow } from '../session/state';
import { button, element, setText } from './element';
import { FlowDetails } from './flowdetails';
import { FlowPicture } from './flowpicture';
import { takesInput } from './liveness';
import type { Placement } from './placement';

/**
 * The flow of an app: its steps, how each stands, and what the chosen one read and wrote.
 *
 * #### Notes
 * The steps are asked for while it is on screen, and told by the kernel from then on. What was
 * shown last stays when the kernel has gone.
 */
export class FlowView extends Panel {
  constructor(options: FlowView.IOptions) {
    super();
    this.addClass('intarsia-Flow');
    this._options = options;
    const { trans } = options.placement;
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Flow'));
    const head = element('div', 'intarsia-Flow-head');
    const title = element('div', 'intarsia-Flow-heading', trans.__('Flow'));
    title.setAttribute('role', 'heading');
    title.setAttribute('aria-level', '4');
    this._close = button('intarsia-Button intarsia-mod-ghost', '', options.onClose);
    this._close.setAttribute('aria-label', trans.__('Close the flow'));
    this._close.title = trans.__('Close the flow');
    this._close.append(createIcon(Private.CROSS));
    head.append(title, this._close);
    this._details = new FlowDetails({
      ...options,
      labelOf: id => this._shown?.flow.labels[id] ?? ''
    });
    this._picture = new FlowPicture({ trans, details: this._details.node.id });
    this._picture.chosen.connect((_, index) => this._choose(index));
    this._legend = element('ul', 'intarsia-Flow-legend');
    this._legend.setAttribute('aria-hidden', 'true');
    this._empty = element('p', 'intarsia-Flow-none');
    const foot = new Widget();
    foot.node.append(this._legend, this._empty);
    this.addWidget(new Widget({ node: head }));
    this.addWidget(this._picture);
    this.addWidget(foot);
    this.addWidget(this._details);
    this.node.addEventListener('keydown', event => {
      if (event.key === 'Escape' && !event.defaultPrevented) {
        event.preventDefault();
        event.stopPropagation();
        options.onClose();
      }
    });
  }

  /**
   * Show the flow as a session has it.
   */
  setState(state: IAppState): void {
    const { session, trans } = this._options.placement;
    const isLive = state.connection === 'live';
    if (isLive && !state.flow && !this._isAsked) {
      this._isAsked = true;
      session.watchFlow(true);
    } else if (!isLive || state.flow) {
      this._isAsked = false;
    }
    const shown = state.flow ?? this._shown;
    this.toggleClass('intarsia-mod-stale', !takesInput(state));
    if (!shown) {
      setText(this._empty, isLive ? '' : trans.__('The flow is shown when the app is live.'));
      return;
    }
    setText(this._empty, shown.flow.steps.length === 0 ? trans.__('The app has no steps.') : '');
    this._state = state;
    if (shown.flow !== this._shown?.flow) {
      this._explain(shown);
    }
    this._shown = shown;
    this._paint();
  }

  /**
   * Open a step, and put the focus on it.
   */
  open(index: number): void {
    this._open = index;
    this._paint();
    this._picture.focusStep(index);
  }

  /**
   * Put the focus at the beginning.
   */
  focusFirst(): void {
    this._close.focus();
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._options.placement.session.watchFlow(false);
    super.dispose();
  }

  private _choose(index: number): void {
    this._open = this._open === index ? null : index;
    this._paint();
  }

  private _paint(): void {
    const [shown, state] = [this._shown, this._state];
    if (!shown || !state) {
      return;
    }
    this._picture.setFlow(shown, this._open);
    const step = shown.flow.steps.find(each => each.index === this._open) ?? null;
    this._details.setStep(step, shown, state.app.components);
  }

  /**
   * Say what the lines mean, of those that are there.
   */
  private _explain({ flow }: IFlow): void {
    const { trans } = this._options.placement;
    const words: Readonly<Record<FlowEdge['kind'], string>> = {
      then: trans.__('afterwards'),
      success: trans.__('if it succeeds'),
      failure: trans.__('if it fails'),
      change: trans.__('when a value changes'),
      feeds: trans.__('is read later')
    };
    const kinds = new Set(flow.edges.map(edge => edge.kind));
    const items = Object.entries(words)
      .filter(([kind]) => kinds.has(kind as FlowEdge['kind']))
      .map(([kind, said]) => {
        const item = element('li', 'intarsia-Flow-meaning');
        const sample = element('span', 'intarsia-Flow-sample');
        sample.dataset.kind = kind;
        item.append(sample, said);
        return item;
      });
    this._legend.replaceChildren(...(items.length > 1 ? items : []));
  }

  private readonly _close: HTMLButtonElement;
  private readonly _details: FlowDetails;
  private readonly _empty: HTMLElement;
  private _isAsked = false;
  private readonly _legend: HTMLElement;
  private _open: number | null = null;
  private readonly _options: FlowView.IOptions;
  private readonly _picture: FlowPicture;
  private _shown: IFlow | null = null;
  private _state: IAppState | null = null;
}

export namespace FlowView {
  export interface IOptions {
    readonly placement: Placement.IOptions;
    /** Show a line of a cell; absent where there are no cells. */
    readonly goTo?: (cell: string, line: number) => void;
    onClose(): void;
  }
}

namespace Private {
  export const CROSS = 'M4 4l8 8M12 4l-8 8';
}
