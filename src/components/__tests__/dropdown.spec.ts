import { ChoiceList } from '../choicelist';
import { clearStage, place, press, release, type } from './stage';

afterEach(clearStage);

const FRUIT = ['Äpfel', 'Birnen', 'Kirschen', 'Pflaumen'].map(label => ({
  label,
  value: label.toLowerCase()
}));

function many(count: number): { label: string; value: number }[] {
  return Array.from({ length: count }, (_, value) => ({ label: `choice ${value}`, value }));
}

function mouseDown(element: HTMLElement): boolean {
  return element.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
}

function options(node: HTMLElement): HTMLElement[] {
  return [...node.querySelectorAll<HTMLElement>('[role=option]')];
}

describe('Dropdown, as a menu', () => {
  it('is the native one where that will do', () => {
    expect(place('dropdown').find('select')).toBeTruthy();
    expect(place('dropdown', { choices: many(30) }).find('select')).toBeTruthy();
    expect(place('dropdown', { choices: many(31) }).find('[role=combobox]')).toBeTruthy();
    for (const spec of [
      { filterable: true, choices: many(11) },
      { multiselect: true },
      { allow_custom_value: true }
    ]) {
      expect(place('dropdown', spec).find('[role=combobox]')).toBeTruthy();
    }
  });

  it('chooses, and commits at once', () => {
    const { component, find, heard } = place('dropdown');
    component.setValue('forest');
    const select = find<HTMLSelectElement>('select');
    select.selectedIndex = 1;
    select.dispatchEvent(new Event('input', { bubbles: true }));
    select.dispatchEvent(new Event('change', { bubbles: true }));
    expect(component.draft).toBe('logistic');
    expect(heard()).toEqual(['input', 'select', 'change']);
  });

  it('offers no choice only where there was none', () => {
    const { component, find } = place('dropdown');
    const select = find<HTMLSelectElement>('select');
    component.setValue('forest');
    expect(select.options.length).toBe(2);
    component.setValue(null);
    expect(select.options.length).toBe(3);
    expect(select.selectedIndex).toBe(0);
    component.setValue('logistic');
    expect(select.selectedOptions[0].textContent).toBe('logistic');
    select.selectedIndex = 0;
    select.dispatchEvent(new Event('input', { bubbles: true }));
    expect(component.draft).toBeNull();
  });

  it('shows a value that is not offered, and does not choose another for it', () => {
    const { component, find } = place('dropdown');
    component.setValue('oak');
    expect(find<HTMLSelectElement>('select').selectedOptions[0].textContent).toBe('oak');
  });
});

