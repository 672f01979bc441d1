import type { TranslationBundle } from '@jupyterlab/translation';
import { Panel, Widget } from '@lumino/widgets';
import type { Component } from '../components/component';
import { createComponent } from '../components/create';
import { Field } from '../components/field';
import { createIcon } from '../components/icon';
import type { CodeSpec, FunctionCode } from '../protocol/types';
import type { IAppState, ISession } from '../session/state';
import { button, element, setText } from './element';
import { newestRun, showsFiles } from './liveness';
import { Placement } from './placement';

/**
 * The functions of an app as code: the call with what stands in the app, and the source.
 *
 * #### Notes
 * What it shows comes from the living kernel, is text, and follows what is entered; what was
 * shown last stays when the kernel has gone.
 */
export class CodePanel extends Panel {
  constructor(options: CodePanel.IOptions) {
    super();
    this._options = options;
    this.addClass('intarsia-CodePanel');
    const { session, trans } = options.placement;
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Code'));
    const head = element('div', 'intarsia-CodePanel-head');
    const title = element('div', 'intarsia-CodePanel-title', trans.__('Code'));
    title.setAttribute('role', 'heading');
    title.setAttribute('aria-level', '4');
    this._close = button('intarsia-Button intarsia-mod-ghost', '', options.onClose);
    this._close.setAttribute('aria-label', trans.__('Close the code'));
    this._close.title = trans.__('Close the code');
    this._close.append(createIcon(Private.CROSS));
    head.append(title, this._close);
    this._select = element('select', 'intarsia-Control');
    this._select.addEventListener('change', () => this._show(Number(this._select.value)));
    this._choice = new Widget({ node: Private.labelled(trans.__('Function'), this._select) });
    this._choice.hide();
    this._call = this._code(trans.__('Call'));
    this._hint = element('p', 'intarsia-CodePanel-words');
    this._source = this._code(trans.__('Source'));
    this._place = element('p', 'intarsia-CodePanel-words');
    for (const widget of [
      new Widget({ node: head }),
      this._choice,
      this._call,
      new Widget({ node: this._hint }),
      this._source,
      new Widget({ node: this._place })
    ]) {
      this.addWidget(widget);
    }
    this._paint(null);
    this.node.addEventListener('keydown', event => {
      if (event.key === 'Escape' && !event.defaultPrevented) {
        event.preventDefault();
        event.stopPropagation();
        options.onClose();
      }
    });
    session.stateChanged.connect(this._onStateChanged, this);
    void this._read();
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
    window.clearTimeout(this._timer);
    this._options.placement.session.stateChanged.disconnect(this._onStateChanged, this);
    super.dispose();
  }

  private _onStateChanged(session: ISession, before: IAppState): void {
    const { state } = session;
    const isSame =
      state.values === before.values &&
      state.reloaded === before.reloaded &&
      state.app === before.app &&
      showsFiles(state) === showsFiles(before);
    if (isSame || !showsFiles(state)) {
      return;
    }
    window.clearTimeout(this._timer);
    this._timer = window.setTimeout(() => void this._read(), Private.REST);
  }

  private async _read(): Promise<void> {
    const { session, trans } = this._options.placement;
    let functions: ReadonlyArray<FunctionCode>;
    try {
      functions = await session.readCode();
    } catch (error) {
      if (!this.isDisposed && this._functions.length === 0) {
        const words = error instanceof Error ? error.message : '';
        setText(this._place, words || trans.__('The kernel does not answer.'));
      }
      return;
    }
    if (this.isDisposed) {
      return;
    }
    const key = (found: ReadonlyArray<FunctionCode>): string =>
      JSON.stringify(found.map(({ listener, name }) => [listener, name]));
    if (key(functions) !== key(this._functions)) {
      this._choice.setHidden(functions.length < 2);
      this._select.replaceChildren(
        ...functions.map(({ listener, name }) => {
          const option = element('option', '', name);
          option.value = String(listener);
          return option;
        })
      );
    }
    this._functions = functions;
    this._show(this._wanted ?? lastUsed(session.state, functions)?.listener ?? -1);
  }

