import { clearStage, place } from './stage';

// What is read out of texts that grow: each part of them once, and not with each word.

beforeEach(() => jest.useFakeTimers());

afterEach(() => {
  clearStage();
  jest.useRealTimers();
});

describe.each(['textbox', 'markdown'] as const)('a %s', kind => {
  function open(): { show(text: string, milliseconds: number): string[]; dispose(): void } {
    const { component } = place(kind, { interactive: false });
    return {
      show: (text, milliseconds) => {
        component.setValue(text);
        jest.advanceTimersByTime(milliseconds);
        return [...component.node.querySelectorAll('[aria-live="polite"] p')].map(
          each => each.textContent ?? ''
        );
      },
      dispose: () => component.dispose()
    };
  }

  it('that grows is told sentence by sentence, and its rest when it rests', () => {
    const { show } = open();
    let text = '';
    let told: string[] = [];
    for (const word of 'One two. Three four. Five'.split(/(?<= )/)) {
      text += word;
      told = show(text, 790);
    }
    expect(told).toEqual(['One two. Three four.']);
    expect(show(text, 100)).toEqual(['One two. Three four.', 'Five']);
    expect(show(`${text} six.`, 800)).toEqual(['One two. Three four.', 'Five', 'six.']);
  });

  it('that is another one each time is not read out', () => {
    const { show } = open();
    expect(show('One.', 10_000)).toEqual([]);
    expect(show('Two.', 10_000)).toEqual([]);
    expect(show('', 10_000)).toEqual([]);
    expect(show('Three.', 100)).toEqual([]);
    expect(show('Four.', 10_000)).toEqual([]);
  });

  it('that stood there is not told again when it goes on', () => {
    const { show } = open();
    show('It has been there.', 10_000);
    expect(show('It has been there. And on.', 10_000)).toEqual(['And on.']);
  });

  it('tells nothing once it is gone', () => {
    const { show, dispose } = open();
    show('One.', 0);
    show('One. Two.', 0);
    dispose();
    expect(jest.getTimerCount()).toBe(0);
  });
});

it('a password is never read out', () => {
  const { component } = place('textbox', { interactive: false, type: 'password' });
  component.setValue('secret');
  component.setValue('secret and more');
  jest.advanceTimersByTime(10_000);
  expect(component.node.textContent).not.toContain('more');
});
