import { Widget } from '@lumino/widgets';
import { createContext, registry } from '../../components/__tests__/stage';
import { AppView } from '../appview';
import type { FakeSession } from './fakesession';

const mounted: AppView[] = [];

/**
 * A view on the page, and ways to reach what is in it.
 */
export interface IMounted {
  readonly view: AppView;
  readonly node: HTMLElement;
  /** The one element that matches; a test that finds none fails. */
  find<E extends HTMLElement = HTMLElement>(selector: string): E;
  /** The field's control, by the label that a person reads. */
  field(label: string): HTMLInputElement;
  /** The button with these words. */
  button(words: string): HTMLButtonElement;
  /** Choose from the app's menu. */
  choose(words: string): void;
  /** The text that a person sees, in order, without what is hidden. */
  text(): string;
}

export function mount(session: FakeSession, hooks: AppView.IHooks = {}): IMounted {
  const { rendermime, sanitizer, trans } = createContext();
  const view = new AppView({
    session,
    registry,
    rendermime,
    sanitizer,
    trans,
    trusted: session.state.connection !== 'untrusted',
    hooks
  });
  mounted.push(view);
  Widget.attach(view, document.body);
  const find = <E extends HTMLElement = HTMLElement>(selector: string): E => {
    const element = view.node.querySelector<E>(selector);
    if (!element) {
      throw new Error(`There is no ${selector} in the view.`);
    }
    return element;
  };
  return {
    view,
    node: view.node,
    find,
    field: label => {
      const element = [...view.node.querySelectorAll('label')].find(
        item => item.textContent === label
      );
      return find<HTMLInputElement>(`[id="${element?.htmlFor}"]`);
    },
    button: words => {
      const element = [...view.node.querySelectorAll('button')].find(
        item => item.textContent === words
      );
      if (!element) {
        throw new Error(`There is no button "${words}".`);
      }
      return element;
    },
    choose: words => {
      find('.intarsia-Head-menu').click();
      const items = [...view.node.querySelectorAll<HTMLElement>('.intarsia-Menu-item')];
      const item = items.find(each => each.textContent === words);
      if (!item) {
        const offered = items.map(each => each.textContent).join(', ');
        throw new Error(`The menu does not offer "${words}", but: ${offered}.`);
      }
      item.click();
    },
    text: () => seen(view.node).replace(/\s+/g, ' ').trim()
  };
}

/**
 * Take all views off the page; for `afterEach`.
 */
export function unmountAll(): void {
  for (const view of mounted.splice(0)) {
    view.dispose();
  }
  document.body.replaceChildren();
}

function seen(node: Node): string {
  if (node instanceof Text) {
    return node.data;
  }
  if (
    node instanceof HTMLElement &&
    (node.hidden ||
      node.classList.contains('lm-mod-hidden') ||
      node.classList.contains('intarsia-mod-spoken'))
  ) {
    return '';
  }
  return [...node.childNodes].map(seen).join(' ');
}
