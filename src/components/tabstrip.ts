import type { Message } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { Field } from './field';
import { MenuButton } from './menubutton';

/**
 * A line of words to choose a page by; the chosen one is underlined.
 *
 * #### Notes
 * One stop for the Tab key; arrows, Home and End move within, in reading direction. Words
 * that find no room go to another line, or into a menu; the chosen one always stands in the
 * line.
 */
export class TabStrip extends Widget {
  constructor() {
    super();
    this.addClass('intarsia-TabStrip');
    this._list.className = 'intarsia-TabStrip-list';
    this._list.setAttribute('role', 'tablist');
    this._list.addEventListener('keydown', event => this._evtKeyDown(event));
    this.node.append(this._list);
  }

  /**
   * A person chose a tab, told by its id.
   */
  get chosen(): ISignal<this, string> {
    return this._chosen;
  }

  /**
   * Tell those who do not see it what it is.
   */
  setName(name: string): void {
    this._list.setAttribute('aria-label', name);
  }

  /**
   * Put what finds no room into a menu with this name; without one, to another line.
   */
  setMenu(name: string | null): void {
    if ((this._more === null) === (name === null)) {
      return;
    }
    this._more?.dispose();
    this._more = null;
    if (name !== null) {
      this._more = new MenuButton({
        name,
        className: 'intarsia-TabStrip-more',
        face: '\u22ef',
        onChoose: id => this._choose(id)
      });
      this.node.append(this._more.button, this._more.menu);
    }
    this.toggleClass('intarsia-mod-menu', name !== null);
    this.fit();
  }

  /**
   * Show these tabs. Those that were there keep their elements, and the focus.
   */
  setTabs(tabs: ReadonlyArray<TabStrip.ITab>, current: string): void {
    this._order = tabs.map(tab => tab.id);
    this._current = current;
    for (const [id, parts] of this._parts) {
      if (!this._order.includes(id)) {
        parts.tab.remove();
        this._parts.delete(id);
      }
    }
    tabs.forEach((tab, i) => {
      const parts = this._parts.get(tab.id) ?? this._create(tab.id);
      Private.setText(parts.label, tab.label);
      Private.setText(parts.count, tab.count === null ? '' : String(tab.count));
      parts.count.hidden = tab.count === null;
      parts.tab.id = tab.elementId;
      parts.tab.disabled = tab.isDisabled ?? false;
      parts.tab.classList.toggle('intarsia-mod-end', tab.isFirstAtEnd ?? false);
      parts.tab.setAttribute('aria-controls', tab.panelId);
      parts.tab.setAttribute('aria-selected', String(tab.id === current));
      parts.tab.tabIndex = tab.id === current ? 0 : -1;
      if (this._list.children[i] !== parts.tab) {
        this._list.insertBefore(parts.tab, this._list.children[i] ?? null);
      }
    });
    this.fit();
  }

  /**
   * Give an element to what a tab is known by to the author's style sheet.
   */
  tabOf(id: string): HTMLElement | undefined {
    return this._parts.get(id)?.tab;
  }

  /**
   * Put the focus on the chosen tab.
   */
  focus(): void {
    this._parts.get(this._current)?.tab.focus();
  }

  /**
   * See anew which tabs find room.
   */
  fit(): void {
    const parts = this._order.map(id => this._parts.get(id)!);
    for (const { tab } of parts) {
      tab.hidden = false;
    }
    if (!this._more) {
      return;
    }
    this._more.show([]);
    if (!this.isVisible) {
      return;
    }
    const gap = parseFloat(getComputedStyle(this._list).columnGap) || 0;
    const widths = parts.map(({ tab }) => tab.offsetWidth + gap);
    const kept = Private.thatFit(
      widths,
      this._order.indexOf(this._current),
      this._list.clientWidth + gap,
      this._more.width + gap
    );
    parts.forEach(({ tab }, i) => {
      tab.hidden = !kept.has(i);
    });
    this._more.show(
      parts
        .map(({ tab, label }, i) => ({
          id: this._order[i],
          label: label.textContent ?? '',
          isDisabled: tab.disabled
        }))
        .filter((_, i) => !kept.has(i))
    );
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._more?.dispose();
    Signal.clearData(this);
    super.dispose();
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    if (typeof ResizeObserver !== 'undefined') {
      let size = '';
      this._observer = new ResizeObserver(() => {
        // Higher is the line when the text is larger.
        const { clientWidth: width, clientHeight: height } = this.node;
        if (size !== `${width} ${height}`) {
          size = `${width} ${height}`;
          this.fit();
        }
      });
      this._observer.observe(this.node);
    }
    this.fit();
  }

  protected onBeforeDetach(msg: Message): void {
    this._observer?.disconnect();
    this._observer = null;
    this._more?.close();
    super.onBeforeDetach(msg);
  }

  private _choose(id: string): void {
    this._chosen.emit(id);
    this._parts.get(id)?.tab.focus();
  }

  private _create(id: string): Private.IParts {
    const tab = document.createElement('button');
    tab.className = 'intarsia-TabStrip-tab';
    tab.type = 'button';
    tab.setAttribute('role', 'tab');
    tab.dataset.tab = id;
    Field.keepKeys(tab);
    tab.addEventListener('click', () => this._chosen.emit(id));
    const label = document.createElement('span');
    label.className = 'intarsia-TabStrip-label';
    const count = document.createElement('span');
    count.className = 'intarsia-TabStrip-count';
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
    const open = this._order.filter(id => this._parts.get(id)?.tab.disabled === false);
    const index = open.findIndex(id => this._parts.get(id)?.tab === target);
    if (index < 0) {
      return;
    }
    const isRtl = getComputedStyle(this.node).direction === 'rtl';
    const last = open.length - 1;
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
    this._choose(open[next < 0 ? last : next > last ? 0 : next]);
  }

  private _chosen = new Signal<this, string>(this);
  private _current = '';
  private _list = document.createElement('div');
  private _more: MenuButton | null = null;
  private _observer: ResizeObserver | null = null;
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
    /** Whether it cannot be chosen. */
    readonly isDisabled?: boolean;
    /** Whether it, and those after it, stand at the end of the line. */
    readonly isFirstAtEnd?: boolean;
  }
}

namespace Private {
  export interface IParts {
    readonly tab: HTMLButtonElement;
    readonly label: HTMLElement;
    readonly count: HTMLElement;
  }

  /**
   * Change a text only where it differs, so that nothing is laid out twice.
   */
  export function setText(node: Element, text: string): void {
    if (node.textContent !== text) {
      node.textContent = text;
    }
  }

  /**
   * Which of several stand in a line: as many as have room, and the chosen one.
   *
   * @param widths - how much room each takes
   * @param chosen - the one that has to be there; -1 for none
   * @param room - how much there is
   * @param rest - how much of it the sign for the others takes
   */
  export function thatFit(
    widths: ReadonlyArray<number>,
    chosen: number,
    room: number,
    rest: number
  ): Set<number> {
    const all = widths.reduce((sum, width) => sum + width, 0);
    // Half a pixel is lost when widths are rounded.
    if (all <= room + widths.length / 2) {
      return new Set(widths.keys());
    }
    let left = room - rest - (widths[chosen] ?? 0);
    const kept = new Set(chosen < 0 ? [] : [chosen]);
    for (const [i, width] of widths.entries()) {
      if (i === chosen) {
        continue;
      }
      left -= width;
      if (left < 0) {
        break;
      }
      kept.add(i);
    }
    return kept;
  }
}
