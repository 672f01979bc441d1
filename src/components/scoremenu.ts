import { Field } from './field';

/**
 * A native menu with its label before it, for what of an explanation is seen.
 */
export interface IScoreMenu {
  readonly node: HTMLElement;
  /** Offer values, each with its words; the first is chosen where others were offered. */
  offer(options: ReadonlyArray<readonly [string, string]>): void;
  value(): string;
}

/**
 * Make one; what is chosen is no change of the component's own value.
 */
export function scoreMenu(label: string, onChange: () => void): IScoreMenu {
  const node = document.createElement('label');
  node.className = 'intarsia-ExplanationTools-choice';
  const words = document.createElement('span');
  words.textContent = label;
  const select = document.createElement('select');
  select.className = 'intarsia-Control';
  Field.keepKeys(select);
  select.addEventListener('change', event => {
    event.stopPropagation();
    onChange();
  });
  node.append(words, select);
  return {
    node,
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
