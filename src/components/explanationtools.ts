import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { Explanation } from '../protocol/types';
import { Field } from './field';
import { copyButton, fieldButton } from './fieldbutton';
import { Icon } from './icon';

/**
 * What a person asks for: another target, another method, once more; and how far it is.
 */
export class ExplanationTools extends Widget {
  constructor(options: ExplanationTools.IOptions) {
    super();
    this._options = options;
    const { trans, ask } = options;
    this.addClass('intarsia-ExplanationTools');
    this._target = Private.choice(trans.__('Explain'), label =>
      ask({ ...this.wanted, ...this._targetOf(label) })
    );
    this._method = Private.choice(trans.__('Method'), method => ask({ ...this.wanted, method }));
    this._level = Private.choice(trans.__('By'), level => ask({ ...this.wanted, level }));
    this._beside = Private.choice(trans.__('Compare with'), key => options.compare(key));
    this._copy = copyButton(trans, () => this._code, undefined, trans.__('Copy as code'));
    this._again = fieldButton({
      icon: Icon.RESET,
      label: trans.__('Explain again'),
      execute: () => ask(this.wanted)
    });
    this._buttons = document.createElement('div');
    this._buttons.className = 'intarsia-ExplanationTools-buttons';
    this._test = Private.link(trans.__('How faithful is it?'), () =>
      ask({ ...this.wanted, fidelity: true })
    );
    this._test.title = trans.__('Take parts away and put them back, against random orders');
    this._keep = Private.link(trans.__('Keep to compare'), () => options.keep());
    this._keep.title = trans.__('Show it beside what is explained next');
    this._buttons.append(this._test, this._keep, this._copy, this._again);
    this._choices = document.createElement('div');
    this._choices.className = 'intarsia-ExplanationTools-choices';
    this._choices.append(
      ...[this._target, this._method, this._level, this._beside].map(({ node }) => node),
      this._buttons
    );
    this._line = document.createElement('div');
    this._line.className = 'intarsia-ExplanationTools-line';
    this._words = document.createElement('span');
    this._action = document.createElement('button');
    this._action.type = 'button';
    this._action.className = 'intarsia-Button';
    Field.keepKeys(this._action);
    this._action.addEventListener('click', () => this._act());
    this._line.append(this._words, this._action);
    this.node.append(this._choices, this._line);
  }

  /**
   * Show what can be asked for.
   */
  draw(state: ExplanationTools.IState): void {
    const { explanation, mayAsk } = state;
    const { trans } = this._options;
    this._state = state;
    this._code = explanation?.code ?? '';
    const targets = explanation?.explained.options ?? [];
    const isClass = explanation?.explained.kind === 'class';
    this._target.show(
      mayAsk && isClass && targets.length > 1 ? targets.map(name => ({ name, title: name })) : [],
      explanation?.explained.label ?? ''
    );
    const offers = (explanation?.offers ?? []).filter(({ fit }) => fit > 0);
    this._method.show(
      mayAsk && offers.length > 1
        ? offers.map(({ name, title, because }) => ({ name, title, because }))
        : [],
      explanation?.method ?? ''
    );
    const level = explanation ? Private.levelOf(explanation) : null;
    this._level.show(
      mayAsk && level !== null
        ? [
            { name: 'word', title: trans.__('word') },
            { name: 'sentence', title: trans.__('sentence') },
            { name: 'character', title: trans.__('character') }
          ]
        : [],
      level ?? ''
    );
    this._copy.hidden = this._code === '';
    this._again.hidden = !explanation || !mayAsk;
    this._test.hidden = this._again.hidden || !Private.canBeTested(explanation);
    const { others, beside, isKept } = state;
    const none = { name: '', title: trans.__('nothing') };
    this._beside.show(others.length > 0 ? [none, ...others] : [], beside);
    this._keep.hidden = isKept === null;
    this._keep.setAttribute('aria-pressed', String(isKept === true));
    this._keep.textContent = isKept ? trans.__('Kept to compare') : trans.__('Keep to compare');
    const isEmpty = this._copy.hidden && this._again.hidden && this._keep.hidden;
    this._choices.hidden =
      isEmpty &&
      [this._target, this._method, this._level, this._beside].every(({ node }) => node.hidden);
    this._showLine(state);
    this.setHidden(this._choices.hidden && this._line.hidden);
  }

  /**
   * Put the focus where something is kept.
   */
  focusKeep(): void {
    this._keep.focus();
  }

  /**
   * What stands there, to be asked for again.
   */
  get wanted(): Record<string, unknown> {
    const explanation = this._state?.explanation;
    if (!explanation || explanation.method === 'own') {
      return {};
    }
    const target = explanation.explained.kind === 'class' ? explanation.explained.label : null;
    const { level } = explanation.parameters;
    return {
      method: explanation.method,
      ...(typeof level === 'string' ? { level } : {}),
      ...(target === null ? {} : this._targetOf(target))
    };
  }

