import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { element, setText } from './element';

/**
 * A line of words to choose a page by; the chosen one is underlined.
 *
 * #### Notes
 * One stop for the Tab key; arrows, Home and End move within, in reading direction.
 */
export class TabStrip extends Widget {
  constructor() {
    super();
    this.addClass('intarsia-TabStrip');
    this.node.setAttribute('role', 'tablist');
    this.node.addEventListener('keydown', event => this._evtKeyDown(event));
  }

  /**
   * A person chose a tab, told by its id.
   */
  get chosen(): ISignal<this, string> {
    return this._chosen;
  }

  /**
   * Show these tabs. Those that were there keep their elements, and the focus.
   */
  setTabs(tabs: ReadonlyArray<TabStrip.ITab>, current: string): void {
    this._order = tabs.map(tab => tab.id);
    for (const [id, parts] of this._parts) {
      if (!this._order.includes(id)) {
        parts.tab.remove();
        this._parts.delete(id);
      }
    }
    tabs.forEach((tab, i) => {
      const parts = this._parts.get(tab.id) ?? this._create(tab.id);
      setText(parts.label, tab.label);
      setText(parts.count, tab.count === null ? '' : String(tab.count));
      parts.count.hidden = tab.count === null;
      parts.tab.id = tab.elementId;
      parts.tab.setAttribute('aria-controls', tab.panelId);
      parts.tab.setAttribute('aria-selected', String(tab.id === current));
      parts.tab.tabIndex = tab.id === current ? 0 : -1;
      if (this.node.children[i] !== parts.tab) {
        this.node.insertBefore(parts.tab, this.node.children[i] ?? null);
      }
    });
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    Signal.clearData(this);
    super.dispose();
  }

  private _create(id: string): Private.IParts {
    const tab = element('button', 'intarsia-TabStrip-tab');
    tab.type = 'button';
    tab.setAttribute('role', 'tab');
    tab.dataset.tab = id;
    tab.dataset.lmSuppressShortcuts = 'true';
    tab.addEventListener('click', () => this._chosen.emit(id));
    const label = element('span', 'intarsia-TabStrip-label');
    const count = element('span', 'intarsia-TabStrip-count');
    tab.append(label, ' ', count);
    const parts = { tab, label, count };
    this._parts.set(id, parts);
    return parts;
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const target = event.target instanceof Element ? event.target.closest('[role="tab"]') : null;
    const index = this._order.findIndex(id => this._parts.get(id)?.tab === target);
    if (index < 0) {
      return;
    }
    const isRtl = getComputedStyle(this.node).direction === 'rtl';
    const last = this._order.length - 1;
    const steps: Record<string, number | undefined> = {
      ArrowRight: index + (isRtl ? -1 : 1),
      ArrowLeft: index + (isRtl ? 1 : -1),
      Home: 0,
      End: last
    };
    const next = steps[event.key];
    if (next === undefined) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const id = this._order[next < 0 ? last : next > last ? 0 : next];
    this._chosen.emit(id);
    this._parts.get(id)?.tab.focus();
  }

  private _chosen = new Signal<this, string>(this);
  private _order: string[] = [];
  private _parts = new Map<string, Private.IParts>();
}

export namespace TabStrip {
  /**
   * One tab as it is drawn.
   */
  export interface ITab {
    readonly id: string;
    readonly label: string;
    /** A number behind the label, or none. */
    readonly count: number | null;
    /** The ids of the tab's and its page's elements. */
    readonly elementId: string;
    readonly panelId: string;
  }
}

namespace Private {
  export interface IParts {
    readonly tab: HTMLButtonElement;
    readonly label: HTMLElement;
    readonly count: HTMLElement;
  }
}
