import { LaidOut } from '../../testing/laidout';
import { Growth } from '../growth';
import { clearStage, leave, place, press, type } from './stage';

afterEach(clearStage);

describe('Textbox', () => {
  it('is a field for one line, a text area for several', () => {
    expect(place('textbox').find('input').type).toBe('text');
    const { find } = place('textbox', { lines: 3, max_lines: 8 });
    const area = find<HTMLTextAreaElement>('textarea');
    expect(area.rows).toBe(3);
    expect(area.style.getPropertyValue('--intarsia-textbox-max-lines')).toBe('8');
    expect(place('textbox', { max_lines: 4 }).find('textarea')).toBeTruthy();
  });

  it('never loses line breaks to a field for one line', () => {
    const { component, find } = place('textbox');
    component.setValue('one\ntwo');
    expect(find<HTMLTextAreaElement>('textarea').value).toBe('one\ntwo');
    component.setValue('one');
    expect(find<HTMLTextAreaElement>('textarea').value).toBe('one');
  });

  it('keeps the focus when a value with line breaks arrives', () => {
    const { component, find } = place('textbox');
    component.setValue('');
    find('input').focus();
    component.setValue('one\ntwo');
    expect(document.activeElement).toBe(find('textarea'));
  });

  it('submits by Enter in one line; in several Enter is a line break', () => {
    const single = place('textbox');
    single.component.setValue('');
    type(single.find('input'), 'a');
    press(single.find('input'), 'Enter');
    expect(single.heard()).toEqual(['focus', 'input', 'change', 'submit']);
    const area = place('textbox', { lines: 2 });
    area.component.setValue('');
    expect(press(area.find('textarea'), 'Enter')).toBe(true);
    expect(press(area.find('textarea'), 'Enter', { shiftKey: true })).toBe(false);
    expect(area.heard()).toEqual(['focus', 'submit']);
  });

  it('has no password in its markup, nor in its display', () => {
    const { component, find } = place('textbox', { type: 'password' });
    component.setValue('hunter2');
    expect(find('input').type).toBe('password');
    expect(find('input').value).toBe('hunter2');
    type(find('input'), 'hunter3');
    expect(document.body.innerHTML).not.toContain('hunter');
    const shown = place('textbox', { type: 'password', interactive: false });
    shown.component.setValue('hunter2');
    expect(document.body.innerHTML).not.toContain('hunter');
    expect(shown.component.node.textContent).toContain('\u2022\u2022\u2022');
  });

  it('counts characters as the kernel does', () => {
    const { component, find } = place('textbox', { min_length: 2, max_length: 3 });
    component.setValue('');
    const input = find('input');
    const error = find('.intarsia-Field-error');
    type(input, '\u{1f600}');
    leave(input);
    expect(error.textContent).toBe('Enter at least 2 characters.');
    type(input, '\u{1f600}\u{1f600}\u{1f600}');
    expect(error.textContent).toBe('');
    leave(input);
    expect(error.textContent).toBe('');
    type(input, 'four');
    leave(input);
    expect(error.textContent).toBe('Enter at most 3 characters.');
  });

  it('leaves the caret where it is when its own value comes back', () => {
    const { component, find } = place('textbox');
    component.setValue('');
    const input = find('input');
    type(input, 'wonderful');
    input.setSelectionRange(3, 3);
    component.setValue('wonderful');
    expect(input.selectionStart).toBe(3);
  });

  it('shows a result as text, its line breaks kept', () => {
    const { component, find } = place('textbox', { interactive: false });
    component.setValue('one\n  two <b>');
    expect(find('.intarsia-Textbox-text').textContent).toBe('one\n  two <b>');
    expect(component.hasClass('intarsia-mod-display')).toBe(true);
    component.setValue(null);
    expect(find('.intarsia-Textbox-text').textContent).toBe('');
  });

  it('appends what has grown, without painting the rest again', () => {
    const { component, find } = place('textbox', { interactive: false });
    const text = find('.intarsia-Textbox-content');
    component.setValue('a'.repeat(Growth.NODE_LENGTH));
    const first = text.firstChild;
    const part = 'b'.repeat(100);
    for (let count = 1; count <= 50; count++) {
      component.setValue('a'.repeat(Growth.NODE_LENGTH) + part.repeat(count));
    }
    expect(text.firstChild).toBe(first);
    expect(first?.textContent?.length).toBe(Growth.NODE_LENGTH);
    expect(text.childNodes.length).toBeLessThan(5);
    expect(text.textContent).toBe('a'.repeat(Growth.NODE_LENGTH) + part.repeat(50));
    component.setValue('new');
    expect(text.textContent).toBe('new');
  });

  it('tells what is selected, but never of a password', () => {
    const { component, find, events } = place('textbox');
    component.setValue('wonderful');
    const input = find('input');
    input.setSelectionRange(0, 6);
    expect(events.splice(0)).toEqual([
      { name: 'select', data: { index: [0, 6], value: 'wonder' } }
    ]);
    const secret = place('textbox', { type: 'password' });
    secret.component.setValue('hunter2');
    secret.find('input').dispatchEvent(new Event('select', { bubbles: true }));
    expect(secret.events).toEqual([]);
  });

  it('takes monospaced text as code: no spelling, no capitals', () => {
    const { component, find } = place('textbox', { monospace: true });
    expect(component.hasClass('intarsia-mod-monospace')).toBe(true);
    expect(find('input').getAttribute('autocapitalize')).toBe('none');
    expect(find('input').spellcheck).toBe(false);
  });

  it('submits by Enter where it grows from one line; Shift+Enter begins the next', () => {
    const { component, find, heard } = place('textbox', { max_lines: 20 });
    component.setValue('');
    const area = find<HTMLTextAreaElement>('textarea');
    const outside = jest.fn();
    document.body.addEventListener('keydown', outside);
    expect(press(area, 'Enter', { shiftKey: true })).toBe(true);
    expect(outside).not.toHaveBeenCalled();
    document.body.removeEventListener('keydown', outside);
    expect(heard()).toEqual(['focus']);
    expect(press(area, 'Enter')).toBe(false);
    expect(press(area, 'Enter', { ctrlKey: true })).toBe(false);
    expect(heard()).toEqual(['submit', 'submit']);
    component.setSpec({ ...component.spec, lines: 2 } as never);
    expect(press(find('textarea'), 'Enter')).toBe(true);
  });

  it('has buttons of its own that submit and stop', () => {
    const { component, find, heard } = place('textbox', { submit_btn: true, stop_btn: 'Halt' });
    component.setValue('');
    type(find('input'), 'a');
    const [submit, stop] = component.node.querySelectorAll('button');
    expect(submit.getAttribute('aria-label')).toBe('Submit');
    submit.click();
    expect(heard()).toEqual(['focus', 'input', 'change', 'submit']);
    expect(stop.textContent).toBe('Halt');
    stop.click();
    expect(heard()).toEqual(['stop']);
    component.setSpec({ ...component.spec, interactive: false });
    expect(component.node.querySelector('button')).toBeNull();
  });

  it('copies its text, and says so', async () => {
    const { component, find, events } = place('textbox', { buttons: ['copy'] });
    component.setValue('wonderful');
    const written: string[] = [];
    const writeText = (text: string): Promise<void> => {
      written.push(text);
      return Promise.resolve();
    };
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    const button = find('.intarsia-Field-button');
    button.click();
    await Promise.resolve();
    await Promise.resolve();
    expect(written).toEqual(['wonderful']);
    expect(button.getAttribute('aria-label')).toBe('Copied');
    expect(events).toEqual([{ name: 'copy', data: { value: 'wonderful' } }]);
    Reflect.deleteProperty(navigator, 'clipboard');
  });

  it('has nothing that copies a password, or stands beside a label that is not shown', () => {
    for (const given of [{ type: 'password' as const }, { show_label: false }]) {
      const { component } = place('textbox', { buttons: ['copy'], ...given });
      expect(component.node.querySelector('button')).toBeNull();
    }
  });

  it('takes the focus when it is shown, unless somebody writes elsewhere', () => {
    const { find } = place('textbox', { autofocus: true });
    expect(document.activeElement).toBe(find('input'));
    place('textbox', { autofocus: true });
    expect(document.activeElement).toBe(find('input'));
    clearStage();
    place('textbox', { autofocus: true }, { trusted: false });
    expect(document.activeElement).toBe(document.body);
  });

  describe('on a page', () => {
    let page: LaidOut;

    beforeEach(() => {
      page = new LaidOut();
      jest.useFakeTimers();
    });

    afterEach(() => {
      jest.useRealTimers();
      page.restore();
    });

    it.each([
      [true, 400, 800],
      [true, 390, 390],
      [false, 400, 400]
    ])('stays at its end as its text grows (%s, from %i)', (autoscroll, before, after) => {
      for (const interactive of [true, false]) {
        const given = { lines: 3, max_lines: 5, autoscroll, interactive };
        const { component, find } = place('textbox', given);
        const scroller = find<HTMLElement>(interactive ? 'textarea' : '.intarsia-Textbox-text');
        component.setValue('one');
        page.measure(scroller, 500);
        scroller.scrollTop = before;
        scroller.dispatchEvent(new Event('scroll'));
        component.setValue('one, two');
        Object.defineProperty(scroller, 'scrollHeight', { value: 900, configurable: true });
        if (interactive) {
          jest.advanceTimersByTime(20); // the next frame: an area is as high as it was
        } else {
          page.measure(scroller, 900);
        }
        expect(scroller.scrollTop).toBe(after);
      }
    });

    it('keeps what is selected in a text area that grows', () => {
      const { component, find } = place('textbox', { lines: 3 });
      const area = find<HTMLTextAreaElement>('textarea');
      component.setValue('one two');
      area.setSelectionRange(4, 7);
      component.setValue('one two three');
      expect(area.value).toBe('one two three');
      expect([area.selectionStart, area.selectionEnd]).toEqual([4, 7]);
    });

    it('cuts a long result off, and lets keys reach the rest', () => {
      const { component, find } = place('textbox', { interactive: false, lines: 2, max_lines: 5 });
      component.setValue('a long text');
      const display = find('.intarsia-Textbox-text');
      expect(display.style.getPropertyValue('--intarsia-textbox-max-lines')).toBe('5');
      expect(display.style.getPropertyValue('--intarsia-textbox-lines')).toBe('2');
      page.measure(display, 900);
      expect(display.tabIndex).toBe(0);
      page.measure(display, 100);
      expect(display.hasAttribute('tabindex')).toBe(false);
      const whole = place('textbox', { interactive: false });
      whole.component.setValue('a long text');
      page.measure(whole.find('.intarsia-Textbox-text'), 900);
      expect(whole.find('.intarsia-Textbox-text').hasAttribute('tabindex')).toBe(false);
    });

    it('asks for no layout while its text grows', () => {
      const asked = ['scrollHeight', 'clientHeight', 'scrollTop'] as const;
      const reads = asked.map(name => jest.spyOn(Element.prototype, name, 'get'));
      for (const given of [{ max_lines: 5 }, { max_lines: null }]) {
        const { component } = place('textbox', { interactive: false, ...given });
        component.setValue('one');
        component.setValue('one two');
        component.setValue('other');
      }
      reads.forEach(read => {
        expect(read).not.toHaveBeenCalled();
        read.mockRestore();
      });
    });
  });

  it('is aligned and runs as the author says', () => {
    const { component, find } = place('textbox', { rtl: true, text_align: 'right' });
    expect(find('.intarsia-Field-control').dir).toBe('rtl');
    expect(component.hasClass('intarsia-mod-right')).toBe(true);
    component.setSpec({ ...component.spec, rtl: false, text_align: null } as never);
    expect(find('.intarsia-Field-control').hasAttribute('dir')).toBe(false);
    expect(component.hasClass('intarsia-mod-right')).toBe(false);
  });

  it('tells the browser what the author says of it, and keeps the order of going', () => {
    const html_attributes = {
      autocapitalize: 'words' as const,
      autocorrect: 'off' as const,
      spellcheck: false,
      autocomplete: 'email',
      tabindex: 7,
      enterkeyhint: 'send' as const,
      lang: 'de-AT'
    };
    const input = place('textbox', { html_attributes }).find('input');
    expect(input.getAttribute('autocapitalize')).toBe('words');
    expect(input.getAttribute('autocorrect')).toBe('off');
    expect(input.spellcheck).toBe(false);
    expect(input.getAttribute('autocomplete')).toBe('email');
    expect(input.getAttribute('enterkeyhint')).toBe('send');
    expect(input.lang).toBe('de-AT');
    expect(input.tabIndex).toBe(0);
    const hostile = { ...html_attributes, lang: '" onfocus="x', tabindex: -5 };
    const other = place('textbox', { html_attributes: hostile }, { trusted: false }).find('input');
    expect(other.tabIndex).toBe(-1);
    expect(other.lang).toBe('');
    expect(other.autocomplete).toBe('off');
  });
});