  private _showLine({ explanation, isBusy, stale, mayAsk, asks }: ExplanationTools.IState): void {
    const { trans } = this._options;
    const [words, action] = ((): [string, string] => {
      if (isBusy) {
        const share = explanation && !explanation.final ? explanation.progress : 0;
        return [trans.__('Explaining · %1 %', Math.round(share * 100)), trans.__('Stop')];
      }
      if (asks !== null) {
        return [
          trans.__(
            'The function has effects, and explaining it calls it about %1 times.',
            asks.toLocaleString()
          ),
          trans.__('Explain all the same')
        ];
      }
      if (stale !== null) {
        const words =
          stale === 'inputs'
            ? trans.__('This is of earlier inputs.')
            : trans.__('This is of an earlier function.');
        return [words, trans.__('Explain again')];
      }
      if (explanation && !explanation.final) {
        return [
          trans.__(
            'Stopped at %1 %: this is as far as it came.',
            Math.round(explanation.progress * 100)
          ),
          trans.__('Explain again')
        ];
      }
      return ['', explanation || !mayAsk ? '' : trans.__('Explain')];
    })();
    if (this._words.textContent !== words) {
      this._words.textContent = words;
    }
    this._action.textContent = action;
    this._action.hidden = action === '' || !(mayAsk || isBusy);
    this._line.hidden = words === '' && this._action.hidden;
    this._line.classList.toggle('intarsia-mod-busy', isBusy);
    const share = isBusy && explanation && !explanation.final ? explanation.progress : 0;
    this._line.style.setProperty('--intarsia-share', share.toFixed(3));
  }

  private _act(): void {
    const { isBusy, asks } = this._state ?? { isBusy: false, asks: null };
    if (isBusy) {
      this._options.stop();
    } else if (asks !== null) {
      this._options.ask({ ...this.wanted, agreed: true });
    } else {
      this._options.ask(this.wanted);
    }
  }

  private _targetOf(label: string): Record<string, unknown> {
    return { label, output: this._state?.explanation?.explained.output ?? 0 };
  }

  private readonly _action: HTMLButtonElement;
  private readonly _again: HTMLButtonElement;
  private readonly _beside: Private.IChoice;
  private readonly _buttons: HTMLElement;
  private readonly _choices: HTMLElement;
  private _code = '';
  private readonly _copy: HTMLButtonElement;
  private readonly _keep: HTMLButtonElement;
  private readonly _level: Private.IChoice;
  private readonly _line: HTMLElement;
  private readonly _method: Private.IChoice;
  private readonly _options: ExplanationTools.IOptions;
  private _state: ExplanationTools.IState | null = null;
  private readonly _target: Private.IChoice;
  private readonly _test: HTMLButtonElement;
  private readonly _words: HTMLElement;
}

export namespace ExplanationTools {
  export interface IOptions {
    readonly trans: TranslationBundle;
    ask(wanted: Readonly<Record<string, unknown>>): void;
    stop(): void;
    /** Keep what is shown to compare it with what comes, or keep it no longer. */
    keep(): void;
    /** Show another one beside it, told by its name; none for an empty one. */
    compare(name: string): void;
  }

  export interface IState {
    readonly explanation: Explanation | null;
    readonly isBusy: boolean;
    /** What is not there any more: the inputs that it is of, or the function. */
    readonly stale: 'inputs' | 'function' | null;
    /** Whether there is a kernel, and somebody who listens. */
    readonly mayAsk: boolean;
    /** How many calls it takes, where somebody has to agree. */
    readonly asks: number | null;
    /** What it can be compared with, and which of these is beside it. */
    readonly others: ReadonlyArray<ExplanationTools.IOther>;
    readonly beside: string;
    /** Whether it is kept; null where it cannot be. */
    readonly isKept: boolean | null;
  }

  /**
   * An explanation that can stand beside the one that is shown.
   */
  export interface IOther {
    readonly name: string;
    readonly title: string;
  }
}

namespace Private {
  export interface IChoice {
    readonly node: HTMLElement;
    show(options: ReadonlyArray<IOption>, chosen: string): void;
  }

  interface IOption {
    readonly name: string;
    readonly title: string;
    readonly because?: string;
  }

  /**
   * What the pieces of its texts are, where a person can choose that.
   */
  export function levelOf({ inputs, method }: Explanation): string | null {
    const levels = inputs.flatMap(({ detail }) =>
      detail?.kind === 'tokens' ? [detail.level] : []
    );
    const isFree = levels.every(level => LEVELS.has(level)) && METHODS.has(method);
    return levels.length > 0 && isFree ? levels[0] : null;
  }

  const LEVELS: ReadonlySet<string> = new Set(['word', 'sentence', 'character']);

  /** Methods that leave out whatever pieces they are told. */
  const METHODS: ReadonlySet<string> = new Set(['perturb', 'shap', 'lime']);

  /**
   * Whether its parts can be taken away one after another, and nobody has done so yet.
   */
  export function canBeTested(explanation: Explanation | null): boolean {
    return (
      explanation !== null &&
      explanation.final &&
      explanation.scope === 'local' &&
      explanation.method !== 'own' &&
      explanation.fidelity === null
    );
  }

  /**
   * A button that reads as a link.
   */
  export function link(words: string, execute: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'intarsia-Link';
    button.textContent = words;
    button.addEventListener('click', () => execute());
    Field.keepKeys(button);
    return button;
  }

  /**
   * A native menu with its label before it.
   */
  export function choice(label: string, onChoose: (name: string) => void): IChoice {
    const node = document.createElement('label');
    node.className = 'intarsia-ExplanationTools-choice';
    const words = document.createElement('span');
    words.textContent = label;
    const menu = document.createElement('select');
    menu.className = 'intarsia-Control';
    Field.keepKeys(menu);
    menu.addEventListener('change', event => {
      // Not a change of the component's own value.
      event.stopPropagation();
      onChoose(menu.value);
    });
    node.append(words, menu);
    let drawn = '';
    return {
      node,
      show: (options, chosen) => {
        const text = JSON.stringify(options);
        if (text !== drawn) {
          drawn = text;
          menu.replaceChildren(
            ...options.map(({ name, title, because }) => {
              const option = document.createElement('option');
              option.value = name;
              option.textContent = title;
              option.title = because ?? '';
              return option;
            })
          );
        }
        menu.value = chosen;
        node.hidden = menu.disabled = options.length === 0;
      }
    };
  }
}