describe('Dropdown, as a combobox', () => {
  function combobox(given: Parameters<typeof place<'dropdown'>>[1] = {}) {
    const stage = place('dropdown', { choices: FRUIT, allow_custom_value: true, ...given });
    const input = stage.find('[role=combobox]');
    const list = stage.find('[role=listbox]');
    return { ...stage, input, list };
  }
  const closed = { allow_custom_value: false, choices: [...FRUIT, ...many(30)] };

  it('narrows the list, letter case and accents aside', () => {
    const { component, input, list } = combobox();
    component.setValue(null);
    type(input, 'apf');
    expect(options(list).map(option => option.textContent)).toEqual(['Äpfel']);
    expect(input.getAttribute('aria-expanded')).toBe('true');
    expect(input.getAttribute('aria-controls')).toBe(list.id);
    type(input, 'zzz');
    expect(options(list)).toEqual([]);
    expect(component.node.querySelector('[role=status]')?.textContent).toBe('Nothing matches.');
  });

  it('chooses by the keyboard', () => {
    const { component, input, list, heard } = combobox(closed);
    component.setValue('kirschen');
    expect(input.value).toBe('Kirschen');
    expect(press(input, 'ArrowDown')).toBe(false);
    expect(input.getAttribute('aria-activedescendant')).toBe(options(list)[2].id);
    expect(options(list)[2].getAttribute('aria-selected')).toBe('true');
    press(input, 'ArrowDown');
    expect(press(input, 'Enter')).toBe(false);
    expect(component.draft).toBe('pflaumen');
    expect(input.value).toBe('Pflaumen');
    expect(input.getAttribute('aria-expanded')).toBe('false');
    expect(heard()).toEqual(['focus', 'input', 'select', 'change']);
    press(input, 'Enter');
    expect(heard()).toEqual(['submit']);
  });

  it('closes by Escape, and takes back what was typed', () => {
    const { component, input } = combobox(closed);
    component.setValue('birnen');
    type(input, 'kir');
    press(input, 'Escape');
    expect(input.value).toBe('Birnen');
    expect(input.getAttribute('aria-expanded')).toBe('false');
    expect(component.draft).toBeUndefined();
    expect(press(input, 'Escape')).toBe(true);
  });

  it('chooses by the mouse, and the focus stays in the field', () => {
    const { component, input, list, heard } = combobox(closed);
    component.setValue(null);
    input.focus();
    mouseDown(input);
    expect(mouseDown(options(list)[1])).toBe(false);
    options(list)[1].click();
    expect(component.draft).toBe('birnen');
    expect(document.activeElement).toBe(input);
    expect(heard()).toEqual(['focus', 'input', 'select', 'change']);
  });

  it('takes what was typed in full, and nothing that is not offered', () => {
    const { component, input } = combobox(closed);
    component.setValue('birnen');
    type(input, 'kirschen');
    input.blur();
    expect(component.draft).toBe('kirschen');
    type(input, 'quitten');
    input.blur();
    expect(component.draft).toBe('kirschen');
    expect(input.value).toBe('Kirschen');
    type(input, '');
    input.blur();
    expect(component.draft).toBeNull();
  });

  it('takes another text where that is allowed', () => {
    const { component, input, heard } = combobox();
    component.setValue('birnen');
    type(input, 'Quitten');
    expect(component.draft).toBeUndefined();
    press(input, 'Enter', { shiftKey: true });
    expect(component.draft).toBe('Quitten');
    expect(heard()).toEqual(['focus', 'input', 'change', 'submit']);
    component.setValue('Quitten');
    expect(input.value).toBe('Quitten');
  });

  it('keeps the button of a chip while it is pressed and the same is shown again', () => {
    const { component, find } = place('dropdown', { choices: FRUIT, multiselect: true });
    component.setValue(['äpfel', 'birnen']);
    const button = find('.intarsia-Dropdown-remove');
    component.setValue(['äpfel', 'birnen']);
    expect(find('.intarsia-Dropdown-remove')).toBe(button);
    component.setValue(['birnen']);
    expect(find('.intarsia-Dropdown-chip').textContent).toContain('Birnen');
  });

  it('collects several as chips, which can be removed', () => {
    const { component, input, list, heard } = combobox({
      multiselect: true,
      allow_custom_value: false
    });
    component.setValue(['birnen']);
    press(input, 'ArrowDown');
    press(input, 'ArrowDown');
    press(input, 'Enter');
    expect(component.draft).toEqual(['birnen', 'kirschen']);
    expect(input.getAttribute('aria-expanded')).toBe('true');
    options(list)[0].click();
    expect(component.draft).toEqual(['birnen', 'kirschen', 'äpfel']);
    const [first] = component.node.querySelectorAll<HTMLElement>('li button');
    expect(first.getAttribute('aria-label')).toBe('Remove Birnen');
    first.click();
    expect(component.draft).toEqual(['kirschen', 'äpfel']);
    press(input, 'Escape');
    press(input, 'Backspace');
    expect(component.draft).toEqual(['kirschen']);
    heard();
    options(list);
    press(input, 'ArrowDown');
    options(list)[2].click();
    expect(component.draft).toEqual([]);
  });

  it('says how many may be chosen', () => {
    const { component, input, list, find } = combobox({ multiselect: true, max_choices: 1 });
    component.setValue(['birnen']);
    press(input, 'ArrowDown');
    options(list)[0].click();
    expect(find('.intarsia-Field-error').textContent).toBe('Choose at most 1 value.');
    expect(component.draft).toBeUndefined();
    expect(component.node.querySelectorAll('li').length).toBe(1);
    type(input, 'quince');
    input.blur();
    expect(component.draft).toBeUndefined();
    find('li button').click();
    expect(component.draft).toEqual([]);
    expect(find('.intarsia-Field-error').textContent).toBe('');
  });

  it('tells what is chosen and given up, and takes all away at once', () => {
    const { component, input, list, events, find } = combobox({ multiselect: true });
    component.setValue(['birnen', 'kirschen']);
    const selected = (): unknown[] =>
      events
        .splice(0)
        .filter(event => event.name === 'select')
        .map(event => event.data);
    press(input, 'ArrowDown');
    options(list)[0].click();
    expect(selected()).toEqual([{ index: 0, value: 'äpfel', selected: true }]);
    find('li button').click();
    expect(selected()).toEqual([{ index: 1, value: 'birnen', selected: false }]);
    type(input, 'Quitten');
    input.blur();
    expect(selected()).toEqual([{ index: -1, value: 'Quitten', selected: true }]);
    expect(component.draft).toEqual(['kirschen', 'äpfel', 'Quitten']);
    const clear = find('.intarsia-Dropdown-clear');
    expect(clear.getAttribute('aria-label')).toBe('Remove all');
    clear.click();
    expect(component.draft).toEqual([]);
    expect(clear.hidden).toBe(true);
  });

  it('is chosen from by letters where nothing can be typed', () => {
    const { component, input, list } = combobox({ ...closed, filterable: false });
    component.setValue(null);
    expect(input.readOnly).toBe(true);
    expect(input.getAttribute('aria-autocomplete')).toBe('none');
    expect(press(input, 'k')).toBe(false);
    expect(list.querySelector('.intarsia-mod-active')?.textContent).toBe('Kirschen');
    expect(options(list).length).toBe(34);
    press(input, ' ');
    expect(component.draft).toBe('kirschen');
    press(input, 'p');
    expect(list.querySelector('.intarsia-mod-active')?.textContent).toBe('Pflaumen');
  });

  it('draws of ten thousand choices what is looked at', () => {
    const { component, input, list } = combobox({ choices: many(10_000) });
    component.setValue(null);
    press(input, 'ArrowDown');
    expect(options(list).length).toBe(ChoiceList.PAGE);
    expect(options(list)[0].getAttribute('aria-setsize')).toBe('10000');
    for (let count = 0; count < 20; count++) {
      press(input, 'PageDown');
    }
    const active = list.querySelector('.intarsia-mod-active');
    expect(active?.textContent).toBe('choice 200');
    expect(options(list).length).toBeLessThanOrEqual(ChoiceList.MOST);
    type(input, '9999');
    expect(options(list).map(option => option.textContent)).toEqual(['choice 9999']);
  });

  it('opens at a choice far down', () => {
    const { component, input, list } = combobox({ choices: many(10_000) });
    component.setValue(5000);
    press(input, 'ArrowDown');
    expect(list.querySelector('.intarsia-mod-active')?.textContent).toBe('choice 5000');
    expect(options(list).length).toBe(ChoiceList.PAGE);
    options(list)[1].click();
    expect(component.draft).toBe(4951);
  });

  it('goes to the end of a long list and back without drawing what lies between', () => {
    const { component, input, list } = combobox({ choices: many(10_000) });
    component.setValue(null);
    input.focus();
    mouseDown(input);
    press(input, 'ArrowUp');
    const active = (): string | null | undefined =>
      list.querySelector('.intarsia-mod-active')?.textContent;
    expect(active()).toBe('choice 9999');
    expect(document.getElementById(input.getAttribute('aria-activedescendant') ?? '')).toBe(
      list.querySelector('.intarsia-mod-active')
    );
    for (let count = 0; count < 60; count++) {
      press(input, 'PageUp');
    }
    expect(active()).toBe('choice 9399');
    expect(options(list).length).toBeLessThanOrEqual(ChoiceList.MOST);
    expect(options(list)[0].getAttribute('aria-posinset')).toBe(
      String(Number(options(list)[0].textContent?.slice(7)) + 1)
    );
  });

  it('lists as many as the author says, and more as somebody scrolls', () => {
    const { component, input, list, find } = combobox({
      choices: many(10_000),
      num_choices_shown: 20
    });
    component.setValue(null);
    input.focus();
    mouseDown(input);
    expect(options(list).length).toBe(20);
    const popup = find('.intarsia-Popup');
    for (const name of ['clientHeight', 'scrollHeight'] as const) {
      jest.spyOn(popup, name, 'get').mockReturnValue(100);
    }
    popup.dispatchEvent(new Event('scroll'));
    expect(options(list).length).toBe(40);
    for (let count = 0; count < 40; count++) {
      popup.dispatchEvent(new Event('scroll'));
    }
    expect(options(list).length).toBe(ChoiceList.MOST);
    expect(options(list)[0].textContent).toBe('choice 440');
  });

  it('tells keys that come up', () => {
    const { component, input, events } = combobox();
    component.setValue(null);
    release(input, 'k');
    expect(events).toEqual([{ name: 'key_up', data: { key: 'k', input_value: '' } }]);
  });

  it('listens to nothing outside once it is closed or gone', () => {
    const add = jest.spyOn(window, 'addEventListener');
    const remove = jest.spyOn(window, 'removeEventListener');
    const { component, input } = combobox();
    component.setValue(null);
    press(input, 'ArrowDown');
    expect(add).toHaveBeenCalledTimes(2);
    component.dispose();
    expect(remove).toHaveBeenCalledTimes(2);
    add.mockRestore();
    remove.mockRestore();
  });
});

describe('Dropdown, typed into', () => {
  const spec = { choices: many(200), filterable: true };

  it('replaces the text that a click has opened the list on', () => {
    const { component, find } = place('dropdown', spec);
    component.setValue(3);
    const input = find('[role=combobox]');
    input.focus();
    mouseDown(input);
    input.click();
    expect([input.selectionStart, input.selectionEnd]).toEqual([0, 'choice 3'.length]);
    press(input, 'ArrowDown');
    expect(component.node.querySelector('.intarsia-mod-active')?.textContent).toBe('choice 3');
  });

  it('does not run with the old value while the text is no choice', () => {
    const { component, find, heard } = place('dropdown', spec);
    component.setValue(3);
    const input = find('[role=combobox]');
    type(input, 'quince');
    press(input, 'Enter');
    expect(heard()).toEqual(['focus']);
    expect(input.value).toBe('quince');
    type(input, 'choice 42');
    press(input, 'Escape');
    press(input, 'Enter');
    expect(heard()).toEqual(['submit']);
  });
});