  private _show(listener: number): void {
    const found = this._functions.find(item => item.listener === listener);
    const shown = found ?? this._functions.at(0) ?? null;
    if (shown) {
      this._wanted = shown.listener;
    }
    this._select.value = String(shown?.listener ?? '');
    this._paint(shown);
  }

  private _paint(shown: FunctionCode | null): void {
    const { trans } = this._options.placement;
    this._call.setValue(shown?.call ?? null);
    this._call.setHidden(!shown?.call);
    setText(this._hint, shown && shown.call === null ? sayNameless(trans) : '');
    this._source.setValue(shown?.source ?? null);
    this._source.setHidden(!shown?.source);
    this._place.replaceChildren(...(shown ? this._sayPlace(shown) : []));
  }

  /**
   * Where the source stands, or why there is none.
   */
  private _sayPlace({ why, cell, file, line }: FunctionCode): (string | HTMLElement)[] {
    const { goTo, placement } = this._options;
    const { trans } = placement;
    if (why !== null) {
      return [trans.__('There is no source to show. %1', why)];
    }
    const number = line ?? 1;
    if (cell !== null) {
      const words = trans.__('Cell [%1], line %2', cell, number);
      return [
        words,
        ...(goTo
          ? [button('intarsia-Link', trans.__('Go to the cell'), () => goTo(cell, number))]
          : [])
      ];
    }
    return file === null ? [] : [trans.__('%1, line %2', file, number)];
  }

  private _code(label: string): Component {
    const { placement } = this._options;
    const spec: CodeSpec = { ...Private.PLAIN, label };
    const options = { ...placement, mayScript: () => false };
    const context = new Placement(options, spec.id, Placement.ALONE);
    return createComponent(placement.registry, spec, context);
  }

  private readonly _call: Component;
  private readonly _choice: Widget;
  private readonly _close: HTMLButtonElement;
  private _functions: ReadonlyArray<FunctionCode> = [];
  private readonly _hint: HTMLElement;
  private readonly _options: CodePanel.IOptions;
  private readonly _place: HTMLElement;
  private readonly _select: HTMLSelectElement;
  private readonly _source: Component;
  private _timer = 0;
  /** Whose code is shown, once a function has been chosen. */
  private _wanted: number | null = null;
}

export namespace CodePanel {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly placement: Placement.IOptions;
    /** Show a line of a cell; absent where there are no cells. */
    readonly goTo?: (cell: string, line: number) => void;
    onClose(): void;
  }
}

/**
 * The function that a person has used last; without any the first one.
 */
export function lastUsed(
  state: IAppState,
  functions: ReadonlyArray<FunctionCode>
): FunctionCode | null {
  const known = new Map(functions.map(item => [item.listener, item]));
  const runs = new Map([...state.runs].filter(([listener]) => known.has(listener)));
  const newest = newestRun({ ...state, runs });
  return (newest && known.get(newest.listener)) ?? functions.at(0) ?? null;
}

/**
 * What to do where neither the function nor the app has a name.
 */
export function sayNameless(trans: TranslationBundle): string {
  return trans.__(
    'There is no name to call it by. Give the app one: app = show(…), and run that cell again.'
  );
}

namespace Private {
  export const CROSS = 'M4 4l8 8M12 4l-8 8';

  /** Milliseconds without another change, after which the code is read again. */
  export const REST = 300;

  export const PLAIN: CodeSpec = {
    id: '',
    kind: 'code',
    label: null,
    info: null,
    unit: null,
    interactive: false,
    visible: true,
    show_label: true,
    container: true,
    scale: null,
    min_width: null,
    elem_id: null,
    elem_classes: [],
    bindings: [],
    language: 'python',
    lines: 1,
    max_lines: 24,
    wrap_lines: false,
    show_line_numbers: false,
    autocomplete: false,
    buttons: ['copy']
  };

  export function labelled(words: string, select: HTMLSelectElement): HTMLElement {
    const node = element('div', 'intarsia-CodePanel-choice');
    const label = element('label', 'intarsia-Field-label', words);
    select.id = label.htmlFor = Field.uniqueId();
    Field.keepKeys(select);
    node.append(label, select);
    return node;
  }
}
