import { Field } from './field';

/**
 * A native control with its label before it, for what of an explanation is seen.
 *
 * #### Notes
 * What is chosen is no change of the component's own value.
 */
export interface IScoreTool<T> {
  readonly node: HTMLElement;
  value(): T;
}

/**
 * A menu.
 */
export interface IScoreMenu extends IScoreTool<string> {
  /** Offer values, each with its words; the first is chosen where others were offered. */
  offer(options: ReadonlyArray<readonly [string, string]>): void;
}

/**
 * Make a menu.
 */
export function scoreMenu(label: string, onChange: () => void): IScoreMenu {
  const select = document.createElement('select');
  select.className = 'intarsia-Control';
  return {
    node: Private.labelled(label, select, onChange),
    offer: options => {
      if (select.options.length !== options.length) {
        select.replaceChildren(
          ...options.map(([value, text]) => {
            const option = document.createElement('option');
            option.value = value;
            option.textContent = text;
            return option;
          })
        );
      }
    },
    value: () => select.value
  };
}

/**
 * Make a slider from 0 to 1.
 */
export function scoreRange(label: string, value: number, onChange: () => void): IScoreTool<number> {
  const input = document.createElement('input');
  input.type = 'range';
  input.min = '0';
  input.max = '1';
  input.step = '0.05';
  input.value = String(value);
  input.addEventListener('input', event => {
    event.stopPropagation();
    onChange();
  });
  return { node: Private.labelled(label, input), value: () => Number(input.value) };
}

/**
 * Make a box to check.
 */
export function scoreCheck(label: string, onChange: () => void): IScoreTool<boolean> {
  const input = document.createElement('input');
  input.type = 'checkbox';
  return { node: Private.labelled(label, input, onChange), value: () => input.checked };
}

namespace Private {
  export function labelled(
    label: string,
    control: HTMLElement,
    onChange?: () => void
  ): HTMLElement {
    const node = document.createElement('label');
    node.className = 'intarsia-ExplanationTools-choice';
    const words = document.createElement('span');
    words.textContent = label;
    node.append(words, control);
    Field.keepKeys(control);
    control.addEventListener('change', event => {
      event.stopPropagation();
      onChange?.();
    });
    return node;
  }
}
